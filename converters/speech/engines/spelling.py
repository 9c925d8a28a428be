"""What a neural voice is given: sounds, each knowing which characters of the text it is of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

_SENTENCE_ENDS: Final = frozenset(".!?…")
_CLAUSE_ENDS: Final = frozenset(",;:—")


@dataclass(frozen=True, slots=True)
class Sound:
    """``phonemes`` (misaki's alphabet, a character each) for characters ``start`` to before ``end`` of a text; ``word``: begins a word there."""

    phonemes: str
    start: int
    end: int
    word: bool = False


@dataclass(frozen=True, slots=True)
class Spelt:
    """A text as sounds, and the characters for which there are none."""

    sounds: tuple[Sound, ...]
    unspoken: str = ""


class Speller(Protocol):
    """Turns text into sounds."""

    def __call__(self, text: str, syllables: dict[int, str]) -> Spelt:
        """``syllables``: numbered pinyin by place in ``text``, for Han characters."""
        ...


@dataclass(frozen=True, slots=True)
class Run:
    """What is spoken in one breath; ``pause`` is the silence after it, in seconds, before the next run of the same text."""

    sounds: tuple[Sound, ...]
    pause: float


def runs_of(sounds: Iterable[Sound], limit: int) -> Iterator[Run]:
    """``sounds`` in runs of at most ``limit`` phonemes, cut after a sentence where there is one, else after a clause, else between words.

    A single sound that is longer is cut anywhere: there is no such word, but there are strings of letters that somebody's cat typed.
    """
    waiting: list[Sound] = []
    length = 0
    for sound in _no_longer_than(sounds, limit):
        while length + len(sound.phonemes) > limit:
            at, pause = _best_cut(waiting)
            yield Run(tuple(waiting[:at]), pause)
            waiting = waiting[at:]
            length = sum(len(piece.phonemes) for piece in waiting)
        waiting.append(sound)
        length += len(sound.phonemes)
    if waiting:
        yield Run(tuple(waiting), 0.0)


def _no_longer_than(sounds: Iterable[Sound], limit: int) -> Iterator[Sound]:
    for sound in sounds:
        for at in range(0, len(sound.phonemes), limit):
            yield Sound(sound.phonemes[at : at + limit], sound.start, sound.end, sound.word and at == 0)


def _best_cut(sounds: list[Sound]) -> tuple[int, float]:
    """How many of ``sounds`` make the run, and the pause after them."""
    half = len(sounds) // 2
    for ends, pause in ((_SENTENCE_ENDS, 0.35), (_CLAUSE_ENDS, 0.15)):
        for at in range(len(sounds), half, -1):
            if ends & set(sounds[at - 1].phonemes):
                return at, pause
    for at in range(len(sounds) - 1, half, -1):
        if sounds[at].word:
            return at, 0.0
    return len(sounds), 0.0
