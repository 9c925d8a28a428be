"""A second factor besides PIN or link: codes from an app (TOTP, RFC 6238), and ten recovery codes for when it is lost. A passkey is both factors at once.

A code is accepted once, and only one that is later than the last: whoever listens to somebody typing, or to their screen reader, gains nothing. The clock of the telephone may be half a minute off.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import pyotp

from accessible_reader.audit import record
from accessible_reader.database import Database, Keys, Session, delete, func, now, select
from accessible_reader.errors import NotNow, SignInRefused
from accessible_reader.people.access import lock_person, require, require_no_takeover
from accessible_reader.people.permissions import Action
from accessible_reader.people.sealing import seal, unseal
from accessible_reader.people.sign_in.delays import begin_try, succeeded
from accessible_reader.people.sign_in.models import Passkey, PasskeyChallenge, RecoveryCode, TotpRecord
from accessible_reader.people.sign_in.pins import tidy_pin
from accessible_reader.people.sign_in.sessions import (
    SignedIn,
    Visitor,
    end_sessions,
    require_fresh,
    strengthen,
)
from accessible_reader.people.sign_in.stage import Still, has_any

STEP: Final = timedelta(seconds=30)
DRIFT: Final = 1
"""Steps that a telephone's clock may be off, either way (RFC 6238, 5.2)."""
RECOVERY_CODES: Final = 10
_RECOVERY_DIGITS: Final = 10
"""Digits can be dictated, written in braille and typed on any keyboard; 33 bits hold against tries that each wait longer than the one before."""


@dataclass(frozen=True, slots=True)
class AppSetUp:
    """What the app needs. ``secret``: in groups of four letters, to be typed; ``uri``: the same for a link or a picture."""

    secret: str = field(repr=False)
    uri: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AppIsSetUp:
    """The session goes on under a new token; the recovery codes are shown this once."""

    signed_in: SignedIn
    recovery_codes: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Factors:
    """What somebody can show, for the page that asks for it and the page that changes it."""

    app: bool
    passkeys: int
    recovery_codes: int


def factors_of(database: Database, visitor: Visitor) -> Factors:
    """Which second factors the visitor has."""
    with database.reading() as session:
        secret = session.scalar(
            select(TotpRecord.secret_sealed).where(TotpRecord.person_id == visitor.person_id)
        )
        keys = select(func.count()).select_from(Passkey).where(Passkey.person_id == visitor.person_id)
        codes = (
            select(func.count())
            .select_from(RecoveryCode)
            .where(RecoveryCode.person_id == visitor.person_id, RecoveryCode.used_at.is_(None))
        )
        return Factors(secret is not None, session.scalar(keys) or 0, session.scalar(codes) or 0)


def begin_app(
    database: Database, keys: Keys, visitor: Visitor, *, name: str, at: datetime | None = None
) -> AppSetUp:
    """A new secret for the app; an app in use stays in force until the new one has shown a code. ``name``: of the library, for the app's list.

    Raises:
        SignInRefused: ``sign-in-again``, ``second-factor-needed``, ``pin-change-needed``.

    """
    require_fresh(visitor, at or now(), but=frozenset({Still.SET_UP}))
    secret = pyotp.random_base32()
    with database.transaction() as session:
        lock_person(session, visitor.person_id)
        _still_none(session, visitor)
        row = session.get(TotpRecord, visitor.person_id)
        if row is None:
            row = TotpRecord(person_id=visitor.person_id)
            session.add(row)
        row.pending_sealed = seal(keys, "totp", visitor.person_id, "pending", secret)
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return AppSetUp(groups, pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=name))


def confirm_app(
    database: Database, keys: Keys, visitor: Visitor, code: str, *, address: str, at: datetime | None = None
) -> AppIsSetUp:
    """The app has shown ``code``: from now on its codes are asked for. New recovery codes take the place of older ones.

    Raises:
        NotNow: ``second-factor-not-begun``.
        SignInRefused: ``second-factor-wrong``, ``sign-in-wait``, and as :func:`begin_app`.

    """
    moment = at or now()
    require_fresh(visitor, moment, but=frozenset({Still.SET_UP}))
    account = _account(visitor.person_id)
    begin_try(database, keys, account, address, moment)
    with database.transaction() as session:
        lock_person(session, visitor.person_id)
        _still_none(session, visitor)
        row = session.get(TotpRecord, visitor.person_id)
        secret = unseal(keys, "totp", visitor.person_id, "pending", row.pending_sealed) if row else None
        if row is None or secret is None:
            raise NotNow("second-factor-not-begun")
        step = _step_of(secret, code, moment)
        if step is None:
            raise SignInRefused("second-factor-wrong")
        row.secret_sealed = seal(keys, "totp", visitor.person_id, "secret", secret)
        row.pending_sealed, row.last_step, row.set_up_at = None, step, moment
        codes = _new_codes(session, keys, visitor.person_id, moment)
        begun = strengthen(session, visitor.session_id, "totp")
        end_sessions(session, visitor.person_id, but=visitor.session_id)
        _note(session, keys, visitor, "set-up-second-factor")
    succeeded(database, keys, account, address)
    return AppIsSetUp(begun, codes)


def show_code(
    database: Database, keys: Keys, visitor: Visitor, code: str, *, address: str, at: datetime | None = None
) -> SignedIn:
    """Let in whoever shows a code of the app, or a recovery code; the session goes on under a new token.

    Raises:
        SignInRefused: ``second-factor-wrong``: a wrong, old or used code; ``sign-in-wait`` with ``seconds``.

    """
    moment = at or now()
    account = _account(visitor.person_id)
    begin_try(database, keys, account, address, moment)
    with database.transaction() as session:
        lock_person(session, visitor.person_id)
        second = "totp" if _accept_code(session, keys, visitor.person_id, code, moment) else ""
        if not second and _accept_recovery(session, keys, visitor.person_id, code, moment):
            second = "recovery"
            _note(session, keys, visitor, "use-recovery-code")
        if not second:
            raise SignInRefused("second-factor-wrong")
        begun = strengthen(session, visitor.session_id, second)
    succeeded(database, keys, account, address)
    return begun


def new_recovery_codes(
    database: Database, keys: Keys, visitor: Visitor, at: datetime | None = None
) -> tuple[str, ...]:
    """Ten new ones, shown this once; the older ones are no longer good. Raises SignInRefused; NotNow ``second-factor-not-begun`` where there is neither app nor passkey."""
    moment = at or now()
    require_fresh(visitor, moment)
    with database.transaction() as session:
        lock_person(session, visitor.person_id)
        if not has_any(session, visitor.person_id):
            raise NotNow("second-factor-not-begun")
        codes = _new_codes(session, keys, visitor.person_id, moment)
        _note(session, keys, visitor, "new-recovery-codes")
    return codes


def remove_app(database: Database, keys: Keys, visitor: Visitor, at: datetime | None = None) -> None:
    """No more codes from the app; where there is no passkey either, the recovery codes go too. Raises SignInRefused; NotNow ``second-factor-not-begun``."""
    require_fresh(visitor, at or now())
    with database.transaction() as session:
        lock_person(session, visitor.person_id)
        row = session.get(TotpRecord, visitor.person_id)
        if row is None:
            raise NotNow("second-factor-not-begun")
        session.delete(row)
        if not _has_passkey(session, visitor.person_id):
            session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == visitor.person_id))
        _note(session, keys, visitor, "remove-second-factor")


def reset_second_factor(database: Database, keys: Keys, actor: str, subject: str) -> None:
    """Somebody has lost all of them: app, passkeys and recovery codes go, all sessions end, and the next sign-in sets one up. Never for oneself. Raises NotAllowed, NotFound."""
    with database.transaction() as session:
        by = require(session, actor, Action.RESET_SECOND_FACTOR, subject).by
        require_no_takeover(session, actor, subject, by=by)
        lock_person(session, subject)
        for table in (TotpRecord, RecoveryCode, Passkey, PasskeyChallenge):
            session.execute(delete(table).where(table.person_id == subject))
        end_sessions(session, subject)
        record(session, keys, actor=actor, subject=subject, act="reset-second-factor", purpose="sign-in")


def _step_of(secret: str, code: str, at: datetime) -> int | None:
    """The half minute, now or one beside it, whose code this is."""
    totp = pyotp.TOTP(secret)
    present = totp.timecode(at)
    typed = tidy_pin(code)
    fitting = [
        step
        for step in range(max(present - DRIFT, 0), present + DRIFT + 1)
        if secrets.compare_digest(totp.generate_otp(step).encode(), typed.encode())
    ]
    return fitting[0] if fitting else None


def _accept_code(session: Session, keys: Keys, person_id: str, code: str, at: datetime) -> bool:
    row = session.get(TotpRecord, person_id)
    secret = unseal(keys, "totp", person_id, "secret", row.secret_sealed) if row else None
    if row is None or secret is None:
        return False
    step = _step_of(secret, code, at)
    if step is None or step <= row.last_step:
        return False
    row.last_step = step
    return True


def _accept_recovery(session: Session, keys: Keys, person_id: str, code: str, at: datetime) -> bool:
    row = session.get(RecoveryCode, _fingerprint(keys, person_id, tidy_pin(code)))
    if row is None or row.used_at is not None:
        return False
    row.used_at = at
    return True


def _new_codes(session: Session, keys: Keys, person_id: str, at: datetime) -> tuple[str, ...]:
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    codes: dict[str, None] = {}
    while len(codes) < RECOVERY_CODES:
        codes["".join(secrets.choice("0123456789") for _ in range(_RECOVERY_DIGITS))] = None
    session.add_all(
        RecoveryCode(code_fingerprint=_fingerprint(keys, person_id, code), person_id=person_id, made_at=at)
        for code in codes
    )
    half = _RECOVERY_DIGITS // 2
    return tuple(f"{code[:half]} {code[half:]}" for code in codes)


def _still_none(session: Session, visitor: Visitor) -> None:
    """Between the page and its answer somebody else may have set one up with the same PIN."""
    if visitor.still is Still.SET_UP and has_any(session, visitor.person_id):
        raise SignInRefused(Still.SECOND_FACTOR.value)


def _has_passkey(session: Session, person_id: str) -> bool:
    query = select(Passkey.credential_id).where(Passkey.person_id == person_id).limit(1)
    return session.scalar(query) is not None


def _fingerprint(keys: Keys, person_id: str, code: str) -> str:
    return keys.fingerprint(f"{person_id}/{code}", "recovery-code")


def _account(person_id: str) -> str:
    return f"second-factor/{person_id}"


def _note(session: Session, keys: Keys, visitor: Visitor, act: str) -> None:
    record(
        session,
        keys,
        actor=visitor.person_id,
        subject=visitor.person_id,
        act=act,
        purpose="own-data",
    )
