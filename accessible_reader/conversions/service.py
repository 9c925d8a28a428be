"""Asking for conversions: request, watch, cancel, try again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from accessible_reader.catalogue.models import Edition
from accessible_reader.conversions.errors import NotFound, NotNow
from accessible_reader.conversions.models import ArtifactRecord, ConversionRecord, PartRecord
from accessible_reader.conversions.recipes import conversion_id, full_options
from accessible_reader.database import Database, IntegrityError, Session, delete, now, select
from accessible_reader.jobs import Job, JobQueue
from accessible_reader.jobs.queues import CONVERT

PATRON: Final = 1
STAFF: Final = 5
BATCH: Final = 9
"""Priorities: somebody waits; a librarian prepares; a machine works through a list."""

_JOBS_KEPT: Final = timedelta(days=30)
"""Longer than any conversion takes: a part that is forgotten before its conversion ends would be lost to it."""
ACTIVE: Final = ("queued", "running")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. ``branch_id`` says in whose queue it stands."""

    edition_id: str
    format: str
    options: Mapping[str, Any] = field(default_factory=dict)
    branch_id: str | None = None
    priority: int = STAFF


class Conversions:
    """The conversions of this library. Safe to share between threads."""

    def __init__(self, database: Database, queue: JobQueue) -> None:
        self._database = database
        self._queue = queue

    @property
    def queue(self) -> JobQueue:
        """Where its jobs stand; others of the library stand there too."""
        return self._queue

    def request(self, wish: Wish) -> ConversionRecord:
        """The conversion that fulfils ``wish``: made, on its way, or queued now. Row and job are written together.

        A cancelled one starts again; a failed one stays failed until :meth:`retry`, because the same book fails the same way. Who needs it sooner moves it
        forward, also when a batch has begun with it. Raises :class:`NotFound` and :class:`~converters.errors.BadOptions`.
        """
        options = full_options(wish.format, wish.options)
        name = conversion_id(wish.edition_id, wish.format, options)
        try:
            return self._request(name, wish, options)
        except IntegrityError:
            # Somebody asked for the same in the same moment; now it is there.
            return self._request(name, wish, options)

    def _request(self, name: str, wish: Wish, options: dict[str, Any]) -> ConversionRecord:
        with self._database.transaction() as session:
            record = _locked(session, name)
            if record is None:
                edition = session.get(Edition, wish.edition_id)
                if edition is None or edition.source_sha256 is None or edition.withdrawn_at is not None:
                    raise NotFound("edition-without-file", edition=wish.edition_id)
                record = ConversionRecord(
                    id=name,
                    edition_id=wish.edition_id,
                    branch_id=wish.branch_id,
                    format=wish.format,
                    options=options,
                    priority=wish.priority,
                    attempt=1,
                )
                session.add(record)
                session.flush()
                self._enqueue(session, record)
            elif record.state == "cancelled":
                record.priority, record.branch_id = wish.priority, wish.branch_id
                self._again(session, record)
            elif record.state in ACTIVE and wish.priority < record.priority:
                # The job that stands in the queue, or runs, finds that another attempt has taken its place, and ends; the parts that it has finished are used.
                record.priority = wish.priority
                self._again(session, record)
            return record

    def get(self, name: str) -> ConversionRecord:
        """One conversion. Raises :class:`NotFound`."""
        with self._database.reading() as session:
            record = session.get(ConversionRecord, name)
            if record is None:
                raise NotFound("conversion-not-found", conversion=name)
            return record

    def find(self, beginning: str) -> str:
        """The id that begins so. Raises :class:`NotFound` where there is none, or more than one."""
        query = select(ConversionRecord.id).where(ConversionRecord.id.startswith(beginning, autoescape=True))
        with self._database.reading() as session:
            found = list(session.scalars(query.limit(2)))
        if not beginning or len(found) != 1:
            raise NotFound("conversion-not-found", conversion=beginning)
        return found[0]

    def artifact(self, name: str) -> ArtifactRecord | None:
        """What the conversion made; None until it is done."""
        with self._database.reading() as session:
            return session.scalar(select(ArtifactRecord).where(ArtifactRecord.conversion_id == name))

    def list(
        self,
        states: Sequence[str] = (),
        branch_id: str | None = None,
        limit: int = 100,
        formats: Sequence[str] = (),
    ) -> list[ConversionRecord]:
        """Conversions, the newest first."""
        query = select(ConversionRecord).order_by(ConversionRecord.requested_at.desc()).limit(limit)
        if states:
            query = query.where(ConversionRecord.state.in_(states))
        if formats:
            query = query.where(ConversionRecord.format.in_(formats))
        if branch_id is not None:
            query = query.where(ConversionRecord.branch_id == branch_id)
        with self._database.reading() as session:
            return list(session.scalars(query))

    def cancel(self, name: str) -> ConversionRecord:
        """Stop it, also in the middle of a part. What is finished or failed stays as it is.

        Workers look at the row, so nothing else needs to be told: they stop within a second and tidy up.
        """
        with self._database.transaction() as session:
            record = _locked(session, name)
            if record is None:
                raise NotFound("conversion-not-found", conversion=name)
            if record.state in ACTIVE:
                record.state, record.ended_at = "cancelled", now()
            return record

    def retry(self, name: str) -> ConversionRecord:
        """Try a failed or cancelled one again; parts that were finished are kept. Raises :class:`NotFound`, :class:`NotNow`."""
        with self._database.transaction() as session:
            record = _locked(session, name)
            if record is None:
                raise NotFound("conversion-not-found", conversion=name)
            if record.state not in {"failed", "cancelled"}:
                raise NotNow("conversion-not-stopped", state=record.state)
            self._again(session, record)
            return record

    def prioritise(self, name: str, priority: int) -> ConversionRecord:
        """Move one forward or back. One that is being made goes on with the parts that are finished. Raises :class:`NotFound`, :class:`NotNow` ``conversion-ended``."""
        with self._database.transaction() as session:
            record = _locked(session, name)
            if record is None:
                raise NotFound("conversion-not-found", conversion=name)
            if record.state not in ACTIVE:
                raise NotNow("conversion-ended")
            if record.priority != priority:
                # Jobs keep the priority they were queued with; a new attempt takes the place of this one.
                record.priority = priority
                self._again(session, record)
            return record

    def take_up(self, session: Session) -> int:
        """Queue again everything that has not ended, in the caller's transaction: after a restore, whose jobs and finished parts are of another life; how many there were."""
        active = list(session.scalars(select(ConversionRecord.id).where(ConversionRecord.state.in_(ACTIVE))))
        for name in active:
            record = _locked(session, name)
            if record is not None:
                self._again(session, record)
                session.expunge(record)
        return len(active)

    def settle(self) -> int:
        """Conversions whose job has ended without saying so, which no healthy job does, become failed; how many there were."""
        settled = 0
        with self._database.reading() as session:
            active = list(
                session.execute(
                    select(ConversionRecord.id, ConversionRecord.attempt).where(
                        ConversionRecord.state.in_(ACTIVE)
                    )
                )
            )
        for name, attempt in active:
            status = self._queue.status(job_id(name, attempt))
            if status is not None and status.state in ACTIVE:
                continue
            with self._database.transaction() as session:
                record = _locked(session, name)
                if record is not None and record.state in ACTIVE and record.attempt == attempt:
                    record.state, record.ended_at = "failed", now()
                    record.error_code, record.error_params = "job-lost", {}
                    settled += 1
        return settled

    def forget_jobs(self) -> int:
        """Let the engine forget jobs that ended long ago; rows of conversions stay."""
        return self._queue.forget(now() - _JOBS_KEPT)

    def _again(self, session: Session, record: ConversionRecord) -> None:
        record.attempt += 1
        record.state = "queued"
        record.error_code = record.error_params = record.started_at = record.ended_at = None
        session.execute(delete(PartRecord).where(PartRecord.conversion_id == record.id))
        record.parts_done = record.weight_done = 0
        session.flush()
        self._enqueue(session, record)

    def _enqueue(self, session: Session, record: ConversionRecord) -> None:
        job = Job(
            job_id(record.id, record.attempt),
            CONVERT,
            (record.id, record.attempt, record.branch_id or "", record.priority),
            record.branch_id or "",
            record.priority,
        )
        self._queue.enqueue(session, job)


def job_id(name: str, attempt: int) -> str:
    """The job that makes this attempt."""
    return f"{name}.{attempt}"


def _locked(session: Session, name: str) -> ConversionRecord | None:
    return session.get(ConversionRecord, name, with_for_update=True)
