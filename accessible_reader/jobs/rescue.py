"""Workers show that they live; what a dead one left unfinished goes to the living.

Each worker makes a number grow in a row of its own, and watches the numbers of the others by its own steady clock: one that has not moved for
``gone_seconds`` is gone. No two clocks are compared and no wall clock is read, so one that is wrong or set back harms nobody. A worker that was only slow
finds itself declared gone, and must stop; its id is never used again.
"""

from __future__ import annotations

import logging
import platform
import threading
import time
import uuid
from collections.abc import Callable
from typing import Final

from accessible_reader.database import Database, delete, now, select, update
from accessible_reader.jobs.models import WorkerRecord
from accessible_reader.jobs.port import Worker
from accessible_reader.logs import OpenWord

BEAT_SECONDS: Final = 5.0
GONE_SECONDS: Final = 30.0

_log: Final = logging.getLogger(__name__)


class Heart:
    """The heartbeat of one worker, and its eye on the others. ``declared_gone`` is called once when others have given it up."""

    def __init__(
        self,
        database: Database,
        name: str,
        *,
        beat_seconds: float = BEAT_SECONDS,
        gone_seconds: float = GONE_SECONDS,
        declared_gone: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.id = f"{name}.{uuid.uuid4().hex[:8]}"
        self._name = name
        self._database = database
        self._beat_seconds = beat_seconds
        self._gone_seconds = gone_seconds
        self._declared_gone = declared_gone
        self._clock = clock
        self._seen: dict[str, tuple[int, float]] = {}
        self._last_look: float | None = None
        self._last_sweep: float | None = None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def register(self) -> None:
        """Be known to the others, before the first job is taken; earlier holders of our name on this machine are gone for certain."""
        with self._database.transaction() as session:
            session.merge(WorkerRecord(id=self.id, name=self._name, host=platform.node()))
            session.execute(
                update(WorkerRecord)
                .where(
                    WorkerRecord.name == self._name,
                    WorkerRecord.host == platform.node(),
                    WorkerRecord.id != self.id,
                )
                .values(gone=True)
            )

    def start(self, worker: Worker) -> None:
        """Take over at once what earlier holders of our name have left, and begin to beat."""
        self.look(worker)
        self._thread = threading.Thread(target=self._live, args=(worker,), name="heart", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Beat no more; what is still unfinished is for others, who are told that we are gone."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(10)
        try:
            with self._database.transaction() as session:
                session.execute(update(WorkerRecord).where(WorkerRecord.id == self.id).values(gone=True))
        except Exception as error:  # noqa: BLE001 (then they find out by themselves)
            _log.warning("could not say good-bye: %s", type(error))

    def beat(self) -> bool:
        """Show that we live; False when others have declared us gone."""
        with self._database.transaction() as session:
            changed = session.execute(
                update(WorkerRecord)
                .where(WorkerRecord.id == self.id, WorkerRecord.gone.is_(False))
                .values(beat=WorkerRecord.beat + 1, seen_at=now())
            )
            return bool(changed.rowcount)  # type: ignore[attr-defined]

    def look(self, worker: Worker) -> int:
        """Look at the others, and take over from those that are gone; how many jobs that were."""
        moment = self._clock()
        if self._last_look is not None and moment - self._last_look > self._gone_seconds / 2:
            # We were asleep, or the database was away: the others may have beaten all the time.
            self._seen.clear()
        self._last_look = moment
        with self._database.reading() as session:
            others = list(session.scalars(select(WorkerRecord).where(WorkerRecord.id != self.id)))
        rescued = 0
        for other in others:
            if other.gone or self._is_silent(other, moment):
                rescued += self._take_over(other, worker)
        for name in self._seen.keys() - {other.id for other in others}:
            del self._seen[name]
        if self._last_sweep is None or moment - self._last_sweep >= self._gone_seconds:
            self._last_sweep = moment
            rescued += self._sweep(worker)
        return rescued

    def _sweep(self, worker: Worker) -> int:
        """Jobs of workers that nobody knows any more: one that was given up, and forgotten, may take a last job before it learns of it."""
        holders = worker.holders()
        # Holders first: whoever holds a job was known before.
        with self._database.reading() as session:
            known = set(session.scalars(select(WorkerRecord.id)))
        return sum(worker.recover(holder) for holder in holders - known)

    def _is_silent(self, other: WorkerRecord, moment: float) -> bool:
        beat, since = self._seen.get(other.id, (-1, moment))
        if beat != other.beat:
            self._seen[other.id] = (other.beat, moment)
            return False
        return moment - since >= self._gone_seconds

    def _take_over(self, other: WorkerRecord, worker: Worker) -> int:
        with self._database.transaction() as session:
            # Not if it has beaten since we looked. From here on it can only stop.
            session.execute(
                update(WorkerRecord)
                .where(WorkerRecord.id == other.id, WorkerRecord.beat == other.beat)
                .values(gone=True)
            )
            record = session.get(WorkerRecord, other.id, populate_existing=True)
            if record is None or not record.gone:
                return 0
        rescued = worker.recover(other.id)
        if rescued:
            _log.warning("took over %d jobs of %s", rescued, OpenWord(other.id))
        if worker.left_by(other.id) == 0:
            # Only now: had we died before, the next one would have found the row and gone on.
            with self._database.transaction() as session:
                session.execute(delete(WorkerRecord).where(WorkerRecord.id == other.id))
        return rescued

    def _live(self, worker: Worker) -> None:
        while not self._stop.wait(self._beat_seconds):
            try:
                if not self.beat():
                    _log.error("declared gone by others")
                    self._declared_gone()
                    return
                self.look(worker)
            except Exception as error:  # noqa: BLE001 (the database is away: it will be back, and nobody is gone for that)
                self._seen.clear()
                _log.warning("no heartbeat: %s", type(error))


def living(database: Database, seconds: float = 3 * BEAT_SECONDS) -> list[str]:
    """Names of the workers that beat within ``seconds``. Asks no clock of another machine; where there is no worker at all, at once."""
    with database.reading() as session:
        query = select(WorkerRecord.id, WorkerRecord.beat).where(WorkerRecord.gone.is_(False))
        before: dict[str, int] = {row[0]: row[1] for row in session.execute(query)}
    found: set[str] = set()
    end = time.monotonic() + seconds
    while before and not found and time.monotonic() < end:
        time.sleep(0.2)
        with database.reading() as session:
            query = select(WorkerRecord.id, WorkerRecord.beat).where(WorkerRecord.gone.is_(False))
            found = {row[0] for row in session.execute(query) if before.get(row[0]) != row[1]}
    return sorted(found)
