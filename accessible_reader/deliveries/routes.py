"""Rounds proposed for a day: who is near whom, in time, and not too much to carry. What is proposed changes nothing; staff keep it, or another order, with ``Rounds.set_stops``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accessible_reader.database import Session, select
from accessible_reader.deliveries.choosing import grams_chosen
from accessible_reader.deliveries.fields import WINDOWS, check_part, tidy_point
from accessible_reader.deliveries.lifecycle import VisitState
from accessible_reader.deliveries.models import DeliveryRound, Visit
from accessible_reader.deliveries.places import best_place, places_for
from accessible_reader.deliveries.profiles import note_view, open_profile
from accessible_reader.deliveries.records import Hand, capacity
from accessible_reader.deliveries.routing import Door, Vehicle, propose
from accessible_reader.errors import NotFound
from accessible_reader.people.access import has_consented, require
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.permissions import Action

_BACK = 3600
"""Seconds after the last window in which the carrier must be back."""


@dataclass(frozen=True, slots=True)
class ProposedRound:
    """Visits in order, each with the seconds of the day at which somebody is there."""

    round_id: str
    visits: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class DayProposal:
    """``left_out``: nobody can be there in time, or carry it; ``without_point``: staff must enter where it is, or order by hand; ``not_agreed``: only for staff to carry.

    ``by_table``: visits to readers without a point of their own, each with the name of the place in the library's table that stands for it.
    """

    rounds: tuple[ProposedRound, ...]
    left_out: tuple[str, ...]
    without_point: tuple[str, ...]
    not_agreed: tuple[str, ...]
    metres: int
    by_table: tuple[tuple[str, str], ...] = ()


class Routes(Guarded):
    """For whoever plans the day."""

    def propose(self, actor: str, branch_id: str, day: date, part: str) -> DayProposal:
        """For the rounds and visits of a part of a day; where each reader lives is looked at, and noted. Raises NotFound ``visit-round-not-found`` where there is no round with a start."""
        check_part(part)
        with self._at(actor, Action.PLAN_ROUNDS, branch_id) as allowed:
            session = allowed.session
            hand = Hand(session, self._keys, actor, capacity(allowed.by))
            rounds = select(DeliveryRound).where(
                DeliveryRound.branch_id == branch_id, DeliveryRound.day == day, DeliveryRound.part == part
            )
            rows = session.scalars(rounds.order_by(DeliveryRound.made_at, DeliveryRound.id)).all()
            begins, ends = (one.hour * 3600 + one.minute * 60 for one in WINDOWS[part])
            vehicles = [
                Vehicle(one.id, _point(one.start), one.most_grams, begins, ends + _BACK)
                for one in rows
                if one.start
            ]
            if not vehicles:
                raise NotFound("visit-round-not-found")
            doors, without, not_agreed, by_table = [], [], [], []
            places = places_for(session, branch_id)
            for visit in _visits(session, branch_id, day, part):
                if visit.person_id is None:
                    continue
                require(session, actor, Action.VIEW_CONTACT, visit.person_id)
                if not has_consented(session, visit.person_id, "share_with_volunteers"):
                    not_agreed.append(visit.id)
                    continue
                door = open_profile(session, self._keys, visit.person_id)
                point = tidy_point(door.point)
                if point is None:
                    place = best_place(places, door.address)
                    if places and door.address:
                        note_view(hand, visit.person_id, ["address"], visit.id)
                    if place is None:
                        without.append(visit.id)
                        continue
                    point = place.point
                    by_table.append((visit.id, place.name))
                else:
                    note_view(hand, visit.person_id, ["point"], visit.id)
                doors.append(Door(visit.id, _point(point), grams_chosen(session, visit), begins, ends))
        # Without the database: the search takes a second or two.
        found = propose(doors, vehicles)
        return DayProposal(
            tuple(
                ProposedRound(one.id, tuple((leg.id, leg.arrives) for leg in found.rounds[one.id]))
                for one in vehicles
            ),
            found.left_out,
            tuple(without),
            tuple(not_agreed),
            found.metres,
            tuple(by_table),
        )


def _visits(session: Session, branch_id: str, day: date, part: str) -> list[Visit]:
    states = [VisitState.CONFIRMED.value, VisitState.PICKING.value, VisitState.PACKED.value]
    query = select(Visit).where(
        Visit.branch_id == branch_id,
        Visit.day == day,
        Visit.part == part,
        Visit.means == "visit",
        Visit.state.in_(states),
    )
    return list(session.scalars(query.order_by(Visit.asked_at, Visit.id)))


def _point(text: str) -> tuple[float, float]:
    north, east = (float(one) for one in text.split(","))
    return north, east
