"""Where in a book an id is: which chapter, and in which order ids are met there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from converters.book import Block, ListBlock, PageMarker, Verse
from converters.book.walk import LeafNode, children_of, inlines_of
from converters.chapters import Chapter, chapters, pieces_with_blocks
from converters.protocol import Conversion


def chapter_of_place(conversion: Conversion, place: str) -> Chapter | None:
    """The chapter in which sentence, block or page ``place`` stands; None where there is none."""
    for chapter in chapters(conversion.book):
        if any(found == place for found in places_in(conversion, chapter)):
            return chapter
    return None


def places_in(conversion: Conversion, chapter: Chapter) -> Iterator[str]:
    """Ids of all blocks, sentences and pages of ``chapter`` in reading order, each block before what is in it."""
    for _piece, _section, _language, blocks in pieces_with_blocks(conversion.book, chapter):
        yield from _in_blocks(conversion, blocks)


def _in_blocks(conversion: Conversion, blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _in_leaf(conversion, block)
        match block:
            case Verse(stanzas=stanzas):
                for line in (line for stanza in stanzas for line in stanza):
                    yield from _in_leaf(conversion, line)
            case ListBlock(items=items):
                for item in items:
                    if item.term is not None:
                        yield from _in_leaf(conversion, item.term)
                    yield from _in_blocks(conversion, item.blocks)
            case _:
                yield from _in_blocks(conversion, children_of(block))


def _in_leaf(conversion: Conversion, node: Block | LeafNode) -> Iterator[str]:
    yield node.id
    for sentence in conversion.sentences.of(node.id):
        yield sentence.id
    for inline in inlines_of(getattr(node, "content", ())):
        if isinstance(inline, PageMarker):
            yield inline.id
