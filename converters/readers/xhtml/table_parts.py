"""Tables while they are open: rows, cells, captions."""

from __future__ import annotations

from typing import Final

from converters.book import TableRow
from converters.readers.xhtml.frames import Frame, finish, finish_blocks
from converters.readers.xhtml.state import BuilderState

_MOST_SPAN: Final = 100


class TableParts(BuilderState):
    """Table elements; outside of a table they only group."""

    def _caption(self, attributes: dict[str, str]) -> None:
        figure = self._frames[-1]
        self._push("caption", attributes, real=False)
        caption = self._frames[-1]
        caption.base = figure.base

        def keep() -> None:
            self._flush()
            kept = finish_blocks(caption.blocks)
            figure.data.setdefault("caption_at", len(figure.blocks))
            figure.data["caption"] = (*figure.data.get("caption", ()), *kept)
            caption.blocks.clear()

        self._replace_end(keep)

    def _table_part(self, name: str, attributes: dict[str, str]) -> None:
        table = self._open_table()
        if table is None:
            self._push("flow", attributes, own=False)
        elif name == "caption":
            frame = self._frames[-1]
            self._frames[-1] = table
            self._caption(attributes)
            self._frames[-2] = frame
        elif name in {"td", "th"}:
            if "cells" not in table.data:
                self._open_row(table)
            self._cell(table, name, attributes)
        elif name == "tr":
            self._push("flow", attributes, own=False)
            self._open_row(table)
            self._replace_end(lambda: self._close_row(table))
        else:
            self._push("flow", attributes, own=False)
            before = table.data.get("head", False)
            table.data["head"] = name == "thead"
            self._replace_end(lambda: table.data.update(head=before))

    def _open_row(self, table: Frame) -> None:
        self._close_row(table)
        table.data["cells"] = []

    def _close_row(self, table: Frame) -> None:
        self._flush()
        cells = table.data.pop("cells", None)
        if cells:
            table.data["rows"].append(TableRow(tuple(cells), table.data.get("head", False)))

    def _cell(self, table: Frame, name: str, attributes: dict[str, str]) -> None:
        header = name == "th" or attributes.get("role") in {"columnheader", "rowheader"}
        scope = {"row": "row", "rowgroup": "row", "col": "column", "colgroup": "column"}.get(
            attributes.get("scope", "").lower()
        )
        if header and scope is None and (table.data.get("head") or attributes.get("role") == "columnheader"):
            scope = "column"
        self._push(
            "cell",
            attributes,
            header=header,
            scope=scope,
            columns=_span(attributes.get("colspan")),
            rows=_span(attributes.get("rowspan")),
        )
        cell = self._frames[-1]
        # What stood between the cells (a page break, words out of place) goes into the next one.
        cell.blocks[:0] = table.blocks
        table.blocks.clear()

        def end() -> None:
            self._flush()
            (made,) = finish(cell)
            cell.blocks.clear()
            cell.kind, cell.id = "done", ""
            table.data.setdefault("cells", []).append(made)

        self._replace_end(end)

    def _open_table(self) -> Frame | None:
        """The table that a part found here belongs to; None outside of one."""
        for frame in reversed(self._frames):
            if frame.kind == "table":
                return frame
            if frame.kind != "flow":
                return None
        return None


def _span(value: str | None) -> int:
    digits = (value or "").strip()
    return (
        max(1, min(int(digits), _MOST_SPAN))
        if digits.isascii() and digits.isdigit() and len(digits) < 9
        else 1
    )
