"""Which places a proof-reader should see: few enough to read, and with most of the mistakes among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from converters.language.chinese.boundaries import Split
from converters.language.chinese.model import Analysis, Uncertain
from converters.language.chinese.readings import Reading

PER_THOUSAND = 24
"""At most so many places in 1,000 Han characters."""
DIVISIONS_KEPT = 2
"""So many of them are kept for divisions into words, where there are some; these also get what the readings leave."""
SURE = 0.995
"""A reading more likely than this is not asked about: a proof-reader would look at two hundred places to find one mistake."""

WORTH_ONE = 0.03
"""In a text of a paragraph or less, whose share of the cap is not a whole place, a mistake at least so probable is shown all the same. Running text
has about as many of these as the cap allows, so that a book which is analysed paragraph by paragraph stays within it."""


@dataclass(slots=True)
class Doubt:
    """A character whose reading is not :data:`SURE`: ``place`` in ``word``, offsets in the original text."""

    start: int
    end: int
    word: str
    place: int
    reading: Reading
    sentence: str


@dataclass(slots=True)
class Division:
    """Words that might be divided otherwise, offsets in the original text."""

    start: int
    end: int
    split: Split
    sentence: str


def worth_a_look(
    doubts: Sequence[Doubt], divisions: Sequence[Division], characters: int
) -> tuple[Uncertain, ...]:
    """The least certain readings and the likeliest wrong divisions, together at most :data:`PER_THOUSAND`, in the order of the text.

    ``characters``: Han characters of the text. Mind :data:`WORTH_ONE`.
    """
    whole = characters * PER_THOUSAND // 1000
    kept = min(len(divisions), characters * DIVISIONS_KEPT // 1000)
    readings = sorted(doubts, key=lambda d: d.reading.confidence)[: whole - kept]
    often = Counter(d.split.words for d in divisions)
    likeliest = sorted(divisions, key=lambda d: (not d.split.crossing, -often[d.split.words]))
    divided = likeliest[: whole - len(readings)]
    if whole == 0:
        readings = [
            d
            for d in sorted(doubts, key=lambda d: d.reading.confidence)[:1]
            if d.reading.confidence <= 1 - WORTH_ONE
        ]
        divided = [d for d in likeliest[:1] if d.split.crossing and not readings]
    found = [
        Uncertain(
            d.start,
            d.end,
            d.word[d.place],
            (d.reading.reading, *d.reading.others),
            d.sentence.strip(),
            "reading",
        )
        for d in readings
    ] + [
        Uncertain(
            d.start,
            d.end,
            "".join(d.split.words),
            (" ".join(d.split.words), " ".join(d.split.others)),
            d.sentence.strip(),
            "segmentation",
        )
        for d in divided
    ]
    return tuple(sorted(found, key=lambda u: (u.start, u.end)))


def most_frequent_first(analysis: Analysis) -> tuple[Uncertain, ...]:
    """The review list: the question that comes up most often first, so that one answer settles most."""
    counts = Counter((u.text, u.choices[:1], u.reason) for u in analysis.uncertain)
    return tuple(
        sorted(analysis.uncertain, key=lambda u: (-counts[u.text, u.choices[:1], u.reason], u.text, u.start))
    )
