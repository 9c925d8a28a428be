"""Deliveries as patrons, carers and the librarian on the telephone ask for them: who asks comes first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from accessible_reader.audit import record
from accessible_reader.database import Session, retried, select
from accessible_reader.deliveries import asking, plans
from accessible_reader.deliveries.choosing import choose
from accessible_reader.deliveries.fields import Tastes, VisitWish, Wanted, check_part
from accessible_reader.deliveries.handing import receive
from accessible_reader.deliveries.lifecycle import By, Reason, VisitAction, VisitState
from accessible_reader.deliveries.models import Visit
from accessible_reader.deliveries.plans import Pause, PlanView, PlanWish
from accessible_reader.deliveries.profiles import SEALED, DoorProfile, note_view, open_profile, set_profile
from accessible_reader.deliveries.records import (
    Hand,
    capacity,
    hold_visit,
    look_at_visit,
    take_step,
    tell,
    tell_of_carer,
    today_at,
)
from accessible_reader.deliveries.views import EventView, VisitView, events_of, may_see_titles, visit_view
from accessible_reader.errors import BadRecord, NotNow
from accessible_reader.people.access import require, require_at
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.permissions import Action
from accessible_reader.shelf.rules import rules_at


class Deliveries(Guarded):
    """Asking, planning, changing, calling off, rating; the door."""

    def profile(self, actor: str, subject: str, *, reference: str = "") -> DoorProfile:
        """Where somebody lives and how one knocks; the view is noted. ``reference``: an opaque id."""
        with self._for(actor, Action.VIEW_CONTACT, subject) as allowed:
            hand = Hand(allowed.session, self._keys, actor, capacity(allowed.by))
            found = open_profile(allowed.session, self._keys, subject)
            note_view(hand, subject, [name for name in SEALED if getattr(found, name)], reference)
            return found

    @retried
    def set_profile(self, actor: str, subject: str, changes: Mapping[str, object]) -> None:
        """Change fields of :class:`DoorProfile`; None removes. Raises BadRecord ``visit-field-bad``."""
        with self._for(actor, Action.EDIT_PROFILE, subject) as allowed:
            names = set_profile(allowed.session, self._keys, subject, changes)
            record(
                allowed.session,
                self._keys,
                actor=actor,
                subject=subject,
                act="change-delivery",
                fields=names,
                purpose="own-data" if allowed.by == "self" else "delivery",
            )

    @retried
    def ask(self, actor: str, subject: str, wish: VisitWish, *, at: datetime | None = None) -> str:
        """A request; the visit's id. Staff take it down on the telephone with the same record (``wish.by_phone``). Raises as :func:`accessible_reader.deliveries.asking.ask`."""
        with self._for(actor, Action.REQUEST_TITLE, subject) as allowed:
            by = capacity(allowed.by)
            _check_phone(by, wish)
            return asking.ask(Hand(allowed.session, self._keys, actor, by), subject, wish, at=at).id

    def check_ask(self, actor: str, subject: str, wish: VisitWish) -> None:
        """Whether :meth:`ask` would take it: for the page on which answers are looked at once more. Nothing is kept. Raises as :meth:`ask`."""
        with self._for(actor, Action.REQUEST_TITLE, subject, reading=True) as allowed:
            _check_phone(capacity(allowed.by), wish)
            asking.check_ask(allowed.session, subject, wish)

    def of(self, actor: str, subject: str, *, ended: bool = False) -> list[VisitView]:
        """Somebody's visits, the newest first; ``ended``: also those that are over. Titles only for whoever may see them."""
        with self._for(actor, Action.REQUEST_TITLE, subject, reading=True) as allowed:
            session = allowed.session
            query = select(Visit).where(Visit.person_id == subject).order_by(Visit.asked_at.desc(), Visit.id)
            if not ended:
                query = query.where(Visit.ended_at.is_(None))
            titles = may_see_titles(session, actor, subject)
            return [visit_view(session, self._keys, one, titles=titles) for one in session.scalars(query)]

    def get(self, actor: str, visit_id: str) -> VisitView:
        """One of them. Raises NotFound ``visit-not-found``."""
        with self._transaction(reading=True) as session:
            visit = look_at_visit(session, visit_id)
            self._may(session, actor, visit)
            titles = may_see_titles(session, actor, visit.person_id)
            return visit_view(session, self._keys, visit, titles=titles)

    def history(self, actor: str, visit_id: str) -> list[EventView]:
        """What happened to a visit, the first first."""
        with self._transaction(reading=True) as session:
            self._may(session, actor, look_at_visit(session, visit_id))
            return events_of(session, visit_id)

    @retried
    def change(
        self,
        actor: str,
        visit_id: str,
        *,
        times: tuple[str, ...] | None = None,
        note: str | None = None,
        tastes: Tastes | None = None,
    ) -> None:
        """Other days, another note, other tastes; until the bag is packed. Raises NotNow ``visit-not-now``, BadRecord."""
        with self._visit(actor, visit_id) as (hand, visit):
            asking.change(hand, visit, times=times, note=note, tastes=tastes)

    @retried
    def add_title(self, actor: str, visit_id: str, wanted: Wanted | None) -> int:
        """One more thing (None: of the library's choice); its place. Raises as :func:`accessible_reader.deliveries.asking.add_line`, BadRecord ``visit-too-many``."""
        with self._visit(actor, visit_id) as (hand, visit):
            take_step(hand, visit, VisitAction.CHANGE)
            if len(asking.open_lines(visit)) >= visit.most_items:
                raise BadRecord("visit-too-many", most=visit.most_items)
            line = asking.add_line(hand.session, visit, wanted)
            if visit.day is not None:
                choose(hand.session, self._keys, visit)
            tell_of_carer(hand, visit, "change")
            return line.place

    @retried
    def strike(self, actor: str, visit_id: str, place: int) -> None:
        """Do not bring this. Raises as :func:`accessible_reader.deliveries.asking.strike`."""
        with self._visit(actor, visit_id) as (hand, visit):
            asking.strike(hand, visit, place)

    @retried
    def swap(self, actor: str, visit_id: str, place: int, wanted: Wanted | None = None) -> int | None:
        """Something else instead. See :func:`accessible_reader.deliveries.asking.swap`."""
        with self._visit(actor, visit_id) as (hand, visit):
            return asking.swap(hand, visit, place, wanted)

    @retried
    def agree(self, actor: str, visit_id: str) -> None:
        """The draft is as they want it; without a word it would come all the same."""
        with self._visit(actor, visit_id) as (hand, visit):
            if VisitState(visit.state) is not VisitState.DRAFTED:
                raise NotNow("visit-not-now", state=visit.state, action=VisitAction.CONFIRM.value)
            take_step(hand, visit, VisitAction.CONFIRM)
            tell_of_carer(hand, visit, "confirm")

    @retried
    def cancel(self, actor: str, visit_id: str, reason: Reason | None = None) -> None:
        """Call it off; until the bag is packed. Raises NotNow ``visit-not-now``, ``visit-bag-not-empty``."""
        with self._visit(actor, visit_id) as (hand, visit):
            asking.call_off(hand, visit, VisitAction.CANCEL, reason=reason)

    @retried
    def pause(self, actor: str, visit_id: str, reason: Reason | None = None) -> None:
        """Not now; it is agreed on anew when they say so."""
        with self._visit(actor, visit_id) as (hand, visit):
            asking.call_off(hand, visit, VisitAction.PAUSE, reason=reason)

    @retried
    def resume(self, actor: str, visit_id: str) -> None:
        """Now again: as a request that gets a new day."""
        with self._visit(actor, visit_id) as (hand, visit):
            take_step(hand, visit, VisitAction.RESUME)
            tell_of_carer(hand, visit, "resume")

    @retried
    def received(self, actor: str, visit_id: str, *, at: datetime | None = None) -> None:
        """The parcel is here, says the reader or who may receive for them: only now the time of the loans begins. Raises NotNow ``visit-not-now``."""
        with self._visit(actor, visit_id, Action.RECEIVE_DELIVERY) as (hand, visit):
            receive(hand, visit, at=at)
            tell_of_carer(hand, visit, "receive")

    @retried
    def rate(self, actor: str, visit_id: str, stars: int) -> None:
        """1 to 5. Raises NotNow ``visit-not-delivered``, BadRecord ``visit-field-bad``."""
        if not 1 <= stars <= 5:
            raise BadRecord("visit-field-bad", field="rating")
        with self._visit(actor, visit_id) as (_hand, visit):
            if visit.delivered_at is None:
                raise NotNow("visit-not-delivered")
            visit.rating = stars

    @retried
    def confirm(self, actor: str, visit_id: str, day: date, part: str, *, at: datetime | None = None) -> int:
        """Staff give a request its day (or another day), copies are set apart for it, and the reader is told. How many lines have nothing yet.

        Raises NotNow ``visit-day-closed``; BadRecord ``visit-day-past``, ``visit-field-bad``.
        """
        check_part(part)
        with self._transaction() as session:
            visit = hold_visit(session, visit_id)
            by = capacity(require_at(session, actor, Action.PLAN_ROUNDS, visit.branch_id))
            if day < today_at(session, visit.branch_id, at):
                raise BadRecord("visit-day-past")
            if not rules_at(session, visit.branch_id).is_open(day):
                raise NotNow("visit-day-closed")
            take_step(Hand(session, self._keys, actor, by), visit, VisitAction.CONFIRM, at=at)
            visit.day, visit.part = day, part
            visit.round_id = visit.stop = None
            choose(session, self._keys, visit)
            if visit.person_id is not None:
                tell(
                    session,
                    self._keys,
                    key=f"confirmed/{visit.id}/{day.isoformat()}-{part}",
                    person_id=visit.person_id,
                    branch_id=visit.branch_id,
                    code="confirmed",
                    params={"day": day.isoformat(), "part": part, "bag": visit.bag},
                    visit_id=visit.id,
                    at=at,
                )
            return sum(one.state == "wanted" for one in visit.lines)

    def board(
        self,
        actor: str,
        branch_id: str,
        states: Sequence[VisitState] = (),
        *,
        day: date | None = None,
        titles: bool = True,
    ) -> list[VisitView]:
        """For staff: the visits of a branch in these states (default: all that are not over), by day; ``day``: those of that day alone; ``titles``: with what is in them."""
        with self._at(actor, Action.PLAN_ROUNDS, branch_id, reading=True) as allowed:
            session = allowed.session
            query = select(Visit).where(Visit.branch_id == branch_id)
            if states:
                query = query.where(Visit.state.in_([one.value for one in states]))
            else:
                query = query.where(Visit.ended_at.is_(None))
            if day is not None:
                query = query.where(Visit.day == day)
            rows = session.scalars(query.order_by(Visit.day, Visit.stop, Visit.asked_at, Visit.id)).all()
            return [visit_view(session, self._keys, one, titles=titles) for one in rows]

    def plan(self, actor: str, subject: str) -> PlanView | None:
        """The plan in force."""
        with self._for(actor, Action.PLAN_DELIVERY, subject, reading=True) as allowed:
            found = plans.plan_of(allowed.session, subject)
            if found is None:
                return None
            return plans.plan_view(self._keys, found, plans.coming_day(allowed.session, found))

    @retried
    def set_plan(self, actor: str, subject: str, wish: PlanWish, *, at: datetime | None = None) -> str:
        """Begin a plan, or put another in its place; the id. Raises as :func:`accessible_reader.deliveries.plans.set_plan`."""
        with self._for(actor, Action.PLAN_DELIVERY, subject) as allowed:
            hand = Hand(allowed.session, self._keys, actor, capacity(allowed.by))
            return plans.set_plan(hand, subject, wish, at=at).id

    @retried
    def pause_plan(self, actor: str, subject: str, pauses: Sequence[Pause]) -> None:
        """Days without visits, all of them anew. Raises NotFound ``visit-plan-not-found``, BadRecord ``visit-field-bad``."""
        with self._for(actor, Action.PLAN_DELIVERY, subject) as allowed:
            plan = plans.need_plan(allowed.session, subject)
            plans.set_pauses(allowed.session, plan, pauses)
            plans.tell_of_plan(Hand(allowed.session, self._keys, actor, capacity(allowed.by)), plan, "plan")

    @retried
    def end_plan(self, actor: str, subject: str) -> None:
        """No more visits. Raises NotFound ``visit-plan-not-found``."""
        with self._for(actor, Action.PLAN_DELIVERY, subject) as allowed:
            plan = plans.need_plan(allowed.session, subject)
            plans.end_plan(allowed.session, subject)
            plans.tell_of_plan(
                Hand(allowed.session, self._keys, actor, capacity(allowed.by)), plan, "plan-end"
            )

    @contextmanager
    def _visit(
        self, actor: str, visit_id: str, action: Action = Action.REQUEST_TITLE
    ) -> Iterator[tuple[Hand, Visit]]:
        with self._transaction() as session:
            visit = hold_visit(session, visit_id)
            by = self._may(session, actor, visit, action)
            yield Hand(session, self._keys, actor, by), visit

    def _may(self, session: Session, actor: str, visit: Visit, action: Action = Action.REQUEST_TITLE) -> By:
        if visit.person_id is None:  # over, and forgotten whose it was
            return capacity(require_at(session, actor, Action.PLAN_ROUNDS, visit.branch_id))
        return capacity(require(session, actor, action, visit.person_id))


def _check_phone(by: By, wish: VisitWish) -> None:
    """Only staff take something down on the telephone."""
    if wish.by_phone and by is not By.STAFF:
        raise BadRecord("visit-field-bad", field="by_phone")
