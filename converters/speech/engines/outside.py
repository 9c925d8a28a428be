"""Sound that others made (a service, the computer's own voices), as every engine's clips are: one channel, 16 bits, one sample rate."""

from __future__ import annotations

import io
import warnings
from fractions import Fraction
from typing import Any, Final, Literal

import numpy as np
import soxr
from numpy.typing import NDArray

from converters.speech.engine import SAMPLE_RATE

_QUIET: Final = 60
"""Samples below this (of 32,768, −55 dB) at either end are the engine's own pause."""
_KEPT: Final = SAMPLE_RATE // 50  # 20 ms of it stay: soft consonants begin quietly


def decode(sound: bytes, form: Literal["wav", "aiff", "mp3"]) -> NDArray[np.int16]:
    """``sound`` as samples, shape (n,), at :data:`~converters.speech.engine.SAMPLE_RATE`. ValueError where it is no such sound.

    WAV is read in this process, the others by the program ffmpeg, which is told the format and so never guesses one from the content.
    """
    segment_kind: Any = _pydub()
    if not sound:
        raise ValueError(f"no {form} sound: empty")
    try:
        segment = segment_kind.from_file(io.BytesIO(sound), format=form).set_sample_width(2).set_channels(1)
    except Exception as error:  # pydub lets through whatever its parsers stumble on
        raise ValueError(f"no {form} sound: {str(error)[:200]}") from error
    audio = np.frombuffer(segment.raw_data, np.int16)
    if segment.frame_rate == SAMPLE_RATE:
        return audio
    resampled: NDArray[np.int16] = soxr.resample(audio, segment.frame_rate, SAMPLE_RATE)
    return resampled


def trim(audio: NDArray[np.int16]) -> NDArray[np.int16]:
    """``audio`` without the silence at both ends; all silence gives shape (0,)."""
    loud = np.flatnonzero(np.abs(audio.astype(np.int32)) > _QUIET)
    if not len(loud):
        return audio[:0]
    return audio[max(0, int(loud[0]) - _KEPT) : int(loud[-1]) + 1 + _KEPT]


def change_speed(audio: NDArray[np.int16], rate: float) -> NDArray[np.int16]:
    """``audio`` spoken ``rate`` times (0.5 to 3) as fast, at the same pitch: for engines that have one speed only."""
    import av

    if rate == 1 or not len(audio):
        return audio
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        sample_rate=SAMPLE_RATE, format="s16", layout="mono", time_base=Fraction(1, SAMPLE_RATE)
    )
    tempo = graph.add("atempo", str(rate))
    sink = graph.add("abuffersink")
    source.link_to(tempo)
    tempo.link_to(sink)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(audio.reshape(1, -1)), format="s16", layout="mono"
    )
    frame.sample_rate = SAMPLE_RATE
    frame.pts = 0
    source.push(frame)
    source.push(None)
    pieces = []
    while True:
        try:
            pulled: Any = sink.pull()
            pieces.append(pulled.to_ndarray().reshape(-1))
        except (av.error.EOFError, av.error.BlockingIOError):
            return np.concatenate([audio[:0], *pieces]).astype(np.int16, copy=False)


def _pydub() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # of the module audioop, and of a missing ffmpeg, which shows when it is needed
        from pydub import AudioSegment
    return AudioSegment
