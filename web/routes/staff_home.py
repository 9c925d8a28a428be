"""What a librarian needs today: where to go, and what waits for somebody."""

from __future__ import annotations

from starlette.responses import Response

from web.access import Pages, Who
from web.staff import GROUPS
from web.visit import Visiting

pages = Pages()


@pages.page("/staff", Who.STAFF, name="staff")
def staff(visit: Visiting) -> Response:
    """The page."""
    return visit.page("staff.html", "staff-title", groups=GROUPS)
