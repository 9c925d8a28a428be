"""Registers the format for trials in this process by being imported, notes which parts are begun and finished and has a wrong clock where that is asked for: for processes that do
nothing else.

``ACCESSIBLE_READER_TEST_CLOCK`` names a file with the seconds by which the time of day is wrong (not the steady clock, which no computer sets).
``ACCESSIBLE_READER_TEST_NOTES`` names a file; each line is ``begin`` or ``end``, a room (conversion and attempt) and a part.
"""

from __future__ import annotations

import functools
import os
import time
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, Self

import converters.registry
from accessible_reader.conversions import tasks
from accessible_reader.database import base
from tests.service_converters import WHERE

converters.registry._CONVERTERS.update(WHERE)

_NOTES = os.environ.get("ACCESSIBLE_READER_TEST_NOTES", "")


def _note(*words: str) -> None:
    with Path(_NOTES).open("ab", buffering=0) as notes:  # one write, whole or not at all
        notes.write((" ".join(words) + "\n").encode())


_make_part = tasks.make_part


@functools.wraps(_make_part)
def _noted(root: Path, converter: str, options: dict[str, Any], part: dict[str, Any], folder: Path) -> None:
    _note("begin", root.name, part["key"])
    _make_part(root, converter, options, part, folder)
    _note("end", root.name, part["key"])


_CLOCK = os.environ.get("ACCESSIBLE_READER_TEST_CLOCK", "")
_time = time.time


def _wrong_time() -> float:
    return _time() + float(Path(_CLOCK).read_text() or 0)


class _WrongDatetime(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls.fromtimestamp(_wrong_time(), tz)


if _CLOCK:
    time.time = _wrong_time
    base.datetime = _WrongDatetime  # type: ignore[attr-defined]

if _NOTES:
    tasks.make_part = _noted
