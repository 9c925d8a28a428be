"""Ways through a Book: sections, blocks and leaves in reading order.

A *leaf* is a node that holds words itself: paragraph, heading, line of verse, code, formula, or a figure's alternative text. All
other blocks only hold blocks. Converters walk the tree as their format needs; whatever wants "all the words, once, in order" walks the leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from converters.book.blocks import (
    Aside,
    Block,
    CodeBlock,
    Figure,
    Heading,
    ListBlock,
    MathBlock,
    Note,
    Paragraph,
    Quote,
    Table,
    Verse,
    VerseLine,
)
from converters.book.inlines import Container, Inline, Ruby, plain_text
from converters.book.model import Book, Section

LeafNode: TypeAlias = Paragraph | Heading | VerseLine | CodeBlock | MathBlock | Figure


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf with what it inherits: its section's id and the language in force (BCP 47)."""

    node: LeafNode
    section: str
    language: str

    @property
    def text(self) -> str:
        """Its words; sentence offsets count in this string."""
        return leaf_text(self.node)


def leaf_text(node: LeafNode) -> str:
    """The words a leaf holds itself (a figure's caption and description are leaves of their own)."""
    match node:
        case Paragraph(content=content) | Heading(content=content) | VerseLine(content=content):
            return plain_text(content)
        case CodeBlock(text=text):
            return text
        case MathBlock(alternative=alternative) | Figure(alternative=alternative):
            return alternative or ""


def sections_of(book: Book) -> Iterator[Section]:
    """Every section, parents before children, in reading order."""

    def down(sections: Iterable[Section]) -> Iterator[Section]:
        for section in sections:
            yield section
            yield from down(section.sections)

    return down(book.sections)


def children_of(block: Block) -> tuple[Block, ...]:
    """The blocks directly inside ``block``, in reading order; lines of verse and terms are leaves, not blocks."""
    match block:
        case Figure(caption=caption, description=description):
            return caption + description
        case ListBlock(items=items):
            return tuple(child for item in items for child in item.blocks)
        case Table(rows=rows, caption=caption):
            return caption + tuple(child for row in rows for cell in row.cells for child in cell.blocks)
        case Note(blocks=blocks) | Quote(blocks=blocks) | Aside(blocks=blocks):
            return blocks
        case _:
            return ()


def blocks_of(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block of ``blocks`` and all inside them, parents first."""
    for block in blocks:
        yield block
        yield from blocks_of(children_of(block))


def leaves(book: Book) -> Iterator[Leaf]:
    """Every leaf of the book in reading order."""

    def down(sections: Iterable[Section], language: str) -> Iterator[Leaf]:
        for section in sections:
            inherited = section.language or language
            yield from leaves_of(section.blocks, section.id, inherited)
            yield from down(section.sections, inherited)

    return down(book.sections, book.metadata.language)


def leaves_of(blocks: Iterable[Block], section: str, language: str) -> Iterator[Leaf]:
    """Every leaf inside ``blocks``; ``section`` and ``language`` are what they inherit."""
    for block in blocks:
        inherited = getattr(block, "language", None) or language
        match block:
            case Paragraph() | Heading() | CodeBlock() | MathBlock():
                yield Leaf(block, section, inherited)
            case Figure():
                yield Leaf(block, section, inherited)
                yield from leaves_of(block.caption + block.description, section, inherited)
            case Verse(stanzas=stanzas):
                for stanza in stanzas:
                    for line in stanza:
                        yield Leaf(line, section, line.language or inherited)
            case ListBlock(items=items):
                for item in items:
                    language_of_item = item.language or inherited
                    if item.term is not None:
                        yield Leaf(item.term, section, item.term.language or language_of_item)
                    yield from leaves_of(item.blocks, section, language_of_item)
            case Table(rows=rows, caption=caption):
                yield from leaves_of(caption, section, inherited)
                for row in rows:
                    for cell in row.cells:
                        yield from leaves_of(cell.blocks, section, cell.language or inherited)
            case _:
                yield from leaves_of(children_of(block), section, inherited)


def inlines_of(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Every inline of ``inlines`` and all inside them, parents first."""
    for inline in inlines:
        yield inline
        if isinstance(inline, Container):
            yield from inlines_of(inline.children)
        elif isinstance(inline, Ruby):
            yield from inlines_of(inline.base)


def text_of_book(book: Book) -> str:
    """All words of the book, one leaf a line: what "no text is lost" is measured against."""
    return "\n".join(leaf.text for leaf in leaves(book))
