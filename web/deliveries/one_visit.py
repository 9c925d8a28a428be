"""One delivery for staff: what is known of it, and the forms for what can be done with it now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import unquote

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.catalogue.listing import titles_by_id
from accessible_reader.deliveries.lifecycle import By, Reason, VisitState, steps_of
from accessible_reader.deliveries.views import VisitView
from accessible_reader.errors import ServiceError
from web import cookies
from web.deliveries.planning import Planning, planning_at, suiting
from web.deliveries.staff_words import line_words, part_choices, told, when_words, why_choices
from web.deliveries.words import (
    bag_words,
    event_words,
    time_choices,
    times_words,
)
from web.desk import Reader
from web.forms import Filled, Posted, asked, fill
from web.forms.days import Day
from web.staff import above, staff_trail
from web.staff_words import Fact
from web.visit import Visit

OTHER: Final = "other"
CARD_ADDRESS: Final = "library-address"
"""Cookie: the library's own postal address as this browser typed it last."""
_OFF: Final = (Reason.NOT_WANTED, Reason.ILL, Reason.AWAY, Reason.LIBRARY, Reason.OTHER)
_FAILED: Final = (
    Reason.NO_ANSWER, Reason.REFUSED, Reason.ADDRESS, Reason.WEATHER, Reason.UNSAFE, Reason.ILL, Reason.AWAY, Reason.LIBRARY, Reason.OTHER,
)  # fmt: skip
_OUTCOMES: Final = ("delivered", "failed")


class DayForm(BaseModel):
    """A day that suits, or another one."""

    when: str = asked("select", words="staff-deliver-when", max_length=20)
    day: Day | None = asked("text", None, words="staff-deliver-day")
    part: str = asked("select", "", words="staff-deliver-part", pattern="^(|morning|afternoon|evening)$")


class ChangeForm(BaseModel):
    """What the reader said on the telephone."""

    times: list[str] = asked("checkboxes", [], words="staff-deliver-times")
    note: str | None = asked("textarea", None, words="staff-deliver-note", max_length=500)


class CancelForm(BaseModel):
    """Why it is called off."""

    reason: Reason = asked("select", words="staff-deliver-reason")


class GiveUpForm(BaseModel):
    """Why the bag is emptied."""

    reason: Reason = asked("select", words="staff-deliver-reason-give-up")


class OutcomeForm(BaseModel):
    """What was learned on the telephone."""

    outcome: str = asked(
        "radio", words="staff-deliver-outcome", choices=_OUTCOMES, pattern="^(delivered|failed)$"
    )
    reason: Reason | None = asked("select", None, words="staff-deliver-reason-failed")


class CardForm(BaseModel):
    """Where the parcel goes back to."""

    library_address: str = asked(
        "textarea", words="staff-deliver-library-address", min_length=1, max_length=300
    )


Forms = Mapping[str, Filled[Any]]
"""Forms that were refused, by what they do; "" for a button that was."""


@dataclass(frozen=True, slots=True)
class VisitLineHere:
    """One thing. ``name``: the title, or that it is still to be chosen; ``language``: of the title; ``open``: it can be struck and swapped."""

    place: int
    name: str
    language: str
    told: str
    open: bool


def show_visit(
    visit: Visit, visit_id: str, failed: Forms | None = None, shown: Sequence[Fact] = ()
) -> Response:
    """The page. ``failed``: forms that were refused; ``shown``: what was asked for on a button of its own."""
    view = visit.service.deliveries.get(visit.person_id, visit_id)
    at = planning_at(visit, view.branch_id, view.day)
    steps = steps_of(view.state, By.STAFF)
    forms = {**_forms(visit, view, at), **(failed or {})}
    wrong = next(iter(failed.values())) if failed else None
    more: dict[str, Any] = {} if wrong is None else {"form": wrong}
    return visit.page(
        "staff_delivery.html",
        "staff-delivery-title",
        params={"bag": bag_words(view.bag)},
        status=422 if wrong else 200,
        failed=wrong is not None,
        trail=staff_trail(visit, above(visit, "staff_deliveries")),
        view=view,
        bag=bag_words(view.bag),
        at=at,
        reader=_reader(visit, view),
        told=told(visit.words, view, at.zone, with_day=True),
        can={one.value for one in steps},
        forms=forms,
        lines=_lines(visit, view),
        missing=sum(one.state in {"wanted", "missing"} for one in view.lines),
        facts=_facts(visit, view, at),
        failure=_failure(visit, view),
        events=_events(visit, view, at),
        shown=shown,
        **more,
    )


def refused(visit: Visit, visit_id: str, said: str, act: Callable[[], object]) -> Response:
    """A button: done, and ``said``; or the page with the reason why not."""
    try:
        act()
    except ServiceError as error:
        return show_refusal(visit, visit_id, error)
    return visit.go("staff_delivery", said, visit_id=visit_id)


def show_refusal(visit: Visit, visit_id: str, error: ServiceError) -> Response:
    """The page with a reason why not that concerns no form. Whoever may not see the delivery hears that instead."""
    form: Filled[Any] = Filled(CancelForm, visit.words)
    form.blame("", error)
    return show_visit(visit, visit_id, {"": form})


def day_form(visit: Visit, visit_id: str, sent: Posted) -> Filled[DayForm]:
    """As it was sent."""
    view = visit.service.deliveries.get(visit.person_id, visit_id)
    at = planning_at(visit, view.branch_id, view.day)
    return fill(DayForm, visit.words, sent, _day_choices(visit, view, at))


def chosen_day(form: Filled[DayForm]) -> tuple[date, str] | None:
    """Day and part of the day, or None and the form says what is missing."""
    if form.done is None:
        return None
    if form.done.when != OTHER:
        day, _, part = form.done.when.partition("_")
        if form.done.when in {value for value, _words in form.choices["when"]}:
            return date.fromisoformat(day), part
        form.errors["when"] = form.words("form-choose", label=form.field("when").label)
        return None
    for name in ("day", "part"):
        if not getattr(form.done, name):
            form.errors[name] = form.words("form-missing", label=form.field(name).label)
    if form.failed or form.done.day is None:
        return None
    return form.done.day, form.done.part


def times_form(visit: Visit, sent: Posted) -> Filled[ChangeForm]:
    """As it was sent."""
    return fill(ChangeForm, visit.words, sent, {"times": time_choices(visit.words)})


def cancel_form(visit: Visit, sent: Posted) -> Filled[CancelForm]:
    """As it was sent."""
    return fill(CancelForm, visit.words, sent, {"reason": why_choices(visit.words, _OFF)})


def give_up_form(visit: Visit, sent: Posted) -> Filled[GiveUpForm]:
    """As it was sent."""
    return fill(GiveUpForm, visit.words, sent, {"reason": why_choices(visit.words, _OFF)})


def outcome_form(visit: Visit, sent: Posted) -> Filled[OutcomeForm]:
    """As it was sent; who says that it failed says why."""
    form = fill(OutcomeForm, visit.words, sent, {"reason": why_choices(visit.words, _FAILED)})
    if form.done is not None and form.done.outcome == "failed" and form.done.reason is None:
        form.errors["reason"] = visit.words("form-choose", label=form.field("reason").label)
        form.done = None
    return form


def _forms(visit: Visit, view: VisitView, at: Planning) -> dict[str, Filled[Any]]:
    words = visit.words
    days = _day_choices(visit, view, at)
    first = days["when"][0][0]
    now_at = f"{view.day.isoformat()}_{view.part}" if view.day and view.part else ""
    known = {value for value, _words in days["when"]}
    values = {"when": now_at if now_at in known else first}
    remembered = unquote(cookies.read(visit.request, CARD_ADDRESS) or "")
    return {
        "confirm": Filled(DayForm, words, values, days),
        "rebook": Filled(DayForm, words, {"when": first}, days),
        "change": Filled(
            ChangeForm,
            words,
            {"times": list(view.times), "note": view.note or ""},
            {"times": time_choices(words)},
        ),
        "cancel": Filled(CancelForm, words, {}, {"reason": why_choices(words, _OFF)}),
        "give-up": Filled(GiveUpForm, words, {}, {"reason": why_choices(words, _OFF)}),
        "outcome": Filled(OutcomeForm, words, {}, {"reason": why_choices(words, _FAILED)}),
        "card": Filled(CardForm, words, {"library_address": remembered}),
    }


def _day_choices(visit: Visit, view: VisitView, at: Planning) -> dict[str, list[tuple[str, str]]]:
    words = visit.words
    when = [
        (f"{day.isoformat()}_{part}", words("staff-deliver-day-part", day=words.day(day), part=part))
        for day, part in suiting(at.days, at.today, view.times)
    ]
    return {"when": [*when, (OTHER, words("staff-deliver-when-other"))], "part": part_choices(words)}


def _reader(visit: Visit, view: VisitView) -> Reader | None:
    """Whose it is; the view is noted with the delivery. None: forgotten."""
    if view.person_id is None:
        return None
    values = visit.service.people.reveal(
        visit.person_id, view.person_id, ["name", "card"], purpose="delivery", reference=view.id
    ).values
    return Reader(view.person_id, values["name"] or "", values["card"] or "")


def _lines(visit: Visit, view: VisitView) -> list[VisitLineHere]:
    words = visit.words
    hits = titles_by_id(visit.service.database, [one.title_id for one in view.lines if one.title_id])
    found = []
    for one in view.lines:
        hit = hits.get(one.title_id or "")
        gone = one.state in {"with_reader", "back"}  # and the title has left the record
        found.append(
            VisitLineHere(
                one.place,
                hit.name if hit else words(f"staff-deliver-line-{'gone' if gone else 'chosen-by-us'}"),
                hit.language if hit else words.language,
                line_words(words, one),
                view.can_change and one.state in {"wanted", "chosen"},
            )
        )
    return found


def _facts(visit: Visit, view: VisitView, at: Planning) -> list[Fact]:
    words = visit.words
    found = [Fact(words("staff-deliver-fact-branch"), at.branch.name)]
    if view.day is not None:
        found.append(Fact(words("staff-deliver-fact-day"), when_words(words, view)))
    found.append(Fact(words("staff-deliver-fact-means"), words(f"staff-deliver-means-{view.means}")))
    found.append(Fact(words("staff-deliver-fact-times"), times_words(words, view.times)))
    found += [
        Fact(words(f"staff-deliver-fact-{name}"), words.list(tastes))
        for name, tastes in (("likes", view.tastes.likes), ("dislikes", view.tastes.dislikes))
        if tastes
    ]
    if view.note:
        found.append(Fact(words("staff-deliver-fact-note"), view.note))
    if view.failures:
        found.append(Fact(words("staff-deliver-fact-failures"), words.number(view.failures)))
    if view.rating:
        found.append(Fact(words("staff-deliver-fact-rating"), words.number(view.rating)))
    return found


def _failure(visit: Visit, view: VisitView) -> str:
    """What is best done now: ``rebook``, ``call``, ``emergency``; "" where nothing failed."""
    if view.state is not VisitState.NOT_DELIVERED:
        return ""
    failed = visit.service.rounds.failed(visit.person_id, view.branch_id)
    return next((one.next for one in failed if one.visit_id == view.id), "")


def _events(visit: Visit, view: VisitView, at: Planning) -> list[str]:
    events = visit.service.deliveries.history(visit.person_id, view.id)
    return [event_words(visit.words, one, visit.person_id, view.person_id, at.zone) for one in events]
