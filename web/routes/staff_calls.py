"""The list of calls: whom to call, what to say, and how it went."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.errors import NotFound
from web.access import Pages, Who
from web.deliveries.planning import planning
from web.forms import Filled, Posted, asked
from web.pages import query
from web.staff import staff_trail
from web.visit import Visiting

pages = Pages()

_REASONS: Final = frozenset({"phone", "refused", "no-address", "uncertain"})


class BranchForm(BaseModel):
    """Another branch."""

    branch: str = asked("select", "", words="staff-branch")


@pages.page("/staff/calls", Who.STAFF, name="staff_calls")
def calls(visit: Visiting, branch: str = "") -> Response:
    """Who has waited longest first. Each name and number that is shown is noted."""
    at = planning(visit, branch)
    found = visit.service.call_list.of(visit.person_id, at.branch.id)
    choices = {"branch": [(one.code, one.name) for one in at.branches]}
    return visit.page(
        "staff_calls.html",
        "staff-calls-title",
        trail=staff_trail(visit),
        at=at,
        calls=[one for one in found if not one.elsewhere],
        elsewhere=sum(one.elsewhere for one in found),
        why={
            one.notice_id: visit.words(f"staff-call-why-{one.why if one.why in _REASONS else 'phone'}")
            for one in found
        },
        filter=Filled(BranchForm, visit.words, {"branch": at.branch.code}, choices),
    )


@pages.form("/staff/calls/{notice_id}", Who.STAFF, name="staff_call_note")
def note(visit: Visiting, notice_id: str, sent: Posted) -> Response:
    """They were reached, or not."""
    how = str(sent.get("do", ""))
    at = planning(visit, str(sent.get("branch", "")))
    here = str(visit.request.app.url_path_for("staff_calls")) + query(branch=at.branch.code)
    if how not in {"reached", "not-reached"}:
        return visit.go_to(here, "staff-call-said-nothing")
    try:
        visit.service.call_list.note(visit.person_id, notice_id, reached=how == "reached")
    except NotFound:  # a colleague has called
        return visit.go_to(here, "staff-call-said-gone")
    return visit.go_to(here, f"staff-call-said-{how}")
