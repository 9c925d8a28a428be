"""What a volunteer or driver sees and says on the day: only their own stops, only today, nothing of what anybody reads or why they cannot come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from accessible_reader.audit import SYSTEM
from accessible_reader.database import Session, now, retried, select
from accessible_reader.deliveries import handing
from accessible_reader.deliveries.fields import WINDOWS
from accessible_reader.deliveries.lifecycle import By, Reason, VisitAction, VisitState
from accessible_reader.deliveries.models import DeliveryRound, Visit
from accessible_reader.deliveries.profiles import note_view, open_profile
from accessible_reader.deliveries.records import Hand, hold_visit, today_at
from accessible_reader.deliveries.rounds import midnight_after
from accessible_reader.errors import BadRecord, NotAllowed, NotFound, NotNow
from accessible_reader.people.access import require, require_at, require_signed_in
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.permissions import Action
from accessible_reader.people.persons import open_fields

_SHOWN: Final = (
    VisitState.PACKED, VisitState.OUT, VisitState.DELIVERED, VisitState.NOT_DELIVERED, VisitState.COLLECTED,
    VisitState.SHELVED,
)  # fmt: skip
"""Also what is over: who only fetches something presses “delivered”, and the stop must not be gone before the bag is noted."""
_OVER: Final = frozenset(
    {VisitState.DELIVERED, VisitState.NOT_DELIVERED, VisitState.COLLECTED, VisitState.SHELVED}
)
_DAY: Final = timedelta(days=1)
_LATE: Final = timedelta(hours=18)
"""A telephone that had no connection may tell so much later what happened."""


class Outcome(StrEnum):
    """The five buttons."""

    ARRIVED = "arrived"
    DELIVERED = "delivered"
    NOBODY_HOME = "nobody-home"
    REFUSED = "refused"
    PROBLEM = "problem"


_FAILED: Final = {Outcome.NOBODY_HOME: Reason.NO_ANSWER, Outcome.REFUSED: Reason.REFUSED}
_PROBLEMS: Final = frozenset({Reason.ADDRESS, Reason.WEATHER, Reason.UNSAFE, Reason.LIBRARY, Reason.OTHER})


@dataclass(frozen=True, slots=True)
class ToCollect:
    """A bag of an earlier visit that the reader may give back."""

    visit_id: str
    bag: str
    pieces: int


@dataclass(frozen=True, slots=True)
class Stop:
    """One door. ``phone`` is masked; ``pieces`` are volumes and things to leave. Never printed.

    ``withheld``: the reader no longer wants volunteers to know where they live. Then there is a bag to be brought back, and nothing about anybody.
    """

    number: int
    visit_id: str
    bag: str
    state: VisitState
    arrived: bool
    begins: time
    ends: time
    name: str = field(repr=False)
    address: str = field(repr=False)
    phone: str = field(repr=False)
    knock: str | None = field(repr=False)
    password: str | None = field(repr=False)
    receivers: str | None = field(repr=False)
    pieces: int
    collect: tuple[ToCollect, ...]
    withheld: bool = False

    @property
    def over(self) -> bool:
        """Whether it has been said what became of it."""
        return self.state in _OVER


@dataclass(frozen=True, slots=True)
class CarriedRound:
    """A round as whoever carries it sees it. ``until``: midnight at the library; ``left``: stops of which nobody has said what became of them."""

    id: str
    day: date
    part: str
    until: datetime
    stops: int
    left: int


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens: which round, and as whom."""

    round_id: str
    carrier_id: str
    until: datetime


class Carrying(Guarded):
    """For whoever carries. ``actor`` is the carrier of the round, today; or staff of the branch, who see what the carrier sees."""

    def open_link(self, token: str, *, at: datetime | None = None) -> Opened:
        """The round of a link. Raises NotFound ``visit-link-dead``: never was, is used by nobody any more, or it is past midnight."""
        moment = at or now()
        with self._transaction(reading=True) as session:
            mark = self._keys.fingerprint(token, "delivery-link")
            row = session.scalar(select(DeliveryRound).where(DeliveryRound.link_fingerprint == mark))
            if row is None or row.link_until is None or row.carrier_id is None or moment >= row.link_until:
                raise NotFound("visit-link-dead")
            if row.day != today_at(session, row.branch_id, moment):
                raise NotFound("visit-link-dead")
            return Opened(row.id, row.carrier_id, row.link_until)

    def mine(self, actor: str, *, at: datetime | None = None) -> list[CarriedRound]:
        """The rounds that ``actor`` carries today, in the order of the day."""
        with self._transaction(reading=True) as session:
            require_signed_in(session, actor)
            query = select(DeliveryRound).where(
                DeliveryRound.carrier_id == actor, DeliveryRound.day >= (at or now()).date() - _DAY
            )
            rows = [one for one in session.scalars(query) if one.day == today_at(session, one.branch_id, at)]
            rows.sort(key=lambda one: (WINDOWS[one.part], one.made_at, one.id))
            return [_carried(session, one) for one in rows]

    def round(self, actor: str, round_id: str, *, at: datetime | None = None) -> CarriedRound:
        """Which day and part of the day it is, and until when it is shown. Raises as :meth:`stops`."""
        with self._transaction(reading=True) as session:
            row = _round(session, round_id)
            self._carries(session, actor, row, at)
            return _carried(session, row)

    def stops(self, actor: str, round_id: str, *, at: datetime | None = None) -> list[Stop]:
        """The doors of a round, in order; each that is shown is noted as a view of its reader's data.

        Raises:
            NotFound: ``visit-round-not-found``.
            NotAllowed: ``permission-visit-step``: not their round, or not its day.

        """
        with self._transaction() as session:
            row = _round(session, round_id)
            hand = Hand(session, self._keys, actor, self._carries(session, actor, row, at))
            return [self._stop(hand, row, one) for one in _shown(session, row) if one.person_id is not None]

    @retried
    def report(
        self,
        actor: str,
        visit_id: str,
        outcome: Outcome,
        *,
        reason: Reason | None = None,
        happened: datetime | None = None,
        round_id: str | None = None,
        at: datetime | None = None,
    ) -> VisitState:
        """One of the five buttons. Sent twice, it counts once: a telephone without a connection sends again until it has an answer.

        ``happened``: when, by the telephone's clock; ``round_id``: of no other round, because a link opens one.

        Raises:
            NotFound: ``visit-round-not-found``.
            NotNow: ``visit-not-now``.
            BadRecord: ``visit-reason-missing``: a problem of which nobody said what it is.
            NotAllowed: ``permission-visit-step``.

        """
        moment = at or now()
        when = happened if happened is not None and moment - _LATE <= happened <= moment else moment
        with self._visit(actor, visit_id, moment, round_id) as (hand, visit):
            state = VisitState(visit.state)
            if outcome is Outcome.ARRIVED:
                if state not in {VisitState.OUT, VisitState.DELIVERED, VisitState.NOT_DELIVERED}:
                    raise NotNow("visit-not-now", state=state.value, action="arrive")
                visit.arrived_at = visit.arrived_at or when
            elif outcome is Outcome.DELIVERED:
                if visit.delivered_at is None:
                    handing.receive(hand, visit, when)
            else:
                why = _FAILED.get(outcome, reason)
                if why is None or (outcome is Outcome.PROBLEM and why not in _PROBLEMS):
                    raise BadRecord("visit-reason-missing")
                if state is not VisitState.NOT_DELIVERED:
                    handing.fail(hand, visit, why, when)
            return VisitState(visit.state)

    @retried
    def collect(
        self,
        actor: str,
        visit_id: str,
        earlier: str,
        *,
        round_id: str | None = None,
        at: datetime | None = None,
    ) -> None:
        """At the door of ``visit_id``, the bag of an ``earlier`` visit was given back, with all that was in it. Twice is once. ``round_id`` as in :meth:`report`.

        Raises:
            NotFound: ``visit-not-found``, also for a bag of somebody else.
            NotNow: ``visit-not-now``.

        """
        with self._visit(actor, visit_id, at or now(), round_id) as (hand, visit):
            other = hold_visit(hand.session, earlier)
            if other.person_id is None or other.person_id != visit.person_id or other.id == visit.id:
                raise NotFound("visit-not-found")
            if VisitState(visit.state) not in {VisitState.OUT, VisitState.DELIVERED, VisitState.SHELVED}:
                raise NotNow("visit-not-now", state=visit.state, action=VisitAction.COLLECT.value)
            if VisitState(other.state) not in {VisitState.COLLECTED, VisitState.SHELVED}:
                handing.collect(hand, other, at)

    def _stop(self, hand: Hand, row: DeliveryRound, visit: Visit) -> Stop:
        session, person_id = hand.session, visit.person_id or ""
        begins, ends = WINDOWS[visit.part or row.part]
        try:
            for action in (Action.VIEW_NAME, Action.VIEW_CONTACT):
                require(session, hand.actor, action, person_id, visiting=True)
        except NotAllowed:
            return Stop(
                visit.stop or 0, visit.id, visit.bag, VisitState(visit.state), visit.arrived_at is not None, begins, ends,
                "", "", "", None, None, None, _pieces(visit), (), withheld=True,
            )  # fmt: skip
        person = open_fields(session, self._keys, person_id, ["name", "phone"])
        door = open_profile(session, self._keys, person_id)
        shown = ["name", "phone", "address", "knock", "password", "receivers"]
        note_view(hand, person_id, shown, visit.id)
        return Stop(
            number=visit.stop or 0,
            visit_id=visit.id,
            bag=visit.bag,
            state=VisitState(visit.state),
            arrived=visit.arrived_at is not None,
            begins=begins,
            ends=ends,
            name=person["name"] or "",
            address=door.address or "",
            phone=masked(person["phone"]),
            knock=door.knock,
            password=door.password,
            receivers=door.receivers,
            pieces=_pieces(visit),
            collect=_to_collect(session, visit),
        )

    @contextmanager
    def _visit(
        self, actor: str, visit_id: str, at: datetime, round_id: str | None
    ) -> Iterator[tuple[Hand, Visit]]:
        with self._transaction() as session:
            visit = hold_visit(session, visit_id)
            if round_id is not None and visit.round_id != round_id:
                raise NotFound("visit-round-not-found")
            row = session.get(DeliveryRound, visit.round_id) if visit.round_id else None
            if row is None:
                require_at(session, actor, Action.PLAN_ROUNDS, visit.branch_id)
                raise NotFound("visit-round-not-found")
            yield Hand(session, self._keys, actor, self._carries(session, actor, row, at)), visit

    def _carries(self, session: Session, actor: str, row: DeliveryRound, at: datetime | None) -> By:
        """The carrier on the day of the round, and on no other; staff of the branch always."""
        if actor == row.carrier_id and row.day == today_at(session, row.branch_id, at):
            return By.CARRIER
        try:
            require_at(session, actor, Action.PLAN_ROUNDS, row.branch_id)
        except NotAllowed:
            raise NotAllowed("permission-visit-step") from None
        return By.SYSTEM if actor == SYSTEM else By.STAFF


def masked(phone: str | None) -> str:
    """Enough to know whom one has called: ``138****8001``."""
    if not phone:
        return ""
    digits = phone.removeprefix("+86")
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) > 7 else f"****{digits[-2:]}"


def _round(session: Session, round_id: str) -> DeliveryRound:
    row = session.get(DeliveryRound, round_id)
    if row is None:
        raise NotFound("visit-round-not-found")
    return row


def _shown(session: Session, row: DeliveryRound) -> Sequence[Visit]:
    query = select(Visit).where(Visit.round_id == row.id, Visit.state.in_([one.value for one in _SHOWN]))
    return session.scalars(query.order_by(Visit.stop, Visit.id)).all()


def _carried(session: Session, row: DeliveryRound) -> CarriedRound:
    states = [VisitState(one.state) for one in _shown(session, row) if one.person_id is not None]
    left = sum(one not in _OVER for one in states)
    return CarriedRound(row.id, row.day, row.part, midnight_after(session, row), len(states), left)


def _pieces(visit: Visit) -> int:
    return sum(len(line.scanned) for line in visit.lines if line.state in {"in_bag", "with_reader"})


def _to_collect(session: Session, visit: Visit) -> tuple[ToCollect, ...]:
    query = select(Visit).where(
        Visit.person_id == visit.person_id, Visit.id != visit.id, Visit.state == VisitState.DELIVERED.value
    )
    rows = session.scalars(query.order_by(Visit.delivered_at, Visit.id)).all()
    return tuple(
        ToCollect(
            one.id, one.bag, sum(len(line.scanned) for line in one.lines if line.state == "with_reader")
        )
        for one in rows
    )
