"""Who hangs, and who is only kept waiting by somebody else."""

from __future__ import annotations

import platform
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from accessible_reader.database import Database, make_engine, update, upgrade
from accessible_reader.jobs.models import WorkerRecord
from accessible_reader.operation import watches
from accessible_reader.operation.child import Child, Program
from accessible_reader.operation.watches import START_SECONDS, BeatWatch, WebWatch, write_lock_holder

GONE = 30.0


def child(pid: int | None, name: str, beats_as: str = "") -> Child:
    made = Child(Program(name, (), {}, beats_as))
    made._process = SimpleNamespace(pid=pid) if pid is not None else None  # type: ignore[assignment]
    return made


class Ground:
    """Two workers, a website, and a lock that somebody may hold."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.one, self.two, self.web = (
            child(11, "worker-1", "a"),
            child(12, "worker-2", "b"),
            child(13, "web"),
        )
        self.children = [self.web, self.one, self.two]
        self.holder: int | None = None
        self.watch = BeatWatch(database, GONE, lambda: self.holder)

    def beat(self, *names: str) -> None:
        with self.database.transaction() as session:
            for name in names:
                if session.get(WorkerRecord, f"{name}.1") is None:
                    session.add(WorkerRecord(id=f"{name}.1", name=name, host=platform.node()))
                else:
                    row = update(WorkerRecord).where(WorkerRecord.id == f"{name}.1")
                    session.execute(row.values(beat=WorkerRecord.beat + 1))

    def look(self, seconds: float = 1.0) -> list[str]:
        return [one.program.name for one in self.watch.hanging(self.children, seconds)]

    def both_beat(self) -> None:
        for _ in range(3):
            self.beat("a", "b")
            assert self.look() == []


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    database = Database(make_engine(f"sqlite:///{tmp_path / 'x.sqlite'}"))
    upgrade(database.engine)
    yield Ground(database)
    database.close()


def test_who_beats_lives_and_who_is_silent_is_ended(ground: Ground) -> None:
    ground.both_beat()
    assert (ground.one.ready, ground.two.ready, ground.web.ready) == (True, True, False)
    for _ in range(29):
        ground.beat("a")
        assert ground.look() == []
    ground.beat("a")
    assert ground.look() == ["worker-2"]


def test_one_that_starts_has_more_time_and_an_old_row_is_no_sign_of_life(ground: Ground) -> None:
    ground.beat("a")
    for _ in range(int(START_SECONDS) - 1):
        assert ground.look() == []
    assert not ground.one.ready
    assert ground.look() == ["worker-2"]  # has no row at all
    assert ground.look() == ["worker-1", "worker-2"]


def test_only_the_holder_of_the_lock_is_blamed_for_it(ground: Ground) -> None:
    ground.both_beat()
    ground.holder = 12
    for _ in range(29):
        assert ground.look() == []
    assert ground.look() == ["worker-2"]
    ground.two._process = SimpleNamespace(pid=22)  # type: ignore[assignment]  # killed and started again
    ground.holder = None
    ground.beat("a")
    assert ground.look() == []


def test_nobody_is_blamed_for_a_strangers_lock(ground: Ground, caplog: pytest.LogCaptureFixture) -> None:
    ground.both_beat()
    ground.holder = 99
    assert [ground.look(10.0) for _ in range(60)] == [[]] * 60
    assert [record.getMessage() for record in caplog.records] == [
        "the database is held by process 99, which is none of ours"
    ]
    ground.holder = 13  # the website's own silence is for others to judge
    assert [ground.look(10.0) for _ in range(60)] == [[]] * 60


def test_somebody_who_starts_and_writes_now_and_then_is_left_alone(ground: Ground) -> None:
    for _ in range(20):
        for ground.holder in (None, 11, 12):
            assert ground.look(2.0) == []


def test_one_frozen_at_its_first_write_is_ended(ground: Ground) -> None:
    ground.holder = 11
    looks = [ground.look() for _ in range(32)]
    assert looks[:30] == [[]] * 30
    assert looks[-1] == ["worker-1"]


def test_a_database_that_is_away_says_nothing_about_workers(ground: Ground) -> None:
    ground.both_beat()
    assert ground.look(GONE - 1) == []
    real, ground.watch._beats = ground.watch._beats, lambda names: 1 // 0  # type: ignore[method-assign]
    assert ground.look(1000.0) == []
    ground.watch._beats = real  # type: ignore[method-assign]
    assert ground.look(GONE - 1) == []
    assert ground.look() == ["worker-1", "worker-2"]


def test_the_system_knows_who_writes(tmp_path: Path) -> None:
    file = tmp_path / "y.sqlite"
    writer = f"""
import sqlite3, sys
c = sqlite3.connect({str(file)!r}, isolation_level=None)
c.execute("PRAGMA journal_mode = WAL")
c.execute("CREATE TABLE IF NOT EXISTS t (x)")
for line in sys.stdin:
    c.execute(line.strip())
    print("done", flush=True)
"""
    import subprocess
    import sys

    with subprocess.Popen(
        [sys.executable, "-S", "-c", writer], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def say(words: str) -> None:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(words + "\n")
            process.stdin.flush()
            assert process.stdout.readline() == "done\n"

        say("SELECT 1")
        assert write_lock_holder(file) is None
        with closing(sqlite3.connect(file)) as reader:
            say("BEGIN IMMEDIATE")
            assert reader.execute("SELECT count(*) FROM t").fetchone() == (0,)
            assert write_lock_holder(file) == process.pid
            say("COMMIT")
            assert write_lock_holder(file) is None
    assert write_lock_holder(tmp_path / "none.sqlite") is None
    assert write_lock_holder(None) is None


def test_locks_are_read_as_the_system_writes_them(tmp_path: Path) -> None:
    file = tmp_path / "z.sqlite"
    shm = file.with_name("z.sqlite-shm")
    shm.touch()
    inode = shm.stat().st_ino
    locks = tmp_path / "locks"

    def holder(*lines: str) -> int | None:
        locks.write_text("".join(f"{number}: {line}\n" for number, line in enumerate(lines, 1)))
        return write_lock_holder(file, locks)

    assert holder(f"POSIX  ADVISORY  WRITE 7 fd:00:{inode} 120 120") == 7
    assert holder(f"POSIX  ADVISORY  WRITE 7 fd:00:{inode} 120 121") == 7
    assert holder(f"POSIX  ADVISORY  WRITE 7 fd:00:{inode} 0 EOF") == 7
    assert holder(f"POSIX  ADVISORY  WRITE 7 fd:00:{inode} 121 121") is None
    assert holder(f"POSIX  ADVISORY  READ 7 fd:00:{inode} 120 120") is None
    assert holder(f"FLOCK  ADVISORY  WRITE 7 fd:00:{inode} 0 EOF") is None
    assert holder(f"POSIX  ADVISORY  WRITE 7 fd:00:{inode}0 120 120") is None
    assert holder(f"-> POSIX  ADVISORY  WRITE 7 fd:00:{inode} 120 120") is None
    assert holder("nonsense", "") is None


@contextmanager
def website(answer: int | None) -> Iterator[int]:
    """A server that answers with this status, or takes the call and says nothing."""
    if answer is None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            yield silent.getsockname()[1]
        return

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(answer)
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def test_a_website_that_answers_lives_and_one_that_does_not_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watches, "_WEB_SECONDS", 0.05)
    told: list[Any] = []
    web = child(5, "web")
    with website(404) as port:
        monkeypatch.setattr(watches, "_WEB_SECONDS", 60.0)
        watch = WebWatch("web", "0.0.0.0", port, GONE, lambda code, **params: told.append((code, params)))  # noqa: S104 (asked, not bound)
        for _ in range(3):
            assert watch.hanging([child(6, "worker-1"), web], 10.0) == []
        assert web.ready
        assert told == [("serve-open", {"address": f"http://127.0.0.1:{port}/"})]
    monkeypatch.setattr(watches, "_WEB_SECONDS", 0.05)
    with website(None) as port:
        watch._address = ("127.0.0.1", port)
        assert watch.hanging([web], 10.0) == []
        assert watch.hanging([web], 10.0) == []
        assert watch.hanging([web], 10.0) == [web]
        fresh = child(7, "web")
        for _ in range(int(START_SECONDS / 10) - 1):
            assert watch.hanging([fresh], 10.0) == []
        assert watch.hanging([fresh], 10.0) == [fresh]
