"""A good order of doors, found by PyVRP on this machine: no door later than promised, no bag too heavy, ways as short as they can be found in a moment.

Pure: points, windows and weights go in, an order comes out. Ways are as the crow flies, lengthened by what streets take on the average; a library that knows better orders by hand.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pyvrp

EARTH: Final = 6_371_000.0
"""Metres: the mean radius."""
DETOUR: Final = 1.3
"""Streets are so much longer than the straight line, in cities; by how much differs from town to town."""
METRES_A_SECOND: Final = 5.0
"""18 km/h: an electric bicycle, or a van between lights."""
AT_THE_DOOR: Final = 360
"""Seconds: who cannot see comes slowly to the door, and the bag is talked about."""
_PRIZE: Final = 10**9
"""For a door that is served: no way is so long that leaving somebody out would pay."""
_EFFORT: Final = 600
"""Iterations of the search without anything better; a number of steps, not of seconds, so that the same day gives the same rounds on every machine."""


@dataclass(frozen=True, slots=True)
class Door:
    """Somebody to go to. ``point``: latitude and longitude in degrees; times are seconds of the day: not before, not after."""

    id: str
    point: tuple[float, float]
    grams: int
    earliest: int
    latest: int
    seconds: int = AT_THE_DOOR


@dataclass(frozen=True, slots=True)
class Vehicle:
    """Whoever goes: from where, with how much, in which hours."""

    id: str
    start: tuple[float, float]
    most_grams: int
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Leg:
    """A door of a round, and when one is there, in seconds of the day."""

    id: str
    arrives: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Rounds by vehicle, and whom nobody can reach in time or carry for; ``metres`` of all rounds, back to the start."""

    rounds: dict[str, tuple[Leg, ...]]
    left_out: tuple[str, ...]
    metres: int


def metres_between(first: tuple[float, float], second: tuple[float, float]) -> int:
    """Along streets, as far as is known: the great circle, lengthened."""
    north, east = (math.radians(one) for one in first)
    north2, east2 = (math.radians(one) for one in second)
    half = (
        math.sin((north2 - north) / 2) ** 2
        + math.cos(north) * math.cos(north2) * math.sin((east2 - east) / 2) ** 2
    )
    return round(2 * EARTH * math.asin(math.sqrt(min(1.0, half))) * DETOUR)


def seconds_for(metres: int) -> int:
    """How long it takes; never too little."""
    return math.ceil(metres / METRES_A_SECOND)


def propose(
    doors: Sequence[Door], vehicles: Sequence[Vehicle], *, effort: int = _EFFORT, seed: int = 1
) -> Proposal:
    """A good order. ``effort``: steps of the search without anything better. The same for the same ``seed``, on every machine."""
    if not doors or not vehicles:
        return Proposal({one.id: () for one in vehicles}, tuple(one.id for one in doors), 0)
    from pyvrp.stop import NoImprovement

    model, clients = _model(doors, vehicles)
    result: Any = model.solve(NoImprovement(effort), seed=seed, collect_stats=False, display=False)
    rounds: dict[str, tuple[Leg, ...]] = {one.id: () for one in vehicles}
    reached: set[str] = set()
    if result.is_feasible():
        for route in result.best.routes():
            vehicle = vehicles[route.vehicle_type()]
            order = [clients[one.idx] for one in route.schedule() if one.is_client()]
            rounds[vehicle.id] = legs_of(vehicle, order)
            reached |= {one.id for one in order}
    by_id = {one.id: one for one in doors}
    metres = sum(length_of(one, [by_id[leg.id] for leg in rounds[one.id]]) for one in vehicles)
    return Proposal(rounds, tuple(one.id for one in doors if one.id not in reached), metres)


def legs_of(vehicle: Vehicle, order: Sequence[Door]) -> tuple[Leg, ...]:
    """When one is where, whoever found the order; waits before a door that is too early."""
    at, place = vehicle.begins, vehicle.start
    legs = []
    for door in order:
        at = max(at + seconds_for(metres_between(place, door.point)), door.earliest)
        legs.append(Leg(door.id, at))
        at, place = at + door.seconds, door.point
    return tuple(legs)


def late(order: Sequence[Door], legs: Sequence[Leg]) -> list[str]:
    """Ids of the doors that are reached after their window: a round by hand says so before it is kept."""
    latest = {one.id: one.latest for one in order}
    return [leg.id for leg in legs if leg.arrives > latest[leg.id]]


def length_of(vehicle: Vehicle, order: Sequence[Door]) -> int:
    """Metres of a round, back to the start."""
    if not order:
        return 0
    points = [vehicle.start, *(one.point for one in order), vehicle.start]
    return sum(metres_between(one, other) for one, other in pairwise(points))


def _model(doors: Sequence[Door], vehicles: Sequence[Vehicle]) -> tuple[pyvrp.Model, list[Door]]:
    from pyvrp import Model

    model = Model()
    starts = list(dict.fromkeys(one.start for one in vehicles))
    points = [*starts, *(one.point for one in doors)]
    places = [model.add_location(east, north) for north, east in points]
    depots = {start: model.add_depot(places[number]) for number, start in enumerate(starts)}
    for number, door in enumerate(doors):
        model.add_client(
            places[len(starts) + number],
            delivery=door.grams,
            service_duration=door.seconds,
            tw_early=door.earliest,
            tw_late=door.latest,
            prize=_PRIZE,
            required=False,
        )
    for vehicle in vehicles:
        model.add_vehicle_type(
            1,
            vehicle.most_grams,
            depots[vehicle.start],
            depots[vehicle.start],
            tw_early=vehicle.begins,
            tw_late=vehicle.ends,
        )
    for one, first in zip(places, points, strict=True):
        for other, second in zip(places, points, strict=True):
            if one is not other:
                metres = metres_between(first, second)
                model.add_edge(one, other, metres, seconds_for(metres))
    return model, list(doors)
