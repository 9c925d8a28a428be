"""The flow of a chapter as an eBraille content document (eBraille 1.0, section 6): XHTML whose text is nothing but cells and blanks.

Lines are not broken here: the display does it. What a page layout says by indents, markup says: headings, nested lists, notes, tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from converters.braille.cells import BLANK
from converters.braille.flow import FlowBlock, FlowItem, FlowTable

HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang={language} lang={language}>
<head>
<meta charset="utf-8"/>
<title>{title}</title>
{links}
</head>
"""

_PARAGRAPHS: Final = {
    "paragraph": "<p>", "verse": '<p class="line">', "code": '<p class="code">', "math": '<p class="math">', "picture": '<p class="picture">',
    "caption": '<p class="caption">', "note-more": "<p>", "list-more": "<p>",
}  # fmt: skip
_LISTED: Final = frozenset({"list", "list-more"})
_NOTES: Final = frozenset({"note", "note-more"})


class ContentDocument:
    """One document. ``ids`` are those it holds, in order: what links and locators may point at."""

    def __init__(self, items: Iterable[FlowItem], title: str, language: str, stylesheet: str) -> None:
        """``title`` in cells; ``language`` a BCP 47 tag with ``Brai``; ``stylesheet`` relative."""
        self.ids: dict[str, None] = {}
        self.pages: list[tuple[str, str, str]] = []
        """Id, cells and printed label of each page that begins here."""
        self._open: list[str] = []
        self._depth = -1
        self._pending: list[str] = []
        body = "\n".join(line for item in items for line in self._item(item))
        ending = "\n".join([*self._close_all(), *self._anchors()])
        links = f'<link rel="stylesheet" type="text/css" href={quoteattr(stylesheet)}/>'
        head = HEAD.format(language=quoteattr(language), title=title or BLANK, links=links)
        self.text = f"{head}<body>\n{body}\n{ending}\n</body>\n</html>\n"

    # --- structure that spans blocks

    def _item(self, item: FlowItem) -> Iterator[str]:
        if isinstance(item, FlowTable):
            yield from self._close_all(boxes=False)
            yield from self._table(item)
            return
        if item.style in {"gap", "mark"}:
            # Between blocks: what it carries stands before the next one.
            yield from self._gap(item)
            return
        if item.style not in _LISTED:
            yield from self._close_list()
        if item.style not in _NOTES:
            yield from self._close("aside-note")
        if item.style != "verse":
            yield from self._close("stanza")
        match item.style:
            case "box-top":
                yield from self._quoted(item.margin)
                self._open.append("aside-box")
                yield f'<aside class="box"{self._block_id(item)}>'
            case "box-bottom":
                yield from self._close("aside-box")
                self._pending += [id_ for id_ in (*item.anchors, item.id) if id_]
            case "separator":
                yield f'<hr class="separator"{self._block_id(item)}/>'
            case _:
                yield from self._quoted(item.margin)
                yield from self._block(item)

    def _gap(self, item: FlowBlock) -> Iterator[str]:
        if item.style == "gap":
            yield from self._close_list()
            yield from self._close("aside-note")
            yield from self._close("stanza")
        self._pending += [id_ for id_ in (*item.anchors, item.id) if id_]
        for _at, cells, label, id_ in item.pages:
            yield from self._close_all(boxes=False)
            yield f"<div>{self._page(cells, label, id_)}</div>"

    def _block(self, item: FlowBlock) -> Iterator[str]:
        if item.style in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            yield f"<{item.style}{self._block_id(item)}>{self._runs(item)}</{item.style}>"
        elif item.style == "list":
            yield from self._list_item(item)
        elif item.style == "note":
            yield from self._close("aside-note")
            self._open.append("aside-note")
            yield f'<aside epub:type="footnote" role="doc-footnote"{self._block_id(item)}><p>{self._runs(item)}</p>'
        else:
            if item.style == "verse" and "stanza" not in self._open:
                self._open.append("stanza")
                yield '<div class="stanza">'
            tag = _PARAGRAPHS.get(item.style, "<p>")
            if item.style in {"verse", "code"} and item.depth:
                tag = tag.replace('">', f' in{min(item.depth, 8)}">')
            yield f"{tag[:-1]}{self._block_id(item)}>{self._runs(item)}</p>"

    def _list_item(self, item: FlowBlock) -> Iterator[str]:
        # Deeper items open a list inside the item before; a first item that is deeper than 0 still opens one list only.
        while self._depth > item.depth:
            yield from self._pop_list()
        if self._depth < item.depth:
            self._depth = item.depth
            self._open += ["ul", "li"]
            yield f"<ul><li{self._block_id(item)}>{self._paragraph(item)}"
        else:
            yield f"</li><li{self._block_id(item)}>{self._paragraph(item)}"

    def _paragraph(self, item: FlowBlock) -> str:
        return f"<p>{self._runs(item)}</p>"

    def _pop_list(self) -> Iterator[str]:
        self._open.pop()
        self._open.pop()
        yield "</li></ul>"
        lists = self._open.count("ul")
        self._depth = self._depth - 1 if lists else -1

    def _close_list(self) -> Iterator[str]:
        while self._open and self._open[-1] == "li":
            yield from self._pop_list()
        self._depth = -1

    def _close(self, name: str) -> Iterator[str]:
        if name not in self._open:
            return
        while self._open:
            if self._open[-1] == "li":
                yield from self._close_list()
                continue
            top = self._open.pop()
            yield "</div>" if top == "stanza" else "</blockquote>" if top == "quote" else "</aside>"
            if top == name:
                return

    def _quoted(self, margin: int) -> Iterator[str]:
        """Open or close quotations until ``margin`` are open."""
        while self._open.count("quote") > margin:
            yield from self._close("quote")
        while self._open.count("quote") < margin and self._open[-1:] != ["li"]:
            self._open.append("quote")
            yield "<blockquote>"

    def _close_all(self, *, boxes: bool = True) -> Iterator[str]:
        yield from self._close_list()
        for name in ("aside-note", "stanza"):
            yield from self._close(name)
        if boxes:
            for name in ("quote", "aside-box"):
                while name in self._open:
                    yield from self._close(name)

    # --- what stands in a block

    def _block_id(self, item: FlowBlock | FlowTable) -> str:
        """The id attribute of a block; further ids that begin with it wait for an anchor inside it."""
        ids = [*self._pending, *item.anchors, *([item.id] if item.id else [])]
        fresh = [id_ for id_ in dict.fromkeys(ids) if id_ not in self.ids]
        self._pending = fresh[1:]
        if not fresh:
            return ""
        self.ids[fresh[0]] = None
        return f" id={quoteattr(fresh[0])}"

    def _anchors(self) -> list[str]:
        """Further ids that begin here, as empty spans."""
        waiting, self._pending = self._pending, []
        self.ids |= dict.fromkeys(waiting)
        return [f"<span id={quoteattr(id_)}></span>" for id_ in waiting]

    def _runs(self, item: FlowBlock) -> str:
        """The cells, with a span for each sentence and a page break where a printed page begins."""
        out = ["".join(self._anchors())]
        stops = [(at, 1, "", "", id_) for at, id_ in item.sentences]
        stops += [(at, 0, cells, label, id_) for at, cells, label, id_ in item.pages]
        stops.sort(key=lambda stop: stop[:2])
        position, inside = 0, False
        for at, kind, cells, label, id_ in stops:
            place = max(position, min(at, len(item.cells)))
            out.append(_text(item.cells[position:place], item.breaks, position))
            position = place
            if kind == 0:
                before = "" if not out[-1] or out[-1].endswith(BLANK) else BLANK
                out.append(f"{before}{self._page(cells, label, id_)}{BLANK}")
            elif id_ not in self.ids:
                out.append(f"{'</span>' if inside else ''}<span id={quoteattr(id_)}>")
                self.ids[id_] = None
                inside = True
        out.append(_text(item.cells[position:], item.breaks, position))
        if inside:
            out.append("</span>")
        return "".join(out)

    def _page(self, cells: str, label: str, id_: str) -> str:
        self.pages.append((id_, cells, label))
        self.ids[id_] = None
        return f'<span id={quoteattr(id_)} epub:type="pagebreak" role="doc-pagebreak">{escape(cells)}</span>'

    def _table(self, table: FlowTable) -> Iterator[str]:
        yield from self._quoted(table.margin)
        identity = self._block_id(table)
        anchors = self._anchors()
        if anchors:
            yield f"<div>{''.join(anchors)}</div>"
        yield f"<table{identity}>"
        for number, row in enumerate(table.rows):
            head = number < table.heads
            cells = []
            for cell in row:
                opening = '<th scope="col"' if head else "<td"
                cells.append(f"{opening}{self._block_id(cell)}>{self._runs(cell)}</{'th' if head else 'td'}>")
            before = "<thead>" if head and number == 0 else "<tbody>" if number == table.heads else ""
            after = "</thead>" if head and number + 1 == table.heads else ""
            yield f"{before}<tr>{''.join(cells)}</tr>{after}"
        yield "</tbody></table>"


def _text(cells: str, breaks: tuple[int, ...], start: int) -> str:
    """Cells as XHTML: blanks as they are (U+2800), forced line ends, and places where a long word may be divided (``wbr``)."""
    wanted = [at - start for at in breaks if start < at < start + len(cells)]
    for at in reversed(wanted):
        cells = f"{cells[:at]}\u200b{cells[at:]}"
    return escape(cells).replace("\n", "<br/>").replace("\u200b", "<wbr/>")
