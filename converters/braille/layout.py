"""A flow onto pages, by a profile."""

from __future__ import annotations

from collections.abc import Sequence

from converters.braille.cells import BLANK
from converters.braille.flow import FlowBlock, FlowItem, FlowTable
from converters.braille.paginate import Paginator
from converters.braille.profiles import Profile, Style
from converters.braille.table_layout import lay_table


class Layout:
    """Lays chapters out one after another on one :class:`Paginator`."""

    def __init__(self, paginator: Paginator, profile: Profile, *, print_pages: bool = True) -> None:
        self.paginator = paginator
        self.profile = profile
        self._print_pages = print_pages
        self._after_heading = False

    def chapter(self, items: Sequence[FlowItem], *, new_page: bool) -> None:
        """Lay out one chapter."""
        if new_page:
            self.paginator.new_page()
            self._after_heading = False
        self._chapter = new_page
        for index, item in enumerate(items):
            self._item(items, index, item)

    def _item(self, items: Sequence[FlowItem], index: int, item: FlowItem) -> None:
        paginator = self.paginator
        if isinstance(item, FlowTable):
            paginator.level = 5
            lay_table(item, paginator, self.profile, self._block)
            self._after_heading = False
            return
        if not self._print_pages and item.pages:
            item.pages = ()
        match item.style:
            case "gap":
                paginator.blank()
                return
            case "mark":
                for page in item.pages:
                    paginator.page_change(page)
                self._anchor(item)
                return
            case "separator":
                paginator.blank()
                paginator.keep(3)
                self._anchor(item)
                paginator.line(_centred(self.profile.separator, paginator.sheet.width))
                paginator.blank()
            case "box-top" | "box-bottom":
                rule = self.profile.box_top if item.style == "box-top" else self.profile.box_bottom
                paginator.keep(4 if item.style == "box-top" else 1)
                self._anchor(item)
                paginator.line(rule * paginator.sheet.width)
            case _:
                self._text(items, index, item)
                return
        self._after_heading = False

    def _text(self, items: Sequence[FlowItem], index: int, block: FlowBlock) -> None:
        paginator, style = self.paginator, self.profile.styles[block.style]
        heading = block.style[0] == "h" and block.style[1:].isdigit()
        if style.new_page and not self._after_heading and not self._chapter:
            paginator.new_page()
        if style.blank_before:
            paginator.blank()
        if style.keep:
            paginator.keep(self._needed(items, index))
        elif style.orphans > 1:
            first, runover = self._indents(block, style)
            paginator.keep(paginator.count(block, first, runover, style.orphans))
        paginator.level = (1 if block.style == "h1" else 2) if heading else 5
        if self._chapter:
            paginator.level = 1
        if style.centre:
            self._centre(block)
        else:
            self._block(block)
        if block.cells:
            self._chapter = False
            self._after_heading = heading
        if style.blank_after:
            paginator.blank()

    def _block(self, block: FlowBlock) -> None:
        """A block of text by its style, with the places of its ids."""
        if not self._print_pages:
            block.pages = ()
        style = self.profile.styles[block.style]
        first, runover = self._indents(block, style)
        # The first line goes where there is room for it: a page number at its start is met first.
        while block.pages and block.pages[0][0] == 0:
            self.paginator.page_change(block.pages[0])
            block.pages = block.pages[1:]
        self._anchor(block)
        place = self.paginator.paragraph(block, first, runover)
        if place is not None:
            for id_ in (block.id, *block.anchors):
                if id_:
                    self.paginator.places[id_] = place

    def _centre(self, block: FlowBlock) -> None:
        paginator, profile = self.paginator, self.profile
        while block.pages and block.pages[0][0] == 0:
            paginator.page_change(block.pages[0])
            block.pages = block.pages[1:]
        if paginator.empty and paginator.top and profile.blank_under_head:
            paginator.room()
            paginator.line("")
        width = paginator.sheet.width - 2 * profile.heading_margin
        narrow = _Narrow(width, paginator)
        start = None
        for line, offset in narrow.lines(block):
            place = paginator.line(_centred(line, paginator.sheet.width))
            for at, id_ in block.sentences:
                # Each later line takes over the sentences that begin in it; what begins with a blank is on the first.
                if at >= offset or start is None:
                    paginator.places[id_] = place
            start = start or place
        for id_ in (block.id, *block.anchors):
            if id_:
                paginator.places[id_] = start or paginator.here()
        for _at, id_ in block.sentences if start is None else ():
            paginator.places[id_] = paginator.here()
        for page in block.pages:
            paginator.page_change(page)

    def _indents(self, block: FlowBlock, style: Style) -> tuple[int, int]:
        return style.indents(block.depth, block.deepest, block.margin * self.profile.quote_margin)

    def _anchor(self, block: FlowBlock) -> None:
        """Places of blocks without text: where the next text will be."""
        if not block.cells and (block.anchors or block.sentences or block.id):
            place = self.paginator.here()
            for id_ in (block.id, *block.anchors, *(id_ for _at, id_ in block.sentences)):
                if id_:
                    self.paginator.places[id_] = place

    def _needed(self, items: Sequence[FlowItem], index: int) -> int:
        """Lines a heading needs: its own, blank lines, and as many of what follows as its style keeps."""
        needed = 0
        keep = 0
        while index < len(items):
            item = items[index]
            index += 1
            if isinstance(item, FlowTable):
                return needed + 5
            if item.style in {"gap", "mark"}:
                needed += item.style == "gap" or bool(item.pages)
                continue
            style = self.profile.styles.get(item.style)
            if style is None:
                return needed + 3
            first, runover = self._indents(item, style)
            if not style.keep:
                return needed + self.paginator.count(item, first, runover, max(keep, style.orphans))
            keep = style.keep
            needed += self.paginator.count(item, first + 6, runover + 6, 20) + (keep > 0 and needed > 0)
        return min(needed, self.paginator.sheet.height // 2)


class _Narrow:
    """Lines of a centred heading."""

    def __init__(self, width: int, paginator: Paginator) -> None:
        self._width = max(8, width)
        self._paginator = paginator

    def lines(self, block: FlowBlock) -> list[tuple[str, int]]:
        """Each line with the offset of its first cell."""
        cells, position = block.cells, 0
        lines: list[tuple[str, int]] = []
        while position < len(cells):
            if cells[position] in "\u2800\n":
                position += 1
                continue
            lead = self._paginator.lead(block, position)
            if len(cells) - position <= self._width - len(lead):
                cut, sign = len(cells), ""
            else:
                cut, sign = self._paginator.cut(block, position, self._width - len(lead))
            lines.append((lead + cells[position:cut].rstrip(BLANK) + sign, position))
            position = cut
        return lines


def _centred(line: str, width: int) -> str:
    return BLANK * max(0, (width - len(line)) // 2) + line
