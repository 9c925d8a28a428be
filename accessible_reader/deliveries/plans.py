"""Books every so many weeks: the plan, its pauses, and the drafts it makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from accessible_reader.audit import SYSTEM
from accessible_reader.catalogue.models import Copy, Edition
from accessible_reader.database import Keys, Session, new_id, now, select
from accessible_reader.deliveries.asking import add_line, check_reachable, open_lines
from accessible_reader.deliveries.choosing import choose
from accessible_reader.deliveries.fields import (
    Tastes,
    Wanted,
    check_amounts,
    check_part,
    open_tastes,
    seal_tastes,
)
from accessible_reader.deliveries.lifecycle import By, VisitState
from accessible_reader.deliveries.models import DeliveryPlan, Visit
from accessible_reader.deliveries.records import Hand, begin_visit, tell, today_at
from accessible_reader.errors import BadRecord, NotFound
from accessible_reader.people.access import by_whom, has_consented
from accessible_reader.people.models import Person
from accessible_reader.shelf.lifecycle import HoldState
from accessible_reader.shelf.locks import hold_person
from accessible_reader.shelf.models import Hold, Wish
from accessible_reader.shelf.rules import first_open, rules_at

AHEAD: Final = timedelta(days=7)
"""So long before the day a visit is put together."""
_MOST_WEEKS: Final = 26
_MOST_PAUSES: Final = 20
_LONGEST_PAUSE: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Pause:
    """First and last day without a visit."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether there is no visit on ``day``."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class PlanWish:
    """A plan as it is asked for. ``first_day`` is the day of the first visit."""

    every_weeks: int
    first_day: date
    part: str
    tastes: Tastes = field(default=Tastes(), repr=False)
    formats: tuple[str, ...] = ("braille", "large_print", "disc")
    most_items: int = 4
    most_grams: int = 5_000
    skip_read: bool = False
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan as its reader sees it."""

    id: str
    wish: PlanWish
    next_day: date
    """As the weeks are counted."""
    coming: date
    """The day on which somebody comes: after pauses, on an open day."""


def set_plan(hand: Hand, subject: str, wish: PlanWish, *, at: datetime | None = None) -> DeliveryPlan:
    """Begin a plan, or put another in the place of the present one; visits that are drafted already stay.

    Raises:
        BadRecord: ``visit-field-bad``, ``visit-day-past``, ``visit-skip-read-not-agreed``, ``visit-address-missing``, ``visit-branch-missing``.

    """
    session, keys = hand.session, hand.keys
    check_amounts(wish.formats, wish.most_items, wish.most_grams)
    check_part(wish.part)
    check_pauses(wish.pauses)
    if not 1 <= wish.every_weeks <= _MOST_WEEKS:
        raise BadRecord("visit-field-bad", field="every_weeks")
    hold_person(session, subject)
    person = session.get_one(Person, subject)
    check_reachable(session, person, "visit")
    if wish.first_day < today_at(session, person.home_branch_id, at):
        raise BadRecord("visit-day-past")
    if wish.skip_read and not has_consented(session, subject, "reading_history"):
        raise BadRecord("visit-skip-read-not-agreed")
    end_plan(session, subject, at=at)
    plan = DeliveryPlan(
        id=new_id(),
        person_id=subject,
        branch_id=person.home_branch_id,
        every_weeks=wish.every_weeks,
        next_day=wish.first_day,
        part=wish.part,
        formats=list(wish.formats),
        most_items=wish.most_items,
        most_grams=wish.most_grams,
        skip_read=wish.skip_read,
        pauses=_packed(wish.pauses),
        made_by=by_whom(hand.actor),
        made_at=at or now(),
    )
    plan.tastes_sealed = seal_tastes(keys, "delivery_plan", plan.id, wish.tastes)
    session.add(plan)
    session.flush()
    tell_of_plan(hand, plan, "plan")
    return plan


def tell_of_plan(hand: Hand, plan: DeliveryPlan, what: str) -> None:
    """What a carer did to the plan is told to the reader."""
    if hand.by is By.CARER and plan.person_id is not None:
        tell(
            hand.session,
            hand.keys,
            key=f"carer-{what}/{plan.id}/{new_id()}",
            person_id=plan.person_id,
            branch_id=plan.branch_id,
            code=f"carer-{what}",
        )


def check_pauses(pauses: Sequence[Pause]) -> None:
    """Raises BadRecord ``visit-field-bad``."""
    right = all(one.first <= one.last <= one.first + _LONGEST_PAUSE for one in pauses)
    if not right or len(pauses) > _MOST_PAUSES:
        raise BadRecord("visit-field-bad", field="pauses")


def set_pauses(session: Session, plan: DeliveryPlan, pauses: Sequence[Pause]) -> None:
    """In hospital, on a journey. Raises BadRecord ``visit-field-bad``."""
    check_pauses(pauses)
    plan.pauses = _packed(pauses)
    session.flush()


def end_plan(session: Session, subject: str, *, at: datetime | None = None) -> bool:
    """No more visits; those that are drafted stay until they are cancelled. Whether there was one."""
    plan = plan_of(session, subject, held=True)
    if plan is not None:
        plan.ended_at = at or now()
        session.flush()
    return plan is not None


def plan_of(session: Session, subject: str, *, held: bool = False) -> DeliveryPlan | None:
    """The plan in force."""
    query = select(DeliveryPlan).where(DeliveryPlan.person_id == subject, DeliveryPlan.ended_at.is_(None))
    return session.scalar(query.with_for_update() if held else query)


def need_plan(session: Session, subject: str) -> DeliveryPlan:
    """The same, held. Raises NotFound ``visit-plan-not-found``."""
    plan = plan_of(session, subject, held=True)
    if plan is None:
        raise NotFound("visit-plan-not-found")
    return plan


def pauses_of(plan: DeliveryPlan) -> tuple[Pause, ...]:
    """As they were said."""
    days = [one.split("/") for one in plan.pauses]
    return tuple(Pause(date.fromisoformat(first), date.fromisoformat(last)) for first, last in days)


def coming_day(session: Session, plan: DeliveryPlan, at: datetime | None = None) -> date:
    """Of the next visit for which there is no draft yet."""
    planned = _unpaused(plan, today_at(session, plan.branch_id, at))
    return first_open(planned, rules_at(session, plan.branch_id).is_open)


def _unpaused(plan: DeliveryPlan, today: date) -> date:
    """The next day of the plan that is neither over (the machine was off) nor in a pause."""
    pauses, day = pauses_of(plan), plan.next_day
    while day < today or any(one.holds(day) for one in pauses):
        day += timedelta(weeks=plan.every_weeks)
    return day


def plan_view(keys: Keys, plan: DeliveryPlan, coming: date) -> PlanView:
    """The plan in the clear."""
    wish = PlanWish(
        plan.every_weeks,
        plan.next_day,
        plan.part,
        open_tastes(keys, "delivery_plan", plan.id, plan.tastes_sealed),
        tuple(plan.formats),
        plan.most_items,
        plan.most_grams,
        plan.skip_read,
        pauses_of(plan),
    )
    return PlanView(plan.id, wish, plan.next_day, coming)


def due_plans(session: Session, at: datetime) -> list[str]:
    """Ids of the plans whose next visit is to be drafted."""
    # A day later than anywhere on Earth; the calendar of each branch says exactly.
    query = select(DeliveryPlan).where(
        DeliveryPlan.ended_at.is_(None),
        DeliveryPlan.person_id.is_not(None),
        DeliveryPlan.next_day <= at.date() + AHEAD + timedelta(days=1),
    )
    plans = session.scalars(query.order_by(DeliveryPlan.next_day, DeliveryPlan.id)).all()
    return [one.id for one in plans if one.next_day - AHEAD <= today_at(session, one.branch_id, at)]


def draft(session: Session, keys: Keys, plan_id: str, at: datetime) -> str | None:
    """The next visit of a plan: holds that are ready, wishes, then the library's choice. Its id; None where none is due (any more).

    The plan is held and its next day moved on in the same transaction, so a visit is drafted once, whoever tries and how often.
    """
    plan = session.get(DeliveryPlan, plan_id, with_for_update=True, populate_existing=True)
    if plan is None or plan.ended_at is not None or plan.person_id is None:
        return None
    today = today_at(session, plan.branch_id, at)
    plan.next_day = _unpaused(plan, today)
    if plan.next_day - AHEAD > today:
        session.flush()
        return None
    planned = plan.next_day
    plan.next_day += timedelta(weeks=plan.every_weeks)
    day = first_open(planned, rules_at(session, plan.branch_id).is_open)
    visit = Visit(
        id=new_id(),
        person_id=plan.person_id,
        branch_id=plan.branch_id,
        plan_id=plan.id,
        plan_day=planned,
        state=VisitState.DRAFTED.value,
        day=day,
        part=plan.part,
        formats=list(plan.formats),
        most_items=plan.most_items,
        most_grams=plan.most_grams,
        asked_how="plan",
        asked_at=at,
    )
    tastes = open_tastes(keys, "delivery_plan", plan.id, plan.tastes_sealed)
    visit.tastes_sealed = seal_tastes(keys, "visit", visit.id, tastes)
    begin_visit(Hand(session, keys, SYSTEM, By.SYSTEM), visit)
    _fill(session, keys, visit)
    return visit.id


def _fill(session: Session, keys: Keys, visit: Visit) -> None:
    ready = select(Hold).where(
        Hold.person_id == visit.person_id,
        Hold.state == HoldState.READY.value,
        Hold.pickup_branch_id == visit.branch_id,
    )
    for hold in session.scalars(ready.order_by(Hold.placed_at, Hold.id)).all():
        if len(visit.lines) < visit.most_items and hold.kind in visit.formats:
            add_line(session, visit, Wanted(hold.title_id, hold.kind))
    wishes = (
        select(Wish.title_id).where(Wish.person_id == visit.person_id).order_by(Wish.added_at, Wish.title_id)
    )
    here = {one.title_id for one in visit.lines}
    on_shelf = (
        select(Edition.title_id)
        .join(Copy, Copy.edition_id == Edition.id)
        .where(Copy.branch_id == visit.branch_id, Copy.kind.in_(visit.formats), Copy.state == "available")
    )
    can_be_made = select(Edition.title_id).where(
        Edition.source_sha256.is_not(None), Edition.withdrawn_at.is_(None)
    )
    possible = {*session.scalars(on_shelf), *session.scalars(can_be_made)}
    for title_id in session.scalars(wishes).all():
        if len(visit.lines) < visit.most_items and title_id in possible and title_id not in here:
            add_line(session, visit, Wanted(title_id))
    choose(session, keys, visit)
    # What is being made may not be there in time: the bag is filled all the same.
    while sum(one.state == "chosen" for one in open_lines(visit)) < visit.most_items:
        line = add_line(session, visit, None)
        if not choose(session, keys, visit):
            line.state = "struck"
            break
    session.flush()


def _packed(pauses: Sequence[Pause]) -> list[str]:
    return [
        f"{one.first.isoformat()}/{one.last.isoformat()}" for one in sorted(pauses, key=lambda one: one.first)
    ]
