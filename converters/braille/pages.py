"""The page model that every braille format is written from: volumes of pages of lines of cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from converters.protocol import Json, Locator


@dataclass(slots=True)
class Page:
    """One side of paper. ``lines`` are at most as wide as the document, without blanks at their ends; there are never more than its height."""

    number: str
    """As brailled, in print: "12", "p1", "t1"."""
    lines: list[str]
    print_page: str = ""
    """The printed page that its first text is from; "" where that is not known."""
    print_end: str = ""
    """The printed page that its last text is from."""
    level: int = 9
    """How good a place to begin a volume it is: 1 a chapter begins with it, 2 another heading, 5 another block, 9 it goes on in the middle of one."""


@dataclass(slots=True)
class Volume:
    """What is bound together: generated pages (title, contents) in ``front``, the book's own in ``body``."""

    number: int
    front: list[Page] = field(default_factory=list)
    body: list[Page] = field(default_factory=list)

    @property
    def pages(self) -> list[Page]:
        """All pages in order."""
        return [*self.front, *self.body]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something begins: index of the page in the whole body, line, both from 0, and the printed page ("" unknown)."""

    page: int
    line: int
    print_page: str = ""


@dataclass(slots=True)
class BrailleDocument:
    """A book in braille, ready to be written down. ``width`` in cells, ``height`` in lines."""

    width: int
    height: int
    duplex: bool
    volumes: list[Volume]
    places: dict[str, Place]

    def locators(self) -> Iterator[Locator]:
        """A row for each place: ``volume``, ``page`` (the number at its foot), ``page_in_volume`` (from 1, generated pages count) and ``line`` from 1."""
        where: list[tuple[int, int, str]] = [
            (volume.number, index, page.number)
            for volume in self.volumes
            for index, page in enumerate(volume.body, len(volume.front) + 1)
        ]
        for id_, place in self.places.items():
            number, index, label = where[place.page]
            row: dict[str, Json] = {
                "volume": number,
                "page": int(label),
                "page_in_volume": index,
                "line": place.line + 1,
            }
            if place.print_page:
                row["print_page"] = place.print_page
            yield Locator(id_, row)
