"""Style and scripts."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from web.access import Pages, Who
from web.visit import Visiting

pages = Pages()


@pages.page("/static/{name:path}", Who.ANYBODY)
def static_file(visit: Visiting, name: str) -> Response:
    """One file."""
    found = visit.ground.static.answer(name, visit.request)
    if found is None:
        raise HTTPException(404)
    return found
