"""MP3 frames (ISO/IEC 13818-3, layer III, one channel, constant bit rate): encoded a sentence at a time, and put together without encoding again.

Each clip is a stream of its own: its first frame borrows no bits from frames before it, so clips can follow one another in any order. Pauses
between them are silent frames. That is what lets a chapter be put together in no time after one sentence has changed.
"""

from __future__ import annotations

from functools import cache
from typing import BinaryIO, Final

import lameenc
import numpy as np
from numpy.typing import NDArray

from converters.speech.engine import SAMPLE_RATE

FRAME: Final = 576
"""Samples in a frame at 22.05 kHz (MPEG-2)."""
DELAY: Final = 1105
"""Samples that a decoder puts out before a clip's own: LAME's delay of 576 and the decoder's 529."""
_PADDING_BIT: Final = 0x02  # third byte of the header
_HEADER: Final = 4


def encode_clip(audio: NDArray[np.int16], bitrate: int, quality: int) -> bytes:
    """Whole frames for ``audio``, shape (n,): when decoded, its samples are those from :data:`DELAY` to ``DELAY + n``.

    ``bitrate`` in kilobits a second; ``quality`` from 0 (best) to 9 (fastest).
    """
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(bitrate)
    encoder.set_in_sample_rate(SAMPLE_RATE)
    encoder.set_channels(1)
    encoder.set_quality(quality)
    return bytes(encoder.encode(audio.tobytes())) + bytes(encoder.flush())


def frame_count(size: int, bitrate: int) -> int:
    """Frames in ``size`` bytes of constant bit rate: a frame has 72 · bit rate / sample rate bytes on the average."""
    return round(size * SAMPLE_RATE / (72_000 * bitrate))


@cache
def _silent_frame(bitrate: int) -> bytes:
    """A frame of silence without padding that borrows no bits."""
    stream = encode_clip(np.zeros(FRAME * 2, np.int16), bitrate, 9)
    size = 72_000 * bitrate // SAMPLE_RATE
    frame = bytearray(stream[:size])
    frame[2] &= ~_PADDING_BIT & 0xFF
    return bytes(frame)


class FrameWriter:
    """Writes clips and pauses into one stream of frames; ``samples`` is how much it holds, as a decoder counts."""

    def __init__(self, stream: BinaryIO, bitrate: int) -> None:
        self._stream = stream
        self._bitrate = bitrate
        self._bytes = 0
        self._owed = 0
        self.samples = 0

    def clip(self, frames: bytes, spoken: int) -> int:
        """Write ``frames``, in which ``spoken`` samples of speech begin at :data:`DELAY`; returns where these begin in the stream."""
        start = self.samples + DELAY
        self._stream.write(frames)
        count = frame_count(len(frames), self._bitrate)
        self._bytes += len(frames)
        self.samples += count * FRAME
        # Silence that is there already, after this clip and before the next one, counts towards the pause.
        self._owed = -(self.samples - start - spoken) - DELAY
        return start

    def pause(self, samples: int) -> None:
        """Write silence, to the nearest frame; what is rounded is made good by the next pause."""
        self._owed += samples
        count = max(0, round(self._owed / FRAME))
        if not count:
            return
        silence = _silent_frame(self._bitrate)
        padded = silence[:2] + bytes((silence[2] | _PADDING_BIT,)) + silence[3:] + b"\0"
        for _ in range(count):
            # Players that seek by bytes reckon with the exact rate: a frame has a byte more as often as that needs.
            self.samples += FRAME
            frame = padded if self._bytes + len(silence) < self.samples * self._rate() - 0.5 else silence
            self._stream.write(frame)
            self._bytes += len(frame)
        self._owed -= count * FRAME

    def _rate(self) -> float:
        return self._bitrate * 1000 / 8 / SAMPLE_RATE
