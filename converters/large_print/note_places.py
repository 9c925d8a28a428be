"""Where notes go: to the end of the chapter that calls them, or to the foot of the page.

Guidelines for large print ask for notes at the end of the chapter; in a book of five volumes, notes at the end of the book would lie in
another volume than their text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from converters.book import Block, Book, Note, NoteReference, blocks_of, sections_of
from converters.book.inlines import Emphasis, Link, Span, Text
from converters.chapters import chapters


@dataclass(frozen=True, slots=True)
class NotePlaces:
    """``moved``: ids of notes that do not stay where the source has them; ``by_chapter``: which come at the end of which chapter."""

    moved: frozenset[str] = frozenset()
    by_chapter: dict[str, tuple[Note, ...]] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)


def place_notes(book: Book, how: Literal["chapter", "footnote"]) -> NotePlaces:
    """The places of all notes of ``book``. A note nobody calls stays where it is; notes called by notes follow them."""
    sections = list(sections_of(book))
    notes = {
        block.id: block
        for section in sections
        for block in blocks_of(section.blocks)
        if isinstance(block, Note) and block.id
    }
    if not notes:
        return NotePlaces()
    by_id = {section.id: section for section in sections}
    inside = {note.id: set(_called((note,))) for note in notes.values()}
    placed: dict[str, str] = {}
    for chapter in chapters(book):
        blocks = [
            block
            for piece in chapter.pieces
            for block in by_id[piece.section].blocks[piece.start : piece.end]
        ]
        queue = [name for name in _called(blocks, skip_notes=True) if name in notes]
        while queue:
            name = queue.pop(0)
            if name not in placed:
                placed[name] = chapter.key
                if how == "chapter":
                    queue += [other for other in inside[name] if other in notes]
    nested = {
        inner.id for note in notes.values() for inner in blocks_of(note.blocks) if isinstance(inner, Note)
    }
    placed = {name: key for name, key in placed.items() if name not in nested}
    by_chapter: dict[str, list[Note]] = {}
    for name, key in placed.items():
        by_chapter.setdefault(key, []).append(notes[name])
    moved = frozenset(placed)
    return NotePlaces(
        moved,
        {key: tuple(value) for key, value in by_chapter.items()},
        {name: notes[name] for name in moved},
    )


def _called(blocks: Iterable[Block], *, skip_notes: bool = False) -> Iterator[str]:
    """Ids of the notes called in ``blocks``, in reading order."""
    for value in blocks:
        yield from _references(value, skip_notes=skip_notes)


def link_targets(book: Book) -> set[str]:
    """Ids of everything that a link or a note reference in ``book`` leads to."""
    found: set[str] = set()
    for section in sections_of(book):
        found.update(_references(section.blocks, skip_notes=False, links=True))
    return found


def _references(value: Any, *, skip_notes: bool, links: bool = False) -> Iterator[str]:
    if isinstance(value, NoteReference):
        if value.note:
            yield value.note
    elif isinstance(value, tuple):
        for item in value:
            yield from _references(item, skip_notes=skip_notes, links=links)
    elif isinstance(value, (Emphasis, Span, Link)):
        if links and isinstance(value, Link) and value.target.startswith("#"):
            yield value.target[1:]
        yield from _references(value.children, skip_notes=skip_notes, links=links)
    elif isinstance(value, Text) or (isinstance(value, Note) and skip_notes):
        return
    elif hasattr(value, "__dataclass_fields__"):
        for name in (
            "content",
            "term",
            "stanzas",
            "caption",
            "rows",
            "cells",
            "items",
            "blocks",
            "description",
        ):
            inner = getattr(value, name, None)
            if isinstance(inner, tuple) or hasattr(inner, "__dataclass_fields__"):
                yield from _references(inner, skip_notes=skip_notes, links=links)
