"""What has to be done now and then so that nothing is kept longer than it is needed, and nobody waits for what nobody will fetch.

Each worker orders it, every hour and every day, as a job whose name is that hour or day: the job engine has one job of a name, whoever orders it and how often, so one worker does
it, another goes on should that one die, and a machine that is off at night does it when it is on. What concerns one machine's disk alone each worker does by itself.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from accessible_reader.catalogue.intakes import Intakes
from accessible_reader.catalogue.models import Branch
from accessible_reader.conversions.leftovers import Leftovers
from accessible_reader.conversions.service import Conversions
from accessible_reader.database import Database, Session, select
from accessible_reader.deliveries.handing import stretch_all
from accessible_reader.deliveries.personal import forget_titles
from accessible_reader.jobs import Job, JobQueue, Steps
from accessible_reader.jobs.queues import UPKEEP
from accessible_reader.logs import OpenWord, about
from accessible_reader.people.sign_in import delays, links, passkeys, sessions
from accessible_reader.shelf.digital import end_digital_loans
from accessible_reader.shelf.holds import expire_holds
from accessible_reader.storage import FileStore

_PRIORITY: Final = 9
_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chore:
    """One thing to do. ``do`` is told the time and answers how many things it removed or ended; it may be done twice. ``name``: message ``upkeep-<name>``."""

    name: str
    do: Callable[[datetime], int]
    hourly: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """``count`` things were removed or ended; None: it failed, with an error of the class ``error``."""

    name: str
    count: int | None
    error: str = ""


class Upkeep:
    """All chores. ``leftovers``: those of a worker, who has rooms on its machine."""

    def __init__(
        self,
        database: Database,
        store: FileStore,
        conversions: Conversions,
        intakes: Intakes,
        leftovers: Leftovers | None = None,
    ) -> None:
        self._database = database
        self._leftovers = leftovers or Leftovers(database, None, store)
        self.chores: tuple[Chore, ...] = (
            Chore("sign-in-links", self._each(links.forget_old_links), hourly=True),
            Chore("passkey-questions", self._each(passkeys.forget_old_questions), hourly=True),
            Chore("sign-in-delays", self._each(delays.forget_old), hourly=True),
            Chore("lost-conversions", lambda _at: conversions.settle(), hourly=True),
            Chore("lost-intakes", lambda _at: intakes.settle(), hourly=True),
            Chore("holds", self._expire_holds, hourly=True),
            Chore("digital-loans", self._each(end_digital_loans), hourly=True),
            Chore("delivery-dues", self._each(stretch_all), hourly=True),
            Chore("delivery-titles", self._each(forget_titles)),
            Chore("sessions", self._each(sessions.forget_old_sessions)),
            Chore("finished-jobs", lambda _at: conversions.forget_jobs()),
            Chore("leftovers", self._collect),
            Chore("uploads", lambda _at: intakes.sweep()),
            Chore("clips", _evict_clips),
        )

    def run(self, at: datetime, *, hourly_only: bool = False) -> list[Done]:
        """Do all of them, one after the other; where one fails the others are done all the same."""
        return [_attempt(chore, at) for chore in self.chores if chore.hourly or not hourly_only]

    def order(self, queue: JobQueue, at: datetime) -> None:
        """Order the jobs of this hour and this day (UTC), unless somebody has."""
        moment = at.astimezone(UTC)
        for name, hourly in ((f"upkeep.{moment:%Y%m%d}", False), (f"upkeep.{moment:%Y%m%d%H}", True)):
            if queue.status(name) is None:
                job = Job(name, UPKEEP, (moment.isoformat(), hourly), priority=_PRIORITY)
                with self._database.transaction() as session:
                    queue.enqueue(session, job)

    def job(self, steps: Steps, at: str, hourly: bool) -> dict[str, Any]:
        """The job: each chore a step. Which those are was decided when the job began, so that an update in the middle of it changes nothing."""
        names: list[str] = steps.step("chores", self._names, hourly)
        moment = datetime.fromisoformat(at)
        counts: dict[str, Any] = {}
        with about(job=OpenWord(steps.job_id)):
            for name in names:
                counts[name] = steps.step(name, self._do, name, moment.isoformat())
        return counts

    def _names(self, hourly: bool) -> list[str]:
        return [chore.name for chore in self.chores if chore.hourly == hourly]

    def _do(self, name: str, at: str) -> int | None:
        for chore in self.chores:
            if chore.name == name:
                return _attempt(chore, datetime.fromisoformat(at)).count
        return None  # of another version; that one's workers will do it tomorrow

    def _each(self, forget: Callable[[Session, datetime], int]) -> Callable[[datetime], int]:
        def run(at: datetime) -> int:
            with self._database.transaction() as session:
                return forget(session, at)

        return run

    def _expire_holds(self, at: datetime) -> int:
        with self._database.reading() as session:
            branches = list(session.scalars(select(Branch.id)))
        return sum(expire_holds(self._database, branch, at=at) for branch in branches)

    def _collect(self, _at: datetime) -> int:
        found = self._leftovers.collect(all_files=True)
        return found.rooms + found.parts + found.files


def _attempt(chore: Chore, at: datetime) -> Done:
    try:
        count = chore.do(at)
    except Exception as error:  # noqa: BLE001 (the others are done all the same)
        _log.exception("upkeep failed: %s", OpenWord(chore.name))
        return Done(chore.name, None, type(error).__name__)
    if count:
        _log.info("upkeep: %s, %d", OpenWord(chore.name), count)
    return Done(chore.name, count)


def _evict_clips(_at: datetime) -> int:
    from audio_cache import open_cache

    return open_cache().evict().entries
