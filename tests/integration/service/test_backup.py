"""The commands ``admin backup`` and ``admin restore`` as an operator uses them: while a worker converts, after the machine is lost, and with a kill in the middle."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from accessible_reader.audit import verify_chain
from accessible_reader.bootstrap import open_service
from accessible_reader.conversions.service import ACTIVE
from accessible_reader.people.sign_in.pin_sign_in import sign_in_with_pin
from accessible_reader.people.sign_in.pins import PinHasher
from accessible_reader.settings import Settings
from accessible_reader.shelf.positions import position
from tests.databases import KINDS, database_url
from tests.service_ground import ROOT, Library, open_library, until
from tests.unit.backups.conftest import CARD, PIN, all_files, everything, fill

PASSPHRASE = "four words and more"  # noqa: S105 (of tests)


def environment_of(data: Path, url: str) -> dict[str, str]:
    return os.environ | {
        "ACCESSIBLE_READER_DATA": str(data),
        "ACCESSIBLE_READER_DATABASE_URL": url,
        "ACCESSIBLE_READER_LANGUAGE": "en",
        "ACCESSIBLE_READER_BACKUP_PASSPHRASE": PASSPHRASE,
    }


def start(environment: Mapping[str, str], *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "accessible_reader", *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(environment: Mapping[str, str], *arguments: str) -> tuple[int, str, str]:
    """Exit status, standard output, standard error."""
    process = start(environment, *arguments)
    out, err = process.communicate(timeout=550)
    return process.returncode, out, err


@contextmanager
def busy_library(kind: str, folder: Path) -> Iterator[tuple[Library, Any]]:
    """A library of which everything has happened, and more conversions than are ready while it is backed up."""
    with open_library(kind, folder) as library:
        filled = fill(library.service)
        conversions = library.service.conversions
        conversions.cancel(filled.waiting)
        conversions.cancel(filled.half)
        book = library.one_book()
        library.start_worker("w1").wait_ready()
        names = [library.ask(book, parts=40, seconds=0.5) for _ in range(40)]
        until(lambda: any(conversions.get(name).parts_done >= 2 for name in names))
        yield library, filled


def half_way_ends(library: Library, requeued: int) -> None:
    """What had not ended begins again, and ends."""
    conversions = library.service.conversions
    unfinished = [one for one in conversions.list(ACTIVE, limit=1_000) if one.attempt == 2]
    assert len(unfinished) == requeued
    half = min(unfinished, key=lambda one: one.requested_at)
    assert half.format == "trial"
    for one in unfinished:
        if one.id != half.id:
            conversions.cancel(one.id)
    library.start_worker("w1").wait_ready()
    assert library.wait([half.id])[half.id].state == "done"
    library.assert_whole(half.id, 40)


def lose(folder: Path) -> None:
    """Remove it, also while what a worker had started still clears away after itself."""

    def lost() -> bool:
        shutil.rmtree(folder, ignore_errors=True)
        return not folder.exists()

    until(lost, what=f"{folder} is still there")


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_library_is_lost_and_comes_back(kind: str, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    with busy_library(kind, tmp_path / "old") as (library, filled):
        environment = environment_of(library.folder / "data", library.url)
        status, out, err = run(environment, "admin", "backup", str(backups))
        assert status == 0, err
        assert "the keys are NOT in this backup" in out
        assert library.service.conversions.list(["running"]), "it was to be backed up in the middle of work"
        keys = library.service.settings.keys_path.read_text()
        library.stop()
        rows, files = everything(library.service), all_files(library.service)
    lose(tmp_path / "old" / "data")  # the machine is gone; the keys were kept elsewhere
    (backup,) = backups.iterdir()
    data = tmp_path / "new" / "data"
    data.mkdir(parents=True)
    url = database_url(kind, tmp_path / "new")
    environment = environment_of(data, url)
    status, out, err = run(environment, "admin", "restore", str(backup), "--json")
    assert status == 2
    assert "The keys of this library are needed" in err
    (data / "keys.json").write_text(keys)
    status, out, err = run(environment, "admin", "restore", str(backup), "--json")
    assert status == 0, err
    requeued = json.loads(out)["requeued"]
    assert requeued >= 1
    status, out, err = run(environment, "admin", "audit-verify", "--expect", backup.stem.rpartition("-")[2])
    assert status == 0, err
    with open_library(kind, tmp_path / "new", url) as library:
        service = library.service
        after = everything(service)
        for table in rows.keys() - {"conversion", "artifact", "audit_head", "audit_row", "sign_in_delay"}:
            assert after[table] == rows[table], table
        assert after["audit_row"][:-1] == rows["audit_row"]
        assert "restore" in after["audit_row"][-1]
        assert verify_chain(service.database, service.keys) is None
        # Every artifact of that moment, with its bytes. The old library had gone on making more.
        assert {row[0] for row in after["artifact"]} <= {row[0] for row in rows["artifact"]}
        back = all_files(service)
        assert back.items() <= files.items()
        assert library.artifact_digests(filled.done)
        assert library.orphans() == []
        hasher = PinHasher(service.keys)
        sign_in_with_pin(service.database, service.keys, hasher, card=CARD, pin=PIN, address="127.0.0.1")
        place = position(service.database, filled.reader, filled.edition)
        assert place is not None
        half_way_ends(library, requeued)


@pytest.mark.parametrize("kind", KINDS)
def test_a_restore_that_is_killed_has_changed_nothing(kind: str, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    with open_library(kind, tmp_path) as library:
        filled = fill(library.service)
        assert filled
        big = tmp_path / "big.bin"
        with big.open("wb") as stream:
            for _ in range(40):
                stream.write(os.urandom(1 << 20))
        library.add_book(big)
        big.unlink()
        environment = environment_of(library.folder / "data", library.url)
        status, _out, err = run(environment, "admin", "backup", str(backups), "--plain")
        assert status == 0, err
        (backup,) = backups.iterdir()
        rows, files = everything(library.service), all_files(library.service)
        killed = 0
        for sign in ("100 % is checked", "100 % is back"):
            process = start(environment, "admin", "restore", str(backup), "--replace")
            assert process.stderr is not None
            for line in process.stderr:
                if sign in line:
                    process.send_signal(signal.SIGKILL)
                    break
            killed += process.wait(550) == -signal.SIGKILL
            process.communicate()
            after = everything(library.service)
            if after != rows:
                # It was through before the kill came: then all of it is there, with its line in the audit log.
                assert after["audit_row"][-1][4] == "restore"
                assert verify_chain(library.service.database, library.service.keys) is None
                rows = after
            assert all_files(library.service) == files
        assert killed >= 1
        status, _out, err = run(environment, "admin", "restore", str(backup), "--replace")
        assert status == 0, err
        assert verify_chain(library.service.database, library.service.keys) is None


def test_the_commands_say_what_an_operator_needs_to_know(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with open_service(Settings(data=data)) as service:
        fill(service)
    environment = environment_of(data, "")
    alone = {name: value for name, value in environment.items() if "PASSPHRASE" not in name}
    status, out, err = run(alone, "admin", "backup", str(tmp_path / "x"))
    assert (status, out) == (2, "")
    assert "--passphrase-file" in err
    words = tmp_path / "words"
    words.write_text("short\n")
    status, _out, err = run(alone, "admin", "backup", str(tmp_path / "x"), "--passphrase-file", str(words))
    assert "at least 12 characters" in err
    assert not (tmp_path / "x").exists()
    words.write_text(f"{PASSPHRASE}\r\n")
    status, out, err = run(
        alone,
        "admin",
        "backup",
        str(tmp_path / "x"),
        "--passphrase-file",
        str(words),
        "--with-keys",
        "--json",
    )
    assert status == 0, err
    report = json.loads(out)
    assert (report["sealed"], report["with_keys"], report["missing_count"]) == (True, True, 0)
    status, out, err = run(environment, "admin", "restore", str(tmp_path / "x"), "--check")
    assert status == 0, err
    assert "is whole" in out
    status, out, err = run(environment, "admin", "restore", str(tmp_path / "x"))
    assert status == 2
    assert "--replace" in err
    wrong = environment | {"ACCESSIBLE_READER_BACKUP_PASSPHRASE": "not those words"}
    status, out, err = run(wrong, "admin", "restore", str(tmp_path / "x"), "--into", str(tmp_path / "new"))
    assert "not the passphrase" in err
    status, out, err = run(
        environment, "admin", "restore", str(tmp_path / "x"), "--into", str(tmp_path / "new")
    )
    assert status == 0, err
    assert "Everybody has to sign in again" in out
    assert (tmp_path / "new" / "library.sqlite").exists()
    status, out, err = run(
        environment | {"ACCESSIBLE_READER_DATA": str(tmp_path / "new")}, "admin", "audit-export"
    )
    assert status == 0, err
    acts = [row["act"] for row in csv.DictReader(io.StringIO(out))]
    assert acts[-3:] == ["backup", "restore", "audit-export"]
    assert "to be noted elsewhere" in err
