"""The pages of staff, as they hang together: one place for their links, one way back."""

from __future__ import annotations

from typing import Final

from web.pages import Crumb
from web.visit import Visit

GROUPS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = ()
"""Links of the first page of staff: heading, and names of routes under it in the order in which they are needed. A route ``staff_x`` is called ``staff-x-title``."""


def staff_trail(visit: Visit, *more: Crumb) -> list[Crumb]:
    """Where a page of staff is: below the first one, and below ``more``."""
    address = str(visit.request.app.url_path_for("staff"))
    return [Crumb(visit.words("staff-title"), address), *more]
