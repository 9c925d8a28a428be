"""The accessibility statement."""

from __future__ import annotations

from starlette.responses import Response

from web.access import Pages, Who
from web.visit import Visiting

pages = Pages()


@pages.page("/accessibility", Who.ANYBODY, name="accessibility")
def statement(visit: Visiting) -> Response:
    """What we promise, how it was tested, what is missing, and whom to tell."""
    return visit.page("accessibility.html", "accessibility-title")
