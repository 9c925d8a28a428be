"""kill -9, again and again, at random moments; then everything must be as if nothing had happened."""

from __future__ import annotations

import random
import resource
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from accessible_reader.conversions.models import ArtifactRecord, ConversionRecord
from accessible_reader.conversions.service import Wish
from accessible_reader.database import delete, update
from tests.service_ground import FORMATS, LIMIT, Library, left_of, open_library, write_books

Calm = Mapping[tuple[int, str], Mapping[str, str]]
"""(number of the book, format) → name of a file → digest of what counts in it."""


@dataclass
class Figures:
    """What happened. Parts: ``made`` by converters in all; ``begun_again`` because a kill came before they were finished; ``finished_again`` because one came between finishing
    and keeping; ``made_after_kept`` must be 0."""

    kills: int = 0
    while_starting: int = 0
    rounds: int = 0
    conversions: int = 0
    parts: int = 0
    begun_again: int = 0
    finished_again: int = 0
    made_after_kept: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    states_when_killed: Counter[str] = field(default_factory=Counter)

    def line(self) -> str:
        """For a report."""
        facts = asdict(self) | {"states_when_killed": dict(self.states_when_killed)}
        return ", ".join(
            f"{name}: {value:.0f}" if isinstance(value, float) else f"{name}: {value}"
            for name, value in facts.items()
        )


def undisturbed(folder: Path, books: Sequence[Path]) -> Calm:
    """What comes out when nothing happens."""
    with open_library("sqlite", folder) as library:
        wishes = _wishes(library, [library.add_book(book) for book in books], 0)
        library.start_worker("calm").wait_ready()
        records = library.wait(list(wishes), 4 * LIMIT)
        failed = {wishes[n]: (r.error_code, r.error_params) for n, r in records.items() if r.state != "done"}
        assert not failed, (failed, library.workers[0].log())
        return {wishes[name]: library.artifact_digests(name) for name in wishes}


def run_chaos(
    kind: str,
    folder: Path,
    books: Sequence[Path],
    calm: Calm,
    *,
    kills: int,
    seed: int,
    say: Callable[[str], None] = lambda _line: None,
) -> Figures:
    """Convert ``books`` into five formats with ``kills`` kills on the way; as long as kills are left, what is finished is forgotten and asked for again, so that kills hit workers at work.

    Raises AssertionError where a conversion does not end, differs from ``calm``, had a part made again after it was kept, or leaves anything behind.
    """
    chance = random.Random(seed)  # noqa: S311 (not a secret)
    figures = Figures()
    started, cpu = time.monotonic(), _cpu()
    notes = folder / "notes"
    with open_library(kind, folder / kind) as library:
        editions = [library.add_book(book) for book in books]
        while figures.kills < kills or figures.rounds == 0:
            figures.rounds += 1
            notes.write_bytes(b"")
            wishes = _wishes(library, editions, figures.rounds)
            while figures.kills < kills:
                _kill_one(library, notes, list(wishes), chance, figures)
                if figures.kills % 10 == 0:
                    say(f"{kind}: {figures.kills} kills, round {figures.rounds}")
                if all(state == "done" for state in _states(library, list(wishes))):
                    break
            library.start_worker("w1", environment=_noting(notes)).wait_ready()
            _check(library, wishes, calm, notes, figures)
            library.stop()
            _forget(library, list(wishes))
    figures.seconds, figures.cpu_seconds = time.monotonic() - started, _cpu() - cpu
    return figures


def _kill_one(
    library: Library, notes: Path, names: list[str], chance: random.Random, figures: Figures
) -> None:
    worker = library.start_worker("w1", environment=_noting(notes))
    if chance.random() < 0.15:  # also in the middle of starting and of taking over
        figures.while_starting += 1
        time.sleep(chance.uniform(0.0, 4.0))
    else:
        worker.wait_ready()
        end = time.monotonic() + chance.uniform(0.0, 5.0)
        while time.monotonic() < end and not all(s == "done" for s in _states(library, names)):
            time.sleep(0.05)
    figures.states_when_killed.update(_states(library, names))
    left = left_of(worker.kill())
    assert not left, f"children outlived their worker: {left}"
    figures.kills += 1


def _check(
    library: Library, wishes: Mapping[str, tuple[int, str]], calm: Calm, notes: Path, figures: Figures
) -> None:
    records = library.wait(list(wishes), 4 * LIMIT)
    for name, record in records.items():
        assert record.state == "done", (wishes[name], record.error_code, record.error_params)
        artifact = library.service.conversions.artifact(name)
        assert artifact is not None
        report = artifact.report
        figures.parts += report["parts"]
        figures.made_after_kept += report["parts_made"] - report["parts"]
        assert report["parts_made"] == report["parts"], (wishes[name], report)
        assert report["passed"], report["checks"]
        assert library.artifact_digests(name) == calm[wishes[name]], wishes[name]
        figures.conversions += 1
    lines = Counter(notes.read_text().split("\n"))
    figures.begun_again += sum(n - 1 for line, n in lines.items() if line.startswith("begin"))
    figures.finished_again += sum(n - 1 for line, n in lines.items() if line.startswith("end"))
    library.wait_tidy()


def _noting(notes: Path) -> dict[str, str]:
    return {"ACCESSIBLE_READER_TEST_NOTES": str(notes)}


def _wishes(library: Library, editions: list[str], number: int) -> dict[str, tuple[int, str]]:
    made = {}
    for index, edition in enumerate(editions):
        for name, options in FORMATS.items():
            priority = 1 + (index + number) % 9
            record = library.service.conversions.request(Wish(edition, name, options, None, priority))
            made[record.id] = (index, name)
    return made


def _states(library: Library, names: list[str]) -> list[str]:
    return [library.service.conversions.get(name).state for name in names]


def _forget(library: Library, names: list[str]) -> None:
    """So that the next round makes them again."""
    with library.service.database.transaction() as session:
        session.execute(delete(ArtifactRecord).where(ArtifactRecord.conversion_id.in_(names)))
        session.execute(
            update(ConversionRecord).where(ConversionRecord.id.in_(names)).values(state="cancelled")
        )
    for stored in list(library.service.store.names("artifacts/")):
        library.service.store.delete(stored)


def _cpu() -> float:
    """CPU seconds of what we started and has ended; of what is killed only itself, not what it had started."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def small_books(folder: Path, count: int = 3, chapters: int = 8) -> list[Path]:
    """The first ``count`` of the three books."""
    return write_books(folder, chapters)[:count]
