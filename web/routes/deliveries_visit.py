"""One delivery: where it stands, what is in it, what happened to it; and what its reader, or whoever acts for them, can still do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.catalogue.listing import titles_by_id
from accessible_reader.deliveries.lifecycle import Reason, VisitAction, steps_of
from accessible_reader.deliveries.views import EventView, LineView, VisitView
from accessible_reader.errors import BadRecord, NotNow
from web.access import Pages, Who
from web.deliveries.asking import blame, taste_values, tastes_of
from web.deliveries.sides import Side, side_of
from web.deliveries.words import (
    bag_words,
    event_words,
    kind_words,
    reason_choices,
    status,
    time_choices,
    times_words,
)
from web.forms import Filled, Posted, asked, fill
from web.pages import Crumb
from web.routes.deliveries import heading_of
from web.visit import Visit, Visiting

pages = Pages()

STARS: Final = (5, 4, 3, 2, 1)
_WHY: Final = (Reason.ILL, Reason.AWAY, Reason.NOT_WANTED, Reason.OTHER)
_NO_REASON: Final = "none"
_STOPS: Final = ("pause", "cancel")


class ChangeForm(BaseModel):
    """Other days, another note, other tastes for what the library chooses."""

    times: list[str] = asked("checkboxes", words="deliver-visit-times", default=[])
    note: str = asked("textarea", words="deliver-note", default="", max_length=500)
    likes: str = asked(words="deliver-likes", default="", max_length=500)
    dislikes: str = asked(words="deliver-dislikes", default="", max_length=500)


class StopForm(BaseModel):
    """Not now, or not at all; why is for the reader to say or not."""

    do: Literal[_STOPS] = asked("radio", words="deliver-stop")  # type: ignore[valid-type]
    why: str = asked("radio", words="deliver-stop-why", default=_NO_REASON, max_length=20)


@dataclass(frozen=True, slots=True)
class Thing:
    """A line of the visit in words. ``name`` "": not for whoever looks, or still to be chosen: ``told`` says which."""

    place: int
    name: str = field(repr=False)
    language: str = field(repr=False)
    title_id: str
    kind: str
    told: str
    movable: bool


@pages.page("/deliveries/{visit_id}", Who.SIGNED_IN, name="delivery")
def delivery(visit: Visiting, visit_id: str) -> Response:
    """The page."""
    view = visit.service.deliveries.get(visit.person_id, visit_id)
    side = side_of(visit, view)
    history = visit.service.deliveries.history(visit.person_id, visit_id)
    steps = steps_of(view.state, side.by)
    zone = visit.service.lending_rules.of(view.branch_id).rules.time_zone
    words = visit.words
    return visit.page(
        "delivery.html",
        "delivery-title",
        params={"when": heading_of(visit, view)},
        trail=side.trail(visit, "list"),
        side=side,
        to=side.addresses(visit),
        view=view,
        steps=steps,
        bag=bag_words(view.bag),
        told=status(words, view, _packed(history, zone)),
        times=times_words(words, view.times),
        things=things_in(visit, view, movable=VisitAction.CHANGE in steps),
        history=[event_words(words, one, visit.person_id, view.person_id, zone) for one in history],
        stars=STARS,
        received=view.means == "post" and VisitAction.DELIVER in steps and not side.staff,
    )


@pages.page("/deliveries/{visit_id}/change", Who.SIGNED_IN, name="delivery_change")
def change(visit: Visiting, visit_id: str) -> Response:
    """The form."""
    view = visit.service.deliveries.get(visit.person_id, visit_id)
    values = {"times": list(view.times), "note": view.note or "", **taste_values(view.tastes)}
    return _change(visit, view, Filled(ChangeForm, visit.words, values, _times(visit)))


@pages.form("/deliveries/{visit_id}/change", Who.SIGNED_IN, name="delivery_change_save")
def change_save(visit: Visiting, visit_id: str, sent: Posted) -> Response:
    """Keep it."""
    view = visit.service.deliveries.get(visit.person_id, visit_id)
    form = fill(ChangeForm, visit.words, sent, _times(visit))
    if form.done is None:
        return _change(visit, view, form)
    # What one liked best stays first. Who may not see note and tastes must not empty them.
    order = {one: number for number, one in enumerate(view.times)}
    times = tuple(sorted(form.done.times, key=lambda one: order.get(one, len(order))))
    note, tastes = (form.done.note, tastes_of(form.done)) if view.sees_titles else (None, None)
    try:
        visit.service.deliveries.change(visit.person_id, visit_id, times=times, note=note, tastes=tastes)
    except BadRecord as error:
        blame(form, error, side_of(visit, view))
        return _change(visit, view, form)
    except NotNow as error:
        return too_late(visit, visit_id, error)
    return visit.go("delivery", "said-deliver-changed", visit_id=visit_id)


@pages.page("/deliveries/{visit_id}/stop", Who.SIGNED_IN, name="delivery_stop")
def stop(visit: Visiting, visit_id: str) -> Response:
    """Not now, or not at all."""
    view = visit.service.deliveries.get(visit.person_id, visit_id)
    return _stop(visit, view, Filled(StopForm, visit.words, {}, _stops(visit, view)))


@pages.form("/deliveries/{visit_id}/stop", Who.SIGNED_IN, name="delivery_stop_send")
def stop_send(visit: Visiting, visit_id: str, sent: Posted) -> Response:
    """So it is."""
    view = visit.service.deliveries.get(visit.person_id, visit_id)
    form = fill(StopForm, visit.words, sent, _stops(visit, view))
    if form.done is None:
        return _stop(visit, view, form)
    reason = next((one for one in _WHY if one.value == form.done.why), None)
    try:
        if form.done.do == "pause":
            visit.service.deliveries.pause(visit.person_id, visit_id, reason)
        else:
            visit.service.deliveries.cancel(visit.person_id, visit_id, reason)
    except NotNow as error:
        return too_late(visit, visit_id, error)
    said = "said-deliver-paused" if form.done.do == "pause" else "said-deliver-cancelled"
    return visit.go("delivery", said, visit_id=visit_id)


@pages.form("/deliveries/{visit_id}/resume", Who.SIGNED_IN, name="delivery_resume")
def resume(visit: Visiting, visit_id: str) -> Response:
    """Now again."""
    try:
        visit.service.deliveries.resume(visit.person_id, visit_id)
    except NotNow as error:
        return too_late(visit, visit_id, error)
    return visit.go("delivery", "said-deliver-resumed", visit_id=visit_id)


@pages.form("/deliveries/{visit_id}/agree", Who.SIGNED_IN, name="delivery_agree")
def agree(visit: Visiting, visit_id: str) -> Response:
    """The draft is right."""
    try:
        visit.service.deliveries.agree(visit.person_id, visit_id)
    except NotNow as error:
        return too_late(visit, visit_id, error)
    return visit.go("delivery", "said-deliver-agreed", visit_id=visit_id)


@pages.form("/deliveries/{visit_id}/received", Who.SIGNED_IN, name="delivery_received")
def received(visit: Visiting, visit_id: str) -> Response:
    """The parcel is here."""
    try:
        visit.service.deliveries.received(visit.person_id, visit_id)
    except NotNow as error:
        return too_late(visit, visit_id, error)
    return visit.go("delivery", "said-deliver-received", visit_id=visit_id)


@pages.form("/deliveries/{visit_id}/rate", Who.SIGNED_IN, name="delivery_rate")
def rate(visit: Visiting, visit_id: str, sent: Posted) -> Response:
    """How it was, in one tap."""
    visit.service.deliveries.get(visit.person_id, visit_id)
    stars = str(sent.get("stars", ""))
    if stars not in {str(one) for one in STARS}:
        raise BadRecord("deliver-star-missing")
    try:
        visit.service.deliveries.rate(visit.person_id, visit_id, int(stars))
    except NotNow as error:
        return too_late(visit, visit_id, error)
    return visit.go(
        "delivery", "said-deliver-rated", {"what": visit.words(f"deliver-star-{stars}")}, visit_id=visit_id
    )


def too_late(visit: Visit, visit_id: str, error: NotNow) -> Response:
    """The library was faster: why, on the page that says where it stands now."""
    return visit.go(
        "delivery", "said-deliver-not-now", {"reason": visit.words.finding(error)}, visit_id=visit_id
    )


def above_visit(visit: Visit, view: VisitView, side: Side) -> list[Crumb]:
    """The pages above those of one visit."""
    address = str(visit.request.app.url_path_for("delivery", visit_id=view.id))
    here = Crumb(visit.words("delivery-title", when=heading_of(visit, view)), address)
    return [*side.trail(visit, "list"), here]


def things_in(visit: Visit, view: VisitView, *, movable: bool) -> list[Thing]:
    """What is to be brought, was brought, or could not be found; what was struck is gone."""
    hits = titles_by_id(visit.service.database, [one.title_id for one in view.lines if one.title_id])
    words = visit.words
    found = []
    for one in view.lines:
        if one.state == "struck":
            continue
        hit = hits.get(one.title_id or "")
        name = hit.name if hit else one.title or ""
        found.append(
            Thing(
                one.place,
                name,
                hit.language if hit else words.language,
                one.title_id or "",
                kind_words(words, one.kind) if one.kind else "",
                _told(visit, view, one),
                movable and one.state in {"wanted", "chosen"},
            )
        )
    return found


def _told(visit: Visit, view: VisitView, line: LineView) -> str:
    """How far it is with one thing."""
    words = visit.words
    if line.being_made:
        return words("deliver-line-being-made")
    if line.state == "wanted":
        if view.sees_titles and line.title_id is None:
            return words("deliver-line-to-choose")
        return words("deliver-line-looked-for" if view.day else "deliver-line-wanted")
    return words(f"deliver-line-{line.state.replace('_', '-')}")


def _packed(history: list[EventView], zone: str) -> date | None:
    """The day on which the bag was closed for the last time."""
    packed = [one.at for one in history if one.action == VisitAction.PACK.value]
    return packed[-1].astimezone(ZoneInfo(zone)).date() if packed else None


def _change(visit: Visit, view: VisitView, form: Filled[ChangeForm]) -> Response:
    side = side_of(visit, view)
    return visit.page(
        "delivery_change.html",
        "delivery-change-title",
        trail=above_visit(visit, view, side),
        status=422 if form.failed else 200,
        failed=form.failed,
        side=side,
        view=view,
        form=form,
        possible=VisitAction.CHANGE in steps_of(view.state, side.by),
    )


def _stop(visit: Visit, view: VisitView, form: Filled[StopForm]) -> Response:
    side = side_of(visit, view)
    return visit.page(
        "delivery_stop.html",
        "delivery-stop-title",
        trail=above_visit(visit, view, side),
        status=422 if form.failed else 200,
        failed=form.failed,
        side=side,
        view=view,
        form=form,
        told=status(visit.words, view),
        possible=bool(form.choices["do"]),
    )


def _stops(visit: Visit, view: VisitView) -> dict[str, list[tuple[str, str]]]:
    words = visit.words
    steps = steps_of(view.state, side_of(visit, view).by)
    possible = [one for one in _STOPS if VisitAction(one) in steps]
    return {
        "do": [(one, words(f"deliver-stop-{one}")) for one in possible],
        "why": [(_NO_REASON, words("deliver-stop-no-reason")), *reason_choices(words, _WHY)],
    }


def _times(visit: Visit) -> dict[str, list[tuple[str, str]]]:
    return {"times": time_choices(visit.words)}
