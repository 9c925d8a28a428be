"""Every route of the pages with an address that can be opened. A route that is not known here makes a test fail: it has to be given an example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.web_ground import Ground
from web.access import Who, who_may
from web.routes import all_routes


@dataclass(frozen=True)
class Page:
    """One route. ``status``: what opening it answers, for whoever may."""

    method: str
    path: str
    address: str
    who: Who
    status: int = 200

    def statuses(self, who: str) -> frozenset[int]:
        """What opening it answers for ``who``, who may: of a book that only the patron has on loan, others hear how to get it."""
        if self.path.startswith(_LENT) and who != "patron":
            return frozenset({303, 409})
        return frozenset({self.status})

    def may(self, who: str) -> bool:
        """Whether it opens for them."""
        if self.who in {Who.ANYBODY, Who.LINK}:
            return True
        if self.who is Who.APP or who == "app":
            return self.who is Who.APP and who == "app"
        if self.path in _MANAGER:
            return who == "manager"
        if self.path.startswith(_VISIT):
            return who in {"patron", "carer", "librarian", "manager"}
        if self.path.startswith(
            _DESK
        ):  # an administrator of the machine has no business with readers and books
            return who in {"librarian", "manager"}
        return who in _STAFF if self.who is Who.STAFF else who != "nobody"

    def refusals(self, who: str) -> frozenset[int]:
        """What it answers where it does not: say who you are, or that it is not for you."""
        if self.who is Who.APP:
            return frozenset({401})
        return frozenset({303 if who in {"nobody", "app"} else 403})


def routes() -> Iterator[tuple[str, Any]]:
    """Method and route, each once."""
    for router in all_routes():
        for route in router.routes:
            for method in sorted(getattr(route, "methods", ()) - {"HEAD", "OPTIONS"}):
                yield method, route


def addresses(ground: Ground, *, forms: bool = False) -> Iterator[Page]:
    """Pages; ``forms``: also what forms are sent to."""
    examples = _examples(ground)
    for method, route in routes():
        if method != "GET" and not forms:
            continue
        who = who_may(route)
        assert who is not None, f"{route.path} does not say who may open it"
        path = route.path
        for name, value in examples.items():
            path = path.replace("{" + name + "}", value)
        assert "{" not in path, f"give an example for {route.path} in tests/web_pages.py"
        yield Page(method, route.path, path + _QUERIES.get(route.path, ""), who, _STATUS.get(route.path, 200))


_STAFF = frozenset({"librarian", "manager", "admin"})
_DESK = (
    "/staff/desk", "/staff/patrons", "/staff/hold-shelf", "/staff/intakes", "/staff/titles", "/staff/editions", "/staff/lists",
    "/staff/deliveries", "/staff/rounds", "/staff/bags", "/staff/calls", "/staff/delivery-figures", "/staff/places",
    "/carry/rounds/",
)  # fmt: skip
_VISIT = "/deliveries/{visit_id}"
"""Of the patron's delivery: for them, for who acts for them, and for staff of their branch."""
_MANAGER = frozenset(
    f"/staff/patrons/{{person_id}}/{name}"
    for name in ("data", "erase", "seen", "sign-in/reset-second-factor")
)
_QUERIES = {"/search": "?q=%E5%A4%9C"}
_STATUS = {
    "/given/{token}": 404,
    "/carry/{token}": 404,
    "/opds": 302,
    "/podcast/{token}/feed.xml": 404,
    "/podcast/{token}/{chapter}.mp3": 404,
    "/voices/sample.mp3": 404,
    "/staff/rounds/{round_id}/sheet.pdf": 404,
    "/listen/{edition_id}/go": 422,
    "/listen/{edition_id}/spot": 404,
    "/read/{edition_id}": 303,
    "/read/{edition_id}/at": 404,
    "/read/{edition_id}/pictures/{name}": 404,
}
_LENT = ("/listen/{edition_id}", "/read/{edition_id}")


def _examples(ground: Ground) -> dict[str, str]:
    return {
        "name:path": "site.css",
        "title_id": ground.english[0],
        "edition_id": ground.english[1],
        "conversion_id": ground.ready,
        "loan_id": "0" * 32,
        "hold_id": "0" * 32,
        "relation_id": "0" * 32,
        "token": "0" * 32,
        "list_id": ground.list,
        "intake_id": ground.intake,
        "bookmark_id": "0" * 32,
        "person_id": ground.people["newcomer"],  # what forms do to them disturbs no other test
        "app_id": "0" * 32,
        "version": "1.2",
        "form": "braille-brf",
        "chapter": "001",
        "place": "001",
        "name": "0" * 64,
        "visit_id": ground.visit,
        "line": "1",
        "round_id": ground.round,
        "notice_id": "0" * 32,
        "place_id": "0" * 32,
    }
