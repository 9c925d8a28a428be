"""``hibari``: English by a small neural voice that is inside its package; some hundred times faster than it speaks, on one processor."""

from __future__ import annotations

from importlib.metadata import version as package_version
from typing import Any, ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from converters.speech.engine import Capabilities, SpeechSession, Voice
from converters.speech.engines.english_spelling import EnglishSpeller
from converters.speech.engines.neural import NeuralSession
from converters.speech.engines.spelling import Speller
from converters.speech.models import HIBARI, model_parts, open_model

_SEED: Final = 1
_AT_LEAST: Final = 1_600
"""Two numbers a frame: ten seconds of noise, enough for nearly every sentence; 4 MB."""
_OUTPUTS: Final = ("lh", "theta", "ln", "lr", "phi", "f0", HIBARI.durations)


class HibariEngine:
    """One voice, American English, a woman's."""

    name: ClassVar[str] = "hibari"
    capabilities: ClassVar[Capabilities] = Capabilities(
        marks="word",
        rate=True,
        pitch=True,
        offline=True,
        parallel=True,
        readings=False,
        deterministic=True,
        heavy=True,
    )

    def version(self) -> str:
        """Of the package, and of what we make of it."""
        return f"{package_version('hibari-tts')}.3"

    def voices(self) -> tuple[Voice, ...]:
        """The voice inside the package. The four others that the package knows would be downloaded, so they are not offered."""
        model_parts(HIBARI)
        return (
            Voice("hibari:heart", self.name, "heart", "Heart (American English)", ("en-us", "en"), "female"),
        )

    def session(self, *, rate: float = 1.0, pitch: float = 1.0, threads: int = 1) -> SpeechSession:
        """A session with a model of its own, 0.3 s and 90 MB."""
        return _HibariSession(rate, pitch)


class _HibariSession(NeuralSession):
    limit = 240  # longer runs take more memory than a worker should; a sentence is cut between clauses
    level = 0.9

    def __init__(self, rate: float, pitch: float) -> None:
        super().__init__()
        self._model: Any = open_model(HIBARI)
        self._rate = np.array([rate], np.float32)
        self._pitch = np.float32(pitch)
        self._speller = EnglishSpeller()
        self._noise = _Noise()

    def speller(self, voice: Voice) -> Speller:
        return self._speller

    def speak(self, ids: list[int], voice: Voice) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        from hibari import dsp

        given = {"ids": np.array([ids], np.int64), "speed": self._rate}
        *parts, frames = self._model.run(_OUTPUTS, given)
        harmonic, angle, noise, rest, phase, melody = (part[0] for part in parts)
        # The noise of breath and consonants is the same for each run: a sentence sounds alike wherever it stands.
        samples = dsp.synth(harmonic, angle, noise, rest, phase, melody * self._pitch, self._noise)
        return samples, np.asarray(frames, np.float32).ravel()

    def close(self) -> None:
        super().close()
        self._model = None


class _Noise:
    """White noise for the package in place of a generator of random numbers: drawn once, since drawing it is a twelfth of the work."""

    def __init__(self) -> None:
        self._drawn = np.empty((0, 0), np.float32)

    def standard_normal(self, shape: tuple[int, int], dtype: type[np.float32]) -> NDArray[np.float32]:
        """(bands, 2 * frames) numbers, contiguous and the caller's own; frame by frame the same for all lengths."""
        bands, wanted = shape
        if self._drawn.shape[0] != bands or self._drawn.shape[1] < wanted:
            wide = max(wanted, _AT_LEAST)
            drawn = np.random.default_rng(_SEED).standard_normal((wide, bands), dtype=dtype)
            self._drawn = np.ascontiguousarray(drawn.T)
        return self._drawn[:, :wanted].copy()
