"""What all of deliveries does to a visit: hold it, take a step of the table, note it, tell the reader."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from accessible_reader.database import Keys, Session, new_id, now, select
from accessible_reader.deliveries.lifecycle import (
    ENDED,
    By,
    Reason,
    VisitAction,
    VisitState,
    check_first,
    next_state,
)
from accessible_reader.deliveries.models import DeliveryEvent, DeliveryNotice, DeliveryProfile, Visit
from accessible_reader.errors import NotFound
from accessible_reader.people.access import by_whom, has_consented
from accessible_reader.people.permissions import Decision
from accessible_reader.people.sealing import seal, unseal
from accessible_reader.shelf.rules import rules_at

_DIGITS: Final = 7
_BY: Final = {
    "self": By.SELF,
    "carer": By.CARER,
    "staff": By.STAFF,
    "visitor": By.CARRIER,
    "system": By.SYSTEM,
}


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, in what capacity, in which transaction."""

    session: Session
    keys: Keys
    actor: str
    by: By


def capacity(decision: Decision | str) -> By:
    """In what capacity somebody acts, as the table of permissions answered."""
    return _BY[decision if isinstance(decision, str) else decision.by]


def hold_visit(session: Session, visit_id: str) -> Visit:
    """The visit, held until the transaction ends. Raises NotFound ``visit-not-found``."""
    visit = session.get(Visit, visit_id, with_for_update=True, populate_existing=True)
    if visit is None:
        raise NotFound("visit-not-found")
    return visit


def look_at_visit(session: Session, visit_id: str) -> Visit:
    """The visit, not held. Raises NotFound ``visit-not-found``."""
    visit = session.get(Visit, visit_id)
    if visit is None:
        raise NotFound("visit-not-found")
    return visit


def begin_visit(hand: Hand, visit: Visit) -> None:
    """Add a visit in its first state. Raises NotAllowed ``permission-visit-step``."""
    check_first(VisitState(visit.state), hand.by)
    visit.bag = _new_bag(hand.session)
    visit.asked_by = by_whom(hand.actor)
    hand.session.add(visit)
    hand.session.flush()
    _note(hand, visit, "ask", None, at=visit.asked_at)


def take_step(
    hand: Hand,
    visit: Visit,
    action: VisitAction,
    *,
    reason: Reason | None = None,
    place: int | None = None,
    at: datetime | None = None,
) -> None:
    """One step of the table, noted. The visit must be held. Raises as :func:`accessible_reader.deliveries.lifecycle.next_state`."""
    before = VisitState(visit.state)
    after = next_state(before, action, hand.by, reason)
    visit.state = after.value
    if after in ENDED:
        visit.ended_at = at or now()
    _note(hand, visit, action.value, before, reason=reason, place=place, at=at)


def _note(
    hand: Hand,
    visit: Visit,
    action: str,
    before: VisitState | None,
    *,
    reason: Reason | None = None,
    place: int | None = None,
    at: datetime | None = None,
) -> None:
    hand.session.add(
        DeliveryEvent(
            visit_id=visit.id,
            at=at or now(),
            actor=hand.actor,
            by=hand.by.value,
            action=action,
            before=None if before is None else before.value,
            after=visit.state,
            reason=None if reason is None else reason.value,
            place=place,
        )
    )
    hand.session.flush()


def today_at(session: Session, branch_id: str | None, at: datetime | None = None) -> date:
    """The day it is at a branch."""
    return rules_at(session, branch_id).rules.today(at or now())


def tell(
    session: Session,
    keys: Keys,
    *,
    key: str,
    person_id: str,
    branch_id: str | None,
    code: str,
    params: Mapping[str, Any] | None = None,
    visit_id: str | None = None,
    at: datetime | None = None,
) -> None:
    """Put a notice into the outbox, in the caller's transaction; one of the same ``key`` is there already where it was told before.

    The channel is the one the reader chose; e-mail only with their consent, else they are called.
    """
    if session.scalar(select(DeliveryNotice.id).where(DeliveryNotice.key == key)) is not None:
        return
    profile = session.get(DeliveryProfile, person_id)
    channel = profile.channel if profile else "phone"
    if channel == "email" and not has_consented(session, person_id, "email_notices"):
        channel = "phone"
    notice = DeliveryNotice(
        id=new_id(),
        key=key,
        person_id=person_id,
        visit_id=visit_id,
        branch_id=branch_id,
        channel=channel,
        code=code,
        state="to_call" if channel == "phone" else "waiting",
        why="phone" if channel == "phone" else "",
        made_at=at or now(),
        next_at=at or now(),
    )
    if params:
        plain = json.dumps(dict(params), ensure_ascii=False)
        notice.params_sealed = seal(keys, "delivery_notice", notice.id, "params", plain)
    session.add(notice)
    session.flush()


def notice_params(keys: Keys, notice: DeliveryNotice) -> dict[str, Any]:
    """What stands in the sentence."""
    plain = unseal(keys, "delivery_notice", notice.id, "params", notice.params_sealed)
    found: dict[str, Any] = json.loads(plain) if plain else {}
    return found


def tell_of_carer(hand: Hand, visit: Visit, action: str) -> None:
    """Whatever a carer does, the reader is told."""
    if hand.by is not By.CARER or visit.person_id is None:
        return
    newest = (
        select(DeliveryEvent.id).where(DeliveryEvent.visit_id == visit.id).order_by(DeliveryEvent.id.desc())
    )
    tell(
        hand.session,
        hand.keys,
        key=f"carer/{hand.session.scalar(newest.limit(1))}",
        person_id=visit.person_id,
        branch_id=visit.branch_id,
        code=f"carer-{action}",
        visit_id=visit.id,
    )


def _new_bag(session: Session) -> str:
    while True:
        number = str(secrets.randbelow(9 * 10 ** (_DIGITS - 1)) + 10 ** (_DIGITS - 1))
        if session.scalar(select(Visit.id).where(Visit.bag == number)) is None:
            return number
