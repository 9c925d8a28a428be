"""Cells put into a block that is translated already: calls of notes, transcriber's signs, formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from converters.braille.flow import FlowBlock


@dataclass(slots=True)
class Insert:
    """Cells that come from elsewhere, at offset ``place``; ``opens`` where they belong to what follows."""

    place: int
    cells: str
    opens: bool = False
    until: int = -1
    """The cells from ``place`` to here are replaced."""
    breaks: tuple[int, ...] = ()
    """Where a line may end inside ``cells``."""


def spliced(block: FlowBlock, inserts: list[Insert], spans: list[int]) -> FlowBlock:
    """``block`` with more cells in it, its marks moved: what begins at the same place stays after cells that close, before cells that open.

    The cells of ``spans`` (flat, four numbers each) are moved in place; what is put in at the edge of a span does not belong to it.
    """
    out: list[str] = []
    inner: list[int] = []
    last = length = 0
    for insert in inserts:
        out += [block.cells[last : insert.place], insert.cells]
        length += insert.place - last
        inner += [length + place for place in insert.breaks]
        length += len(insert.cells)
        last = max(insert.place, insert.until)
    out.append(block.cells[last:])

    def moved(offset: int, *, end: bool = False) -> int:
        new = offset
        for insert in inserts:
            if insert.until > insert.place:
                # What was replaced is as long as what stands there now.
                if insert.until <= offset:
                    new += len(insert.cells) - (insert.until - insert.place)
                elif insert.place < offset:
                    new += insert.place - offset
            elif insert.place < offset or (insert.place == offset and not insert.opens and not end):
                new += len(insert.cells)
        return new

    block.cells = "".join(out)
    block.sentences = tuple((moved(offset) if offset else 0, id_) for offset, id_ in block.sentences)
    block.pages = tuple((moved(offset) if offset else 0, *rest) for offset, *rest in block.pages)  # type: ignore[misc]  # a starred tuple is not seen to fit
    block.breaks = tuple(sorted({*(moved(offset) for offset in block.breaks), *inner}))
    block.hyphens = tuple(moved(offset) for offset in block.hyphens)
    block.connectors = tuple(moved(offset) for offset in block.connectors)
    for number in range(2, len(spans), 4):
        first, stop = spans[number : number + 2]
        opened = moved(first) if first < stop else moved(first, end=True)
        spans[number : number + 2] = _span(first, stop, opened, inserts, moved(stop, end=True))
    return block


def _span(first: int, stop: int, opened: int, inserts: Sequence[Insert], closed: int) -> tuple[int, int]:
    """A span moved; signs put in where it begins, such as those of a transcriber's note, stand before it."""
    if first < stop:
        opened += sum(
            len(insert.cells)
            for insert in inserts
            if insert.opens and insert.place == first and insert.until < 0
        )
    return opened, max(opened, closed)
