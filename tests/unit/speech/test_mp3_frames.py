"""Clips and pauses as one stream of MP3 frames."""

from __future__ import annotations

import io

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from converters.speech.engine import SAMPLE_RATE
from converters.speech.mp3_frames import DELAY, FRAME, FrameWriter, encode_clip, frame_count


def tone(seconds: float, frequency: float = 440.0) -> NDArray[np.int16]:
    """A sine tone that fades in and out."""
    count = round(seconds * SAMPLE_RATE)
    wave = np.sin(2 * np.pi * frequency * np.arange(count) / SAMPLE_RATE) * np.hanning(count)
    return (wave * 16_000).astype(np.int16)


def decoded(stream: bytes) -> NDArray[np.float64]:
    """What a decoder puts out, from -1 to 1."""
    with av.open(io.BytesIO(stream), format="mp3") as container:
        return np.concatenate(
            [np.asarray(frame.to_ndarray(), float)[0] for frame in container.decode(audio=0)]
        )


def test_every_clip_is_heard_where_the_writer_says() -> None:
    clips = [tone(0.5, 300), tone(1.234, 500), tone(0.05, 900), tone(0.8, 700)]
    stream = io.BytesIO()
    writer = FrameWriter(stream, 48)
    starts = []
    for clip in clips:
        starts.append(writer.clip(encode_clip(clip, 48, 7), len(clip)))
        writer.pause(SAMPLE_RATE // 2)
    sound = decoded(stream.getvalue())
    assert len(sound) == writer.samples
    for clip, start in zip(clips, starts, strict=True):
        heard = sound[start : start + len(clip)]
        assert np.corrcoef(heard, clip)[0, 1] > 0.98
        assert (
            np.corrcoef(sound[start + 40 : start + 40 + len(clip)], clip)[0, 1] < 0.9
        )  # the test can tell 2 ms


def test_between_clips_it_is_silent_for_as_long_as_was_asked() -> None:
    clip = tone(0.4)
    stream = io.BytesIO()
    writer = FrameWriter(stream, 48)
    starts = []
    for _ in range(20):
        starts.append(writer.clip(encode_clip(clip, 48, 7), len(clip)))
        writer.pause(round(0.35 * SAMPLE_RATE))
    gaps = np.diff(starts) - len(clip)
    assert np.all(np.abs(gaps - 0.35 * SAMPLE_RATE) <= FRAME)
    sound = decoded(stream.getvalue())
    for start in starts:
        assert np.abs(sound[start + len(clip) + FRAME : start + len(clip) + 4 * FRAME]).max() < 0.001


@pytest.mark.parametrize("bitrate", [32, 40, 48, 56, 64])
def test_the_bit_rate_is_constant_to_the_byte(bitrate: int) -> None:
    stream = io.BytesIO()
    writer = FrameWriter(stream, bitrate)
    for seconds in (0.3, 0.9, 2.0):
        clip = tone(seconds)
        writer.clip(encode_clip(clip, bitrate, 7), len(clip))
        writer.pause(SAMPLE_RATE)
    exact = writer.samples / SAMPLE_RATE * bitrate * 1000 / 8
    assert abs(len(stream.getvalue()) - exact) <= 2
    assert frame_count(len(stream.getvalue()), bitrate) * FRAME == writer.samples


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4000), st.integers(0, 9000)), max_size=6))
def test_what_the_writer_counts_is_what_a_decoder_gives(pieces: list[tuple[int, int]]) -> None:
    stream = io.BytesIO()
    writer = FrameWriter(stream, 48)
    for length, pause in pieces:
        writer.clip(encode_clip(np.zeros(length, np.int16), 48, 9), length)
        writer.pause(pause)
    if writer.samples:
        assert len(decoded(stream.getvalue())) == writer.samples
    assert not pieces or writer.samples >= sum(length for length, _ in pieces) + DELAY
