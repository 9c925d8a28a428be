"""What is in a book: counts for a report, accessibility features found, and what is missing.

Everything is taken from the Book, never from what its metadata claims.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final

from converters.book import (
    Book,
    Figure,
    Heading,
    Image,
    Link,
    ListBlock,
    Math,
    MathBlock,
    Note,
    NoteReference,
    PageBreak,
    PageMarker,
    Ruby,
    Section,
    Table,
    Verse,
    leaves,
)
from converters.errors import Finding
from converters.language import SentenceIndex

_HAN: Final = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3040-\u30ff\uac00-\ud7af]"
)
_WORD: Final = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")
_NODES: Final[tuple[tuple[type, str], ...]] = (
    (Section, "sections"),
    (Heading, "headings"),
    (PageBreak, "pages"),
    (PageMarker, "pages"),
    (Note, "notes"),
    (NoteReference, "note_references"),
    (Table, "tables"),
    (ListBlock, "lists"),
    (Verse, "poems"),
    (Ruby, "ruby"),
    (Link, "links"),
)


@dataclass(frozen=True, slots=True)
class Description:
    """``counts`` by name (see :func:`describe`), languages with their share of the text, features and gaps as findings."""

    counts: dict[str, int]
    languages: dict[str, int]
    """Characters (without white space) in each language, most first."""
    features: tuple[Finding, ...]
    missing: tuple[Finding, ...]


def describe(book: Book, sentences: SentenceIndex) -> Description:
    """Look through ``book`` once.

    Counts: ``characters`` (without white space), ``words`` (of scripts that put blanks between them), ``han_characters``
    (Chinese, Japanese, Korean, counted one by one), ``sentences``, ``chapters`` (top level), ``sections`` (all levels), ``contents_entries``,
    ``pages``, ``notes``, ``pictures``, ``pictures_described``, ``pictures_decorative``, ``tables``, ``tables_with_headers``, ``formulas``,
    ``formulas_described``, ``lists``, ``poems``, ``ruby``, ``links``, ``headings``, ``note_references``.
    """
    counts: Counter[str] = Counter({name: 0 for _kind, name in _NODES})
    for node in _nodes(book.sections):
        _count(node, counts)
    languages: Counter[str] = Counter()
    for leaf in leaves(book):
        text = leaf.text
        size = sum(not character.isspace() for character in text)
        counts["characters"] += size
        languages[leaf.language] += size
        counts["han_characters"] += len(_HAN.findall(text))
        counts["words"] += len(_WORD.findall(_HAN.sub(" ", text)))
    _move_spans(book, languages)
    counts["sentences"] = len(sentences)
    counts["chapters"] = len(book.sections)
    counts["contents_entries"] = sum(1 for _ in _points(book.contents))
    counts["pages"] = max(counts["pages"], len(book.pages))
    shares = {tag: size for tag, size in languages.most_common() if size > 0}
    return Description(dict(counts), shares, tuple(_features(counts, shares)), tuple(_missing(book, counts)))


def _nodes(value: Any) -> Iterator[Any]:
    """Every dataclass below ``value``; a stack, because books may nest deeper than Python likes."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, tuple):
            stack.extend(item)
        elif is_dataclass(item) and not isinstance(item, type):
            yield item
            stack.extend(getattr(item, field.name) for field in fields(item))


def _count(node: Any, counts: Counter[str]) -> None:
    for kind, name in _NODES:
        if isinstance(node, kind):
            counts[name] += 1
    if isinstance(node, (Figure, Image)):
        counts["pictures"] += 1
        if node.alternative:
            counts["pictures_described"] += 1
        elif node.alternative == "":
            counts["pictures_decorative"] += 1
    elif isinstance(node, (Math, MathBlock)):
        counts["formulas"] += 1
        counts["formulas_described"] += bool(node.alternative)
    elif isinstance(node, Table):
        counts["tables_with_headers"] += any(cell.header for row in node.rows for cell in row.cells)


def _move_spans(book: Book, languages: Counter[str]) -> None:
    """Phrases marked with a language of their own belong to it, not to the language of the paragraph."""
    from converters.book import Emphasis, Span, plain_text

    for leaf in leaves(book):
        for node in _nodes(getattr(leaf.node, "content", ())):
            if isinstance(node, (Span, Emphasis)) and node.language and node.language != leaf.language:
                size = sum(not character.isspace() for character in plain_text(node.children))
                languages[node.language] += size
                languages[leaf.language] -= size


def _points(points: Iterable[Any]) -> Iterator[Any]:
    stack = list(points)
    while stack:
        point = stack.pop()
        yield point
        stack.extend(point.children)


def _features(counts: Counter[str], languages: dict[str, int]) -> Iterator[Finding]:
    if counts["contents_entries"]:
        yield Finding("feature-contents", {"count": counts["contents_entries"]})
    if counts["headings"]:
        yield Finding("feature-headings", {"count": counts["headings"]})
    if counts["pages"]:
        yield Finding("feature-pages", {"count": counts["pages"]})
    if counts["note_references"]:
        yield Finding("feature-notes", {"count": counts["note_references"]})
    if counts["pictures_described"]:
        yield Finding("feature-alternatives", {"count": counts["pictures_described"]})
    if counts["tables_with_headers"]:
        yield Finding("feature-table-headers", {"count": counts["tables_with_headers"]})
    if counts["formulas"]:
        yield Finding("feature-formulas", {"count": counts["formulas"]})
    if counts["ruby"]:
        yield Finding("feature-ruby", {"count": counts["ruby"]})
    if len(languages) > 1:
        yield Finding("feature-languages", {"languages": ", ".join(languages)})


def _missing(book: Book, counts: Counter[str]) -> Iterator[Finding]:
    undescribed = counts["pictures"] - counts["pictures_described"] - counts["pictures_decorative"]
    if undescribed:
        yield Finding("missing-alternatives", {"count": undescribed})
    if not counts["contents_entries"]:
        yield Finding("missing-contents")
    if not counts["headings"]:
        yield Finding("missing-headings")
    if not counts["pages"]:
        yield Finding("missing-pages")
    elif not book.metadata.source:
        yield Finding("missing-page-source")
    plain_tables = counts["tables"] - counts["tables_with_headers"]
    if plain_tables:
        yield Finding("missing-table-headers", {"count": plain_tables})
    silent = counts["formulas"] - counts["formulas_described"]
    if silent:
        yield Finding("missing-formula-alternatives", {"count": silent})
    if not book.metadata.contributors:
        yield Finding("missing-authors")
