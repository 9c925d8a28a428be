"""Intakes as staff see them: what was said about a file, how far it is, what became of it; and lists of them, page by page."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from accessible_reader.catalogue.intake import IfKnown
from accessible_reader.catalogue.models import INTAKE_STATES, Intake
from accessible_reader.database import Session, and_, func, or_, select
from accessible_reader.errors import BadRecord
from converters.errors import Finding

_LONGEST_LIST: Final = 200


@dataclass(frozen=True, slots=True)
class IntakeFacts:
    """What a person says about a file. ``language`` and ``encoding`` overrule what is found, ``title`` is for files without one; ``title_id`` is the title it is an edition of.

    ``if_known``: what to do where we have the work in another file: ``link`` it as a further edition, ``ask`` (it is refused, and :meth:`Intakes.answer` goes on), or take it as ``new``.
    """

    rights: str
    rights_basis: str
    language: str = ""
    encoding: str = ""
    title: str = ""
    title_id: str | None = None
    if_known: IfKnown = "link"

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> IntakeFacts:
        """From a row."""
        return cls(**data)


@dataclass(frozen=True, slots=True)
class IntakeView:
    """One intake, for the staff board. ``problem``: why it was refused or failed, and its sentence's parameters. ``said``: the report, when it is done."""

    id: str
    file: str
    size: int
    state: str
    status: str
    title_id: str | None
    edition_id: str | None
    problem: Finding | None
    said: tuple[Finding, ...]
    facts: IntakeFacts
    branch_id: str | None
    by_id: str | None
    attempt: int
    requested_at: datetime
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def features(self) -> tuple[Finding, ...]:
        """What the book offers to people who do not see it."""
        return tuple(one for one in self.said if one.code.startswith("feature-"))

    @property
    def missing(self) -> tuple[Finding, ...]:
        """What it does not have for them."""
        return tuple(one for one in self.said if one.code.startswith("missing-"))

    @property
    def can_retry(self) -> bool:
        """Whether :meth:`Intakes.retry` may be called."""
        return self.state in {"refused", "failed", "cancelled"}


@dataclass(frozen=True, slots=True)
class IntakePage:
    """Intakes, the newest first. ``next``: what to hand in for the next page, or None."""

    intakes: tuple[IntakeView, ...]
    next: str | None


def list_intakes(
    session: Session,
    states: Sequence[str] = (),
    *,
    branches: Sequence[str] | None = None,
    by: str | None = None,
    after: str | None = None,
    limit: int = 50,
) -> IntakePage:
    """Intakes, the newest first; ``branches``: ids, None for all. Raises :class:`BadRecord` ``search-page-unknown``."""
    query = select(Intake).order_by(Intake.requested_at.desc(), Intake.id.desc())
    if states:
        query = query.where(Intake.state.in_(states))
    if branches is not None:
        query = query.where(Intake.branch_id.in_(branches))
    if by is not None:
        query = query.where(Intake.by_id == by)
    if after is not None:
        moment, last = parse_cursor(after)
        query = query.where(
            or_(Intake.requested_at < moment, and_(Intake.requested_at == moment, Intake.id < last))
        )
    limit = max(1, min(limit, _LONGEST_LIST))
    found = list(session.scalars(query.limit(limit + 1)))
    shown = found[:limit]
    following = cursor(shown[-1].requested_at, shown[-1].id) if len(found) > limit else None
    return IntakePage(tuple(view_of(one) for one in shown), following)


def count_intakes(
    session: Session, *, branches: Sequence[str] | None = None, since: datetime | None = None
) -> dict[str, int]:
    """How many there are in each state; ``since``: of those that were handed in after a moment."""
    query = select(Intake.state, func.count()).group_by(Intake.state)
    if since is not None:
        query = query.where(Intake.requested_at >= since)
    if branches is not None:
        query = query.where(Intake.branch_id.in_(branches))
    found = {row[0]: row[1] for row in session.execute(query)}
    return {state: found.get(state, 0) for state in INTAKE_STATES}


def view_of(record: Intake) -> IntakeView:
    """The row, as plain data."""
    problem = Finding(record.error_code, record.error_params or {}) if record.error_code else None
    return IntakeView(
        record.id,
        record.name,
        record.size,
        record.state,
        record.status,
        record.title_id,
        record.edition_id,
        problem,
        tuple(Finding.from_json(one) for one in record.said),
        IntakeFacts.from_json(record.facts),
        record.branch_id,
        record.by_id,
        record.attempt,
        record.requested_at,
        record.started_at,
        record.ended_at,
    )


def cursor(moment: datetime, last: str) -> str:
    """Where a page of a list by age ends."""
    data = json.dumps([moment.isoformat(), last])
    return base64.urlsafe_b64encode(data.encode()).decode().rstrip("=")


def parse_cursor(told: str) -> tuple[datetime, str]:
    """What :func:`cursor` wrote. It comes back from outside, so it may be anything."""
    try:
        moment, last = json.loads(base64.urlsafe_b64decode(told + "=" * (-len(told) % 4)))
        parsed = datetime.fromisoformat(moment)
    except (ValueError, TypeError):
        raise BadRecord("search-page-unknown") from None
    if parsed.tzinfo is None or not isinstance(last, str) or "\x00" in last:
        raise BadRecord("search-page-unknown")
    return parsed, last
