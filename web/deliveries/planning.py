"""Of which branch and which day a page of planning is; which days suit a reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from pydantic import BaseModel, TypeAdapter, ValidationError

from accessible_reader.catalogue.desk import BranchView
from accessible_reader.database import now
from accessible_reader.deliveries.fields import WEEKDAYS
from accessible_reader.deliveries.models import PARTS
from accessible_reader.errors import NotFound
from accessible_reader.people.permissions import Action
from accessible_reader.shelf.rules import BranchDays
from web.desk import desk_branch
from web.forms import Filled, asked
from web.forms.days import Day
from web.pages import query
from web.staff import branches_for
from web.visit import Visit

_DAY: Final[TypeAdapter[date]] = TypeAdapter(Day)
_AHEAD: Final = 28
"""Days that are looked through for those that suit."""
_OFFERED: Final = 8


class WhichDayForm(BaseModel):
    """Another day, another branch."""

    day: Day | None = asked("text", None, words="staff-deliver-day")
    branch: str = asked("select", "", words="staff-branch")


@dataclass(frozen=True, slots=True)
class Planning:
    """What a page of planning is about."""

    branch: BranchView
    branches: tuple[BranchView, ...]
    """At which the visitor may plan."""
    days: BranchDays
    today: date
    day: date

    @property
    def zone(self) -> str:
        """The library's time zone."""
        return self.days.rules.time_zone

    @property
    def before(self) -> date:
        """The day before."""
        return self.day - timedelta(days=1)

    @property
    def after(self) -> date:
        """The day after."""
        return self.day + timedelta(days=1)

    def link(self, day: date | None = None, **more: str) -> str:
        """What stands behind the address of a page for this branch and ``day`` (default: this day)."""
        return query(day=(day or self.day).isoformat(), branch=self.branch.code, **more)


def planning(visit: Visit, branch: str = "", day: str = "") -> Planning:
    """``branch``: a code (default: the desk one stands at); ``day``: as people write it (default, also for what is none: today). Raises NotAllowed; NotFound ``branch-not-found``, also for one where the visitor has no role."""
    mine = branches_for(visit, Action.PLAN_ROUNDS)
    if branch:
        here = next((one for one in mine if one.code == branch), None)
        if here is None:
            raise NotFound("branch-not-found", branch="")
    else:
        chosen = desk_branch(visit).id
        here = next((one for one in mine if one.id == chosen), mine[0])
    rules = visit.service.lending_rules.of(here.id)
    today = rules.rules.today(now())
    return Planning(here, tuple(mine), rules, today, day_of(day) or today)


def planning_at(visit: Visit, branch_id: str, day: date | None = None) -> Planning:
    """The same for a branch whose id is known. Raises NotAllowed, NotFound."""
    code = next((one.code for one in branches_for(visit, Action.PLAN_ROUNDS) if one.id == branch_id), None)
    if code is None:
        raise NotFound("branch-not-found", branch="")
    return planning(visit, code, day.isoformat() if day else "")


def which_day(visit: Visit, at: Planning, typed: str) -> Filled[WhichDayForm]:
    """The form that leads to another day or branch; with an error where ``typed`` is no day."""
    bad = bool(typed) and day_of(typed) is None
    values = {"day": typed if bad else at.day.isoformat(), "branch": at.branch.code}
    choices = {"branch": [(one.code, one.name) for one in at.branches]}
    form = Filled(WhichDayForm, visit.words, values, choices)
    if bad:
        form.errors["day"] = visit.words("form-day")
    return form


def suiting(days: BranchDays, today: date, times: Sequence[str]) -> list[tuple[date, str]]:
    """Open days and parts of the day that suit, the soonest first. Who said nothing of when is at home on every day, in the morning or in the afternoon."""
    found: list[tuple[date, str]] = []
    for number in range(_AHEAD):
        day = today + timedelta(days=number)
        if not days.is_open(day):
            continue
        name = WEEKDAYS[day.weekday()]
        found += [
            (day, part) for part in PARTS if (f"{name}-{part}" in times if times else part != "evening")
        ]
    return found[:_OFFERED]


def day_of(text: str) -> date | None:
    """A day as people write it; None for what is none."""
    try:
        return _DAY.validate_python(text)
    except ValidationError:
        return None
