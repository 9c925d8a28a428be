"""Home delivery as whoever plans it sees it: the board of a day, and one delivery with all that can be done with it before it goes."""

from __future__ import annotations

from starlette.responses import Response

from accessible_reader.deliveries.lifecycle import Reason
from accessible_reader.errors import ServiceError
from web.access import Pages, Who
from web.deliveries.board import board_of
from web.deliveries.one_visit import (
    cancel_form,
    chosen_day,
    day_form,
    refused,
    show_visit,
    times_form,
)
from web.deliveries.planning import planning, which_day
from web.forms import Posted
from web.staff import staff_trail
from web.visit import Visiting

pages = Pages()


@pages.page("/staff/deliveries", Who.STAFF, name="staff_deliveries")
def board(visit: Visiting, day: str = "", branch: str = "") -> Response:
    """The board of a day."""
    at = planning(visit, branch, day)
    which = which_day(visit, at, day)
    return visit.page(
        "staff_deliveries.html",
        "staff-deliveries-title",
        status=422 if which.failed else 200,
        failed=which.failed,
        trail=staff_trail(visit),
        form=which,
        at=at,
        board=board_of(visit, at),
    )


@pages.page("/staff/deliveries/{visit_id}", Who.STAFF, name="staff_delivery")
def delivery(visit: Visiting, visit_id: str) -> Response:
    """One of them."""
    return show_visit(visit, visit_id)


@pages.form("/staff/deliveries/{visit_id}/confirm", Who.STAFF, name="staff_delivery_confirm")
def confirm(visit: Visiting, sent: Posted, visit_id: str) -> Response:
    """It gets its day, or another day."""
    form = day_form(visit, visit_id, sent)
    chosen = chosen_day(form)
    if chosen is not None:
        day, part = chosen
        try:
            open_ = visit.service.deliveries.confirm(visit.person_id, visit_id, day, part)
        except ServiceError as error:
            form.blame("day" if error.code.startswith("visit-day-") else "", error)
        else:
            said = "said-deliver-staff-confirmed-open" if open_ else "said-deliver-staff-confirmed"
            when = {"day": visit.words.day(day), "part": part, "count": open_}
            return visit.go("staff_delivery", said, when, visit_id=visit_id)
    return show_visit(visit, visit_id, {"confirm": form})


@pages.form("/staff/deliveries/{visit_id}/change", Who.STAFF, name="staff_delivery_change")
def change(visit: Visiting, sent: Posted, visit_id: str) -> Response:
    """Other times, another note."""
    form = times_form(visit, sent)
    if form.done is not None:
        try:
            visit.service.deliveries.change(
                visit.person_id, visit_id, times=tuple(form.done.times), note=form.done.note or ""
            )
        except ServiceError as error:
            form.blame("note" if error.params.get("field") == "note" else "", error)
        else:
            return visit.go("staff_delivery", "said-deliver-staff-changed", visit_id=visit_id)
    return show_visit(visit, visit_id, {"change": form})


@pages.form("/staff/deliveries/{visit_id}/cancel", Who.STAFF, name="staff_delivery_cancel")
def cancel(visit: Visiting, sent: Posted, visit_id: str) -> Response:
    """Call it off, and say why."""
    form = cancel_form(visit, sent)
    if form.done is not None:
        try:
            visit.service.deliveries.cancel(visit.person_id, visit_id, Reason(form.done.reason))
        except ServiceError as error:
            form.blame("", error)
        else:
            return visit.go("staff_delivery", "said-deliver-staff-cancelled", visit_id=visit_id)
    return show_visit(visit, visit_id, {"cancel": form})


@pages.form("/staff/deliveries/{visit_id}/pause", Who.STAFF, name="staff_delivery_pause")
def pause(visit: Visiting, visit_id: str) -> Response:
    """Until they say so."""
    return refused(
        visit,
        visit_id,
        "said-deliver-staff-paused",
        lambda: visit.service.deliveries.pause(visit.person_id, visit_id),
    )


@pages.form("/staff/deliveries/{visit_id}/resume", Who.STAFF, name="staff_delivery_resume")
def resume(visit: Visiting, visit_id: str) -> Response:
    """They said so: it waits for a day."""
    return refused(
        visit,
        visit_id,
        "said-deliver-staff-resumed",
        lambda: visit.service.deliveries.resume(visit.person_id, visit_id),
    )


@pages.form("/staff/deliveries/{visit_id}/lines/{place}/strike", Who.STAFF, name="staff_delivery_strike")
def strike(visit: Visiting, visit_id: str, place: int) -> Response:
    """Do not bring this."""
    return refused(
        visit,
        visit_id,
        "said-deliver-staff-struck",
        lambda: visit.service.deliveries.strike(visit.person_id, visit_id, place),
    )


@pages.form("/staff/deliveries/{visit_id}/lines/{place}/swap", Who.STAFF, name="staff_delivery_swap")
def swap(visit: Visiting, visit_id: str, place: int) -> Response:
    """Something else of the library's choice instead."""
    return refused(
        visit,
        visit_id,
        "said-deliver-staff-swapped",
        lambda: visit.service.deliveries.swap(visit.person_id, visit_id, place),
    )


@pages.form("/staff/deliveries/{visit_id}/lines", Who.STAFF, name="staff_delivery_add")
def add(visit: Visiting, visit_id: str) -> Response:
    """One more thing, of the library's choice."""
    return refused(
        visit,
        visit_id,
        "said-deliver-staff-added",
        lambda: visit.service.deliveries.add_title(visit.person_id, visit_id, None),
    )
