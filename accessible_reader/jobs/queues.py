"""The queues: which kinds of jobs there are, and how many a worker takes on.

A queue is divided by library. Whoever has a place free looks at the libraries in a random order, so one with a thousand jobs waits as long for its next
place as one with a single job; within a library the lower ``priority`` goes first.

Somebody who waits has a queue of its own (a *lane*) beside each of the long ones, with places of its own: a batch whose books take hours may hold all places of its own queue.
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

INTAKE: Final = "intake"
"""A file on its way into the catalogue."""

UPKEEP: Final = "upkeep"
"""What has to be done every hour and every day."""

DELIVERIES: Final = "deliveries"
"""Drafts, reminders and notices of home delivery."""

URGENT: Final = 1
"""Jobs of this priority, and of lower numbers, go by the urgent lane where their kind has one."""
_LANES: Final = frozenset({CONVERT, PART})

POLL_SECONDS: Final[Mapping[str, float]] = {
    CONVERT: 0.2,
    PART: 0.1,
    INTAKE: 0.2,
    UPKEEP: 5.0,
    DELIVERIES: 5.0,
}

APPLICATION: Final = "accessible-reader"
VERSION: Final = "1"
"""Of the way that jobs take through their steps. Raise it when the order of steps changes, and let the old workers finish first."""


def queue_of(kind: str, priority: int) -> str:
    """Where a job stands."""
    return f"{kind}-urgent" if kind in _LANES and priority <= URGENT else kind


def queues_of(kind: str) -> tuple[str, ...]:
    """All queues of a kind."""
    return (kind, f"{kind}-urgent") if kind in _LANES else (kind,)


def default_limits(processes: int | None = None) -> WorkerLimits:
    """For a worker with so many child processes (default: one a core)."""
    children = processes or os.cpu_count() or 1
    # More parts than can be made at once: the next ones are already here when a child is free. Not many more: others could make them meanwhile.
    return WorkerLimits(
        {CONVERT: 2 * children, PART: 2 * children + 2, INTAKE: children + 1, UPKEEP: 1, DELIVERIES: 1}
    )
