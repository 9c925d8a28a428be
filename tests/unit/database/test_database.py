"""The database behaves alike on SQLite and PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from accessible_reader.database import (
    Database,
    IntegrityError,
    UtcDateTime,
    check,
    func,
    make_engine,
    select,
    upgrade,
)
from tests.databases import KINDS, database_url


class Own(DeclarativeBase):
    metadata = MetaData()


class Thing(Own):
    __tablename__ = "thing"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    parent: Mapped[int | None] = mapped_column(ForeignKey("thing.id"))


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with one table."""
    made = Database(make_engine(database_url(request.param, tmp_path)))
    Own.metadata.create_all(made.engine)
    yield made
    made.close()


def test_a_block_is_committed_or_not_at_all(database: Database) -> None:
    with database.transaction() as session:
        session.add(Thing(id=1))
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.add_all([Thing(id=2), Thing(id=3, parent=99)])
    with database.reading() as session:
        assert session.scalars(select(Thing.id)).all() == [1]


def test_times_come_back_as_the_same_moment_in_utc(database: Database) -> None:
    noon = datetime(2026, 11, 24, 12, 0, tzinfo=timezone(timedelta(hours=8)))
    with database.transaction() as session:
        session.add(Thing(id=1, at=noon))
    with database.reading() as session:
        kept = session.scalars(select(Thing.at)).one()
    assert kept == noon
    assert kept is not None
    assert kept.tzinfo == UTC


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(Exception, match="without a zone"), database.transaction() as session:
        session.add(Thing(id=1, at=datetime(2026, 11, 24)))  # noqa: DTZ001 (that is the point)


def test_references_must_exist(database: Database) -> None:
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.add(Thing(id=1, parent=99))


def test_writers_wait_for_one_another_and_nothing_is_lost(database: Database) -> None:
    def write(start: int) -> None:
        for number in range(start, start + 25):
            with database.transaction() as session:
                count = session.scalar(select(func.count()).select_from(Thing))
                session.add(Thing(id=number, at=datetime.now(UTC)))
                assert count is not None

    threads = [threading.Thread(target=write, args=(n * 100,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Thing)) == 100


def test_reading_sees_one_moment_and_does_not_hinder_writers(database: Database) -> None:
    with database.reading() as session:
        assert session.scalars(select(Thing.id)).all() == []
        with database.transaction() as other:
            other.add(Thing(id=1))
        assert database.dialect == "postgresql" or session.scalars(select(Thing.id)).all() == []


@pytest.mark.parametrize("kind", KINDS)
def test_migrations_make_the_tables_that_the_code_expects(kind: str, tmp_path: Path) -> None:
    engine = make_engine(database_url(kind, tmp_path))
    upgrade(engine)
    check(engine)
    upgrade(engine)  # a second time there is nothing to do
    engine.dispose()


def test_messages_of_errors_do_not_repeat_what_was_to_be_written(database: Database) -> None:
    with pytest.raises(IntegrityError) as caught, database.transaction() as session:
        session.add(Thing(id=1, parent=987_654_321))
    assert "987654321" not in str(caught.value).replace("_", "").split("DETAIL")[0]
