"""What happens by itself: drafts a week ahead, three days ahead the reader is told, silence means go; nothing is late while the library is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, cast

import pytest

from accessible_reader.catalogue.models import Edition, SourceFile
from accessible_reader.conversions.models import ConversionRecord
from accessible_reader.conversions.service import Conversions
from accessible_reader.database import Session, select
from accessible_reader.deliveries.carrying import Outcome
from accessible_reader.deliveries.fields import Tastes
from accessible_reader.deliveries.handing import stretch_all
from accessible_reader.deliveries.lifecycle import VisitState
from accessible_reader.deliveries.models import DeliveryNotice, Visit, VisitLine
from accessible_reader.deliveries.notices import Message
from accessible_reader.deliveries.personal import forget_titles
from accessible_reader.deliveries.plans import Pause, PlanWish
from accessible_reader.deliveries.views import VisitView
from accessible_reader.deliveries.workflow import DeliveryWork
from accessible_reader.errors import BadRecord
from accessible_reader.jobs import Job
from accessible_reader.jobs.queues import DELIVERIES
from accessible_reader.people.consents import ConsentKind, Means, give_consent
from accessible_reader.people.permissions import Scope
from accessible_reader.shelf.holds import place_hold
from accessible_reader.shelf.marks import wish
from tests.unit.deliveries.conftest import MONDAY, ON_THURSDAY, Depot

NEXT = date(2026, 12, 3)
"""The Thursday in ten days."""
PLAN = PlanWish(2, NEXT, "morning", Tastes(("古典",), ()), most_items=3)
DAY = timedelta(days=1)


class Silent:
    """A channel into nowhere, that remembers."""

    def __init__(self) -> None:
        self.sent: list[Message] = []

    def send(self, message: Message) -> None:
        self.sent.append(message)


class Jobs:
    """A queue that remembers what was ordered."""

    def __init__(self) -> None:
        self.jobs: dict[str, Job] = {}

    def enqueue(self, _session: Session, job: Job) -> None:
        self.jobs[job.id] = job

    def status(self, job_id: str) -> Job | None:
        return self.jobs.get(job_id)


def work_of(depot: Depot, jobs: Jobs | None = None) -> DeliveryWork:
    queue = cast(Any, jobs or Jobs())
    return DeliveryWork(
        depot.database, depot.keys, Conversions(depot.database, queue), {"email": Silent(), "sms": Silent()}
    )


def visits(depot: Depot) -> Sequence[VisitView]:
    return depot.deliveries.of(depot.library.reader, depot.library.reader, ended=True)


def test_a_plan_makes_a_draft_a_week_ahead_and_silence_means_go(depot: Depot) -> None:
    reader, work = depot.library.reader, work_of(depot)
    depot.deliveries.set_plan(reader, reader, PLAN, at=MONDAY)
    assert work.run(MONDAY + 2 * DAY)["drafted"] == 0
    for _ in range(2):  # once, however often
        work.run(MONDAY + 3 * DAY)
    (draft,) = visits(depot)
    assert (draft.state, draft.day, draft.part) == (VisitState.DRAFTED, NEXT, "morning")
    assert {one.title for one in draft.lines if one.state == "chosen"} == {"红楼梦", "西游记"}
    assert depot.notices() == []
    for _ in range(2):
        work.run(MONDAY + 7 * DAY)
    assert depot.notices() == ["draft"]
    (call,) = depot.calls.of(depot.library.librarian, depot.library.north)
    assert "12月3日星期四上午" in call.words
    assert "《红楼梦》" in call.words
    place = next(one.place for one in draft.lines if one.title == "西游记")
    depot.deliveries.strike(reader, draft.id, place)
    for _ in range(2):
        work.run(MONDAY + 9 * DAY)
    assert depot.state(draft.id) is VisitState.CONFIRMED
    assert depot.notices() == ["draft", "reminder"]
    assert ("confirm", "system", "confirmed") in depot.events(draft.id)
    # The next one is for two weeks later.
    plan = depot.deliveries.plan(reader, reader)
    assert plan is not None
    assert plan.next_day == NEXT + 14 * DAY


def test_holds_come_first_then_wishes(depot: Depot) -> None:
    reader = depot.library.reader
    place_hold(depot.database, reader, depot.titles["tianlong"], "braille", "north")
    wish(depot.database, reader, depot.titles["santi"])
    depot.deliveries.set_plan(reader, reader, PLAN, at=MONDAY)
    work_of(depot).run(MONDAY + 3 * DAY)
    (draft,) = visits(depot)
    assert [(one.place, one.title, one.state) for one in draft.lines] == [
        (1, "天龙八部", "chosen"), (2, "三体", "chosen"), (3, "西游记", "chosen"),
    ]  # fmt: skip
    depot.deliveries.agree(reader, draft.id)
    depot.packing.start(depot.library.librarian, draft.id)
    for barcode in ("t1", "t2", "t3"):
        depot.packing.put_in(depot.library.librarian, draft.id, barcode)
    with depot.database.reading() as session:
        from accessible_reader.shelf.models import Hold

        assert session.scalars(select(Hold.state)).all() == ["collected"]


def test_what_was_read_is_left_out_only_with_consent(depot: Depot) -> None:
    reader = depot.library.reader
    with pytest.raises(BadRecord, match="visit-skip-read-not-agreed"):
        depot.deliveries.set_plan(reader, reader, replace(PLAN, skip_read=True), at=MONDAY)
    give_consent(
        depot.database,
        depot.keys,
        reader,
        reader,
        ConsentKind.READING_HISTORY,
        text_version="1",
        how=Means.ONLINE,
    )
    visit, _round = depot.out("hong")
    depot.rounds.outcome(depot.library.librarian, visit, delivered=True, at=ON_THURSDAY)
    depot.rounds.collected(depot.library.librarian, visit, at=ON_THURSDAY)
    depot.packing.check_in(depot.library.librarian, "h1")
    depot.deliveries.set_plan(reader, reader, replace(PLAN, skip_read=True), at=MONDAY)
    work_of(depot).run(MONDAY + 3 * DAY)
    draft = next(one for one in visits(depot) if one.state is VisitState.DRAFTED)
    assert {one.title for one in draft.lines if one.state == "chosen"} == {"西游记"}


def test_pauses_are_skipped_and_what_was_missed_is_not_made_up_for(depot: Depot) -> None:
    reader = depot.library.reader
    pause = Pause(NEXT, NEXT + 3 * DAY)
    depot.deliveries.set_plan(reader, reader, PLAN, at=MONDAY)
    depot.deliveries.pause_plan(reader, reader, [pause])
    work = work_of(depot)
    work.run(MONDAY + 3 * DAY)
    assert visits(depot) == []
    plan = depot.deliveries.plan(reader, reader)
    assert plan is not None
    assert (plan.next_day, plan.wish.pauses) == (NEXT + 14 * DAY, (pause,))
    work.run(MONDAY + 60 * DAY)  # the machine was off
    (draft,) = visits(depot)
    assert draft.day is not None
    assert draft.day > date(2027, 1, 21)
    depot.deliveries.end_plan(reader, reader)
    assert depot.deliveries.plan(reader, reader) is None
    for bad in (
        replace(PLAN, every_weeks=0),
        replace(PLAN, part="noon"),
        replace(PLAN, first_day=date(2026, 11, 1)),
    ):
        with pytest.raises(BadRecord):
            depot.deliveries.set_plan(reader, reader, bad, at=MONDAY)


def test_what_the_branch_has_not_is_made_when_it_can_be(depot: Depot) -> None:
    reader = depot.library.reader
    with depot.database.transaction() as session:
        session.add(SourceFile(sha256="a" * 64, size=1, name="x.epub", stored_as="x"))
        session.flush()
        session.get_one(Edition, depot.editions["santi"]).source_sha256 = "a" * 64
    wish(depot.database, reader, depot.titles["santi"])
    depot.deliveries.set_plan(reader, reader, replace(PLAN, formats=("braille",)), at=MONDAY)
    jobs = Jobs()
    work_of(depot, jobs).run(MONDAY + 3 * DAY)
    (draft,) = visits(depot)
    assert draft.lines[0].being_made
    with depot.database.reading() as session:
        (record,) = session.scalars(select(ConversionRecord)).all()
    assert (record.format, record.edition_id) == ("braille-brf", depot.editions["santi"])
    assert [job.kind for job in jobs.jobs.values()] == ["convert"]


def test_nothing_found_is_said_and_does_not_go(depot: Depot) -> None:
    reader, work = depot.library.reader, work_of(depot)
    depot.deliveries.set_plan(reader, reader, replace(PLAN, tastes=Tastes(("园艺",), ())), at=MONDAY)
    for later in (3, 7, 9, 10):
        work.run(MONDAY + later * DAY)
    (draft,) = visits(depot)
    assert draft.state is VisitState.DRAFTED
    assert depot.notices() == ["nothing-found"]


def test_a_carer_with_the_scope_plans_and_the_reader_is_told(depot: Depot) -> None:
    carer = depot.carer(Scope.PLAN)
    depot.deliveries.set_plan(carer, depot.library.reader, PLAN, at=MONDAY)
    depot.deliveries.end_plan(carer, depot.library.reader)
    assert depot.notices() == ["carer-plan", "carer-plan-end"]


def test_nothing_is_due_before_a_week_after_the_next_visit(depot: Depot) -> None:
    reader, librarian = depot.library.reader, depot.library.librarian
    visit, _round = depot.out("santi")  # lent for 30 days
    late = ON_THURSDAY + 40 * DAY
    depot.rounds.outcome(librarian, visit, delivered=True, at=ON_THURSDAY)
    (loan,) = depot.loans()
    assert loan.due == date(2026, 12, 26)
    depot.deliveries.set_plan(reader, reader, replace(PLAN, first_day=date(2027, 1, 7)), at=MONDAY)
    with depot.database.transaction() as session:
        assert stretch_all(session, ON_THURSDAY) == 1
        assert stretch_all(session, ON_THURSDAY) == 0
    assert depot.loans()[0].due == date(2027, 1, 14)
    # And the library does not come: never late.
    with depot.database.transaction() as session:
        stretch_all(session, late + 60 * DAY)
    assert (depot.loans()[0].due or date.min) > (late + 60 * DAY).date()


def test_titles_leave_the_record_after_ninety_days(depot: Depot) -> None:
    librarian = depot.library.librarian
    visit, _round = depot.out("hong")
    depot.carrying.report(depot.library.volunteer, visit, Outcome.REFUSED, at=ON_THURSDAY)
    from accessible_reader.deliveries.lifecycle import Reason

    depot.rounds.give_up(librarian, visit, Reason.REFUSED, at=ON_THURSDAY)
    depot.packing.check_in(librarian, "h1", at=ON_THURSDAY)
    with depot.database.transaction() as session:
        assert forget_titles(session, ON_THURSDAY + 89 * DAY) == 0
        assert forget_titles(session, ON_THURSDAY + 91 * DAY) == 1
        assert forget_titles(session, ON_THURSDAY + 91 * DAY) == 0
    with depot.database.reading() as session:
        (line,) = session.scalars(select(VisitLine)).all()
        assert (line.title_id, line.barcode, line.loan_id, line.scanned) == (None, None, None, [])
        assert session.get_one(Visit, visit).person_id == depot.library.reader
        assert set(session.scalars(select(DeliveryNotice.params_sealed))) == {None}
    assert len(depot.events(visit)) == 8


def test_the_job_is_ordered_once_in_ten_minutes(depot: Depot) -> None:
    jobs = Jobs()
    work = work_of(depot, jobs)
    for minutes in (0, 3, 9, 10, 11):
        work.order(cast(Any, jobs), MONDAY + timedelta(minutes=minutes))
    assert list(jobs.jobs) == ["deliveries.202611230100", "deliveries.202611230110"]
    assert {job.kind for job in jobs.jobs.values()} == {DELIVERIES}
    assert datetime.fromisoformat(jobs.jobs["deliveries.202611230110"].arguments[0]) == MONDAY + timedelta(
        minutes=10
    )
