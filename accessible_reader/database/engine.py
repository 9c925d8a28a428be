"""Engines for SQLite and PostgreSQL that behave alike: real transactions, foreign keys enforced, waiting instead of failing."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError

_BUSY_MILLISECONDS: Final = 30_000
_CACHE_KIBIBYTES: Final = 32 * 1024
"""A connection's; SQLite's own 2 MiB does not hold the upper pages of a large search index."""
_PASSING: Final = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})
"""A disk that is full or fails: somebody will make room."""
_POSTGRESQL: Final[dict[str, Any]] = {
    # Somebody who was stopped in the middle of a transaction must not keep what they hold from all others for ever (milliseconds).
    "options": "-c idle_in_transaction_session_timeout=60000",
    # A server that has vanished without a word is noticed within a minute, not after the system's two hours (seconds).
    "connect_timeout": 10,
    "keepalives_idle": 20,
    "keepalives_interval": 10,
    "keepalives_count": 4,
}
"""How we connect, where the URL does not say otherwise."""


def make_engine(url: str, *, pool_size: int = 10) -> Engine:
    """The engine for ``url``. The folder of an SQLite file is made. ``postgresql://`` means psycopg 3."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        ours = {name: value for name, value in _POSTGRESQL.items() if name not in parsed.query}
        return create_engine(
            parsed, pool_size=pool_size, pool_pre_ping=True, hide_parameters=True, connect_args=ours
        )
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    # Values of people must not stand in messages of errors, which go into logs.
    engine = create_engine(parsed, pool_size=pool_size, hide_parameters=True)
    _make_sqlite_transactional(engine)
    return engine


def make_jobs_engine(url: str, *, pool_size: int = 20) -> Engine:
    """An engine for the job engine's own tables in the same database. It begins its transactions itself, so on SQLite only the journal is ours to choose."""
    if make_url(url).get_backend_name() == "postgresql":
        engine = make_engine(url, pool_size=pool_size)
        _make_absence_plain(engine)
        return engine
    engine = create_engine(url, pool_size=pool_size, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = "IMMEDIATE"
        cursor = connection.cursor()
        _set_pragmas(cursor)
        cursor.close()

    @event.listens_for(engine, "handle_error")
    def _full(context: Any) -> None:
        # The job engine waits for a database that is locked; over anything else it would drop the job where it stands, and nobody would ever take it up.
        error = context.original_exception
        if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in _PASSING:
            locked = sqlite3.OperationalError(f"database is locked ({error})")
            raise OperationalError(None, None, locked) from error

    return engine


def _make_absence_plain(engine: Engine) -> None:
    """A server that cannot be reached has gone away. The job engine waits for one that has; the driver's words for it ("connection is bad", since libpq 18) it does not know, and ended a workflow that nobody would have taken up again."""

    @event.listens_for(engine, "handle_error")
    def _absent(context: Any) -> None:
        words = str(context.original_exception)
        if context.connection is None and "connection is bad" in words and "FATAL" not in words:
            context.is_disconnect = True


def _set_pragmas(cursor: Any) -> None:
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")  # negative: kibibytes, not pages


def _make_sqlite_transactional(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        # The driver would begin transactions only before the first change; then what was read before could be out of date.
        connection.isolation_level = None
        cursor = connection.cursor()
        _set_pragmas(cursor)
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # A reader that turns into a writer would be refused when another wrote in between; a writer says so at once and waits its turn.
        mode = "DEFERRED" if connection.get_execution_options().get("reading") else "IMMEDIATE"
        connection.exec_driver_sql(f"BEGIN {mode}")
