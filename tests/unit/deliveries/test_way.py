"""From asking to the shelf again, and every refusal on the way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accessible_reader.audit import seen_of
from accessible_reader.catalogue.copies import NewCopy, add_copies
from accessible_reader.database import DataError, IntegrityError, OperationalError, select, text
from accessible_reader.deliveries.carrying import Outcome, masked
from accessible_reader.deliveries.fields import Tastes, VisitWish, Wanted
from accessible_reader.deliveries.lifecycle import Reason, VisitState
from accessible_reader.deliveries.models import DeliveryEvent, DeliveryProfile, Visit
from accessible_reader.errors import BadRecord, NotAllowed, NotFound, NotNow
from accessible_reader.people.consents import ConsentKind, withdraw_consent
from accessible_reader.people.permissions import Scope
from accessible_reader.shelf.holds import place_hold
from accessible_reader.shelf.loans import check_in
from tests.unit.deliveries.conftest import MONDAY, ON_THURSDAY, THURSDAY, Depot

HOUR = timedelta(hours=1)


def test_all_the_way_there_and_back(depot: Depot) -> None:
    library = depot.library
    depot.deliveries.set_profile(library.reader, library.reader, {"knock": "敲三下", "password": "春天来了"})
    visit, made = depot.out("tianlong", "santi")
    assert depot.copies() == {
        "t1": "in_transit", "t2": "in_transit", "t3": "in_transit", "s1": "in_transit", "h1": "available",
        "x1": "available", "y1": "available",
    }  # fmt: skip
    assert {one.due for one in depot.loans()} == {None}  # never due while it is with the library
    token = depot.rounds.link(library.librarian, made, at=ON_THURSDAY)
    opened = depot.carrying.open_link(token, at=ON_THURSDAY)
    assert (opened.carrier_id, opened.round_id) == (library.volunteer, made)
    (stop,) = depot.carrying.stops(opened.carrier_id, opened.round_id, at=ON_THURSDAY)
    assert (stop.number, stop.name, stop.pieces, stop.phone) == (1, "王小明", 4, "138****8001")
    assert (stop.address, stop.knock, stop.password) == (
        "杭州市西湖区灵隐路12号3幢401室",
        "敲三下",
        "春天来了",
    )
    assert "春天" not in repr(stop)
    looked = [one for one in seen_of(depot.database, library.reader) if one.actor == library.volunteer]
    assert "password" in looked[0].fields
    report = depot.carrying.report
    report(library.volunteer, visit, Outcome.ARRIVED, at=ON_THURSDAY + HOUR)
    for _ in range(2):  # a telephone without a connection sends again
        assert (
            report(library.volunteer, visit, Outcome.DELIVERED, at=ON_THURSDAY + HOUR) is VisitState.DELIVERED
        )
    assert {one.state for one in depot.loans()} == {"open"}
    assert min(one.due for one in depot.loans() if one.due) >= THURSDAY + timedelta(days=29)
    depot.deliveries.rate(library.reader, visit, 5)
    # The next visit fetches it.
    depot.deliveries.ask(library.reader, library.reader, VisitWish(fetch=True), at=MONDAY)
    (second,) = [
        one
        for one in depot.deliveries.of(library.reader, library.reader)
        if one.state is VisitState.REQUESTED
    ]
    depot.deliveries.confirm(library.librarian, second.id, THURSDAY, "afternoon", at=MONDAY)
    depot.packing.start(library.librarian, second.id)
    depot.packing.close(library.librarian, second.id, return_card=False)
    again = depot.rounds.make(
        library.librarian, library.north, THURSDAY, "afternoon", carrier=library.volunteer
    )
    depot.rounds.set_stops(library.librarian, again, [second.id])
    depot.rounds.hand_over(library.librarian, again, at=ON_THURSDAY)
    (stop,) = depot.carrying.stops(library.volunteer, again, at=ON_THURSDAY)
    assert [(one.visit_id, one.pieces) for one in stop.collect] == [(visit, 4)]
    for _ in range(2):
        depot.carrying.collect(library.volunteer, second.id, visit, at=ON_THURSDAY)
    report(library.volunteer, second.id, Outcome.DELIVERED, at=ON_THURSDAY)
    assert depot.state(second.id) is VisitState.SHELVED  # it had brought nothing
    assert depot.state(visit) is VisitState.COLLECTED
    assert {one.state for one in depot.loans()} == {"coming_back"}
    for barcode in ("t1", "t2", "s1"):
        assert not depot.packing.check_in(library.librarian, barcode).bag_is_back
    assert depot.packing.check_in(library.librarian, "t3").bag_is_back
    assert depot.state(visit) is VisitState.SHELVED
    assert set(depot.copies().values()) == {"available"}
    assert [one[0] for one in depot.events(visit)] == [
        "ask", "confirm", "pick", "pack", "hand-over", "deliver", "collect", "shelve",
    ]  # fmt: skip


def test_what_happened_cannot_be_changed(depot: Depot) -> None:
    depot.ask("hong")
    for change in ("UPDATE delivery_event SET reason = 'other'", "DELETE FROM delivery_event"):
        with (
            pytest.raises(
                (IntegrityError, OperationalError, DataError, Exception), match="only ever added to"
            ),
            depot.database.transaction() as session,
        ):
            session.execute(text(change))
    with depot.database.reading() as session:
        assert session.scalars(select(DeliveryEvent.reason)).all() == [None]


def test_addresses_and_notes_are_sealed(depot: Depot) -> None:
    reader = depot.library.reader
    depot.deliveries.set_profile(
        reader,
        reader,
        {"address": "新街9号", "point": "30.25, 120.13", "emergency": "女儿 139", "times": ["thu-morning"]},
    )
    visit = depot.ask("hong", note="请敲门重一点", tastes=Tastes(("武侠",), ()))
    with depot.database.reading() as session:
        door = session.get_one(DeliveryProfile, reader)
        row = session.get_one(Visit, visit)
        stored = " ".join(str(value) for one in (door, row) for value in vars(one).values())
        assert row.times == ["thu-morning"]
    for secret in ("新街", "30.25", "女儿", "敲门", "武侠"):
        assert secret not in stored
    shown = depot.deliveries.profile(depot.library.librarian, reader)
    assert (shown.address, shown.point) == ("新街9号", "30.25000,120.13000")
    depot.deliveries.set_profile(reader, reader, {"address": ""})
    assert depot.deliveries.profile(reader, reader).address == "杭州市西湖区灵隐路12号3幢401室"
    for bad in (
        {"point": "120.13"},
        {"point": "95,0"},
        {"times": ["thu"]},
        {"channel": "fax"},
        {"knock": "x" * 301},
        {"?": 1},
    ):
        with pytest.raises(BadRecord, match="visit-field-bad"):
            depot.deliveries.set_profile(reader, reader, bad)


def test_a_carer_acts_within_scopes_and_the_reader_is_told(depot: Depot) -> None:
    reader = depot.library.reader
    carer = depot.carer(Scope.REQUEST)
    visit = depot.ask("hong", actor=carer)
    assert depot.notices() == ["carer-ask"]
    (seen,) = depot.deliveries.of(carer, reader)
    assert [(one.title, one.title_id, one.barcode) for one in seen.lines] == [(None, None, None)]
    assert depot.deliveries.get(reader, visit).lines[0].title == "红楼梦"
    with pytest.raises(NotAllowed, match="permission-care-scope"):
        depot.deliveries.plan(carer, reader)
    with pytest.raises(NotAllowed, match="permission-care-scope"):
        depot.deliveries.received(carer, visit)
    with pytest.raises(NotAllowed, match="permission"):
        depot.deliveries.profile(carer, reader)
    depot.deliveries.strike(carer, visit, 1)
    depot.deliveries.cancel(carer, visit)
    assert sorted(depot.notices()) == ["carer-ask", "carer-cancel", "carer-change"]
    depot.deliveries.ask(depot.library.librarian, reader, VisitWish(choose=1, by_phone=True))
    assert len(depot.notices()) == 3  # they asked themselves, on the telephone
    with pytest.raises(BadRecord, match="visit-field-bad"):
        depot.deliveries.ask(reader, reader, VisitWish(choose=1, by_phone=True))


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (VisitWish(), "visit-nothing-wanted"),
        (VisitWish(choose=1, fetch=True), "visit-nothing-wanted"),
        (VisitWish(choose=5, most_items=4), "visit-too-many"),
        (VisitWish(choose=1, most_grams=8000, means="post"), "visit-too-heavy-for-post"),
        (VisitWish(choose=1, means="post"), "visit-post-not-agreed"),
        (VisitWish(choose=1, formats=("scroll",)), "visit-field-bad"),
        (VisitWish(choose=1, times=("noon",)), "visit-field-bad"),
        (VisitWish(titles=(Wanted("x" * 32),)), "title-not-found"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_cannot_be_asked_for(depot: Depot, wish: VisitWish, code: str) -> None:
    with pytest.raises((BadRecord, NotFound), match=code):
        depot.deliveries.ask(depot.library.reader, depot.library.reader, wish)
    assert depot.deliveries.of(depot.library.reader, depot.library.reader, ended=True) == []


def test_no_address_and_too_many(depot: Depot) -> None:
    neighbour = depot.library.neighbour
    with pytest.raises(BadRecord, match="visit-address-missing"):
        depot.deliveries.ask(neighbour, neighbour, VisitWish(choose=1))
    for _ in range(5):
        depot.ask(choose=1)
    with pytest.raises(NotNow, match="visit-limit"):
        depot.ask(choose=1)


def test_the_library_chooses_by_likes_and_dislikes(depot: Depot) -> None:
    visit = depot.confirmed(choose=3, tastes=Tastes(("古典", "金庸"), ("曹雪芹",)))
    lines = depot.deliveries.get(depot.library.reader, visit).lines
    assert {one.title for one in lines if one.title} == {"天龙八部", "西游记"}
    assert [one.state for one in lines].count("wanted") == 1
    # What one has, or is about to get, is not chosen again, and no copy is meant for two.
    other = depot.confirmed(choose=4)
    assert {one.title for one in depot.deliveries.get(depot.library.reader, other).lines} == {
        "三体",
        "红楼梦",
        None,
    }


def test_swap_strike_and_change_until_it_is_in_the_bag(depot: Depot) -> None:
    reader, librarian = depot.library.reader, depot.library.librarian
    visit = depot.confirmed("hong")
    place = depot.deliveries.swap(reader, visit, 1, Wanted(depot.titles["santi"]))
    assert place == 2
    assert [(one.title, one.state) for one in depot.deliveries.get(reader, visit).lines] == [
        ("红楼梦", "struck"), ("三体", "chosen"),
    ]  # fmt: skip
    with pytest.raises(BadRecord, match="visit-title-twice"):
        depot.deliveries.add_title(reader, visit, Wanted(depot.titles["santi"]))
    depot.packing.start(librarian, visit)
    depot.packing.put_in(librarian, visit, "s1")
    with pytest.raises(NotNow, match="visit-line-in-bag"):
        depot.deliveries.strike(reader, visit, 2)
    with pytest.raises(NotNow, match="visit-bag-not-empty"):
        depot.deliveries.cancel(reader, visit)
    assert depot.deliveries.add_title(reader, visit, Wanted(depot.titles["hong"])) == 3
    depot.deliveries.strike(reader, visit, 3)
    depot.packing.close(librarian, visit, return_card=True)
    with pytest.raises(NotNow, match="visit-not-now"):
        depot.deliveries.add_title(reader, visit, None)


def test_the_bag_refuses_what_does_not_belong(depot: Depot) -> None:
    librarian, neighbour = depot.library.librarian, depot.library.neighbour
    add_copies(depot.database, depot.editions["santi"], "north", "disc", [NewCopy("d1", "CD9", 5000)])
    place_hold(depot.database, neighbour, depot.titles["hong"], "braille", "north")
    visit = depot.confirmed("tianlong", "santi", most_grams=4000)
    put_in = depot.packing.put_in
    with pytest.raises(NotNow, match="visit-not-now"):
        put_in(librarian, visit, "t1")
    depot.packing.start(librarian, visit)
    with pytest.raises(NotFound, match="copy-not-found"):
        put_in(librarian, visit, "nothing")
    with pytest.raises(NotNow, match="visit-copy-for-another"):
        put_in(librarian, visit, "h1")
    with pytest.raises(NotNow, match="visit-copy-not-wanted"):
        put_in(librarian, visit, "x1")
    with pytest.raises(NotNow, match="visit-copy-not-here"):
        put_in(librarian, visit, "y1")
    bag = put_in(librarian, visit, "t2")
    assert (bag.in_bag, bag.missing, bag.grams) == (("t2",), ("t1", "t3"), 2400)
    with pytest.raises(NotNow, match="visit-copy-in-bag"):
        put_in(librarian, visit, "t2")
    put_in(librarian, visit, "t1")
    with pytest.raises(NotNow, match="visit-lines-open"):
        depot.packing.close(librarian, visit, return_card=True)
    bag = put_in(librarian, visit, "s1")
    assert bag.second_look  # two kinds
    with pytest.raises(NotNow, match="visit-volume-missing"):
        depot.packing.close(librarian, visit, return_card=True)
    put_in(librarian, visit, "t3")
    with pytest.raises(NotNow, match="visit-return-card-missing"):
        depot.packing.close(librarian, visit, return_card=False)
    with pytest.raises(NotNow, match="visit-second-look"):
        depot.packing.close(librarian, visit, return_card=True)
    with pytest.raises(NotNow, match="visit-look-yourself"):
        depot.packing.look(librarian, visit)
    depot.packing.look(depot.library.manager, visit)
    depot.packing.close(librarian, visit, return_card=True)
    assert depot.packing.find_bag(librarian, bag.bag).state is VisitState.PACKED
    other = depot.confirmed("xiyou")
    depot.packing.start(librarian, other)
    with pytest.raises(NotNow, match="visit-copy-in-other-bag"):
        put_in(librarian, other, "t1")


def test_too_heavy_is_said_before_it_is_lent(depot: Depot) -> None:
    visit = depot.confirmed("hong", "santi", most_grams=1000)
    lines = depot.deliveries.get(depot.library.reader, visit).lines
    assert [one.state for one in lines] == ["chosen", "wanted"]
    depot.packing.start(depot.library.librarian, visit)
    depot.packing.put_in(depot.library.librarian, visit, "h1")
    with pytest.raises(NotNow, match="visit-too-heavy"):
        depot.packing.put_in(depot.library.librarian, visit, "s1")
    assert depot.copies()["s1"] == "available"
    depot.packing.not_found(depot.library.librarian, visit, 2)
    depot.packing.close(depot.library.librarian, visit, return_card=True)


def test_what_is_not_on_the_shelf_is_replaced(depot: Depot) -> None:
    visit = depot.confirmed(choose=1, tastes=Tastes(("红楼", "曹雪芹"), ()))
    depot.packing.start(depot.library.librarian, visit)
    depot.packing.not_found(depot.library.librarian, visit, 1)
    assert depot.copies()["h1"] == "lost"
    assert depot.deliveries.get(depot.library.reader, visit).lines[0].state == "missing"
    with pytest.raises(NotNow, match="visit-bag-empty"):
        depot.packing.close(depot.library.librarian, visit, return_card=True)


def test_taking_out_and_emptying_gives_everything_back(depot: Depot) -> None:
    visit = depot.packed("tianlong", "hong")
    depot.packing.reopen(depot.library.librarian, visit)
    depot.packing.take_out(depot.library.librarian, visit, 1)
    assert depot.copies()["t2"] == "available"
    depot.packing.empty(depot.library.librarian, visit, Reason.LIBRARY)
    assert depot.state(visit) is VisitState.CANCELLED
    assert set(depot.copies().values()) == {"available"}
    assert all(one.state == "returned" and one.person_id is None for one in depot.loans())


def test_a_failed_visit_goes_again_and_then_comes_back(depot: Depot) -> None:
    library = depot.library
    depot.deliveries.set_profile(library.reader, library.reader, {"emergency": "女儿 13900000000"})
    visit, made = depot.out("tianlong")
    with pytest.raises(BadRecord, match="visit-reason-missing"):
        depot.carrying.report(library.volunteer, visit, Outcome.PROBLEM, at=ON_THURSDAY)
    for _ in range(2):
        depot.carrying.report(library.volunteer, visit, Outcome.NOBODY_HOME, at=ON_THURSDAY)
    (failed,) = depot.rounds.failed(library.librarian, library.north)
    assert (failed.next, failed.failures, failed.reason) == ("rebook", 1, "no-answer")
    friday = THURSDAY + timedelta(days=1)
    depot.rounds.rebook(library.librarian, visit, friday, "morning", at=ON_THURSDAY)
    assert "rebooked" in depot.notices()
    with pytest.raises(NotAllowed, match="permission-visit-step"):  # not their stop any more
        depot.carrying.stops(library.neighbour, made, at=ON_THURSDAY)
    second = depot.rounds.make(library.librarian, library.north, friday, "morning", carrier=library.librarian)
    depot.rounds.set_stops(library.librarian, second, [visit])
    with pytest.raises(NotNow, match="visit-not-today"):
        depot.rounds.hand_over(library.librarian, second, at=ON_THURSDAY)
    depot.rounds.hand_over(library.librarian, second, at=ON_THURSDAY + timedelta(days=1))
    depot.rounds.outcome(library.librarian, visit, delivered=False, reason=Reason.NO_ANSWER)
    assert depot.rounds.failed(library.librarian, library.north)[0].next == "emergency"
    assert depot.rounds.emergency_contact(library.librarian, visit) == "女儿 13900000000"
    assert "emergency" in seen_of(depot.database, library.reader)[0].fields
    depot.rounds.give_up(library.librarian, visit, Reason.ILL)
    assert [one.state for one in depot.loans()] == ["coming_back"]
    for barcode in ("t3", "t1", "t2"):
        depot.packing.check_in(library.librarian, barcode)
    assert depot.state(visit) is VisitState.SHELVED
    assert set(depot.copies().values()) == {"available"}


def test_the_link_is_dead_at_midnight_and_for_everybody_else(depot: Depot) -> None:
    visit, made = depot.out("hong")
    library = depot.library
    token = depot.rounds.link(library.librarian, made, at=ON_THURSDAY)
    midnight = ON_THURSDAY + timedelta(hours=15)  # 9 o'clock and 15 hours
    assert depot.carrying.open_link(token, at=midnight - timedelta(seconds=1)).round_id == made
    for moment in (midnight, ON_THURSDAY - timedelta(days=1)):
        with pytest.raises(NotFound, match="visit-link-dead"):
            depot.carrying.open_link(token, at=moment)
    with pytest.raises(NotFound, match="visit-link-dead"):
        depot.carrying.open_link(token + "x", at=ON_THURSDAY)
    second = depot.rounds.link(library.librarian, made, at=ON_THURSDAY)
    with pytest.raises(NotFound, match="visit-link-dead"):
        depot.carrying.open_link(token, at=ON_THURSDAY)
    for moment in (midnight, ON_THURSDAY - timedelta(days=1)):
        with pytest.raises(NotAllowed, match="permission-visit-step"):
            depot.carrying.stops(library.volunteer, made, at=moment)
        with pytest.raises(NotAllowed, match="permission-visit-step"):
            depot.carrying.report(library.volunteer, visit, Outcome.DELIVERED, at=moment)
    depot.rounds.give_to(library.librarian, made, library.librarian)
    with pytest.raises(NotFound, match="visit-link-dead"):
        depot.carrying.open_link(second, at=ON_THURSDAY)
    with pytest.raises(NotNow, match="visit-round-over"):
        depot.rounds.link(library.librarian, made, at=midnight)


def test_whoever_carries_finds_their_rounds_of_today(depot: Depot) -> None:
    library = depot.library
    visit, made = depot.out("hong")
    later = depot.rounds.make(
        library.librarian, library.north, THURSDAY, "afternoon", carrier=library.volunteer
    )
    for day in (THURSDAY - timedelta(days=1), THURSDAY + timedelta(days=1)):
        depot.rounds.make(library.librarian, library.north, day, "morning", carrier=library.volunteer)
    found = depot.carrying.mine(library.volunteer, at=ON_THURSDAY)
    assert [(one.id, one.part, one.stops, one.left) for one in found] == [
        (made, "morning", 1, 1),
        (later, "afternoon", 0, 0),
    ]
    assert found[0].until == ON_THURSDAY + timedelta(hours=15)
    assert depot.carrying.mine(library.librarian, at=ON_THURSDAY) == []
    with pytest.raises(NotFound, match="person-not-found"):
        depot.carrying.mine("nobody", at=ON_THURSDAY)
    depot.carrying.report(library.volunteer, visit, Outcome.REFUSED, at=ON_THURSDAY)
    assert depot.carrying.round(library.volunteer, made, at=ON_THURSDAY).left == 0
    assert depot.carrying.round(library.librarian, made, at=ON_THURSDAY + timedelta(days=3)).stops == 1
    for who, moment in ((library.neighbour, ON_THURSDAY), (library.volunteer, ON_THURSDAY - HOUR * 24)):
        with pytest.raises(NotAllowed, match="permission-visit-step"):
            depot.carrying.round(who, made, at=moment)
    with pytest.raises(NotFound, match="visit-round-not-found"):
        depot.carrying.round(library.librarian, "0" * 32)


def test_a_link_opens_one_round(depot: Depot) -> None:
    library = depot.library
    visit, made = depot.out("hong")
    other = depot.rounds.make(
        library.librarian, library.north, THURSDAY, "morning", carrier=library.volunteer
    )
    for call in (
        lambda: depot.carrying.report(
            library.volunteer, visit, Outcome.DELIVERED, round_id=other, at=ON_THURSDAY
        ),
        lambda: depot.carrying.collect(library.volunteer, visit, visit, round_id=other, at=ON_THURSDAY),
    ):
        with pytest.raises(NotFound, match="visit-round-not-found"):
            call()
    depot.carrying.report(library.volunteer, visit, Outcome.DELIVERED, round_id=made, at=ON_THURSDAY)


def test_who_no_longer_wants_volunteers_to_know_is_not_shown_and_the_others_are(depot: Depot) -> None:
    library = depot.library
    _visit, made = depot.out("hong")
    withdraw_consent(
        depot.database, depot.keys, library.reader, library.reader, ConsentKind.SHARE_WITH_VOLUNTEERS
    )
    before = len(seen_of(depot.database, library.reader))
    (stop,) = depot.carrying.stops(library.volunteer, made, at=ON_THURSDAY)
    assert (stop.withheld, stop.pieces, stop.over) == (True, 1, False)
    assert not any((stop.name, stop.address, stop.phone, stop.knock, stop.password, stop.receivers))
    assert len(seen_of(depot.database, library.reader)) == before
    (stop,) = depot.carrying.stops(library.librarian, made, at=ON_THURSDAY)
    assert (stop.withheld, stop.name) == (False, "王小明")


def test_nobody_carries_to_a_reader_who_has_not_agreed(depot: Depot) -> None:
    visit = depot.packed("hong")
    library = depot.library
    made = depot.rounds.make(library.librarian, library.north, THURSDAY, "morning", carrier=library.volunteer)
    with pytest.raises(NotAllowed, match="permission-volunteers-not-agreed"):
        depot.rounds.set_stops(library.librarian, made, [visit])
    depot.rounds.give_to(library.librarian, made, library.librarian)
    depot.rounds.set_stops(library.librarian, made, [visit])
    with pytest.raises(NotAllowed, match="permission-volunteers-not-agreed"):
        depot.rounds.give_to(library.librarian, made, library.volunteer)


def test_a_parcel_is_received_by_the_reader(depot: Depot) -> None:
    from accessible_reader.people.consents import ConsentKind, Means, give_consent

    reader = depot.library.reader
    give_consent(
        depot.database,
        depot.keys,
        reader,
        reader,
        ConsentKind.SHARE_WITH_POST,
        text_version="1",
        how=Means.ONLINE,
    )
    visit = depot.packed("hong", means="post")
    carer = depot.carer(Scope.RECEIVE)
    with pytest.raises(NotNow, match="visit-not-now"):
        depot.deliveries.received(carer, visit)
    depot.rounds.post(depot.library.librarian, visit)
    depot.deliveries.received(carer, visit)
    assert depot.state(visit) is VisitState.DELIVERED
    assert "carer-receive" in depot.notices()
    # Brought back over the ordinary desk.
    check_in(depot.database, "h1", history=False)
    from accessible_reader.deliveries.handing import settle_all

    with depot.database.transaction() as session:
        assert settle_all(session, depot.keys, ON_THURSDAY) == 1
        assert settle_all(session, depot.keys, ON_THURSDAY) == 0
    assert depot.state(visit) is VisitState.SHELVED


def test_days(depot: Depot) -> None:
    visit = depot.ask("hong")
    with pytest.raises(BadRecord, match="visit-day-past"):
        depot.deliveries.confirm(depot.library.librarian, visit, date(2026, 11, 22), "morning", at=MONDAY)
    from accessible_reader.shelf.rules import close_on

    close_on(depot.database, "north", THURSDAY)
    with pytest.raises(NotNow, match="visit-day-closed"):
        depot.deliveries.confirm(depot.library.librarian, visit, THURSDAY, "morning", at=MONDAY)
    with pytest.raises(BadRecord, match="visit-field-bad"):
        depot.deliveries.confirm(depot.library.librarian, visit, THURSDAY, "night", at=MONDAY)


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("+8613800138001", "138****8001"), ("057112345678", "057****5678"), ("12345", "****45"), (None, "")],
)
def test_telephone_numbers_are_masked(phone: str | None, shown: str) -> None:
    assert masked(phone) == shown
