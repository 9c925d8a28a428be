"""Where a book is cut into volumes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from converters.braille.front_pages import FrontPages
from converters.braille.pages import Page, Volume

_MOST: Final = 1.5
"""A volume is never longer than this many times what was asked for."""
_ROUGHNESS: Final = {1: 0.0, 2: 0.15, 5: 0.5, 9: 1.0}
"""What a cut at a page of that level costs, beside a squared relative deviation from the wanted length."""


def cut_volumes(pages: Sequence[Page], wanted: int) -> list[tuple[int, int]]:
    """Ranges of ``pages``, each near ``wanted`` pages long and beginning where a chapter does if that is possible.

    The cheapest of all ways to cut (dynamic programming): page breaks are the only places looked at, so a heading is never
    parted from the lines kept with it.
    """
    count = len(pages)
    longest = max(1, int(wanted * _MOST))
    if count <= longest * 0.8:
        return [(0, count)]
    best: list[float] = [0.0] + [float("inf")] * count
    previous = [0] * (count + 1)
    for end in range(1, count + 1):
        rough = _ROUGHNESS.get(pages[end].level, 1.0) if end < count else 0.0
        for start in range(max(0, end - longest), end):
            length = (end - start) / wanted - 1
            # A last volume that is thin is better than a cut inside a chapter; one that is too thick is not.
            cost = best[start] + length * length + rough + 0.05
            if cost < best[end]:
                best[end], previous[end] = cost, start
    cuts = [(previous[count], count)]
    while cuts[-1][0]:
        cuts.append((previous[cuts[-1][0]], cuts[-1][0]))
    return cuts[::-1]


def make_volumes(pages: list[Page], ranges: Sequence[tuple[int, int]], front: FrontPages) -> list[Volume]:
    """Volumes of these ``ranges`` of pages, each with title page (t1 ...) and contents (p1 ...)."""
    volumes = []
    for number, (start, end) in enumerate(ranges, 1):
        made = front.title(number, pages[start:end])
        made += front.contents(number, len(made))
        if front.sheet.odd_only and len(made) % 2 != start % 2:
            # Odd numbers stand on right-hand sides: the page that would turn them over is left empty.
            made.append(Page("", [""] * front.sheet.height))
        volumes.append(Volume(number, made, pages[start:end]))
    return volumes
