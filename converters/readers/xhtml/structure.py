"""What an element is for the reader of a book: which block it makes, which part of the book it begins."""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

from converters.readers.xhtml.context import BuildContext
from converters.readers.xhtml.frames import Frame
from converters.readers.xhtml.names import attributes_of, name_of, text_in
from converters.readers.xhtml.styles import Style

NOTE_KINDS: Final = {
    "footnote": "footnote",
    "note": "footnote",
    "annotation": "footnote",
    "endnote": "endnote",
    "rearnote": "rearnote",
}
"""Structure words of notes (EPUB structure vocabulary, DPUB-ARIA), old ones included."""
_ASIDES: Final = ("sidebar", "pullquote", "tip", "help", "marginalia", "case-study", "example")
_ROLES: Final = frozenset(
    [
        "abstract",
        "acknowledgments",
        "afterword",
        "answers",
        "appendix",
        "assessment",
        "backmatter",
        "bibliography",
        "bodymatter",
        "chapter",
        "colophon",
        "conclusion",
        "contributors",
        "copyright-page",
        "cover",
        "dedication",
        "division",
        "endnotes",
        "epigraph",
        "epilogue",
        "errata",
        "footnotes",
        "foreword",
        "frontmatter",
        "glossary",
        "halftitlepage",
        "imprimatur",
        "imprint",
        "index",
        "introduction",
        "landmarks",
        "loi",
        "lot",
        "other-credits",
        "part",
        "preamble",
        "preface",
        "prologue",
        "rearnotes",
        "revision-history",
        "seriespage",
        "subchapter",
        "titlepage",
        "toc",
        "volume",
        "warning",
        "z3998:fiction",
    ]
)
_GENERAL: Final = frozenset({"bodymatter", "frontmatter", "backmatter", "division", "z3998:fiction"})
_MARK = re.compile(
    r"[\[(（〔【{]?\s*(?:注释?|註|译注|譯註|[Nn]ote|fn)?\s*(?:\d{1,4}|[*†‡§¶#]{1,4}|[a-zA-Z]|[ivxlc]{1,6}|[①-⑳㈠-㈩⓪❶-❿]|[一二三四五六七八九十]{1,3}|)\s*[\])）〕】}.]?"
)
_HEADING = re.compile(r"h([1-6])")
_NAVIGATION = frozenset({"toc", "landmarks", "page-list", "pagelist", "lot", "loi", "loa", "lov"})


def is_mark(words: str) -> bool:
    """Whether the text of a link is only the mark of a note: ``1``, ``[2]``, ``*``, ``注3``, nothing at all (a picture). Else it is text."""
    return bool(_MARK.fullmatch(words.strip()))


def section_role(types: frozenset[str]) -> str:
    """The structure word of a section; a particular one ("chapter") before a general one ("bodymatter")."""
    known = types & _ROLES
    if not known:
        return ""
    return min(known, key=lambda word: (word in _GENERAL, word))


def unread_navigation(name: str, types: frozenset[str], context: BuildContext) -> bool:
    """Whether this is a ``<nav>`` that only says again what the contents hold."""
    return name == "nav" and bool(types & _NAVIGATION) and context.unread_tables_of_contents


def is_backlink(element: etree._Element, types: frozenset[str], note: Frame | None) -> bool:
    """Whether a link only leads back from a note to its reference: the mark again, or an arrow."""
    if note is None:
        return "backlink" in types and not _has_words(element)
    if not _has_words(element):
        return True
    if "backlink" in types:
        return len(text_in(element).strip()) <= 6
    label = note.data["label"]
    words = text_in(element).strip(" \t\n[](){}.:*")
    at_start = not note.blocks and note.data.pop("backlinks", False)
    return bool(at_start and label and words == label.strip("[](){}.:* "))


def _has_words(element: etree._Element) -> bool:
    return any(c.isalnum() for text in element.itertext() for c in str(text)) or any(
        name_of(child) in {"img", "svg"} and attributes_of(child).get("alt") for child in element.iter()
    )


def block_kind(
    element: etree._Element,
    name: str,
    attributes: dict[str, str],
    types: frozenset[str],
    style: Style,
) -> tuple[str, dict[str, Any]]:
    """Which frame a block element opens, and what that frame must know."""
    match = _HEADING.fullmatch(name)
    if match or attributes.get("role") == "heading":
        stated = attributes.get("aria-level", "")
        level = (
            int(stated) if stated in {"1", "2", "3", "4", "5", "6"} else int(match.group(1)) if match else 2
        )
        return "heading", {"level": level}
    match name:
        case "p" | "summary" | "legend" | "option":
            return "paragraph", {}
        case "blockquote":
            return "quote", {}
        case "ul" | "ol" | "menu" | "dir":
            return "list", _list_data(element, name, attributes, style)
        case "li":
            return "item", {"label": attributes.get("value")}
        case "dl":
            return "definitions", {"terms": {}}
        case "dt":
            return "term", {}
        case "dd":
            return "definition", {}
        case "figure":
            return "figure", {}
        case _:
            word = next((word for word in _ASIDES if word in types), "")
            if name == "aside" or word:
                return "aside", {"role": word or "sidebar"}
            return "flow", {}


def _list_data(
    element: etree._Element, name: str, attributes: dict[str, str], style: Style
) -> dict[str, Any]:
    kind = "ordered" if name == "ol" else "unordered"
    if style.plain_list or "list-style:none" in attributes.get("style", "").replace(" ", ""):
        kind = "plain"
    start = _number(attributes.get("start"))
    values = {
        value: number
        for item in element
        if (value := attributes_of(item).get("value")) and (number := _number(value)) is not None
    }
    return {
        "kind": kind,
        "start": 1 if start is None else start,
        "started": start is not None,
        "style": attributes.get("type", "1") if name == "ol" else "1",
        "reversed": "reversed" in attributes,
        "values": values,
    }


def _number(value: str | None) -> int | None:
    text = (value or "").strip()
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else None
