"""Figures of home delivery: a year of a branch, month by month; the same as a table for spreadsheets. Nobody is in them."""

from __future__ import annotations

import io

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.deliveries.figures import MonthFigures
from accessible_reader.errors import BadRecord
from accessible_reader.tables import TableWriter
from web.access import Pages, Who
from web.deliveries.planning import Planning, planning
from web.forms import Filled, asked
from web.pages import query
from web.staff import staff_trail
from web.visit import Visit, Visiting

pages = Pages()

_COLUMNS = (
    "delivered", "pieces", "asked", "days-median", "days-most", "tried", "first-try", "promised", "on-time", "ratings", "rating",
)  # fmt: skip
_SHOWN = ("delivered", "pieces", "days-median", "days-most", "first-try", "on-time", "rating")
"""What the page has room for; the others say of how many these are, and are in the table for spreadsheets."""


class YearForm(BaseModel):
    """Which year, of which branch."""

    year: str = asked("text", "", words="figure-year", numeric=True)
    branch: str = asked("select", "", words="staff-branch")


@pages.page("/staff/delivery-figures", Who.STAFF, name="staff_delivery_figures")
def figures(visit: Visiting, year: str = "", branch: str = "") -> Response:
    """The page."""
    at = planning(visit, branch)
    form = _form(visit, at, year)
    found: list[MonthFigures] = []
    try:
        found = _until_now(
            at, visit.service.delivery_figures.year(visit.person_id, at.branch.id, _year(at, year))
        )
    except BadRecord as error:
        form.blame("year", error)
    chosen = str(_year(at, year))
    return visit.page(
        "staff_delivery_figures.html",
        "staff-delivery-figures-title",
        status=422 if form.failed else 200,
        failed=form.failed,
        trail=staff_trail(visit),
        form=form,
        at=at,
        year=chosen,
        columns=[visit.words(f"figure-{one}") for one in _SHOWN],
        rows=[(visit.words.month(one.month), [_cell(visit, one, name) for name in _SHOWN]) for one in found],
        one_branch=query(year=chosen, branch=at.branch.code),
        all_branches=query(year=chosen, branch="all"),
    )


@pages.page("/staff/delivery-figures.csv", Who.STAFF, name="staff_delivery_figures_csv")
def table(visit: Visiting, year: str = "", branch: str = "") -> Response:
    """The same in plain numbers, of one branch or of all of the visitor's."""
    at = planning(visit, "" if branch == "all" else branch)
    branches = at.branches if branch == "all" else (at.branch,)
    number = _year(at, year)
    out = io.StringIO()
    writer = TableWriter(out)
    writer.write(visit.words(f"figure-{one}") for one in ("branch", "month", *_COLUMNS))
    for one in branches:
        for month in _until_now(at, visit.service.delivery_figures.year(visit.person_id, one.id, number)):
            plain = [_plain(month, name) for name in _COLUMNS]
            writer.write([one.name, f"{month.month:%Y-%m}", *plain])
    # The mark by which spreadsheets know that it is UTF-8.
    answer = Response("\ufeff" + out.getvalue(), media_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="delivery-figures-{number}.csv"'
    return answer


def _form(visit: Visit, at: Planning, year: str) -> Filled[YearForm]:
    values = {"year": year or str(at.today.year), "branch": at.branch.code}
    return Filled(YearForm, visit.words, values, {"branch": [(one.code, one.name) for one in at.branches]})


def _year(at: Planning, typed: str) -> int:
    """What cannot be a year is none the service takes."""
    text = typed.strip()
    if not text:
        return at.today.year
    return int(text) if text.isdecimal() and len(text) == len("2026") else 0


def _until_now(at: Planning, found: list[MonthFigures]) -> list[MonthFigures]:
    """Months that have begun."""
    return [one for one in found if one.month <= at.today]


def _cell(visit: Visit, one: MonthFigures, name: str) -> str:
    words = visit.words
    value = getattr(one, name.replace("-", "_"))
    if value is None:
        return words("figure-none")
    if name == "first-try":
        return words("figure-share", share=words.percent(value), count=one.tried)
    if name == "on-time":
        return words("figure-share", share=words.percent(value), count=one.promised)
    if name == "rating":
        return words("figure-mean", mean=words.number(round(value, 1)), count=one.ratings)
    return words.number(value)


def _plain(one: MonthFigures, name: str) -> str:
    value = getattr(one, name.replace("-", "_"))
    if value is None:
        return ""
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
