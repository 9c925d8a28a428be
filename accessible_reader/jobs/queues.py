"""The queues: which kinds of jobs there are, and how many a worker takes on.

A queue is divided by library. Whoever has a place free looks at the libraries in a random order, so one with a thousand jobs waits as long for its next
place as one with a single job; within a library the lower ``priority`` goes first.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final

from accessible_reader.jobs.port import WorkerLimits

CONVERT: Final = "convert"
"""A whole conversion. It mostly waits for its parts."""
PART: Final = "part"
"""One part of a conversion."""

POLL_SECONDS: Final[Mapping[str, float]] = {CONVERT: 0.2, PART: 0.1}

APPLICATION: Final = "accessible-reader"
VERSION: Final = "1"
"""Of the way that jobs take through their steps. Raise it when the order of steps changes, and let the old workers finish first."""


def default_limits(processes: int | None = None) -> WorkerLimits:
    """For a worker with so many child processes (default: one a core)."""
    children = processes or os.cpu_count() or 1
    # More parts than can be made at once: the next ones are already here when a child is free. Not many more: others could make them meanwhile.
    return WorkerLimits({CONVERT: 2 * children, PART: 2 * children + 2})
