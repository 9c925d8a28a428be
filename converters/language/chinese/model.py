"""What the analysis of Chinese text yields: words with readings, and the places a proof-reader should see first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from converters.errors import Finding

WordKind = Literal["han", "latin", "number", "punctuation", "space", "other"]


@dataclass(frozen=True, slots=True)
class Word:
    """One written word in the sense of GF 0019 §12 (分词连写), or a run of Latin letters, digits, punctuation or blanks.

    ``text`` holds characters of the *normalised* text; ``start`` and ``end`` are offsets in the text as it was given, so
    ``end - start`` may differ from ``len(text)`` where normalisation took something out.
    """

    text: str
    start: int
    end: int
    kind: WordKind
    readings: tuple[str, ...] = ()
    """One for each Han character of ``text``: pinyin and tone digit, ``lv4`` for ü, neutral tone 5, 儿 of an erhua ``r5``."""
    part_of_speech: str = ""
    """LAC's tags (n, v, p, u, m, q, PER, LOC, ORG ...); empty where unknown."""
    confidences: tuple[float, ...] = ()
    """One for each reading, 0 to 1."""
    keep_tone: tuple[bool, ...] = ()
    """One for each reading (or empty): the lexicon asks braille to write this tone (GF 0019, 10.2.8)."""


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A place where a proof-reader should look: ``start`` and ``end`` are offsets in the text as given."""

    start: int
    end: int
    text: str
    choices: tuple[str, ...]
    """What it may be, the one taken first: readings, or segmentations with blanks between words."""
    sentence: str
    reason: Literal["reading", "segmentation"]


@dataclass(frozen=True, slots=True)
class Analysis:
    """The analysed text. ``words`` are in order, do not overlap, and together cover the text but for characters taken out."""

    text: str
    words: tuple[Word, ...]
    uncertain: tuple[Uncertain, ...] = ()
    findings: tuple[Finding, ...] = ()
