"""A translated chapter before layout: blocks of cells, each with the role it plays.

Nothing here depends on the size of a page, so one translation serves all braille formats and any width. What one part leaves in its folder is a list of
these, as compact JSON (a row a block, never an object a cell).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

VERSION: Final = 4
"""Changes when the stored form or the translation changes in a way that makes old parts useless."""

Mark: TypeAlias = tuple[int, str]
"""Cell offset and the id of the sentence that begins there."""
PageMark: TypeAlias = tuple[int, str, str, str]
"""Cell offset where a printed page begins, its label in cells, its label in print, its id."""


@dataclass(slots=True)
class FlowBlock:
    """A paragraph of cells.

    ``style`` is a key of :attr:`converters.braille.profiles.Profile.styles`; ``depth`` how deep it is nested in its list, poem or code (from 0) and ``deepest`` the deepest of
    its neighbours, which decides where runovers begin; ``margin`` counts quotations around it. ``breaks`` are offsets after which a line may end without a blank
    (after a hyphen or dash), ``hyphens`` those where a hyphen must be added, ``connectors`` those where
    the next line must begin with the connector of Chinese braille. A line feed among the cells ends a line.
    """

    style: str
    cells: str
    id: str = ""
    depth: int = 0
    deepest: int = 0
    margin: int = 0
    sentences: tuple[Mark, ...] = ()
    pages: tuple[PageMark, ...] = ()
    breaks: tuple[int, ...] = ()
    hyphens: tuple[int, ...] = ()
    anchors: tuple[str, ...] = ()
    """Ids of what begins with this block beside itself: sections, list items, tables."""
    connectors: tuple[int, ...] = ()

    def row(self) -> list[Any]:
        """As JSON; trailing defaults are left out."""
        row: list[Any] = [
            self.style, self.cells, self.id, self.depth, self.deepest, self.margin,
            self.sentences, self.pages, self.breaks, self.hyphens, self.anchors, self.connectors,
        ]  # fmt: skip
        while len(row) > 2 and not row[-1]:
            row.pop()
        return row

    @classmethod
    def from_row(cls, row: list[Any]) -> FlowBlock:
        """The block that :meth:`row` wrote."""
        return cls(*row)


@dataclass(slots=True)
class FlowTable:
    """A table: ``rows`` of cells, each a :class:`FlowBlock`; the first ``heads`` rows are column headings. ``note`` introduces the listed form, ``colon`` follows a heading there."""

    rows: list[list[FlowBlock]]
    heads: int
    note: str
    colon: str
    id: str = ""
    margin: int = 0
    anchors: tuple[str, ...] = ()

    def row(self) -> list[Any]:
        """As JSON."""
        rows = [[cell.row() for cell in row] for row in self.rows]
        return ["table", rows, self.heads, self.note, self.colon, self.id, self.margin, self.anchors]

    @classmethod
    def from_row(cls, row: list[Any]) -> FlowTable:
        """The table that :meth:`row` wrote."""
        _style, rows, *rest = row
        return cls([[FlowBlock.from_row(cell) for cell in cells] for cells in rows], *rest)


FlowItem: TypeAlias = FlowBlock | FlowTable


@dataclass(slots=True)
class Entry:
    """A line of the contents: ``target`` is the id it leads to; ``breaks`` and ``connectors`` as in a :class:`FlowBlock`."""

    cells: str
    depth: int
    target: str
    breaks: tuple[int, ...] = ()
    connectors: tuple[int, ...] = ()


@dataclass(slots=True)
class Front:
    """What the generated pages say, in cells. Templates have digits 7 and 9 where numbers go: see :func:`filled`."""

    title: str
    subtitle: str
    authors: list[str]
    publisher: str
    head: str
    """The running head."""
    contents_title: str
    volume_of: list[str]
    volume: list[str]
    print_pages: list[str]
    braille_pages: list[str]
    entries: list[Entry]


def filled(template: list[str], *numbers: str) -> str:
    """A template's pieces with ``numbers`` between them."""
    out = [template[0]]
    for piece, number in zip(template[1:], numbers, strict=True):
        out += [number, piece]
    return "".join(out)


def flow_to_json(items: Iterable[FlowItem]) -> str:
    """One row a block."""
    return json.dumps([item.row() for item in items], ensure_ascii=False, separators=(",", ":"))


def flow_from_json(text: str | bytes) -> list[FlowItem]:
    """What :func:`flow_to_json` wrote."""
    return [
        FlowTable.from_row(row) if row[0] == "table" else FlowBlock.from_row(row) for row in json.loads(text)
    ]


def front_to_json(front: Front) -> str:
    """All of it as one object."""
    data = {name: getattr(front, name) for name in Front.__slots__}
    data["entries"] = [
        [entry.cells, entry.depth, entry.target, entry.breaks, entry.connectors] for entry in front.entries
    ]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def front_from_json(text: str | bytes) -> Front:
    """What :func:`front_to_json` wrote."""
    data = json.loads(text)
    return Front(**{**data, "entries": [Entry(*row) for row in data["entries"]]})
