"""At which branch somebody works just now."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from accessible_reader.catalogue.desk import BranchView
from accessible_reader.errors import NotAllowed, NotFound
from accessible_reader.people.permissions import Action
from web import cookies
from web.staff import branches_for
from web.visit import Visit

_DESK: Final = "desk"
"""Cookie: id of the branch whose desk this browser stands at. It tells nothing about anybody, and is compared with the roles each time."""


def desk_branches(visit: Visit) -> list[BranchView]:
    """Branches at which the visitor runs the desk: those of their roles, and all below them. Raises NotAllowed where there is none (a role for the machine alone)."""
    found = branches_for(visit, Action.RUN_DESK)
    if not found:
        raise NotAllowed("permission-staff-only")
    return found


def desk_branch(visit: Visit) -> BranchView:
    """The one that was chosen in this browser, else the visitor's own, else the first."""
    branches = {one.id: one for one in desk_branches(visit)}
    for wanted in (cookies.read(visit.request, _DESK), visit.branch_id):
        if wanted in branches:
            return branches[wanted]
    return next(iter(branches.values()))


def choose_desk(visit: Visit, response: Response, branch_id: str) -> None:
    """From now on this browser stands there. Raises NotFound ``branch-not-found``."""
    if branch_id not in {one.id for one in desk_branches(visit)}:
        raise NotFound("branch-not-found", branch="")
    cookies.write(visit.request, response, _DESK, branch_id, cookies.YEAR)
