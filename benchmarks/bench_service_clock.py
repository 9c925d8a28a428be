"""Clocks for the service's benchmarks. On a busy machine the wall tells of the neighbours; processor time, of this process and of the database's server process together, tells of us."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accessible_reader.database import Database, text


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of many calls: wall and processor."""

    wall: tuple[float, ...]
    cpu: tuple[float, ...]

    def row(self) -> str:
        """Median and 95th percentile of both."""
        return "".join(
            f"{one:>9.1f}" for one in (median(self.cpu), p95(self.cpu), median(self.wall), p95(self.wall))
        )


ROW_HEADING = f"{'CPU p50':>9}{'p95':>9}{'wall p50':>9}{'p95':>9}"


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """What nineteen of twenty do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def together(many: Sequence[Timed]) -> Timed:
    """All calls as one series."""
    return Timed(
        tuple(one for timed in many for one in timed.wall), tuple(one for timed in many for one in timed.cpu)
    )


class Clock:
    """Times calls that use ``database`` from this thread."""

    def __init__(self, database: Database) -> None:
        self._stat: Path | None = None
        if database.dialect == "postgresql":
            with database.reading() as session:  # the pool gives this thread the same connection each time
                pid = session.scalar(text("SELECT pg_backend_pid()"))
            self._stat = Path(f"/proc/{pid}/schedstat")

    def time(self, job: Callable[[], Any], rounds: int = 5) -> Timed:
        """``rounds`` calls after one that does not count."""
        job()
        walls, cpus = [], []
        for _ in range(rounds):
            cpu, start = self.cpu(), time.perf_counter()
            job()
            walls.append(1000 * (time.perf_counter() - start))
            cpus.append(1000 * (self.cpu() - cpu))
        return Timed(tuple(walls), tuple(cpus))

    def cpu(self) -> float:
        """Seconds of processor so far."""
        server = int(self._stat.read_text().split()[0]) / 1e9 if self._stat else 0.0
        return time.process_time() + server
