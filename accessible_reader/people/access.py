"""Finds out what somebody is to somebody, and asks the table in :mod:`accessible_reader.people.permissions`."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from accessible_reader.audit import SYSTEM
from accessible_reader.catalogue.models import Branch
from accessible_reader.database import Session, now, or_, select
from accessible_reader.errors import NotAllowed, NotFound
from accessible_reader.people.models import CareRelation, Consent, Eligibility, Person, RoleGrant
from accessible_reader.people.permissions import (
    GRANTABLE,
    STAFF,
    Action,
    Decision,
    Relation,
    Role,
    Scope,
    Standing,
    decide,
)

_THE_SYSTEM: Final = Decision(True, "system")
"""The machine itself: commands at the server, workers, nightly jobs. It is no person, and no session ever has this id."""
_ONESELF: Final = Standing(relation=Relation.SELF)


def by_whom(actor: str) -> str | None:
    """For columns that name a person: None for the machine itself."""
    return None if actor == SYSTEM else actor


def get_person(session: Session, person_id: str) -> Person:
    """The person. Raises NotFound ``person-not-found``, also for one who was erased."""
    person = session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        raise NotFound("person-not-found")
    return person


def _known(session: Session, person_id: str) -> None:
    """Without fetching what is sealed. Raises NotFound ``person-not-found``."""
    if session.scalar(select(Person.id).where(Person.id == person_id, Person.erased_at.is_(None))) is None:
        raise NotFound("person-not-found")


def lock_person(session: Session, person_id: str) -> Person:
    """The person, held until the transaction ends, so that two changes come one after the other. Raises NotFound."""
    get_person(session, person_id)
    return session.scalars(
        select(Person)
        .where(Person.id == person_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def standing_for(
    session: Session, actor: str, subject: str, *, visiting: bool = False, at: datetime | None = None
) -> Standing:
    """What ``actor`` is to the person ``subject``. ``visiting``: the caller knows of a visit to the subject that was given to the actor.

    Raises:
        NotFound: ``person-not-found``.

    """
    moment = at or now()
    person = get_person(session, subject)
    get_person(session, actor)
    relation, scopes = _relation(session, actor, subject, moment, visiting=visiting)
    here, elsewhere = roles_at(session, actor, person.home_branch_id, moment)
    return Standing(
        relation=relation,
        scopes=scopes,
        roles_here=here,
        roles_elsewhere=elsewhere,
        eligible=is_eligible(session, subject, moment),
        agreed_to_volunteers=has_consented(session, subject, "share_with_volunteers"),
    )


def standing_at(session: Session, actor: str, branch_id: str | None, at: datetime | None = None) -> Standing:
    """What ``actor`` is at a branch, for what is done for no person in particular; ``branch_id`` None: for the whole network."""
    get_person(session, actor)
    here, elsewhere = roles_at(session, actor, branch_id, at or now())
    return Standing(roles_here=here, roles_elsewhere=elsewhere)


def require(
    session: Session,
    actor: str,
    action: Action,
    subject: str,
    *,
    visiting: bool = False,
    at: datetime | None = None,
) -> Decision:
    """Let ``actor`` do ``action`` for ``subject``, or not.

    Raises:
        NotAllowed: the code is the reason, ``permission-...``.
        NotFound: ``person-not-found``.

    """
    if actor in {SYSTEM, subject}:
        _known(session, subject)
    if actor == SYSTEM:
        return _THE_SYSTEM
    # Most questions of a page are one's own, and need no roles, eligibility or consents to be read: those could only add to a right that is there.
    if actor == subject and (own := decide(action, _ONESELF)).allowed:
        return own
    return _allowed(decide(action, standing_for(session, actor, subject, visiting=visiting, at=at)))


def require_no_takeover(session: Session, actor: str, subject: str, *, by: str) -> None:
    """For what would let staff sign in as ``subject``, or do away with them: with other staff only whoever may give all the roles that the other has.

    Raises:
        NotAllowed: ``permission-of-staff``.

    """
    if by != "staff":
        return
    moment = now()
    grants = session.scalars(
        select(RoleGrant).where(
            RoleGrant.person_id == subject,
            RoleGrant.role.in_([role.value for role in STAFF]),
            or_(RoleGrant.ended_at.is_(None), RoleGrant.ended_at > moment),
        )
    ).all()
    for grant in grants:
        here, _elsewhere = roles_at(session, actor, grant.branch_id, moment)
        if not any(Role(grant.role) in GRANTABLE[own] for own in here):
            raise NotAllowed("permission-of-staff")


def require_at(
    session: Session, actor: str, action: Action, branch_id: str | None, at: datetime | None = None
) -> Decision:
    """The same for a branch; ``branch_id`` None: for the whole network. Raises NotAllowed, NotFound."""
    if actor == SYSTEM:
        return _THE_SYSTEM
    return _allowed(decide(action, standing_at(session, actor, branch_id, at)))


def require_somewhere(session: Session, actor: str, action: Action, at: datetime | None = None) -> Decision:
    """The same for what belongs to no branch, such as titles: a role at any branch will do. Raises NotAllowed, NotFound."""
    if actor == SYSTEM:
        return _THE_SYSTEM
    get_person(session, actor)
    here, elsewhere = roles_at(session, actor, None, at or now())
    return _allowed(decide(action, Standing(roles_here=here | elsewhere)))


def require_signed_in(session: Session, actor: str) -> None:
    """Somebody the library knows, or the machine itself. Raises NotFound ``person-not-found``."""
    if actor != SYSTEM:
        get_person(session, actor)


def roles_at(
    session: Session, actor: str, branch_id: str | None, at: datetime
) -> tuple[frozenset[Role], frozenset[Role]]:
    """Roles in force at the branch, by a grant there, above it or for the whole network; and all others."""
    above = _line_of(session, branch_id)
    grants = session.scalars(
        select(RoleGrant).where(
            RoleGrant.person_id == actor,
            RoleGrant.granted_at <= at,
            or_(RoleGrant.ended_at.is_(None), RoleGrant.ended_at > at),
        )
    ).all()
    here = frozenset(Role(g.role) for g in grants if g.branch_id is None or g.branch_id in above)
    elsewhere = frozenset(
        Role(g.role) for g in grants if g.branch_id is not None and g.branch_id not in above
    )
    return here, elsewhere


def is_eligible(session: Session, person_id: str, at: datetime | None = None) -> bool:
    """Whether the person may be given what is kept for the print-disabled."""
    moment = at or now()
    found = session.scalars(
        select(Eligibility.id).where(
            Eligibility.person_id == person_id,
            Eligibility.from_at <= moment,
            or_(Eligibility.until_at.is_(None), Eligibility.until_at > moment),
            or_(Eligibility.ended_at.is_(None), Eligibility.ended_at > moment),
        )
    ).first()
    return found is not None


def has_consented(session: Session, person_id: str, kind: str) -> bool:
    """Whether a consent of this kind is in force."""
    found = session.scalars(
        select(Consent.id).where(
            Consent.person_id == person_id, Consent.kind == kind, Consent.withdrawn_at.is_(None)
        )
    ).first()
    return found is not None


def _allowed(decision: Decision) -> Decision:
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    return decision


def _relation(
    session: Session, actor: str, subject: str, at: datetime, *, visiting: bool
) -> tuple[Relation, frozenset[Scope]]:
    if actor == subject:
        return Relation.SELF, frozenset()
    relations = session.scalars(
        select(CareRelation).where(CareRelation.carer_id == actor, CareRelation.patron_id == subject)
    ).all()
    current = [one for one in relations if in_force(one, at)]
    if current:
        return Relation.CARER, frozenset(Scope(scope) for one in current for scope in one.scopes)
    if visiting:
        return Relation.VISITOR, frozenset()
    return (Relation.FORMER_CARER if relations else Relation.NONE), frozenset()


def in_force(relation: CareRelation, at: datetime) -> bool:
    """Whether a care relation holds at a moment."""
    return relation.from_at <= at < relation.until_at and (
        relation.revoked_at is None or relation.revoked_at > at
    )


def _line_of(session: Session, branch_id: str | None) -> set[str]:
    """The branch and all above it."""
    line: set[str] = set()
    while branch_id is not None and branch_id not in line:
        line.add(branch_id)
        branch_id = session.scalars(select(Branch.parent_id).where(Branch.id == branch_id)).one_or_none()
    return line
