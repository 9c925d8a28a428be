"""Upkeep as workers do it: ordered by all, done by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import accessible_reader.conversions.service as conversions_module
from accessible_reader.database import now, select
from accessible_reader.jobs.queues import UPKEEP
from accessible_reader.operation.upkeep import Upkeep
from accessible_reader.people.models import Person
from accessible_reader.people.sign_in.models import LoginLink
from tests.databases import KINDS
from tests.service_ground import Library, open_library, until


@pytest.fixture(params=KINDS)
def library(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Library]:
    monkeypatch.setenv("ACCESSIBLE_READER_AUDIO_CACHE", str(tmp_path / "clips"))
    with open_library(request.param, tmp_path) as library:
        yield library


def upkeep_of(library: Library) -> Upkeep:
    service = library.service
    return Upkeep(service.database, service.store, service.conversions, service.intakes)


def links(library: Library) -> list[str]:
    with library.service.database.reading() as session:
        return sorted(session.scalars(select(LoginLink.token_hash)))


def test_workers_order_it_once_and_one_does_it(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    with library.service.database.transaction() as session:
        person = Person(language="zh-CN")
        session.add(person)
        session.flush()
        for name, hours in (("old", -1), ("new", 1)):
            ends = now() + timedelta(hours=hours)
            session.add(LoginLink(token_hash=name, person_id=person.id, made_at=now(), expires_at=ends))
    workers = [library.start_worker(name) for name in ("w1", "w2")]
    for worker in workers:
        worker.wait_ready()
    queue = library.service.queue

    def jobs() -> list[Any]:
        return [one for one in queue.list(limit=100) if one.kind == UPKEEP]

    until(lambda: len(jobs()) >= 2 and all(one.state == "done" for one in jobs()), 300, "no upkeep was done")
    assert links(library) == ["new"]
    before = sorted(one.id for one in jobs())
    assert all(one.startswith("upkeep.") for one in before)
    for _ in range(3):
        upkeep_of(library).order(queue, now())
    after = sorted(one.id for one in jobs())
    assert set(after) - set(before) <= {f"upkeep.{now():%Y%m%d%H}", f"upkeep.{now():%Y%m%d}"}
    library.stop()
    monkeypatch.setattr(conversions_module, "now", lambda: now() + timedelta(days=40))
    counts = {one.name: one.count for one in upkeep_of(library).run(now())}
    assert (counts["finished-jobs"] or 0) >= 2
