"""What the neural engines share: from a script to runs of sounds, and from their samples to a clip with the time of each word."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from converters.speech.engine import SAMPLE_RATE, Clip, MarkTime, Voice, WordTime
from converters.speech.engines.english_spelling import vocabulary
from converters.speech.engines.spelling import Run, Speller, runs_of
from converters.speech.normalise.common import HAN
from converters.speech.script import Item, Mark, Pause, Say

FRAME: Final = 600
"""Samples of one frame of durations, at the models' rate."""
MODEL_RATE: Final = 24_000
_HAN: Final = re.compile(f"[{HAN}]")
_BLOCK: Final = 240  # 10 ms
_SILENT: Final = 0.008
"""Of the loudest block: what is softer at either end is breath and hum, not speech."""
_BEFORE: Final = 3
_AFTER: Final = 6
"""Blocks that are kept around speech: soft consonants."""


@dataclass(slots=True)
class _Joined:
    """Says that follow one another are one text, so that a sentence has one melody; ``origin`` is (say, place) of each of its characters."""

    text: str = ""
    origin: list[tuple[int, int]] = field(default_factory=list)
    syllables: dict[int, str] = field(default_factory=dict)

    def add(self, number: int, say: Say) -> None:
        if self.text and say.text and not self.text[-1].isspace() and not say.text[0].isspace():
            self.text += " "
            self.origin.append(self.origin[-1])
        for match, syllable in zip(_HAN.finditer(say.text), say.readings, strict=False):
            self.syllables[len(self.text) + match.start()] = syllable
        self.origin += [(number, place) for place in range(len(say.text))]
        self.text += say.text


@dataclass(slots=True)
class _Making:
    """A clip in the making."""

    pieces: list[NDArray[np.int16]] = field(default_factory=list)
    length: int = 0
    marks: list[MarkTime] = field(default_factory=list)
    words: list[WordTime] = field(default_factory=list)
    unspoken: list[str] = field(default_factory=list)

    def add(self, piece: NDArray[np.int16]) -> None:
        self.pieces.append(piece)
        self.length += len(piece)

    def silence(self, seconds: float) -> None:
        self.add(np.zeros(round(seconds * SAMPLE_RATE), np.int16))


class NeuralSession(ABC):
    """Speaks scripts by a model. Subclasses say how a text is spelt and how phonemes become samples."""

    sample_rate: int = SAMPLE_RATE
    limit: int
    """Phonemes the model takes at once."""
    level: ClassVar[float]
    """What its samples are multiplied by, so that none is too large for 16 bits."""

    def __init__(self) -> None:
        self._closed = False

    @abstractmethod
    def speller(self, voice: Voice) -> Speller:
        """How ``voice`` spells."""

    @abstractmethod
    def speak(self, ids: list[int], voice: Voice) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Samples (n,) at :data:`MODEL_RATE` and frames (len(ids),) for phonemes ``ids``, which begin and end with 0. n = frames × :data:`FRAME`."""

    def close(self) -> None:
        """Give back the model."""
        self._closed = True

    def synthesise(self, script: Iterable[Item], voice: Voice) -> Clip:
        """See :class:`~converters.speech.engine.SpeechSession`."""
        if self._closed:
            raise ValueError("the session is closed")
        making = _Making()
        joined = _Joined()
        number = 0
        for item in script:
            match item:
                case Say():
                    joined.add(number, item)
                    number += 1
                    continue
                case Mark(id=name):
                    self._say(joined, voice, making)
                    making.marks.append(MarkTime(name, making.length))
                case Pause(seconds=seconds):
                    self._say(joined, voice, making)
                    making.silence(seconds)
                case _:
                    continue
            joined = _Joined()
        self._say(joined, voice, making)
        audio = np.concatenate(making.pieces) if making.pieces else np.zeros(0, np.int16)
        return Clip(audio, SAMPLE_RATE, tuple(making.marks), tuple(making.words), "".join(making.unspoken))

    def _say(self, joined: _Joined, voice: Voice, making: _Making) -> None:
        if not joined.text.strip():
            return
        spelt = self.speller(voice)(joined.text, joined.syllables)
        making.unspoken.append(spelt.unspoken)
        for run in runs_of(spelt.sounds, self.limit):
            self._run(run, joined.origin, voice, making)

    def _run(self, run: Run, origin: list[tuple[int, int]], voice: Voice, making: _Making) -> None:
        known = vocabulary()
        ids = [0, *(known[phoneme] for sound in run.sounds for phoneme in sound.phonemes), 0]
        samples, frames = self.speak(ids, voice)
        first, last = _speech(samples)
        begins = np.concatenate(([0.0], np.cumsum(frames))) * FRAME
        at = 1  # after the 0 that begins every run
        for sound in run.sounds:
            if sound.word and sound.start < len(origin):
                place = min(max(int(begins[at]) - first, 0), last - first)
                number, start = origin[sound.start]
                last_number, last_place = origin[min(sound.end, len(origin)) - 1]
                end = last_place + 1 if last_number == number and last_place >= start else start + 1
                making.words.append(
                    WordTime(number, start, end, making.length + place * SAMPLE_RATE // MODEL_RATE)
                )
            at += len(sound.phonemes)
        making.add(_to_clip(samples[first:last] * np.float32(self.level)))
        making.silence(run.pause)


def _speech(samples: NDArray[np.float32]) -> tuple[int, int]:
    """First and last sample of the speech in ``samples``: models surround it by a third of a second of nothing."""
    blocks = len(samples) // _BLOCK
    if not blocks:
        return 0, len(samples)
    loud = np.abs(samples[: blocks * _BLOCK]).reshape(blocks, _BLOCK).max(1)
    heard = np.flatnonzero(loud > _SILENT * loud.max())
    if not len(heard):
        return 0, 0
    return max(0, int(heard[0]) - _BEFORE) * _BLOCK, min(len(samples), (int(heard[-1]) + 1 + _AFTER) * _BLOCK)


def _to_clip(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    """16-bit samples at our rate, softened over 5 ms at both ends, so that no join clicks."""
    import soxr

    if not len(samples):
        return np.zeros(0, np.int16)
    converted = soxr.resample(samples, MODEL_RATE, SAMPLE_RATE, "HQ")
    ramp = np.linspace(0, 1, min(len(converted), SAMPLE_RATE // 200), endpoint=False, dtype=np.float32)
    converted[: len(ramp)] *= ramp
    converted[len(converted) - len(ramp) :] *= ramp[::-1]
    result: NDArray[np.int16] = np.clip(np.rint(converted * 32767), -32767, 32767).astype(np.int16)
    return result
