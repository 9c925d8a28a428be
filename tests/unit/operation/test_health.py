"""Each part is found ill when it is, and only then; nobody waits long for an answer."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from accessible_reader.bootstrap import Service
from accessible_reader.catalogue.models import Edition, Title
from accessible_reader.conversions.models import ConversionRecord
from accessible_reader.database import AWAY, new_id, new_keys, now, text
from accessible_reader.jobs.models import WorkerRecord
from accessible_reader.operation import health as module
from accessible_reader.operation.health import PROBES, Check, Health, State, cannot_open, health
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.persons import new_row
from tests.databases import KINDS
from tests.service_ground import open_library

LONG = 120.0
"""Nothing in these tests waits for it, however slow the machine."""


both = pytest.mark.parametrize("service", KINDS, indirect=True)
"""Where the databases might differ; a library costs seconds."""


@pytest.fixture
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Service]:
    with open_library(getattr(request, "param", "sqlite"), tmp_path) as library:
        yield library.service


def of(found: Health) -> dict[str, Check]:
    return {check.name: check for check in found.checks}


def states(found: Health) -> dict[str, str]:
    return {check.name: check.code for check in found.checks if check.state is not State.WELL}


def add_worker(service: Service, age: float, name: str = "w") -> None:
    with service.database.transaction() as session:
        session.add(WorkerRecord(id=f"{name}.1", name=name, seen_at=now() - timedelta(seconds=age)))


@both
def test_a_service_with_a_worker_is_well(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    add_worker(service, 2.0)
    with service.database.transaction() as session:
        new_row(session, service.keys, NewPerson(name="王小明", card="NB-7700"))
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: type("U", (), {"free": 9 << 30}))
    found = health(service, seconds=LONG)
    assert (found.live, found.ready, found.well, states(found)) == (True, True, True, {})
    assert of(found)["workers"].figures["count"] == 1
    assert 2.0 <= float(of(found)["workers"].figures["last_beat_seconds"]) < LONG
    assert list(service.store.names(PROBES)) == []
    assert "王小明" not in str(found.to_json())
    pages = health(service, for_pages=True, seconds=LONG)
    assert set(of(pages)) == {"database", "storage", "keys"}


def test_without_a_worker_pages_are_answered_and_it_is_not_well(service: Service) -> None:
    add_worker(service, 10_000.0, "silent")
    found = health(service, seconds=LONG)
    assert (found.ready, found.well) == (True, False)
    assert states(found)["workers"] == "no-worker"


def test_other_keys_are_noticed(service: Service) -> None:
    with service.database.transaction() as session:
        new_row(session, service.keys, NewPerson(name="王小明", card="NB-7700"))
    assert not health(replace(service, keys=new_keys()), seconds=LONG).ready
    service.settings.keys_path.write_text("nonsense")
    found = health(service, seconds=LONG)
    assert states(found)["keys"] == "failed"
    assert of(found)["keys"].figures == {"reason": "KeysError"}


def test_a_storage_that_refuses_or_lies_is_noticed(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(service.store), "read", lambda _self, _name: b"something else")
    assert states(health(service, seconds=LONG))["storage"] == "storage-lies"
    monkeypatch.undo()
    (Path(service.store.url) / PROBES.rstrip("/")).rmdir()
    (Path(service.store.url) / PROBES.rstrip("/")).write_text("in the way")
    found = health(service, seconds=LONG)
    assert (states(found)["storage"], found.ready) == ("failed", False)


@both
def test_tables_of_another_version_are_noticed(service: Service) -> None:
    with service.database.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    found = health(service, seconds=LONG)
    assert (states(found)["database"], found.ready) == ("not-migrated", False)


@both
def test_long_waits_and_little_room_are_told(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    with service.database.transaction() as session:
        title = Title(name="x", sort_name="x", language="en")
        session.add(title)
        session.flush()
        edition = Edition(title_id=title.id, language="en", rights="licensed")
        session.add(edition)
        session.flush()
        for hours in (3, 1):
            moment = now() - timedelta(hours=hours)
            row = {"edition_id": edition.id, "format": "x", "options": {}, "requested_at": moment}
            session.add(ConversionRecord(id=new_id(), **row))
    check = of(health(service, seconds=LONG))["queue"]
    assert (check.state, check.code, check.figures["count"]) == (State.WARNING, "long-wait", 2)
    assert 180 <= int(check.figures["minutes"]) < 200
    for free, state in ((1 << 30, State.WARNING), (1 << 20, State.ILL)):
        monkeypatch.setattr(shutil, "disk_usage", lambda _path, free=free: type("U", (), {"free": free}))
        assert of(health(service, seconds=LONG))["disk"].state is state


def test_a_missing_model_is_looked_for_again_until_it_is_there(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_parts_there", set())
    there: list[bool] = []

    def find() -> None:
        there.append(True)
        if len(there) == 1:
            raise FileNotFoundError

    monkeypatch.setattr(module, "_find_voices", find)
    codes = [of(health(service, seconds=LONG))["voices"].code for _ in range(3)]
    assert codes == ["failed", "works", "works"]
    assert len(there) == 2


def test_nobody_waits_for_a_part_that_hangs_nor_asks_it_twice(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, asked = threading.Event(), []

    def hangs(_service: Service) -> Check:
        asked.append(1)
        goes_on.wait(LONG)
        return Check("storage", State.WELL, "works")

    looks: dict[str, tuple[Callable[[Service], Check], bool]] = {"storage": (hangs, True)}
    monkeypatch.setattr(module, "_LOOKS", looks)
    try:
        for _ in range(2):
            found = health(service, seconds=0.05)
            assert (states(found), found.ready) == ({"storage": "too-slow"}, False)
        assert len(asked) == 1
    finally:
        goes_on.set()
    module._running[id(service), "storage"].join(LONG)
    assert health(service, seconds=LONG).ready


def test_what_cannot_even_be_opened_is_ill() -> None:
    found = cannot_open(
        "database", AWAY[0]("x", {}, Exception("secret")) if isinstance(AWAY, tuple) else OSError()
    )
    assert (found.ready, found.well) == (False, False)
    assert "secret" not in str(found.to_json())
