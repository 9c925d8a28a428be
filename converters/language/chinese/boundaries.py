"""Where the two engines divide a text differently, so that the words that braille writes would be others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from converters.language.chinese.engines import is_word
from converters.language.chinese.words import Token

_LONGEST = 6
"""Characters: engines that differ over more than this are of different minds about a name, which a choice of two does not settle."""
_PARTICLES = frozenset("的了着过地得们")
_SURE_TAGS = frozenset({"PER", "LOC", "ORG", "nw"})


@dataclass(frozen=True, slots=True)
class Split:
    """A stretch of a run, from ``start`` to ``end``, that is ``words`` for us and ``others`` for the second engine."""

    start: int
    end: int
    words: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def crossing(self) -> bool:
        """Whether either division cuts through a word of the other (研究生 命 / 研究 生命): one of them is wrong."""
        return bool(_cuts(self.words) - _cuts(self.others)) and bool(_cuts(self.others) - _cuts(self.words))


def splits(tokens: Sequence[Token], others: Sequence[Token]) -> Iterator[Split]:
    """The places worth a look: both divisions are made of listed words, and the difference is not only where a particle belongs."""
    theirs = iter(others)
    other = next(theirs, None)
    mine: list[Token] = []
    second: list[Token] = []
    for token in tokens:
        mine.append(token)
        while other is not None and other.end <= token.end:
            second.append(other)
            other = next(theirs, None)
        if second and second[-1].end == token.end:
            if len(mine) > 1 or len(second) > 1:
                yield from _worth_a_look(mine, second)
            mine, second = [], []


def _worth_a_look(mine: Sequence[Token], second: Sequence[Token]) -> Iterator[Split]:
    one, two = tuple(t.text for t in mine), tuple(t.text for t in second)
    if one == two or sum(map(len, one)) > _LONGEST or any(t.tag in _SURE_TAGS for t in mine):
        return
    if not all(len(word) == 1 or is_word(word) or word[-1] in _PARTICLES for word in two):
        return
    if _bare(one) == _bare(two):
        return
    yield Split(mine[0].start, mine[-1].end, one, two)


def _bare(words: Sequence[str]) -> set[str]:
    """The words without particles: where a particle belongs is policy, not doubt."""
    return {word.strip("".join(_PARTICLES)) for word in words} - {""}


def _cuts(words: Sequence[str]) -> set[int]:
    places, at = set(), 0
    for word in words[:-1]:
        at += len(word)
        places.add(at)
    return places
