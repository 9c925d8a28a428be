"""Figures by month, counted by hand beside what the service counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from accessible_reader.database import new_id
from accessible_reader.deliveries.carrying import Outcome
from accessible_reader.deliveries.figures import DeliveryFigures, MonthFigures
from accessible_reader.deliveries.lifecycle import Reason
from accessible_reader.deliveries.models import DeliveryEvent, Visit
from accessible_reader.deliveries.plans import PlanWish
from accessible_reader.errors import BadRecord
from accessible_reader.shelf.rules import set_rules
from tests.unit.deliveries.conftest import MONDAY, ON_THURSDAY, THURSDAY, Depot

HOUR = timedelta(hours=1)
NOTHING = (0, 0, 0, None, None, 0, None, 0, None, 0, None)


def figures(depot: Depot, year: int = 2026, branch: str = "") -> dict[date, MonthFigures]:
    service = DeliveryFigures(depot.database, depot.keys)
    found = service.year(depot.library.librarian, branch or depot.library.north, year)
    assert [one.month for one in found] == [date(year, month, 1) for month in range(1, 13)]
    return {one.month: one for one in found}


def plain(one: MonthFigures) -> tuple[object, ...]:
    return (
        one.delivered, one.pieces, one.asked, one.days_median, one.days_most, one.tried, one.first_try, one.promised, one.on_time, one.ratings,
        one.rating,
    )  # fmt: skip


def visit(
    depot: Depot,
    asked: datetime,
    delivered: datetime | None,
    *,
    failed: tuple[datetime, ...] = (),
    branch: str = "",
    plan: str | None = None,
    **more: object,
) -> None:
    """One that has been, with what happened at the door."""
    place = branch or depot.library.north
    made = Visit(
        id=new_id(), bag=new_id()[:8], branch_id=place, plan_id=plan, state="delivered" if delivered else "not_delivered", most_items=4, most_grams=5000,
        asked_how="online", asked_at=asked, delivered_at=delivered, arrived_at=delivered, **more,
    )  # fmt: skip
    tries = [
        *((at, "fail", "not_delivered") for at in failed),
        *([(delivered, "deliver", "delivered")] if delivered else []),
    ]
    with depot.database.transaction() as session:
        session.add(made)
        session.flush()
        for at, action, after in tries:
            session.add(
                DeliveryEvent(
                    visit_id=made.id,
                    at=at,
                    actor="system",
                    by="staff",
                    action=action,
                    before="out",
                    after=after,
                )
            )
            session.flush()


def test_nothing_is_noughts(depot: Depot) -> None:
    assert {plain(one) for one in figures(depot).values()} == {NOTHING}
    for year in (1999, 2201):
        with pytest.raises(BadRecord, match="figures-year-bad"):
            figures(depot, year)


def test_one_real_visit(depot: Depot) -> None:
    """Asked on Monday, brought on Thursday at 10: 3 volumes and a book, 5 stars."""
    brought, _round = depot.out("tianlong", "santi")
    depot.carrying.report(depot.library.volunteer, brought, Outcome.ARRIVED, at=ON_THURSDAY + HOUR)
    depot.carrying.report(depot.library.volunteer, brought, Outcome.DELIVERED, at=ON_THURSDAY + HOUR)
    depot.deliveries.rate(depot.library.reader, brought, 5)
    found = figures(depot)
    assert plain(found[date(2026, 11, 1)]) == (1, 4, 1, 3.0, 3, 1, 1.0, 1, 1.0, 1, 5.0)
    assert {plain(one) for month, one in found.items() if month.month != 11} == {NOTHING}


def test_pieces_stay_when_the_titles_are_gone(depot: Depot) -> None:
    brought, _round = depot.out("tianlong")
    depot.carrying.report(depot.library.volunteer, brought, Outcome.DELIVERED, at=ON_THURSDAY + HOUR)
    with depot.database.transaction() as session:
        row = session.get_one(Visit, brought)
        for line in row.lines:
            line.title_id = line.barcode = line.loan_id = None
            line.scanned = []
    assert figures(depot)[date(2026, 11, 1)].pieces == 3


def test_a_failed_visit_is_no_first_try(depot: Depot) -> None:
    missed, _round = depot.out("hong")
    depot.carrying.report(depot.library.volunteer, missed, Outcome.NOBODY_HOME, at=ON_THURSDAY + HOUR)
    november = figures(depot)[date(2026, 11, 1)]
    assert plain(november) == (0, 0, 0, None, None, 1, 0.0, 0, None, 0, None)
    depot.rounds.give_up(depot.library.librarian, missed, Reason.NOT_WANTED, at=ON_THURSDAY + 2 * HOUR)
    assert figures(depot)[date(2026, 11, 1)].first_try == 0.0


def test_a_year_by_hand(depot: Depot) -> None:
    """March: ten visits that took 1 to 10 days, four of them late, two at the second try; and what must not count."""
    noon = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)  # 10 in the morning in China
    promised = {"day": date(2026, 3, 20), "part": "morning"}
    for days in range(1, 7):
        visit(depot, noon - timedelta(days=days), noon, pieces=2, **promised)
    asked = noon - timedelta(days=8)
    # Ten past twelve, a day late, a day early: none is as promised.
    visit(
        depot, noon - timedelta(days=7), noon + timedelta(hours=2, minutes=10), rating=5, pieces=1, **promised
    )
    visit(depot, asked, noon, rating=4, pieces=1, day=date(2026, 3, 19), part="morning")
    visit(depot, asked - timedelta(days=1), noon, rating=2, pieces=1, day=date(2026, 3, 21), part="morning")
    # At the second try, on the new day; the first was in February.
    before = datetime(2026, 2, 20, 2, 0, tzinfo=UTC)
    visit(depot, asked - timedelta(days=2), noon, failed=(before,), pieces=None, **promised)
    # In the post nobody promises an hour; a plan's days are its own.
    visit(depot, asked, noon, means="post", pieces=1, **promised)
    visit(depot, noon - timedelta(days=30), noon, plan=plan_of(depot), pieces=1, **promised)
    # 31 March in China, 31 March still in UTC; an hour later it is April there.
    last = datetime(2026, 3, 31, 15, 59, tzinfo=UTC)
    visit(depot, last, last, pieces=1, day=date(2026, 3, 31), part="evening")
    visit(depot, last, last + HOUR, pieces=1, day=date(2026, 3, 31), part="evening")
    # Another branch, another year.
    visit(depot, noon, noon, branch=depot.library.south, pieces=50, rating=1)
    visit(depot, noon.replace(year=2025), noon.replace(year=2025), pieces=1)
    found = figures(depot)
    # Days: 1 to 6, 7, 8, 9, 10, the post's 8 and the last evening's 0.
    days = sorted([0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 10])
    assert (days[5] + days[6]) / 2 == 5.5
    assert days[11 - 1] == 9, "the eleventh of twelve: nine of ten, rounded up"
    assert plain(found[date(2026, 3, 1)]) == (
        13,  # delivered
        12 + 1 + 1 + 1 + 0 + 1 + 1 + 1,  # pieces
        12, 5.5, 9,
        12, 1.0,  # all tried first in March succeeded; the one of February was tried then
        12, 8 / 12,  # six, the second try, the plan's; late: past twelve, a day late, a day early, at 23:59
        3, 11 / 3,
    )  # fmt: skip
    assert plain(found[date(2026, 2, 1)]) == (0, 0, 0, None, None, 1, 0.0, 0, None, 0, None)
    assert plain(found[date(2026, 4, 1)]) == (1, 1, 1, 1.0, 1, 1, 1.0, 1, 0.0, 0, None)
    assert figures(depot, 2025)[date(2025, 3, 1)].delivered == 1


def test_months_are_those_of_the_branch(depot: Depot) -> None:
    """The same moment is March in Urumqi's office and in Kiritimati April."""
    last = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)
    visit(depot, last, last)
    assert figures(depot)[date(2026, 3, 1)].delivered == 1
    with depot.database.transaction() as session:
        set_rules(session, "north", {"time_zone": "Pacific/Kiritimati"})
    assert figures(depot)[date(2026, 4, 1)].delivered == 1


def plan_of(depot: Depot) -> str:
    reader = depot.library.reader
    return depot.deliveries.set_plan(reader, reader, PlanWish(2, THURSDAY, "morning"), at=MONDAY)
