"""When, or where, each mark of a script comes: kept in a part's folder until the locator map is made."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from converters.workspace import write_atomically

TIMINGS_FILE = "timings.json"


@dataclass(frozen=True, slots=True)
class Timing:
    """``mark`` (a sentence, page or block id) is spoken from sample ``start`` to before ``end``; equal where a place is silent."""

    mark: str
    start: int
    end: int


def write_timings(folder: Path, timings: Iterable[Timing]) -> str:
    """Keep ``timings`` in ``folder``; returns the file's name."""
    rows = [[timing.mark, timing.start, timing.end] for timing in timings]
    write_atomically(folder / TIMINGS_FILE, json.dumps(rows, separators=(",", ":")))
    return TIMINGS_FILE


def read_timings(folder: Path) -> list[Timing]:
    """What :func:`write_timings` wrote."""
    return [Timing(*row) for row in json.loads((folder / TIMINGS_FILE).read_bytes())]
