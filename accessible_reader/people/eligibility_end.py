"""When eligibility ends: people are told before, so that nobody stands before a closed shelf."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from accessible_reader.audit import record
from accessible_reader.catalogue.branches import branches_below
from accessible_reader.database import Database, Keys, Session, now, or_, select
from accessible_reader.errors import NotFound
from accessible_reader.people.access import lock_person, require, require_at
from accessible_reader.people.models import Eligibility, Person
from accessible_reader.people.permissions import Action

SOON: Final = timedelta(days=60)
"""Long enough for a letter, a doctor and a journey to the library."""


@dataclass(frozen=True, slots=True)
class EligibilityStatus:
    """``until`` None: for life, or there is none. ``ends_soon``: the person should be told to come with a new proof."""

    in_force: bool
    until: datetime | None
    ends_soon: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """Somebody whose eligibility ends soon; ``told_at``: when they were told."""

    person_id: str
    until: datetime
    told_at: datetime | None


def eligibility_status(
    database: Database, keys: Keys, actor: str, subject: str, at: datetime | None = None
) -> EligibilityStatus:
    """Whether it is in force, and until when. Noted where it is not the person themselves who looks. Raises NotAllowed, NotFound."""
    moment = at or now()
    with database.transaction() as session:
        by = require(session, actor, Action.VIEW_ELIGIBILITY, subject).by
        row = _in_force(session, subject, moment)
        if by != "self":
            record(
                session,
                keys,
                actor=actor,
                subject=subject,
                act="view",
                fields=["eligibility"],
                purpose="eligibility-check",
            )
        if row is None:
            return EligibilityStatus(False, None, False)
        soon = row.until_at is not None and row.until_at - moment <= SOON
        return EligibilityStatus(True, row.until_at, soon)


def ending_soon(
    database: Database, keys: Keys, actor: str, branch_id: str, *, days: int, at: datetime | None = None
) -> list[Ending]:
    """Whose eligibility ends within ``days`` at a branch and below it, the soonest first; each is noted as a view. Raises NotAllowed."""
    moment = at or now()
    with database.transaction() as session:
        require_at(session, actor, Action.RUN_DESK, branch_id)
        rows = session.scalars(
            select(Eligibility)
            .join(Person, Person.id == Eligibility.person_id)
            .where(
                Person.home_branch_id.in_(branches_below(session, branch_id)),
                Eligibility.ended_at.is_(None),
                Eligibility.until_at > moment,
                Eligibility.until_at <= moment + timedelta(days=days),
            )
            .order_by(Eligibility.until_at)
        ).all()
        found = [Ending(row.person_id, row.until_at or moment, row.told_at) for row in rows]
        for one in found:
            record(
                session,
                keys,
                actor=actor,
                subject=one.person_id,
                act="view",
                fields=["eligibility"],
                purpose="eligibility-check",
            )
    return found


def note_told(database: Database, keys: Keys, actor: str, subject: str, at: datetime | None = None) -> None:
    """Staff told the person that it is about to end. Raises NotAllowed, NotFound ``eligibility-not-found``."""
    moment = at or now()
    with database.transaction() as session:
        require(session, actor, Action.VERIFY_ELIGIBILITY, subject)
        lock_person(session, subject)
        row = _in_force(session, subject, moment)
        if row is None:
            raise NotFound("eligibility-not-found")
        row.told_at = moment
        record(
            session,
            keys,
            actor=actor,
            subject=subject,
            act="tell-eligibility-ends",
            purpose="eligibility-check",
        )


def _in_force(session: Session, subject: str, at: datetime) -> Eligibility | None:
    return session.scalars(
        select(Eligibility)
        .where(
            Eligibility.person_id == subject,
            Eligibility.from_at <= at,
            or_(Eligibility.until_at.is_(None), Eligibility.until_at > at),
            Eligibility.ended_at.is_(None),
        )
        .order_by(Eligibility.from_at.desc())
        .limit(1)
    ).one_or_none()
