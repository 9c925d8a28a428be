"""For whom a page of delivery is, and where its neighbours are: a reader's own pages, a carer's for their reader, and a librarian's for whoever is on the telephone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.responses import Response

from accessible_reader.deliveries.lifecycle import By
from accessible_reader.deliveries.views import VisitView
from accessible_reader.errors import NotAllowed
from web.desk import Reader, pages_above, reader_of
from web.pages import Crumb
from web.visit import Visit

_OWN: Final = {
    "list": "deliveries",
    "ask": "delivery_ask",
    "plan": "delivery_plan",
    "pause": "delivery_pause",
    "pause_remove": "delivery_pause_remove",
    "plan_end": "delivery_plan_end",
    "door": "delivery_door",
}
_PHONE: Final = {
    name: route.replace("delivery_", "delivery_phone_").replace("deliveries", "deliveries_phone")
    for name, route in _OWN.items()
}
_TITLES: Final = {
    "list": "deliveries-title",
    "ask": "delivery-ask-title",
    "plan": "delivery-plan-title",
    "door": "delivery-door-title",
}


@dataclass(frozen=True, slots=True)
class Side:
    """``reader``: whom staff help; ``name``: for whom a carer is here who does not act for them just now; ``by``: in what capacity whoever looks at it is here."""

    subject: str
    by: By
    reader: Reader | None = field(default=None, repr=False)
    name: str = field(default="", repr=False)

    @property
    def staff(self) -> bool:
        """Whether a librarian does it for somebody."""
        return self.by is By.STAFF

    @property
    def knows_door(self) -> bool:
        """Whether address and door may be shown: a carer learns of neither."""
        return self.by is not By.CARER

    def address(self, visit: Visit, page: str, **more: str) -> str:
        """Of the page ``page`` of this reader."""
        route = (_PHONE if self.staff else _OWN)[page]
        path = {"person_id": self.subject, **more} if self.staff else more
        return str(visit.request.app.url_path_for(route, **path))

    def addresses(self, visit: Visit) -> dict[str, str]:
        """Of all of them, for templates."""
        return {page: self.address(visit, page) for page in _OWN}

    def on_to(
        self, visit: Visit, page: str, said: str = "", params: Mapping[str, Any] | None = None
    ) -> Response:
        """On to the page ``page``."""
        return visit.go_to(self.address(visit, page), said, params)

    def trail(self, visit: Visit, *pages: str) -> list[Crumb]:
        """The pages above: for staff those of the patron, then ``pages``."""
        above = pages_above(visit, self.subject) if self.staff else []
        return [*above, *(Crumb(visit.words(_TITLES[one]), self.address(visit, one)) for one in pages)]


def own_side(visit: Visit) -> Side:
    """Oneself, or the reader a carer acts for."""
    return Side(visit.subject_id, By.CARER if visit.acting else By.SELF)


def phone_side(visit: Visit, person_id: str) -> Side:
    """Whom a librarian has on the telephone; that their name was seen is noted. Raises NotAllowed, NotFound."""
    return Side(person_id, By.STAFF, reader_of(visit, person_id))


def side_of(visit: Visit, view: VisitView) -> Side:
    """Of one visit that may be looked at."""
    if view.person_id in {visit.subject_id, None}:
        return own_side(visit)
    if visit.visitor is not None and visit.visitor.staff:
        try:
            return phone_side(visit, str(view.person_id))
        except NotAllowed:  # staff elsewhere, and a carer here
            pass
    seen = visit.service.people.reveal(visit.person_id, str(view.person_id), ["name"], purpose="delivery")
    return Side(str(view.person_id), By.CARER, name=seen.values["name"] or "")
