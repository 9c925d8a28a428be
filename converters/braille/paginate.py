"""Lines onto pages: running head, page numbers, printed pages, what must stay together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from converters.braille.cells import BLANK, CONNECTOR, label_cells
from converters.braille.edges import Edges, Sheet, continued_letters
from converters.braille.flow import FlowBlock, PageMark
from converters.braille.pages import Page, Place
from converters.braille.profiles import Profile

_NARROWEST = 10
"""Fewest cells a line of text may be left with by indents and page numbers."""


class Paginator:
    """Takes lines and blocks in order and makes pages of them."""

    def __init__(
        self,
        sheet: Sheet,
        profile: Profile,
        number: Callable[[int], str] = lambda index: str(index + 1),
        label: Callable[[str], str] = label_cells,
        side: int = 0,
    ) -> None:
        """``number`` makes a page's number in print from its index, ``label`` its cells; ``side`` counts the sides of paper before the first page."""
        self.sheet = sheet
        self.profile = profile
        self.pages: list[Page] = []
        self.places: dict[str, Place] = {}
        self.level = 9
        """Given to a page that begins now: see :class:`~converters.braille.pages.Page`."""
        self._number, self._label, self._side = number, label, side
        self._edges = Edges(sheet, profile)
        self.top = self._edges.top
        """Lines above the text."""
        self.rows = self._edges.rows
        """Lines of text and above it."""
        self._blank = False
        self._print = ("", "")
        self._continued = 0
        self._shown = self._page_number = ""
        self._lines: list[str] = []
        self._open = False

    # --- pages

    @property
    def empty(self) -> bool:
        """Whether the page has no text yet."""
        return not self._open or len(self._lines) <= self.top

    @property
    def left(self) -> int:
        """Lines left on the page, a blank line that is due taken off."""
        if not self._open:
            return self.rows - self.top
        return self.rows - len(self._lines) - (self._blank and not self.empty)

    def blank(self) -> None:
        """One blank line before what comes next, unless that is at the top of a page or there is one already."""
        self._blank = not (self._open and self._lines and self._lines[-1] == "")

    def new_page(self) -> None:
        """What comes next begins a page; nothing happens at the top of one."""
        if not self.empty:
            self._close()
        self._blank = False

    def keep(self, lines: int) -> None:
        """Begin a page unless ``lines`` lines still fit on this one."""
        if self.left < lines and not self.empty:
            self.new_page()

    def here(self) -> Place:
        """Where the next line will be."""
        self.room()
        return Place(len(self.pages), len(self._lines), self._print[1])

    def finish(self) -> list[Page]:
        """Close the last page and return all; what was to stand on a page that never got text is placed at the end."""
        if (self._open and not self.empty) or not self.pages:
            self.room()
            self._lines = self._lines or [""]
            self._close()
        self._open = False
        last = len(self.pages) - 1
        for id_, place in self.places.items():
            if place.page > last:
                self.places[id_] = Place(last, max(0, len(self.pages[last].lines) - 1), place.print_page)
        return self.pages

    def room(self) -> int:
        """Cells free on the next line of text; opens a page and sets a blank line that is due."""
        if self._open and self._blank and not self.empty:
            if len(self._lines) + 1 < self.rows:
                self._lines.append("")
            else:
                self._close()
        self._blank = False
        if self._open and len(self._lines) >= self.rows:
            self._close()
        if not self._open:
            self._begin()
        return self._width(len(self._lines))

    def line(self, line: str) -> Place:
        """Put ``line`` (with its indent) down; one that would touch a page number goes to the next page."""
        if len(line) > self.room() and not self.empty:
            self._close()
            self._begin()
        if self.empty:
            if len(line) > self._width(len(self._lines)):
                self._lines.append("")  # only the printed page's number stands on the first line then
            self._page_level = self.level
        self._lines.append(line)
        return Place(len(self.pages), len(self._lines) - 1, self._print[1])

    def _width(self, index: int) -> int:
        width = self.sheet.width
        taken = ""
        if index == self.rows - 1:
            taken = self._edges.shared_foot(self._page_number)
        if index == 0 and not taken:
            taken = self._edges.shared_top(self._shown)
        return width - len(taken) - self.profile.number_gap if taken else width

    def _begin(self) -> None:
        self._open = True
        self._lines = [""] * self.top
        index = len(self.pages)
        hidden = not self.sheet.numbers or (self.sheet.odd_only and (self._side + index) % 2 == 1)
        self._page_number = "" if hidden else self._label(self._number(index))
        self._shown = ""
        self._page_level = 9
        self._first_print = self._print[1]
        if self._print[0]:
            self._shown = self._print[0]
            if self.profile.page_letters:
                self._shown = continued_letters(self._continued) + self._shown
            self._continued += 1

    def _close(self) -> None:
        lines = self._lines
        self._edges.finish(lines, self._page_number, self._shown)
        self.pages.append(
            Page(self._number(len(self.pages)), lines, self._first_print, self._print[1], self._page_level)
        )
        self._open = False

    # --- printed pages

    def page_change(self, mark: PageMark) -> None:
        """A printed page begins: a line across, or at the top of a page only its number."""
        _offset, cells, label, id_ = mark
        cells = cells[: self.sheet.width // 3]
        self._blank = False
        if not self.empty and self.left < 2:
            self.new_page()
        if self.empty:
            # Opened anew, with the new number at its edge.
            self._print, self._continued = (cells, label), 0
            self._open = False
            place = self.here() if self._edges.shows_print else self.line(self._edges.change_line(cells))
        else:
            self._print, self._continued = (cells, label), 1
            place = self.line(self._edges.change_line(cells))
        if id_:
            self.places[id_] = place

    # --- text

    def paragraph(self, block: FlowBlock, first: int, runover: int) -> Place | None:
        """Break ``block`` into lines with these indents and put them down; the place of its first line, None where it has none."""
        cells, position, indent, lead = block.cells, 0, first, ""
        begun: Place | None = None
        marks, mark = block.sentences, 0
        stops: list[tuple[int, PageMark | None]] = [(min(page[0], len(cells)), page) for page in block.pages]
        stops.append((len(cells), None))
        ends = "\n" in cells
        for end, page in stops:
            while position < end:
                if cells[position] in "\u2800\n":
                    position += 1
                    continue
                width = self.room() - indent - len(lead)
                if width < _NARROWEST:
                    if self.empty:
                        indent = max(0, self.room() - _NARROWEST)
                    elif self._width(len(self._lines)) < self.sheet.width:
                        self._close()
                    else:
                        indent = max(0, self.sheet.width - 2 * _NARROWEST)
                    continue
                cut, sign = (end, "") if end - position <= width else self.cut(block, position, width)
                if ends and (line_end := cells.find("\n", position, cut)) >= 0:
                    cut, sign = line_end, ""
                place = self.line(BLANK * indent + lead + cells[position:cut].rstrip(BLANK) + sign)
                if begun is None:
                    begun, self.level = place, 9
                while mark < len(marks) and marks[mark][0] < cut:
                    self.places[marks[mark][1]] = place
                    mark += 1
                position, indent, lead = cut, runover, self.lead(block, cut)
            if page is not None:
                self.page_change(page)
        for _offset, id_ in marks[mark:]:
            self.places[id_] = begun or self.here()
        return begun

    def cut(self, block: FlowBlock, position: int, width: int) -> tuple[int, str]:
        """Where the line that begins at ``position`` ends, and the sign to put there."""
        cells, limit, sign = block.cells, position + width, ""
        cut = cells.rfind(BLANK, position, limit + 1)
        if block.breaks:
            cut = max(cut, _last_before(block.breaks, limit))
        if block.hyphens and (hyphen := _last_before(block.hyphens, limit - 1)) > max(cut, position):
            cut, sign = hyphen, "" if self.lead(block, hyphen) else self.profile.hyphen
        if cut > position:
            return cut, sign
        if block.connectors and (joint := _last_before(block.connectors, limit)) > position:
            return joint, ""
        sign = self.profile.continued
        cut = limit - len(sign)
        while cut > position + 1 and cells[cut - 1] in self.profile.prefixes:
            cut -= 1
        return cut, sign

    def lead(self, block: FlowBlock, position: int) -> str:
        """What a line that begins at ``position`` begins with: the connector (GB/T 44725-2024, 4.8.4) where a word was divided."""
        if block.connectors and _last_before(block.connectors, position) == position:
            return CONNECTOR
        sign = self.profile.continues
        if not sign or not 0 < position < len(block.cells) or _free(block, position):
            return ""
        return sign

    def count(self, block: FlowBlock, first: int, runover: int, most: int) -> int:
        """How many lines ``block`` takes on a page of full width, counted up to ``most``."""
        cells, position, indent, lines = block.cells, 0, first, 0
        while position < len(cells) and lines < most:
            if cells[position] in "\u2800\n":
                position += 1
                continue
            width = max(_NARROWEST, self.sheet.width - indent - len(self.lead(block, position)))
            if len(cells) - position <= width:
                return lines + 1
            position, indent, lines = self.cut(block, position, width)[0], runover, lines + 1
        return lines


def _last_before(places: Sequence[int], limit: int) -> int:
    index = bisect_right(places, limit) - 1
    return places[index] if index >= 0 else -1


def _free(block: FlowBlock, position: int) -> bool:
    """Whether a line may begin at ``position`` without a sign."""
    ends = block.cells[position - 1] in "\u2800\n" or block.cells[position] in "\u2800\n"
    return (
        ends
        or _last_before(block.breaks, position) == position
        or any(page[0] == position for page in block.pages)
    )
