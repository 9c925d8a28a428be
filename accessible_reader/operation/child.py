"""A program that ``serve`` keeps running."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final

import psutil

_PR_SET_PDEATHSIG: Final = 1
_STOPPING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Program:
    """What to start: ``name`` for people, the command, what its environment has besides ours, and under which name it beats (see ``jobs/rescue.py``).

    ``niceness``: how much it gives way to others (setpriority(2); 0 not at all, 19 wholly).
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    beats_as: str = ""
    niceness: int = 0


class Child:
    """One program, started again and again. To be used from the main thread only: on Linux a child's life hangs on the thread that started it."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.ready = False
        """Whether it has shown since its start that it does its work."""
        self.started_at = 0.0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Of the running program; None when there is none."""
        return self._process.pid if self._process is not None else None

    @property
    def seconds(self) -> float:
        """How long ago it was started."""
        return time.monotonic() - self.started_at

    def start(self) -> None:
        """Start it. It is killed when we die, however that happens. Raises OSError."""
        self.ready = False
        self.started_at = time.monotonic()
        with _signals_blocked():
            self._process = subprocess.Popen(
                self.program.command,
                env={**os.environ, **self.program.environment},
                stdin=subprocess.DEVNULL,
                preexec_fn=_follower_of(os.getpid(), self.program.niceness),  # noqa: PLW1509 (one thread, and it only calls the system)
            )

    def poll(self) -> int | None:
        """The exit status of a program that has ended since, once (negative: a signal); None while it runs and while there is none."""
        if self._process is None:
            return None
        status = self._process.poll()
        if status is not None:
            self._process = None
        return status

    def terminate(self) -> None:
        """Ask it to end."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.terminate()

    def kill(self) -> None:
        """End it with everything that it started, frozen or not."""
        if self._process is None:
            return
        below: list[psutil.Process] = []
        with suppress(psutil.NoSuchProcess):
            below = psutil.Process(self._process.pid).children(recursive=True)
        self._process.kill()
        self._process.wait()
        for one in below:
            with suppress(
                psutil.NoSuchProcess
            ):  # psutil compares starting times: never a stranger with the same number
                one.kill()


@contextmanager
def _signals_blocked() -> Iterator[None]:
    """A signal must not come between the start of a process and the note of it. There is one thread, so its mask is enough."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _follower_of(parent: int, niceness: int) -> Callable[[], None]:
    """What a child does between its birth and its program."""
    library: Any = ctypes.CDLL(None) if sys.platform == "linux" else None

    def follow() -> None:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
        os.nice(niceness)
        if library is not None:
            library.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # SIGTERM would not wake one that is frozen
            if os.getppid() != parent:
                os._exit(1)

    return follow
