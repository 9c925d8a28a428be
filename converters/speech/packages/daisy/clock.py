"""Times of a talking book: whole milliseconds inside, clock values in files.

Boundaries of phrases are rounded once, from samples; every sum is made of these whole numbers, so that totals are exact.
"""

from __future__ import annotations

from converters.speech.engine import SAMPLE_RATE


def milliseconds(samples: int) -> int:
    """Rounded down, so that the end of a clip is never past the end of its file."""
    return samples * 1000 // SAMPLE_RATE


def seconds(value: int) -> str:
    """``1234`` as ``1.234``."""
    return f"{value // 1000}.{value % 1000:03}"


def full_clock(value: int) -> str:
    """``h:mm:ss.mmm``, a full clock value of SMIL 2.0."""
    whole = value // 1000
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}.{value % 1000:03}"


def rounded_clock(value: int) -> str:
    """``hh:mm:ss``, rounded to the nearest second, as DAISY 2.02 asks for totals."""
    whole = (value + 500) // 1000
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
