"""What a librarian needs today: where to go, and what waits for somebody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from starlette.responses import Response

from accessible_reader.errors import NotAllowed
from web.access import Pages, Who
from web.pages import query
from web.staff import FOR_THE_MACHINE, GROUPS
from web.visit import Visit, Visiting

pages = Pages()


@pages.page("/staff", Who.STAFF, name="staff")
def staff(visit: Visiting) -> Response:
    """The page."""
    try:
        files = visit.service.intake_desk.counts(visit.person_id, recent=True)
        groups = GROUPS
    except NotAllowed:  # an administrator of the machine
        files, groups = {}, FOR_THE_MACHINE
    return visit.page("staff.html", "staff-title", today=list(_today(visit, files)), groups=groups)


def _today(visit: Visit, files: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Sentence and address of what waits."""
    url, words = visit.request.app.url_path_for, visit.words
    address = str(url("staff_intakes"))
    for state in ("refused", "failed", "reading", "waiting"):
        if files.get(state):
            yield words(f"staff-today-intake-{state}", count=files[state]), address + query(state=state)
    made = visit.service.requests.waiting(visit.person_id)
    address = str(url("staff_conversions"))
    for state in ("failed", "running", "queued"):
        if made[state]:
            yield words(f"staff-today-{state}", count=made[state]), address + query(state=state)
