"""What a conversion stands on goes away: the database, the storage, the disk, the time of day. Each ends in a clear state, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from accessible_reader.storage import StorageError, open_store
from tests.databases import KINDS, own_server
from tests.service_ground import Library, open_library, until
from tests.service_outages import database_gone

QUICK = {"beat_seconds": 0.3, "gone_seconds": 2.5}
sqlite_only = pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
"""Where the database does not matter."""


@pytest.mark.parametrize("kind", KINDS)
def test_the_database_is_gone_for_a_moment(kind: str, tmp_path: Path) -> None:
    """What was finished before stays finished. Half a minute of it is part of ``make chaos``."""
    database_gone(kind, tmp_path, 0.0, **QUICK)


def test_a_worker_waits_for_its_database(tmp_path: Path) -> None:
    with own_server() as server, open_library("postgresql", tmp_path, server.new_database()) as library:
        server.crash()
        early = library.start_worker("w2")
        until(lambda: "waiting for the database" in early.log(), what=early.log)
        server.start()
        early.wait_ready()


@contextmanager
def _storage_refuses(library: Library) -> Iterator[None]:
    """Nothing can be written: a file stands where a folder should be. (Permissions would not stop a test that runs as root.)"""
    for folder in ("work", "artifacts"):
        place = library.folder / "data" / "files" / folder
        shutil.rmtree(place, ignore_errors=True)
        place.write_text("in the way")
    try:
        yield
    finally:
        for folder in ("work", "artifacts"):
            (library.folder / "data" / "files" / folder).unlink()


@sqlite_only
def test_the_storage_refuses_for_a_while(empty: Library) -> None:
    book = empty.one_book()
    worker = empty.start_worker("w1").wait_ready()
    with _storage_refuses(empty):
        name = empty.ask(book, parts=3)
        until(lambda: "waiting for" in worker.log(), what=worker.log)
        assert empty.service.conversions.get(name).state == "running"
    assert empty.wait([name])[name].state == "done"
    empty.assert_whole(name, 3)


@sqlite_only
def test_the_storage_refuses_for_good(empty: Library) -> None:
    book = empty.one_book()
    empty.start_worker("w1", patience=1.0).wait_ready()
    with _storage_refuses(empty):
        name = empty.ask(book, parts=3)
        record = empty.wait([name])[name]
        assert (record.state, record.error_code) == ("failed", "storage-unavailable")
    empty.service.conversions.retry(name)
    assert empty.wait([name])[name].state == "done"
    empty.assert_whole(name, 3)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of eight megabytes (tmpfs)."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)]
    try:
        made = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        pytest.skip(f"a disk that is really full needs mount: {error}")
    if made.returncode:
        pytest.skip(f"a disk that is really full needs the right to mount one: {made.stderr.strip()}")
    try:
        yield place
    finally:
        # Lazily: a worker that was killed may need a moment to let go.
        subprocess.run(["umount", "-l", str(place)], check=True)


def _fill(disk: Path) -> Path:
    """Nothing more fits on it until the file that is returned is removed."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as stream:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while stream.write(bytes(size)):
                    pass
            except OSError:
                continue
    return filler


def test_the_disk_of_a_worker_is_full(small_disk: Path, tmp_path: Path) -> None:
    with open_library("sqlite", tmp_path / "library") as library:
        library.start_worker("w0").wait_ready()
        book = library.one_book()
        library.stop()
        work = library.folder / "data" / "work"
        shutil.rmtree(work)
        work.symlink_to(small_disk)
        library.start_worker("w1").wait_ready()
        filler = _fill(small_disk)
        name = library.ask(book, parts=3)
        record = library.wait([name])[name]
        assert (record.state, record.error_code) == ("failed", "disk-full")
        filler.unlink()
        library.service.conversions.retry(name)
        assert library.wait([name])[name].state == "done"
        library.assert_whole(name, 3)


def test_the_disk_of_everything_is_full(small_disk: Path) -> None:
    """Also the database's and the storage's: nothing can be noted until there is room again, and then it goes on."""
    with open_library("sqlite", small_disk) as library:
        book = library.one_book()
        worker = library.start_worker("w1", **QUICK).wait_ready()
        name = library.ask(book, parts=6, seconds=0.4)
        until(lambda: library.service.conversions.get(name).parts_done >= 2)
        filler = _fill(small_disk)
        until(lambda: "no heartbeat" in worker.log() or "waiting for" in worker.log(), what=worker.log)
        assert library.service.conversions.get(name).state == "running"
        filler.unlink()
        record = library.wait([name])[name]
        if record.state == "failed":  # a part's own files did not fit: said so, and what was finished is kept
            assert record.error_code == "disk-full"
            library.service.conversions.retry(name)
            record = library.wait([name])[name]
        assert record.state == "done", record.error_code
        library.assert_whole(name, 6)


def test_a_full_disk_is_not_blamed_on_the_storage(small_disk: Path, tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"))
    store.put_bytes("a", os.urandom(1 << 16))
    _fill(small_disk)
    with pytest.raises(OSError, match="No space left"):
        store.fetch("a", small_disk / "a")
    full = open_store(str(small_disk / "store"))
    with pytest.raises(StorageError):
        full.put_bytes("a", os.urandom(1 << 16))
    assert not full.contains("a")


def test_the_clock_steps_back_by_a_day(empty: Library, tmp_path: Path) -> None:
    """In the middle of the work, for a worker and the children it starts from then on; another one comes with the right time."""
    book = empty.one_book()
    clock = tmp_path / "clock"
    clock.write_text("0")
    environment = {"ACCESSIBLE_READER_TEST_CLOCK": str(clock)}
    worker = empty.start_worker(
        "w1", environment=environment, beat_seconds=0.2, gone_seconds=60.0
    ).wait_ready()
    name = empty.ask(book, parts=8, seconds=0.3)
    until(lambda: empty.service.conversions.get(name).parts_done >= 1)
    clock.write_text("-86400")
    until(lambda: empty.service.conversions.get(name).parts_done >= 3)
    empty.start_worker("w2", beat_seconds=0.2, gone_seconds=60.0).wait_ready()
    record = empty.wait([name])[name]
    assert record.state == "done"
    assert record.ended_at is not None
    later = empty.ask(book, parts=2)
    assert empty.wait([later])[later].state == "done"
    empty.assert_whole(name, 8)
    empty.assert_whole(later, 2)
    assert worker.process.poll() is None
    assert "took over" not in "".join(one.log() for one in empty.workers)
