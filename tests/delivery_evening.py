"""What must hold in the evening of a simulated day: every visit where it belongs, every copy in one place, every press that was answered there, no message sent twice."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta
from typing import Any, Final

from accessible_reader.catalogue.models import Copy
from accessible_reader.database import select
from accessible_reader.deliveries.lifecycle import ENDED, TABLE, VisitAction, VisitState
from accessible_reader.deliveries.models import DeliveryEvent, DeliveryNotice, Visit
from accessible_reader.shelf.models import Loan, LoanCopy
from tests.delivery_parts import Journal, Plan, Stop
from tests.service_ground import Library

_BEFORE: Final = ["ask", "confirm"]
_WAYS: Final[dict[str, list[str]]] = {
    "delivered": ["pick", "pack", "hand-over", "deliver"],
    "nobody": ["pick", "pack", "hand-over", "fail", "rebook"],
    "refused": ["pick", "pack", "hand-over", "fail", "give-up", "shelve"],
    "weather": ["pick", "pack", "hand-over", "fail", "give-up", "shelve"],
    "neighbour": ["pick", "pack", "hand-over", "fail", "deliver"],
    "fetch": ["pick", "pack", "hand-over", "deliver", "collect", "shelve"],
}
_ENDS: Final = {
    "delivered": ("open", "lent"),
    "neighbour": ("open", "lent"),
    "nobody": ("sent", "in_transit"),
    "refused": ("returned", "available"),
    "weather": ("returned", "available"),
}
"""Fate → how its loan and its copies end."""


def way_of(stop: Stop) -> list[str]:
    """All that happens to a visit during the day."""
    return _WAYS[stop.fate] + (["collect", "shelve"] if stop.fetched else [])


def events_of_fate(stop: Stop) -> int:
    """How much that is."""
    return len(way_of(stop))


def check_evening(library: Library, plan: Plan, kills: int) -> None:
    """Everything. Raises AssertionError."""
    stops = {stop.visit: stop for one in plan.rounds for stop in one.stops}
    _visits(library, stops)
    _things(library, stops)
    _presses(library, plan)
    _notices(library, stops, kills)


def _visits(library: Library, stops: dict[str, Stop]) -> None:
    with library.service.database.reading() as session:
        visits = {one.id: one for one in session.scalars(select(Visit))}
        rows = session.scalars(select(DeliveryEvent).order_by(DeliveryEvent.id)).all()
    assert visits.keys() == stops.keys(), "a visit was lost, or made twice"
    chains: dict[str, list[DeliveryEvent]] = {one: [] for one in visits}
    for row in rows:
        chains[row.visit_id].append(row)
    for visit_id, chain in chains.items():
        assert [one.action for one in chain] == _BEFORE + way_of(stops[visit_id]), stops[visit_id]
        state = chain[0].after
        for one in chain[1:]:
            step = TABLE[VisitState(state), VisitAction(one.action)]
            assert (one.before, one.after) == (state, step.after.value)
            assert one.reason is not None or not step.reason
            state = one.after
        visit = visits[visit_id]
        assert visit.state == state
        assert (visit.ended_at is not None) == (VisitState(state) in ENDED)


def _things(library: Library, stops: dict[str, Stop]) -> None:
    """Each copy is in one place, and each bag was one loan."""
    with library.service.database.reading() as session:
        copies = {one.barcode: one.state for one in session.scalars(select(Copy))}
        loans = {one.id: one for one in session.scalars(select(Loan))}
        parts = session.scalars(select(LoanCopy)).all()
        lines = [(visit.id, line) for visit in session.scalars(select(Visit)) for line in visit.lines]
    out = Counter(one.barcode for one in parts if one.back_at is None)
    assert not out or max(out.values()) == 1, "a copy is in two places"
    assert len(loans) == len(lines), "a bag was lent twice, or never"
    seen = set()
    for visit_id, line in lines:
        stop = stops[visit_id]
        loan = loans[line.loan_id or ""]
        state, place = ("returned", "available") if stop.fetched else _ENDS[stop.fate]
        assert loan.state == state, (stop, loan.state)
        assert (loan.due is not None) or state != "open"
        assert loan.due is None or state != "sent", "late while it is with the library"
        mine = [one.barcode for one in parts if one.loan_id == loan.id]
        assert {copies[one] for one in mine} == {place}, (stop, mine)
        assert all((one in out) == (place != "available") for one in mine)
        seen |= set(mine)
    assert seen == copies.keys(), "a copy was lost"


def _presses(library: Library, plan: Plan) -> None:
    """What was pressed is there, once, with the time at which it was pressed; and all that was pressed was answered."""
    lines: list[dict[str, Any]] = []
    for number in range(plan.extra["volunteers_processes"]):
        lines += Journal(library.folder / f"telephone-{number}.jsonl").lines()
    pressed = {one["press"]: one for one in lines if "press" in one}
    answers = Counter(one["answer"] for one in lines if "answer" in one)
    assert pressed.keys() == answers.keys()
    first: dict[str, dict[str, Any]] = {}
    for one in lines:
        if "answer" in one:
            first.setdefault(one["answer"], one)
    with library.service.database.reading() as session:
        visits = {one.id: one for one in session.scalars(select(Visit))}
        events = Counter(
            (one.visit_id, one.action, one.reason or "") for one in session.scalars(select(DeliveryEvent))
        )
    for key, press in pressed.items():
        visit, outcome = visits[press["visit"]], press["outcome"]
        happened = datetime.fromisoformat(press["happened"])
        # Sent again because nobody had heard the answer, when the library had gone on already: it is there all the same.
        assert not first[key]["refused"] or first[key]["again"], (key, first[key])
        if outcome == "arrived":
            # Rebooked, nobody has arrived any more.
            assert visit.arrived_at == happened or visit.state == VisitState.PACKED.value
        elif outcome == "delivered":
            assert _same(visit.delivered_at, happened)
            assert events[visit.id, "deliver", ""] == 1
        elif outcome == "collect":
            assert events[press["earlier"], "collect", ""] == 1
        else:
            reason = {"nobody-home": "no-answer", "refused": "refused", "problem": press["reason"]}[outcome]
            assert events[visit.id, "fail", reason] == 1


def _same(one: datetime | None, other: datetime) -> bool:
    return one is not None and abs(one - other) < timedelta(milliseconds=1)


def _notices(library: Library, stops: dict[str, Stop], kills: int) -> None:
    with library.service.database.reading() as session:
        notices = session.scalars(select(DeliveryNotice)).all()
    data = library.service.settings.data
    left = Counter(one["id"] for one in Journal(data / "left.jsonl").lines())
    assert left
    assert max(left.values()) == 1, "a message left twice"
    files = {json.loads(one.read_text("utf-8"))["id"] for one in (data / "sms").glob("*.json")}
    states = {one.id: one.state for one in notices}
    assert files <= left.keys() <= states.keys()
    assert set(states.values()) <= {"sent", "to_call"}, "a message is neither sent nor to be called"
    assert {one for one, state in states.items() if state == "sent"} <= files
    assert {one.why for one in notices if one.state == "to_call"} <= {"uncertain"}
    # Each kill takes at most one message that was being sent; a machine that was frozen out for half an hour of the day may lose one more.
    assert sum(state == "to_call" for state in states.values()) <= kills
    told = Counter((one.visit_id, one.code) for one in notices)
    for (visit_id, code), count in told.items():
        # What goes again tomorrow is reminded of for tomorrow.
        again = code == "reminder" and stops[visit_id or ""].fate == "nobody"
        assert count == 1 or (again and count == 2), (code, count)
    failed = [one for one, stop in stops.items() if "fail" in way_of(stop)]
    assert Counter(code for _visit, code in told if code != "reminder") == Counter(
        confirmed=len(stops),
        missed=len(failed),
        rebooked=sum(one.fate == "nobody" for one in stops.values()),
    )
