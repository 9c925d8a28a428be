"""Marks of printed pages: what is one, and what number it bears."""

from __future__ import annotations

import re

from lxml import etree

from converters.readers.xhtml.names import BLOCKS, name_of, text_in

_LONGEST = 24
_WORDS_AROUND = re.compile(
    r"^\s*(?:page|pages|pg|pag|página|seite|p)\b[\s.:]*|^\s*第\s*|\s*[页頁]\s*$|[\s.,;:]+$|^[\s\[(]+|[\])]+$",
    re.IGNORECASE,
)
_IN_ID = re.compile(r"(?:page|pg|p|pagebreak|pb)[_.-]?0*(\d+|[ivxlcdm]+)", re.IGNORECASE)


def is_page_break(types: frozenset[str]) -> bool:
    """Whether an element says that a printed page begins here (``epub:type="pagebreak"``, ``role="doc-pagebreak"``)."""
    return "pagebreak" in types


def clean_label(text: str) -> str:
    """``Page 12.`` → ``12``; "" where nothing is left."""
    label = " ".join(text.split())
    for _ in range(3):
        shorter = _WORDS_AROUND.sub("", label)
        if shorter == label:
            break
        label = shorter
    return label[:_LONGEST]


def page_label(
    element: etree._Element, attributes: dict[str, str], listed: str | None, *, marked: bool
) -> tuple[str, bool]:
    """The page's label ("" when it has none), and whether ``element`` is only the mark, so that its words are not text.

    ``listed`` is what the page list calls it and comes first; ``marked`` says that the element itself claims to be a page break.
    """
    words = " ".join(text_in(element).split())
    short = len(words) <= _LONGEST and not any(
        name_of(child) in BLOCKS for child in element.iterdescendants()
    )
    own = clean_label(words) if short and marked else ""
    candidates = (
        clean_label(listed or ""),
        clean_label(attributes.get("title", "")) if marked else "",
        clean_label(attributes.get("aria-label", "")) if marked else "",
        own,
        _label_from_id(attributes.get("id", "")) if marked else "",
    )
    label = next((candidate for candidate in candidates if candidate), "")
    # An unmarked anchor is only a mark when it is empty: its words, if any, are the book's.
    whole = (marked and short) or (
        not marked and not words and not len(element) and name_of(element) not in BLOCKS
    )
    return label, whole


def _label_from_id(identity: str) -> str:
    match = _IN_ID.fullmatch(identity)
    return match.group(1) if match else ""
