"""Tables: in columns where they fit, otherwise as a list with the column heading before each entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from converters.braille.cells import BLANK
from converters.braille.flow import FlowBlock, FlowTable
from converters.braille.pages import Place
from converters.braille.paginate import Paginator
from converters.braille.profiles import Profile

_TALLEST = 3
"""Most lines of a row in columns; a taller one is easier to read as a list."""
_NARROWEST = 6
_INDENTED = 12
"""Columns this wide show with two blanks that an entry goes on."""

_Lines: TypeAlias = list[tuple[str, int]]
"""Lines of a cell with the offset of the first cell of each."""


def lay_table(
    table: FlowTable, paginator: Paginator, profile: Profile, lay_block: Callable[[FlowBlock], None]
) -> None:
    """Lay ``table`` out. Printed pages that begin inside it are marked before the row."""
    margin = table.margin * profile.quote_margin
    widths = column_widths(table, paginator.sheet.width - margin, profile.column_gap)
    if widths is None:
        _listed(table, paginator, lay_block)
    else:
        _Columns(table, paginator, profile, widths, margin).lay()


def column_widths(table: FlowTable, width: int, gap: int) -> list[int] | None:
    """Cells for each column, or None where the table does not fit into ``width``: wide columns are wrapped as long as rows stay low."""
    columns = list(zip(*table.rows, strict=True))
    natural = [max((len(cell.cells) for cell in column), default=0) or 1 for column in columns]
    least = [
        max(_longest_word(column), min(_NARROWEST, full))
        for column, full in zip(columns, natural, strict=True)
    ]
    free = width - gap * (len(columns) - 1)
    if sum(least) > free:
        return None
    widths = list(natural)
    while sum(widths) > free:
        # The widest column that may still give way gives one cell.
        place = max((i for i in range(len(widths)) if widths[i] > least[i]), key=lambda i: widths[i])
        widths[place] -= 1
    if any(
        len(_wrap(cell.cells, w)) > _TALLEST
        for row in table.rows
        for cell, w in zip(row, widths, strict=True)
    ):
        return None
    return widths


class _Columns:
    def __init__(
        self, table: FlowTable, paginator: Paginator, profile: Profile, widths: list[int], margin: int
    ) -> None:
        self.table, self.paginator, self.profile = table, paginator, profile
        self.widths, self.margin = widths, margin

    def lay(self) -> None:
        table, paginator = self.table, self.paginator
        heads = [self._wrapped(row) for row in table.rows[: table.heads]]
        head_lines = sum(max(map(len, row)) for row in heads) + bool(heads)
        rows = [self._wrapped(row) for row in table.rows[table.heads :]]
        paginator.keep(head_lines + (max(map(len, rows[0])) if rows else 0))
        self._anchor(self._heads(heads, first=True))
        for row, lines in zip(table.rows[table.heads :], rows, strict=True):
            for cell in row:
                for page in cell.pages:
                    paginator.page_change(page)
            height = max(map(len, lines))
            # One line more is asked for: the last line of a page is shorter.
            if paginator.left < height + 1 and not paginator.empty:
                paginator.new_page()
                self._heads(heads, first=False)
            self._row(row, lines)

    def _wrapped(self, row: list[FlowBlock]) -> list[_Lines]:
        return [_wrap(cell.cells, width) for cell, width in zip(row, self.widths, strict=True)]

    def _heads(self, heads: list[list[_Lines]], *, first: bool) -> Place | None:
        """The column headings and the line under them."""
        if not heads:
            return None
        start: Place | None = None
        for row, lines in zip(self.table.rows, heads, strict=False):
            place = self._row(row if first else [], lines)
            start = start or place
        begin, fill = self.profile.column_rule
        self._put([begin + fill * (width - 1) for width in self.widths])
        return start

    def _row(self, row: list[FlowBlock], lines: list[_Lines]) -> Place:
        places = [
            self._put([cell[index][0] if index < len(cell) else "" for cell in lines])
            for index in range(max(1, *map(len, lines)) if lines else 1)
        ]
        for cell, wrapped in zip(row, lines, strict=False):
            remember(cell, wrapped, places, self.paginator.places)
        if self.table.id not in self.paginator.places:
            self._anchor(places[0])
        return places[0]

    def _put(self, pieces: list[str]) -> Place:
        gap = BLANK * self.profile.column_gap
        line = gap.join(piece.ljust(width, BLANK) for piece, width in zip(pieces, self.widths, strict=True))
        return self.paginator.line((BLANK * self.margin + line).rstrip(BLANK))

    def _anchor(self, place: Place | None) -> None:
        if place is not None:
            for id_ in (self.table.id, *self.table.anchors):
                self.paginator.places[id_] = place


def remember(cell: FlowBlock, lines: _Lines, places: list[Place], into: dict[str, Place]) -> None:
    """Write down where the sentences of a table cell are."""
    for at, id_ in cell.sentences:
        line = max((index for index, (_text, start) in enumerate(lines) if start <= at), default=0)
        into[id_] = places[min(line, len(places) - 1)]
    if cell.id:
        into[cell.id] = places[0]


def _listed(table: FlowTable, paginator: Paginator, lay_block: Callable[[FlowBlock], None]) -> None:
    note = FlowBlock("picture", table.note, table.id, margin=table.margin, anchors=table.anchors)
    paginator.keep(paginator.count(note, 6, 4, 10) + 3)
    lay_block(note)
    names = _column_names(table)
    for head in table.rows[: table.heads]:
        # Each heading is said again before its entries; here only its place is kept.
        for cell in head:
            for id_ in (cell.id, *(id_ for _at, id_ in cell.sentences)):
                if id_:
                    paginator.places[id_] = paginator.places[table.id]
    body = table.rows[table.heads :]
    for column, name in enumerate(names):
        if name and not any(row[column].cells for row in body):
            # A column without entries: its heading would be said nowhere.
            lay_block(FlowBlock("list", name + table.colon, deepest=1, margin=table.margin))
    for row in body:
        cells = [
            (name, cell)
            for name, cell in zip(names, row, strict=True)
            if cell.cells or cell.pages or cell.sentences
        ]
        for number, (name, cell) in enumerate(cells):
            block = FlowBlock(
                "list", cell.cells, cell.id, depth=min(number, 1), deepest=1, margin=table.margin,
                sentences=cell.sentences, pages=cell.pages, breaks=cell.breaks,
            )  # fmt: skip
            if name:
                _lead(block, name + table.colon + BLANK)
            lay_block(block)


def _lead(block: FlowBlock, lead: str) -> None:
    width = len(lead)
    block.cells = lead + block.cells
    block.sentences = tuple((at + width if at else 0, id_) for at, id_ in block.sentences)
    block.pages = tuple((at + width if at else 0, cells, label, id_) for at, cells, label, id_ in block.pages)
    block.breaks = tuple(at + width for at in block.breaks)


def _column_names(table: FlowTable) -> list[str]:
    """The heading of each column: several rows of headings one after another, a heading over several columns for each of them."""
    names: list[list[str]] = [[] for _ in table.rows[0]]
    for row in table.rows[: table.heads]:
        over = ""
        for column, cell in enumerate(row):
            over = cell.cells or over
            if over and over not in names[column]:
                names[column].append(over)
    return [BLANK.join(parts) for parts in names]


def _longest_word(column: Iterable[FlowBlock]) -> int:
    return max((len(word) for cell in column for word in cell.cells.split(BLANK)), default=1)


def _wrap(cells: str, width: int) -> _Lines:
    """Lines of at most ``width`` cells, cut at blanks; a word that is longer is cut where the line is full. Runovers are indented in wide columns."""
    lines: _Lines = []
    position = 0
    indent = ""
    longest = max(map(len, cells.split(BLANK)))
    runover = BLANK * 2 if width >= max(_INDENTED, longest + 2) else ""
    while position < len(cells):
        if cells[position] == BLANK:
            position += 1
            continue
        cut = (
            len(cells)
            if len(cells) - position <= width
            else cells.rfind(BLANK, position, position + width + 1)
        )
        if cut <= position:
            cut = position + width
        lines.append((indent + cells[position:cut].rstrip(BLANK), position))
        position = cut
        if not indent and runover:
            indent, width = runover, width - len(runover)
    return lines
