"""One reading for every Han character of a piece of text, with how sure it is and what else it might be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from converters.language.chinese.arbiter import Arbiter
from converters.language.chinese.certainty import Certainty, differ_in_neutral_tone
from converters.language.chinese.dictionary import Dictionary
from converters.language.chinese.evidence import Place, gather, plain_reading
from converters.language.chinese.words import Token

UNREAD = ""
"""The reading of a character nobody lists."""


@dataclass(slots=True)
class Reading:
    """``confidence``: how probable it is that the reading is right. ``others`` are the readings next in line, the likeliest first."""

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
    certainty: Certainty,
    model: Mapping[int, Mapping[str, float]],
    second: Sequence[Token] = (),
) -> list[Reading]:
    """Readings of a run of simplified Han characters; ``model`` holds g2pM's opinions by place in the run."""
    result = [Reading(plain_reading(char, words)) for char in run]
    for i, char in enumerate(run):
        if char == "々" and i:
            result[i] = Reading(result[i - 1].reading)
    for place in gather(run, tokens, words, before, after, second=second):
        opinion = model.get(place.index, {})
        chances = arbiter.probabilities(place, opinion)
        order = sorted(range(len(chances)), key=chances.__getitem__, reverse=True)
        result[place.index] = Reading(
            place.candidates[order[0]],
            1 - certainty.mistaken(place, chances, opinion),
            _others(place, [place.candidates[k] for k in order]),
        )
    _erhua(run, tokens, result)
    return result


_OTHERS = 3


def _others(place: Place, ordered: Sequence[str]) -> tuple[str, ...]:
    """The other candidates; then the character's other readings, which sources thought certain have put out of the question, full tones first."""
    best = ordered[0]
    rest = [r for r in place.readings if r not in ordered]
    rest.sort(key=lambda reading: differ_in_neutral_tone(reading, best))
    return (*ordered[1:], *rest)[:_OTHERS]


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
