"""A reader at home, for tests of the pages of home delivery: what they, their carer and the library have done so far."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any

from starlette.testclient import TestClient

from accessible_reader.audit import SYSTEM
from accessible_reader.database import now
from accessible_reader.deliveries.ahead import draft_plan
from accessible_reader.deliveries.fields import VisitWish, Wanted
from accessible_reader.deliveries.views import VisitView
from accessible_reader.people.consents import Means
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.permissions import Scope
from tests.web_deliveries import Deliverer, main_of, words_of
from tests.web_ground import Ground

NUMBERS = count(1)
ASK = "/deliveries/ask"


class House(Deliverer):
    """A reader at home, new for each test, and who acts for them."""

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self.number = next(NUMBERS)
        self.person = self.reader()
        ground.people[f"home-{self.number}"] = self.person
        self.client = ground.client(f"home-{self.number}")

    def carer(self, *scopes: Scope) -> TestClient:
        """Who acts for them just now."""
        service = self.ground.service
        name = f"carer-{self.number}-{next(NUMBERS)}"
        self.ground.people[name] = service.people.register(
            SYSTEM, NewPerson("李芳", f"CR{next(NUMBERS):05}", home_branch_id=self.branch)
        )
        service.care.grant(
            self.person, self.person, self.ground.people[name], scopes=scopes, how=Means.ONLINE
        )
        client = self.ground.client(name)
        (act,) = main_of(client.get("/care")).xpath(".//form[contains(@action,'/act')]/@action")
        assert client.post(act).status_code == 303
        return client

    def visits(self, *, ended: bool = False) -> list[VisitView]:
        return self.ground.service.deliveries.of(self.person, self.person, ended=ended)

    def asks(self, *titles: str, **wish: Any) -> str:
        """Without the pages."""
        wanted = tuple(Wanted(one) for one in titles or (self.book()[0],))
        return self.ground.service.deliveries.ask(self.person, self.person, VisitWish(wanted, **wish))

    def get(self, visit: str) -> VisitView:
        return self.ground.service.deliveries.get(self.person, visit)

    def delivered(self) -> str:
        visit = self.packed(self.person)
        rounds = self.ground.service.rounds
        made = self.round(visit)
        rounds.hand_over(self.librarian, made)
        rounds.outcome(self.librarian, visit, delivered=True)
        return visit

    def drafted(self) -> str:
        """By a plan, for next week."""
        service = self.ground.service
        titles = [self.book()[0] for _ in range(2)]
        for one in titles:
            service.wishes.add(self.person, self.person, one)
        plan = self.client.post("/deliveries/plan", data=planned(self, most_items="2"))
        assert plan.status_code == 303, words_of(plan)
        found = service.deliveries.plan(self.person, self.person)
        assert found is not None
        draft = draft_plan(service.database, service.keys, found.id, now())
        assert draft is not None
        return draft


def answers(*titles: str, **more: Any) -> dict[str, Any]:
    """The form, filled in rightly."""
    usual = {
        "find": "", "titles": list(titles), "choose": "", "likes": "", "dislikes": "", "first": "large_print", "second": "none", "third": "none",
        "most_items": "4", "most_kilograms": "5", "means": "visit", "days": [], "parts": [], "note": "",
    }  # fmt: skip
    return usual | more


def planned(house: House, **more: Any) -> dict[str, Any]:
    usual = {
        "every_weeks": "2", "first_day": (house.today + timedelta(days=6)).isoformat(), "part": "morning", "first": "large_print", "second": "none", "third": "none",
        "most_items": "4", "most_kilograms": "5", "likes": "", "dislikes": "",
    }  # fmt: skip
    return usual | more


def hidden(answer: Any) -> dict[str, Any]:
    """All that a page carries on to the next step."""
    found: dict[str, Any] = {}
    for one in main_of(answer).xpath(".//input[@type='hidden']"):
        name, value = one.get("name"), one.get("value", "")
        found[name] = (
            [*found.get(name, []), value] if name in {"titles", "days", "parts", "offered"} else value
        )
    return found


def typed(answer: Any) -> dict[str, Any]:
    """What the form shows as filled in."""
    form = main_of(answer).xpath(".//form[.//button[not(@class)]]")[-1]
    found: dict[str, Any] = {}
    for name, value in form.form_values():
        found[name] = (
            [*found.get(name, []), value]
            if name in {"titles", "days", "parts", "times", "offered"}
            else value
        )
    return found


def home_pages(ground: Ground, language: str) -> Iterator[tuple[str, str]]:
    """Name and HTML of pages that only come after something was done: for those who look at all pages."""
    house = House(ground)
    house.client.cookies.set("language", language)

    def page(path: str) -> str:
        return house.client.get(path).text

    found = house.client.post(ASK, data=answers(find="散文"))
    yield "titles that were found", found.text
    chosen = typed(found)["offered"][:2]
    yield (
        "answers to be checked",
        house.client.post(ASK, data=answers(*chosen, likes="散文", note="轻一点")).text,
    )
    yield "only fetched", house.client.post(ASK, data=answers(fetch="1")).text
    draft = house.drafted()
    yield "a draft", page(f"/deliveries/{draft}")
    pause = (house.today + timedelta(days=40)).isoformat()
    house.client.post("/deliveries/plan/pauses", data={"pause_first": pause, "pause_last": pause})
    yield "a plan with a pause", page("/deliveries/plan")
    wrong = {"pause_first": "x", "pause_last": ""}
    yield "a pause with mistakes", house.client.post("/deliveries/plan/pauses", data=wrong).text
    paused = house.asks()
    ground.service.deliveries.pause(house.person, paused)
    yield "a paused one", page(f"/deliveries/{paused}")
    delivered = house.delivered()
    ground.service.deliveries.rate(house.person, delivered, 4)
    yield "a delivered one", page(f"/deliveries/{delivered}")
    yield "a packed one that is not changed", page(f"/deliveries/{house.packed(house.person)}/change")
    parcel = house.packed(house.person, means="post")
    ground.service.rounds.post(house.librarian, parcel)
    yield "a parcel", page(f"/deliveries/{parcel}")
    over = house.asks()
    ground.service.deliveries.cancel(house.person, over)
    yield "all of them", page("/deliveries?earlier=1")
    carer = house.carer(Scope.REQUEST)
    carer.cookies.set("language", language)
    for path in ("/deliveries", ASK, f"/deliveries/{draft}", f"/deliveries/{draft}/change"):
        yield f"a carer on {path}", carer.get(path).text
