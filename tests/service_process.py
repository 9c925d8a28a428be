"""Processes of the service in tests: workers that can be killed and frozen, and waiting for what they do."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Self

import psutil

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 300.0
"""Seconds after which what was waited for will not come any more, on the slowest machine."""


class WorkerProcess:
    """A worker that runs as ``python -m tests.service_worker``."""

    def __init__(
        self, url: str, environment: Mapping[str, str], log: Path, name: str, options: dict[str, Any]
    ) -> None:
        self._url = url
        self._path = log
        self._log = self._path.open("ab")
        self._log_began = self._log.tell()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.service_worker", name, json.dumps(options)],
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
        )

    def descendants(self) -> list[psutil.Process]:
        """Everything it started."""
        try:
            return psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []

    def wait_ready(self, seconds: float = LIMIT) -> Self:
        """Until it takes jobs."""
        end = time.monotonic() + seconds
        while "ready" not in self.log():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the worker did not start: {self.log()}")
            time.sleep(0.05)
        return self

    def log(self) -> str:
        """What it said since it started."""
        return self._path.read_bytes()[self._log_began :].decode("utf-8", "replace")

    def kill(self) -> list[psutil.Process]:
        """kill -9, only the worker itself; what it had started, which must end by itself."""
        started = self.descendants()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        self._log.close()
        return started

    def freeze(self) -> None:
        """As if the machine had stopped: never in the middle of writing to SQLite, where a worker shares the machine with its database (see docs/limitations.md)."""
        for _ in range(100):
            self.process.send_signal(signal.SIGSTOP)
            if not self._holds_the_only_lock():
                return
            self.process.send_signal(signal.SIGCONT)
            time.sleep(0.02)
        raise TimeoutError("it writes all the time")

    def _holds_the_only_lock(self) -> bool:
        if not self._url.startswith("sqlite"):
            return False
        file = self._url.partition("///")[2]
        # Others write too, but only for milliseconds; who still writes after two seconds is the frozen one.
        with closing(sqlite3.connect(file, timeout=2, isolation_level=None)) as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True
            connection.execute("ROLLBACK")
        return False

    def thaw(self) -> None:
        """And went on."""
        self.process.send_signal(signal.SIGCONT)


def gone(processes: list[psutil.Process], seconds: float = LIMIT) -> bool:
    """Whether all of them have ended within ``seconds``."""
    return not left_of(processes, seconds)


def left_of(processes: list[psutil.Process], seconds: float = LIMIT) -> list[str]:
    """Those that have not ended within ``seconds``, in words."""
    end = time.monotonic() + seconds
    while left := [process for process in processes if _alive(process)]:
        if time.monotonic() > end:
            return [_told(process) for process in left]
        time.sleep(0.05)
    return []


def _told(process: psutil.Process) -> str:
    try:
        return (
            f"{process.pid} {process.status()} child of {process.ppid()}: {' '.join(process.cmdline())[:300]}"
        )
    except psutil.Error:
        return f"{process.pid} has just ended"


def say(process: subprocess.Popen[str], line: str) -> None:
    """A line for what it reads."""
    assert process.stdin is not None
    process.stdin.write(line + "\n")
    process.stdin.flush()


def hear(process: subprocess.Popen[str]) -> str:
    """The next line of what it says."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _alive(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def until(condition: Any, seconds: float = LIMIT, what: str | Callable[[], str] = "") -> None:
    """Wait until ``condition()`` holds."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(what if isinstance(what, str) else what())
        time.sleep(0.03)
