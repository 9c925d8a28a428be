"""The first page: for whoever comes by, and for whoever is signed in."""

from __future__ import annotations

from starlette.responses import Response

from web.access import Pages, Who
from web.visit import Visiting

pages = Pages()


@pages.page("/", Who.ANYBODY, name="home")
def home(visit: Visiting) -> Response:
    """Find a book, or go on with the one you have."""
    if visit.visitor is None:
        return visit.page("welcome.html", "welcome-title")
    return visit.page("home.html", "home-title")
