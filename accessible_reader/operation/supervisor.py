"""Keeps programs running: starts what ends, ends what hangs, gives up on what cannot live, and stops all of them together."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from accessible_reader.logs import OpenWord
from accessible_reader.operation.child import Child, Program

GAVE_UP: Final = 1
"""Exit status when a program dies again and again."""

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds, but ``quick_deaths``: so many deaths in a row, each before the program had lived for ``steady``, and we give up. Pauses before a new start double from ``first`` to ``longest``."""

    first: float = 1.0
    longest: float = 30.0
    steady: float = 30.0
    quick_deaths: int = 5
    look: float = 0.5


class Watch(Protocol):
    """Knows whether programs that run also work."""

    def hanging(self, children: Sequence[Child], seconds: float) -> Sequence[Child]:
        """Those that do not and must be ended; marks those that do as ready. ``seconds`` have passed since it was last asked."""
        ...


class Teller(Protocol):
    """Tells a person what happens: a message's code and its parameters."""

    def __call__(self, code: str, **params: Any) -> None:
        """Tell it."""
        ...


@dataclass(slots=True)
class _Case:
    """What we remember of a child."""

    child: Child
    quick_deaths: int = 0
    start_at: float | None = 0.0
    """By the steady clock; None while it runs."""


class Supervisor:
    """Looks after ``programs`` in the thread that calls :meth:`run`."""

    def __init__(
        self,
        programs: Sequence[Program],
        watches: Sequence[Watch],
        tell: Teller,
        patience: Patience = Patience(),
    ) -> None:
        self._cases = [_Case(Child(program)) for program in programs]
        self._watches = watches
        self._tell = tell
        self._patience = patience

    @property
    def children(self) -> list[Child]:
        """What is looked after."""
        return [case.child for case in self._cases]

    def run(self) -> int:
        """Until we give up, or a signal's exception comes through; then :meth:`stop` is to be called. Returns the exit status."""
        before = time.monotonic()
        while True:
            for case in self._cases:
                if not self._look_after(case):
                    return GAVE_UP
            time.sleep(self._patience.look)
            moment = time.monotonic()
            # Asleep with the machine, nobody could show a sign of life.
            passed = min(moment - before, 4 * self._patience.look)
            before = moment
            for watch in self._watches:
                for child in watch.hanging(self.children, passed):
                    _log.error("killed a program that hangs: %s", OpenWord(child.program.name))
                    self._tell("serve-hangs", name=child.program.name)
                    child.kill()

    def stop(self, seconds: float) -> None:
        """Ask all to end, wait so long, then end them."""
        for child in self.children:
            child.terminate()
        end = time.monotonic() + seconds
        while any(child.pid is not None and child.poll() is None for child in self.children):
            if time.monotonic() > end:
                break
            time.sleep(0.05)
        for child in self.children:
            if child.pid is not None and child.poll() is None:
                _log.warning("killed a program that did not end: %s", OpenWord(child.program.name))
                child.kill()

    def _look_after(self, case: _Case) -> bool:
        """False when it is hopeless."""
        child = case.child
        status = child.poll()
        if status is not None:
            if not self._plan_restart(case, status):
                return False
        elif case.start_at is not None and time.monotonic() >= case.start_at:
            case.start_at = None
            try:
                child.start()
            except OSError as error:
                _log.error("cannot start %s", OpenWord(child.program.name), exc_info=error)
                return self._plan_restart(case, os.EX_OSERR)
            _log.info("started %s as process %d", OpenWord(child.program.name), child.pid)
        return True

    def _plan_restart(self, case: _Case, status: int) -> bool:
        child, patience = case.child, self._patience
        lived = child.seconds
        case.quick_deaths = case.quick_deaths + 1 if lived < patience.steady else 0
        _log.warning("%s ended with status %d after %d s", OpenWord(child.program.name), status, int(lived))
        if case.quick_deaths >= patience.quick_deaths:
            self._tell("serve-gave-up", name=child.program.name, count=case.quick_deaths, status=status)
            return False
        pause = min(patience.longest, patience.first * 2 ** max(0, case.quick_deaths - 1))
        case.start_at = time.monotonic() + pause
        self._tell("serve-restarts", name=child.program.name, status=status, seconds=round(pause))
        return True
