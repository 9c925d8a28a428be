"""Child processes that do the heavy work, kept warm: a bad book can take down neither the worker nor its neighbours.

A child does one task at a time. Over its time it is killed with everything it started; over its memory it gets a MemoryError or is killed by the system.
Either way a new one takes its place, and the others never notice.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.forkserver
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Final

import psutil

from accessible_reader.conversions.places import Places
from converters.errors import ConversionError, LimitExceeded, disk_error
from converters.limits import LIMITS, MIB
from converters.processes import become_worker

_TASKS_A_LIFE: Final = 500
"""Then a child is replaced: what leaks in a library is given back."""
_PRELOADED: Final = (
    "accessible_reader.conversions.tasks",
    "accessible_reader.catalogue.reading",
    "converters.readers.epub",
    "converters.speech.packages.mp3",
    "converters.braille.formats.brf",
    "converters.large_print.pdf",
)
"""Loaded once in the process that children are copied from; without it each child takes seconds until its first task begins."""
USUAL: Final = 5
_LOOK_SECONDS: Final = 0.5
"""Between two looks whether the task is still wanted."""


class TaskCancelled(Exception):
    """Nobody wants the task any more; its child was stopped."""


class WorkerStops(BaseException):
    """The worker goes down in the middle of the task. No Exception: nothing may take it for an answer and write it down as one."""


class ChildBug(Exception):
    """The task failed in a way that nobody foresaw."""

    def __init__(self, child_traceback: str) -> None:
        super().__init__(child_traceback)
        self.child_traceback = child_traceback
        """It may quote the book: logs show the places in it and not the words."""


@dataclass(slots=True)
class _Child:
    process: BaseProcess
    pipe: Connection
    tasks: int = 0


class Children:
    """So many child processes, started when first needed. Safe to use from many threads: each waits for a free child."""

    def __init__(self, count: int, memory_bytes: int = LIMITS.worker_memory_bytes) -> None:
        self.count = count
        self._memory = memory_bytes
        self._places = Places(count)
        self._lock = threading.Lock()
        self._idle: list[_Child] = []
        self._busy: list[_Child] = []
        self._closed = False
        # numpy's arithmetic library would start threads, which cost memory and stand in the way of copying.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(_PRELOADED))

    def run(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        seconds: float,
        title: str = "",
        wanted: Callable[[], bool] = lambda: True,
        priority: int = USUAL,
    ) -> Any:
        """``function(*arguments)`` in a child; all of it is pickled. The lower ``priority`` gets the next free child.

        Raises the task's :class:`ConversionError`; :class:`LimitExceeded` ``limit-part-time`` or ``limit-part-memory`` with ``title``; :class:`TaskCancelled` soon
        after ``wanted()`` is no longer true; :class:`WorkerStops` after :meth:`close`; :class:`ChildBug` for everything else.
        """

        def look() -> None:
            if self._closed:
                raise WorkerStops
            if not wanted():
                raise TaskCancelled

        self._places.take(priority, look)
        try:
            child = self._take()
            try:
                kind, value = self._converse(child, (function, arguments), seconds, title, wanted)
            except BaseException:
                self._end(child)
                raise
            self._give_back(child, healthy=kind in {"done", "error"})
        finally:
            self._places.give_back()
        if kind == "done":
            return value
        if kind == "memory":
            raise self._too_much_memory(title)
        if isinstance(value, ConversionError):
            raise value
        raise ChildBug(value)

    def pids(self) -> list[int]:
        """Process ids of the children there are."""
        with self._lock:
            return [child.process.pid or 0 for child in (*self._idle, *self._busy)]

    def close(self) -> None:
        """Stop all children, also in the middle of a task."""
        self._closed = True
        with self._lock:
            children = [*self._idle, *self._busy]
            self._idle.clear()
        for child in children:
            self._end(child)

    def _take(self) -> _Child:
        with self._lock:
            if self._closed:
                raise WorkerStops
            while self._idle:
                child = self._idle.pop()
                if child.process.is_alive():
                    self._busy.append(child)
                    return child
                child.pipe.close()
        child = self._start()
        with self._lock:
            self._busy.append(child)
        return child

    def _start(self) -> _Child:
        ours, theirs = self._context.Pipe()
        # Not a daemon: converters start programs and children of their own.
        process = self._context.Process(target=_serve, args=(theirs, self._memory), daemon=False)
        process.start()
        theirs.close()
        return _Child(process, ours)

    def _give_back(self, child: _Child, *, healthy: bool) -> None:
        child.tasks += 1
        if not healthy or child.tasks >= _TASKS_A_LIFE or self._closed:
            self._end(child)
            return
        with self._lock:
            self._busy.remove(child)
            self._idle.append(child)

    def _end(self, child: _Child) -> None:
        with self._lock:
            if child in self._busy:
                self._busy.remove(child)
        _kill(child.process.pid)
        child.process.join(5)
        child.pipe.close()

    def _converse(
        self,
        child: _Child,
        task: tuple[Any, ...],
        seconds: float,
        title: str,
        wanted: Callable[[], bool],
    ) -> tuple[str, Any]:
        end = time.monotonic() + seconds
        try:
            child.pipe.send(task)
            while not child.pipe.poll(min(_LOOK_SECONDS, max(0.0, end - time.monotonic()))):
                if time.monotonic() >= end:
                    raise LimitExceeded("limit-part-time", part=title, seconds=int(seconds))
                if self._closed:
                    raise WorkerStops
                if not wanted():
                    raise TaskCancelled
            answer: tuple[str, Any] = child.pipe.recv()
        except (EOFError, OSError):
            if self._closed:
                raise WorkerStops from None
            raise self._too_much_memory(title) from None
        return answer

    def _too_much_memory(self, title: str) -> LimitExceeded:
        return LimitExceeded("limit-part-memory", part=title, mebibytes=self._memory // MIB)


def _kill(pid: int | None) -> None:
    if pid is None:
        return
    try:
        process = psutil.Process(pid)
        for one in (*process.children(recursive=True), process):
            one.kill()
    except psutil.NoSuchProcess:
        return


def _serve(pipe: Connection, memory_bytes: int) -> None:
    sys.setrecursionlimit(6_000)
    # Our parent by birth is the fork server, which dies with the worker.
    become_worker(memory_bytes, os.getppid())
    worker = multiprocessing.parent_process()
    if worker is None or not worker.is_alive():
        os._exit(1)
    while True:
        try:
            function, arguments = pipe.recv()
        except (EOFError, OSError):
            return
        answer = _attempt(function, arguments)
        try:
            pipe.send(answer)
        except OSError:
            return


def _attempt(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "done", function(*arguments)
    except ConversionError as error:
        return "error", error
    except (MemoryError, RecursionError):
        return "memory", None
    except OSError as error:
        known = disk_error(error)
        return ("error", known) if known else ("bug", traceback.format_exc())
    except BaseException:  # noqa: BLE001 (whatever it was, the worker must hear of it)
        return "bug", traceback.format_exc()
