"""Places that many wait for: whoever is needed sooner gets the next one, and among equals whoever came first."""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections.abc import Callable
from typing import Final

_LOOK_SECONDS: Final = 0.5


class Places:
    """So many places. Safe to use from many threads."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._waiting: list[tuple[int, int]] = []
        self._numbers = itertools.count()
        self._changed = threading.Condition()

    def take(self, priority: int, look: Callable[[], None]) -> None:
        """Wait for a place; the lower ``priority`` goes first. ``look`` is called about twice a second meanwhile, and raises what ends the waiting."""
        ticket = (priority, next(self._numbers))
        with self._changed:
            heapq.heappush(self._waiting, ticket)
        next_look = time.monotonic() + _LOOK_SECONDS
        try:
            while not self._got(ticket, next_look - time.monotonic()):
                if time.monotonic() >= next_look:
                    look()  # outside the lock: it may ask the database
                    next_look = time.monotonic() + _LOOK_SECONDS
        except BaseException:
            with self._changed:
                self._waiting.remove(ticket)
                heapq.heapify(self._waiting)
                self._changed.notify_all()
            raise

    def give_back(self) -> None:
        """A place is free again."""
        with self._changed:
            self._free += 1
            self._changed.notify_all()

    def _got(self, ticket: tuple[int, int], seconds: float) -> bool:
        with self._changed:
            if not (self._free and self._waiting[0] == ticket):
                self._changed.wait(max(0.0, seconds))
            if not (self._free and self._waiting[0] == ticket):
                return False
            heapq.heappop(self._waiting)
            self._free -= 1
            if self._free:
                self._changed.notify_all()
            return True
