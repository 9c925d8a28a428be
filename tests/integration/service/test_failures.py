"""What goes wrong around a conversion: machines, databases, storage, clips. Each ends in a clear state, and nothing is lost."""

from __future__ import annotations

import itertools
import os
import threading
from pathlib import Path

import pytest

from accessible_reader.catalogue.models import Edition, SourceFile
from accessible_reader.conversions.children import Children
from accessible_reader.conversions.errors import ServiceError
from accessible_reader.conversions.leftovers import Leftovers
from accessible_reader.conversions.models import ConversionRecord
from accessible_reader.conversions.rooms import WorkRooms
from accessible_reader.conversions.service import Wish
from accessible_reader.conversions.worker import ConversionWorker, WorkerOptions
from accessible_reader.database import select, update
from accessible_reader.jobs.models import WorkerRecord
from tests.service_ground import LIMIT, TONE, Library, gone, open_library, until

_marks = itertools.count(1_000)
QUICK = {"beat_seconds": 0.3, "gone_seconds": 2.5}


def test_a_killed_worker_goes_on_where_it_was(empty: Library) -> None:
    book = empty.one_book()
    worker = empty.start_worker("w1").wait_ready()
    name = empty.ask(book, parts=8, seconds=0.4)
    until(lambda: empty.service.conversions.get(name).parts_done >= 3)
    assert gone(worker.kill()), "children outlived their worker"
    done = empty.service.conversions.get(name).parts_done
    assert 3 <= done < 8
    empty.start_worker("w1").wait_ready()
    assert empty.service.conversions.get(name).parts_done >= done
    assert empty.wait([name])[name].state == "done"
    empty.assert_whole(name, 8)


def test_a_worker_that_never_returns(empty: Library) -> None:
    book = empty.one_book()
    # What it may hold in PostgreSQL when it stops is freed after a minute; here after seconds.
    short = "&options=-c%20idle_in_transaction_session_timeout%3D5000" if empty.kind == "postgresql" else ""
    environment = {"ACCESSIBLE_READER_DATABASE_URL": empty.url + short}
    first = empty.start_worker("w1", environment=environment, **QUICK).wait_ready()
    name = empty.ask(book, parts=8, seconds=0.4)
    until(lambda: empty.service.conversions.get(name).parts_done >= 2)
    first.freeze()
    empty.start_worker("w2", **QUICK).wait_ready()
    assert empty.wait([name])[name].state == "done"
    empty.assert_whole(name, 8)
    # It comes back after all, finds that it was given up, and ends without having harmed anything.
    first.thaw()
    assert first.process.wait(LIMIT) == 75
    # What it may have put away in its last moment is found by the next collection.
    rooms = WorkRooms(empty.folder / "data" / "work", empty.service.store, Children(1), "test")
    Leftovers(empty.service.database, rooms, empty.service.store).collect()
    empty.assert_whole(name, 8)
    with empty.service.database.reading() as session:
        names = {record.name for record in session.scalars(select(WorkerRecord)) if not record.gone}
    assert names == {"w2"}


def test_the_living_are_left_alone(empty: Library) -> None:
    """Two workers at work, and clocks that were set back: nobody is given up."""
    book = empty.one_book()
    for worker in ("w1", "w2"):
        # Longer than any pause of a busy machine: what matters is that no clock is read.
        empty.start_worker(worker, beat_seconds=0.2, gone_seconds=60.0).wait_ready()
    name = empty.ask(book, parts=10, seconds=0.6)
    until(lambda: empty.service.conversions.get(name).parts_done >= 1)
    with empty.service.database.transaction() as session:
        long_ago = session.scalars(select(WorkerRecord)).first().started_at.replace(year=1999)  # type: ignore[union-attr]
        session.execute(update(WorkerRecord).values(seen_at=long_ago, started_at=long_ago))
    assert empty.wait([name])[name].state == "done"
    empty.assert_whole(name, 10)
    assert all(worker.process.poll() is None for worker in empty.workers)
    with empty.service.database.reading() as session:
        assert {worker.gone for worker in session.scalars(select(WorkerRecord))} == {False}
    assert "took over" not in "".join(worker.log() for worker in empty.workers)


def test_a_file_that_is_gone(empty: Library) -> None:
    book = empty.one_book()
    empty.start_worker("w1").wait_ready()
    with empty.service.database.reading() as session:
        query = select(SourceFile.stored_as).join(Edition, Edition.source_sha256 == SourceFile.sha256)
        stored = session.scalar(query)
    assert stored is not None
    empty.service.store.delete(stored)
    name = empty.ask(book)
    record = empty.wait([name])[name]
    assert (record.state, record.error_code) == ("failed", "source-file-missing")


def test_damaged_clips_do_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clips = tmp_path / "clips"
    monkeypatch.setenv("ACCESSIBLE_READER_AUDIO_CACHE", str(clips))
    with open_library("sqlite", tmp_path / "library") as library:
        book = library.one_book()
        library.start_worker("w1").wait_ready()
        conversions = library.service.conversions
        first = conversions.request(Wish(book, "audio-mp3", TONE)).id
        assert library.wait([first])[first].state == "done"
        kept = [path for path in clips.rglob("*") if path.is_file() and path.stat().st_size > 500]
        for path in kept:
            data = bytearray(path.read_bytes())
            data[len(data) // 2 :] = os.urandom(len(data) - len(data) // 2)
            path.write_bytes(data)
        again = conversions.request(Wish(book, "audio-mp3", {**TONE, "print_pages": True})).id
        assert library.wait([again])[again].state == "done"
        # Another recipe, the same sound, because the book has no print pages.
        one, two = library.artifact_digests(first), library.artifact_digests(again)
        sounds = [name for name in one if name.endswith(".mp3")]
        assert sounds
        assert [one[name] for name in sounds] == [two[name] for name in sounds]


def test_work_that_was_lost_is_said_to_be(empty: Library) -> None:
    book = empty.one_book()
    name = empty.ask(book)
    with empty.service.database.transaction() as session:
        session.execute(update(ConversionRecord).where(ConversionRecord.id == name).values(attempt=7))
    assert empty.service.conversions.settle() == 1
    record = empty.service.conversions.get(name)
    assert (record.state, record.error_code) == ("failed", "job-lost")
    other = empty.ask(book)
    assert empty.service.conversions.settle() == 0
    assert empty.service.conversions.get(other).state == "queued"


def test_leftovers_are_collected_and_nothing_else(empty: Library) -> None:
    book = empty.one_book()
    service = empty.service
    empty.start_worker("w1").wait_ready()
    done = empty.ask(book)
    empty.wait([done])
    empty.wait_tidy()
    empty.stop()
    waiting = empty.ask(book)
    rooms = WorkRooms(empty.folder / "data" / "work", service.store, Children(1), "test")
    needed = [f"work/{waiting}/000.tar", f"artifacts/{waiting}/t/made.txt"]
    stray = [f"work/{done}/000.tar", "work/nobody/000.tar", f"artifacts/{done}/stray/made.txt"]
    for name in (*needed, *stray):
        service.store.put_bytes(name, b"x")
    for name in (f"{done}.1", f"{waiting}.1", "nobody.1"):
        (rooms.folder / "conversions" / name).mkdir(parents=True)
    before = set(service.store.names())
    found = Leftovers(service.database, rooms, service.store).collect(all_files=True)
    assert (found.rooms, found.parts, found.files) == (2, 2, 1)
    assert set(service.store.names()) == before - set(stray)
    assert list(rooms.names()) == [f"{waiting}.1"]


def test_a_name_belongs_to_one_living_worker(tmp_path: Path) -> None:
    with open_library("sqlite", tmp_path) as library:
        library.start_worker("w1").wait_ready()
        service = library.service
        with pytest.raises(ServiceError) as caught:
            ConversionWorker(
                service.database,
                service.store,
                service.conversions,
                library.folder / "data",
                WorkerOptions("w1", 1),
            )
        assert caught.value.code == "worker-name-taken"
        assert threading.active_count() < 50
