"""Home delivery at a glance: what comes, what was brought and can be kept longer or given back, what is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from starlette.responses import Response

from accessible_reader.deliveries.lifecycle import ENDED, UPCOMING, VisitState
from accessible_reader.deliveries.views import VisitView
from accessible_reader.errors import NotAllowed, NotFound, NotNow
from web.access import Pages, Who
from web.deliveries.sides import Side, own_side, phone_side
from web.deliveries.things import things_of
from web.deliveries.words import bag_words, part_words, plan_words, status
from web.visit import Visit, Visiting

pages = Pages()

_LATER: Final = date.max


@dataclass(frozen=True, slots=True)
class Line:
    """A visit as an entry of a list. ``heading``: when it is, for the link; ``look``: whether the reader is asked to look at it."""

    id: str
    heading: str
    told: str
    bag: str
    look: bool


@pages.page("/deliveries", Who.SIGNED_IN, name="deliveries")
def deliveries(visit: Visiting, earlier: str = "") -> Response:
    """One's own, or those of the reader a carer acts for."""
    return _show(visit, own_side(visit), earlier=bool(earlier))


@pages.form("/deliveries/loans/{loan_id}/renew", Who.SIGNED_IN, name="delivery_renew")
def renew(visit: Visiting, loan_id: str) -> Response:
    """Keep something longer."""
    return _renew(visit, own_side(visit), loan_id)


@pages.page("/staff/patrons/{person_id}/deliveries", Who.STAFF, name="deliveries_phone")
def phone(visit: Visiting, person_id: str, earlier: str = "") -> Response:
    """Those of whoever is on the telephone."""
    return _show(visit, phone_side(visit, person_id), earlier=bool(earlier))


@pages.form(
    "/staff/patrons/{person_id}/deliveries/loans/{loan_id}/renew", Who.STAFF, name="delivery_phone_renew"
)
def phone_renew(visit: Visiting, person_id: str, loan_id: str) -> Response:
    """Keep something longer for them."""
    return _renew(visit, phone_side(visit, person_id), loan_id)


def _show(visit: Visit, side: Side, *, earlier: bool) -> Response:
    found = visit.service.deliveries.of(visit.person_id, side.subject, ended=earlier)
    coming = sorted((one for one in found if one.state in UPCOMING), key=lambda one: one.day or _LATER)
    brought = [one for one in found if one.state in {VisitState.DELIVERED, VisitState.COLLECTED}]
    return visit.page(
        "deliveries.html",
        "deliveries-title",
        trail=side.trail(visit),
        side=side,
        to=side.addresses(visit),
        coming=[_line(visit, one) for one in coming],
        brought=[_line(visit, one) for one in brought],
        over=[_line(visit, one) for one in found if one.state in ENDED] if earlier else None,
        things=things_of(visit, side),
        fetched=visit.words.day(coming[0].day) if coming and coming[0].day else "",
        plan=_plan(visit, side),
    )


def _line(visit: Visit, view: VisitView) -> Line:
    return Line(
        view.id,
        heading_of(visit, view),
        status(visit.words, view),
        bag_words(view.bag),
        view.state is VisitState.DRAFTED,
    )


def heading_of(visit: Visit, view: VisitView) -> str:
    """When it comes; until that is known, when it was asked for."""
    words = visit.words
    if view.day is not None and view.part is not None:
        return words("deliver-heading", day=words.day(view.day), part=part_words(words, view.part))
    today = visit.service.lending_rules.of(view.branch_id).rules.today(view.asked_at)
    return words("deliver-heading-asked", day=words.day(today))


def _plan(visit: Visit, side: Side) -> str | None:
    """The plan in a sentence; "" where there is none, None where it is not for whoever asks."""
    try:
        present = visit.service.deliveries.plan(visit.person_id, side.subject)
    except NotAllowed:  # a carer may be allowed to ask and not to plan
        return None
    return plan_words(visit.words, present) if present else ""


def _renew(visit: Visit, side: Side, loan_id: str) -> Response:
    if loan_id not in {one.id for one in things_of(visit, side)}:
        raise NotFound("loan-not-found")
    try:
        due = visit.service.loans.renew(visit.person_id, loan_id)
    except NotNow as error:
        return side.on_to(visit, "list", "said-not-renewed", {"reason": visit.words.finding(error)})
    return side.on_to(visit, "list", "said-renewed", {"day": visit.words.day(due)})
