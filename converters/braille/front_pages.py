"""The pages that we put in front of each volume: title page and contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from converters.braille.cells import BLANK, label_cells
from converters.braille.edges import Sheet
from converters.braille.flow import Entry, FlowBlock, Front, filled
from converters.braille.pages import Page, Place
from converters.braille.paginate import Paginator
from converters.braille.profiles import Profile


@dataclass(slots=True)
class FrontPages:
    """Makes them, once the ``ranges`` of pages in each volume and the ``places`` of headings are known."""

    front: Front
    places: dict[str, Place]
    ranges: Sequence[tuple[int, int]]
    sheet: Sheet
    profile: Profile

    def title(self, number: int, body: Sequence[Page]) -> list[Page]:
        """The title page of volume ``number``: what book it is, and which of its pages are in it."""
        front, sheet, total = self.front, self.sheet, len(self.ranges)
        facts = []
        if total > 1:
            facts.append(filled(front.volume_of, label_cells(str(number)), label_cells(str(total))))
        printed = [label for page in body for label in (page.print_page, page.print_end) if label]
        if printed:
            facts.append(filled(front.print_pages, label_cells(printed[0]), label_cells(printed[-1])))
        if body:
            facts.append(
                filled(front.braille_pages, label_cells(body[0].number), label_cells(body[-1].number))
            )
        paginator = Paginator(
            replace(sheet, head=""),
            self.profile,
            lambda index: f"t{index + 1}",
            label_cells if self.profile.front_letters else lambda _number: "",
        )
        lines: list[str] = []
        for group in ([front.title, front.subtitle], front.authors, [front.publisher], facts):
            said = [line for text in group if text for line in self._centred(text)]
            if said:
                lines += [*([""] if lines else []), *said]
        for line in [*[""] * max(0, (sheet.height - paginator.top - len(lines)) // 3), *lines]:
            paginator.line(line)
        return paginator.finish()

    def contents(self, number: int, side: int = 0) -> list[Page]:
        """The contents of volume ``number``, after ``side`` pages; the first has those of all volumes. No page where there are none."""
        front = self.front
        placed = [
            (entry, place) for entry in front.entries if (place := self.places.get(entry.target)) is not None
        ]
        listed = [
            (volume, [pair for pair in placed if start <= pair[1].page < end])
            for volume, (start, end) in enumerate(self.ranges, 1)
            if number in {1, volume}
        ]
        if not any(entries for _volume, entries in listed):
            return []
        paginator = Paginator(
            self.sheet,
            self.profile,
            lambda index: f"p{index + 1}",
            label_cells if self.profile.front_letters else lambda number: label_cells(number[1:]),
            side,
        )
        if paginator.top and self.profile.blank_under_head:
            paginator.line("")
        for line in self._centred(front.contents_title):
            paginator.line(line)
        paginator.blank()
        deepest = max((entry.depth for entry, _place in placed), default=0)
        for volume, entries in listed:
            if len(listed) > 1 and entries:
                paginator.blank()
                paginator.keep(4)
                for line in self._centred(filled(front.volume, label_cells(str(volume)))):
                    paginator.line(line)
                paginator.blank()
            for entry, place in entries:
                _entry(paginator, entry, label_cells(str(place.page + 1)), deepest)
        return paginator.finish()

    def _centred(self, text: str) -> list[str]:
        width = self.sheet.width
        most = width - 2 * self.profile.heading_margin
        lines: list[str] = []
        while text := text.strip(BLANK):
            cut = len(text) if len(text) <= most else text.rfind(BLANK, 0, most + 1)
            cut = cut if cut > 0 else most
            whole = text[cut : cut + 1] in ("", BLANK)
            line, text = text[:cut].rstrip(BLANK), text[cut:]
            if not whole:
                text = self.profile.continues + text
            lines.append(BLANK * ((width - len(line)) // 2) + line)
        return lines


def _entry(paginator: Paginator, entry: Entry, page: str, deepest: int) -> None:
    """One line of the contents: 1-5, nested 3-5 and so on; guide dots; the page number at the right margin."""
    width, profile = paginator.sheet.width, paginator.profile
    block = FlowBlock("contents", entry.cells, breaks=entry.breaks, connectors=entry.connectors)
    indent, runover = 2 * entry.depth, 2 * deepest + 4
    limit = width - profile.contents_gutter
    lines: list[str] = []
    position = 0
    while position < len(entry.cells):
        if entry.cells[position] in "\u2800\n":
            position += 1
            continue
        lead = paginator.lead(block, position)
        room = max(8, limit - indent - len(lead))
        rest = len(entry.cells) - position
        cut, sign = (len(entry.cells), "") if rest <= room else paginator.cut(block, position, room)
        lines.append(BLANK * indent + lead + entry.cells[position:cut].rstrip(BLANK) + sign)
        position, indent = cut, runover
    if not lines:
        return
    dots = width - len(lines[-1]) - len(page) - 2
    filling = BLANK + profile.guide * dots + BLANK if dots >= 2 else BLANK * (dots + 2)
    lines[-1] += filling + page
    # The last line of a page has a page number of its own: an entry does not go there.
    paginator.keep(len(lines) + 1)
    for line in lines:
        paginator.line(line)
