"""Volumes: whole chapters, none thicker than its cap, all about equally thick."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from converters.book import Book, NavigationPoint, sections_of
from converters.large_print.geometry import Geometry

_MOST_ROWS = 1500
"""A longer table of contents is cut to its upper levels: nobody pages through forty sheets of it in every volume."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: ``target`` is the id of a section or block."""

    title: str
    depth: int
    target: str


@dataclass(slots=True)
class Volume:
    """A volume: which units are in it, and the number of its first page of text."""

    number: int
    units: list[int]
    first_page: int
    pages: int
    starts: dict[int, int] = field(default_factory=dict)
    """Page number on which each unit begins."""


def entries_of(book: Book) -> list[Entry]:
    """The contents of ``book``: its own table where it has one, else its sections; the deepest levels left out where it is endless."""
    entries: list[Entry] = []

    def down(points: Sequence[NavigationPoint], depth: int) -> None:
        for point in points:
            if point.target and point.title.strip():
                entries.append(Entry(point.title, depth, point.target))
            down(point.children, depth + 1)

    down(book.contents, 0)
    if not entries:
        entries = [
            Entry(section.title, section.level - 1, section.id)
            for section in sections_of(book)
            if section.title.strip()
        ]
    deepest = max((entry.depth for entry in entries), default=0)
    while len(entries) > _MOST_ROWS and deepest > 0:
        deepest -= 1
        entries = [entry for entry in entries if entry.depth <= deepest]
    return entries


def front_pages(entries: Sequence[Entry], page: Geometry) -> int:
    """Pages of title page and contents, estimated on the safe side, and even: the text begins on a right-hand page."""
    room = max(6.0, page.measure / page.size - 8)
    lines = sum(
        max(1, math.ceil((entry.depth + sum(1.0 if c > "\u2e80" else 0.55 for c in entry.title) + 3) / room))
        for entry in entries
    )
    pages = 1 + math.ceil((lines * 1.15 + 4) / max(1, page.lines - 2))
    return pages + pages % 2


def pack(pages: Sequence[int], cap: int) -> list[list[int]]:
    """Indices of units by volume: as few volumes as ``cap`` pages of text allow, then as even as can be.

    A unit thicker than ``cap`` gets a volume of its own.
    """
    fewest = len(_fill(pages, cap))
    low, high = max(1, sum(pages) // max(1, fewest)), cap
    while low < high:
        middle = (low + high) // 2
        if len(_fill(pages, middle)) <= fewest:
            high = middle
        else:
            low = middle + 1
    return _fill(pages, high)


def _fill(pages: Sequence[int], cap: int) -> list[list[int]]:
    volumes: list[list[int]] = []
    thick = cap + 1
    for index, count in enumerate(pages):
        if thick + count > cap:
            volumes.append([])
            thick = 0
        volumes[-1].append(index)
        thick += count
    return volumes


def volumes_of(pages: Sequence[int], cap: int) -> list[Volume]:
    """The volumes with continuing page numbers; each begins with an odd number, as a right-hand page does."""
    volumes: list[Volume] = []
    following = 1
    for number, units in enumerate(pack(pages, cap), 1):
        first = following + (following + 1) % 2
        volume = Volume(number, units, first, sum(pages[unit] for unit in units))
        at = first
        for unit in units:
            volume.starts[unit] = at
            at += pages[unit]
        following = at
        volumes.append(volume)
    return volumes
