"""Care relations: one person acts for another, within scopes, with consent and an end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from accessible_reader.audit import record
from accessible_reader.database import Database, Keys, Session, now, or_, select
from accessible_reader.errors import BadRecord, NotAllowed, NotFound
from accessible_reader.people.access import by_whom, get_person, in_force, lock_person, require
from accessible_reader.people.consents import Means, check_means
from accessible_reader.people.models import CareRelation
from accessible_reader.people.permissions import Action, Scope
from accessible_reader.people.persons import open_fields

USUAL: Final = timedelta(days=365)
LONGEST: Final = timedelta(days=2 * 366)
"""Care ends unless it is asked about again: carers change, and nobody remembers to say so."""


@dataclass(frozen=True, slots=True)
class CareView:
    """A care relation as one of the two sees it."""

    id: str
    patron_id: str
    carer_id: str
    other_name: str | None = field(repr=False)
    """The name of the other of the two."""
    scopes: tuple[str, ...]
    how: str
    from_at: datetime
    until_at: datetime
    revoked_at: datetime | None
    in_force: bool


def grant_care(
    database: Database,
    keys: Keys,
    actor: str,
    patron: str,
    carer: str,
    *,
    scopes: Iterable[Scope],
    how: Means,
    until: datetime | None = None,
) -> str:
    """Let ``carer`` act for ``patron`` and return the relation's id. By the patron online, or by staff, who are then the witness. A present relation of the two is replaced.

    Raises:
        NotAllowed: ``permission-...``.
        NotFound: ``person-not-found``.
        BadRecord: ``care-two-people``, ``care-scopes-missing``, ``care-until-bad``, ``consent-means-bad``.

    """
    moment = now()
    end = until or moment + USUAL
    wanted = sorted({Scope(scope).value for scope in scopes})
    if patron == carer:
        raise BadRecord("care-two-people")
    if not wanted:
        raise BadRecord("care-scopes-missing")
    if not moment < end <= moment + LONGEST:
        raise BadRecord("care-until-bad")
    with database.transaction() as session:
        by = require(session, actor, Action.MANAGE_CARE, patron).by
        check_means(by, how)
        get_person(session, carer)
        lock_person(session, patron)
        for present in _between(session, patron, carer):
            if in_force(present, moment):
                present.revoked_at, present.revoked_by = moment, by_whom(actor)
        made = CareRelation(
            patron_id=patron,
            carer_id=carer,
            scopes=wanted,
            how=how.value,
            witness_id=None if by == "self" else by_whom(actor),
            from_at=moment,
            until_at=end,
        )
        session.add(made)
        session.flush()
        record(
            session,
            keys,
            actor=actor,
            subject=patron,
            act="grant-care",
            fields=wanted,
            purpose="care",
            reference=made.id,
        )
        return made.id


def end_care(database: Database, keys: Keys, actor: str, relation_id: str) -> None:
    """End a relation now: by the patron, the carer or staff.

    Raises:
        NotAllowed: ``permission-...``.
        NotFound: ``care-not-found``.

    """
    moment = now()
    with database.transaction() as session:
        relation = session.get(CareRelation, relation_id)
        if relation is None or not in_force(relation, moment):
            raise NotFound("care-not-found")
        by = require(session, actor, Action.END_CARE, relation.patron_id).by
        if by == "carer" and relation.carer_id != actor:
            raise NotAllowed("permission-own-only")  # another carer's is none of their business
        relation.revoked_at, relation.revoked_by = moment, by_whom(actor)
        record(
            session,
            keys,
            actor=actor,
            subject=relation.patron_id,
            act="end-care",
            purpose="care",
            reference=relation.id,
        )


def care_of(database: Database, keys: Keys, actor: str, subject: str) -> list[CareView]:
    """The relations of ``subject``, as patron and as carer, newest first, with the other's name; each name that is shown is noted as a view of the other.

    Raises:
        NotAllowed: ``permission-...``.
        NotFound: ``person-not-found``.

    """
    moment = now()
    with database.transaction() as session:
        require(session, actor, Action.MANAGE_CARE, subject)
        rows = session.scalars(
            select(CareRelation)
            .where(or_(CareRelation.patron_id == subject, CareRelation.carer_id == subject))
            .order_by(CareRelation.from_at.desc())
        ).all()
        views = [_view(session, keys, row, subject, moment) for row in rows]
        for other in sorted({_other(view, subject) for view in views if view.other_name is not None}):
            record(session, keys, actor=actor, subject=other, act="view", fields=["name"], purpose="care")
    return views


def _view(session: Session, keys: Keys, row: CareRelation, subject: str, at: datetime) -> CareView:
    holds = in_force(row, at)
    other = row.carer_id if row.patron_id == subject else row.patron_id
    # When it is over, the other's name is no longer theirs to see.
    name = open_fields(session, keys, other, ["name"])["name"] if holds else None
    return CareView(
        row.id,
        row.patron_id,
        row.carer_id,
        name,
        tuple(row.scopes),
        row.how,
        row.from_at,
        row.until_at,
        row.revoked_at,
        holds,
    )


def _other(view: CareView, subject: str) -> str:
    return view.carer_id if view.patron_id == subject else view.patron_id


def _between(session: Session, patron: str, carer: str) -> list[CareRelation]:
    return list(
        session.scalars(
            select(CareRelation).where(CareRelation.patron_id == patron, CareRelation.carer_id == carer)
        )
    )
