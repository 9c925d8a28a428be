"""Speaks a line of a script: each run of one language by its voice, pauses inside it as silence of our own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from converters.speech.engine import SAMPLE_RATE, Clip, SpeechSession, Voice
from converters.speech.script import Item, Language, Pause, Say
from converters.speech.voices import VoiceTable, get_engine


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """``text`` begins at ``sample``."""

    text: str
    sample: int


@dataclass(frozen=True, slots=True)
class Speech:
    """A line as sound: ``audio`` is one channel of 16-bit samples at :data:`~converters.speech.engine.SAMPLE_RATE`, shape (n,)."""

    audio: NDArray[np.int16]
    words: tuple[SpokenWord, ...] = ()
    unspoken: str = ""
    """Characters that the voice had no sound for."""


@dataclass(frozen=True, slots=True)
class Run:
    """Items that one voice speaks; ``voice`` is None for a pause."""

    voice: Voice | None
    items: tuple[Say | Pause, ...]


def runs_of(items: Iterable[Item], voices: VoiceTable) -> tuple[Run, ...]:
    """``items`` by voice. What no voice speaks is left out: the script has announced it."""
    return tuple(_runs(items, voices))


def _runs(items: Iterable[Item], voices: VoiceTable) -> Iterator[Run]:
    voice: Voice | None = None
    said: list[Say | Pause] = []
    for item in items:
        match item:
            case Language(tag=tag):
                chosen = voices.voice_for(tag)
                if chosen != voice and said:
                    yield Run(voice, tuple(said))
                    said = []
                voice = chosen
            case Say() if voice is not None:
                said.append(item)
            case Pause():
                if said:
                    yield Run(voice, tuple(said))
                    said = []
                yield Run(None, (item,))
            case _:
                continue
    if said:
        yield Run(voice, tuple(said))


class Speaker:
    """Speaks runs. Holds a session for each engine it needed: one speaker a process, not shared."""

    def __init__(self, rate: float = 1.0, pitch: float = 1.0) -> None:
        self._rate = rate
        self._pitch = pitch
        self._sessions: dict[str, SpeechSession] = {}

    def speak(self, runs: Iterable[Run]) -> Speech:
        """``runs`` one after another."""
        pieces: list[NDArray[np.int16]] = []
        words: list[SpokenWord] = []
        unspoken = ""
        length = 0
        for run in runs:
            clip = self._clip(run)
            says = [item for item in run.items if isinstance(item, Say)]
            words += [
                SpokenWord(says[word.say].text[word.start : word.end], length + word.sample)
                for word in clip.words
            ]
            unspoken += clip.unspoken
            pieces.append(clip.audio)
            length += len(clip.audio)
        audio = pieces[0] if len(pieces) == 1 else np.concatenate([np.zeros(0, np.int16), *pieces])
        return Speech(audio, tuple(words), unspoken)

    def close(self) -> None:
        """Give back all sessions."""
        for session in self._sessions.values():
            session.close()
        self._sessions.clear()

    def _clip(self, run: Run) -> Clip:
        if run.voice is None:
            seconds = sum(item.seconds for item in run.items if isinstance(item, Pause))
            return Clip(np.zeros(round(seconds * SAMPLE_RATE), np.int16), SAMPLE_RATE)
        session = self._sessions.get(run.voice.engine)
        if session is None:
            engine = get_engine(run.voice.engine)
            session = self._sessions[run.voice.engine] = engine.session(rate=self._rate, pitch=self._pitch)
        return session.synthesise(run.items, run.voice)
