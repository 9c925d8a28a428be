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
        return f"{package_version('hibari-tts')}.2"

    def voices(self) -> tuple[Voice, ...]:
        """The voice inside the package. The four others that the package knows would be downloaded, so they are not offered."""
        model_parts(HIBARI)
        return (
            Voice("hibari:heart", self.name, "heart", "Heart (American English)", ("en-us", "en"), "female"),
        )

    def session(self, *, rate: float = 1.0, pitch: float = 1.0) -> SpeechSession:
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

    def speller(self, voice: Voice) -> Speller:
        return self._speller

    def speak(self, ids: list[int], voice: Voice) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        from hibari import dsp

        given = {"ids": np.array([ids], np.int64), "speed": self._rate}
        *parts, frames = self._model.run(_OUTPUTS, given)
        harmonic, angle, noise, rest, phase, melody = (part[0] for part in parts)
        # The noise of breath and consonants is drawn anew for each run, always the same: a sentence sounds alike wherever it stands.
        random = np.random.default_rng(_SEED)
        samples = dsp.synth(harmonic, angle, noise, rest, phase, melody * self._pitch, random)
        return samples, np.asarray(frames, np.float32).ravel()

    def close(self) -> None:
        super().close()
        self._model = None
