"""The database goes away in the middle of a conversion, for as long as one likes: short in the suite, half a minute in ``make chaos``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from tests.databases import own_server
from tests.service_ground import Library, open_library, until

_PARTS = 6


def database_gone(kind: str, folder: Path, seconds: float, **worker: Any) -> float:
    """PostgreSQL crashes and is started again after ``seconds``; SQLite, which is a file, is held by somebody else for as long. Seconds from its return until the conversion was done.

    Raises AssertionError where a part is made twice, something is lost, or anything is left behind.
    """
    return (_crashed if kind == "postgresql" else _held)(folder, seconds, worker)


def _crashed(folder: Path, seconds: float, options: dict[str, Any]) -> float:
    with own_server() as server, open_library("postgresql", folder, server.new_database()) as library:
        name = _begin(library, options)
        worker = library.workers[0]
        server.crash()
        until(lambda: "no heartbeat" in worker.log() and "waiting for" in worker.log(), what=worker.log)
        time.sleep(seconds)
        server.start()
        return _ended(library, name)


def _held(folder: Path, seconds: float, options: dict[str, Any]) -> float:
    with open_library("sqlite", folder) as library:
        name = _begin(library, options)
        done = library.service.conversions.get(name).parts_done
        with library.service.database.transaction() as session:
            session.connection()  # only now is anything held
            # Finished parts reach the storage; that they are finished cannot be noted.
            until(lambda: len(list(library.service.store.names(f"work/{name}/"))) > done)
            time.sleep(seconds)
            held = library.service.conversions.get(name)
            assert held.state == "running", (held.state, held.error_code, library.workers[0].log())
            assert held.parts_done < _PARTS
        return _ended(library, name)


def _begin(library: Library, options: dict[str, Any]) -> str:
    """A conversion of which one part is finished."""
    library.start_worker("w1", **options).wait_ready()
    name = library.ask(library.one_book(), parts=_PARTS, seconds=0.4)
    until(lambda: library.service.conversions.get(name).parts_done >= 1)
    return name


def _ended(library: Library, name: str) -> float:
    back = time.monotonic()
    assert library.wait([name])[name].state == "done"
    took = time.monotonic() - back
    library.assert_whole(name, _PARTS)
    return took
