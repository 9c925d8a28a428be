"""Figures of home delivery by branch and month, counted from visits and from what happened to them. Nobody is in them: numbers alone.

A visit counts in the month in which it was delivered, by the calendar of its branch. What is counted:

- from request to door: whole days between the day on which somebody asked and the day of delivery; not for visits that a plan made, whose day was fixed before.
- first try: of all visits that somebody tried to deliver for the first time in the month, how many were delivered at that. One that was given up counts too.
- on time: of what was brought to the door, how much was there on the promised day and before the promised part of the day was over. The post is promised no hour and is left out.
- pieces: volumes and things, as they were scanned.
- ratings: what readers said of visits of the month, 1 to 5.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from accessible_reader.database import Session, func, select
from accessible_reader.deliveries.fields import WINDOWS
from accessible_reader.deliveries.lifecycle import VisitAction
from accessible_reader.deliveries.models import DeliveryEvent, Visit
from accessible_reader.errors import BadRecord
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.permissions import Action
from accessible_reader.shelf.rules import rules_at

_YEARS: Final = (2000, 2200)


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """One month of a branch. Shares are from 0 to 1; None: there is nothing to count."""

    month: date
    """Its first day."""
    delivered: int
    pieces: int
    asked: int
    """Delivered visits that somebody had asked for: those of which the days are."""
    days_median: float | None
    days_most: int | None
    """So many days at most in nine of ten."""
    tried: int
    first_try: float | None
    promised: int
    on_time: float | None
    ratings: int
    rating: float | None


class DeliveryFigures(Guarded):
    """For whoever plans the rounds."""

    def year(self, actor: str, branch_id: str, year: int) -> list[MonthFigures]:
        """The twelve months of a branch; months without anything are there with noughts. Raises BadRecord ``figures-year-bad``."""
        if not _YEARS[0] <= year <= _YEARS[1]:
            raise BadRecord("figures-year-bad")
        with self._at(actor, Action.PLAN_ROUNDS, branch_id, reading=True) as allowed:
            session = allowed.session
            zone = ZoneInfo(rules_at(session, branch_id).rules.time_zone)
            begins, ends = (datetime(one, 1, 1, tzinfo=zone) for one in (year, year + 1))
            visits = _delivered(session, branch_id, begins, ends)
            tries = _first_tries(session, branch_id, begins, ends)
        return [_month(date(year, month, 1), zone, visits, tries) for month in range(1, 13)]


def _delivered(session: Session, branch_id: str, begins: datetime, ends: datetime) -> Sequence[Any]:
    query = select(
        Visit.asked_at,
        Visit.plan_id,
        Visit.means,
        Visit.day,
        Visit.part,
        Visit.arrived_at,
        Visit.delivered_at,
        Visit.pieces,
        Visit.rating,
    ).where(Visit.branch_id == branch_id, Visit.delivered_at >= begins, Visit.delivered_at < ends)
    return session.execute(query.order_by(Visit.delivered_at, Visit.id)).all()


def _first_tries(session: Session, branch_id: str, begins: datetime, ends: datetime) -> Sequence[Any]:
    """When, and how the first try of each visit ended."""
    outcomes = (VisitAction.DELIVER.value, VisitAction.FAIL.value)
    first = (
        select(func.min(DeliveryEvent.id))
        .join(Visit, Visit.id == DeliveryEvent.visit_id)
        .where(Visit.branch_id == branch_id, DeliveryEvent.action.in_(outcomes))
        .group_by(DeliveryEvent.visit_id)
    )
    query = select(DeliveryEvent.at, DeliveryEvent.action).where(
        DeliveryEvent.id.in_(first), DeliveryEvent.at >= begins, DeliveryEvent.at < ends
    )
    return session.execute(query.order_by(DeliveryEvent.id)).all()


def _month(month: date, zone: ZoneInfo, visits: Sequence[Any], tries: Sequence[Any]) -> MonthFigures:
    mine = [one for one in visits if _first_of(one.delivered_at, zone) == month]
    days = sorted(
        (_day(one.delivered_at, zone) - _day(one.asked_at, zone)).days for one in mine if one.plan_id is None
    )
    first = [one.action == VisitAction.DELIVER.value for one in tries if _first_of(one.at, zone) == month]
    promised = [_in_time(one, zone) for one in mine if one.means == "visit" and one.day and one.part]
    ratings = [one.rating for one in mine if one.rating is not None]
    return MonthFigures(
        month,
        len(mine),
        sum(one.pieces or 0 for one in mine),
        len(days),
        float(statistics.median(days)) if days else None,
        days[-(-9 * len(days) // 10) - 1] if days else None,
        len(first),
        _share(first),
        len(promised),
        _share(promised),
        len(ratings),
        statistics.fmean(ratings) if ratings else None,
    )


def _in_time(visit: Any, zone: ZoneInfo) -> bool:  # a row
    there = (visit.arrived_at or visit.delivered_at).astimezone(zone)
    _begins, ends = WINDOWS[visit.part]
    return bool(there.date() == visit.day and there.time() <= ends)


def _share(found: Sequence[bool]) -> float | None:
    return sum(found) / len(found) if found else None


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def _first_of(moment: datetime, zone: ZoneInfo) -> date:
    return _day(moment, zone).replace(day=1)
