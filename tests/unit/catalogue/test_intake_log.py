"""An intake that ends badly is in the log, and nobody with it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, cast

import pytest

from accessible_reader.catalogue.models import Intake
from accessible_reader.conversions.intake_workflow import IntakeGround, IntakeWork
from accessible_reader.database import Database, new_id, now
from accessible_reader.storage import open_store


def add(database: Database) -> str:
    with database.transaction() as session:
        row = Intake(
            id=new_id(), sha256="a" * 64, size=1, name="王小明的病历.pdf", stored_as="sources/aa/a", facts={},
            state="reading", requested_at=now(),
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


@pytest.mark.parametrize(
    ("outcome", "ended"),
    [
        ({"error": "refused-pdf", "params": {"file": "王小明的病历.pdf"}, "refused": True}, (logging.INFO, "refused")),
        ({"error": "storage-unavailable", "params": {"reason": "王小明"}}, (logging.ERROR, "failed")),
    ],
    ids=["refused", "failed"],
)  # fmt: skip
def test_code_and_id_are_logged_and_nothing_else(
    database: Database,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    outcome: dict[str, Any],
    ended: tuple[int, str],
) -> None:
    level, state = ended
    store = open_store(str(tmp_path / "store"))
    work = IntakeWork(IntakeGround(database, 0.0), tmp_path / "work", store, cast(Any, None))
    name = add(database)
    with caplog.at_level(logging.INFO, logger="accessible_reader"):
        work._end(name, 1, outcome)
        work._end(name, 1, outcome)  # a step that runs again says nothing twice
    (record,) = [one for one in caplog.records if one.name.endswith("intake_workflow")]
    assert record.levelno == level
    assert record.getMessage() == f"intake {name} attempt 1: {state}, {outcome['error']}"
    with database.reading() as session:
        assert session.get_one(Intake, name).state == state
