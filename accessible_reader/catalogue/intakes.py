"""Files on their way into the catalogue: handed in, watched, cancelled, tried again. A worker does what is asked for here (``conversions/intake_workflow.py``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from accessible_reader.catalogue.intake import stored_name
from accessible_reader.catalogue.intake_sweep import ACTIVE, KEPT, LOOKED, UNCLAIMED, sweep
from accessible_reader.catalogue.intake_views import (
    IntakeFacts,
    IntakePage,
    IntakeView,
    count_intakes,
    list_intakes,
    view_of,
)
from accessible_reader.catalogue.models import Intake, SourceFile
from accessible_reader.catalogue.titles import check_rights
from accessible_reader.database import Database, Session, new_id, now, select
from accessible_reader.errors import NotFound, NotNow
from accessible_reader.jobs import Job, JobQueue
from accessible_reader.jobs.queues import INTAKE
from accessible_reader.storage import FileStore
from accessible_reader.storage.files import hash_file
from converters.errors import BadInput, LimitExceeded
from converters.limits import LIMITS

STAFF: Final = 5
BATCH: Final = 9
"""Priorities, as for conversions: a librarian waits; a machine works through a list."""


class Intakes:
    """The files that come into this library. Safe to share between threads."""

    def __init__(self, database: Database, store: FileStore, queue: JobQueue) -> None:
        self._database = database
        self._store = store
        self._queue = queue

    def request(
        self,
        file: Path,
        facts: IntakeFacts,
        *,
        library: str | None = None,
        by: str | None = None,
        name: str = "",
        priority: int = STAFF,
    ) -> IntakeView:
        """Keep ``file`` and queue it. ``library``: id of the branch in whose queue; ``by``: id of the person; ``name``: as the file is called for people.

        The file is in the storage before row and job are committed together; nothing of it is read here. Handing the same in twice is two intakes and one edition.

        Raises:
            BadInput: ``file-empty``, ``limit-file-size``.
            BadRecord: ``rights-wrong``, ``rights-basis-missing``.
            StorageError: the storage is away; nothing was written.

        """
        facts = _checked(facts)
        digest, size = hash_file(file)
        shown = Path((name or file.name).replace("\\", "/")).name.replace("\x00", "")[:300] or "book"
        if size == 0:
            raise BadInput("file-empty", file=shown)
        if size > LIMITS.file_bytes:
            raise LimitExceeded("limit-file-size", mebibytes=LIMITS.file_bytes // 2**20)
        stored_as = stored_name(digest)
        with self._database.reading() as session:
            have = session.get(SourceFile, digest)
        if have is None:
            # Also where it lies there already: written now, it is nobody's forgotten upload (see sweep).
            self._store.put(stored_as, file)
        with self._database.transaction() as session:
            record = Intake(
                id=new_id(),
                sha256=digest,
                size=size,
                name=shown,
                stored_as=have.stored_as if have else stored_as,
                branch_id=library,
                by_id=by,
                facts=asdict(facts),
                priority=priority,
                state="waiting",
                attempt=1,
                status="",
                said=[],
                requested_at=now(),
            )
            session.add(record)
            session.flush()
            self._enqueue(session, record)
            return view_of(record)

    def get(self, intake_id: str) -> IntakeView:
        """One intake. Raises :class:`NotFound` ``intake-not-found``."""
        with self._database.reading() as session:
            record = session.get(Intake, intake_id)
        if record is None:
            raise NotFound("intake-not-found")
        return view_of(record)

    def list(
        self,
        states: Sequence[str] = (),
        *,
        library: str | None = None,
        by: str | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> IntakePage:
        """See :func:`accessible_reader.catalogue.intake_views.list_intakes`."""
        branches = None if library is None else [library]
        with self._database.reading() as session:
            return list_intakes(session, states, branches=branches, by=by, after=after, limit=limit)

    def counts(self, *, library: str | None = None) -> dict[str, int]:
        """How many there are in each state."""
        with self._database.reading() as session:
            return count_intakes(session, branches=None if library is None else [library])

    def cancel(self, intake_id: str) -> IntakeView:
        """Stop it, also while it is being read; what has ended stays as it is. Raises :class:`NotFound`."""
        with self._database.transaction() as session:
            record = _locked(session, intake_id)
            if record.state in ACTIVE:
                record.state, record.ended_at = "cancelled", now()
            return view_of(record)

    def retry(self, intake_id: str, facts: IntakeFacts | None = None) -> IntakeView:
        """Try again what was refused, failed or cancelled, with other ``facts`` if there are any.

        Raises:
            NotFound: ``intake-not-found``.
            NotNow: ``intake-not-stopped``; ``intake-file-gone``: it has to be handed in again.
            BadRecord: ``rights-wrong``, ``rights-basis-missing``.

        """
        if facts is not None:
            facts = _checked(facts)
        with self._database.transaction() as session:
            record = _locked(session, intake_id)
            if not view_of(record).can_retry:
                raise NotNow("intake-not-stopped")
            if not self._store.contains(record.stored_as):
                raise NotNow("intake-file-gone", file=record.name)
            record.attempt += 1
            record.state = "waiting"
            record.title_id = record.error_code = record.error_params = record.started_at = (
                record.ended_at
            ) = None
            if facts is not None:
                record.facts = asdict(facts)
            session.flush()
            self._enqueue(session, record)
            return view_of(record)

    def answer(self, intake_id: str, *, same_work: bool) -> IntakeView:
        """What a person says of a file that was refused because we seem to have the work: it is an edition of that title, or a work of its own. Raises as :meth:`retry`; :class:`NotNow` ``intake-not-asked``."""
        view = self.get(intake_id)
        if view.state != "refused" or view.title_id is None:
            raise NotNow("intake-not-asked")
        chosen = view.title_id if same_work else None
        return self.retry(
            intake_id, replace(view.facts, if_known="link" if same_work else "new", title_id=chosen)
        )

    def take_up(self, session: Session) -> int:
        """Queue again everything that has not ended, in the caller's transaction: after a restore, whose jobs are of another life; how many there were."""
        active = list(session.scalars(select(Intake).where(Intake.state.in_(ACTIVE)).with_for_update()))
        for record in active:
            record.attempt += 1
            record.state, record.started_at = "waiting", None
            session.flush()
            self._enqueue(session, record)
        return len(active)

    def settle(self) -> int:
        """Intakes whose job has ended without saying so, which no healthy job does, become failed; how many there were."""
        settled = 0
        query = select(Intake.id, Intake.attempt).where(Intake.state.in_(ACTIVE))
        with self._database.reading() as session:
            active = list(session.execute(query))
        for intake_id, attempt in active:
            status = self._queue.status(job_id(intake_id, attempt))
            if status is not None and status.state in {"queued", "running"}:
                continue
            with self._database.transaction() as session:
                record = session.get(Intake, intake_id, with_for_update=True)
                if record is not None and record.state in ACTIVE and record.attempt == attempt:
                    record.state, record.ended_at = "failed", now()
                    record.error_code, record.error_params = "intake-lost", {}
                    settled += 1
        return settled

    def sweep(self, *, kept: timedelta = KEPT, unclaimed: timedelta = UNCLAIMED) -> int:
        """See :func:`accessible_reader.catalogue.intake_sweep.sweep`."""
        return sweep(self._database, self._store, kept=kept, unclaimed=unclaimed)

    def _enqueue(self, session: Session, record: Intake) -> None:
        name, library = job_id(record.id, record.attempt), record.branch_id or ""
        self._queue.enqueue(session, Job(name, INTAKE, (record.id, record.attempt), library, record.priority))


def _checked(facts: IntakeFacts) -> IntakeFacts:
    tidied = check_rights(facts.rights, facts.rights_basis)
    return replace(facts, rights=tidied["rights"], rights_basis=tidied["rights_basis"])


def job_id(intake_id: str, attempt: int) -> str:
    """The job that makes this attempt."""
    return f"intake-{intake_id}.{attempt}"


def _locked(session: Session, intake_id: str) -> Intake:
    record = session.get(Intake, intake_id, with_for_update=True)
    if record is None:
        raise NotFound("intake-not-found")
    return record


__all__ = [
    "ACTIVE", "BATCH", "KEPT", "LOOKED", "STAFF", "UNCLAIMED", "IntakeFacts", "IntakePage", "IntakeView", "Intakes", "job_id",
]  # fmt: skip
