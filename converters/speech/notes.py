"""Notes and the places that call them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from converters.book import Block, Book, Heading, Note, NoteReference, Paragraph, VerseLine
from converters.book.walk import children_of, inlines_of, leaves, sections_of


@dataclass(frozen=True, slots=True)
class NoteIndex:
    """All notes by id, and for each the leaf that calls it first."""

    notes: dict[str, Note]
    called_in: dict[str, str]


def index_notes(book: Book) -> NoteIndex:
    """The notes of ``book``; walks it once."""
    notes: dict[str, Note] = {}

    def collect(blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Note):
                notes[block.id] = block
            collect(children_of(block))

    for section in sections_of(book):
        collect(section.blocks)
    called: dict[str, str] = {}
    if notes:
        for leaf in leaves(book):
            if isinstance(leaf.node, (Paragraph, Heading, VerseLine)):
                for inline in inlines_of(leaf.node.content):
                    if isinstance(inline, NoteReference) and inline.note in notes:
                        called.setdefault(inline.note, leaf.node.id)
    return NoteIndex(notes, called)
