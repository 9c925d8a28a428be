"""What waits on the hold shelf of a branch, and what is on its way there."""

from __future__ import annotations

from starlette.responses import Response

from accessible_reader.errors import NotFound
from web.access import Pages, Who
from web.desk import desk_branch, holds_here
from web.staff import staff_trail
from web.visit import Visiting

pages = Pages()


@pages.page("/staff/hold-shelf", Who.STAFF, name="staff_shelf")
def shelf(visit: Visiting) -> Response:
    """What must go first first. No names: who comes for something shows their card."""
    branch = desk_branch(visit)
    holds = holds_here(visit, None, branch.id)
    return visit.page(
        "staff_shelf.html",
        "staff-shelf-title",
        trail=staff_trail(visit),
        here_branch=branch,
        ready=[one for one in holds if one.state == "ready"],
        coming=[one for one in holds if one.state != "ready"],
    )


@pages.form("/staff/hold-shelf/expire", Who.STAFF, name="staff_shelf_expire")
def expire(visit: Visiting) -> Response:
    """Give on what nobody came for in time."""
    count = visit.service.holds.expire(visit.person_id, desk_branch(visit).id)
    return visit.go("staff_shelf", "said-shelf-expired", {"count": count})


@pages.form("/staff/hold-shelf/{hold_id}/arrived", Who.STAFF, name="staff_hold_arrived")
def arrived(visit: Visiting, hold_id: str) -> Response:
    """It has come from another branch."""
    _here(visit, hold_id)
    visit.service.holds.arrive(visit.person_id, hold_id)
    return visit.go("staff_shelf", "said-hold-arrived")


@pages.form("/staff/hold-shelf/{hold_id}/missing", Who.STAFF, name="staff_hold_missing")
def missing(visit: Visiting, hold_id: str) -> Response:
    """It cannot be found, or is broken: its reader gets the next one."""
    _here(visit, hold_id)
    visit.service.holds.lose_copy(visit.person_id, hold_id)
    return visit.go("staff_shelf", "said-hold-missing")


def _here(visit: Visiting, hold_id: str) -> None:
    """Raises NotFound ``hold-not-found`` for a hold that is not on this shelf."""
    found = visit.service.holds.on_shelf(visit.person_id, desk_branch(visit).id)
    if hold_id not in {one.id for one in found}:
        raise NotFound("hold-not-found")
