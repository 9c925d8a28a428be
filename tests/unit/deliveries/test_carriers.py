"""Who can carry, and what whoever plans the day sees of a round."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accessible_reader.audit import seen_of
from accessible_reader.database import now, update
from accessible_reader.deliveries.carriers import Carriers
from accessible_reader.deliveries.fields import Tastes
from accessible_reader.deliveries.lifecycle import VisitState
from accessible_reader.errors import NotAllowed, NotFound
from accessible_reader.people.models import RoleGrant
from accessible_reader.people.permissions import Role
from tests.unit.deliveries.conftest import MONDAY, ON_THURSDAY, THURSDAY, Depot


def carriers(depot: Depot) -> Carriers:
    return Carriers(depot.database, depot.keys)


def test_volunteers_and_staff_of_a_branch_can_carry_and_nobody_else(depot: Depot) -> None:
    library = depot.library
    found = carriers(depot).of(library.librarian, library.north)
    assert found[0].person_id == library.volunteer  # volunteers first
    assert {one.person_id: one.staff for one in found} == {
        library.volunteer: False, library.librarian: True, library.manager: True, library.main_librarian: True,
    }  # fmt: skip
    assert all(one.name for one in found)
    assert found[0].name not in repr(found[0])
    assert seen_of(depot.database, library.volunteer)[0].actor == library.librarian
    assert seen_of(depot.database, library.volunteer)[0].fields == ("name",)
    for stranger in (library.neighbour, library.south_librarian, library.reader):
        with pytest.raises(NotFound, match="visit-carrier-not-found"):
            depot.rounds.make(library.librarian, library.north, THURSDAY, "morning", carrier=stranger)
    with pytest.raises(NotAllowed):
        carriers(depot).of(library.south_librarian, library.north)


def test_whoever_has_left_can_carry_no_more_and_is_still_named_on_their_round(depot: Depot) -> None:
    library = depot.library
    made = depot.rounds.make(library.librarian, library.north, THURSDAY, "morning", carrier=library.volunteer)
    depot.rounds.make(library.librarian, library.north, THURSDAY, "morning")  # nobody's
    with depot.database.transaction() as session:
        session.execute(
            update(RoleGrant)
            .where(RoleGrant.person_id == library.volunteer, RoleGrant.role == Role.VOLUNTEER.value)
            .values(ended_at=now() - timedelta(hours=1))
        )
    assert library.volunteer not in {
        one.person_id for one in carriers(depot).of(library.librarian, library.north)
    }
    with pytest.raises(NotFound, match="visit-carrier-not-found"):
        depot.rounds.give_to(library.librarian, made, library.volunteer)
    named = carriers(depot).on(library.librarian, library.north, THURSDAY)
    assert {one: who.person_id for one, who in named.items()} == {made: library.volunteer}
    assert carriers(depot).on(library.librarian, library.north, THURSDAY + timedelta(days=1)) == {}


def test_a_round_tells_its_weight_its_stops_and_its_link(depot: Depot) -> None:
    library = depot.library
    visit = depot.packed("tianlong")  # three volumes of 800 g
    made = depot.rounds.make(library.librarian, library.north, THURSDAY, "morning", carrier=library.librarian)
    depot.rounds.set_stops(library.librarian, made, [visit])
    view = depot.rounds.get(library.librarian, made)
    assert (view.visits, view.grams, view.link_until) == ((visit,), 2_400, None)
    depot.rounds.link(library.librarian, made, at=ON_THURSDAY)
    until = depot.rounds.get(library.librarian, made).link_until
    assert until is not None
    assert until - ON_THURSDAY == timedelta(hours=15)
    seen = depot.deliveries.get(library.librarian, visit)
    assert (seen.round_id, seen.stop) == (made, 1)
    with pytest.raises(NotFound, match="visit-round-not-found"):
        depot.rounds.get(library.librarian, "0" * 32)
    with pytest.raises(NotAllowed):
        depot.rounds.get(library.volunteer, made)


def test_the_board_of_a_day(depot: Depot) -> None:
    library = depot.library
    waiting = depot.ask("santi", note="轻一点", tastes=Tastes(("武侠",), ()))
    due = depot.confirmed("hong")
    board = depot.deliveries.board
    everything = board(library.librarian, library.north)
    assert {one.id for one in everything} == {waiting, due}
    assert [one.id for one in board(library.librarian, library.north, day=THURSDAY)] == [due]
    assert board(library.librarian, library.north, day=MONDAY.date()) == []
    assert [one.id for one in board(library.librarian, library.north, [VisitState.REQUESTED])] == [waiting]
    (one,) = board(library.librarian, library.north, [VisitState.REQUESTED], titles=False)
    assert (one.note, one.tastes, [line.title for line in one.lines]) == (None, Tastes(), [None])
    (two,) = [one for one in everything if one.id == waiting]
    assert (two.note, two.tastes, [line.title for line in two.lines]) == (
        "轻一点",
        Tastes(("武侠",), ()),
        ["三体"],
    )


def test_what_is_packed_can_go_on_another_day(depot: Depot) -> None:
    """The reader called, or nobody took it along: the bag stays as it is."""
    library = depot.library
    visit = depot.packed("tianlong")
    made = depot.rounds.make(library.librarian, library.north, THURSDAY, "morning", carrier=library.librarian)
    depot.rounds.set_stops(library.librarian, made, [visit])
    friday = THURSDAY + timedelta(days=1)
    depot.rounds.rebook(library.librarian, visit, friday, "afternoon", at=ON_THURSDAY)
    view = depot.deliveries.get(library.librarian, visit)
    assert (view.state, view.day, view.part) == (VisitState.PACKED, friday, "afternoon")
    assert view.round_id is None
    assert depot.rounds.get(library.librarian, made).visits == ()
    assert depot.notices() == ["confirmed", "confirmed"]  # of the first day, and of the other
    assert {one.due for one in depot.loans()} == {None}
    picking = depot.confirmed("hong")
    depot.packing.start(library.librarian, picking)
    depot.rounds.rebook(library.librarian, picking, friday, "morning", at=ON_THURSDAY)
    assert depot.state(picking) is VisitState.PICKING
    for other in (library.reader, library.volunteer, library.south_librarian):
        with pytest.raises(NotAllowed):
            depot.rounds.rebook(other, visit, friday, "morning", at=ON_THURSDAY)
