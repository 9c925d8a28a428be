"""From espeak's events to the words of the text.

An event says where in what espeak was given a word begins. Its own idea of a word is not a reader's: "$3.50" gives five, "of the" may give
one. So the words are cut here, at blanks, dashes and ellipses (in Chinese each character is one), and each begins with
the first event that falls inside it. A word without an event runs together with the one before it and has no time of its own.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from converters.speech.engine import WordTime
from converters.speech.normalise import HAN
from converters.speech.script import Say

_WORD: Final = re.compile(f"[{HAN}]|[^\\s{HAN}\u2012-\u2015\u2026]+")
_HAN: Final = re.compile(f"[{HAN}]")
_RESPELT: Final = {"r": "er", "n": "en", "ng": "eng", "m": "mu", "hm": "heng", "hng": "heng", "o": "ou"}
"""Syllables that the pinyin voice would spell out in English."""
_PUNCTUATION: Final = {
    "，": ", ",
    "、": ", ",
    "。": ". ",
    "！": "! ",
    "？": "? ",
    "；": "; ",
    "：": ": ",
    "…": ", ",
    "—": ", ",
    "（": ", ",
    "）": ", ",
}


@dataclass(frozen=True, slots=True)
class Pinyin:
    """What the pinyin voice is given for a Say.

    From character ``starts[n]`` of ``text`` on, it speaks character ``sources[n]`` of the Say's own text. ``unread`` are Han characters without a reading.
    """

    text: str
    starts: tuple[int, ...]
    sources: tuple[int, ...]
    unread: str = ""

    def source(self, position: int) -> int:
        """The character of the Say's text that is spoken at ``position``."""
        return self.sources[max(0, bisect_right(self.starts, position) - 1)] if self.starts else 0


def pinyin_of(say: Say) -> Pinyin:
    """A syllable for each Han character of ``say``, one blank between them, stops in ASCII.

    An erhua ending (``r5``) becomes a syllable ``er5``, since 1.52 spells out a lone ``r5``; so do others that it would spell.
    """
    readings = iter(say.readings)
    pieces: list[str] = []
    starts: list[int] = []
    sources: list[int] = []
    unread: list[str] = []
    length = 0
    blank = True  # what comes next needs no blank before it
    for index, character in enumerate(say.text):
        if _HAN.match(character):
            syllable = next(readings, "")
            if not syllable:
                unread.append(character)
                continue
            piece, before, after = _RESPELT.get(syllable[:-1], syllable[:-1]) + syllable[-1:], True, True
        else:
            written = _PUNCTUATION.get(character, character)
            piece = written.strip()
            before, after = written[:1].isspace(), written[-1:].isspace()
        if before and not blank:
            pieces.append(" ")
            length += 1
            blank = True
        if piece:
            pieces.append(piece)
            starts.append(length)
            sources.append(index)
            length += len(piece)
            blank = False
        if after and not blank:
            pieces.append(" ")
            length += 1
            blank = True
    return Pinyin("".join(pieces).rstrip(), tuple(starts), tuple(sources), "".join(unread))


def pinyin_text(say: Say) -> str:
    """Only the text of :func:`pinyin_of`."""
    return pinyin_of(say).text


def word_times(
    text: str, events: Iterable[tuple[int, int]], say: int, offset: int, length: int
) -> Iterator[WordTime]:
    """The words of ``text`` that are heard, in order. ``events``: (character, sample) in time order; samples are counted from ``offset``.

    No word begins before the one before it, nor at or after sample ``length``.
    """
    found: dict[int, int] = {}
    for position, sample in events:
        found.setdefault(position, sample)
    if not found or length <= 0:
        return
    positions = sorted(found)
    at, latest = 0, 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        while at < len(positions) and positions[at] < start:
            at += 1
        if at == len(positions):
            return
        if positions[at] >= end:
            continue
        latest = max(latest, found[positions[at]])
        if latest >= length:
            return
        yield WordTime(say, *_trimmed(match.group(), start, end), offset + latest)


def _trimmed(word: str, start: int, end: int) -> tuple[int, int]:
    """Where the word is without brackets, quotation marks and stops around it; a word of nothing but signs ("&") stays whole."""
    if word.isalnum():
        return start, end
    first, last = 0, len(word)
    while first < last and _is_sign(word[first]):
        first += 1
    while last > first and _is_sign(word[last - 1]):
        last -= 1
    return (start + first, start + last) if first < last else (start, end)


def _is_sign(character: str) -> bool:
    # Not "no letter": the vowel signs of Thai or Hindi belong to their word.
    return unicodedata.category(character)[0] in "PSZC"


def positions_in(pinyin: Pinyin, events: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Events in the pinyin as events in the Say's own text."""
    return ((pinyin.source(position), sample) for position, sample in events)
