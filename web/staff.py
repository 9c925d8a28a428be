"""The pages of staff, as they hang together: one place for their links, one way back, the branches at which somebody works."""

from __future__ import annotations

from typing import Final

from accessible_reader.catalogue.desk import BranchView
from accessible_reader.errors import NotAllowed
from accessible_reader.people.permissions import RULES, Action
from web.pages import Crumb
from web.visit import Visit

GROUPS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("staff-group-readers", ("staff_desk", "staff_patrons", "staff_patron_new", "staff_shelf")),
    (
        "staff-group-delivery",
        (
            "staff_deliveries",
            "staff_pick",
            "staff_bags",
            "staff_rounds",
            "staff_calls",
            "staff_places",
            "staff_delivery_figures",
        ),
    ),
    ("staff-group-catalogue", ("staff_intake_new", "staff_intakes", "staff_conversions", "staff_lists")),
)
"""Links of the first page of staff: heading, and names of routes under it in the order in which they are needed. A route ``staff_x`` is called ``staff-x-title``."""
FOR_THE_MACHINE: Final = (("staff-group-catalogue", ("staff_conversions",)),)
"""The same for administrators, who have no business with readers and books."""


def staff_trail(visit: Visit, *more: Crumb) -> list[Crumb]:
    """Where a page of staff is: below the first one, and below ``more``."""
    return [above(visit, "staff"), *more]


def above(visit: Visit, route: str) -> Crumb:
    """A page of staff without parameters, as one above another."""
    return Crumb(visit.words(f"{route.replace('_', '-')}-title"), str(visit.request.app.url_path_for(route)))


def branches_for(visit: Visit, action: Action) -> list[BranchView]:
    """The branches at which the visitor may do ``action``: those of their roles, and all below them; in the order of the tree, their own first. Raises NotAllowed where there is none (a role for the machine alone)."""
    tree = visit.service.branches.tree()
    roles = visit.service.people.profile(visit.person_id, visit.person_id).roles
    mine = {one.branch_id for one in roles if one.role in RULES[action].staff}
    if None not in mine:
        below: set[str] = set()
        for one in tree:  # parents come first
            if one.id in mine or one.parent_id in below:
                below.add(one.id)
        tree = [one for one in tree if one.id in below]
    if not tree:
        raise NotAllowed("permission-staff-only")
    return sorted(tree, key=lambda one: one.id != visit.branch_id)
