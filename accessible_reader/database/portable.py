"""Rows as plain data that fit both kinds of database: what a backup is made of.

A datetime is ISO 8601 in UTC, bytes are base64, JSON is JSON. Which is which is written beside the data, so that rows can be put back by a program whose tables have changed since:
into the tables as they were, which are then brought up to date like those of any old library.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    LargeBinary,
    Table,
    Text,
    bindparam,
    column,
    func,
    insert,
    select,
    table,
    text,
    update,
)
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from accessible_reader.database.base import UtcDateTime
from accessible_reader.database.models import metadata
from accessible_reader.database.session import Database

Row: TypeAlias = list[Any]
_AT_ONCE: Final = 1_000
# Tables of the search index, which migrations make in a way of each database's own. Nothing of them is copied here.
_BY_HAND_POSTGRESQL: Final = text(
    r"SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename LIKE 'search\_%'"
)
_BY_HAND_SQLITE: Final = text(
    r"SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'search\_%' ESCAPE '\' AND sql LIKE :kind"
)
_TRIGGER_FUNCTIONS: Final = text(
    "SELECT CAST(CAST(oid AS regprocedure) AS text) FROM pg_proc WHERE pronamespace = CAST(current_schema() AS regnamespace) AND prorettype = CAST('trigger' AS regtype)"
)


@dataclass(frozen=True, slots=True)
class PortableColumn:
    """``kind``: text, integer, decimal, truth, moment, day, bytes or json."""

    name: str
    kind: str
    optional: bool


@dataclass(frozen=True, slots=True)
class PortableTable:
    """``columns`` in the order of a row's values; ``key``: names of the primary key's; ``later``: those that point into the same table, and are filled in when all rows are there."""

    name: str
    columns: tuple[PortableColumn, ...]
    key: tuple[str, ...]
    later: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        columns = [[one.name, one.kind, one.optional] for one in self.columns]
        return {"name": self.name, "columns": columns, "key": list(self.key), "later": list(self.later)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> PortableTable:
        """What :meth:`to_json` made."""
        columns = tuple(PortableColumn(str(n), str(k), bool(o)) for n, k, o in data["columns"])
        return cls(str(data["name"]), columns, tuple(data["key"]), tuple(data["later"]))


def portable_tables(without: Sequence[str] = ()) -> list[PortableTable]:
    """All tables but ``without``, each after those it points to."""
    return [_portable(one) for one in metadata.sorted_tables if one.name not in without]


@contextmanager
def snapshot(database: Database) -> Iterator[Session]:
    """One moment of the whole database, whoever writes meanwhile; hinders nobody."""
    with database.reading() as session:
        if database.dialect == "postgresql":
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            session.execute(text("SET TRANSACTION READ ONLY"))
            session.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        yield session


def read_rows(session: Session, name: str) -> Iterator[Row]:
    """The rows of a table, ordered by primary key, a thousand in memory at a time."""
    source = metadata.tables[name]
    kinds = [one.kind for one in _portable(source).columns]
    query = select(*source.columns).order_by(*source.primary_key.columns)
    for row in session.execute(query, execution_options={"yield_per": _AT_ONCE}):
        yield [_plain(kind, value) for kind, value in zip(kinds, row, strict=True)]


def count_rows(session: Session, name: str) -> int:
    """How many there are."""
    return int(session.scalar(select(func.count()).select_from(metadata.tables[name])) or 0)


def write_rows(session: Session, into: PortableTable, rows: Iterator[Row]) -> int:
    """Add ``rows``; how many. Raises SQLAlchemy's IntegrityError or DataError for those that the database refuses."""
    target = table(into.name, *(column(one.name, _type_of(one)) for one in into.columns))
    count = 0
    postponed: list[dict[str, Any]] = []
    batch: list[dict[str, Any]] = []
    refuses_nul = session.get_bind().dialect.name == "postgresql"

    def flush() -> None:
        if batch:
            session.execute(insert(target), batch)
            batch.clear()

    for row in rows:
        values = {
            one.name: _live(one.kind, value, refuses_nul=refuses_nul)
            for one, value in zip(into.columns, row, strict=True)
        }
        if any(values[name] is not None for name in into.later):
            postponed.append({f"_{name}": values[name] for name in (*into.key, *into.later)})
            values |= dict.fromkeys(into.later)
        batch.append(values)
        count += 1
        if len(batch) >= _AT_ONCE:
            flush()
    flush()
    if postponed:
        query = (
            update(target)
            .where(*(target.c[name] == bindparam(f"_{name}") for name in into.key))
            .values({name: bindparam(f"_{name}") for name in into.later})
        )
        session.execute(query, postponed)
    return count


def drop_all(session: Session) -> None:
    """Remove all our tables with what is in them, in the caller's transaction: as long as that is not committed, they are there for everybody else."""
    names = [one.name for one in reversed(metadata.sorted_tables)] + ["alembic_version"]
    if session.get_bind().dialect.name == "postgresql":
        doomed = [*session.scalars(_BY_HAND_POSTGRESQL), *names]
        session.execute(text(f"DROP TABLE IF EXISTS {', '.join(doomed)} CASCADE"))
        # What triggers of migrations call.
        for one in session.scalars(_TRIGGER_FUNCTIONS).all():
            session.execute(text(f"DROP FUNCTION {one}"))
        return
    # Rows that point to rows that have gone are wrong only in between.
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    for kind in ("CREATE VIRTUAL TABLE", "CREATE TABLE"):  # the first take tables of their own with them
        for name in session.scalars(_BY_HAND_SQLITE, {"kind": f"{kind}%"}).all():
            session.execute(text(f"DROP TABLE {name}"))
    for name in names:
        session.execute(text(f"DROP TABLE IF EXISTS {name}"))


def continue_counting(session: Session) -> None:
    """After rows with numbers were written: the next number is the next one."""
    if session.get_bind().dialect.name != "postgresql":
        return  # SQLite takes the highest and adds one
    for one in metadata.sorted_tables:
        for key in one.primary_key.columns:
            if isinstance(key.type, Integer) and len(one.primary_key.columns) == 1:
                sequence = session.scalar(
                    text("SELECT pg_get_serial_sequence(:table, :column)"),
                    {"table": one.name, "column": key.name},
                )
                if sequence is not None:
                    highest = session.scalar(select(func.max(key)))
                    session.execute(
                        text("SELECT setval(CAST(:name AS regclass), :value, :used)"),
                        {"name": sequence, "value": highest or 1, "used": highest is not None},
                    )


def dangling(session: Session) -> str | None:
    """A table with a row that points nowhere; None where all is whole. PostgreSQL has refused such rows already."""
    if session.get_bind().dialect.name != "sqlite":
        return None
    found = session.scalar(text('SELECT "table" FROM pragma_foreign_key_check LIMIT 1'))
    return None if found is None else str(found)


def compact(database: Database) -> None:
    """Give back room, and overwrite what was deleted with it; PostgreSQL does that by itself."""
    if database.dialect == "sqlite":
        connection = database.engine.raw_connection()  # cannot be done inside a transaction
        try:
            connection.cursor().execute("VACUUM")
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def _portable(source: Table) -> PortableTable:
    columns = tuple(PortableColumn(one.name, _kind(one), bool(one.nullable)) for one in source.columns)
    own = {key.parent.name for key in source.foreign_keys if key.column.table is source}
    key = tuple(one.name for one in source.primary_key.columns)
    return PortableTable(source.name, columns, key, tuple(sorted(own)))


_KINDS: Final[tuple[tuple[type[TypeEngine[Any] | UtcDateTime], str], ...]] = (
    (UtcDateTime, "moment"),
    (Date, "day"),
    (JSON, "json"),
    (LargeBinary, "bytes"),
    (Boolean, "truth"),
    (Integer, "integer"),
    (Float, "decimal"),
)


def _kind(of: Column[Any]) -> str:
    return next((kind for known, kind in _KINDS if isinstance(of.type, known)), "text")


def _type_of(of: PortableColumn) -> Any:
    kinds = {
        "moment": UtcDateTime(),
        "day": Date(),
        # A column that may be empty is empty, and not JSON's null.
        "json": JSON(none_as_null=of.optional),
        "bytes": LargeBinary(),
        "truth": Boolean(),
        "integer": BigInteger(),
        "decimal": Float(),
        "text": Text(),
    }
    return kinds[of.kind]


def _plain(kind: str, value: Any) -> Any:
    if value is None:
        return None
    if kind in {"moment", "day"}:
        return value.isoformat()
    if kind == "bytes":
        return base64.b64encode(value).decode()
    return value


def _live(kind: str, value: Any, *, refuses_nul: bool) -> Any:
    if value is None:
        return None
    if kind == "moment":
        return datetime.fromisoformat(value)
    if kind == "day":
        return date.fromisoformat(value)
    if kind == "bytes":
        return base64.b64decode(value)
    if kind == "text" and refuses_nul:
        return value.replace("\x00", "\ufffd")
    return value
