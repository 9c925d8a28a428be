"""What stands at the edges of a page: running head, braille page number, printed page number."""

from __future__ import annotations

from dataclasses import dataclass

from converters.braille.cells import BLANK, label_cells
from converters.braille.profiles import Profile


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper and what stands at its edges. ``width`` in cells, ``height`` in lines; ``head`` is the running head in cells, "" for none."""

    width: int
    height: int
    head: str = ""
    numbers: bool = True
    """Braille page numbers, where the profile puts them."""
    odd_only: bool = False
    """Page numbers only on the right-hand side of an opening (GB/T 44725-2024, 4.5.3: both sides embossed)."""


class Edges:
    """Where a profile puts them on a sheet: ``top`` lines above the text, text and head together ``rows`` lines."""

    def __init__(self, sheet: Sheet, profile: Profile) -> None:
        self._sheet, self._profile = sheet, profile
        number_in_head = sheet.numbers and profile.number_place == "head"
        self.top = 1 if sheet.head or number_in_head else 0
        self._own_line = sheet.numbers and profile.number_place == "own"
        self.rows = sheet.height - self._own_line
        self.shows_print = {"head": self.top == 1, "own": self._own_line}.get(profile.print_place, True)
        """Whether the number of the printed page stands at an edge of each page."""

    def shared_foot(self, number: str) -> str:
        """The part of ``number`` that takes room from the last line of text."""
        return number if self._profile.number_place == "last" else ""

    def shared_top(self, shown: str) -> str:
        """The part of the printed page's number that takes room from the first line of text."""
        return shown if self._profile.print_place == "first" and not self.top else ""

    def finish(self, lines: list[str], number: str, shown: str) -> None:
        """Write the edges of a page into ``lines``: ``number`` is the braille page's, ``shown`` the printed page's ("" for none), in cells."""
        width, profile = self._sheet.width, self._profile
        if self.top:
            left = shown if profile.print_place == "head" else ""
            right = shown if profile.print_place == "first" else ""
            if profile.number_place == "head":
                right = number
            lines[0] = _head_line(self._sheet.head, left, right, width, profile.number_gap)
        elif top := self.shared_top(shown):
            lines[0] = _with_right(lines[0], top, width)
        if foot := self.shared_foot(number):
            lines += [""] * (self._sheet.height - len(lines))
            lines[-1] = _with_right(lines[-1], foot, width)
        if self._sheet.numbers and profile.number_place != "last":
            lines += [""] * (self.rows - len(lines))
        if self._own_line:
            left = shown if profile.print_place == "own" else ""
            if left and len(left) + profile.number_gap + len(number) > width:
                left = ""
            lines.append(_with_right(left, number, width) if number else left)

    def change_line(self, cells: str) -> str:
        """The line on which a printed page, whose label is ``cells``, begins."""
        width, profile = self._sheet.width, self._profile
        if profile.page_sign:
            line = profile.page_sign + cells
            return BLANK * ((width - len(line)) // 2) + line
        return profile.page_change * (width - len(cells)) + cells


def continued_letters(count: int) -> str:
    """The letter before the number of a printed page that goes on: "", a, b ... z, aa, ab ..."""
    letters = ""
    while count > 0:
        count, rest = divmod(count - 1, 26)
        letters = label_cells(chr(ord("a") + rest)) + letters
    return letters


def _with_right(line: str, right: str, width: int) -> str:
    return line + BLANK * (width - len(line) - len(right)) + right


def _head_line(head: str, left: str, right: str, width: int, gap: int) -> str:
    """The first line: ``head`` in the middle, cut between words where it is too long."""
    side = max(len(left), len(right))
    most = width - 2 * (side + gap) if side else width
    if len(head) > most:
        cut = head.rfind(BLANK, 0, max(0, most) + 1)
        head = head[: cut if cut > 0 else max(0, most)]
    line = left
    if head:
        line += BLANK * ((width - len(head)) // 2 - len(left)) + head
    if right:
        line = _with_right(line, right, width)
    return line if line.strip(BLANK) else ""
