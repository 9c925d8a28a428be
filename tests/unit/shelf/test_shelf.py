"""Loans, holds, wishes, places and bookmarks on both databases."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from accessible_reader.catalogue.branches import add_branch
from accessible_reader.catalogue.copies import NewCopy, add_copies
from accessible_reader.catalogue.models import Copy
from accessible_reader.catalogue.titles import EditionFacts, TitleFacts, add_edition, add_title
from accessible_reader.database import Database, select
from accessible_reader.errors import BadRecord, NotNow, ServiceError
from accessible_reader.people.models import Person
from accessible_reader.shelf import digital, holds, loans, marks, positions
from accessible_reader.shelf.models import Hold, Loan
from accessible_reader.shelf.rules import close_on, set_rules

MONDAY = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # noon in China


@dataclass
class Shelf:
    database: Database
    title: str
    edition: str
    main: str
    east: str

    def person(self) -> str:
        with self.database.transaction() as session:
            person = Person(language="zh-CN")
            session.add(person)
            session.flush()
            return person.id

    def states(self, *barcodes: str) -> list[str]:
        with self.database.reading() as session:
            return [session.get_one(Copy, one).state for one in barcodes]

    def loan(self, loan_id: str) -> Loan:
        with self.database.reading() as session:
            return session.get_one(Loan, loan_id)

    def hold(self, hold_id: str) -> Hold:
        with self.database.reading() as session:
            return session.get_one(Hold, hold_id)


@pytest.fixture
def shelf(database: Database) -> Shelf:
    main = add_branch(database, "main", "总馆")
    east = add_branch(database, "east", "东馆", "main")
    with database.transaction() as session:
        title = add_title(session, TitleFacts("天龙八部", "zh-Hans", [("金庸", "aut")]))
        edition = add_edition(session, title, EditionFacts("licensed", "合同 7 号", "zh-Hans"))
        ids = title.id, edition.id
    add_copies(database, ids[1], "main", "braille", [NewCopy(f"v{n}") for n in (1, 2, 3)])
    add_copies(database, ids[1], "main", "disc", [NewCopy("d1")])
    return Shelf(database, *ids, main, east)


def test_a_set_is_lent_together_and_is_back_with_its_last_volume(shelf: Shelf) -> None:
    person = shelf.person()
    loan = loans.lend(shelf.database, person, "v2", at=MONDAY)
    assert shelf.states("v1", "v2", "v3") == ["lent"] * 3
    with pytest.raises(NotNow, match="copy-not-available"):
        loans.lend(shelf.database, shelf.person(), "v1")
    first = loans.check_in(shelf.database, "v1", history=True, at=MONDAY)
    assert (first.ended, first.missing) == (False, ("v2", "v3"))
    with pytest.raises(NotNow, match="copy-not-lent"):
        loans.check_in(shelf.database, "v1", history=True)
    loans.check_in(shelf.database, "v3", history=True)
    assert loans.check_in(shelf.database, "v2", history=True).ended
    assert shelf.states("v1", "v2", "v3") == ["available"] * 3
    assert (shelf.loan(loan).state, shelf.loan(loan).person_id) == ("returned", person)


def test_nobody_is_remembered_without_consent(shelf: Shelf) -> None:
    person = shelf.person()
    kept = loans.lend(shelf.database, person, "d1")
    loans.check_in(shelf.database, "d1", history=True)
    place = positions.Place("s1", 1, "listening", "phone", MONDAY)
    positions.save_position(shelf.database, person, shelf.edition, place)
    wiped = loans.lend(shelf.database, person, "d1")
    loans.check_in(shelf.database, "d1", history=False)
    assert shelf.loan(wiped).person_id is None
    assert positions.position(shelf.database, person, shelf.edition) is None
    assert loans.forget_history(shelf.database, person) == 1
    assert shelf.loan(kept).person_id is None


def test_due_dates_follow_the_branch_its_weekdays_and_its_holidays(shelf: Shelf) -> None:
    set_rules(shelf.database, "main", {"loan_days": {"disc": 6}, "closed_weekdays": [6]})
    due = shelf.loan(loans.lend(shelf.database, shelf.person(), "d1", at=MONDAY)).due
    assert due == date(2026, 3, 9)  # the Sunday before is closed
    loans.check_in(shelf.database, "d1", history=False)
    close_on(shelf.database, "main", date(2026, 3, 9), "妇女节补休")
    assert shelf.loan(loans.lend(shelf.database, shelf.person(), "d1", at=MONDAY)).due == date(2026, 3, 10)
    for wrong in (
        {"loan_days": {"cow": 1}},
        {"closed_weekdays": [0, 1, 2, 3, 4, 5, 6]},
        {"x": 1},
        {"time_zone": "../x"},
    ):
        with pytest.raises(BadRecord, match="branch-rules-wrong"):
            set_rules(shelf.database, "east", wrong)


def test_nothing_is_overdue_while_it_is_on_the_way(shelf: Shelf) -> None:
    loan = loans.lend(shelf.database, shelf.person(), "d1", on_the_way=True, at=MONDAY)
    year = MONDAY + timedelta(days=365)
    assert loans.overdue(shelf.database, shelf.main, at=year) == []
    due = loans.deliver(shelf.database, loan, at=MONDAY + timedelta(days=9))
    assert due == date(2026, 4, 10)
    last = datetime(2026, 4, 10, 15, 59, tzinfo=UTC)  # a minute before midnight in China
    assert loans.overdue(shelf.database, shelf.main, at=last) == []
    assert [one.id for one in loans.overdue(shelf.database, shelf.main, at=last + timedelta(minutes=1))] == [
        loan
    ]
    loans.hand_in(shelf.database, loan)
    assert loans.overdue(shelf.database, shelf.main, at=year) == []
    assert loans.check_in(shelf.database, "d1", history=False).ended


def test_limits_and_renewals(shelf: Shelf) -> None:
    set_rules(shelf.database, "main", {"most_loans": {"disc": 1}, "most_renewals": 1})
    add_copies(shelf.database, shelf.edition, "main", "disc", [NewCopy("d2")])
    person = shelf.person()
    loan = loans.lend(shelf.database, person, "d1", at=MONDAY)
    with pytest.raises(NotNow, match="loan-limit"):
        loans.lend(shelf.database, person, "d2")
    assert loans.renew(shelf.database, loan, at=MONDAY + timedelta(days=10)) == date(2026, 4, 11)
    with pytest.raises(NotNow, match="renewal-limit"):
        loans.renew(shelf.database, loan)
    other = loans.lend(shelf.database, shelf.person(), "d2", at=MONDAY)
    holds.place_hold(shelf.database, shelf.person(), shelf.title, "disc", "main")
    with pytest.raises(NotNow, match="renewal-somebody-waits"):
        loans.renew(shelf.database, other)


def test_a_digital_loan_is_one_however_often_it_is_asked_for(shelf: Shelf) -> None:
    with pytest.raises(NotNow, match="edition-not-available"):
        digital.lend_digital(shelf.database, shelf.person(), shelf.edition)


def test_the_line_goes_by_time_and_the_copy_travels_to_the_pick_up(shelf: Shelf) -> None:
    reader, first, second = shelf.person(), shelf.person(), shelf.person()
    loans.lend(shelf.database, reader, "d1", at=MONDAY)
    one = holds.place_hold(shelf.database, first, shelf.title, "disc", "east")
    two = holds.place_hold(shelf.database, second, shelf.title, "disc", "main")
    with pytest.raises(NotNow, match="hold-already"):
        holds.place_hold(shelf.database, first, shelf.title, "disc", "main")
    assert holds.place_in_line(shelf.database, two) == 1
    assert loans.check_in(shelf.database, "d1", history=False).hold == one
    assert shelf.hold(one).state == "in_transit"
    with pytest.raises(NotNow, match="copy-waits-for-another"):
        loans.lend(shelf.database, second, "d1")
    holds.arrive(shelf.database, one, at=MONDAY)
    assert shelf.states("d1") == ["on_hold_shelf"]
    assert shelf.hold(one).ready_until == date(2026, 3, 12)
    assert holds.expire_holds(shelf.database, shelf.east, at=MONDAY + timedelta(days=10)) == 0
    assert holds.expire_holds(shelf.database, shelf.east, at=MONDAY + timedelta(days=11)) == 1
    assert shelf.hold(one).person_id is None
    assert shelf.hold(two).state == "in_transit"  # from the east, where it lay
    holds.arrive(shelf.database, two)
    loans.lend(shelf.database, second, "d1")
    assert (shelf.hold(two).state, shelf.states("d1")) == ("collected", ["lent"])


def test_a_free_copy_is_put_aside_at_once_and_goes_back_when_nobody_wants_it(shelf: Shelf) -> None:
    hold = holds.place_hold(shelf.database, shelf.person(), shelf.title, "braille", "main")
    assert shelf.hold(hold).state == "ready"
    assert shelf.states("v1", "v2", "v3") == ["on_hold_shelf"] * 3
    holds.cancel_hold(shelf.database, hold)
    assert shelf.states("v1", "v2", "v3") == ["available"] * 3
    with pytest.raises(NotNow, match="hold-not-now"):
        holds.cancel_hold(shelf.database, hold)
    with pytest.raises(NotNow, match="hold-no-copies"):
        holds.place_hold(shelf.database, shelf.person(), shelf.title, "large_print", "main")


def test_a_paused_hold_keeps_its_place(shelf: Shelf) -> None:
    loans.lend(shelf.database, shelf.person(), "d1")
    one = holds.place_hold(shelf.database, shelf.person(), shelf.title, "disc", "main")
    two = holds.place_hold(shelf.database, shelf.person(), shelf.title, "disc", "main")
    holds.pause_hold(shelf.database, one)
    assert holds.place_in_line(shelf.database, two) == 0
    holds.resume_hold(shelf.database, one)
    assert loans.check_in(shelf.database, "d1", history=False).hold == one
    holds.lose_copy(shelf.database, one)
    assert (shelf.hold(one).state, shelf.states("d1")) == ("waiting", ["in_repair"])


def test_two_desks_do_not_lend_the_same_disc(shelf: Shelf) -> None:
    people = [shelf.person() for _ in range(4)]
    ended: list[str] = []

    def desk(person: str) -> None:
        try:
            loans.lend(shelf.database, person, "d1")
            ended.append("lent")
        except ServiceError as error:
            ended.append(error.code)

    desks = [threading.Thread(target=desk, args=(person,)) for person in people]
    for one in desks:
        one.start()
    for one in desks:
        one.join()
    assert sorted(ended) == ["copy-not-available"] * 3 + ["lent"]
    with shelf.database.reading() as session:
        assert len(list(session.scalars(select(Loan)))) == 1


def test_a_lost_loan_can_be_found_again(shelf: Shelf) -> None:
    loan = loans.lend(shelf.database, shelf.person(), "d1")
    loans.declare_lost(shelf.database, loan)
    assert shelf.states("d1") == ["lost"]
    assert loans.check_in(shelf.database, "d1", history=False).ended
    assert (shelf.loan(loan).state, shelf.states("d1")) == ("returned", ["available"])


def test_wishes_and_bookmarks(shelf: Shelf) -> None:
    one, two = shelf.person(), shelf.person()
    for _ in range(2):
        marks.wish(shelf.database, one, shelf.title)
    assert marks.wishes_of(shelf.database, one) == [shelf.title]
    assert marks.wishes_of(shelf.database, two) == []
    marks.unwish(shelf.database, one, shelf.title)
    assert marks.wishes_of(shelf.database, one) == []
    late = marks.add_bookmark(shelf.database, one, shelf.edition, "s9", 9, "乔峰\x00")
    marks.add_bookmark(shelf.database, one, shelf.edition, "s2", 2)
    assert [mark.note for mark in marks.bookmarks_of(shelf.database, one, shelf.edition)] == ["", "乔峰"]
    with pytest.raises(ServiceError, match="bookmark-not-found"):
        marks.change_note(shelf.database, two, late, "mine")
    marks.remove_bookmark(shelf.database, two, late)
    assert len(marks.bookmarks_of(shelf.database, one, shelf.edition)) == 2
    with pytest.raises(BadRecord, match="bookmark-note-too-long"):
        marks.change_note(shelf.database, one, late, "x" * 4001)


def test_places_of_two_devices(shelf: Shelf) -> None:
    person = shelf.person()

    def save(ordinal: int, minute: int, device: str) -> positions.Whereabouts:
        place = positions.Place(
            f"s{ordinal}", ordinal, "listening", device, MONDAY + timedelta(minutes=minute)
        )
        return positions.save_position(shelf.database, person, shelf.edition, place)

    save(100, 10, "phone")
    assert save(50, 5, "player").place.ordinal == 100  # came in late
    back = save(95, 11, "player")
    assert (back.place.ordinal, back.offer) == (95, None)  # to hear it again
    far = save(3, 12, "phone")
    assert far.place.ordinal == 3
    assert far.offer is not None
    assert far.offer.ordinal == 95
    there = positions.position(shelf.database, person, shelf.edition)
    assert there is not None
    assert (there.place.ordinal, there.furthest) == (3, 100)
    for wrong in ({"how": "smell"}, {"ordinal": -1}, {"sentence": ""}, {"sentence": "x" * 81}):
        values = {"sentence": "s", "ordinal": 1, "how": "print", "device": "", "at": MONDAY, **wrong}
        with pytest.raises(BadRecord, match="position-wrong"):
            positions.save_position(shelf.database, person, shelf.edition, positions.Place(**values))


def test_a_clock_that_is_ahead_does_not_win_for_ever(shelf: Shelf) -> None:
    person = shelf.person()
    ahead = positions.Place("s5", 5, "listening", "phone", MONDAY + timedelta(days=999))
    positions.save_position(shelf.database, person, shelf.edition, ahead, received_at=MONDAY)
    later = MONDAY + timedelta(minutes=1)
    place = positions.Place("s4", 4, "listening", "player", later)
    saved = positions.save_position(shelf.database, person, shelf.edition, place, received_at=later)
    assert saved.place.ordinal == 4
