"""分词连写 on the way to cells: which neighbours are one written word, which word is written as two. GF 0019-2018, clause 12.

Words come joined by clause 12 from the analysis. Here are only the points where practice differs and a library chooses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import rjieba

from converters.braille.chinese.settings import GfSettings
from converters.language.chinese.model import Word

_PARTICLES = frozenset("的地得")
# Ends in 的 but is one word of its own.
_LEXICAL_DE = frozenset(("似的", "是的", "有的", "真的", "别的", "目的"))


def is_particle_de(word: Word) -> bool:
    """Whether it is the structural particle 的, 地 or 得, read *de*, by itself."""
    return word.text in _PARTICLES and word.readings == ("de5",)


def resegment(words: Sequence[Word], settings: GfSettings) -> Sequence[Word] | Iterator[Word]:
    """``words`` with those parted that the settings want apart."""
    if settings.particle_de != "apart" and settings.idioms != "halves":
        return words
    return _parted(words, settings)


def _parted(words: Sequence[Word], settings: GfSettings) -> Iterator[Word]:
    for word in words:
        length = len(word.text)
        plain = word.kind == "han" and len(word.readings) == length == word.end - word.start
        if plain and length > 1 and settings.particle_de == "apart" and _ends_in_particle(word):
            yield from _cut(word, length - 1)
        elif plain and length == 4 and settings.idioms == "halves" and is_idiom(word.text):
            yield from _cut(word, 2)
        else:
            yield word


def _ends_in_particle(word: Word) -> bool:
    return word.text[-1] in _PARTICLES and word.readings[-1] == "de5" and word.text not in _LEXICAL_DE


@cache
def is_idiom(text: str) -> bool:
    """Whether it is a four-character idiom by jieba's dictionary. Reduplications (清清楚楚) are words by 12.2.4 and stay whole."""
    if len(text) != 4 or (text[0] == text[1] and text[2] == text[3]):
        return False
    tagged = rjieba.tag(text)
    return len(tagged) == 1 and tagged[0][1] in ("i", "l")


def _cut(word: Word, at: int) -> tuple[Word, Word]:
    def part(begin: int, end: int) -> Word:
        return Word(
            word.text[begin:end],
            word.start + begin,
            word.start + end,
            word.kind,
            word.readings[begin:end],
            word.part_of_speech,
            word.confidences[begin:end],
            word.keep_tone[begin:end],
        )

    return part(0, at), part(at, len(word.text))
