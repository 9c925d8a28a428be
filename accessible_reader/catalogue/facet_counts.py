"""How many titles of a list have what: exact where the list is short, estimated from a part of it, drawn by lot, where it is long; and kept for a moment, because many look at the same lists."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from weakref import WeakKeyDictionary

from accessible_reader.catalogue import facet_lists, search_index
from accessible_reader.catalogue.search_index import Candidate, facet_pairs, facet_text
from accessible_reader.catalogue.tokens import SAMPLES
from accessible_reader.database import Session

MOST: Final = 1_000
FACETS: Final = ("language", "format", "length", "subject", "branch", "ready")
"""``format``: braille, large_print, audio and so on, whether on a shelf or ready to be downloaded; ``ready``: the formats that are made already, such as braille-brf."""
MOST_FACET_VALUES: Final = 30
Facets: TypeAlias = Mapping[str, tuple[tuple[str, int], ...]]
_SAMPLE: Final = 400
_AT_ONCE: Final = 200
"""So many are counted each time; what takes longer is kept."""
_KEPT_SECONDS: Final = 30.0
_MOST_KEPT: Final = 500


@dataclass(frozen=True, slots=True)
class ListCounts:
    """Of a list: how many titles, and facets with their numbers. ``estimated``: from a part of it."""

    total: int
    facets: Facets
    estimated: bool


_kept: WeakKeyDictionary[Any, dict[str, tuple[float, ListCounts]]] = WeakKeyDictionary()


def browse_counts(
    session: Session, chosen: Sequence[tuple[str, str]], most: int, *, several: bool
) -> ListCounts:
    """Of the list of all titles that have ``chosen``; ``most``: how many have the rarest of them. What was counted of a list of more than :data:`_AT_ONCE` titles half a minute ago is still good."""
    if not chosen:
        return ListCounts(most, _facets(facet_lists.counts(session)), False)
    lines = facet_text(chosen)
    mine = _kept.setdefault(session.get_bind(), {})
    known = mine.get(lines)
    if known is not None and most > _AT_ONCE and time.monotonic() < known[0]:
        return known[1]
    found = _count(session, chosen, most, several=several)
    if len(mine) >= _MOST_KEPT:
        mine.clear()
    if most > _AT_ONCE:
        mine[lines] = (time.monotonic() + _KEPT_SECONDS, found)
    return found


def _count(session: Session, chosen: Sequence[tuple[str, str]], most: int, *, several: bool) -> ListCounts:
    if several or most <= MOST:
        few = search_index.docs(session, (), (), chosen, MOST + 1)
        if len(few) <= MOST:
            return ListCounts(len(few), count_facets(search_index.fetch(session, few)), False)
    parts = min(SAMPLES, 16 if several else -(-_SAMPLE * SAMPLES // most))
    seen = search_index.docs(session, (), (), chosen, 4 * MOST, sample=range(parts))
    while len(seen) < _SAMPLE and parts < SAMPLES:
        more = range(parts, min(4 * parts, SAMPLES))
        seen += search_index.docs(session, (), (), chosen, 4 * MOST, sample=more)
        parts = more.stop
    lines = Counter(line for one in search_index.fetch(session, seen) for line in one.facets.split("\n"))
    counts = {line: round(count * SAMPLES / parts) for line, count in lines.items()}
    total = round(len(seen) * SAMPLES / parts) if several else most
    counts |= dict.fromkeys(facet_text(chosen).split("\n"), total)
    return ListCounts(total, _facets(counts), True)


def count_facets(found: Iterable[Candidate]) -> Facets:
    """Kind → (value, how many of ``found`` have it), most first."""
    counts: Counter[str] = Counter()
    for one in found:
        counts.update(one.facets.split("\n"))
    return _facets(counts)


def _facets(counts: Mapping[str, int]) -> Facets:
    made: dict[str, list[tuple[str, int]]] = {kind: [] for kind in FACETS}
    for line, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        for kind, value in facet_pairs(line):
            if len(made[kind]) < MOST_FACET_VALUES:
                made[kind].append((value, count))
    return {kind: tuple(values) for kind, values in made.items()}
