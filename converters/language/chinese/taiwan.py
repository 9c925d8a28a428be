"""Readings by Taiwan's standard."""
from __future__ import annotations
from collections.abc import Sequence
from converters.language.chinese.joining import Token
from converters.language.chinese.readings import Reading


def to_taiwan(key: str, tokens: Sequence[Token], readings: list[Reading]) -> None:
    """Placeholder, filled below."""
