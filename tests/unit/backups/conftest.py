"""A library in which something of everything has happened, without a worker."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from accessible_reader.audit import SYSTEM, record
from accessible_reader.backups import envelope
from accessible_reader.backups.contents import tables
from accessible_reader.bootstrap import Service, open_service
from accessible_reader.catalogue import search_index
from accessible_reader.catalogue.importing import import_titles
from accessible_reader.catalogue.indexing import index_title
from accessible_reader.catalogue.models import Branch, Edition, SourceFile, Title
from accessible_reader.conversions.models import ArtifactRecord, ConversionRecord, PartRecord
from accessible_reader.conversions.service import Wish as ConversionWish
from accessible_reader.database import new_id, select, update
from accessible_reader.database.portable import read_rows, snapshot
from accessible_reader.jobs.models import WorkerRecord
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.models import Consent, PreferencesRecord
from accessible_reader.people.permissions import Role
from accessible_reader.people.persons import new_row
from accessible_reader.people.roles import give_role
from accessible_reader.people.sign_in.models import Passkey
from accessible_reader.people.sign_in.pin_sign_in import put_pin, sign_in_with_pin
from accessible_reader.people.sign_in.pins import PinHasher
from accessible_reader.people.staff import create_staff
from accessible_reader.settings import Settings
from accessible_reader.shelf.digital import lend_digital
from accessible_reader.shelf.loans import lend
from accessible_reader.shelf.models import Bookmark, ClosedDay, Position, Wish
from tests.databases import database_url, ready_url

PASSPHRASE = "four words and more"  # noqa: S105 (of tests)
CARD, PIN = "R00042", "73915528"
TITLES = """name,language,rights,rights_basis,authors,branch,kind,barcodes
夜航,zh-CN,public_domain,old,巴金;茅盾,main,braille,B1;B2
Dogs,en,licensed,by letter,A. Writer,north,large_print,L1
"""


@dataclass(frozen=True)
class Filled:
    """``reader`` has signed in with :data:`CARD` and :data:`PIN`; ``waiting`` is queued; ``half`` was being made; ``done`` has an artifact."""

    service: Service
    settings: Settings
    reader: str
    edition: str
    done: str
    waiting: str
    half: str


@pytest.fixture(autouse=True)
def _cheap_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The passphrase's cost has a test of its own."""
    real = envelope.new_lock
    for module in ("make", "keyring"):
        monkeypatch.setattr(
            f"accessible_reader.backups.{module}.new_lock",
            lambda passphrase: real(passphrase, passes=1, kibibytes=64),
        )


@contextmanager
def empty_library(kind: str, folder: Path, **more: Any) -> Iterator[Service]:
    """A library in ``folder`` that nobody has used."""
    folder.mkdir(parents=True, exist_ok=True)
    url = ready_url(kind, folder, jobs=True)
    with open_service(Settings(data=folder / "data", database_url=url, **more)) as service:
        yield service


def settings_of(kind: str, folder: Path, **more: Any) -> Settings:
    return Settings(data=folder / "data", database_url=database_url(kind, folder), **more)


@contextmanager
def filled_library(kind: str, folder: Path, **more: Any) -> Iterator[Filled]:
    """The same after a good day."""
    with empty_library(kind, folder, **more) as service:
        yield fill(service)


def fill(service: Service) -> Filled:
    """Put something of everything into it."""
    database, keys = service.database, service.keys
    hasher = PinHasher(keys)
    staff = create_staff(
        database, keys, hasher, NewPerson(name="陈馆员", card="S100"), role=Role.LIBRARIAN, branch_code="main", branch_name="总馆"
    )  # fmt: skip
    with database.transaction() as session:
        main = session.scalars(select(Branch).where(Branch.code == "main")).one()
        # An id that sorts before its parent's: whoever restores rows one after another must not mind.
        session.add(Branch(id="0" * 32, code="north", name="北馆", parent_id=main.id))
        session.flush()
        reader = new_row(
            session, keys, NewPerson(name="王小明", card=CARD, phone="13800138001", home_branch_id="0" * 32)
        )
        give_role(session, reader.id, Role.PATRON, "0" * 32, granted_by=staff.person_id)
        put_pin(session, keys, hasher, reader.id, PIN, temporary=False)
        session.add(
            PreferencesRecord(person_id=reader.id, chosen={"voice": "zh_1", "rate": 1.25, "none": None})
        )
        session.add(
            Consent(
                person_id=reader.id,
                kind="sensitive_data",
                text_version="1",
                how="paper",
                recorded_by=staff.person_id,
            )
        )
        session.add(Passkey(credential_id="abc", person_id=reader.id, public_key=bytes(range(256)), sign_count=3, backed_up=True, label_sealed="k1.x", used_at=None))  # fmt: skip
        session.add(ClosedDay(branch_id=main.id, day=date(2027, 2, 17), reason="春节"))
        reader_id, main_id = reader.id, main.id
    assert not import_titles(database, TITLES.encode()).problems
    sign_in_with_pin(database, keys, hasher, card=CARD, pin=PIN, address="127.0.0.1")
    edition = _edition_with_file(service)
    lend(database, reader_id, "B1")
    lend_digital(database, reader_id, edition)
    with database.transaction() as session:
        title = session.scalars(select(Title).where(Title.name == "夜航")).one()
        session.add(Wish(person_id=reader_id, title_id=title.id))
        session.add(Position(person_id=reader_id, edition_id=edition, sentence="s12", ordinal=12, how="listening", at=datetime(2026, 5, 1, 8, 0, 0, 123, UTC), furthest=14, furthest_sentence="s14"))  # fmt: skip
        session.add(
            Bookmark(person_id=reader_id, edition_id=edition, sentence="s9", ordinal=9, note="给妈妈听 🐕")
        )
        session.add(WorkerRecord(id="w1.old", name="w1", gone=True))
        record(
            session,
            keys,
            actor=staff.person_id,
            subject=reader_id,
            act="view",
            fields=["name", "phone"],
            purpose="desk",
        )
    conversions = service.conversions
    done = conversions.request(ConversionWish(edition, "large-print-html", {}, main_id)).id
    waiting = conversions.request(ConversionWish(edition, "large-print-epub")).id
    half = conversions.request(ConversionWish(edition, "braille-brf", {}, main_id, 1)).id
    artifact = _made(service, done)
    with database.transaction() as session:
        session.execute(
            update(ConversionRecord)
            .where(ConversionRecord.id == half)
            .values(state="running", parts_done=1, parts_total=4)
        )
        session.add(PartRecord(conversion_id=half, key="000", weight=3, worker="w1.old"))
    service.provisions.give(artifact, reader_id, "download", _room(service), main_id)
    return Filled(service, service.settings, reader_id, edition, done, waiting, half)


def everything(service: Service) -> dict[str, list[list[Any]]]:
    """All rows of all tables that are backed up, and the search index; of its text only what is found nowhere else, as one of the databases keeps it."""
    with snapshot(service.database) as session:
        rows = {one.name: list(read_rows(session, one.name)) for one in tables()}
        index = [
            [one.title_id, one.name_key, sorted(one.name), sorted(one.people), sorted(one.about), sorted(one.facets), sorted({*one.body} - {*one.name, *one.people, *one.about})]
            for one in search_index.stored(session)
        ]  # fmt: skip
    rows["search_index"] = sorted(index)
    return json.loads(json.dumps(rows))


def all_files(service: Service) -> dict[str, str]:
    """Name and SHA-256 of everything in the storage."""
    return {name: hashlib.sha256(service.store.read(name)).hexdigest() for name in service.store.names()}


def _edition_with_file(service: Service) -> str:
    book = service.settings.data / "book.md"
    book.write_text("# 夜\n\n夜很静。\n", "utf-8")
    stored = service.store.put_by_hash("sources", book)
    book.unlink()
    with service.database.transaction() as session:
        session.add(SourceFile(sha256=stored.sha256, size=stored.size, name="夜.md", stored_as=stored.name))
        title = Title(name="夜", sort_name="ye", language="zh-CN", summary=None)
        session.add(title)
        session.flush()
        edition = Edition(
            title_id=title.id,
            source_sha256=stored.sha256,
            language="zh-CN",
            rights="public_domain",
            description={"counts": {"words": 3}, "nothing": None},
        )
        session.add(edition)
        session.flush()
        index_title(session, title.id, ["夜", "很静", "ye"])
        return edition.id


def _made(service: Service, conversion: str) -> str:
    folder = f"artifacts/{conversion}/{new_id()}"
    files = []
    for name, data in (("book.html", b"<p>night</p>"), ("声音/第一章 a.mp3", bytes(range(256)) * 400)):
        stored = service.store.put_bytes(f"{folder}/{name}", data)
        files.append({"name": name, "size": stored.size, "sha256": stored.sha256})
    with service.database.transaction() as session:
        row = ArtifactRecord(
            conversion_id=conversion,
            folder=folder,
            main="book.html",
            media_type="text/html",
            files=files,
            size=1,
            report={"passed": True, "seconds": 1.5},
            provenance={"software": "1"},
        )
        session.add(row)
        session.execute(
            update(ConversionRecord)
            .where(ConversionRecord.id == conversion)
            .values(state="done", ended_at=datetime.now(UTC) - timedelta(days=1))
        )
        session.flush()
        return row.id


def _room(service: Service) -> Path:
    room = service.settings.data / "given"
    room.mkdir()
    return room


__all__ = ["SYSTEM", "Filled", "all_files", "empty_library", "everything", "filled_library"]
