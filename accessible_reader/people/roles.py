"""Giving and taking roles."""

from __future__ import annotations

from accessible_reader.audit import SYSTEM, record
from accessible_reader.database import Database, Keys, Session, now, or_, select
from accessible_reader.errors import NotAllowed, NotFound
from accessible_reader.people.access import by_whom, lock_person, require_at, roles_at
from accessible_reader.people.models import RoleGrant
from accessible_reader.people.permissions import GRANTABLE, STAFF, Action, Role


def grant_role(
    database: Database, keys: Keys, actor: str, subject: str, *, role: Role, branch_id: str | None
) -> str:
    """Give ``subject`` a role at a branch (None: everywhere) and return the grant's id; the id of the present one where there is one.

    Raises:
        NotAllowed: ``permission-...``; nobody gives themselves a role, or one they may not give.
        NotFound: ``person-not-found``.

    """
    with database.transaction() as session:
        _may(session, actor, subject, role, branch_id)
        grant = give_role(session, subject, role, branch_id, granted_by=by_whom(actor))
        record(
            session,
            keys,
            actor=actor,
            subject=subject,
            act="grant-role",
            fields=[role.value],
            purpose="set-up",
        )
        return grant.id


def end_role(database: Database, keys: Keys, actor: str, grant_id: str) -> None:
    """Take a role away from now on. Raises NotAllowed, NotFound ``role-not-found``."""
    with database.transaction() as session:
        grant = session.get(RoleGrant, grant_id)
        if grant is None or grant.ended_at is not None:
            raise NotFound("role-not-found")
        _may(session, actor, grant.person_id, Role(grant.role), grant.branch_id)
        grant.ended_at = now()
        record(
            session,
            keys,
            actor=actor,
            subject=grant.person_id,
            act="end-role",
            fields=[grant.role],
            purpose="set-up",
        )


def give_role(
    session: Session, subject: str, role: Role, branch_id: str | None, *, granted_by: str | None
) -> RoleGrant:
    """The row, in the caller's transaction; nothing is asked of permissions, nothing noted."""
    lock_person(session, subject)
    present = session.scalars(
        select(RoleGrant).where(
            RoleGrant.person_id == subject,
            RoleGrant.role == role.value,
            RoleGrant.branch_id == branch_id if branch_id else RoleGrant.branch_id.is_(None),
            RoleGrant.ended_at.is_(None),
        )
    ).first()
    if present is not None:
        return present
    grant = RoleGrant(person_id=subject, role=role.value, branch_id=branch_id, granted_by=granted_by)
    session.add(grant)
    session.flush()
    return grant


def is_staff(session: Session, person_id: str) -> bool:
    """Whether the person has a staff role anywhere."""
    moment = now()
    found = session.scalars(
        select(RoleGrant.id).where(
            RoleGrant.person_id == person_id,
            RoleGrant.role.in_([role.value for role in STAFF]),
            or_(RoleGrant.ended_at.is_(None), RoleGrant.ended_at > moment),
        )
    ).first()
    return found is not None


def _may(session: Session, actor: str, subject: str, role: Role, branch_id: str | None) -> None:
    if actor == SYSTEM:
        return
    if actor == subject:
        raise NotAllowed("permission-not-for-yourself")
    require_at(session, actor, Action.GRANT_ROLE, branch_id)
    here, _elsewhere = roles_at(session, actor, branch_id, now())
    if not any(role in GRANTABLE[own] for own in here):
        raise NotAllowed("permission-role-not-yours-to-give")
