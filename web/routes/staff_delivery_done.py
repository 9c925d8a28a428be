"""What became of a delivery once it has left the library, as staff learn it: handed to the post, arrived, not arrived and what now, given back."""

from __future__ import annotations

from starlette.responses import Response

from accessible_reader.deliveries.lifecycle import Reason
from accessible_reader.errors import ServiceError
from web.access import Pages, Who
from web.deliveries.one_visit import (
    chosen_day,
    day_form,
    give_up_form,
    outcome_form,
    refused,
    show_refusal,
    show_visit,
)
from web.forms import Posted
from web.staff_words import Fact
from web.visit import Visiting

pages = Pages()


@pages.form("/staff/deliveries/{visit_id}/post", Who.STAFF, name="staff_delivery_post")
def post(visit: Visiting, visit_id: str) -> Response:
    """The parcel was handed in at the post office."""
    return refused(
        visit,
        visit_id,
        "said-deliver-staff-posted",
        lambda: visit.service.rounds.post(visit.person_id, visit_id),
    )


@pages.form("/staff/deliveries/{visit_id}/outcome", Who.STAFF, name="staff_delivery_outcome")
def outcome(visit: Visiting, sent: Posted, visit_id: str) -> Response:
    """It arrived, or it did not."""
    form = outcome_form(visit, sent)
    if form.done is not None:
        arrived = form.done.outcome == "delivered"
        try:
            visit.service.rounds.outcome(
                visit.person_id, visit_id, delivered=arrived, reason=None if arrived else form.done.reason
            )
        except ServiceError as error:
            form.blame("", error)
        else:
            said = "said-deliver-staff-arrived" if arrived else "said-deliver-staff-failed"
            return visit.go("staff_delivery", said, visit_id=visit_id)
    return show_visit(visit, visit_id, {"outcome": form})


@pages.form("/staff/deliveries/{visit_id}/rebook", Who.STAFF, name="staff_delivery_rebook")
def rebook(visit: Visiting, sent: Posted, visit_id: str) -> Response:
    """The bag goes on another day: again, or instead of its own."""
    form = day_form(visit, visit_id, sent)
    tried = visit.service.deliveries.get(visit.person_id, visit_id).failures
    chosen = chosen_day(form)
    if chosen is not None:
        day, part = chosen
        try:
            visit.service.rounds.rebook(visit.person_id, visit_id, day, part)
        except ServiceError as error:
            form.blame("day" if error.code.startswith("visit-day-") else "", error)
        else:
            when = {"day": visit.words.day(day), "part": part}
            said = "said-deliver-staff-rebooked" if tried else "said-deliver-staff-moved"
            return visit.go("staff_delivery", said, when, visit_id=visit_id)
    return show_visit(visit, visit_id, {"rebook": form})


@pages.form("/staff/deliveries/{visit_id}/give-up", Who.STAFF, name="staff_delivery_give_up")
def give_up(visit: Visiting, sent: Posted, visit_id: str) -> Response:
    """The bag comes back for good."""
    form = give_up_form(visit, sent)
    if form.done is not None:
        try:
            visit.service.rounds.give_up(visit.person_id, visit_id, Reason(form.done.reason))
        except ServiceError as error:
            form.blame("", error)
        else:
            return visit.go("staff_delivery", "said-deliver-staff-given-up", visit_id=visit_id)
    return show_visit(visit, visit_id, {"give-up": form})


@pages.form("/staff/deliveries/{visit_id}/collected", Who.STAFF, name="staff_delivery_collected")
def collected(visit: Visiting, visit_id: str) -> Response:
    """All that it had brought was given back."""
    return refused(
        visit,
        visit_id,
        "said-deliver-staff-collected",
        lambda: visit.service.rounds.collected(visit.person_id, visit_id),
    )


@pages.form("/staff/deliveries/{visit_id}/emergency", Who.STAFF, name="staff_delivery_emergency")
def emergency(visit: Visiting, visit_id: str) -> Response:
    """Whom to call when nobody opened; shown on this page once, and noted."""
    try:
        contact = visit.service.rounds.emergency_contact(visit.person_id, visit_id)
    except ServiceError as error:
        return show_refusal(visit, visit_id, error)
    return show_visit(visit, visit_id, shown=[Fact(visit.words("staff-deliver-emergency"), contact)])


@pages.form("/staff/deliveries/{visit_id}/phone", Who.STAFF, name="staff_delivery_phone")
def phone(visit: Visiting, visit_id: str) -> Response:
    """The reader's number; shown on this page once, and noted."""
    view = visit.service.deliveries.get(visit.person_id, visit_id)
    number = None
    if view.person_id is not None:
        values = visit.service.people.reveal(
            visit.person_id, view.person_id, ["phone"], purpose="phone-call", reference=view.id
        ).values
        number = values["phone"]
    told = number or visit.words("staff-deliver-no-phone")
    return show_visit(visit, visit_id, shown=[Fact(visit.words("staff-deliver-phone"), told)])
