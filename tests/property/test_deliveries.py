"""Whatever patrons, carers, staff, volunteers and the machine do, in any order: no illegal state, no copy lost or in two places, and nobody sees what the table of permissions denies."""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from accessible_reader.catalogue.models import Copy
from accessible_reader.database import Database, make_engine, new_keys, select
from accessible_reader.deliveries.ahead import see_to
from accessible_reader.deliveries.carrying import Outcome
from accessible_reader.deliveries.fields import VisitWish, Wanted
from accessible_reader.deliveries.handing import settle_all, stretch_all
from accessible_reader.deliveries.lifecycle import ENDED, TABLE, Reason, VisitAction, VisitState
from accessible_reader.deliveries.models import DeliveryEvent, Visit, VisitLine
from accessible_reader.errors import NotAllowed, ServiceError
from accessible_reader.people.access import standing_for
from accessible_reader.people.permissions import Action, Scope, decide
from accessible_reader.shelf.models import Loan, LoanCopy
from tests.databases import ready_url
from tests.unit.deliveries.conftest import BOOKS, MONDAY, ON_THURSDAY, THURSDAY, Depot, depot_at
from tests.unit.people.conftest import library_at

ACTORS = ("reader", "carer", "neighbour", "volunteer", "librarian", "manager", "south_librarian")
FRIDAY = THURSDAY + timedelta(days=1)


actors = st.sampled_from(ACTORS)
reasons = st.sampled_from(list(Reason))
which = st.integers(0, 3)


class Life(RuleBasedStateMachine):
    """Anybody does anything; most of it is refused, and refusals change nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.database = Database(make_engine(ready_url("sqlite", self.folder)))
        self.depot: Depot = depot_at(library_at(self.database, new_keys(), self.folder))
        self.depot.agree_to_volunteers()
        self.depot.carer(Scope.REQUEST, Scope.RECEIVE)
        self.visits: list[str] = []
        self.rounds: list[str] = []

    def teardown(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _who(self, actor: str) -> str:
        return str(getattr(self.depot.library, actor))

    def _try(self, call: Any, *arguments: Any, **more: Any) -> Any:
        try:
            return call(*arguments, **more)
        except ServiceError:
            return None

    @rule(actor=actors, books=st.sets(st.sampled_from(sorted(BOOKS)), max_size=2), choose=st.integers(0, 1))
    def ask(self, actor: str, books: set[str], choose: int) -> None:
        titles = tuple(Wanted(self.depot.titles[one]) for one in sorted(books))
        wish = VisitWish(titles=titles, choose=choose, fetch=not titles and not choose)
        made = self._try(
            self.depot.deliveries.ask, self._who(actor), self.depot.library.reader, wish, at=MONDAY
        )
        if made:
            self.visits.append(made)

    @precondition(lambda self: self.visits)
    @rule(
        actor=actors,
        number=which,
        what=st.sampled_from(
            ["confirm", "agree", "pause", "resume", "cancel", "strike", "swap", "add", "start", "close", "reopen",
             "empty", "look", "fail", "delivered", "rebook", "give_up", "collected", "received", "rate"]
        ),
        place=st.integers(1, 3),
        reason=reasons,
    )  # fmt: skip
    def act(self, actor: str, number: int, what: str, place: int, reason: Reason) -> None:
        depot, who = self.depot, self._who(actor)
        visit = self.visits[number % len(self.visits)]
        calls: dict[str, Any] = {
            "confirm": lambda: depot.deliveries.confirm(who, visit, THURSDAY, "morning", at=MONDAY),
            "agree": lambda: depot.deliveries.agree(who, visit),
            "pause": lambda: depot.deliveries.pause(who, visit),
            "resume": lambda: depot.deliveries.resume(who, visit),
            "cancel": lambda: depot.deliveries.cancel(who, visit),
            "strike": lambda: depot.deliveries.strike(who, visit, place),
            "swap": lambda: depot.deliveries.swap(who, visit, place),
            "add": lambda: depot.deliveries.add_title(who, visit, None),
            "start": lambda: depot.packing.start(who, visit),
            "close": lambda: depot.packing.close(who, visit, return_card=True),
            "reopen": lambda: depot.packing.reopen(who, visit),
            "empty": lambda: depot.packing.empty(who, visit, reason),
            "look": lambda: depot.packing.look(who, visit),
            "fail": lambda: depot.rounds.outcome(who, visit, delivered=False, reason=reason, at=ON_THURSDAY),
            "delivered": lambda: depot.rounds.outcome(who, visit, delivered=True, at=ON_THURSDAY),
            "rebook": lambda: depot.rounds.rebook(who, visit, THURSDAY, "morning", at=ON_THURSDAY),
            "give_up": lambda: depot.rounds.give_up(who, visit, reason, at=ON_THURSDAY),
            "collected": lambda: depot.rounds.collected(who, visit, at=ON_THURSDAY),
            "received": lambda: depot.deliveries.received(who, visit, at=ON_THURSDAY),
            "rate": lambda: depot.deliveries.rate(who, visit, place),
        }
        self._try(calls[what])

    @precondition(lambda self: self.visits)
    @rule(number=which)
    def pack_all(self, number: int) -> None:
        """So that runs get far enough for the rest to matter."""
        depot, librarian = self.depot, self.depot.library.librarian
        visit = self.visits[number % len(self.visits)]
        self._try(depot.deliveries.confirm, librarian, visit, THURSDAY, "morning", at=MONDAY)
        self._try(depot.packing.start, librarian, visit)
        for pick in depot.packing.pick_list(librarian, depot.library.north, THURSDAY):
            if pick.visit_id == visit:
                self._try(depot.packing.put_in, librarian, visit, pick.barcode)
        for line in depot.deliveries.get(librarian, visit).lines:
            if line.state == "wanted":
                self._try(depot.packing.not_found, librarian, visit, line.place)
        self._try(depot.packing.look, depot.library.manager, visit)
        self._try(depot.packing.close, librarian, visit, return_card=True)

    @precondition(lambda self: self.visits)
    @rule(actor=actors, number=which, barcode=st.sampled_from(["t1", "t2", "t3", "s1", "h1", "x1", "y1"]))
    def scan(self, actor: str, number: int, barcode: str) -> None:
        visit = self.visits[number % len(self.visits)]
        self._try(self.depot.packing.put_in, self._who(actor), visit, barcode)

    @precondition(lambda self: self.visits)
    @rule(actor=actors, number=which, place=st.integers(1, 3))
    def take_out(self, actor: str, number: int, place: int) -> None:
        visit = self.visits[number % len(self.visits)]
        self._try(self.depot.packing.take_out, self._who(actor), visit, place)

    @rule(actor=actors, barcode=st.sampled_from(["t1", "t2", "t3", "s1", "h1", "x1"]))
    def check_in(self, actor: str, barcode: str) -> None:
        self._try(self.depot.packing.check_in, self._who(actor), barcode)

    @precondition(lambda self: self.visits)
    @rule(
        actor=actors, numbers=st.sets(which, max_size=3), carrier=st.sampled_from(["volunteer", "neighbour"])
    )
    def go(self, actor: str, numbers: set[int], carrier: str) -> None:
        depot, who = self.depot, self._who(actor)
        visits = sorted({self.visits[one % len(self.visits)] for one in numbers})
        made = self._try(
            depot.rounds.make, who, depot.library.north, THURSDAY, "morning", carrier=self._who(carrier)
        )
        if made:
            self.rounds.append(made)
            self._try(depot.rounds.set_stops, who, made, visits)
            self._try(depot.rounds.hand_over, who, made, at=ON_THURSDAY)

    @precondition(lambda self: self.visits)
    @rule(
        actor=actors,
        number=which,
        outcome=st.sampled_from(list(Outcome)),
        reason=reasons,
        days=st.integers(0, 1),
    )
    def report(self, actor: str, number: int, outcome: Outcome, reason: Reason, days: int) -> None:
        visit = self.visits[number % len(self.visits)]
        at = ON_THURSDAY + timedelta(days=days)
        self._try(self.depot.carrying.report, self._who(actor), visit, outcome, reason=reason, at=at)

    @precondition(lambda self: self.visits)
    @rule(actor=actors, number=which, earlier=which)
    def take_back(self, actor: str, number: int, earlier: int) -> None:
        first, second = (self.visits[one % len(self.visits)] for one in (number, earlier))
        self._try(self.depot.carrying.collect, self._who(actor), first, second, at=ON_THURSDAY)

    @rule()
    def machine(self) -> None:
        for visit in self.visits:
            see_to(self.database, self.depot.keys, visit, ON_THURSDAY)
        with self.database.transaction() as session:
            settle_all(session, self.depot.keys, ON_THURSDAY)
            stretch_all(session, ON_THURSDAY)

    @precondition(lambda self: self.rounds)
    @rule(actor=actors, number=which, days=st.integers(-1, 1))
    def look_at_stops(self, actor: str, number: int, days: int) -> None:
        depot, who = self.depot, self._who(actor)
        made = self.rounds[number % len(self.rounds)]
        staff = actor in {"librarian", "manager"}
        try:
            stops = depot.carrying.stops(who, made, at=ON_THURSDAY + timedelta(days=days))
        except NotAllowed:
            assert not staff
            return
        (view,) = [
            one
            for one in depot.rounds.of(depot.library.librarian, depot.library.north, THURSDAY)
            if one.id == made
        ]
        assert staff or (who == view.carrier_id and days == 0)
        assert "天龙八部" not in str([vars_of(one) for one in stops])

    @invariant()
    def every_copy_is_in_one_place(self) -> None:
        with self.database.reading() as session:
            copies = {one.barcode: one for one in session.scalars(select(Copy))}
            out: dict[str, Loan] = {}
            for row in session.scalars(select(LoanCopy).where(LoanCopy.back_at.is_(None))):
                assert row.barcode not in out
                out[row.barcode] = session.get_one(Loan, row.loan_id)
            expected = {"sent": {"packed", "in_transit"}, "open": {"lent"}, "coming_back": {"in_transit"}}
            for barcode, copy in copies.items():
                if barcode in out:
                    assert copy.state in expected[out[barcode].state], (barcode, copy.state)
                else:
                    assert copy.state in {"available", "in_repair", "lost"}, (barcode, copy.state)
            # A volume waits for the others of its set, and for nothing else.
            if copies["t1"].state == "in_repair":
                assert {"t1", "t2", "t3"} & out.keys()
            held = [
                one for one in session.scalars(select(VisitLine)) if one.state in {"in_bag", "with_reader"}
            ]
            loans = [one.loan_id for one in held]
            assert len(loans) == len(set(loans))
            # Every loan there is was brought, or is to be brought, by exactly one visit.
            assert {one.id for one in out.values()} >= {
                one for one in loans if one and session.get_one(Loan, one).ended_at is None
            }
            assert {one.id for one in out.values()} <= set(loans)
            for line in held:
                state = VisitState(session.get_one(Visit, line.visit_id).state)
                if line.state == "in_bag":
                    assert state in {
                        VisitState.PICKING, VisitState.PACKED, VisitState.OUT, VisitState.NOT_DELIVERED,
                        VisitState.COLLECTED,
                    }  # fmt: skip
                else:
                    assert state in {VisitState.DELIVERED, VisitState.COLLECTED}
            for loan in out.values():
                assert loan.state != "sent" or loan.due is None  # never late while it is with the library

    @invariant()
    def events_tell_the_state(self) -> None:
        with self.database.reading() as session:
            for visit in session.scalars(select(Visit)):
                rows = session.scalars(
                    select(DeliveryEvent).where(DeliveryEvent.visit_id == visit.id).order_by(DeliveryEvent.id)
                ).all()
                state = rows[0].after
                for one in rows[1:]:
                    step = TABLE[VisitState(state), VisitAction(one.action)]
                    assert (one.before, one.after) == (state, step.after.value)
                    assert one.reason is not None or not step.reason
                    state = one.after
                assert visit.state == state
                assert (visit.ended_at is not None) == (VisitState(state) in ENDED)

    @invariant()
    def nobody_sees_more_than_the_table_says(self) -> None:
        depot = self.depot
        reader = depot.library.reader
        for actor in ACTORS:
            who = self._who(actor)
            with self.database.reading() as session:
                standing = standing_for(session, who, reader)
            may_list = decide(Action.REQUEST_TITLE, standing).allowed
            may_see = decide(Action.SEE_CURRENT_TITLES, standing).allowed
            try:
                found = depot.deliveries.of(who, reader, ended=True)
            except NotAllowed:
                assert not may_list
                continue
            assert may_list
            if not may_see:
                assert all(
                    line.title is None and line.title_id is None for one in found for line in one.lines
                )
                assert all(line.barcode is None and line.kind is None for one in found for line in one.lines)


def vars_of(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__slots__}


Life.TestCase.settings = settings(
    max_examples=6, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestLife = Life.TestCase
