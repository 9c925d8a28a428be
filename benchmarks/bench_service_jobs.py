"""What the durable way costs a part, what one and two workers do in the same time, and how fair the queue is.

The parts do nothing, so all that is measured is ours: queue, steps, storage, progress. Two libraries ask at the same moment, one for nine times as much as the
other. Run with nothing else going on; the figures of a busy machine are those of its neighbours.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

import psutil

import tests.service_converters  # noqa: F401 (registers the format of parts that do nothing)
from accessible_reader.conversions.service import Wish
from tests.databases import KINDS
from tests.service_ground import Library, open_library, write_books


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=200)
    given = parser.parse_args()
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}")
    print(f"{'':<40}{'parts':>7}{'wall s':>8}{'ms/part':>9}{'CPU ms/part':>13}")
    for kind in KINDS:
        for workers in (1, 2):
            with _library(kind, workers) as (library, book):
                _overhead(library, book, given.parts, f"{kind}, {workers} worker(s), one book")
    print()
    print(f"{'':<40}{'jobs':>7}{'all s':>8}{'small s':>9}{'share':>7}")
    for kind in KINDS:
        with _library(kind, 2) as (library, book):
            _fairness(library, book, given.jobs, f"{kind}, 2 workers, 2 libraries")


class _library:  # noqa: N801 (reads as a word in a with statement)
    def __init__(self, kind: str, workers: int) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="accessible-reader-bench-")
        self._opened = open_library(kind, Path(self._folder.name))
        self._workers = workers

    def __enter__(self) -> tuple[Library, str]:
        library = self._opened.__enter__()
        for number in range(self._workers):
            library.start_worker(f"w{number}", processes=1).wait_ready()
        book = library.add_book(write_books(library.folder / "books", 2)[0])
        warm = [
            library.service.conversions.request(Wish(book, "trial", {"parts": 4, "mark": -1 - n})).id
            for n in range(4)
        ]
        library.wait(warm)
        return library, book

    def __exit__(self, *error: object) -> None:
        self._opened.__exit__(None, None, None)
        self._folder.cleanup()


def _overhead(library: Library, book: str, parts: int, label: str) -> None:
    before, started = _cpu(library), time.monotonic()
    name = library.service.conversions.request(Wish(book, "trial", {"parts": parts, "mark": 1})).id
    record = library.wait([name], 600)[name]
    assert record.state == "done"
    wall, cpu = time.monotonic() - started, _cpu(library) - before
    print(f"{label:<40}{parts:>7}{wall:>8.1f}{1000 * wall / parts:>9.1f}{1000 * cpu / parts:>13.1f}")


def _fairness(library: Library, book: str, jobs: int, label: str) -> None:
    large, small = library.add_branch("large"), library.add_branch("small")
    few = jobs // 10
    names = {}
    for branch, count in ((large, jobs - few), (small, few)):
        for number in range(count):
            options = {"parts": 1, "seconds": 0.05, "mark": 10_000 * (branch == small) + number}
            names[library.service.conversions.request(Wish(book, "trial", options, branch)).id] = branch
    records = library.wait(list(names), 900)
    ended = {name: record.ended_at for name, record in records.items()}
    first = min(record.requested_at for record in records.values())
    moments = {name: (end - first).total_seconds() for name, end in ended.items() if end is not None}
    assert len(moments) == jobs
    whole = max(moments.values())
    mine = max(moment for name, moment in moments.items() if names[name] == small)
    before = sum(moment <= mine for moment in moments.values())
    print(f"{label:<40}{jobs:>7}{whole:>8.1f}{mine:>9.1f}{few / before:>7.2f}")


def _cpu(library: Library) -> float:
    total = 0.0
    for worker in library.workers:
        for process in (psutil.Process(worker.process.pid), *worker.descendants()):
            times = process.cpu_times()
            total += times.user + times.system
    return total


if __name__ == "__main__":
    main()
