"""Which places a proof-reader should see: few enough to read, and with most of the mistakes among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from converters.language.chinese.model import Analysis, Uncertain
from converters.language.chinese.readings import Reading

PER_THOUSAND = 24
"""At most so many places in 1,000 Han characters."""
SURE = 0.998
"""A reading more likely than this is not asked about."""


@dataclass(slots=True)
class Doubt:
    """A character that might be read otherwise: ``place`` in ``word``, offsets in the original text."""

    start: int
    end: int
    word: str
    place: int
    reading: Reading
    sentence: str


def worth_a_look(doubts: Sequence[Doubt], characters: int) -> tuple[Uncertain, ...]:
    """The least certain places, at most :data:`PER_THOUSAND`, in the order of the text."""
    most = ceil(characters * PER_THOUSAND / 1000)
    chosen = sorted((d for d in doubts if d.reading.confidence < SURE), key=lambda d: d.reading.confidence)[
        :most
    ]
    chosen.sort(key=lambda d: d.start)
    return tuple(
        Uncertain(
            d.start,
            d.end,
            d.word[d.place],
            (d.reading.reading, *d.reading.others),
            d.sentence.strip(),
            "reading",
        )
        for d in chosen
    )


def most_frequent_first(analysis: Analysis) -> tuple[Uncertain, ...]:
    """The review list: the question that comes up most often first, so that one answer settles most."""
    counts = Counter((u.text, u.choices[:1], u.reason) for u in analysis.uncertain)
    return tuple(
        sorted(analysis.uncertain, key=lambda u: (-counts[u.text, u.choices[:1], u.reason], u.text, u.start))
    )
