"""What the durable way costs a part, what one and two workers do in the same time, and how fair the queue is: part of ``make bench-service``, or alone.

The parts do nothing, so all that is measured is ours: queue, steps, storage, progress. Two libraries ask at the same moment, one for nine times as much as the
other. Run with nothing else going on; the figures of a busy machine are those of its neighbours.
"""

from __future__ import annotations

import argparse
import os
import time
from typing import Any

import tests.service_converters  # noqa: F401 (registers the format of parts that do nothing)
from accessible_reader.conversions.service import Wish
from benchmarks.bench_service_room import open_room, workers_cpu
from tests.databases import KINDS
from tests.service_ground import Library, write_books


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=200)
    given = parser.parse_args()
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}")
    overhead_table(given.parts, {})
    fairness_table(given.jobs)


def overhead_table(parts: int, figures: dict[str, Any]) -> None:
    """Milliseconds a part, and beside them the same parts made by a loop in one process."""
    print(
        f"\n{'the durable way':<36}{'parts':>7}{'wall s':>8}{'ms/part':>9}{'CPU ms/part':>13}   (wanted: ≤ 25)"
    )
    for kind in KINDS:
        for workers in (1, 2):
            with open_room(kind, workers) as library:
                book = library.add_book(write_books(library.folder / "books", 2)[0])
                library.wait([_ask(library, book, parts=4, mark=-1 - n) for n in range(4)])
                before, started = workers_cpu(library), time.monotonic()
                name = _ask(library, book, parts=parts, mark=1)
                record = library.wait([name], 600)[name]
                assert record.state == "done"
                wall, cpu = time.monotonic() - started, workers_cpu(library) - before
                label = f"{kind}, {workers} worker{'s' * (workers > 1)}"
                print(
                    f"{label:<36}{parts:>7}{wall:>8.1f}{1000 * wall / parts:>9.1f}{1000 * cpu / parts:>13.1f}",
                    flush=True,
                )
                figures[f"part_ms_{kind}_{workers}"] = {
                    "wall": 1000 * wall / parts,
                    "cpu": 1000 * cpu / parts,
                }


def fairness_table(jobs: int) -> None:
    """How long the small library waits; 1 is as if it were alone."""
    print(f"\n{'fairness, 2 workers, 2 libraries':<36}{'jobs':>7}{'all s':>8}{'small s':>9}{'share':>7}")
    for kind in KINDS:
        with open_room(kind, 2) as library:
            book = library.add_book(write_books(library.folder / "books", 2)[0])
            _fairness(library, book, jobs, kind)


def _ask(library: Library, book: str, branch: str | None = None, **options: Any) -> str:
    return library.service.conversions.request(Wish(book, "trial", options, branch)).id


def _fairness(library: Library, book: str, jobs: int, label: str) -> None:
    large, small = library.add_branch("large"), library.add_branch("small")
    few = jobs // 10
    names = {}
    for branch, count in ((large, jobs - few), (small, few)):
        for number in range(count):
            names[
                _ask(library, book, branch, parts=1, seconds=0.05, mark=10_000 * (branch == small) + number)
            ] = branch
    records = library.wait(list(names), 900)
    ended = {name: record.ended_at for name, record in records.items()}
    first = min(record.requested_at for record in records.values())
    moments = {name: (end - first).total_seconds() for name, end in ended.items() if end is not None}
    assert len(moments) == jobs
    whole = max(moments.values())
    mine = max(moment for name, moment in moments.items() if names[name] == small)
    before = sum(moment <= mine for moment in moments.values())
    print(f"{label:<36}{jobs:>7}{whole:>8.1f}{mine:>9.1f}{few / before:>7.2f}", flush=True)


if __name__ == "__main__":
    main()
