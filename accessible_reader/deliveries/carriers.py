"""Who can carry: volunteers and staff of a branch. Their names, for whoever plans the day; each that is shown is noted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from accessible_reader.catalogue.branches import path_up
from accessible_reader.database import Session, now, or_, select
from accessible_reader.deliveries.models import DeliveryRound
from accessible_reader.deliveries.profiles import note_view
from accessible_reader.deliveries.records import Hand, capacity
from accessible_reader.errors import NotFound
from accessible_reader.people.access import get_person, roles_at
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.models import Person, RoleGrant
from accessible_reader.people.permissions import Action, Role
from accessible_reader.people.persons import open_fields

CARRY: Final = frozenset({Role.VOLUNTEER, Role.LIBRARIAN, Role.BRANCH_MANAGER})
"""A driver is one of these, with a round."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """Somebody who can carry. ``staff``: they work at the branch or above it, so that nobody need agree that volunteers are told."""

    person_id: str
    name: str = field(repr=False)
    staff: bool


class Carriers(Guarded):
    """For whoever plans the day."""

    def of(self, actor: str, branch_id: str) -> list[Carrier]:
        """All who can carry for a branch, volunteers first; by name."""
        with self._at(actor, Action.PLAN_ROUNDS, branch_id) as allowed:
            session, moment = allowed.session, now()
            query = (
                select(Person.id)
                .join(RoleGrant, RoleGrant.person_id == Person.id)
                .where(
                    Person.erased_at.is_(None),
                    RoleGrant.role.in_([one.value for one in CARRY]),
                    or_(RoleGrant.branch_id.is_(None), RoleGrant.branch_id.in_(path_up(session, branch_id))),
                    RoleGrant.granted_at <= moment,
                    or_(RoleGrant.ended_at.is_(None), RoleGrant.ended_at > moment),
                )
                .distinct()
            )
            hand = Hand(session, self._keys, actor, capacity(allowed.by))
            found = [_carrier(hand, one, branch_id) for one in session.scalars(query).all()]
        return sorted(found, key=lambda one: (one.staff, one.name, one.person_id))

    def on(self, actor: str, branch_id: str, day: date) -> dict[str, Carrier]:
        """Who has which round of a day: by the round's id."""
        with self._at(actor, Action.PLAN_ROUNDS, branch_id) as allowed:
            session = allowed.session
            query = select(DeliveryRound.id, DeliveryRound.carrier_id).where(
                DeliveryRound.branch_id == branch_id,
                DeliveryRound.day == day,
                DeliveryRound.carrier_id.is_not(None),
            )
            hand = Hand(session, self._keys, actor, capacity(allowed.by))
            rows = session.execute(query).all()
            people = {person: _carrier(hand, person, branch_id) for _, person in rows if person is not None}
            return {made: people[person] for made, person in rows if person is not None}


def check_carrier(session: Session, person_id: str, branch_id: str) -> str:
    """The id of somebody who can carry for a branch. Raises NotFound ``visit-carrier-not-found``, ``person-not-found``."""
    here, _elsewhere = roles_at(session, get_person(session, person_id).id, branch_id, now())
    if not here & CARRY:
        raise NotFound("visit-carrier-not-found")
    return person_id


def _carrier(hand: Hand, person_id: str, branch_id: str) -> Carrier:
    here, _elsewhere = roles_at(hand.session, person_id, branch_id, now())
    name = open_fields(hand.session, hand.keys, person_id, ["name"])["name"] or ""
    note_view(hand, person_id, ["name"])
    return Carrier(person_id, name, bool(here & (CARRY - {Role.VOLUNTEER})))
