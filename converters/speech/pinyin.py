"""Which syllable each Han character is: the one door through which speech gets its Mandarin readings.

They come from the same analysis as the braille's (:mod:`converters.language.chinese`), so one correction mends both; here tones are as spoken.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final, Literal, TypeAlias

from converters.language.chinese import ChineseAnalyser, Lexicon
from converters.language.chinese.sandhi import spoken_readings
from converters.speech.normalise.common import HAN

Readings: TypeAlias = Callable[[str], tuple[str, ...]]
"""One syllable for each Han character of a text, in order; "" where nobody knows.

Pinyin with tone digit, ``lv4`` for ü, 5 for the neutral tone, ``r5`` for an erhua ending, tone sandhi applied as spoken (``ni2 hao3``).
"""

_HAN: Final = re.compile(f"[{HAN}]")
_KEPT: Final = 8192


def readings_by(
    lexicon: Lexicon | None = None, variety: Literal["mainland", "taiwan"] = "mainland"
) -> Readings:
    """Readings under ``lexicon`` (default: the shipped one) and by the standard of ``variety``."""
    analyser = ChineseAnalyser("fast", lexicon, variety)

    @lru_cache(maxsize=_KEPT)
    def find(text: str) -> tuple[str, ...]:
        if not _HAN.search(text):
            return ()
        found: dict[int, str] = {}
        words = analyser.analyse(text).words
        for word, spoken in zip(words, spoken_readings(words), strict=True):
            if len(spoken) == word.end - word.start:
                found |= zip(range(word.start, word.end), spoken, strict=True)
            else:
                # Characters of print were normalised away inside the word: those that are left take its syllables in order.
                places = [at for at in range(word.start, word.end) if _HAN.match(text[at])]
                found |= zip(places, spoken, strict=False)
        return tuple(found.get(at, "") for at, character in enumerate(text) if _HAN.match(character))

    return find


@cache
def _shipped() -> Readings:
    return readings_by()


def readings(sentence: str) -> tuple[str, ...]:
    """:data:`Readings` of ``sentence`` under the shipped lexicon."""
    return _shipped()(sentence)
