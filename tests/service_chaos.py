"""kill -9, again and again, at random moments; then everything must be as if nothing had happened."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

from accessible_reader.conversions.service import Wish
from tests.service_ground import FORMATS, Library, gone, open_library, write_books


def run_chaos(
    kind: str, folder: Path, kills: int, seed: int, say: Callable[[str], None] = lambda _line: None
) -> dict[str, int]:
    """Convert three books into five formats with ``kills`` kills on the way, beside an undisturbed run; figures for a report.

    Raises AssertionError where a conversion does not end, differs, had a part made again after it was kept, or leaves anything behind. Conversions are
    asked for again under a new priority of luck: as long as kills are left, finished ones are replaced by new wishes (another option), so that no kill hits an idle worker.
    """
    chance = random.Random(seed)  # noqa: S311 (not a secret)
    calm = _undisturbed(folder / "calm")
    killed = rounds = survivors = 0
    with open_library(kind, folder / kind) as library:
        books = [library.add_book(book) for book in write_books(folder / "books")]
        while killed < kills or rounds == 0:
            rounds += 1
            wishes = _wishes(library, books, rounds)
            while killed < kills:
                worker = library.start_worker("w1").wait_ready()
                # From the first moment of work to well into it.
                ended = _wait_some(library, list(wishes), chance.uniform(0.0, 5.0))
                survivors += not gone(worker.kill())
                killed += 1
                if killed % 10 == 0:
                    say(f"{kind}: {killed} kills")
                if ended:
                    break
            library.start_worker("w1").wait_ready()
            for name, record in library.wait(list(wishes), 300).items():
                assert record.state == "done", (wishes[name], record.error_code, record.error_params)
                artifact = library.service.conversions.artifact(name)
                assert artifact is not None
                assert artifact.report["parts_made"] == artifact.report["parts"], (
                    wishes[name],
                    artifact.report,
                )
                assert artifact.report["passed"], artifact.report["checks"]
                assert library.artifact_digests(name) == calm[wishes[name]], wishes[name]
            library.wait_tidy()
            assert library.orphans() == []
            assert library.rooms() == []
            assert survivors == 0
            library.stop()
            _forget(library, list(wishes))
    return {"kills": killed, "rounds": rounds, "conversions": rounds * len(calm)}


def _wishes(library: Library, books: list[str], number: int) -> dict[str, tuple[int, str]]:
    made = {}
    for index, book in enumerate(books):
        for name, options in FORMATS.items():
            priority = 1 + (index + number) % 9
            record = library.service.conversions.request(Wish(book, name, options, None, priority))
            made[record.id] = (index, name)
    return made


def _wait_some(library: Library, names: list[str], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if all(library.service.conversions.get(name).state == "done" for name in names):
            return True
        time.sleep(0.05)
    return False


def _undisturbed(folder: Path) -> dict[tuple[int, str], dict[str, str]]:
    with open_library("sqlite", folder) as library:
        books = [library.add_book(book) for book in write_books(folder / "books")]
        wishes = _wishes(library, books, 0)
        library.start_worker("calm").wait_ready()
        records = library.wait(list(wishes), 300)
        failed = {wishes[n]: (r.error_code, r.error_params) for n, r in records.items() if r.state != "done"}
        assert not failed, (failed, library.workers[0].log())
        return {wishes[name]: library.artifact_digests(name) for name in wishes}


def _forget(library: Library, names: list[str]) -> None:
    """So that the next round makes them again."""
    from accessible_reader.conversions.models import ArtifactRecord, ConversionRecord
    from accessible_reader.database import delete, update

    with library.service.database.transaction() as session:
        session.execute(delete(ArtifactRecord).where(ArtifactRecord.conversion_id.in_(names)))
        session.execute(
            update(ConversionRecord).where(ConversionRecord.id.in_(names)).values(state="cancelled")
        )
    for stored in list(library.service.store.names("artifacts/")):
        library.service.store.delete(stored)
