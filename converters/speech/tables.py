"""Tables as a listener needs them: cell by cell, each with the header of its column."""

from __future__ import annotations

from dataclasses import dataclass

from converters.book import Table, TableCell
from converters.book.walk import leaves_of

_MOST_COLUMNS = 1_000
_LONGEST_HEADER = 80


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell in reading order; ``header`` is its column's, "" for header cells themselves; ``last`` in its row."""

    cell: TableCell
    header: str
    last: bool


def cells_of(table: Table) -> tuple[int, int, list[Cell]]:
    """(rows, columns, cells) with spans laid out on a grid; a column's header is the nearest header cell above."""
    cells: list[Cell] = []
    headers: dict[int, str] = {}
    held: dict[int, int] = {}  # column -> rows below that a cell above still covers
    columns = 0
    for row in table.rows:
        column = 0
        taken, held = held, {place: left - 1 for place, left in held.items() if left > 1}
        is_head = row.head or all(cell.header for cell in row.cells)
        for number, cell in enumerate(row.cells):
            while column in taken:
                column += 1
            width = max(1, min(cell.column_span, _MOST_COLUMNS))
            header = is_head or (cell.header and cell.scope == "column")
            text = "" if header or cell.header else headers.get(column, "")
            cells.append(Cell(cell, text, number == len(row.cells) - 1))
            for place in range(column, column + width):
                if cell.row_span > 1:
                    held[place] = max(held.get(place, 0), cell.row_span - 1)
                if header:
                    headers[place] = _words(cell)
            column += width
        columns = max(columns, column)
    return len(table.rows), columns, cells


def _words(cell: TableCell) -> str:
    text = " ".join(" ".join(leaf.text for leaf in leaves_of(cell.blocks, "", "")).split())
    return text if len(text) <= _LONGEST_HEADER else ""
