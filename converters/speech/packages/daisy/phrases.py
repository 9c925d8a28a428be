"""Phrases: the pieces of a talking book that a player steps through, each with its place in the text and its clip of the audio.

Phrases follow one another without gaps from the first millisecond of a chapter to its last, and none is empty. What is silent (a page that is
not announced) gets a share of the pause it stands in, so that it is a place of its own: one can go to it, and leave it out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

from converters.speech.engine import SAMPLE_RATE
from converters.speech.packages.daisy.clock import milliseconds
from converters.speech.track import Track

_SILENT_PLACE: Final = SAMPLE_RATE // 20
"""Samples of a pause that a silent place takes at most."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is heard for ``mark`` from ``begin`` to before ``end``, in milliseconds of the chapter's file.

    ``element`` is its id in the text of chapter ``home`` (a number): a note may be heard in another chapter than it stands in.
    """

    mark: str
    home: int
    element: str
    begin: int
    end: int


TextPlace: TypeAlias = tuple[int, str]
"""The number of a chapter and an id in its text."""


def phrases_of(track: Track, elements: Mapping[str, TextPlace], fallback: TextPlace) -> tuple[Phrase, ...]:
    """The phrases of a chapter, at least one, no element twice.

    ``elements``: the place in the text for each mark; a mark without one is heard with what is before it. ``fallback`` is the place that stands for a
    chapter in which nothing has a place.
    """
    starts: list[tuple[str, int]] = []
    silent: list[str] = []
    heard_until = 0
    seen: set[TextPlace] = set()
    for line in track.lines:
        element = elements.get(line.mark)
        known = element is not None and element not in seen
        if element is not None:
            seen.add(element)
        if line.end <= line.start:
            if known:
                silent.append(line.mark)
            continue
        starts += _silent_places(silent, heard_until, line.start)
        silent = []
        if known:
            starts.append((line.mark, line.start))
        heard_until = line.end
    starts += _silent_places(silent, heard_until, track.samples)
    return _without_gaps(starts or [("", 0)], {"": fallback, **elements}, milliseconds(track.samples))


def _silent_places(marks: Sequence[str], begin: int, end: int) -> list[tuple[str, int]]:
    """Where ``marks`` begin, at the end of the pause from ``begin`` to ``end`` (samples)."""
    if not marks:
        return []
    each = min(_SILENT_PLACE, (end - begin) // 2 // len(marks))
    return [(mark, end - each * (len(marks) - at)) for at, mark in enumerate(marks)]


def _without_gaps(
    starts: Sequence[tuple[str, int]], elements: Mapping[str, TextPlace], last: int
) -> tuple[Phrase, ...]:
    # What comes before the first mark goes with it.
    begins = [(mark, milliseconds(sample) if number else 0) for number, (mark, sample) in enumerate(starts)]
    found = tuple(
        Phrase(mark, *elements[mark], begin, end)
        for (mark, begin), (_, end) in pairwise([*begins, ("", last)])
        if end > begin
    )
    return found or (Phrase(starts[0][0], *elements[starts[0][0]], 0, max(1, last)),)
