"""Ends the worker processes of a run that was stopped."""

from __future__ import annotations

import time

import psutil


def end_children() -> None:
    """Nobody may write into the workspace while it is being removed."""
    killed = []
    for child in psutil.Process().children(recursive=True):
        try:
            # Python's own helper ends with us, and complains loudly when it is ended before.
            if not any("resource_tracker" in argument for argument in child.cmdline()):
                child.kill()
                killed.append(child)
        except psutil.NoSuchProcess:
            continue
    # Wait without reaping (as ``psutil.wait_procs`` would): a child whose end somebody else was told of counts as alive in ``multiprocessing`` for
    # ever, and the program never ends.
    deadline = time.monotonic() + 5
    while any(_runs(child) for child in killed) and time.monotonic() < deadline:
        time.sleep(0.01)


def _runs(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
