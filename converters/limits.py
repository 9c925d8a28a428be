"""Limits on memory and time, and the child process that keeps them.

Everything that touches a stranger's file runs in a child with an address-space limit and a wall clock, so that a bad book can
take down neither the command line nor a server. ``doctor`` prints :data:`LIMITS`.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Final

from converters.errors import ConversionError, LimitExceeded, disk_error

MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """All limits in one place; bytes, seconds or counts as the name says."""

    file_bytes: int = 2048 * MIB
    archive_entries: int = 65_000
    archive_entry_bytes: int = 512 * MIB
    archive_total_bytes: int = 2048 * MIB
    archive_ratio: int = 400
    """Most times an entry may grow when inflated, once it is larger than a document may be (repetitive text packs well: it is no bomb)."""
    document_bytes: int = 128 * MIB
    """Largest single text document."""
    element_depth: int = 2_000
    """Deeper elements are flattened, with a finding; their text is kept."""
    contents_entries: int = 50_000
    contents_depth: int = 40
    image_pixels: int = 100_000_000
    read_seconds: float = 300.0
    read_memory_bytes: int = 3072 * MIB
    worker_memory_bytes: int = 4096 * MIB


LIMITS: Final = Limits()


def limit_memory(limit_bytes: int) -> None:
    """Cap this process's address space; over it, allocations fail with MemoryError."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        limit_bytes = min(limit_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit_bytes, hard))


def run_limited(
    function: Callable[..., Any],
    *arguments: Any,
    seconds: float = LIMITS.read_seconds,
    memory_bytes: int = LIMITS.read_memory_bytes,
) -> Any:
    """``function(*arguments)`` in a fresh child process (spawned, so threads of ours do no harm).

    Function, arguments and result are pickled. A :class:`ConversionError` in the child is raised here. Raises
    :class:`LimitExceeded` ``limit-time`` / ``limit-memory`` when the child is over its limits or is killed for it.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(theirs, memory_bytes, function, arguments), daemon=True)
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
    pipe: Connection, memory_bytes: int, function: Callable[..., Any], arguments: tuple[Any, ...]
) -> None:
    sys.setrecursionlimit(6_000)
    limit_memory(memory_bytes)
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
