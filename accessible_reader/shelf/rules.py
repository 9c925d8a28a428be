"""How branches lend: how long, how much, how often again; and on which days nothing can be due because the door is shut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from accessible_reader.catalogue.branches import get_branch, path_up
from accessible_reader.database import Database, Session, joined, select
from accessible_reader.errors import BadRecord
from accessible_reader.shelf.models import BranchRules, ClosedDay

_MOST_DAYS: Final = 366
_KINDS: Final = ("braille", "large_print", "disc", "player", "print", "digital")


class Rules(BaseModel):
    """The rules of a branch. Days are counted in the library's calendar, kinds are those of copies and ``digital``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    loan_days: dict[str, int] = Field(
        default={"braille": 60, "large_print": 30, "disc": 30, "player": 180, "print": 30, "digital": 180}
    )
    most_loans: dict[str, int] = Field(
        default={"braille": 8, "large_print": 8, "disc": 8, "player": 1, "print": 8, "digital": 20}
    )
    """A set of volumes counts as one: 《天龙八部》 in braille is seventeen."""
    most_renewals: int = Field(default=3, ge=0, le=50)
    most_holds: int = Field(default=10, ge=0, le=500)
    hold_days: int = Field(default=10, ge=1, le=60)
    """How long a copy waits on the hold shelf."""
    closed_weekdays: frozenset[int] = Field(default=frozenset())
    """0 Monday to 6 Sunday."""
    time_zone: str = "Asia/Shanghai"

    @field_validator("loan_days", "most_loans")
    @classmethod
    def _kinds(cls, value: dict[str, int]) -> dict[str, int]:
        if set(value) - set(_KINDS) or not all(0 <= number <= 3_650 for number in value.values()):
            raise ValueError("kind")
        return value

    @field_validator("closed_weekdays")
    @classmethod
    def _weekdays(cls, value: frozenset[int]) -> frozenset[int]:
        if not value <= set(range(7)) or len(value) == 7:
            raise ValueError("weekday")
        return value

    @field_validator("time_zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("zone") from None
        return value

    def today(self, moment: datetime) -> date:
        """The day it is at the library."""
        return moment.astimezone(ZoneInfo(self.time_zone)).date()


@dataclass(frozen=True, slots=True)
class BranchDays:
    """Rules and closed days in force at a branch."""

    rules: Rules
    closed: frozenset[date]

    def is_open(self, day: date) -> bool:
        """Whether the branch is open on ``day``."""
        return day not in self.closed and day.weekday() not in self.rules.closed_weekdays

    def due(self, kind: str, today: date) -> date:
        """The last day of a loan that begins today: the first open day once the time is over."""
        return first_open(today + timedelta(days=self.rules.loan_days[kind]), self.is_open)

    def hold_until(self, today: date) -> date:
        """The last day on the hold shelf; days on which nobody could come do not count."""
        day = today
        left = self.rules.hold_days
        for _ in range(_MOST_DAYS):
            day += timedelta(days=1)
            left -= self.is_open(day)
            if not left:
                break
        return day


def first_open(day: date, is_open: Callable[[date], bool]) -> date:
    """``day``, or the next on which the branch is open; ``day`` where it is shut for a year."""
    for number in range(_MOST_DAYS):
        later = day + timedelta(days=number)
        if is_open(later):
            return later
    return day


def rules_at(session: Session, branch_id: str | None) -> BranchDays:
    """What is in force at a branch: its own rules over those of the branch above, and so on; closed days of all of them."""
    path = path_up(session, branch_id)
    chosen: dict[str, Any] = {}
    rows = {
        row.branch_id: row.chosen
        for row in session.scalars(select(BranchRules).where(BranchRules.branch_id.in_(path)))
    }
    for one in reversed(path):
        chosen = _over(chosen, rows.get(one, {}))
    days = session.scalars(select(ClosedDay.day).where(ClosedDay.branch_id.in_(path)))
    return BranchDays(_make(chosen), frozenset(days))


def set_rules(database: Database | Session, branch: str, chosen: dict[str, Any]) -> None:
    """Say in what the branch (a code) differs from the one above. Raises :class:`BadRecord` ``branch-rules-wrong`` with the ``field``."""
    _make(chosen)
    with joined(database) as session:
        place = get_branch(session, branch)
        row = session.get(BranchRules, place.id) or BranchRules(branch_id=place.id)
        row.chosen = dict(chosen)
        session.add(row)


def close_on(database: Database | Session, branch: str, day: date, reason: str = "") -> None:
    """The branch and all below it are closed on ``day``; loans that would be due then are due on the next open day."""
    with joined(database) as session:
        place = get_branch(session, branch)
        session.merge(ClosedDay(branch_id=place.id, day=day, reason=reason[:100]))


def _over(below: dict[str, Any], chosen: dict[str, Any]) -> dict[str, Any]:
    both = {**below, **chosen}
    for name, value in chosen.items():
        if isinstance(value, dict):
            both[name] = {**below.get(name, {}), **value}
    return both


def _make(chosen: dict[str, Any]) -> Rules:
    plain = Rules()
    whole = _over({"loan_days": plain.loan_days, "most_loans": plain.most_loans}, chosen)
    try:
        return Rules.model_validate(whole)
    except ValidationError as error:
        raise BadRecord("branch-rules-wrong", field=str(error.errors()[0]["loc"][0])[:40]) from None
