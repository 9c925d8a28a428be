"""Ctrl-C, SIGTERM and SIGHUP as exceptions, so that every ``with`` and ``finally`` on the way out runs once."""

from __future__ import annotations

import signal
from types import FrameType
from typing import Final, NoReturn

_WATCHED: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody wants us to stop. ``number`` is the signal; the exit status is 128 + it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def watch() -> None:
    """Raise :class:`Stopped` in the main thread on the first signal; further ones must not disturb the tidying."""
    for number in _WATCHED:
        signal.signal(number, _stop)


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    for watched in _WATCHED:
        signal.signal(watched, signal.SIG_IGN)
    raise Stopped(number)
