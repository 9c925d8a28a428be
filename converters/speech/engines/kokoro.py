"""``kokoro``: Kokoro-82M, the best voices for Mandarin that come in packages, and fine ones for English; slow, about twice as fast as speech."""

from __future__ import annotations

from importlib.metadata import version as package_version
from typing import Any, ClassVar, Final, Literal

import numpy as np
from numpy.typing import NDArray

from converters.speech.engine import Capabilities, SpeechSession, Voice
from converters.speech.engines.english_spelling import EnglishSpeller
from converters.speech.engines.mandarin_spelling import MandarinSpeller
from converters.speech.engines.neural import NeuralSession
from converters.speech.engines.spelling import Speller
from converters.speech.models import KOKORO, kokoro_parts, kokoro_voice, kokoro_voices, open_model, run_lean

_LANGUAGES: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "a": ("American English", ("en-us", "en")),
    "b": ("British English", ("en-gb", "en")),
    "z": ("Mandarin", ("zh", "cmn")),
}
_GENDERS: Final[dict[str, Literal["female", "male"]]] = {"f": "female", "m": "male"}
_FIRST: Final = ("af_heart", "bf_emma", "zf_xiaoxiao", "zm_yunxi")
"""The best of each kind, as their makers rate them; who asks for the engine only, gets these."""
_MOST_PHONEMES: Final = 320
"""At once, some 18 s of speech: the model takes 510 at most, but needs 700 MB for these already."""
_OUTPUTS: Final = ("audio", KOKORO.durations)


class KokoroEngine:
    """Mandarin (8 voices) and English (28), by one model. Mandarin is spoken from the script's readings, English words inside it too."""

    name: ClassVar[str] = "kokoro"
    capabilities: ClassVar[Capabilities] = Capabilities(
        marks="word",
        rate=True,
        pitch=False,
        offline=True,
        parallel=True,
        readings=True,
        deterministic=True,
        slow=True,
        heavy=True,
    )

    def version(self) -> str:
        """Of the model and of the dictionary for English, and of what we make of them."""
        return f"{KOKORO.sha256[:12]}+{package_version('hibari-tts')}.1"

    def voices(self) -> tuple[Voice, ...]:
        """The best first."""
        kokoro_parts()
        names = (*_FIRST, *(name for name in kokoro_voices() if name not in _FIRST))
        return tuple(_voice(name) for name in names)

    def session(self, *, rate: float = 1.0, pitch: float = 1.0, threads: int = 1) -> SpeechSession:
        """A session with a model of its own: one second to load; 300 MB between sentences, up to 750 in the midst of one."""
        return _KokoroSession(rate, threads)


def _voice(name: str) -> Voice:
    language, languages = _LANGUAGES[name[0]]
    title = f"{name[3:].capitalize()} ({language})"
    return Voice(
        f"kokoro:{name}",
        "kokoro",
        name,
        title,
        languages,
        _GENDERS[name[1]],
        ("en",) if name[0] == "z" else (),
    )


class _KokoroSession(NeuralSession):
    level = 0.7

    def __init__(self, rate: float, threads: int) -> None:
        super().__init__()
        self._model: Any = open_model(KOKORO, threads)
        self._rate = np.array([rate], np.float32)
        self._how = run_lean()
        # Slow speech is longer, and what is longer takes more memory.
        self.limit = round(_MOST_PHONEMES * min(1.0, rate))
        self._styles: dict[str, NDArray[np.float32]] = {}
        self._spellers: dict[str, Speller] = {}

    def speller(self, voice: Voice) -> Speller:
        kind = voice.name[0]
        if kind not in self._spellers:
            self._spellers[kind] = MandarinSpeller() if kind == "z" else EnglishSpeller(british=kind == "b")
        return self._spellers[kind]

    def speak(self, ids: list[int], voice: Voice) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        if voice.name not in self._styles:
            self._styles[voice.name] = kokoro_voice(voice.name)
        styles = self._styles[voice.name]
        style = styles[min(len(ids) - 2, len(styles)) - 1]
        given = {"tokens": np.array([ids], np.int64), "style": style[None], "speed": self._rate}
        samples, frames = self._model.run(_OUTPUTS, given, self._how)
        return np.asarray(samples, np.float32).ravel(), np.asarray(frames, np.float32).ravel()

    def close(self) -> None:
        super().close()
        self._model = None
        self._styles.clear()
