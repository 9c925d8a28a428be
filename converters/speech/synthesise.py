"""Speaks a script line by line: each run of one language by its voice, pauses as silence of our own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from converters.speech.engine import SpeechSession, Voice
from converters.speech.script import Item, Language, Line, Pause, Say, lines_of
from converters.speech.timings import Timing
from converters.speech.voices import VoiceTable, get_engine


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A line as sound: ``audio`` is one channel of 16-bit samples, shape (n,), of which the last ``silence`` are the pause after it."""

    mark: str
    audio: NDArray[np.int16]
    silence: int


class Speaker:
    """Speaks with the voices of ``voices``. Holds a session for each engine it needed: one speaker a process, not shared."""

    sample_rate: int = 22_050

    def __init__(self, voices: VoiceTable, rate: float = 1.0) -> None:
        self._voices = voices
        self._rate = rate
        self._sessions: dict[str, SpeechSession] = {}

    def speak(self, script: Iterable[Item]) -> Iterator[SpokenLine]:
        """The lines of ``script`` one after another; only one is in memory at a time."""
        for line in lines_of(script):
            yield self._line(line)

    def close(self) -> None:
        """Give back all sessions."""
        for session in self._sessions.values():
            session.close()
        self._sessions.clear()

    def _line(self, line: Line) -> SpokenLine:
        pieces: list[NDArray[np.int16]] = []
        waiting: list[Item] = []
        voice: Voice | None = None
        silence = 0
        for item in line.items:
            match item:
                case Language(tag=tag):
                    chosen = self._voices.voice_for(tag)
                    if chosen != voice:
                        pieces += self._clip(waiting, voice)
                        waiting, voice = [], chosen
                case Say():
                    waiting.append(item)
                    silence = 0
                case Pause(seconds=seconds):
                    pieces += self._clip(waiting, voice)
                    waiting = []
                    silence = round(seconds * self.sample_rate)
                    pieces.append(np.zeros(silence, np.int16))
                case _:
                    continue
        pieces += self._clip(waiting, voice)
        audio = pieces[0] if len(pieces) == 1 else np.concatenate(pieces) if pieces else np.zeros(0, np.int16)
        return SpokenLine(line.mark, audio, silence)

    def _clip(self, items: list[Item], voice: Voice | None) -> list[NDArray[np.int16]]:
        if not items or voice is None:
            return []
        session = self._sessions.get(voice.engine)
        if session is None:
            session = self._sessions[voice.engine] = get_engine(voice.engine).session(rate=self._rate)
            if session.sample_rate != self.sample_rate:
                raise ValueError(f"{voice.engine} speaks at {session.sample_rate} samples a second")
        return [session.synthesise(items, voice).audio]


class Timeline:
    """Where on the time line each spoken line falls; ``position`` is the sample that comes next."""

    def __init__(self) -> None:
        self.position = 0
        self.timings: list[Timing] = []

    def add(self, line: SpokenLine) -> None:
        """``line`` comes next."""
        if line.mark:
            self.timings.append(
                Timing(line.mark, self.position, self.position + len(line.audio) - line.silence)
            )
        self.position += len(line.audio)
