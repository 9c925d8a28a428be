"""A chapter's text cut into parts that are small enough for a page. Run in child processes; what was made is kept beside the book."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from converters.book import Book, NoteReference, leaves
from converters.book.walk import inlines_of
from converters.chapters import chapter_of_key, chapters
from converters.edition.words import words_for
from converters.marked_text import (
    PictureLink,
    TextSources,
    element_id,
    mark_chapter,
    nest,
    places_in,
)
from converters.protocol import Conversion
from converters.run import load_conversion
from converters.workspace import Workspace, write_atomically
from web.reading.cutting import cut_blocks
from web.reading.html import html_of, put_right
from web.reading.ruby import add_ruby
from web.reading.vocabulary import PAGE_HTML

BASE: Final = "book-base:/"
"""Stands for the address of the book's pages, in links and pictures."""
PART_BYTES: Final = 30_000
"""Of text with its markup, UTF-8; the page around it takes some fifteen thousand."""
_VERSION: Final = 2
_SHOWN: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"})


@dataclass(frozen=True, slots=True)
class TextPart:
    """``html`` with :data:`BASE` in it; ``ids`` are all that it has."""

    html: str
    ids: tuple[str, ...]


def part_of(parts: Iterable[TextPart], name: str) -> int | None:
    """Number, from 0, of the part that has the element ``name``."""
    return next((number for number, part in enumerate(parts) if name in part.ids), None)


def chapter_parts(root: Path, key: str, ruby: str = "off") -> list[TextPart]:
    """The text of chapter ``key`` of the book in the workspace ``root``. ``ruby``: ``off``, ``uncommon``, ``every``. KeyError where there is no such chapter."""
    recipe = hashlib.sha256(json.dumps([_VERSION, PART_BYTES, key, ruby]).encode()).hexdigest()[:24]
    kept = root / "text" / f"{recipe}.json"
    try:
        return [TextPart(one["html"], tuple(one["ids"])) for one in json.loads(kept.read_bytes())]
    except (FileNotFoundError, ValueError):
        made = list(_make(_loaded(root), key, ruby))
    kept.parent.mkdir(exist_ok=True)
    write_atomically(kept, json.dumps([asdict(part) for part in made], ensure_ascii=False))
    return made


_latest: list[tuple[Path, Conversion]] = []


def _loaded(root: Path) -> Conversion:
    if not _latest or _latest[0][0] != root:
        _latest[:] = [(root, load_conversion(Workspace(root), None, ""))]
    return _latest[0][1]


def _make(conversion: Conversion, key: str, ruby: str) -> Iterator[TextPart]:
    book = conversion.book
    language = book.metadata.language
    known = {name for chapter in chapters(book) for name in places_in(book, chapter)}
    pictures = {one.id: one for one in book.resources if one.media_type in _SHOWN}

    def picture(resource: str | None) -> PictureLink | None:
        found = pictures.get(resource or "")
        if found is None:
            return None
        return PictureLink(f"{BASE}pictures/{found.id}", found.width or 0, found.height or 0)

    sources = TextSources(
        conversion.sentences.of,
        # Which part a place will be in is known only afterwards: a link within the part is shortened there.
        lambda name: f"{BASE}at?id={element_id(name)}" if name in known else None,
        picture,
        words_for(language),
        language,
    )
    marked = mark_chapter(book, chapter_of_key(book, key), PAGE_HTML, sources)
    callers = _callers(book)
    if ruby != "off":  # before cutting: it makes the text several times as long
        for piece in marked.pieces:
            add_ruby(piece.blocks, piece.path[-1].language, ruby)
    for pieces in cut_blocks(marked.pieces, PART_BYTES):
        top = nest(PAGE_HTML, pieces, language)
        put_right(top, callers, BASE)
        ids = {name for element in top for one in element.iter() if (name := one.get("id"))}
        yield TextPart(html_of(top, ids, BASE), tuple(sorted(ids)))


def _callers(book: Book) -> Mapping[str, str]:
    """Note → element from which it is first called."""
    found: dict[str, str] = {}
    for leaf in leaves(book):
        content: Any = getattr(leaf.node, "content", ())
        for inline in inlines_of(content):
            if isinstance(inline, NoteReference) and inline.note:
                found.setdefault(element_id(inline.note), element_id(leaf.node.id))
    return found
