"""Measuring: CPU seconds (user and system, children too), wall seconds, and the peak memory of any process, each job in a fresh process."""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any


@dataclass(frozen=True, slots=True)
class Measured:
    """``cpu`` and ``wall`` in seconds, ``peak`` in MiB."""

    cpu: float
    wall: float
    peak: float
    result: Any = None


def measure(prepare: Callable[..., Any], job: Callable[[Any], Any], *arguments: Any) -> Measured:
    """``job(prepare(*arguments))`` in a spawned process; only the job is counted, with all processes that it starts."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program itself does
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    # Not a daemon: jobs start workers of their own.
    child = context.Process(target=_child, args=(theirs, prepare, job, arguments))
    child.start()
    theirs.close()
    result: Measured = ours.recv()
    child.join()
    return result


def table(rows: Iterable[tuple[str, Measured]], bare: Measured, headings: str) -> str:
    """Rows of figures with their ratios to ``bare``."""
    lines = [f"{headings:<44}{'CPU s':>8}{'ratio':>7}{'wall s':>8}{'ratio':>7}{'peak MiB':>10}"]
    lines += [
        f"{name:<44}{m.cpu:>8.2f}{m.cpu / bare.cpu:>7.2f}{m.wall:>8.2f}{m.wall / bare.wall:>7.2f}{m.peak:>10.0f}"
        for name, m in rows
    ]
    return "\n".join(lines)


def _child(
    pipe: Connection, prepare: Callable[..., Any], job: Callable[[Any], Any], arguments: tuple[Any, ...]
) -> None:
    prepared = prepare(*arguments)
    cpu, start = _cpu(), time.monotonic()
    result = job(prepared)
    wall = time.monotonic() - start
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    pipe.send(Measured(_cpu() - cpu, wall, peak / 1024, result))
    pipe.close()


def _cpu() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)
