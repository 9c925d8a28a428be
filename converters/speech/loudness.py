"""The same loudness for every voice: −19 LUFS (EBU R 128 / ITU-R BS.1770-4, mono), peaks at most −3 dBFS.

A voice has one constant gain, measured beforehand over a reference text (``data/loudness.json``, written by ``scripts/measure_loudness.py``), so a
clip sounds the same whatever stands beside it. Peaks are bent, not cut: a curve without memory, straight up to −6 dBFS and with no corner there,
so clips can be made in any order and joined without a click.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from converters.errors import ConversionError
from converters.speech.engine import SAMPLE_RATE, EngineUnavailable, Voice
from converters.speech.script import Say

TARGET_LUFS: Final = -19.0
PEAK_DBFS: Final = -3.0
_KNEE_DBFS: Final = -6.0
_FULL: Final = 32767
_PEAK: Final = _FULL * 10 ** (PEAK_DBFS / 20)
_KNEE: Final = _FULL * 10 ** (_KNEE_DBFS / 20)
_MOST_GAIN: Final = 24.0
_ROUNDS: Final = 4

Leveller: TypeAlias = Callable[[NDArray[np.int16]], NDArray[np.int16]]

_REFERENCE: Final = {
    "en": "It was a bright cold morning in the last week of October, and nearly everybody who lived along the river had gone down to the "
    "harbour to see the great white ship that had come in during the night. Where did it come from, she asked, and how long will it stay? "
    "Nobody could tell her, for the captain, an old man with a voice like a broken bell, had not said a word to anyone since he stepped ashore.",
    "zh": "那是十月里一个晴朗而寒冷的早晨，住在河边的人几乎都到港口去了，想看看夜里进港的那条大白船。她问：“它从哪里来？要住多久？”没有人能告诉她。",
}


def leveller(voice: Voice) -> Leveller:
    """What brings clips of ``voice`` to :data:`TARGET_LUFS`: samples in, as many samples out.

    A voice that has not been measured is measured now, by speaking a sentence or two, once a process; an online voice is left as it is.
    """
    factor = np.float32(10 ** (gain_of(voice) / 20))
    from_here = min(65_535, math.floor(_KNEE / factor))

    def level(audio: NDArray[np.int16]) -> NDArray[np.int16]:
        scaled = np.multiply(audio, factor, dtype=np.float32)
        # Unsigned, since 16 bits have no +32768.
        loud = np.flatnonzero(np.abs(audio).view(np.uint16) > from_here)
        if len(loud):
            scaled[loud] = _bent(scaled[loud])
        return scaled.astype(np.int16)

    return level


def gain_of(voice: Voice) -> float:
    """The gain of ``voice`` in dB."""
    known = _gains().get(voice.id)
    return known if known is not None else _measured(voice)


def measure(audio: NDArray[np.int16]) -> float:
    """Integrated loudness in LUFS; minus infinity for silence and for less than 0.4 s."""
    import pyloudnorm

    if len(audio) < 0.4 * SAMPLE_RATE + 1:
        return -math.inf
    return float(pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(audio / float(_FULL + 1)))


def gain_for(audio: NDArray[np.int16]) -> float:
    """The gain in dB that brings ``audio`` to :data:`TARGET_LUFS` *after* its peaks were bent; 0 for silence."""
    gain = 0.0
    for _ in range(_ROUNDS):
        scaled = audio * 10 ** (gain / 20)
        loud = np.abs(scaled) > _KNEE
        scaled[loud] = _bent(scaled[loud].astype(np.float32))
        found = measure(scaled.astype(np.int16))
        if math.isinf(found):
            return 0.0
        gain = min(_MOST_GAIN, gain + TARGET_LUFS - found)
    return round(gain, 2)


def reference_text(voice: Voice) -> Say:
    """What a voice is measured by: prose in English and Mandarin, elsewhere the names of months and weekdays in its language."""
    from babel import Locale, UnknownLocaleError

    from converters.speech.pinyin import readings

    base = voice.languages[0].partition("-")[0]
    if base in {"zh", "cmn"}:
        return Say(_REFERENCE["zh"], readings(_REFERENCE["zh"]))
    if base in {"en", "und"}:
        return Say(_REFERENCE["en"])
    try:
        locale = Locale.parse(base)
    except (UnknownLocaleError, ValueError):
        return Say(_REFERENCE["en"])
    names = [*locale.months["format"]["wide"].values(), *locale.days["format"]["wide"].values()]
    return Say(" ".join(names) + ".")


def _bent(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """From the knee on, ever closer to the peak and never beyond; the slope at the knee is 1."""
    room = _PEAK - _KNEE
    beyond = np.tanh((np.abs(samples) - _KNEE) / room) * room
    return np.asarray(np.copysign(np.floor(_KNEE + beyond), samples), np.float32)


@cache
def _gains() -> dict[str, float]:
    data: dict[str, float] = json.loads((files("converters.speech") / "data/loudness.json").read_bytes())
    return data


@cache
def _measured(voice: Voice) -> float:
    from converters.speech.voices import get_engine

    engine = get_engine(voice.engine)
    if not engine.capabilities.offline:
        return 0.0
    try:
        session = engine.session()
        try:
            return gain_for(session.synthesise((reference_text(voice),), voice).audio)
        finally:
            session.close()
    except (ConversionError, EngineUnavailable):
        return 0.0
