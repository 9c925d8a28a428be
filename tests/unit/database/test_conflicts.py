"""Transactions that stand in each other's way: deadlocks are done again, somebody who was stopped loses what they held."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from accessible_reader.database import (
    AWAY,
    Database,
    OperationalError,
    Session,
    is_conflict,
    make_engine,
    retried,
    select,
    text,
    update,
)
from tests.databases import KINDS, database_url

LIMIT = 120.0


class Own(DeclarativeBase):
    metadata = MetaData()


class Account(Own):
    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    sum: Mapped[int]


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    made = Database(make_engine(database_url(request.param, tmp_path)))
    Own.metadata.create_all(made.engine)
    with made.transaction() as session:
        session.add_all([Account(id=1, sum=100), Account(id=2, sum=100)])
    yield made
    made.close()


def sums(database: Database) -> list[int]:
    with database.reading() as session:
        return list(session.scalars(select(Account.sum).order_by(Account.id)))


def take(session: Session, account: int, amount: int) -> None:
    session.execute(update(Account).where(Account.id == account).values(sum=Account.sum - amount))


def at_once(*actions: Callable[[], object]) -> list[BaseException]:
    errors: list[BaseException] = []

    def run(action: Callable[[], object]) -> None:
        try:
            action()
        except BaseException as error:  # noqa: BLE001 (told below)
            errors.append(error)

    threads = [threading.Thread(target=run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LIMIT)
        assert not thread.is_alive()
    return errors


def mover(database: Database, meeting: threading.Barrier, again: list[int]) -> Callable[[int, int], None]:
    """Takes from one account, waits until the other has done so too, and gives to the other: a deadlock, made."""

    def move(source: int, target: int) -> None:
        again.append(source)
        with database.transaction() as session:
            take(session, source, 10 * source)
            if len(again) <= 2 and database.dialect == "postgresql":
                meeting.wait(LIMIT)
            take(session, target, -10 * source)

    return move


def test_a_deadlock_is_done_again_and_nothing_is_lost(database: Database) -> None:
    tries: list[int] = []
    move = retried(mover(database, threading.Barrier(2), tries))
    assert at_once(lambda: move(1, 2), lambda: move(2, 1)) == []
    assert sums(database) == [110, 90]
    # On SQLite the second waits before it begins, so that there is no deadlock.
    assert len(tries) == (3 if database.dialect == "postgresql" else 2)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_without_that_one_of_the_two_is_lost(database: Database) -> None:
    move = mover(database, threading.Barrier(2), [])
    (error,) = at_once(lambda: move(1, 2), lambda: move(2, 1))
    assert is_conflict(error)
    assert sum(sums(database)) == 200


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_part_of_another_transaction_is_not_done_again_alone(database: Database) -> None:
    calls: list[int] = []

    @retried
    def part(session: Session) -> None:
        calls.append(1)
        session.execute(text("DO $$ BEGIN RAISE EXCEPTION 'late' USING ERRCODE = '40001'; END $$"))

    with pytest.raises(OperationalError) as caught, database.transaction() as session:
        part(session)
    assert is_conflict(caught.value)
    assert len(calls) == 1


def test_other_errors_are_raised_at_once(database: Database) -> None:
    calls: list[int] = []

    @retried
    def wrong() -> None:
        calls.append(1)
        with database.transaction() as session:
            session.execute(text("SELECT nothing FROM nowhere"))

    with pytest.raises(Exception, match="nowhere"):
        wrong()
    assert len(calls) == 1


def test_conflicts_without_end_are_told(database: Database) -> None:
    calls: list[int] = []

    class Late(Exception):
        sqlstate = "40001"

    @retried
    def never() -> None:
        calls.append(1)
        raise OperationalError("x", None, Late())

    with pytest.raises(OperationalError):
        never()
    assert 3 <= len(calls) <= 20


def test_somebody_stopped_in_the_middle_does_not_keep_what_they_hold(tmp_path: Path) -> None:
    url = database_url("postgresql", tmp_path)
    usual = Database(make_engine(url))
    stopped = Database(make_engine(f"{url}&options=-c%20idle_in_transaction_session_timeout%3D300"))
    try:
        Own.metadata.create_all(usual.engine)
        with usual.transaction() as session:
            session.add(Account(id=1, sum=1))
            assert session.scalar(text("SHOW idle_in_transaction_session_timeout")) == "1min"
        session = Session(stopped.engine)
        take(session, 1, 1)
        with usual.transaction() as other:  # waits until the server has ended the first
            take(other, 1, -1)
        with pytest.raises(AWAY):
            session.commit()
        session.close()
        assert sums(usual) == [2]
    finally:
        usual.close()
        stopped.close()
