"""The first PIN of somebody who has none: said at the desk when they get their card, or later to whoever came from another system without one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accessible_reader.audit import record
from accessible_reader.database import Database, Keys, Session
from accessible_reader.errors import NotNow
from accessible_reader.people.access import lock_person, require, require_no_takeover
from accessible_reader.people.permissions import Action
from accessible_reader.people.sign_in.models import PinRecord
from accessible_reader.people.sign_in.pin_sign_in import put_pin
from accessible_reader.people.sign_in.pins import PinHasher, temporary_pin


@dataclass(frozen=True, slots=True)
class PinState:
    """Whether somebody has a PIN. ``temporary``: one that staff gave, to be changed at the next sign-in."""

    set_at: datetime | None
    temporary: bool


def give_first_pin(database: Database, keys: Keys, hasher: PinHasher, actor: str, subject: str) -> str:
    """The PIN, to be said once; at the first sign-in they choose their own. Never in place of another: for that there is :func:`reset_pin`, with a call back.

    Raises:
        NotAllowed: ``permission-...``.
        NotNow: ``pin-there``.

    """
    pin = temporary_pin()
    with database.transaction() as session:
        by = require(session, actor, Action.RESET_PIN, subject).by
        require_no_takeover(session, actor, subject, by=by)
        lock_person(session, subject)
        if session.get(PinRecord, subject) is not None:
            raise NotNow("pin-there")
        put_pin(session, keys, hasher, subject, pin, temporary=True)
        record(session, keys, actor=actor, subject=subject, act="first-pin", fields=["pin"], purpose="desk")
    return pin


def pin_state(session: Session, subject: str) -> PinState:
    """In the caller's transaction; nothing is asked of permissions."""
    kept = session.get(PinRecord, subject)
    return PinState(kept.set_at, kept.temporary) if kept else PinState(None, False)
