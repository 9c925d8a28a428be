"""Finding a book: by words, by subject, length, format, language and branch; page by page."""

from __future__ import annotations

from starlette.responses import Response

from web.access import Pages, Who
from web.visit import Visiting

pages = Pages()


@pages.page("/search", Who.ANYBODY, name="search")
def search(visit: Visiting, q: str = "", after: str = "") -> Response:
    """A page of what was found."""
    found = visit.service.titles.search(q[:200], after=after or None)
    return visit.page("search.html", "search-title", found=found, q=q)
