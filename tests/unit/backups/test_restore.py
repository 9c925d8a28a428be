"""A library is filled, backed up, and brought back elsewhere: everything is there, and a restore that does not succeed has changed nothing."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accessible_reader.audit import ChainEnd, chain_end, verify_chain
from accessible_reader.backups import look_through, make_backup, open_target, restore
from accessible_reader.backups.contents import LEFT_OUT
from accessible_reader.bootstrap import Service
from accessible_reader.catalogue.models import Title
from accessible_reader.conversions.models import Provision
from accessible_reader.database import func, new_keys, select, text, update
from accessible_reader.database.migrate import check
from accessible_reader.database.portable import count_rows, snapshot
from accessible_reader.errors import NotNow, SignInRefused
from accessible_reader.people.erasure import erase_person
from accessible_reader.people.models import Person
from accessible_reader.people.sign_in.pin_sign_in import sign_in_with_pin
from accessible_reader.people.sign_in.pins import PinHasher
from accessible_reader.shelf.models import Bookmark
from accessible_reader.storage import StorageError
from converters.errors import BadOptions, ConversionError, DamagedFile, UnsupportedFormat
from tests.databases import KINDS
from tests.unit.backups.conftest import (
    CARD,
    PASSPHRASE,
    PIN,
    Filled,
    all_files,
    empty_library,
    everything,
    filled_library,
    settings_of,
)


@pytest.fixture
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Filled]:
    """In SQLite, or in the database that the test is marked with."""
    with filled_library(getattr(request, "param", "sqlite"), tmp_path / "old") as made:
        yield made


on_both = pytest.mark.parametrize("filled", KINDS, indirect=True)


def backup(filled: Filled, folder: Path, **how: Any) -> Path:
    folder.mkdir(exist_ok=True)
    return Path(make_backup(filled.service, folder, **{"passphrase": PASSPHRASE, **how}).file)


def bring_back(file: Path, kind: str, folder: Path, keys: Path | None = None, **how: Any) -> Any:
    folder.mkdir(parents=True, exist_ok=True)
    settings = settings_of(kind, folder)
    if keys is not None:
        settings.data.mkdir(parents=True, exist_ok=True)
        shutil.copy(keys, settings.keys_path)
    return settings, bring_into(settings, file, **how)


def bring_into(
    settings: Any, file: Path, *, replace: bool = False, passphrase: str | None = PASSPHRASE
) -> Any:
    plan = look_through(file, passphrase)
    with open_target(settings, plan, passphrase, replace=replace) as service:
        return restore(service, file, plan, passphrase=passphrase, replace=replace, silence_seconds=0.5)


def without_the_restore(rows: dict[str, Any], end: int) -> dict[str, Any]:
    """The restore's own line in the audit log, and what begins again."""
    rows = {name: list(values) for name, values in rows.items()}
    rows["audit_row"] = rows["audit_row"][:end]
    del rows["audit_head"], rows["conversion"], rows["sign_in_delay"]
    return rows


@pytest.mark.parametrize("into", KINDS)
@on_both
def test_everything_comes_back_in_either_kind_of_database(filled: Filled, tmp_path: Path, into: str) -> None:
    file = backup(filled, tmp_path / "backups", with_keys=True)
    before, files = everything(filled.service), all_files(filled.service)
    end = chain_end(filled.service.database)
    assert f"-audit-{end.number}-{end.hash[:12]}." in file.name
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    settings, report = bring_back(file, into, tmp_path / "new")
    assert (report.requeued, report.missing_count, report.audit_broken) == (2, 0, "")
    plan = look_through(file, PASSPHRASE)
    with open_target(settings, plan, PASSPHRASE, replace=True) as service:
        after = everything(service)
        assert without_the_restore(after, end.number) == without_the_restore(before, end.number)
        assert all_files(service) == files
        assert verify_chain(service.database, service.keys, end) is None
        assert chain_end(service.database).number == end.number + 1
        check(service.database.engine)
        # What had ended is as it was; what had not is queued, and counts from the beginning.
        old = {row[0]: row for row in before["conversion"]}
        new = {row[0]: row for row in after["conversion"]}
        assert new[filled.done] == old[filled.done]
        for name in (filled.waiting, filled.half):
            record = service.conversions.get(name)
            assert (record.state, record.attempt, record.parts_done) == ("queued", 2, 0)
            job = service.queue.status(f"{name}.2")
            assert job is not None
            assert job.state == "queued"
        assert service.conversions.settle() == 0
        with snapshot(service.database) as session:
            assert {count_rows(session, name) for name in LEFT_OUT} == {0}
        # And life goes on: sign-in, numbers that count on, search.
        hasher = PinHasher(service.keys)
        sign_in_with_pin(service.database, service.keys, hasher, card=CARD, pin=PIN, address="::1")
        with pytest.raises(SignInRefused):
            sign_in_with_pin(service.database, service.keys, hasher, card=CARD, pin="00000001", address="::1")
        room = tmp_path / "room"
        room.mkdir()
        artifact = service.conversions.artifact(filled.done)
        assert artifact is not None
        service.provisions.give(artifact.id, filled.reader, "stream", room)
        with service.database.reading() as session:
            assert session.scalar(select(func.count()).select_from(Provision)) == 2


def test_the_archive_says_nothing_to_who_has_no_passphrase(filled: Filled, tmp_path: Path) -> None:
    file = backup(filled, tmp_path / "backups", with_keys=True)
    data = file.read_bytes()
    for word in (CARD, "夜航", "header.json", filled.edition, "encryption"):
        assert word.encode() not in data
    with pytest.raises(BadOptions) as caught:
        look_through(file, None)
    assert caught.value.code == "backup-passphrase-missing"
    plain = backup(filled, tmp_path / "plain", sealed=False, passphrase=None)
    with tarfile.open(plain) as archive:
        names = archive.getnames()
    assert "keys.json" not in names
    assert "header.json" in names
    # Fields of people are sealed all the same, and the keys are nowhere in it.
    assert "王小明".encode() not in plain.read_bytes()
    for key in json.loads(filled.settings.keys_path.read_text())["encryption"].values():
        assert key.encode() not in plain.read_bytes()


def test_keys_are_asked_for_and_must_be_the_right_ones(filled: Filled, tmp_path: Path) -> None:
    file = backup(filled, tmp_path / "backups")
    with pytest.raises(BadOptions) as caught:
        bring_back(file, "sqlite", tmp_path / "none")
    assert caught.value.code == "restore-keys-missing"
    wrong = tmp_path / "wrong.json"
    wrong.write_text(new_keys().to_json())
    with pytest.raises(BadOptions) as caught:
        bring_back(file, "sqlite", tmp_path / "wrong", wrong)
    assert caught.value.code == "restore-keys-other"
    assert (tmp_path / "wrong/data/keys.json").read_text() == wrong.read_text()
    _settings, report = bring_back(file, "sqlite", tmp_path / "right", filled.settings.keys_path)
    assert report.audit_broken == ""


def test_keys_nobody_has_used_make_way_and_are_kept(filled: Filled, tmp_path: Path) -> None:
    file = backup(filled, tmp_path / "backups", with_keys=True)
    with empty_library("sqlite", tmp_path / "new") as fresh:  # somebody looked at the empty library
        settings, unused = fresh.settings, fresh.settings.keys_path.read_text()
    bring_into(settings, file)
    assert settings.keys_path.read_text() == filled.settings.keys_path.read_text()
    assert [path.read_text() for path in settings.data.glob("keys.json.unused-*")] == [unused]
    assert oct(settings.keys_path.stat().st_mode & 0o777) == "0o600"


@on_both
def test_a_library_in_use_is_replaced_only_where_that_is_said(filled: Filled, tmp_path: Path) -> None:
    file = backup(filled, tmp_path / "backups")
    service = filled.service
    before = everything(service)
    assert refusal(bring_into, filled.settings, file) == "restore-not-empty"
    assert everything(service) == before
    # Meanwhile: a name is changed, somebody has the library forget them, a file is added and one is lost.
    source = next(name for name in service.store.names("sources"))
    service.store.delete(source)
    with service.database.transaction() as session:
        session.execute(update(Title).values(name="changed"))
        session.execute(text("DELETE FROM loan_copy"))
        session.execute(text("DELETE FROM loan"))
    erase_person(service.database, service.keys, "system", filled.reader)
    report = bring_into(filled.settings, file, replace=True)
    assert report.audit_broken == ""
    with service.database.reading() as session:
        assert "夜航" in set(session.scalars(select(Title.name)))
        person = session.get_one(Person, filled.reader)
        # Forgotten again, unless a book is still out in the old state.
        assert (person.erased_at is not None) == (report.forgotten_again == 1)
        assert report.forgotten_again + len(report.not_forgotten) == 1
        if report.forgotten_again:
            assert session.scalar(select(func.count()).select_from(Bookmark)) == 0
    assert service.store.contains(source)
    assert verify_chain(service.database, service.keys) is None


@on_both
def test_files_of_the_old_life_go_with_it(filled: Filled, tmp_path: Path) -> None:
    file = backup(filled, tmp_path / "backups")
    files = all_files(filled.service)
    from tests.unit.backups.conftest import _made

    newer = _made(filled.service, filled.waiting)
    assert newer
    filled.service.store.put_bytes("artifacts/nobody/x/y", b"of somebody else")
    report = bring_into(filled.settings, file, replace=True)
    assert report.removed_files == 2
    assert set(all_files(filled.service)) == {*files, "artifacts/nobody/x/y"}


def refusal(action: Any, *arguments: Any, **named: Any) -> str:
    with pytest.raises(ConversionError) as caught:
        action(*arguments, **named)
    return caught.value.code


@pytest.mark.parametrize("sealed", [True, False])
def test_a_damaged_archive_changes_nothing(filled: Filled, tmp_path: Path, sealed: bool) -> None:
    file = backup(filled, tmp_path / "backups", sealed=sealed, with_keys=True)
    data = file.read_bytes()
    before, files = everything(filled.service), all_files(filled.service)
    bad = tmp_path / "bad"
    cuts = [data[: len(data) // 2], data[: len(data) - len(data) // 5]]
    flipped = bytearray(data)
    flipped[data.find(b"tables/title/") if not sealed else len(data) // 2] ^= 1
    for damaged in (*cuts, bytes(flipped), b"", b"something else"):
        bad.write_bytes(damaged)
        with pytest.raises((DamagedFile, UnsupportedFormat)):
            bring_into(filled.settings, bad, replace=True)
    assert everything(filled.service) == before
    assert all_files(filled.service) == files


def rewritten(file: Path, target: Path, name: str, change: Any) -> Path:
    """A plain archive with one entry changed and everything else put right: as somebody could make it by hand, or another version of the program."""
    import hashlib

    with tarfile.open(file) as old, tarfile.open(target, "w") as new:
        lines = []
        for info in old:
            stream = old.extractfile(info)
            assert stream is not None
            data = stream.read()
            if info.name == name:
                data = change(data)
            if info.name == "manifest.jsonl":
                data = "".join(lines).encode()
                digest = hashlib.sha256(data).hexdigest()
            elif info.name == "summary.json":
                data = json.dumps({**json.loads(data), "manifest_sha256": digest}).encode()
            else:
                entry = {"name": info.name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
                lines.append(json.dumps(entry, ensure_ascii=False) + "\n")
            info.size = len(data)
            new.addfile(info, io.BytesIO(data))
    return target


def test_an_archive_of_a_newer_program_is_refused(filled: Filled, tmp_path: Path) -> None:
    file = backup(filled, tmp_path / "backups", sealed=False)

    def newer(field: str, value: Any) -> Path:
        return rewritten(
            file,
            tmp_path / f"{field}.tar",
            "header.json",
            lambda data: json.dumps({**json.loads(data), field: value}).encode(),
        )

    assert refusal(look_through, newer("version", 2), None) == "backup-newer"
    assert refusal(look_through, newer("revision", "ffffffffffff"), None) == "backup-newer"
    assert refusal(look_through, newer("format", "other"), None) == "backup-no-backup"
    assert refusal(look_through, newer("id", "../x"), None) == "backup-damaged"
    assert look_through(newer("software", "99.0"), None).software == "99.0"


@on_both
def test_rows_that_do_not_fit_together_change_nothing(filled: Filled, tmp_path: Path) -> None:
    """The archive is whole, but a row points nowhere: the database itself refuses, at the very end."""
    import gzip

    file = backup(filled, tmp_path / "backups", sealed=False)
    piece = "tables/edition/000001.jsonl.gz"
    bad = rewritten(
        file,
        tmp_path / "bad.tar",
        piece,
        lambda data: gzip.compress(gzip.decompress(data).replace(b'"public_domain"', b'"stolen"')),
    )
    before, files = everything(filled.service), all_files(filled.service)
    assert refusal(bring_into, filled.settings, bad, replace=True, passphrase=None) == "restore-refused"
    lost = rewritten(
        file, tmp_path / "lost.tar", "tables/title/000001.jsonl.gz", lambda _data: gzip.compress(b"")
    )
    assert refusal(bring_into, filled.settings, lost, replace=True, passphrase=None) in {
        "restore-refused",
        "backup-damaged",
    }
    assert everything(filled.service) == before
    assert all_files(filled.service) == files


def test_a_row_changed_in_the_archive_shows_in_the_audit_log(filled: Filled, tmp_path: Path) -> None:
    import gzip

    file = backup(filled, tmp_path / "backups", sealed=False)
    forged = rewritten(
        file,
        tmp_path / "forged.tar",
        "tables/audit_row/000001.jsonl.gz",
        lambda data: gzip.compress(gzip.decompress(data).replace(b'"view"', b'"look"')),
    )
    report = bring_into(filled.settings, forged, replace=True, passphrase=None)
    assert report.audit_broken.endswith("changed")


def test_a_name_that_leads_elsewhere_is_refused(filled: Filled, tmp_path: Path) -> None:
    file = backup(filled, tmp_path / "backups", sealed=False)
    outside = tmp_path / "outside.tar"
    raw = file.read_bytes()
    assert raw.count(b"files/sources/")
    with tarfile.open(file) as old, tarfile.open(outside, "w", format=tarfile.PAX_FORMAT) as new:
        for info in old:
            stream = old.extractfile(info)
            if info.name.startswith("files/sources/"):
                info.name = "files/sources/../../../evil"
            new.addfile(info, stream)
    with pytest.raises(DamagedFile):
        bring_into(filled.settings, outside, replace=True, passphrase=None)
    assert not list(tmp_path.rglob("evil"))


def test_a_storage_that_refuses_changes_nothing(
    filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = backup(filled, tmp_path / "backups")
    settings = settings_of("sqlite", tmp_path / "new")
    settings.data.mkdir(parents=True)
    shutil.copy(filled.settings.keys_path, settings.keys_path)
    plan = look_through(file, PASSPHRASE)
    with open_target(settings, plan, PASSPHRASE) as service:
        real, count = service.store.put, iter([True, False, False])

        def put(name: str, source: Path) -> Any:
            if next(count):
                return real(name, source)
            raise StorageError("full")

        with monkeypatch.context() as context:
            context.setattr(service.store, "put", put)
            with pytest.raises(StorageError):
                restore(service, file, plan, passphrase=PASSPHRASE, silence_seconds=0.5)
        assert all_files(service) == {}
        restore(service, file, plan, passphrase=PASSPHRASE, silence_seconds=0.5)
        assert all_files(service) == all_files(filled.service)


def test_lost_and_damaged_files_are_named_and_do_not_stop_a_backup(filled: Filled, tmp_path: Path) -> None:
    service = filled.service
    source = next(name for name in service.store.names("sources"))
    sound = next(name for name in service.store.names("artifacts") if name.endswith(".mp3"))
    service.store.delete(source)
    service.store.put_bytes(sound, b"rot")
    folder = tmp_path / "backups"
    folder.mkdir()
    report = make_backup(service, folder, passphrase=PASSPHRASE)
    assert (report.missing, report.damaged) == ([source], [sound])
    settings, back = bring_back(Path(report.file), "sqlite", tmp_path / "new", filled.settings.keys_path)
    assert (back.missing_count, back.damaged_count) == (1, 1)
    with open_target(
        settings, look_through(Path(report.file), PASSPHRASE), PASSPHRASE, replace=True
    ) as other:
        assert all_files(other) == all_files(service)


def test_a_failed_backup_leaves_no_file(
    filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()

    def away(_name: str) -> Any:
        raise StorageError("away")

    monkeypatch.setattr(filled.service.store, "stream", away)
    with pytest.raises(StorageError):
        make_backup(filled.service, folder, passphrase=PASSPHRASE)
    assert list(folder.iterdir()) == []
    there = folder / "there"
    there.write_text("mine")
    assert refusal(make_backup, filled.service, there, passphrase=PASSPHRASE) == "backup-file-there"
    assert (
        refusal(make_backup, filled.service, folder / "no" / "where", passphrase=PASSPHRASE)
        == "backup-no-folder"
    )
    assert refusal(make_backup, filled.service, folder, passphrase=None) == "backup-passphrase-missing"
    assert there.read_text() == "mine"


@on_both
def test_a_backup_is_one_moment(filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody writes between two tables: either all of it is in, or nothing."""
    from accessible_reader.backups import make
    from accessible_reader.people.fields import NewPerson
    from accessible_reader.people.persons import new_row

    service, real = filled.service, make.read_rows
    written = []

    def read_rows(session: Any, name: str) -> Any:
        if name == "person" and not written:
            with service.database.transaction() as other:
                late = new_row(other, service.keys, NewPerson(name="迟到", card="L900"))
                other.add(Bookmark(person_id=late.id, edition_id=filled.edition, sentence="s1", ordinal=1))
                written.append(late.id)
        return real(session, name)

    monkeypatch.setattr(make, "read_rows", read_rows)
    file = backup(filled, tmp_path / "backups", with_keys=True)
    assert written
    settings, _report = bring_back(file, "sqlite", tmp_path / "new")
    with open_target(settings, look_through(file, PASSPHRASE), PASSPHRASE, replace=True) as other:
        assert not [row for row in everything(other)["person"] if row[0] == written[0]]
        assert not [row for row in everything(other)["bookmark"] if row[1] == written[0]]


def test_a_backup_of_older_tables_is_brought_up_to_date(tmp_path: Path) -> None:
    """Tables as they were two revisions ago are filled with what they had, and migrated."""
    pytest.importorskip("accessible_reader.database.migrate")
    with filled_library("sqlite", tmp_path / "old") as filled:
        file = backup(filled, tmp_path / "backups", sealed=False, passphrase=None)
        gone = {"curated_list", "curated_entry", "intake", "totp", "recovery_code"}

        def older(data: bytes) -> bytes:
            header = json.loads(data)
            header["revision"] = "740c970894e1"
            tables = [one for one in header["tables"] if one["name"] not in gone]
            return json.dumps({**header, "tables": tables}).encode()

        keys = filled.settings.keys_path
    smaller = _without_tables(file, tmp_path / "smaller.tar", gone)
    old = rewritten(smaller, tmp_path / "older.tar", "header.json", older)
    for kind in KINDS:
        settings = settings_of(kind, tmp_path / kind)
        settings.data.mkdir(parents=True)
        shutil.copy(keys, settings.keys_path)
        report = bring_into(settings, old, passphrase=None)
        assert report.audit_broken == ""
        with open_target(settings, look_through(old, None), None, replace=True) as service:
            check(service.database.engine)
            assert everything(service)["curated_list"] == []
            assert len(everything(service)["bookmark"]) == 1


def _without_tables(file: Path, target: Path, names: set[str]) -> Path:
    with tarfile.open(file) as old, tarfile.open(target, "w") as new:
        count = -2  # manifest and summary do not count themselves
        for info in old:
            if info.name.startswith("tables/") and info.name.split("/")[1] in names:
                continue
            count += 1
            stream = old.extractfile(info)
            assert stream is not None
            data = stream.read()
            if info.name == "summary.json":
                summary = json.loads(data)
                rows = {name: n for name, n in summary["rows"].items() if name not in names}
                data = json.dumps({**summary, "rows": rows, "entries": count}).encode()
            info.size = len(data)
            new.addfile(info, io.BytesIO(data))
    return target


def test_a_noted_end_that_is_not_in_an_older_backup_is_missed(filled: Filled, tmp_path: Path) -> None:
    file = backup(filled, tmp_path / "backups")
    later = make_backup(filled.service, tmp_path / "backups", passphrase=PASSPHRASE)
    bring_into(filled.settings, file, replace=True)
    noted = ChainEnd(later.audit_number, later.audit_hash)
    broken = verify_chain(filled.service.database, filled.service.keys, noted)
    assert broken is not None
    assert broken.what in {"older-than-noted", "changed"}


def test_progress_reaches_the_end(filled: Filled, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    folder = tmp_path / "backups"
    folder.mkdir()
    report = make_backup(
        filled.service, folder, passphrase=PASSPHRASE, progress=lambda *one: seen.append(one)
    )
    assert seen[0][0] == 0
    assert seen[-1][0] == seen[-1][1] == report.file_bytes > 0
    seen.clear()
    look_through(Path(report.file), PASSPHRASE, lambda *one: seen.append(one))
    assert seen[-1][0] == seen[-1][1] == report.size


def test_workers_that_live_keep_a_library_from_being_replaced(filled: Filled, tmp_path: Path) -> None:
    import threading

    from accessible_reader.jobs.models import WorkerRecord

    file = backup(filled, tmp_path / "backups")
    service: Service = filled.service
    with service.database.transaction() as session:
        session.add(WorkerRecord(id="w2.alive", name="w2"))
    stop = threading.Event()

    def live() -> None:
        while not stop.wait(0.05):
            with service.database.transaction() as session:
                session.execute(update(WorkerRecord).values(beat=WorkerRecord.beat + 1))

    thread = threading.Thread(target=live)
    thread.start()
    try:
        plan = look_through(file, PASSPHRASE)
        with pytest.raises(NotNow) as caught:
            restore(service, file, plan, passphrase=PASSPHRASE, replace=True, silence_seconds=60)
        assert caught.value.code == "restore-workers-live"
        assert "w2.alive" in str(caught.value.params["workers"])
    finally:
        stop.set()
        thread.join()
