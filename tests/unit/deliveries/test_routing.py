"""Rounds: on time, not too heavy, short."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from accessible_reader.audit import seen_of
from accessible_reader.deliveries.routes import DayProposal, Routes
from accessible_reader.deliveries.routing import (
    Door,
    Vehicle,
    late,
    legs_of,
    length_of,
    metres_between,
    propose,
)
from accessible_reader.errors import NotFound
from tests.unit.deliveries.conftest import THURSDAY, Depot

NINE, NOON = 9 * 3600, 12 * 3600
HERE = (30.25, 120.13)
VAN = Vehicle("van", HERE, 60_000, NINE, 13 * 3600)


def district(seed: int, count: int) -> list[Door]:
    dice = random.Random(seed)  # noqa: S311 (not a secret)
    return [
        Door(
            f"d{number}",
            (HERE[0] + dice.uniform(-0.03, 0.03), HERE[1] + dice.uniform(-0.03, 0.03)),
            dice.randrange(500, 6000),
            NINE if number % 3 else NINE + 3600,
            NOON if number % 2 else NINE + 2 * 3600,
        )
        for number in range(count)
    ]


def test_metres() -> None:
    assert metres_between(HERE, HERE) == 0
    # A thousandth of a degree of latitude is 111 m, and a detour.
    assert metres_between(HERE, (30.251, 120.13)) == 145


def test_seven_doors_are_ordered_as_well_as_can_be() -> None:
    doors = [Door(one.id, one.point, one.grams, NINE, NOON) for one in district(3, 7)]
    best = min(length_of(VAN, order) for order in permutations(doors))
    found = propose(doors, [VAN])
    assert found.left_out == ()
    assert found.metres == best
    by_id = {one.id: one for one in doors}
    assert length_of(VAN, [by_id[leg.id] for leg in found.rounds["van"]]) == best


def test_windows_and_weights_hold() -> None:
    vehicles = [VAN, Vehicle("bicycle", HERE, 15_000, NINE, NOON)]
    doors = district(5, 20)
    found = propose(doors, vehicles)
    by_id = {one.id: one for one in doors}
    served = [leg.id for legs in found.rounds.values() for leg in legs]
    assert sorted([*served, *found.left_out]) == sorted(by_id)
    assert len(served) > 10
    for vehicle in vehicles:
        legs = found.rounds[vehicle.id]
        order = [by_id[leg.id] for leg in legs]
        assert late(order, legs) == []
        assert all(leg.arrives >= by_id[leg.id].earliest for leg in legs)
        assert sum(one.grams for one in order) <= vehicle.most_grams
        assert legs == legs_of(vehicle, order)
    assert propose(doors, vehicles) == found  # the same day gives the same rounds


def test_whom_nobody_can_reach_is_said() -> None:
    far = Door("far", (31.9, 120.13), 500, NINE, NINE + 60)
    heavy = Door("heavy", HERE, 70_000, NINE, NOON)
    found = propose([far, heavy, *district(1, 3)], [VAN])
    assert set(found.left_out) == {"far", "heavy"}
    assert len(found.rounds["van"]) == 3


def test_by_hand_one_is_told_of_lateness() -> None:
    doors = [Door("a", (30.30, 120.13), 500, NINE, NOON), Door("b", HERE, 500, NINE, NINE + 60)]
    assert late(doors, legs_of(VAN, doors)) == ["b"]
    assert late(doors[::-1], legs_of(VAN, doors[::-1])) == []


def test_nobody_and_nowhere() -> None:
    assert propose([], [VAN]).rounds == {"van": ()}
    assert propose(district(1, 2), []).left_out == ("d0", "d1")


def test_a_day_is_proposed_and_kept(depot: Depot) -> None:
    library = depot.library
    visit = depot.packed("hong")
    without = depot.confirmed("santi")
    made = depot.rounds.make(library.librarian, library.north, THURSDAY, "morning", start="30.25,120.13")
    routes = Routes(depot.database, depot.keys)

    def proposed() -> DayProposal:
        return routes.propose(library.librarian, library.north, THURSDAY, "morning")

    assert set(proposed().not_agreed) == {visit, without}
    depot.agree_to_volunteers()
    assert set(proposed().without_point) == {visit, without}
    depot.deliveries.set_profile(library.librarian, library.reader, {"point": "30.26,120.14"})
    found = proposed()
    ((round_id, stops),) = [(one.round_id, one.visits) for one in found.rounds]
    assert round_id == made
    assert {one for one, _ in stops} == {visit, without}
    assert all(NINE <= at <= NOON for _, at in stops)
    assert "point" in seen_of(depot.database, library.reader)[0].fields
    depot.rounds.set_stops(library.librarian, made, [one for one, _ in stops])
    with pytest.raises(NotFound, match="visit-round-not-found"):
        routes.propose(library.librarian, library.north, THURSDAY, "evening")
