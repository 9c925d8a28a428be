"""How a patron gets in, when they cannot: a PIN, ending all sessions, a lost second factor."""

from __future__ import annotations

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.errors import BadRecord, NotFound
from accessible_reader.people.permissions import Action
from web.access import Pages, Who
from web.desk import pages_above, reader_of
from web.forms import Filled, Posted, asked, fill
from web.routes.staff_registration import first_pin
from web.visit import Visit, Visiting

pages = Pages()


class ResetForm(BaseModel):
    """How staff made sure who it is."""

    note: str = asked("textarea", words="reset-note", min_length=4, max_length=500)


@pages.page("/staff/patrons/{person_id}/sign-in", Who.STAFF, name="staff_sign_in")
def sign_in(visit: Visiting, person_id: str) -> Response:
    """What there is, and what can be done."""
    return _show(visit, person_id, Filled(ResetForm, visit.words))


@pages.form("/staff/patrons/{person_id}/sign-in/first-pin", Who.STAFF, name="staff_first_pin")
def give_first_pin(visit: Visiting, person_id: str) -> Response:
    """For somebody who has none; shown this once."""
    return first_pin(visit, person_id)


@pages.form("/staff/patrons/{person_id}/sign-in/reset-pin", Who.STAFF, name="staff_reset_pin")
def reset_pin(visit: Visiting, person_id: str, sent: Posted) -> Response:
    """A new PIN in place of a forgotten one, after a call back; said on the telephone, shown this once."""
    form = fill(ResetForm, visit.words, sent)
    if form.done is not None:
        try:
            pin = visit.service.sign_in.reset_pin(visit.person_id, person_id, note=form.done.note)
        except (BadRecord, NotFound) as error:
            if error.code == "person-not-found":
                raise
            form.blame("note" if isinstance(error, BadRecord) else "", error)
        else:
            return visit.page(
                "staff_card.html",
                "new-pin-title",
                trail=pages_above(visit, person_id),
                reader=reader_of(visit, person_id),
                pin=f"{pin[:4]} {pin[4:]}",
            )
    return _show(visit, person_id, form)


@pages.form("/staff/patrons/{person_id}/sign-in/end-sessions", Who.STAFF, name="staff_end_sessions")
def end_sessions(visit: Visiting, person_id: str) -> Response:
    """Signed out everywhere: a telephone was lost, a session was forgotten somewhere."""
    own = visit.visitor.session_id if visit.visitor and person_id == visit.person_id else ""
    count = visit.service.sign_in.sign_out_everywhere(visit.person_id, person_id, but=own)
    return visit.go("staff_sign_in", "said-sessions-ended", {"count": count}, person_id=person_id)


@pages.form(
    "/staff/patrons/{person_id}/sign-in/reset-second-factor", Who.STAFF, name="staff_reset_second_factor"
)
def reset_second_factor(visit: Visiting, person_id: str) -> Response:
    """All of them were lost; the next sign-in sets one up."""
    visit.service.sign_in.reset_second_factor(visit.person_id, person_id)
    return visit.go("staff_sign_in", "said-second-factor-reset", person_id=person_id)


def _show(visit: Visit, person_id: str, form: Filled[ResetForm]) -> Response:
    service, actor = visit.service, visit.person_id
    rights = service.people.rights(actor, person_id)
    pin = None if rights[Action.RESET_PIN] else service.sign_in.pin_state(actor, person_id)
    return visit.page(
        "staff_sign_in.html",
        "staff-sign-in-title",
        status=422 if form.failed else 200,
        failed=form.failed,
        trail=pages_above(visit, person_id),
        reader=reader_of(visit, person_id),
        form=form,
        pin=pin,
        sessions=service.sign_in.sessions_of(actor, person_id),
        why_no_pin=rights[Action.RESET_PIN],
        why_no_reset=rights[Action.RESET_SECOND_FACTOR],
    )
