"""Where printed pages begin inside blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from converters.book import Block, Heading, Inline, ListBlock, PageBreak, PageMarker, Paragraph, Verse
from converters.book.walk import children_of, inlines_of


def page_places(blocks: Iterable[Block]) -> Iterator[PageBreak | PageMarker]:
    """Where pages begin inside ``blocks``, in order."""
    for block in blocks:
        match block:
            case PageBreak():
                yield block
            case Paragraph(content=content) | Heading(content=content):
                yield from _markers(content)
            case Verse(stanzas=stanzas):
                for stanza in stanzas:
                    for line in stanza:
                        yield from _markers(line.content)
            case ListBlock(items=items):
                for item in items:
                    if item.term is not None:
                        yield from _markers(item.term.content)
                    yield from page_places(item.blocks)
            case _:
                yield from page_places(children_of(block))


def _markers(content: Iterable[Inline]) -> Iterator[PageMarker]:
    return (inline for inline in inlines_of(content) if isinstance(inline, PageMarker))
