"""The audit log: one chain, whoever writes; whatever is tampered with shows."""

from __future__ import annotations

import contextlib
import threading
from datetime import UTC, datetime, timedelta

import pytest

from accessible_reader.audit import Broken, ChainEnd, chain_end, record, seen_of, verify_chain
from accessible_reader.audit.models import AuditRow
from accessible_reader.database import new_keys, select, text
from accessible_reader.errors import BadRecord
from accessible_reader.people.persons import reveal
from tests.unit.people.conftest import Library


def write(library: Library, count: int) -> None:
    for number in range(count):
        with library.database.transaction() as session:
            record(
                session,
                library.keys,
                actor=library.librarian,
                subject=library.reader,
                act="view",
                fields=["name", "phone"],
                purpose="desk",
                reference=f"r{number}",
            )


def tamper(library: Library, *statements: str) -> None:
    """As somebody who owns the database, but has no keys."""
    with library.database.engine.begin() as connection:
        if library.database.dialect == "postgresql":
            connection.execute(text("ALTER TABLE audit_row DISABLE TRIGGER ALL"))
        else:
            connection.execute(text("DROP TRIGGER audit_row_is_kept_update"))
            connection.execute(text("DROP TRIGGER audit_row_is_kept_delete"))
        for statement in statements:
            assert connection.execute(text(statement)).rowcount > 0


def test_an_untouched_log_is_whole(library: Library) -> None:
    assert verify_chain(library.database, library.keys) is None
    write(library, 5)
    assert verify_chain(library.database, library.keys) is None
    assert chain_end(library.database).number == 5


@pytest.mark.parametrize(
    ("statements", "broken"),
    [
        (["UPDATE audit_row SET actor = 'somebody' WHERE number = 3"], Broken(3, "changed")),
        (["UPDATE audit_row SET purpose = 'complaint' WHERE number = 1"], Broken(1, "changed")),
        (["UPDATE audit_row SET fields = '[\"name\"]' WHERE number = 2"], Broken(2, "changed")),
        (["UPDATE audit_row SET subject = NULL WHERE number = 5"], Broken(5, "changed")),
        (["DELETE FROM audit_row WHERE number = 3"], Broken(3, "missing")),
        (["DELETE FROM audit_row WHERE number = 1"], Broken(1, "missing")),
        (["DELETE FROM audit_row WHERE number >= 4"], Broken(4, "end-missing")),
        (["DELETE FROM audit_row"], Broken(1, "end-missing")),
        (
            ["DELETE FROM audit_row WHERE number = 5", "UPDATE audit_head SET number = 4"],
            Broken(4, "end-changed"),
        ),
        (["DELETE FROM audit_head"], Broken(6, "end-missing")),
        (
            [
                "DELETE FROM audit_row WHERE number = 3",
                "UPDATE audit_row SET number = number - 1 WHERE number = 4",
            ],
            Broken(3, "changed"),
        ),
    ],
)
def test_what_is_tampered_with_shows(library: Library, statements: list[str], broken: Broken) -> None:
    write(library, 5)
    tamper(library, *statements)
    assert verify_chain(library.database, library.keys) == broken


def test_an_older_state_of_the_whole_log_shows_against_a_noted_end(library: Library) -> None:
    write(library, 3)
    with library.database.reading() as session:
        third = session.scalars(select(AuditRow.hash).where(AuditRow.number == 3)).one()
    write(library, 2)
    noted = chain_end(library.database)
    tamper(
        library,
        "DELETE FROM audit_row WHERE number > 3",
        f"UPDATE audit_head SET number = 3, hash = '{third}'",  # noqa: S608 (a hash of ours)
    )
    assert verify_chain(library.database, library.keys) is None
    assert verify_chain(library.database, library.keys, noted) == Broken(4, "older-than-noted")
    write(library, 2)  # other rows in place of the lost ones
    assert verify_chain(library.database, library.keys) is None
    assert verify_chain(library.database, library.keys, noted) == Broken(5, "changed")


def test_a_row_made_without_the_keys_shows(library: Library) -> None:
    write(library, 2)
    with library.database.transaction() as session:
        record(session, new_keys(), actor="x", subject=None, act="view", purpose="desk")
    assert verify_chain(library.database, library.keys) == Broken(3, "changed")


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_row SET actor = 'x'", "DELETE FROM audit_row WHERE number = 1"]
)
def test_the_database_itself_refuses(library: Library, statement: str) -> None:
    write(library, 1)
    with pytest.raises(Exception, match="only ever added to"), library.database.engine.begin() as connection:
        connection.execute(text(statement))


def test_many_writers_make_one_chain(library: Library) -> None:
    troubles: list[BaseException] = []

    def work() -> None:
        try:
            write(library, 10)
        except BaseException as error:  # noqa: BLE001 (told to the test)
            troubles.append(error)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert chain_end(library.database).number == 60
    assert verify_chain(library.database, library.keys) is None


def test_a_change_that_is_not_made_is_not_noted(library: Library) -> None:
    with contextlib.suppress(RuntimeError), library.database.transaction() as session:
        record(session, library.keys, actor="x", subject=None, act="view", purpose="desk")
        raise RuntimeError
    assert chain_end(library.database) == ChainEnd(0, "0" * 64)


def test_the_order_is_that_of_writing_whatever_the_clock_says(library: Library) -> None:
    start = datetime(2026, 11, 22, 12, tzinfo=UTC)
    for hours in (0, -3, 1):
        with library.database.transaction() as session:
            record(
                session,
                library.keys,
                actor="x",
                subject=library.reader,
                act="view",
                purpose="desk",
                at=start + timedelta(hours=hours),
            )
    assert verify_chain(library.database, library.keys) is None
    assert [one.number for one in seen_of(library.database, library.reader)] == [3, 2, 1]


def test_a_person_sees_who_has_looked(library: Library) -> None:
    reveal(
        library.database,
        library.keys,
        library.librarian,
        library.reader,
        ["phone", "name"],
        purpose="phone-call",
        reference="call-17",
    )
    reveal(library.database, library.keys, library.reader, library.reader, ["address"], purpose="desk")
    newest, older = seen_of(library.database, library.reader)
    assert (newest.actor, newest.fields, newest.purpose) == (library.reader, ("address",), "own-data")
    assert (older.actor, older.fields, older.purpose, older.reference) == (
        library.librarian,
        ("name", "phone"),
        "phone-call",
        "call-17",
    )
    assert seen_of(library.database, library.neighbour) == []
    assert seen_of(library.database, library.reader, before=newest.number) == [older]


@pytest.mark.parametrize(
    ("purpose", "reference", "code"),
    [("curiosity", "", "audit-purpose-unknown"), ("desk", "asked for 王小明", "audit-reference-no-id")],
)
def test_no_prose_gets_into_the_log(library: Library, purpose: str, reference: str, code: str) -> None:
    with pytest.raises(BadRecord) as caught, library.database.transaction() as session:
        record(
            session, library.keys, actor="x", subject=None, act="view", purpose=purpose, reference=reference
        )
    assert caught.value.code == code
