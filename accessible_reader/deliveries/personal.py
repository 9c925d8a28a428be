"""What deliveries know of one person: handed out to them, forgotten with them, and forgotten in part as time goes by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from accessible_reader.audit import SYSTEM
from accessible_reader.catalogue.models import Title
from accessible_reader.database import Keys, Session, now, select, update
from accessible_reader.deliveries.asking import call_off
from accessible_reader.deliveries.fields import open_tastes
from accessible_reader.deliveries.lifecycle import BEFORE_PACKING, UPCOMING, By, VisitAction, VisitState
from accessible_reader.deliveries.models import (
    DeliveryNotice,
    DeliveryPlan,
    DeliveryProfile,
    DeliveryRound,
    Visit,
)
from accessible_reader.deliveries.profiles import SEALED, open_profile
from accessible_reader.deliveries.records import Hand, hold_visit, notice_params
from accessible_reader.deliveries.views import events_of
from accessible_reader.errors import NotNow
from accessible_reader.people.access import has_consented
from accessible_reader.people.sealing import unseal

KEPT: Final = timedelta(days=90)
"""So long a visit that is over knows what was in the bag."""


def deliveries_of(keys: Keys) -> Callable[[Session, str], dict[str, Any]]:
    """The source of an export: door, plans, visits with what happened to each, notices, rounds that were carried."""

    def collect(session: Session, person_id: str) -> dict[str, Any]:
        door = session.get(DeliveryProfile, person_id)
        opened = open_profile(session, keys, person_id)
        plans = session.scalars(
            select(DeliveryPlan).where(DeliveryPlan.person_id == person_id).order_by(DeliveryPlan.made_at)
        )
        visits = session.scalars(select(Visit).where(Visit.person_id == person_id).order_by(Visit.asked_at))
        notices = session.scalars(
            select(DeliveryNotice)
            .where(DeliveryNotice.person_id == person_id)
            .order_by(DeliveryNotice.made_at)
        )
        rounds = session.scalars(
            select(DeliveryRound).where(DeliveryRound.carrier_id == person_id).order_by(DeliveryRound.day)
        )
        return {
            "door": {name: getattr(opened, name) for name in SEALED}
            | {"times": list(door.times), "channel": door.channel}
            if door is not None
            else {},
            "plans": [_plan(keys, one) for one in plans],
            "visits": [_visit(session, keys, one) for one in visits],
            "notices": [
                {
                    "code": one.code,
                    "channel": one.channel,
                    "state": one.state,
                    "made_at": one.made_at,
                    **notice_params(keys, one),
                }
                for one in notices
            ],
            "rounds": [{"day": one.day.isoformat(), "part": one.part} for one in rounds],
        }

    return collect


def _plan(keys: Keys, plan: DeliveryPlan) -> dict[str, Any]:
    tastes = open_tastes(keys, "delivery_plan", plan.id, plan.tastes_sealed)
    return {
        "every_weeks": plan.every_weeks,
        "next_day": plan.next_day.isoformat(),
        "part": plan.part,
        "likes": list(tastes.likes),
        "dislikes": list(tastes.dislikes),
        "formats": list(plan.formats),
        "most_items": plan.most_items,
        "most_grams": plan.most_grams,
        "skip_read": plan.skip_read,
        "pauses": list(plan.pauses),
        "made_at": plan.made_at,
        "ended_at": plan.ended_at,
    }


def _visit(session: Session, keys: Keys, visit: Visit) -> dict[str, Any]:
    tastes = open_tastes(keys, "visit", visit.id, visit.tastes_sealed)
    wanted = [line.title_id for line in visit.lines if line.title_id]
    names = {
        row[0]: row[1] for row in session.execute(select(Title.id, Title.name).where(Title.id.in_(wanted)))
    }
    return {
        "bag": visit.bag,
        "state": visit.state,
        "means": visit.means,
        "times": list(visit.times),
        "day": visit.day.isoformat() if visit.day else None,
        "part": visit.part,
        "likes": list(tastes.likes),
        "dislikes": list(tastes.dislikes),
        "note": unseal(keys, "visit", visit.id, "note", visit.note_sealed),
        "asked_at": visit.asked_at,
        "asked_how": visit.asked_how,
        "rating": visit.rating,
        "titles": [names.get(line.title_id or "", "") for line in visit.lines if line.title_id],
        "events": [
            {"at": one.at, "action": one.action, "by": one.by, "after": one.after, "reason": one.reason}
            for one in events_of(session, visit.id)
        ],
    }


def forget_deliveries(keys: Keys) -> Callable[[Session, str], None]:
    """Forget all of it: what is planned ends, what is over keeps only that there was one. Raises NotNow ``erase-visit-under-way``."""

    def forget(session: Session, person_id: str) -> None:
        hand = Hand(session, keys, SYSTEM, By.SYSTEM)
        mine = session.scalars(select(Visit.id).where(Visit.person_id == person_id).order_by(Visit.id)).all()
        for visit_id in mine:
            visit = hold_visit(session, visit_id)
            state = VisitState(visit.state)
            bagged = any(line.state == "in_bag" for line in visit.lines)
            if state in UPCOMING and (state not in BEFORE_PACKING or bagged):
                raise NotNow("erase-visit-under-way")
            if state in BEFORE_PACKING:
                call_off(hand, visit, VisitAction.CANCEL)
            if visit.asked_by == person_id:
                visit.asked_by = None
            visit.person_id = visit.tastes_sealed = visit.note_sealed = None
            _forget_titles(session, visit, now())
        plans = select(DeliveryPlan).where(DeliveryPlan.person_id == person_id)
        for plan in session.scalars(plans).all():
            plan.person_id = plan.tastes_sealed = None
            plan.ended_at = plan.ended_at or now()
            if plan.made_by == person_id:
                plan.made_by = None
        door = session.get(DeliveryProfile, person_id)
        if door is not None:
            session.delete(door)
        theirs = update(DeliveryNotice).where(DeliveryNotice.person_id == person_id)
        unsent = DeliveryNotice.state.in_(["waiting", "sending", "to_call"])
        session.execute(theirs.where(unsent).values(state="cancelled", ended_at=now()))
        session.execute(theirs.values(person_id=None, params_sealed=None))
        session.execute(
            update(DeliveryRound)
            .where(DeliveryRound.carrier_id == person_id)
            .values(carrier_id=None, link_fingerprint=None, link_until=None)
        )
        session.flush()

    return forget


def forget_titles(session: Session, at: datetime) -> int:
    """What was in the bags of visits that ended 90 days ago, of readers who keep no history; how many visits. Once a day, by the machine."""
    over = select(Visit).where(Visit.ended_at < at - KEPT, Visit.titles_gone_at.is_(None))
    count = 0
    for visit in session.scalars(over.order_by(Visit.id).with_for_update()).all():
        if visit.person_id is not None and has_consented(session, visit.person_id, "reading_history"):
            continue
        _forget_titles(session, visit, at)
        count += 1
    return count


def _forget_titles(session: Session, visit: Visit, at: datetime) -> None:
    for line in visit.lines:
        line.title_id = line.barcode = line.loan_id = line.conversion_id = None
        line.scanned = []
    visit.note_sealed = visit.tastes_sealed = None
    visit.titles_gone_at = at
    session.execute(
        update(DeliveryNotice).where(DeliveryNotice.visit_id == visit.id).values(params_sealed=None)
    )
    session.flush()
