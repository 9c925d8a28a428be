"""Files on their way into the catalogue: handed in, watched, cancelled, tried again. A worker does what is asked for here (``conversions/intake_workflow.py``)."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from accessible_reader.catalogue.intake import SOURCES, IfKnown, stored_name
from accessible_reader.catalogue.models import INTAKE_STATES, Intake, SourceFile
from accessible_reader.catalogue.titles import check_rights
from accessible_reader.database import Database, Session, and_, func, new_id, now, or_, select
from accessible_reader.errors import BadRecord, NotFound, NotNow
from accessible_reader.jobs import Job, JobQueue
from accessible_reader.jobs.queues import INTAKE
from accessible_reader.storage import FileStore
from accessible_reader.storage.files import hash_file
from converters.errors import BadInput, Finding, LimitExceeded
from converters.limits import LIMITS

STAFF: Final = 5
BATCH: Final = 9
"""Priorities, as for conversions: a librarian waits; a machine works through a list."""
ACTIVE: Final = ("waiting", "reading")
KEPT: Final = timedelta(days=7)
"""So long the file of a refused, failed or cancelled intake is kept for another try."""
UNCLAIMED: Final = timedelta(days=1)
"""So long a file without any row may lie in the storage: somebody may be handing it in just now."""
LOOKED: Final = "intake"
"""Folder in the storage of what was seen in a file, between two steps."""
_LONGEST_LIST: Final = 200


@dataclass(frozen=True, slots=True)
class IntakeFacts:
    """What a person says about a file. ``language`` and ``encoding`` overrule what is found, ``title`` is for files without one; ``title_id`` is the title it is an edition of.

    ``if_known``: what to do where we have the work in another file: ``link`` it as a further edition, ``ask`` (it is refused, and :meth:`Intakes.answer` goes on), or take it as ``new``.
    """

    rights: str
    rights_basis: str
    language: str = ""
    encoding: str = ""
    title: str = ""
    title_id: str | None = None
    if_known: IfKnown = "link"

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> IntakeFacts:
        """From a row."""
        return cls(**data)


@dataclass(frozen=True, slots=True)
class IntakeView:
    """One intake, for the staff board. ``problem``: why it was refused or failed, and its sentence's parameters. ``said``: the report, when it is done."""

    id: str
    file: str
    size: int
    state: str
    status: str
    title_id: str | None
    edition_id: str | None
    problem: Finding | None
    said: tuple[Finding, ...]
    facts: IntakeFacts
    branch_id: str | None
    by_id: str | None
    attempt: int
    requested_at: datetime
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def features(self) -> tuple[Finding, ...]:
        """What the book offers to people who do not see it."""
        return tuple(one for one in self.said if one.code.startswith("feature-"))

    @property
    def missing(self) -> tuple[Finding, ...]:
        """What it does not have for them."""
        return tuple(one for one in self.said if one.code.startswith("missing-"))

    @property
    def can_retry(self) -> bool:
        """Whether :meth:`Intakes.retry` may be called."""
        return self.state in {"refused", "failed", "cancelled"}


@dataclass(frozen=True, slots=True)
class IntakePage:
    """Intakes, the newest first. ``next``: what to hand in for the next page, or None."""

    intakes: tuple[IntakeView, ...]
    next: str | None


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
        return _view(record)

    def get(self, intake_id: str) -> IntakeView:
        """One intake. Raises :class:`NotFound` ``intake-not-found``."""
        with self._database.reading() as session:
            record = session.get(Intake, intake_id)
        if record is None:
            raise NotFound("intake-not-found")
        return _view(record)

    def list(
        self,
        states: Sequence[str] = (),
        *,
        library: str | None = None,
        by: str | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> IntakePage:
        """Intakes, the newest first, page by page. Raises :class:`BadRecord` ``search-page-unknown``."""
        query = select(Intake).order_by(Intake.requested_at.desc(), Intake.id.desc())
        if states:
            query = query.where(Intake.state.in_(states))
        if library is not None:
            query = query.where(Intake.branch_id == library)
        if by is not None:
            query = query.where(Intake.by_id == by)
        if after is not None:
            moment, last = _parse(after)
            query = query.where(
                or_(Intake.requested_at < moment, and_(Intake.requested_at == moment, Intake.id < last))
            )
        limit = max(1, min(limit, _LONGEST_LIST))
        with self._database.reading() as session:
            found = list(session.scalars(query.limit(limit + 1)))
        shown = found[:limit]
        return IntakePage(
            tuple(_view(one) for one in shown), _cursor(shown[-1]) if len(found) > limit else None
        )

    def counts(self, *, library: str | None = None) -> dict[str, int]:
        """How many there are in each state."""
        query = select(Intake.state, func.count()).group_by(Intake.state)
        if library is not None:
            query = query.where(Intake.branch_id == library)
        with self._database.reading() as session:
            found = {row[0]: row[1] for row in session.execute(query)}
        return {state: found.get(state, 0) for state in INTAKE_STATES}

    def cancel(self, intake_id: str) -> IntakeView:
        """Stop it, also while it is being read; what has ended stays as it is. Raises :class:`NotFound`."""
        with self._database.transaction() as session:
            record = _locked(session, intake_id)
            if record.state in ACTIVE:
                record.state, record.ended_at = "cancelled", now()
        return _view(record)

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
            if not _view(record).can_retry:
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
        return _view(record)

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
        """Remove files that nobody will take in: handed in and never finished, or refused, failed or cancelled long ago; and what jobs that ended left between their steps. How many there were."""
        removed = 0
        for stored in list(self._store.names(f"{SOURCES}/", now() - unclaimed)):
            if not self._is_needed(stored, kept):
                self._store.delete(stored)
                removed += 1
        for stored in list(self._store.names(f"{LOOKED}/")):
            with self._database.reading() as session:
                state = session.scalar(select(Intake.state).where(Intake.id == stored.split("/")[1]))
            if state not in ACTIVE:
                self._store.delete(stored)
                removed += 1
        return removed

    def _is_needed(self, stored: str, kept: timedelta) -> bool:
        digest = stored.rpartition("/")[2]
        waits = select(Intake.id).where(
            Intake.sha256 == digest, or_(Intake.state.in_(ACTIVE), Intake.ended_at > now() - kept)
        )
        with self._database.reading() as session:
            source = session.scalar(select(SourceFile.sha256).where(SourceFile.stored_as == stored))
            return source is not None or session.scalar(waits.limit(1)) is not None

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


def _view(record: Intake) -> IntakeView:
    problem = Finding(record.error_code, record.error_params or {}) if record.error_code else None
    return IntakeView(
        record.id,
        record.name,
        record.size,
        record.state,
        record.status,
        record.title_id,
        record.edition_id,
        problem,
        tuple(Finding.from_json(one) for one in record.said),
        IntakeFacts.from_json(record.facts),
        record.branch_id,
        record.by_id,
        record.attempt,
        record.requested_at,
        record.started_at,
        record.ended_at,
    )


def _cursor(record: Intake) -> str:
    data = json.dumps([record.requested_at.isoformat(), record.id])
    return base64.urlsafe_b64encode(data.encode()).decode().rstrip("=")


def _parse(cursor: str) -> tuple[datetime, str]:
    """What :func:`_cursor` wrote. It comes back from outside, so it may be anything."""
    try:
        moment, last = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        parsed = datetime.fromisoformat(moment)
    except (ValueError, TypeError):
        raise BadRecord("search-page-unknown") from None
    if parsed.tzinfo is None or not isinstance(last, str) or "\x00" in last:
        raise BadRecord("search-page-unknown")
    return parsed, last
