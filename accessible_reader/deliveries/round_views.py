"""A round, and a visit that failed, as whoever plans the day sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from accessible_reader.database import Session, select
from accessible_reader.deliveries.choosing import grams_chosen
from accessible_reader.deliveries.lifecycle import Reason, VisitAction
from accessible_reader.deliveries.models import DeliveryEvent, DeliveryRound, Visit


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round. ``visits`` in the order of the stops; ``grams`` of all that is meant for them; ``link_until``: a link was made, and when it dies."""

    id: str
    branch_id: str
    day: date
    part: str
    carrier_id: str | None
    most_grams: int
    start: str
    visits: tuple[str, ...]
    grams: int
    link_until: datetime | None


@dataclass(frozen=True, slots=True)
class FailedVisit:
    """A bag that came back, and what is best done now: ``rebook``, ``call`` (staff call the reader) or ``emergency`` (nobody opened, nobody knows why, and the reader named somebody)."""

    visit_id: str
    bag: str
    person_id: str | None
    reason: str
    failures: int
    next: str


def round_view(session: Session, row: DeliveryRound) -> RoundView:
    """The round, with its stops."""
    query = select(Visit).where(Visit.round_id == row.id).order_by(Visit.stop, Visit.id)
    visits = session.scalars(query).all()
    return RoundView(
        row.id,
        row.branch_id,
        row.day,
        row.part,
        row.carrier_id,
        row.most_grams,
        row.start,
        tuple(one.id for one in visits),
        sum(grams_chosen(session, one) for one in visits),
        row.link_until,
    )


def last_reason(session: Session, visit: Visit) -> str:
    """Why the newest try failed."""
    query = select(DeliveryEvent.reason).where(
        DeliveryEvent.visit_id == visit.id, DeliveryEvent.action == VisitAction.FAIL.value
    )
    return session.scalar(query.order_by(DeliveryEvent.id.desc()).limit(1)) or Reason.OTHER.value
