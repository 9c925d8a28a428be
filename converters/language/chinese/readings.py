"""One reading for every Han character of a piece of text, with how sure it is and what else it might be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from converters.language.chinese.arbiter import Arbiter
from converters.language.chinese.dictionary import Dictionary
from converters.language.chinese.evidence import gather, plain_reading
from converters.language.chinese.words import Token

UNREAD = ""
"""The reading of a character nobody lists."""


@dataclass(slots=True)
class Reading:
    """``others`` are the readings next in line that are worth a proof-reader's look, the likeliest first."""

    reading: str
    confidence: float = 1.0
    others: tuple[str, ...] = ()


def read_run(
    run: str,
    tokens: Sequence[Token],
    before: str,
    after: str,
    *,
    words: Dictionary,
    arbiter: Arbiter,
    model: Mapping[int, Mapping[str, float]],
    second: Sequence[Token] = (),
) -> list[Reading]:
    """Readings of a run of simplified Han characters; ``model`` holds g2pM's opinions by place in the run."""
    result = [Reading(plain_reading(char, words)) for char in run]
    for i, char in enumerate(run):
        if char == "々" and i:
            result[i] = Reading(result[i - 1].reading)
    for place in gather(run, tokens, words, before, after, second=second):
        chances = arbiter.probabilities(place, model.get(place.index, {}))
        order = sorted(range(len(chances)), key=chances.__getitem__, reverse=True)
        best = order[0]
        others = tuple(place.candidates[k] for k in order[1:4] if chances[k] > 0.002)
        result[place.index] = Reading(place.candidates[best], chances[best], others)
    _erhua(run, tokens, result)
    return result


_SYLLABLE_ER = frozenset({"er2", "er5", "r5"})
_NOT_SUFFIX_AFTER = frozenset("女婴幼孤少小健宠胎育弃男婚产托孙侄")


def _erhua(run: str, tokens: Sequence[Token], readings: list[Reading]) -> None:
    """儿 that ends a word of the spoken language is no syllable of its own: ``r5`` (花儿, 一会儿), unlike 女儿 and 儿子."""
    for token in tokens:
        for i in range(max(token.start, 1), token.end):
            if run[i] != "儿" or readings[i].reading not in _SYLLABLE_ER:
                continue
            last = i == token.end - 1
            if last and i > token.start and run[i - 1] not in _NOT_SUFFIX_AFTER:
                readings[i] = Reading("r5", readings[i].confidence)
