"""``espeak``: espeak-ng 1.52 from the ``espeakng-loader`` package, called in this process.

Debian's 1.51 is not used: it reads Mandarin as English (upstream issue 1370). Mandarin goes through the voice ``cmn-latn-pinyin``, which
takes numbered pinyin, so that our readings are what is said. The library keeps global state: one engine a process, behind a lock.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import ClassVar, Final, Literal

import numpy as np

from converters.speech.engine import SAMPLE_RATE, Capabilities, Clip, MarkTime, SpeechSession, Voice, WordTime
from converters.speech.engines.espeak_library import USUAL_PITCH, WORDS_A_MINUTE, Spoken, library
from converters.speech.engines.espeak_words import pinyin_of, pinyin_text, positions_in, word_times
from converters.speech.script import Item, Mark, Pause, Say

__all__ = ["PINYIN_VOICE", "WORDS_A_MINUTE", "EspeakEngine", "library", "pinyin_text"]

PINYIN_VOICE: Final = "cmn-latn-pinyin"

_SLOWEST: Final = 80
_FASTEST: Final = 525  # three times the usual speed
_HIGHEST: Final = 1.65
"""How many times the usual pitch espeak's highest is, and its lowest: measured over English, French and Mandarin."""
_LOWEST: Final = 0.69
_GENDERS: Final[dict[int, Literal["male", "female"]]] = {1: "male", 2: "female"}


_LEFT_OUT: Final = frozenset({"cmn", "piqd", "fo", "kaa", "xex"})
"""``cmn`` reads Han characters in a way of its own; ``piqd`` is Klingon; the others' dictionaries are not in the package, so they are silent."""


class EspeakEngine:
    """All languages that espeak-ng has; robotic, but clear, quick and free of the network."""

    name: ClassVar[str] = "espeak"
    capabilities: ClassVar[Capabilities] = Capabilities(
        marks="word",
        rate=True,
        pitch=True,
        offline=True,
        parallel=True,
        readings=True,
        deterministic=True,
        quick=True,
    )

    def version(self) -> str:
        """Of the library."""
        return library().version()

    def voices(self) -> tuple[Voice, ...]:
        """One voice a name; see :data:`_LEFT_OUT`."""
        found = {
            name: Voice(
                f"espeak:{name}",
                self.name,
                name,
                title,
                ("zh", "cmn") if name == PINYIN_VOICE else languages,
                _GENDERS.get(gender, "unknown"),
            )
            for name, title, languages, gender in reversed(library().voices())
            if name not in _LEFT_OUT
        }
        return tuple(reversed(found.values()))

    def session(self, *, rate: float = 1.0, pitch: float = 1.0, threads: int = 1) -> SpeechSession:
        """A session; all sessions of a process share the library, which starts afresh for each new one."""
        return _EspeakSession(rate, pitch)


class _EspeakSession:
    sample_rate = SAMPLE_RATE

    def __init__(self, rate: float, pitch: float) -> None:
        self._library = library()
        self._library.restart()
        if self._library.sample_rate != SAMPLE_RATE:  # a constant of espeak-ng's own voices
            raise ValueError(f"espeak speaks at {self._library.sample_rate} samples a second")
        self._words_a_minute = max(_SLOWEST, min(_FASTEST, round(WORDS_A_MINUTE * rate)))
        self._pitch = pitch_setting(pitch)

    def synthesise(self, script: Iterable[Item], voice: Voice) -> Clip:
        pieces: list[bytes] = []
        marks: list[MarkTime] = []
        words: list[WordTime] = []
        unspoken: list[str] = []
        length = say = 0
        for item in script:
            match item:
                case Mark(id=name):
                    marks.append(MarkTime(name, length))
                    continue
                case Say(text=text):
                    if voice.name == PINYIN_VOICE:
                        pinyin = pinyin_of(item)
                        unspoken.append(pinyin.unread)
                        spoken = self._speak(pinyin.text, voice)
                        events: Iterable[tuple[int, int]] = positions_in(pinyin, spoken.words)
                    else:
                        spoken = self._speak(text, voice)
                        events = spoken.words
                    piece = spoken.samples
                    words += word_times(text, events, say, length, len(piece) // 2)
                    say += 1
                case Pause(seconds=seconds):
                    piece = bytes(2 * round(seconds * SAMPLE_RATE))
                case _:
                    continue
            pieces.append(piece)
            length += len(piece) // 2
        audio = np.frombuffer(b"".join(pieces), np.int16)
        return Clip(audio, SAMPLE_RATE, tuple(marks), tuple(words), "".join(unspoken))

    def _speak(self, text: str, voice: Voice) -> Spoken:
        return self._library.speak_timed(text, voice.name, self._words_a_minute, self._pitch)

    def close(self) -> None:
        return


def pitch_setting(pitch: float) -> int:
    """Espeak's setting (0 to 100, about geometric on both sides of 50) for ``pitch`` times the usual."""
    steps = math.log(pitch) / math.log(_HIGHEST) if pitch >= 1 else math.log(pitch) / -math.log(_LOWEST)
    return max(0, min(2 * USUAL_PITCH, round(USUAL_PITCH * (1 + steps))))
