"""Who stands before the desk."""

from __future__ import annotations

from dataclasses import dataclass, field

from web.pages import Crumb
from web.staff import staff_trail
from web.visit import Visit


@dataclass(frozen=True, slots=True)
class Reader:
    """Enough to be sure whom a page is about. Addresses of pages hold the id alone, titles of pages hold nothing: both stay in the browser's history."""

    id: str
    name: str = field(repr=False)
    card: str = field(repr=False)


def reader_of(visit: Visit, person_id: str) -> Reader:
    """Their name and card; the view is noted. Raises NotAllowed, NotFound."""
    values = visit.service.people.reveal(visit.person_id, person_id, ["name", "card"], purpose="desk").values
    return Reader(person_id, values["name"] or "", values["card"] or "")


def pages_above(visit: Visit, person_id: str = "") -> list[Crumb]:
    """Staff, patrons, and with ``person_id`` that patron."""
    address = visit.request.app.url_path_for
    above = [Crumb(visit.words("staff-patrons-title"), str(address("staff_patrons")))]
    if person_id:
        here = str(address("staff_patron", person_id=person_id))
        above.append(Crumb(visit.words("staff-patron-title"), here))
    return staff_trail(visit, *above)
