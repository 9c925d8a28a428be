"""Where each cell of a table stands, by the rules of HTML: spans pushed to the right, cut at the edge, never overlapping."""

from __future__ import annotations

from dataclasses import dataclass

from converters.book import Table, TableCell

_MOST_COLUMNS = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """A cell with its column ``x`` and row ``y`` (from 0) and the columns and rows it covers."""

    cell: TableCell
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out; ``head`` is how many of the first rows are column headers."""

    columns: int
    rows: int
    head: int
    cells: tuple[Place, ...]


def grid_of(table: Table) -> Grid:
    """The grid of ``table``. Head rows are those marked so, or a first row of nothing but header cells.

    Source: HTML Living Standard 4.9.12.1, "forming a table".
    """
    rows = len(table.rows)
    head = _head_rows(table)
    taken: set[tuple[int, int]] = set()
    places: list[Place] = []
    columns = 0
    for y, row in enumerate(table.rows):
        x = 0
        limit = head if y < head else rows
        for cell in row.cells:
            while (x, y) in taken:
                x += 1
            height = max(1, min(cell.row_span if cell.row_span > 0 else rows, limit - y))
            width = max(1, min(cell.column_span, _MOST_COLUMNS))
            while width > 1 and any((x + dx, y + dy) in taken for dx in range(width) for dy in range(height)):
                width -= 1
            taken |= {(x + dx, y + dy) for dx in range(width) for dy in range(height)}
            places.append(Place(cell, x, y, width, height))
            x += width
            columns = max(columns, x)
    return Grid(columns, rows, head, tuple(places))


def _head_rows(table: Table) -> int:
    marked = 0
    for row in table.rows:
        if not row.head:
            break
        marked += 1
    if marked == len(table.rows):
        return min(marked, 1) if len(table.rows) > 1 else 0
    if marked == 0 and len(table.rows) > 1:
        first = table.rows[0].cells
        if first and all(cell.header and cell.scope != "row" for cell in first):
            return 1
    return marked
