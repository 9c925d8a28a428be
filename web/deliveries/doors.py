"""Where somebody lives and how one is let in, as pages of delivery show it: to the reader and to staff, never to a carer. Each view is noted by the service."""

from __future__ import annotations

from dataclasses import dataclass, field

from accessible_reader.deliveries.profiles import DoorProfile
from accessible_reader.errors import NotAllowed
from accessible_reader.people.consents import ConsentKind
from web.deliveries.sides import Side
from web.visit import Visit


@dataclass(frozen=True, slots=True)
class Door:
    """``profile`` None: not for whoever asks; ``agreed``: kinds of consents that are given, None where they are not for them to see."""

    profile: DoorProfile | None = field(repr=False)
    agreed: frozenset[str] | None


def door_of(visit: Visit, side: Side) -> Door:
    """What may be shown."""
    profile = visit.service.deliveries.profile(visit.person_id, side.subject) if side.knows_door else None
    return Door(profile, agreed_to(visit, side))


def agreed_to(visit: Visit, side: Side) -> frozenset[str] | None:
    """Kinds of consents in force; None: not for whoever asks."""
    try:
        found = visit.service.consents.of(visit.person_id, side.subject)
    except NotAllowed:
        return None
    return frozenset(one.kind for one in found if one.withdrawn_at is None)


HISTORY = ConsentKind.READING_HISTORY.value
VOLUNTEERS = ConsentKind.SHARE_WITH_VOLUNTEERS.value
POST = ConsentKind.SHARE_WITH_POST.value
