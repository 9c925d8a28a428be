"""Tables as a listener needs them: cell by cell, each with the headers of its columns."""

from __future__ import annotations

from dataclasses import dataclass

from converters.book import Table, TableCell, TableRow
from converters.book.walk import leaves_of

_MOST_COLUMNS = 1_000
_LONGEST_HEADER = 80


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell in reading order; ``header`` is what it stands under, "" for header cells themselves; ``last`` in its row."""

    cell: TableCell
    header: str
    last: bool


@dataclass(frozen=True, slots=True)
class _Held:
    """What a cell above still covers: so many ``rows`` below it, and the ``words`` of it if it heads those rows."""

    rows: int
    words: str


def cells_of(table: Table) -> tuple[int, int, list[Cell]]:
    """(rows, columns, cells) with spans laid out on a grid.

    A column's header is all header cells above it in one head, from the top ("Size, length"); a cell over several columns has the headers
    of each. A row's header is heard first in its row, so it is repeated only in the rows below that it also heads.
    """
    cells: list[Cell] = []
    headers: dict[int, tuple[str, ...]] = {}
    held: dict[int, _Held] = {}
    columns = _width(table)
    above_is_head = False
    for row in table.rows:
        taken, held = held, {c: _Held(h.rows - 1, h.words) for c, h in held.items() if h.rows > 1}
        is_head = _is_head(row, columns, headed=bool(headers))
        inherited = list(dict.fromkeys(h.words for _c, h in sorted(taken.items()) if h.words))
        fresh: set[int] = set()
        column = 0
        for number, cell in enumerate(row.cells):
            while column in taken:
                column += 1
            width = max(1, min(cell.column_span, _MOST_COLUMNS))
            places = range(column, column + width)
            heads = is_head or (cell.header and cell.scope == "column" and width < columns)
            under = [] if heads or cell.header else _under(places, headers)
            if number == 0 and not is_head:
                under = inherited + under
            cells.append(Cell(cell, ", ".join(dict.fromkeys(under)), number == len(row.cells) - 1))
            words = _words(cell) if cell.header or heads else ""
            for place in places:
                if cell.row_span > 1:
                    held[place] = _Held(cell.row_span - 1, "" if heads else words)
                if heads:
                    earlier = headers.get(place, ()) if above_is_head or place in fresh else ()
                    headers[place] = (*earlier, words) if words else earlier
                    fresh.add(place)
            column += width
        above_is_head = is_head
    return len(table.rows), columns, cells


def _is_head(row: TableRow, columns: int, *, headed: bool) -> bool:
    """Whether ``row`` heads columns; one header over the whole width, below others, only names the rows that follow."""
    if headed and len(row.cells) == 1 and row.cells[0].column_span >= columns > 1:
        return False
    return row.head or (bool(row.cells) and all(cell.header and cell.scope != "row" for cell in row.cells))


def _under(places: range, headers: dict[int, tuple[str, ...]]) -> list[str]:
    return [word for place in places for word in headers.get(place, ()) if word]


def _width(table: Table) -> int:
    widest = 0
    held: dict[int, int] = {}
    for row in table.rows:
        column = 0
        taken, held = held, {place: left - 1 for place, left in held.items() if left > 1}
        for cell in row.cells:
            while column in taken:
                column += 1
            width = max(1, min(cell.column_span, _MOST_COLUMNS))
            if cell.row_span > 1:
                held |= dict.fromkeys(range(column, column + width), cell.row_span - 1)
            column += width
        widest = max(widest, column)
    return widest


def _words(cell: TableCell) -> str:
    text = " ".join(" ".join(leaf.text for leaf in leaves_of(cell.blocks, "", "")).split())
    return text if len(text) <= _LONGEST_HEADER else ""
