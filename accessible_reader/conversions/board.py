"""The board of conversions: lists of them with their titles, page by page, by state, branch and format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from accessible_reader.catalogue.intake_views import cursor, parse_cursor
from accessible_reader.catalogue.models import Edition, Title
from accessible_reader.conversions.models import ConversionRecord
from accessible_reader.database import Session, and_, func, or_, select

_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A conversion and of what it is. ``manageable``: whether whoever asked may cancel it, try it again, move it."""

    record: ConversionRecord = field(repr=False)
    title_id: str
    title: str
    language: str
    manageable: bool = False


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Conversions, the newest first. ``next``: what to hand in for the next page, or None."""

    lines: tuple[BoardLine, ...]
    next: str | None


def board(
    session: Session,
    *,
    states: Sequence[str] = (),
    branch_id: str | None = None,
    formats: Sequence[str] = (),
    edition_ids: Sequence[str] = (),
    after: str | None = None,
    limit: int = 20,
) -> BoardPage:
    """A page; what is empty or None does not count. Raises BadRecord ``search-page-unknown``."""
    moments = (ConversionRecord.requested_at, ConversionRecord.id)
    query = (
        select(ConversionRecord, Title.id, Title.name, Title.language)
        .join(Edition, Edition.id == ConversionRecord.edition_id)
        .join(Title, Title.id == Edition.title_id)
        .order_by(*(one.desc() for one in moments))
    )
    if states:
        query = query.where(ConversionRecord.state.in_(states))
    if branch_id is not None:
        query = query.where(ConversionRecord.branch_id == branch_id)
    if formats:
        query = query.where(ConversionRecord.format.in_(formats))
    if edition_ids:
        query = query.where(ConversionRecord.edition_id.in_(edition_ids))
    if after is not None:
        moment, last = parse_cursor(after)
        query = query.where(or_(moments[0] < moment, and_(moments[0] == moment, moments[1] < last)))
    limit = max(1, min(limit, _LONGEST))
    rows = [BoardLine(*row) for row in session.execute(query.limit(limit + 1))]
    shown = rows[:limit]
    following = cursor(shown[-1].record.requested_at, shown[-1].record.id) if len(rows) > limit else None
    return BoardPage(tuple(shown), following)


def count_states(session: Session, states: Sequence[str], branch_id: str | None = None) -> dict[str, int]:
    """How many there are in each of ``states``. Done ones are never asked for: they are as many as the library is old."""
    query = select(ConversionRecord.state, func.count()).where(ConversionRecord.state.in_(states))
    if branch_id is not None:
        query = query.where(ConversionRecord.branch_id == branch_id)
    found = {row[0]: row[1] for row in session.execute(query.group_by(ConversionRecord.state))}
    return {state: found.get(state, 0) for state in states}
