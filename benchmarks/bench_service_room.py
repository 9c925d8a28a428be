"""An empty library with workers, for benchmarks: gone afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.service_ground import Library, open_library


@contextmanager
def open_room(kind: str, workers: int) -> Iterator[Library]:
    """A library in a database of ``kind`` with so many workers of one child process each, ready."""
    with (
        tempfile.TemporaryDirectory(prefix="accessible-reader-bench-") as folder,
        open_library(kind, Path(folder)) as library,
    ):
        for number in range(workers):
            library.start_worker(f"w{number}", processes=1).wait_ready()
        yield library


def workers_cpu(library: Library) -> float:
    """Seconds of processor that the workers and all they started have had."""
    total = 0.0
    for worker in library.workers:
        for process in (psutil.Process(worker.process.pid), *worker.descendants()):
            times = process.cpu_times()
            total += times.user + times.system
    return total
