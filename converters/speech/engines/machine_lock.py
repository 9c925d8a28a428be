"""One at a time on this computer: for engines that processes must not use at once, and for services that are not to be asked too often."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs
from filelock import FileLock, Timeout

from converters.speech.engine import EngineUnavailable


def lock_path(name: str) -> Path:
    """The lock file called ``name``, in this user's own folder."""
    folder = platformdirs.user_cache_path("accessible-reader", appauthor=False) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.lock"


@contextmanager
def one_at_a_time(name: str, seconds: float) -> Iterator[None]:
    """Waits up to ``seconds`` for the others, then raises :class:`~converters.speech.engine.EngineUnavailable`. A process that dies lets go."""
    try:
        lock = FileLock(lock_path(name))
        lock.acquire(timeout=seconds)
    except Timeout:
        raise EngineUnavailable(f"other processes have used {name} for {seconds:.0f} seconds") from None
    except OSError as error:
        raise EngineUnavailable(f"no lock for {name}: {error}") from error
    try:
        yield
    finally:
        lock.release()


def wait_for_turn(name: str, interval: float, seconds: float) -> None:
    """Returns when at least ``interval`` seconds have passed since it last returned in any process of this user."""
    with one_at_a_time(name, seconds):
        stamp = lock_path(name).with_suffix(".time")
        try:
            passed = time.time() - stamp.stat().st_mtime
        except OSError:
            passed = interval
        if 0 <= passed < interval:
            time.sleep(interval - passed)
        stamp.touch()
