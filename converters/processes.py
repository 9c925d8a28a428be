"""How worker processes are started, and how they end.

Everything that touches a stranger's file runs in a child with an address-space limit and a wall clock, so that a bad book can
take down neither the command line nor a server.

A process of one thread is copied (``fork``): its children have modules and book at once. One with several threads starts fresh children
(``spawn``), because a copy would hold other threads' locks for ever.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext, SpawnContext
from pathlib import Path
from typing import Any, Final

from converters.errors import ConversionError, LimitExceeded, disk_error
from converters.limits import LIMITS, MIB, limit_memory

_PR_SET_PDEATHSIG: Final = 1
_STOPPING: Final = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})


def worker_context() -> ForkContext | SpawnContext:
    """The way to start workers from where we are now."""
    if _threads() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def _threads() -> int:
    """Threads of this process, those that libraries started (espeak-ng, OpenBLAS) too; 0 where nobody can tell."""
    try:
        return len(list(Path("/proc/self/task").iterdir()))
    except OSError:
        return 0


@contextmanager
def signals_held() -> Iterator[None]:
    """Signals that ask us to stop wait until the block ends.

    For the moments in which children are started: they inherit the mask, so a Ctrl-C, which goes to the whole process group, does not hit them half
    started, with handlers that are their parent's. :func:`become_worker` lifts it. (It does not guard the bookkeeping of ``multiprocessing``: the hang for
    which it was once thought to be needed came from ``psutil`` waiting for our children, so that their end was lost.) Only the main thread runs handlers,
    so in others nothing is held.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    caught: list[int] = []
    # Both: the mask goes on to the children, which then start undisturbed; but it is one thread's own, and where there are others they take the
    # signal, so the handlers only note it.
    resource_tracker.ensure_running()  # its start would unblock them again
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    before = {
        which: signal.signal(which, lambda number, _frame: caught.append(number)) for which in _STOPPING
    }
    try:
        yield
    finally:
        for which, handler in before.items():
            signal.signal(which, signal.SIG_DFL if handler is None else handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for number in dict.fromkeys(caught):
            os.kill(os.getpid(), number)


def become_worker(memory_bytes: int, parent: int) -> None:
    """To be called first in a worker: limits on memory, no signal handlers of the parent's, and no life after the parent's death.

    ``parent`` is the process id of whoever started us.
    """
    # Ctrl-C goes to the whole process group; the parent decides and ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        _libc().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)  # it died before we could ask to be told
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)  # they were held while we were started
    limit_memory(memory_bytes)


@cache
def _libc() -> Any:
    return ctypes.CDLL(None)


def run_limited(
    function: Callable[..., Any],
    *arguments: Any,
    seconds: float = LIMITS.read_seconds,
    memory_bytes: int = LIMITS.read_memory_bytes,
) -> Any:
    """``function(*arguments)`` in a child process.

    Function, arguments and result are pickled. A :class:`ConversionError` in the child is raised here. Raises
    :class:`LimitExceeded` ``limit-time`` / ``limit-memory`` when the child is over its limits or is killed for it.
    """
    context = worker_context()
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(
        target=_child, args=(theirs, os.getpid(), memory_bytes, function, arguments), daemon=True
    )
    with signals_held():
        child.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            raise LimitExceeded("limit-time", seconds=int(seconds))
        try:
            kind, value = ours.recv()
        except EOFError:
            raise LimitExceeded("limit-memory", mebibytes=memory_bytes // MIB) from None
    finally:
        ours.close()
        child.join(0.5)
        if child.is_alive():
            child.kill()
            child.join()
    if kind == "done":
        return value
    if kind == "memory":
        raise LimitExceeded("limit-memory", mebibytes=memory_bytes // MIB)
    if isinstance(value, ConversionError):
        raise value
    raise RuntimeError(f"a child process failed:\n{value}")


def _child(
    pipe: Connection, parent: int, memory_bytes: int, function: Callable[..., Any], arguments: tuple[Any, ...]
) -> None:
    sys.setrecursionlimit(6_000)
    become_worker(memory_bytes, parent)
    try:
        result: tuple[str, Any] = ("done", function(*arguments))
    except ConversionError as error:
        result = ("error", error)
    except (MemoryError, RecursionError):
        result = ("memory", None)
    except OSError as error:
        known = disk_error(error)
        result = ("error", known) if known else ("bug", traceback.format_exc())
    except BaseException:  # noqa: BLE001 (whatever it was, the parent must hear of it)
        result = ("bug", traceback.format_exc())
    pipe.send(result)
    pipe.close()
