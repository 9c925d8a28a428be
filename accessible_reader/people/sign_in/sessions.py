"""Who is signed in where. The browser has a random token, the database its hash."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from accessible_reader.audit import record
from accessible_reader.database import Database, Keys, Session, delete, now, or_, select, update
from accessible_reader.errors import SignInRefused
from accessible_reader.people.access import require
from accessible_reader.people.models import Person
from accessible_reader.people.permissions import Action
from accessible_reader.people.roles import is_staff
from accessible_reader.people.sign_in.models import SignInSession

FOR_PATRONS: Final = timedelta(days=30)
FOR_STAFF: Final = timedelta(hours=8)
_KEPT_AFTER_END: Final = timedelta(days=30)


class Method(StrEnum):
    """How they showed who they are."""

    PIN = "pin"
    LINK = "link"
    PASSKEY = "passkey"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that was just begun. ``token`` goes into the cookie and nowhere else."""

    token: str = field(repr=False)
    session_id: str
    person_id: str
    staff: bool
    expires_at: datetime
    must_change_pin: bool = False


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks for a page. ``strong``: signed in with a passkey, which staff should need for what concerns other people."""

    session_id: str
    person_id: str
    staff: bool
    method: Method
    expires_at: datetime

    @property
    def strong(self) -> bool:
        """Whether it was more than a PIN or a mail box."""
        return self.method is Method.PASSKEY


@dataclass(frozen=True, slots=True)
class SessionView:
    """For the page “where am I signed in”."""

    id: str
    method: str
    staff: bool
    made_at: datetime
    expires_at: datetime


def begin_session(session: Session, person_id: str, method: Method, at: datetime) -> SignedIn:
    """Sign a person in, in the caller's transaction: 30 days, for staff 8 hours."""
    staff = is_staff(session, person_id)
    token = secrets.token_urlsafe(32)
    row = SignInSession(
        token_hash=hash_token(token),
        person_id=person_id,
        method=method.value,
        staff=staff,
        made_at=at,
        expires_at=at + (FOR_STAFF if staff else FOR_PATRONS),
    )
    session.add(row)
    session.flush()
    return SignedIn(token, row.id, person_id, staff, row.expires_at)


def who_is(database: Database, token: str, at: datetime | None = None) -> Visitor:
    """Whose token it is. A patron who has become staff since signs in again.

    Raises:
        SignInRefused: ``sign-in-needed``: no such session, or it has ended.

    """
    moment = at or now()
    with database.reading() as session:
        found = session.execute(
            select(SignInSession, Person.erased_at)
            .join(Person, Person.id == SignInSession.person_id)
            .where(SignInSession.token_hash == hash_token(token))
        ).one_or_none()
        if found is None:
            raise SignInRefused("sign-in-needed")
        row, erased_at = found
        if row.ended_at is not None or row.expires_at <= moment or erased_at is not None:
            raise SignInRefused("sign-in-needed")
        if not row.staff and is_staff(session, row.person_id):
            raise SignInRefused("sign-in-needed")
        return Visitor(row.id, row.person_id, row.staff, Method(row.method), row.expires_at)


def sign_out(database: Database, token: str) -> None:
    """End this session; nothing happens when it has ended already."""
    with database.transaction() as session:
        session.execute(
            update(SignInSession)
            .where(SignInSession.token_hash == hash_token(token), SignInSession.ended_at.is_(None))
            .values(ended_at=now())
        )


def sign_out_everywhere(database: Database, keys: Keys, actor: str, subject: str, *, but: str = "") -> int:
    """End all sessions of ``subject`` (except the one with the id ``but``) and return how many. Raises NotAllowed, NotFound."""
    with database.transaction() as session:
        by = require(session, actor, Action.END_SESSIONS, subject).by
        ended = end_sessions(session, subject, but=but)
        record(
            session,
            keys,
            actor=actor,
            subject=subject,
            act="sign-out-everywhere",
            purpose="own-data" if by == "self" else "sign-in",
        )
    return ended


def end_sessions(session: Session, person_id: str, *, but: str = "") -> int:
    """The same in the caller's transaction, unasked and unnoted."""
    open_ones = session.scalars(
        select(SignInSession).where(
            SignInSession.person_id == person_id, SignInSession.ended_at.is_(None), SignInSession.id != but
        )
    ).all()
    moment = now()
    for row in open_ones:
        row.ended_at = moment
    return len(open_ones)


def sessions_of(database: Database, person_id: str) -> list[SessionView]:
    """Where the person is signed in now, newest first."""
    with database.reading() as session:
        rows = session.scalars(
            select(SignInSession)
            .where(
                SignInSession.person_id == person_id,
                SignInSession.ended_at.is_(None),
                SignInSession.expires_at > now(),
            )
            .order_by(SignInSession.made_at.desc())
        )
        return [SessionView(row.id, row.method, row.staff, row.made_at, row.expires_at) for row in rows]


def forget_old_sessions(session: Session, at: datetime) -> int:
    """Remove sessions that ended a month ago; how many there were."""
    limit = at - _KEPT_AFTER_END
    old = delete(SignInSession).where(or_(SignInSession.ended_at < limit, SignInSession.expires_at < limit))
    return int(session.execute(old).rowcount)  # type: ignore[attr-defined]


def hash_token(token: str) -> str:
    """Tokens are random enough for a plain hash."""
    return hashlib.sha256(token.encode()).hexdigest()
