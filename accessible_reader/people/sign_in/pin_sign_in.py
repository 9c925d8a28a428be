"""Card number and PIN; choosing a PIN; a new one from staff after calling back."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import datetime

from accessible_reader.audit import record
from accessible_reader.database import Database, Keys, Session, new_id, now, select
from accessible_reader.errors import BadRecord, NotFound, SignInRefused
from accessible_reader.people.access import lock_person, require, require_no_takeover
from accessible_reader.people.models import Person
from accessible_reader.people.permissions import Action
from accessible_reader.people.persons import open_fields
from accessible_reader.people.sealing import fingerprint, seal
from accessible_reader.people.sign_in.delays import begin_try, succeeded
from accessible_reader.people.sign_in.models import PinRecord, PinReset
from accessible_reader.people.sign_in.pins import PinHasher, check_pin, temporary_pin
from accessible_reader.people.sign_in.sessions import (
    Method,
    SignedIn,
    Visitor,
    begin_session,
    end_sessions,
    require_fresh,
    strengthen,
)
from accessible_reader.people.sign_in.stage import Still


def sign_in_with_pin(
    database: Database,
    keys: Keys,
    hasher: PinHasher,
    *,
    card: str,
    pin: str,
    address: str,
    at: datetime | None = None,
) -> SignedIn:
    """Sign in. ``address`` is where the request comes from. Whether the card or the PIN was wrong is not said, and takes equally long.

    Raises:
        SignInRefused: ``sign-in-wrong``; ``sign-in-wait`` with ``seconds`` until the next try is looked at.

    """
    moment = at or now()
    account = fingerprint(keys, "card", card) or ""
    begin_try(database, keys, account, address, moment)
    with database.reading() as session:
        found = session.execute(
            select(Person.id, PinRecord.hash, PinRecord.temporary)
            .join(PinRecord, PinRecord.person_id == Person.id, isouter=True)
            .where(Person.card_fingerprint == account, Person.erased_at.is_(None))
        ).one_or_none()
    person_id, stored, temporary = found or (None, None, False)
    if not hasher.fits(person_id, stored, pin) or person_id is None or stored is None:
        raise SignInRefused("sign-in-wrong")
    succeeded(database, keys, account, address)
    with database.transaction() as session:
        lock_person(session, person_id)
        kept = session.get(PinRecord, person_id)
        if kept is None or kept.hash != stored:  # changed while we were looking
            raise SignInRefused("sign-in-wrong")
        if hasher.is_outdated(stored):
            kept.hash = hasher.hash(person_id, pin)
        begun = begin_session(session, person_id, Method.PIN, moment)
    return replace(begun, must_change_pin=bool(temporary))


def choose_pin(
    database: Database,
    keys: Keys,
    hasher: PinHasher,
    visitor: Visitor,
    pin: str,
    *,
    at: datetime | None = None,
) -> SignedIn:
    """The visitor chooses a PIN; all other sessions end, and this one goes on under a new token.

    Raises:
        BadRecord: ``pin-...``; ``pin-same`` where it is the one that staff gave them.
        SignInRefused: ``sign-in-again``, ``second-factor-...``.

    """
    require_fresh(visitor, at or now(), but=frozenset({Still.CHANGE_PIN}))
    person_id = visitor.person_id
    with database.transaction() as session:
        kept = session.get(PinRecord, person_id)
        if kept is not None and kept.temporary and hasher.fits(person_id, kept.hash, pin):
            raise BadRecord("pin-same")
        put_pin(session, keys, hasher, person_id, pin, temporary=False)
        end_sessions(session, person_id, but=visitor.session_id)
        begun = strengthen(session, visitor.session_id, visitor.second)
        record(
            session,
            keys,
            actor=person_id,
            subject=person_id,
            act="choose-pin",
            fields=["pin"],
            purpose="own-data",
        )
    return begun


def reset_pin(
    database: Database, keys: Keys, hasher: PinHasher, actor: str, subject: str, *, note: str
) -> str:
    """Staff give a new PIN on the telephone, after calling back on the number the library has; ``note`` says how they made sure. Returns the PIN, to be said once; the person must choose their own with it.

    Raises:
        NotAllowed: ``permission-...``.
        BadRecord: ``pin-reset-needs-note``.
        NotFound: ``person-no-phone``: there is no number to call back; they must come with their card.

    """
    text = " ".join(unicodedata.normalize("NFC", note).split())
    if len(text) < 4 or len(text) > 500:
        raise BadRecord("pin-reset-needs-note")
    pin = temporary_pin()
    with database.transaction() as session:
        by = require(session, actor, Action.RESET_PIN, subject).by
        require_no_takeover(session, actor, subject, by=by)
        if open_fields(session, keys, subject, ["phone"])["phone"] is None:
            raise NotFound("person-no-phone")
        put_pin(session, keys, hasher, subject, pin, temporary=True)
        end_sessions(session, subject)
        reset = PinReset(id=new_id(), person_id=subject, staff_id=actor, at=now())
        reset.note_sealed = seal(keys, "pin_reset", reset.id, "note", text)
        if by != "system":  # at the server's command line nobody called back; the audit log says so
            session.add(reset)
        record(
            session,
            keys,
            actor=actor,
            subject=subject,
            act="reset-pin",
            fields=["pin"],
            purpose="phone-call",
            reference=reset.id,
        )
    return pin


def put_pin(
    session: Session, keys: Keys, hasher: PinHasher, person_id: str, pin: str, *, temporary: bool
) -> None:
    """Store a PIN in the caller's transaction. Raises BadRecord ``pin-...``, NotFound."""
    lock_person(session, person_id)
    known = open_fields(session, keys, person_id, ["card", "phone", "birth_year"])
    check_pin(pin, known.values())
    kept = session.get(PinRecord, person_id)
    if kept is None:
        kept = PinRecord(person_id=person_id)
        session.add(kept)
    kept.hash = hasher.hash(person_id, pin)
    kept.set_at = now()
    kept.temporary = temporary
    session.flush()
