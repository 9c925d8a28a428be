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
from accessible_reader.people.permissions import STAFF, Action, Role
from accessible_reader.people.roles import is_staff
from accessible_reader.people.sign_in.models import AppPassword, PrivateFeed, SignInSession
from accessible_reader.people.sign_in.stage import Still, Ways, roles_anywhere, still_to_do, ways_of_sessions

FOR_PATRONS: Final = timedelta(days=30)
FOR_STAFF: Final = timedelta(hours=8)
FRESH: Final = timedelta(minutes=30)
"""Finding an app, a key and the right field without seeing takes time (WCAG 2.2.1)."""
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
    """Who asks for a page. ``still``: what they must do first; where that is not None, nothing else may be done for them."""

    session_id: str
    person_id: str
    staff: bool
    method: Method
    made_at: datetime
    expires_at: datetime
    second: str = ""
    """The second factor that was shown: ``passkey``, ``totp``, ``recovery`` or ""."""
    still: Still | None = None

    @property
    def strong(self) -> bool:
        """Whether it was more than a PIN or a mail box."""
        return bool(self.second)

    def is_fresh(self, at: datetime | None = None) -> bool:
        """Whether they signed in so lately that they may change how they sign in: whoever finds a screen left open may not."""
        return (at or now()) - self.made_at < FRESH


@dataclass(frozen=True, slots=True)
class SessionView:
    """For the page “where am I signed in”."""

    id: str
    method: str
    staff: bool
    made_at: datetime
    expires_at: datetime


def require_fresh(visitor: Visitor, at: datetime, *, but: frozenset[Still] = frozenset()) -> None:
    """Before a change of how somebody signs in. ``but``: what may still be missing, because this is how it is done.

    Raises:
        SignInRefused: ``sign-in-again`` after half an hour; ``second-factor-...``, ``pin-change-needed`` where that comes first.

    """
    if visitor.still is not None and visitor.still not in but:
        raise SignInRefused(visitor.still.value)
    if not visitor.is_fresh(at):
        raise SignInRefused("sign-in-again")


def begin_session(session: Session, person_id: str, method: Method, at: datetime) -> SignedIn:
    """Sign a person in, in the caller's transaction: 30 days, for staff 8 hours."""
    staff = is_staff(session, person_id)
    token = secrets.token_urlsafe(32)
    row = SignInSession(
        token_hash=hash_token(token),
        person_id=person_id,
        method=method.value,
        second="passkey" if method is Method.PASSKEY else "",
        staff=staff,
        made_at=at,
        expires_at=at + (FOR_STAFF if staff else FOR_PATRONS),
    )
    session.add(row)
    session.flush()
    return SignedIn(token, row.id, person_id, staff, row.expires_at)


def who_is(
    database: Database,
    token: str,
    at: datetime | None = None,
    *,
    demanding: frozenset[Role] = STAFF,
    half: bool = False,
) -> Visitor:
    """Whose token it is. A patron who has become staff since signs in again.

    ``demanding``: the roles that need a second factor. ``half``: for the pages on which it is shown or set up, or a PIN chosen: then whoever must still do so is not refused, and
    :attr:`Visitor.still` says what.

    Raises:
        SignInRefused: ``sign-in-needed``: no such session, or it has ended; ``second-factor-needed``, ``second-factor-set-up``, ``pin-change-needed``: see :class:`Still`.

    """
    moment = at or now()
    with database.reading() as session:
        found = session.execute(
            select(SignInSession, Person.erased_at, *ways_of_sessions())
            .join(Person, Person.id == SignInSession.person_id)
            .where(SignInSession.token_hash == hash_token(token))
        ).one_or_none()
        if found is None:
            raise SignInRefused("sign-in-needed")
        row, erased_at, app, temporary_pin = found
        if row.ended_at is not None or row.expires_at <= moment or erased_at is not None:
            raise SignInRefused("sign-in-needed")
        roles = roles_anywhere(session, row.person_id, moment)
        if not row.staff and roles & STAFF:
            raise SignInRefused("sign-in-needed")
        still = still_to_do(session, row, roles, demanding, Ways(app, temporary_pin))
    if still is not None and not half:
        raise SignInRefused(still.value)
    return Visitor(
        row.id, row.person_id, row.staff, Method(row.method), row.made_at, row.expires_at, row.second, still
    )


def strengthen(session: Session, session_id: str, second: str) -> SignedIn:
    """The session goes on with a second factor and under a new token: whoever knew the old one knows nothing any more. Raises SignInRefused ``sign-in-needed``."""
    row = session.scalars(
        select(SignInSession).where(SignInSession.id == session_id).with_for_update()
    ).one_or_none()
    if row is None or row.ended_at is not None:
        raise SignInRefused("sign-in-needed")
    token = secrets.token_urlsafe(32)
    row.token_hash = hash_token(token)
    row.second = second
    session.flush()
    return SignedIn(token, row.id, row.person_id, row.staff, row.expires_at)


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
    """The same in the caller's transaction, unasked and unnoted. Passwords of apps and private podcast addresses end as well: whoever does this wants nobody else to have any way in."""
    open_ones = session.scalars(
        select(SignInSession).where(
            SignInSession.person_id == person_id, SignInSession.ended_at.is_(None), SignInSession.id != but
        )
    ).all()
    moment = now()
    for row in open_ones:
        row.ended_at = moment
    session.execute(
        update(AppPassword)
        .where(AppPassword.person_id == person_id, AppPassword.ended_at.is_(None))
        .values(ended_at=moment)
    )
    session.execute(delete(PrivateFeed).where(PrivateFeed.person_id == person_id))
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
    """Remove sessions and passwords of apps that ended a month ago; how many there were."""
    limit = at - _KEPT_AFTER_END
    apps = session.execute(delete(AppPassword).where(AppPassword.ended_at < limit))
    old = delete(SignInSession).where(or_(SignInSession.ended_at < limit, SignInSession.expires_at < limit))
    return int(session.execute(old).rowcount) + int(apps.rowcount)  # type: ignore[attr-defined]


def hash_token(token: str) -> str:
    """Tokens are random enough for a plain hash."""
    return hashlib.sha256(token.encode()).hexdigest()
