"""Conversions with books, artifacts and clips in S3: by two machines that share nothing else but the database; while the storage refuses; back up and restore."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from accessible_reader.backups import look_through, make_backup, open_target, restore
from accessible_reader.conversions.models import PartRecord
from accessible_reader.conversions.service import ACTIVE, Wish
from accessible_reader.database import select
from accessible_reader.settings import Settings
from accessible_reader.storage import StorageError, open_store
from tests.databases import KINDS, database_url
from tests.s3_server import S3Server, s3_server
from tests.service_ground import TONE, Library, open_library, until, write_books
from tests.unit.backups.conftest import (  # noqa: F401 (a fixture)
    PASSPHRASE,
    _cheap_locks,
    all_files,
    everything,
    filled_library,
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with s3_server(tmp_path_factory.mktemp("s3")) as running, pytest.MonkeyPatch.context() as environment:
        for name, value in running.environment.items():
            environment.setenv(name, value)
        yield running


@pytest.fixture
def bucket(server: S3Server, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """``s3://…``, empty; workers that are started use it."""
    name = "b" + hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:20]
    url = f"{server.make_bucket(name)}/library"
    monkeypatch.setenv("ACCESSIBLE_READER_STORAGE_URL", url)
    return url


def name_of(bucket: str) -> str:
    return bucket.removeprefix("s3://").partition("/")[0]


def clips_in(url: str) -> list[str]:
    """Names of clips; beside them lie counts of how they were used."""
    return sorted(name for name in open_store(url).names() if "clips/" in name)


def machine(library: Library, folder: Path, name: str) -> None:
    """A worker with a disk of its own, which keeps house every few seconds instead of once a minute."""
    data = folder / "data"
    data.mkdir(parents=True)
    environment = {"ACCESSIBLE_READER_DATA": str(data)}
    library.start_worker(name, processes=1, house_seconds=3.0, environment=environment).wait_ready()


@pytest.mark.slow
def test_two_machines_share_a_bucket_that_refuses_for_a_while(
    server: S3Server, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clips = f"{server.make_bucket('clips')}/audio"
    monkeypatch.setenv("ACCESSIBLE_READER_AUDIO_CACHE", clips)
    with open_library("postgresql", tmp_path / "library", storage_url=bucket) as library:
        monkeypatch.setenv("ACCESSIBLE_READER_KEYS_FILE", str(library.service.settings.keys_path))
        book = library.add_book(write_books(tmp_path / "books", 6)[0])
        machine(library, tmp_path / "one", "w1")
        machine(library, tmp_path / "two", "w2")
        ask = library.service.conversions.request
        trial = ask(Wish(book, "trial", {"parts": 24, "seconds": 0.4})).id
        made_by: set[str] = set()

        def ended() -> bool:
            with library.service.database.reading() as session:
                made_by.update(session.scalars(select(PartRecord.worker)))
            return library.service.conversions.get(trial).state not in ACTIVE

        until(ended)
        assert {worker.partition(".")[0] for worker in made_by} == {"w1", "w2"}
        first = [
            ask(Wish(book, name, options)).id
            for name, options in (("audio-mp3", TONE), ("large-print-epub", {}))
        ]
        records = library.wait([trial, *first])
        assert {r.state for r in records.values()} == {"done"}, [r.error_params for r in records.values()]
        # Each was put together of parts that came from both; its bytes are what its row says.
        made = library.artifact_digests(trial)
        expected = "".join(f"part {n:03}\n" for n in range(24))
        assert made["made.txt"] == hashlib.sha256(expected.encode()).hexdigest()
        sound = library.artifact_digests(first[0])
        # The clips are in their bucket, and are not spoken again: another recipe, the same sound.
        kept = clips_in(clips)
        assert len(kept) > 6
        again = ask(Wish(book, "audio-mp3", {**TONE, "print_pages": True})).id
        assert library.wait([again])[again].state == "done"
        assert clips_in(clips) == kept
        mp3 = [name for name in sound if name.endswith(".mp3")]
        assert [library.artifact_digests(again)[name] for name in mp3] == [sound[name] for name in mp3]
        # The storage refuses for a while, in the middle of a conversion, and comes back.
        late = ask(Wish(book, "trial", {"parts": 6, "seconds": 0.2})).id
        until(lambda: library.service.conversions.get(late).parts_done >= 1)
        server.refuse()
        try:
            until(lambda: server.refused() >= 3)
            assert library.service.conversions.get(late).state == "running"
        finally:
            server.serve_again()
        assert library.wait([late])[late].state == "done"
        library.artifact_digests(late)
        library.wait_tidy()
        # Nothing temporary stays, in the storage or on the machines' disks.
        assert library.orphans() == []
        assert server.unfinished_uploads(name_of(bucket)) == 0
        for disk in ("one", "two"):
            data = tmp_path / disk / "data"
            assert not (data / "files").exists()
            # The machine that did not publish hears of the end when it keeps house.
            until(lambda data=data: not list(data.glob("work/conversions/*/*")))
            assert not list(data.glob("work/scratch/*/*"))


def test_a_large_file_goes_in_pieces_and_comes_back_whole(
    server: S3Server, bucket: str, tmp_path: Path
) -> None:
    store = open_store(bucket)
    big = tmp_path / "big.bin"
    big.write_bytes(os.urandom(1 << 20) * 23 + b"end")
    stored = store.put("sources/big", big)
    back = store.fetch("sources/big", tmp_path / "back.bin")
    assert hashlib.sha256(back.read_bytes()).hexdigest() == stored.sha256
    assert store.read("sources/big", stored.size - 3, 3) == b"end"
    size, pieces = store.stream("sources/big")
    assert size == stored.size
    assert hashlib.sha256(b"".join(pieces)).hexdigest() == stored.sha256
    assert server.unfinished_uploads(name_of(bucket)) == 0
    assert list(store.names()) == ["sources/big"]
    with pytest.raises(FileNotFoundError):
        store.stream("sources/none")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["back.bin", "big.bin"]


def test_a_bucket_that_is_not_there_is_a_storage_error(server: S3Server, tmp_path: Path) -> None:
    store = open_store("s3://nobody-made-this")
    with pytest.raises((StorageError, FileNotFoundError)):
        store.put_bytes("a", b"x")


@pytest.mark.parametrize("kind", KINDS)
def test_a_library_moves_between_a_folder_and_a_bucket(
    server: S3Server, bucket: str, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From SQLite and a folder into the other database and S3, and back again."""
    monkeypatch.delenv("ACCESSIBLE_READER_STORAGE_URL")
    other = next(one for one in KINDS if one != kind)
    with filled_library(kind, tmp_path / "one") as filled:
        files, rows = all_files(filled.service), everything(filled.service)
        first = make_backup(filled.service, tmp_path, passphrase=PASSPHRASE, with_keys=True)
    places = [(other, "two", bucket), (kind, "three", "")]
    file = Path(first.file)
    for place, name, storage in places:
        data = tmp_path / name / "data"
        data.mkdir(parents=True)
        settings = Settings(data=data, database_url=database_url(place, data), storage_url=storage)
        with open_target(settings, look_through(file, PASSPHRASE), PASSPHRASE) as service:
            plan = look_through(file, PASSPHRASE)
            restore(service, file, plan, passphrase=PASSPHRASE, silence_seconds=0.5)
            assert all_files(service) == files
            file = Path(make_backup(service, tmp_path, passphrase=PASSPHRASE, with_keys=True).file)
            after = everything(service)
    for table in rows.keys() - {"audit_row", "audit_head", "conversion"}:
        assert after[table] == rows[table], table
    assert after["audit_row"][: len(rows["audit_row"])] == rows["audit_row"]
