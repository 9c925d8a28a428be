"""Two libraries, two workers: a large batch of the one, then a few wishes of the other. Who waits how long?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import median

from accessible_reader.conversions.models import ConversionRecord
from accessible_reader.conversions.service import BATCH, PATRON, Wish
from accessible_reader.database import select
from tests.service_ground import LIMIT, open_library


@dataclass(frozen=True)
class Waited:
    """One library's wishes: seconds until each was done, from when the workers began; their places (from 1) among all that were done."""

    count: int
    seconds: tuple[float, ...]
    places: tuple[int, ...]

    def line(self) -> str:
        """For a report."""
        return (
            f"{self.count} jobs, done after {median(self.seconds):.1f} s (median), {max(self.seconds):.1f} s (last); "
            f"places {min(self.places)} to {max(self.places)}, median {median(self.places):.0f}"
        )


def measure(
    kind: str,
    folder: Path,
    large: int = 190,
    small: int = 10,
    patrons: int = 1,
    *,
    part_seconds: float = 0.05,
) -> dict[str, Waited]:
    """``large`` wishes of one library, then ``small`` of another, all batches; then ``patrons`` of the first library's who wait. Keys: large, small, patron.

    All are asked for before two workers in processes of their own begin, so that nothing depends on who is quick to ask.
    """
    with open_library(kind, folder) as library:
        book = library.one_book()
        branches = {name: library.add_branch(name) for name in ("large", "small")}
        request = library.service.conversions.request
        owners: dict[str, str] = {}
        for owner, count, branch, priority in (
            ("large", large, "large", BATCH),
            ("small", small, "small", BATCH),
            ("patron", patrons, "large", PATRON),
        ):
            for _ in range(count):
                options = {"parts": 1, "mark": len(owners), "seconds": part_seconds}
                owners[request(Wish(book, "trial", options, branches[branch], priority)).id] = owner
        for name in ("w1", "w2"):
            library.start_worker(name).wait_ready()
        library.wait(list(owners), 4 * LIMIT)
        with library.service.database.reading() as session:
            rows = list(session.scalars(select(ConversionRecord)))
        assert {row.state for row in rows} == {"done"}
        began = min(row.started_at.timestamp() for row in rows if row.started_at)
        ends = sorted((row.ended_at.timestamp() - began, row.id) for row in rows if row.ended_at)
    waited = {}
    for owner in ("large", "small", "patron"):
        mine = [(place, end) for place, (end, name) in enumerate(ends, 1) if owners[name] == owner]
        waited[owner] = Waited(len(mine), tuple(end for _, end in mine), tuple(place for place, _ in mine))
    return waited
