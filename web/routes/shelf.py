"""My books."""

from __future__ import annotations

from starlette.responses import Response

from web.access import Pages, Who
from web.visit import Visiting

pages = Pages()


@pages.page("/shelf", Who.SIGNED_IN, name="shelf")
def shelf(visit: Visiting) -> Response:
    """What one has now."""
    return visit.page("shelf.html", "shelf-title")
