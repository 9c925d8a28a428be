"""A visit as somebody may see it: titles only for those who may know what the reader reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from accessible_reader.audit import SYSTEM
from accessible_reader.catalogue.models import Title
from accessible_reader.database import Keys, Session, select
from accessible_reader.deliveries.fields import Tastes, open_tastes
from accessible_reader.deliveries.lifecycle import BEFORE_PACKING, VisitState
from accessible_reader.deliveries.models import DeliveryEvent, Visit
from accessible_reader.people.access import standing_for
from accessible_reader.people.permissions import Action, decide
from accessible_reader.people.sealing import unseal


@dataclass(frozen=True, slots=True)
class LineView:
    """One thing of a visit. ``title`` None: to be chosen, or not for whoever looks; ``state`` as in the model."""

    place: int
    state: str
    title_id: str | None = field(repr=False)
    title: str | None = field(repr=False)
    kind: str | None
    barcode: str | None = field(repr=False)
    being_made: bool


@dataclass(frozen=True, slots=True)
class EventView:
    """Something that happened; ``actor`` is a person's id or ``system``."""

    at: datetime
    actor: str
    by: str
    action: str
    after: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class VisitView:
    """A visit. ``can_change``: as long as nothing is in the bag for good."""

    id: str
    bag: str
    person_id: str | None
    branch_id: str
    state: VisitState
    means: str
    times: tuple[str, ...]
    day: date | None
    part: str | None
    asked_at: datetime
    delivered_at: datetime | None
    failures: int
    rating: int | None
    from_plan: bool
    can_change: bool
    round_id: str | None
    stop: int | None
    """Place in the round, from 1."""
    tastes: Tastes
    """For whoever may see titles, like the note."""
    note: str | None = field(repr=False)
    lines: tuple[LineView, ...]
    sees_titles: bool
    """Whether whoever looks may know what is in it."""


def may_see_titles(session: Session, actor: str, person_id: str | None) -> bool:
    """Whether ``actor`` may know what the person has now. A reader who was forgotten has nothing."""
    if person_id is None:
        return False
    if actor == SYSTEM:
        return True
    return decide(Action.SEE_CURRENT_TITLES, standing_for(session, actor, person_id)).allowed


def visit_view(session: Session, keys: Keys, visit: Visit, *, titles: bool) -> VisitView:
    """The visit; ``titles``: with what is in it."""
    names: dict[str, str] = {}
    if titles:
        wanted = {line.title_id for line in visit.lines if line.title_id is not None}
        names = {
            row[0]: row[1]
            for row in session.execute(select(Title.id, Title.name).where(Title.id.in_(wanted)))
        }
    lines = tuple(
        LineView(
            place=line.place,
            state=line.state,
            title_id=line.title_id if titles else None,
            title=names.get(line.title_id or ""),
            kind=line.kind if titles else None,
            barcode=line.barcode if titles else None,
            being_made=line.conversion_id is not None and line.state == "wanted",
        )
        for line in visit.lines
    )
    state = VisitState(visit.state)
    return VisitView(
        visit.id,
        visit.bag,
        visit.person_id,
        visit.branch_id,
        state,
        visit.means,
        tuple(visit.times),
        visit.day,
        visit.part,
        visit.asked_at,
        visit.delivered_at,
        visit.failures,
        visit.rating,
        visit.plan_id is not None,
        state in BEFORE_PACKING,
        visit.round_id,
        visit.stop,
        open_tastes(keys, "visit", visit.id, visit.tastes_sealed) if titles else Tastes(),
        unseal(keys, "visit", visit.id, "note", visit.note_sealed) if titles else None,
        lines,
        titles,
    )


def events_of(session: Session, visit_id: str) -> list[EventView]:
    """What happened to a visit, the first first."""
    rows = session.scalars(
        select(DeliveryEvent).where(DeliveryEvent.visit_id == visit_id).order_by(DeliveryEvent.id)
    )
    return [EventView(row.at, row.actor, row.by, row.action, row.after, row.reason) for row in rows]
