"""The first page: for whoever comes by, and for whoever is signed in."""

from __future__ import annotations

from starlette.responses import Response

from accessible_reader.catalogue.search import search
from web.access import Pages, Who
from web.routes.shelf import holds_of, loans_of
from web.visit import Visiting

pages = Pages()

_LOANS = 5
_NEW = 5


@pages.page("/", Who.ANYBODY, name="home")
def home(visit: Visiting) -> Response:
    """Find a book, or go on with the one you have."""
    new = search(visit.service.database, order="new", limit=_NEW).hits
    if visit.visitor is None:
        return visit.page("welcome.html", "welcome-title", new=new)
    if visit.acting:  # a carer may be allowed to ask for books and not to see those that are there
        return visit.page("home.html", "home-title", loans=[], more=0, ready=[], new=new, rounds=0)
    loans = loans_of(visit)
    return visit.page(
        "home.html",
        "home-title",
        loans=loans[:_LOANS],
        more=max(0, len(loans) - _LOANS),
        ready=[one for one in holds_of(visit) if one.state == "ready"],
        new=new,
        rounds=len(visit.service.carrying.mine(visit.person_id)),
    )
