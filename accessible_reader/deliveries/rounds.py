"""Rounds: who goes where on which day, in which order, and what becomes of a visit that failed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from accessible_reader.database import Session, new_id, now, retried, select
from accessible_reader.deliveries import handing
from accessible_reader.deliveries.carriers import check_carrier
from accessible_reader.deliveries.choosing import grams_chosen
from accessible_reader.deliveries.fields import MOST_GRAMS, check_part, tidy_point
from accessible_reader.deliveries.lifecycle import Reason, VisitAction, VisitState
from accessible_reader.deliveries.models import DeliveryRound, Visit
from accessible_reader.deliveries.profiles import note_view, open_profile
from accessible_reader.deliveries.records import Hand, capacity, hold_visit, take_step, tell, today_at
from accessible_reader.deliveries.round_views import FailedVisit, RoundView, last_reason, round_view
from accessible_reader.errors import BadRecord, NotFound, NotNow, ServiceError
from accessible_reader.people.access import by_whom, require, require_at
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.permissions import Action
from accessible_reader.shelf.rules import rules_at

_CARRIES: Final = 10 * MOST_GRAMS
_MOST_STOPS: Final = 60


class Rounds(Guarded):
    """For whoever plans the day."""

    @retried
    def make(
        self,
        actor: str,
        branch_id: str,
        day: date,
        part: str,
        *,
        carrier: str | None = None,
        most_grams: int = MOST_GRAMS,
        start: str = "",
    ) -> str:
        """A round without stops; the id. ``start``: latitude and longitude of where it begins. Raises BadRecord ``visit-field-bad``, NotFound ``visit-carrier-not-found``."""
        check_part(part)
        if not 1 <= most_grams <= _CARRIES:
            raise BadRecord("visit-field-bad", field="most_grams")
        with self._at(actor, Action.PLAN_ROUNDS, branch_id) as allowed:
            made = DeliveryRound(
                id=new_id(),
                branch_id=branch_id,
                day=day,
                part=part,
                most_grams=most_grams,
                start=tidy_point(start) or "",
                made_by=by_whom(actor),
            )
            if carrier is not None:
                made.carrier_id = check_carrier(allowed.session, carrier, branch_id)
            allowed.session.add(made)
            allowed.session.flush()
            return made.id

    @retried
    def set_stops(self, actor: str, round_id: str, visits: Sequence[str]) -> None:
        """These visits, in this order; by hand, or as a solver proposed. Each must be to somebody who lets the carrier know where they live. ``params["visit"]`` of an error: which one it is about.

        Raises:
            NotFound: ``visit-round-not-found``, ``visit-not-found``.
            NotNow: ``visit-not-now``, ``visit-not-this-branch``, ``visit-round-too-heavy``, ``visit-other-day``.
            NotAllowed: ``permission-volunteers-not-agreed``.

        """
        if len(set(visits)) != len(visits) or len(visits) > _MOST_STOPS:
            raise BadRecord("visit-field-bad", field="stops")
        with self._transaction() as session:
            row, _hand = self._round(session, actor, round_id)
            before = session.scalars(
                select(Visit).where(Visit.round_id == row.id).order_by(Visit.id).with_for_update()
            ).all()
            for one in before:
                if VisitState(one.state) in {VisitState.CONFIRMED, VisitState.PICKING, VisitState.PACKED}:
                    one.round_id = one.stop = None
            session.flush()
            grams = 0
            held = {one: hold_visit(session, one) for one in sorted(visits)}
            for number, visit_id in enumerate(visits, 1):
                visit = held[visit_id]
                with _about(visit):
                    self._check_stop(session, row, visit)
                grams += grams_chosen(session, visit)
                visit.round_id, visit.stop = row.id, number
            if grams > row.most_grams:
                raise NotNow(
                    "visit-round-too-heavy",
                    kilograms=f"{grams / 1000:.1f}",
                    most=f"{row.most_grams / 1000:.1f}",
                )
            session.flush()

    @retried
    def give_to(self, actor: str, round_id: str, carrier: str) -> None:
        """Somebody else goes; the old link is dead. Raises NotAllowed ``permission-volunteers-not-agreed``, NotFound ``visit-carrier-not-found``."""
        with self._transaction() as session:
            row, _hand = self._round(session, actor, round_id)
            row.carrier_id = check_carrier(session, carrier, row.branch_id)
            row.link_fingerprint = row.link_until = None
            for visit in session.scalars(select(Visit).where(Visit.round_id == row.id)).all():
                with _about(visit):
                    _check_carrier(session, row, visit)
            session.flush()

    @retried
    def link(self, actor: str, round_id: str, *, at: datetime | None = None) -> str:
        """A secret with which the carrier opens the round on its day without signing in; dead at midnight, and when another is made.

        Raises NotNow ``visit-round-over``, ``visit-round-without-carrier``.
        """
        moment = at or now()
        with self._transaction() as session:
            row, _hand = self._round(session, actor, round_id)
            if row.carrier_id is None:
                raise NotNow("visit-round-without-carrier")
            if row.day < today_at(session, row.branch_id, moment):
                raise NotNow("visit-round-over")
            token = secrets.token_urlsafe(24)
            row.link_fingerprint = self._keys.fingerprint(token, "delivery-link")
            row.link_until = midnight_after(session, row)
            session.flush()
            return token

    @retried
    def hand_over(self, actor: str, round_id: str, *, at: datetime | None = None) -> int:
        """All packed bags of the round are given to the carrier, on its day; how many. Raises NotNow ``visit-not-today``, ``visit-nothing-packed``."""
        with self._transaction() as session:
            row, hand = self._round(session, actor, round_id)
            if row.day != today_at(session, row.branch_id, at):
                raise NotNow("visit-not-today")
            query = select(Visit.id).where(Visit.round_id == row.id, Visit.state == VisitState.PACKED.value)
            ready = sorted(session.scalars(query))
            if not ready:
                raise NotNow("visit-nothing-packed")
            for visit_id in ready:
                handing.leave(hand, hold_visit(session, visit_id), at)
            return len(ready)

    @retried
    def post(self, actor: str, visit_id: str, *, at: datetime | None = None) -> None:
        """A parcel is given to the post. Raises NotNow ``visit-not-by-post``, ``visit-not-now``."""
        with self._transaction() as session:
            visit, hand = self._visit(session, actor, visit_id)
            if visit.means != "post":
                raise NotNow("visit-not-by-post")
            handing.leave(hand, visit, at)

    def of(self, actor: str, branch_id: str, day: date) -> list[RoundView]:
        """The rounds of a day."""
        with self._at(actor, Action.PLAN_ROUNDS, branch_id, reading=True) as allowed:
            query = select(DeliveryRound).where(
                DeliveryRound.branch_id == branch_id, DeliveryRound.day == day
            )
            rows = allowed.session.scalars(query.order_by(DeliveryRound.made_at, DeliveryRound.id)).all()
            return [round_view(allowed.session, one) for one in rows]

    def get(self, actor: str, round_id: str) -> RoundView:
        """One of them. Raises NotFound ``visit-round-not-found``."""
        with self._transaction(reading=True) as session:
            row = session.get(DeliveryRound, round_id)
            if row is None:
                raise NotFound("visit-round-not-found")
            require_at(session, actor, Action.PLAN_ROUNDS, row.branch_id)
            return round_view(session, row)

    @retried
    def outcome(
        self,
        actor: str,
        visit_id: str,
        *,
        delivered: bool,
        reason: Reason | None = None,
        at: datetime | None = None,
    ) -> None:
        """What staff learned on the telephone or from the post: it arrived, or it did not, and why. Raises NotNow ``visit-not-now``, BadRecord ``visit-reason-missing``."""
        with self._transaction() as session:
            visit, hand = self._visit(session, actor, visit_id)
            if delivered:
                handing.receive(hand, visit, at)
            elif reason is None:
                raise BadRecord("visit-reason-missing")
            else:
                handing.fail(hand, visit, reason, at)

    @retried
    def rebook(self, actor: str, visit_id: str, day: date, part: str, *, at: datetime | None = None) -> None:
        """What is being packed or is packed, and what came back, goes on another day; the bag stays as it is, and the reader is told. Raises NotNow ``visit-not-now``, ``visit-day-closed``; BadRecord ``visit-day-past``."""
        check_part(part)
        with self._transaction() as session:
            visit, hand = self._visit(session, actor, visit_id)
            if day < today_at(session, visit.branch_id, at):
                raise BadRecord("visit-day-past")
            if not rules_at(session, visit.branch_id).is_open(day):
                raise NotNow("visit-day-closed")
            take_step(hand, visit, VisitAction.REBOOK, at=at)
            visit.day, visit.part, visit.round_id, visit.stop, visit.arrived_at = day, part, None, None, None
            session.flush()
            if visit.person_id is not None:
                handing.stretch(session, visit.person_id, at or now())
                # Who was never waited for in vain is told of a day, not of another try.
                code = "rebooked" if visit.failures else "confirmed"
                again = f"{visit.failures}/" if visit.failures else ""
                tell(
                    session,
                    self._keys,
                    key=f"{code}/{visit.id}/{again}{day.isoformat()}-{part}",
                    person_id=visit.person_id,
                    branch_id=visit.branch_id,
                    code=code,
                    params={"day": day.isoformat(), "part": part, "bag": visit.bag},
                    visit_id=visit.id,
                    at=at,
                )

    @retried
    def give_up(self, actor: str, visit_id: str, reason: Reason, *, at: datetime | None = None) -> None:
        """The bag is emptied at the desk. Raises NotNow ``visit-not-now``."""
        with self._transaction() as session:
            visit, hand = self._visit(session, actor, visit_id)
            handing.give_up(hand, visit, reason, at)

    @retried
    def collected(self, actor: str, visit_id: str, *, at: datetime | None = None) -> None:
        """All that a visit had brought was given back, at the door or to the post. Raises NotNow ``visit-not-now``."""
        with self._transaction() as session:
            visit, hand = self._visit(session, actor, visit_id)
            handing.collect(hand, visit, at)

    def failed(self, actor: str, branch_id: str) -> list[FailedVisit]:
        """Visits of a branch that did not reach the reader, and what is best done with each."""
        with self._at(actor, Action.PLAN_ROUNDS, branch_id, reading=True) as allowed:
            session = allowed.session
            query = select(Visit).where(
                Visit.branch_id == branch_id, Visit.state == VisitState.NOT_DELIVERED.value
            )
            rows = session.scalars(query.order_by(Visit.day, Visit.id)).all()
            return [self._failed(session, one) for one in rows]

    def emergency_contact(self, actor: str, visit_id: str) -> str:
        """Whom the reader wants to be called when nobody opens; the view is noted. Raises NotNow ``visit-no-emergency``, NotFound ``visit-no-contact``."""
        with self._transaction() as session:
            visit, hand = self._visit(session, actor, visit_id)
            unexplained = (
                visit.state == VisitState.NOT_DELIVERED.value and last_reason(session, visit) == "no-answer"
            )
            if visit.person_id is None or not unexplained:
                raise NotNow("visit-no-emergency")
            require(session, actor, Action.VIEW_CONTACT, visit.person_id)
            contact = open_profile(session, self._keys, visit.person_id).emergency
            if contact is None:
                raise NotFound("visit-no-contact")
            note_view(hand, visit.person_id, ["emergency"], visit.id)
            return contact

    def _failed(self, session: Session, visit: Visit) -> FailedVisit:
        reason = last_reason(session, visit)
        contact = visit.person_id and open_profile(session, self._keys, visit.person_id).emergency
        after = "rebook" if visit.failures == 1 and reason not in {"refused", "address", "unsafe"} else "call"
        if reason == "no-answer" and visit.failures > 1 and contact:
            after = "emergency"
        return FailedVisit(visit.id, visit.bag, visit.person_id, reason, visit.failures, after)

    def _check_stop(self, session: Session, row: DeliveryRound, visit: Visit) -> None:
        if visit.branch_id != row.branch_id:
            raise NotNow("visit-not-this-branch")
        if visit.day != row.day or visit.means != "visit":
            raise NotNow("visit-other-day")
        states = {VisitState.CONFIRMED, VisitState.PICKING, VisitState.PACKED}
        if VisitState(visit.state) not in states and visit.round_id != row.id:
            raise NotNow("visit-not-now", state=visit.state, action="route")
        _check_carrier(session, row, visit)

    def _round(self, session: Session, actor: str, round_id: str) -> tuple[DeliveryRound, Hand]:
        row = session.get(DeliveryRound, round_id, with_for_update=True, populate_existing=True)
        if row is None:
            raise NotFound("visit-round-not-found")
        by = capacity(require_at(session, actor, Action.PLAN_ROUNDS, row.branch_id))
        return row, Hand(session, self._keys, actor, by)

    def _visit(self, session: Session, actor: str, visit_id: str) -> tuple[Visit, Hand]:
        visit = hold_visit(session, visit_id)
        by = capacity(require_at(session, actor, Action.PLAN_ROUNDS, visit.branch_id))
        return visit, Hand(session, self._keys, actor, by)


@contextmanager
def _about(visit: Visit) -> Iterator[None]:
    """Which of many visits an error is about."""
    try:
        yield
    except ServiceError as error:
        error.params["visit"] = visit.id
        raise


def midnight_after(session: Session, row: DeliveryRound) -> datetime:
    """When the day of a round is over at its library."""
    zone = ZoneInfo(rules_at(session, row.branch_id).rules.time_zone)
    return datetime.combine(row.day + timedelta(days=1), datetime.min.time(), zone)


def _check_carrier(session: Session, row: DeliveryRound, visit: Visit) -> None:
    """Staff of the branch know the address anyway; a volunteer only with the reader's word. Raises NotAllowed."""
    if row.carrier_id is not None and visit.person_id is not None:
        require(session, row.carrier_id, Action.VIEW_CONTACT, visit.person_id, visiting=True)
