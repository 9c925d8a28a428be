"""``tone``: beeps instead of words, the same every time. For tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from converters.speech.engine import Capabilities, Clip, MarkTime, SpeechSession, Voice
from converters.speech.script import Item, Mark, Pause, Say

_SAMPLE_RATE = 22_050
_SECONDS_A_CHARACTER = 0.06


class ToneEngine:
    """Every character that is not white space is 60 ms of a sine tone whose pitch comes from the character."""

    name: ClassVar[str] = "tone"
    capabilities: ClassVar[Capabilities] = Capabilities(
        marks="sentence",
        rate=True,
        pitch=False,
        offline=True,
        parallel=True,
        readings=True,
        deterministic=True,
        quick=True,
    )

    def version(self) -> str:
        """Of this file."""
        return "1"

    def voices(self) -> tuple[Voice, ...]:
        """One voice that speaks everything."""
        return (Voice("tone:beep", self.name, "beep", "Beeps", ("und",)),)

    def session(self, *, rate: float = 1.0, pitch: float = 1.0, threads: int = 1) -> SpeechSession:
        """A session of beeps."""
        del pitch
        return _ToneSession(rate)


class _ToneSession:
    sample_rate = _SAMPLE_RATE

    def __init__(self, rate: float) -> None:
        self._length = max(1, int(_SAMPLE_RATE * _SECONDS_A_CHARACTER / rate))

    def synthesise(self, script: Iterable[Item], voice: Voice) -> Clip:
        pieces: list[NDArray[np.int16]] = []
        marks: list[MarkTime] = []
        length = 0
        for item in script:
            match item:
                case Mark(id=name):
                    marks.append(MarkTime(name, length))
                case Say(text=text):
                    pieces += [self._beep(character) for character in text if not character.isspace()]
                case Pause(seconds=seconds):
                    pieces.append(np.zeros(round(seconds * _SAMPLE_RATE), np.int16))
            length = sum(map(len, pieces))
        return Clip(np.concatenate(pieces) if pieces else np.zeros(0, np.int16), _SAMPLE_RATE, tuple(marks))

    def _beep(self, character: str) -> NDArray[np.int16]:
        frequency = 200 + 10 * (ord(character) % 97)
        wave = np.sin(2 * np.pi * frequency * np.arange(self._length) / _SAMPLE_RATE)
        return (wave * 8_000).astype(np.int16)

    def close(self) -> None:
        return
