"""One round: its order by hand, who has it, the link for its day, the bags that are handed over."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.database import now
from accessible_reader.deliveries.lifecycle import VisitState
from accessible_reader.deliveries.round_views import RoundView
from accessible_reader.errors import ServiceError
from web.access import Pages, Who
from web.deliveries.planning import Planning, planning_at
from web.deliveries.staff_words import kilograms
from web.deliveries.stops import StopsForm, read_places, stops_form
from web.forms import Filled, Posted, asked, fill
from web.pages import Crumb
from web.routes.staff_rounds import carrier_choices
from web.staff import above, staff_trail
from web.staff_words import Fact
from web.visit import Visit, Visiting

pages = Pages()

_BEFORE = frozenset({VisitState.DRAFTED, VisitState.REQUESTED, VisitState.CONFIRMED, VisitState.PICKING})


class CarrierForm(BaseModel):
    """Who goes."""

    carrier: str = asked("select", words="round-carrier", min_length=1, max_length=40)


@pages.page("/staff/rounds/{round_id}", Who.STAFF, name="staff_round")
def one_round(visit: Visiting, round_id: str) -> Response:
    """The round."""
    return _show(visit, round_id)


@pages.form("/staff/rounds/{round_id}/stops", Who.STAFF, name="staff_round_stops")
def stops(visit: Visiting, sent: Posted, round_id: str) -> Response:
    """These, in this order."""
    view = visit.service.rounds.get(visit.person_id, round_id)
    form = stops_form(visit, view, planning_at(visit, view.branch_id, view.day))
    read_places(form, visit.words, sent)
    if not form.failed:
        try:
            visit.service.rounds.set_stops(visit.person_id, round_id, form.order())
        except ServiceError as error:
            form.blame(visit.words, error)
        else:
            count = len(form.order())
            return visit.go("staff_round", "said-round-ordered", {"count": count}, round_id=round_id)
    return _show(visit, round_id, form)


@pages.page("/staff/rounds/{round_id}/carrier", Who.STAFF, name="staff_round_carrier")
def carrier(visit: Visiting, round_id: str) -> Response:
    """Who could go: a page of its own, so that nobody's name is shown who need not be."""
    view = visit.service.rounds.get(visit.person_id, round_id)
    at = planning_at(visit, view.branch_id, view.day)
    choices = {"carrier": carrier_choices(visit, at)}
    return _carrier(
        visit, view, Filled(CarrierForm, visit.words, {"carrier": view.carrier_id or ""}, choices)
    )


@pages.form("/staff/rounds/{round_id}/carrier", Who.STAFF, name="staff_round_give")
def give(visit: Visiting, sent: Posted, round_id: str) -> Response:
    """Somebody else goes; the old link is dead."""
    view = visit.service.rounds.get(visit.person_id, round_id)
    at = planning_at(visit, view.branch_id, view.day)
    form = fill(CarrierForm, visit.words, sent, {"carrier": carrier_choices(visit, at)})
    if form.done is not None:
        try:
            visit.service.rounds.give_to(visit.person_id, round_id, form.done.carrier)
        except ServiceError as error:
            form.blame("carrier", error)
        else:
            return visit.go("staff_round", "said-round-given", round_id=round_id)
    return _carrier(visit, view, form)


@pages.form("/staff/rounds/{round_id}/link", Who.STAFF, name="staff_round_link")
def link(visit: Visiting, round_id: str) -> Response:
    """The address with which the carrier opens the round without signing in. Shown on this page once: nobody can look it up."""
    try:
        token = visit.service.rounds.link(visit.person_id, round_id)
    except ServiceError as error:
        return _show(visit, round_id, _refusal(visit, error))
    view = visit.service.rounds.get(visit.person_id, round_id)
    at = planning_at(visit, view.branch_id, view.day)
    path = visit.request.app.url_path_for("carry_link", token=token)
    return visit.page(
        "staff_round_link.html",
        "staff-round-link-title",
        trail=_trail(visit, view, at),
        view=view,
        at=at,
        address=f"{visit.service.settings.public_url.rstrip('/')}{path}",
    )


@pages.form("/staff/rounds/{round_id}/hand-over", Who.STAFF, name="staff_round_hand_over")
def hand_over(visit: Visiting, round_id: str) -> Response:
    """All packed bags leave the library."""
    try:
        count = visit.service.rounds.hand_over(visit.person_id, round_id)
    except ServiceError as error:
        return _show(visit, round_id, _refusal(visit, error))
    return visit.go("staff_round", "said-round-handed-over", {"count": count}, round_id=round_id)


def _refusal(visit: Visit, error: ServiceError) -> StopsForm:
    """A button was refused; :func:`_show` shows the stops as they are beside it."""
    return StopsForm([], [visit.words.finding(error)])


def _show(visit: Visit, round_id: str, failed: StopsForm | None = None) -> Response:
    view = visit.service.rounds.get(visit.person_id, round_id)
    at = planning_at(visit, view.branch_id, view.day)
    form = stops_form(visit, view, at) if failed is None or not failed.fields else failed
    if failed is not None:
        form.general = failed.general
    named = visit.service.carriers.on(visit.person_id, view.branch_id, view.day)
    inside = set(view.visits)
    views = [
        one
        for one in visit.service.deliveries.board(
            visit.person_id, view.branch_id, list(VisitState), day=view.day, titles=False
        )
        if one.id in inside
    ]
    states = [one.state for one in views]
    more: dict[str, Any] = {} if failed is None else {"form": form}
    return visit.page(
        "staff_round.html",
        "staff-round-title",
        params={"day": visit.words.day(view.day), "part": view.part},
        status=422 if failed else 200,
        failed=failed is not None,
        trail=_trail(visit, view, at, itself=False),
        view=view,
        at=at,
        facts=_facts(visit, view, at, named[round_id].name if round_id in named else ""),
        stops=form,
        packed=states.count(VisitState.PACKED),
        unpacked=sum(one in _BEFORE for one in states),
        has_sheet=any(one not in _BEFORE for one in states),
        **more,
    )


def _carrier(visit: Visit, view: RoundView, form: Filled[CarrierForm]) -> Response:
    at = planning_at(visit, view.branch_id, view.day)
    return visit.page(
        "staff_round_carrier.html",
        "staff-round-carrier-title",
        status=422 if form.failed else 200,
        failed=form.failed,
        trail=_trail(visit, view, at),
        view=view,
        form=form,
    )


def _facts(visit: Visit, view: RoundView, at: Planning, carrier_name: str) -> list[Fact]:
    words = visit.words
    found = [
        Fact(words("staff-deliver-fact-branch"), at.branch.name),
        Fact(
            words("staff-deliver-fact-day"),
            words("staff-deliver-day-part", day=words.day(view.day), part=view.part),
        ),
        Fact(words("ask-round-carrier"), carrier_name or words("staff-round-nobody-yet")),
        Fact(
            words("staff-round-fact-weight"),
            words(
                "staff-round-weight",
                kilograms=kilograms(words, view.grams),
                most=kilograms(words, view.most_grams),
                count=len(view.visits),
            ),
        ),
        Fact(words("staff-round-fact-start"), view.start or words("staff-round-start-none")),
    ]
    if view.link_until is not None and view.link_until > now():
        until = words("staff-round-link-until", day=words.day(view.day))
        found.append(Fact(words("staff-round-fact-link"), until))
    return found


def _trail(visit: Visit, view: RoundView, at: Planning, *, itself: bool = True) -> list[Crumb]:
    rounds = above(visit, "staff_rounds")
    trail = staff_trail(
        visit,
        above(visit, "staff_deliveries"),
        rounds._replace(address=rounds.address + at.link(view.day)),
    )
    if itself:
        title = visit.words("staff-round-title", day=visit.words.day(view.day), part=view.part)
        here = str(visit.request.app.url_path_for("staff_round", round_id=view.id))
        trail.append(Crumb(title, here))
    return trail
