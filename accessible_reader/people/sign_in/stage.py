"""What somebody who has signed in must still do before they are let in: show a second factor, set one up, choose a PIN of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from accessible_reader.database import Session, or_, select
from accessible_reader.people.models import RoleGrant
from accessible_reader.people.permissions import Role
from accessible_reader.people.sign_in.models import (
    Passkey,
    PinRecord,
    RecoveryCode,
    SignInSession,
    TotpRecord,
)


class Still(StrEnum):
    """The codes of :class:`~accessible_reader.errors.SignInRefused` that say so."""

    SECOND_FACTOR = "second-factor-needed"
    """They have one: a code from the app, a passkey or a recovery code."""
    SET_UP = "second-factor-set-up"
    """They have none, and their role needs one. All they may do is to set one up."""
    CHANGE_PIN = "pin-change-needed"
    """They came with a PIN that staff gave them."""


def roles_anywhere(session: Session, person_id: str, at: datetime) -> frozenset[Role]:
    """All roles in force."""
    query = select(RoleGrant.role).where(
        RoleGrant.person_id == person_id,
        RoleGrant.granted_at <= at,
        or_(RoleGrant.ended_at.is_(None), RoleGrant.ended_at > at),
    )
    return frozenset(Role(role) for role in session.scalars(query))


@dataclass(frozen=True, slots=True)
class Ways:
    """What is set up of signing in, as far as each request must know. ``app``: codes of an app; ``temporary_pin``: the PIN was given by staff."""

    app: bool
    temporary_pin: bool


def ways_of_sessions() -> tuple[Any, Any]:
    """The two facts of :class:`Ways` as columns beside :class:`SignInSession`: they are asked about with every request, and so in one query."""
    app = select(TotpRecord.person_id).where(
        TotpRecord.person_id == SignInSession.person_id, TotpRecord.secret_sealed.is_not(None)
    )
    temporary = select(PinRecord.person_id).where(
        PinRecord.person_id == SignInSession.person_id, PinRecord.temporary
    )
    return app.exists(), temporary.exists()


def still_to_do(
    session: Session, row: SignInSession, roles: frozenset[Role], demanding: frozenset[Role], ways: Ways
) -> Still | None:
    """What is missing in the session ``row``. ``demanding``: roles that need a second factor; whoever set up an app is asked for its code in any role."""
    if not row.second:
        if ways.app:
            return Still.SECOND_FACTOR
        if roles & demanding:
            return Still.SECOND_FACTOR if has_any(session, row.person_id) else Still.SET_UP
    if row.method == "pin" and ways.temporary_pin:
        return Still.CHANGE_PIN
    return None


def has_totp(session: Session, person_id: str) -> bool:
    """Whether an app is set up."""
    query = select(TotpRecord.person_id).where(
        TotpRecord.person_id == person_id, TotpRecord.secret_sealed.is_not(None)
    )
    return session.scalar(query) is not None


def has_any(session: Session, person_id: str) -> bool:
    """Whether there is an app, a passkey or a recovery code: then nobody may set up another without showing it."""
    passkey = select(Passkey.credential_id).where(Passkey.person_id == person_id).limit(1)
    code = select(RecoveryCode.code_fingerprint).where(
        RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None)
    )
    return (
        has_totp(session, person_id)
        or session.scalar(passkey) is not None
        or session.scalar(code.limit(1)) is not None
    )
