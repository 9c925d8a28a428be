"""Asking, waiting, cancelling, trying again: against a worker in a process of its own."""

from __future__ import annotations

import itertools
import json
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from accessible_reader.catalogue.models import Edition
from accessible_reader.conversions.errors import NotFound, NotNow
from accessible_reader.conversions.models import ConversionRecord
from accessible_reader.conversions.recipes import conversion_id, full_options
from accessible_reader.conversions.service import BATCH, PATRON, Wish, job_id
from accessible_reader.database import func, select
from accessible_reader.jobs import Job
from converters.errors import BadOptions
from tests.service_ground import Library, gone, until

_marks = itertools.count(1)


def trial(book: str, **options: Any) -> Wish:
    return Wish(book, "trial", {"mark": next(_marks), **options})


def test_a_conversion_is_made_and_described(library: Library, book: str) -> None:
    asked = library.service.conversions.request(Wish(book, "braille-pef", {}))
    record = library.wait([asked.id])[asked.id]
    assert (record.state, record.error_code) == ("done", None)
    assert record.parts_done == record.parts_total > 1
    assert record.weight_done == record.weight_total > 0
    artifact = library.service.conversions.artifact(asked.id)
    assert artifact is not None
    assert artifact.main == "book.pef"
    report = artifact.report
    assert report["passed"]
    assert {check["check"] for check in report["checks"]} == {"files", "places", "pef"}
    assert report["book"]["chapters"] == 2
    with library.service.database.reading() as session:
        edition = session.get(Edition, book)
        assert edition is not None
        assert artifact.provenance["source"]["sha256"] == edition.source_sha256
    assert artifact.provenance["options"] == full_options("braille-pef", {})
    library.wait_tidy(asked.id)


def test_the_same_wish_is_the_same_conversion(library: Library, book: str) -> None:
    first = library.service.conversions.request(Wish(book, "trial", {"parts": 2, "mark": -1}))
    library.wait([first.id])
    # Defaults said or not said: the same recipe.
    again = library.service.conversions.request(Wish(book, "trial", {"mark": -1, "parts": 2, "seconds": 0}))
    assert (again.id, again.state, again.attempt) == (first.id, "done", 1)
    other = library.service.conversions.request(Wish(book, "trial", {"mark": -1, "parts": 3}))
    assert other.id != first.id
    library.wait([other.id])


def test_two_requests_at_once_are_one_job(library: Library, book: str) -> None:
    wish = trial(book)
    barrier = threading.Barrier(6)
    answers: list[ConversionRecord] = []

    def ask() -> None:
        barrier.wait()
        answers.append(library.service.conversions.request(wish))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({answer.id for answer in answers}) == 1
    assert len(answers) == 6
    assert library.wait([answers[0].id])[answers[0].id].state == "done"
    with library.service.database.reading() as session:
        query = select(func.count()).where(ConversionRecord.id == answers[0].id)
        assert session.scalar(query) == 1
    jobs = [one.id for one in library.service.queue.list(limit=10_000) if one.kind == "convert"]
    assert [one for one in jobs if one.startswith(answers[0].id)] == [job_id(answers[0].id, 1)]


def test_two_processes_that_ask_at_once_are_told_of_one_job(library: Library, book: str) -> None:
    """Three processes ask for the same three conversions, each in another order: one job each, and no deadlock."""
    marks = [next(_marks) for _ in range(3)]
    wishes = [["trial", {"mark": mark, "parts": 1}, None, 5] for mark in marks]
    answers = library.ask_from_processes(book, wishes, wishes[::-1], [*wishes[1:], wishes[0]])
    first = sorted(map(tuple, answers[0]))
    assert len({name for name, _ in first}) == 3
    assert {attempt for _, attempt in first} == {1}
    assert all(sorted(map(tuple, answer)) == first for answer in answers)
    records = library.wait([name for name, _ in first])
    assert {record.state for record in records.values()} == {"done"}
    for name, _ in first:
        status = library.service.queue.status(job_id(name, 1))
        assert status is not None
        assert library.service.queue.status(job_id(name, 2)) is None
        artifact = library.service.conversions.artifact(name)
        assert artifact is not None
        assert artifact.report["parts_made"] == artifact.report["parts"] == 1


def test_row_and_job_come_together_or_not_at_all(library: Library, book: str) -> None:
    queue, database = library.service.queue, library.service.database
    options = full_options("trial", {"mark": -2})
    name = conversion_id(book, "trial", options)

    def broken() -> None:
        with database.transaction() as session:
            session.add(ConversionRecord(id=name, edition_id=book, format="trial", options=options))
            session.flush()
            queue.enqueue(session, Job(job_id(name, 1), "convert", (name, 1, "", 5)))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert queue.status(job_id(name, 1)) is None
    with pytest.raises(NotFound):
        library.service.conversions.get(name)
    assert library.service.conversions.request(Wish(book, "trial", {"mark": -2})).id == name
    assert library.wait([name])[name].state == "done"


def test_wrong_wishes_leave_nothing(library: Library, book: str) -> None:
    before = len(library.service.conversions.list(limit=10_000))
    with pytest.raises(BadOptions):
        library.service.conversions.request(Wish(book, "trial", {"parts": "many"}))
    with pytest.raises(BadOptions):
        library.service.conversions.request(Wish(book, "no-such-format", {}))
    with pytest.raises(NotFound) as caught:
        library.service.conversions.request(Wish("nobody", "trial", {}))
    assert caught.value.code == "edition-without-file"
    assert len(library.service.conversions.list(limit=10_000)) == before


def test_a_file_that_is_no_book_fails_with_its_reason(library: Library) -> None:
    file = library.folder / "scan.pdf"
    file.write_bytes(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + bytes(500))
    edition = library.add_book(file)
    asked = library.service.conversions.request(trial(edition))
    record = library.wait([asked.id])[asked.id]
    assert record.state == "failed"
    assert record.error_code == "refused-pdf"
    assert library.service.conversions.artifact(asked.id) is None
    assert not list(library.service.store.names(f"artifacts/{asked.id}/"))
    # Asking again does not make it run again; trying again does.
    assert library.service.conversions.request(Wish(edition, "trial", asked.options)).state == "failed"
    assert library.service.conversions.retry(asked.id).attempt == 2
    assert library.wait([asked.id])[asked.id].error_code == "refused-pdf"


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("bug", "bug"),
        ("memory", "limit-part-memory"),
        ("exit", "limit-part-memory"),
        ("hang", "limit-part-time"),
        ("disk", "disk-full"),
    ],
)
def test_a_bad_part_fails_alone(library: Library, book: str, fault: str, code: str) -> None:
    neighbour = library.service.conversions.request(trial(book, parts=3, seconds=0.3))
    wish = trial(book, parts=3, bad=1, fault=fault)
    if fault == "hang":
        wish = replace(wish, format="trial-hasty")
    asked = library.service.conversions.request(wish)
    records = library.wait([asked.id, neighbour.id])
    assert (records[asked.id].state, records[asked.id].error_code) == ("failed", code)
    assert records[asked.id].error_params is not None
    assert records[neighbour.id].state == "done"
    assert not list(library.service.store.names(f"artifacts/{asked.id}/"))
    json.dumps(records[asked.id].error_params)


def test_cancelled_in_the_middle(library: Library, book: str) -> None:
    conversions = library.service.conversions
    asked = conversions.request(trial(book, parts=500, seconds=0.5))
    until(lambda: conversions.get(asked.id).parts_done >= 1, what="a first part")
    assert conversions.cancel(asked.id).state == "cancelled"
    until(lambda: library.service.queue.status(job_id(asked.id, 1)).state == "done", what="end of the job")  # type: ignore[union-attr]
    record = conversions.get(asked.id)
    assert record.state == "cancelled"
    assert record.parts_done < 500
    library.wait_tidy(asked.id)
    # Cancelling twice, or what has ended, changes nothing.
    assert conversions.cancel(asked.id).state == "cancelled"
    # And it can be asked for again.
    again = conversions.request(Wish(book, "trial", {**asked.options}))
    assert (again.id, again.attempt, again.state) == (asked.id, 2, "queued")
    conversions.cancel(asked.id)
    library.wait([asked.id])


def test_a_cancelled_part_stops_its_child(library: Library, book: str, tmp_path: Path) -> None:
    conversions = library.service.conversions
    worker = library.workers[0]
    asked = conversions.request(trial(book, parts=1, seconds=500.0, tell=str(tmp_path)))
    until(lambda: list(tmp_path.iterdir()), what="a part at work")
    busy = worker.descendants()
    conversions.cancel(asked.id)
    # Long before the part would have ended.
    until(lambda: library.service.queue.status(job_id(asked.id, 1)).state == "done")  # type: ignore[union-attr]
    until(lambda: any(gone([process], 0.1) for process in busy), what="the end of the child")
    library.wait_tidy(asked.id)


def test_only_what_has_stopped_can_be_tried_again(library: Library, book: str) -> None:
    asked = library.service.conversions.request(trial(book))
    library.wait([asked.id])
    with pytest.raises(NotNow):
        library.service.conversions.retry(asked.id)
    with pytest.raises(NotFound):
        library.service.conversions.retry("nothing")


def test_finished_parts_are_kept_for_the_next_try(library: Library, book: str) -> None:
    asked = library.service.conversions.request(trial(book, parts=4, bad=3))
    assert library.wait([asked.id])[asked.id].state == "failed"
    kept = set(library.service.store.names(f"work/{asked.id}/"))
    assert len(kept) == 3
    library.service.conversions.retry(asked.id)
    assert library.wait([asked.id])[asked.id].state == "failed"
    assert set(library.service.store.names(f"work/{asked.id}/")) == kept


def test_a_patron_goes_before_a_batch(library: Library, book: str) -> None:
    conversions = library.service.conversions
    library.workers[0].freeze()
    try:
        wishes = [Wish(book, "trial", {"mark": next(_marks), "seconds": 0.2}, None, BATCH) for _ in range(8)]
        batch = [conversions.request(wish) for wish in wishes]
        patron = conversions.request(Wish(book, "trial", {"mark": next(_marks)}, None, PATRON))
    finally:
        library.workers[0].thaw()
    library.wait([one.id for one in (*batch, patron)])
    ended = {one.id: conversions.get(one.id).ended_at for one in (*batch, patron)}
    before = [one for one in batch if ended[one.id] < ended[patron.id]]  # type: ignore[operator]
    # It has a lane of its own, but the batch may take its first places in the same moment. Without priorities all eight would be served first.
    assert len(before) <= 4


def test_a_patron_does_not_wait_for_a_batch_that_has_begun(library: Library, book: str) -> None:
    """More long conversions than a worker takes on have begun: who waits goes past them all, for a book of their own and for one of the batch."""
    conversions = library.service.conversions
    batch = [
        conversions.request(replace(trial(book, parts=100, seconds=2.0), priority=BATCH)) for _ in range(6)
    ]
    try:
        until(lambda: sum(conversions.get(one.id).state == "running" for one in batch) >= 4)
        patron = conversions.request(replace(trial(book, parts=3), priority=PATRON))
        assert library.wait([patron.id])[patron.id].state == "done"
        short = conversions.request(replace(trial(book, parts=8, seconds=0.2), priority=BATCH))
        sooner = conversions.request(Wish(book, "trial", short.options, None, PATRON))
        assert (sooner.id, sooner.attempt) == (short.id, 2)
        assert library.wait([short.id])[short.id].state == "done"
        assert [conversions.get(one.id).state for one in batch].count("done") == 0
    finally:
        for one in batch:
            conversions.cancel(one.id)
    until(lambda: all(library.service.queue.status(job_id(one.id, 1)).state == "done" for one in batch))  # type: ignore[union-attr]
    library.wait_tidy(*(one.id for one in batch))


def test_parts_of_a_batch_are_used_when_somebody_needs_it_sooner(library: Library, book: str) -> None:
    conversions = library.service.conversions
    asked = conversions.request(replace(trial(book, parts=12, seconds=0.3), priority=BATCH))
    until(lambda: conversions.get(asked.id).parts_done >= 2)
    sooner = conversions.request(Wish(book, "trial", asked.options, None, PATRON))
    assert (sooner.state, sooner.attempt, sooner.priority) == ("queued", 2, PATRON)
    kept = set(library.service.store.names(f"work/{asked.id}/"))
    assert len(kept) >= 2
    record = library.wait([asked.id])[asked.id]
    assert (record.state, record.attempt) == ("done", 2)
    artifact = library.service.conversions.artifact(asked.id)
    assert artifact is not None
    assert artifact.report["parts"] == 12
    library.wait_tidy(asked.id)


def test_whoever_needs_it_sooner_moves_it_forward(library: Library, book: str) -> None:
    conversions = library.service.conversions
    for worker in library.workers:
        worker.freeze()
    try:
        asked = conversions.request(trial(book))
        sooner = conversions.request(Wish(book, "trial", asked.options, None, PATRON))
    finally:
        for worker in library.workers:
            worker.thaw()
    assert (sooner.id, sooner.priority, sooner.attempt) == (asked.id, PATRON, 2)
    record = library.wait([asked.id])[asked.id]
    assert (record.state, record.attempt) == ("done", 2)


def test_an_id_may_be_shortened(library: Library, book: str) -> None:
    asked = library.service.conversions.request(trial(book))
    assert library.service.conversions.find(asked.id[:16]) == asked.id
    for wrong in ("", "zz", "%"):
        with pytest.raises(NotFound):
            library.service.conversions.find(wrong)
    library.wait([asked.id])
