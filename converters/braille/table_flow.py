"""A table of the book into a grid of cells; whether it is set in columns or as a list is decided at layout, by the width."""

from __future__ import annotations

from converters.book import Figure, MathBlock, Table, TableCell
from converters.book.blocks import CodeBlock, Heading, Paragraph, VerseLine
from converters.book.walk import leaves_of
from converters.braille.cells import BLANK
from converters.braille.flow import FlowBlock, FlowTable
from converters.braille.inline_text import LeafText
from converters.braille.leaf_flow import CLOSE_NOTE, OPEN_NOTE, LeafTranscriber


def table_flow(table: Table, language: str, leaves: LeafTranscriber) -> FlowTable | None:
    """The grid, every row equally long: a cell over several columns or rows stands in the first, the others are empty. None for a table without cells."""
    grid: list[list[FlowBlock]] = []
    heads = 0
    taken: dict[tuple[int, int], bool] = {}
    for number, row in enumerate(table.rows):
        cells: dict[int, FlowBlock] = {}
        column = 0
        for cell in row.cells:
            while (number, column) in taken:
                column += 1
            cells[column] = _cell(cell, cell.language or language, leaves)
            # A span of thousands is a mistake or an attack; no page is that wide.
            for below in range(min(cell.row_span, 200)):
                for beside in range(min(cell.column_span, 50)):
                    taken[number + below, column + beside] = True
            column += min(cell.column_span, 50)
        width = 1 + max((c for r, c in taken if r == number), default=-1)
        grid.append([cells.get(c) or FlowBlock("cell", "") for c in range(width)])
        if heads == number and (row.head or (row.cells and all(cell.header for cell in row.cells))):
            heads += 1
    columns = max((len(row) for row in grid), default=0)
    if not columns:
        return None
    for padded in grid:
        padded += [FlowBlock("cell", "") for _ in range(columns - len(padded))]
    words = leaves.words
    note = OPEN_NOTE + leaves.phrase(words.listed_table) + CLOSE_NOTE
    colon = leaves.phrase(words.colon).rstrip(BLANK)
    return FlowTable(grid, heads if heads < len(grid) else 0, note, colon, table.id)


def _cell(cell: TableCell, language: str, leaves: LeafTranscriber) -> FlowBlock:
    """All leaves of a cell, one after another."""
    whole = FlowBlock("cell", "", cell.id)
    pieces: list[str] = []
    length = 0
    for leaf in leaves_of(cell.blocks, "", language):
        node = leaf.node
        match node:
            case Paragraph() | Heading() | VerseLine():
                block = leaves.block("cell", node.content, node.id, leaf.language, plain=cell.header)
            case CodeBlock(text=text):
                block = leaves.flat_block("cell", LeafText(text), node.id, leaf.language)
            case Figure(alternative=alternative) if alternative:
                block = leaves.flat_block("cell", LeafText(alternative), node.id, leaf.language, OPEN_NOTE)
                block.cells += CLOSE_NOTE
            case MathBlock(mathml=mathml, alternative=alternative):
                block = leaves.math_block("cell", mathml, alternative, node.id, leaf.language)
            case _:
                continue
        words = block.cells.replace("\n", BLANK)
        if pieces and words:
            pieces.append(BLANK)
            length += 1
        whole.sentences += tuple((at + length, id_) for at, id_ in block.sentences)
        whole.pages += tuple((at + length, cells, label, id_) for at, cells, label, id_ in block.pages)
        whole.breaks += tuple(at + length for at in block.breaks)
        pieces.append(words)
        length += len(words)
    whole.cells = "".join(pieces).rstrip(BLANK)
    return whole
