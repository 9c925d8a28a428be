"""The ledger and what the engine forgets, on both databases."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

from accessible_reader.conversions.ledger import write_ledger
from accessible_reader.conversions.service import Wish, job_id
from accessible_reader.database import now
from tests.service_ground import Library, until


def test_what_was_given_stands_in_the_ledger(library: Library, book: str, tmp_path: Path) -> None:
    service = library.service
    branch = library.add_branch("north")
    asked = service.conversions.request(Wish(book, "trial", {"mark": 77}))
    library.wait([asked.id])
    artifact = service.conversions.artifact(asked.id)
    assert artifact is not None
    given = service.provisions.give(artifact.id, "p" * 32, "device", tmp_path, branch)
    assert (tmp_path / "made.txt").read_text() == "".join(f"part {n:03}\n" for n in range(4))
    assert given.imprint is None
    moment = now()

    def rows(**between: object) -> list[dict[str, str]]:
        out = io.StringIO(newline="")
        count = write_ledger(service.database, out, **between)  # type: ignore[arg-type]
        found = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
        assert len(found) == count
        return found

    (row,) = [row for row in rows() if row["copy_id"] == given.copy_id]
    assert (row["how"], row["branch"], row["format"]) == ("device", "north", "trial")
    assert row["recipient"] == service.provisions.pseudonym("p" * 32)
    assert rows(since=moment) == []
    assert rows(until=moment - timedelta(days=1)) == []
    assert row in rows(since=moment - timedelta(hours=1), until=moment)


def test_the_engine_forgets_what_ended_long_ago(library: Library, book: str) -> None:
    service = library.service
    asked = service.conversions.request(Wish(book, "trial", {"mark": 78}))
    library.wait([asked.id])
    library.wait_tidy()
    job = job_id(asked.id, 1)
    assert service.queue.forget(now() - timedelta(days=1)) == 0
    assert service.queue.status(job) is not None
    # The conversion is done a moment before its job is: what it made and that it is done are one transaction.
    until(lambda: service.queue.status(job).ended_at is not None, what="the job did not end")  # type: ignore[union-attr]
    assert service.queue.forget(now() + timedelta(minutes=1)) >= 5  # the conversion and its parts
    assert service.queue.status(job) is None
    assert service.conversions.get(asked.id).state == "done"
    again = service.conversions.request(Wish(book, "trial", {"mark": 79}))
    assert library.wait([again.id])[again.id].state == "done"
