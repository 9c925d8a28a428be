"""Speaks a line of a script: each run of one language by its voice, pauses inside it as silence of our own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from converters.errors import Finding
from converters.speech.engine import SAMPLE_RATE, Clip, EngineUnavailable, SpeechSession, Voice
from converters.speech.loudness import Leveller, leveller
from converters.speech.script import Item, Language, Pause, Say
from converters.speech.sessions import SESSIONS
from converters.speech.voices import VoiceTable, last_resort


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """``text`` begins at ``sample``."""

    text: str
    sample: int


@dataclass(frozen=True, slots=True)
class Speech:
    """A line as sound: ``audio`` is one channel of 16-bit samples at :data:`~converters.speech.engine.SAMPLE_RATE`, shape (n,), at the loudness of all voices.

    ``unspoken`` are characters that the voice had no sound for; ``substitutes`` say where another voice had to speak.
    """

    audio: NDArray[np.int16]
    words: tuple[SpokenWord, ...] = ()
    unspoken: str = ""
    substitutes: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Items of language ``tag`` that one voice speaks; ``voice`` is None for a pause."""

    voice: Voice | None
    items: tuple[Say | Pause, ...]
    tag: str = ""


def runs_of(items: Sequence[Item], voices: VoiceTable) -> tuple[Run, ...]:
    """``items`` (one line) by voice. What no voice speaks is left out: the script has announced it."""
    return tuple(_runs(items, voices.cast(items)))


def _runs(items: Iterable[Item], cast: Mapping[str, Voice | None]) -> Iterator[Run]:
    voice: Voice | None = None
    tag = ""
    said: list[Say | Pause] = []
    for item in items:
        match item:
            case Language(tag=name):
                chosen = cast[name]
                if chosen != voice and said:
                    yield Run(voice, tuple(said), tag)
                    said = []
                voice = chosen
                tag = name
            case Say() if voice is not None:
                said.append(item)
            case Pause():
                if said:
                    yield Run(voice, tuple(said), tag)
                    said = []
                yield Run(None, (item,))
            case _:
                continue
    if said:
        yield Run(voice, tuple(said), tag)


class Speaker:
    """Speaks runs. Holds a session for each engine it needed: one speaker a process, not shared."""

    def __init__(self, rate: float = 1.0, pitch: float = 1.0, threads: int = 1) -> None:
        self._rate = rate
        self._pitch = pitch
        self._threads = threads
        self._sessions: dict[str, SpeechSession] = {}
        self._levellers: dict[str, Leveller] = {}

    def speak(self, runs: Iterable[Run]) -> Speech:
        """``runs`` one after another. Where an engine cannot speak just now, espeak-ng's voice does."""
        pieces: list[NDArray[np.int16]] = []
        words: list[SpokenWord] = []
        unspoken = ""
        substitutes: list[Finding] = []
        length = 0
        for run in runs:
            try:
                clip = self._clip(run.voice, run.items)
            except EngineUnavailable as error:
                instead = last_resort(run.tag)
                substitutes.append(_substitute(run, instead, error.reason))
                clip = self._clip(instead, run.items) if instead else _silence(0)
            says = [item for item in run.items if isinstance(item, Say)]
            words += [
                SpokenWord(says[word.say].text[word.start : word.end], length + word.sample)
                for word in clip.words
            ]
            unspoken += clip.unspoken
            pieces.append(clip.audio)
            length += len(clip.audio)
        audio = pieces[0] if len(pieces) == 1 else np.concatenate([np.zeros(0, np.int16), *pieces])
        return Speech(audio, tuple(words), unspoken, tuple(substitutes))

    def close(self) -> None:
        """Give back all sessions."""
        for engine, session in self._sessions.items():
            SESSIONS.give_back(engine, self._rate, self._pitch, session, self._threads)
        self._sessions.clear()

    def _clip(self, voice: Voice | None, items: Sequence[Say | Pause]) -> Clip:
        if voice is None:
            return _silence(sum(item.seconds for item in items if isinstance(item, Pause)))
        session = self._sessions.get(voice.engine)
        if session is None:
            session = SESSIONS.borrow(voice.engine, self._rate, self._pitch, self._threads)
            self._sessions[voice.engine] = session
        clip = session.synthesise(items, voice)
        level = self._levellers.get(voice.id)
        if level is None:
            level = self._levellers[voice.id] = leveller(voice)
        return replace(clip, audio=level(clip.audio))


def _silence(seconds: float) -> Clip:
    return Clip(np.zeros(round(seconds * SAMPLE_RATE), np.int16), SAMPLE_RATE)


def _substitute(run: Run, instead: Voice | None, reason: str) -> Finding:
    return Finding(
        "speech-voice-unavailable",
        {
            "voice": run.voice.id if run.voice else "",
            "instead": instead.id if instead else "-",
            "reason": reason,
        },
    )
