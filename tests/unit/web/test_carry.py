"""The page of the day for whoever carries: what is shown and what is not, five buttons with and without a script, the link's end, and nothing of it in a log."""

from __future__ import annotations

import itertools
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx2 as httpx
import pytest
from lxml import html
from starlette.testclient import TestClient

from accessible_reader.audit import seen_of
from accessible_reader.catalogue.copies import NewCopy, add_copies_in
from accessible_reader.catalogue.titles import EditionFacts, TitleFacts, add_edition, add_title
from accessible_reader.database import now, select
from accessible_reader.deliveries.fields import VisitWish, Wanted
from accessible_reader.deliveries.models import DeliveryEvent, DeliveryRound, Visit
from accessible_reader.deliveries.records import today_at
from accessible_reader.people.consents import ConsentKind, Means
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.permissions import Role
from accessible_reader.people.persons import new_row
from accessible_reader.people.roles import give_role
from accessible_reader.shelf.rules import set_rules
from tests.web_ground import Ground, open_ground

KNOCK, PASSWORD, RECEIVERS = "敲三下", "春天来了", "邻居张阿姨"
JSON = {"accept": "application/json"}


@dataclass(frozen=True)
class Day:
    """A round of today with three doors: two to bring to, and one to fetch from as well."""

    ground: Ground
    round: str
    token: str
    visits: tuple[str, ...]
    earlier: str
    """Was brought yesterday to the third."""
    readers: tuple[str, ...]

    @property
    def page(self) -> str:
        return f"/carry/{self.token}"

    def press(self, number: int, client: TestClient, /, **data: Any) -> httpx.Response:
        """A button of stop ``number``."""
        address = f"{self.page}/stops/{self.visits[number - 1]}"
        return client.post(address, data={"number": number, **data})

    def visit(self, number: int) -> Visit:
        with self.ground.service.database.reading() as session:
            return session.get_one(Visit, self.visits[number - 1])

    def events(self, visit_id: str) -> list[str]:
        with self.ground.service.database.reading() as session:
            query = select(DeliveryEvent.action).where(DeliveryEvent.visit_id == visit_id)
            return list(session.scalars(query.order_by(DeliveryEvent.id)))


def noon_zone() -> str:
    """Where it is about noon just now, so that no test is overtaken by midnight."""
    offset = 12 - datetime.now(UTC).hour
    return f"Etc/GMT{-offset:+d}" if offset else "Etc/UTC"


def make_day(ground: Ground, names: tuple[str, ...] = ("钱一", "孙二", "周三"), mark: str = "") -> Day:
    """Readers, books, bags, and a round that was handed over to the volunteer just now."""
    service, librarian, volunteer = ground.service, ground.people["librarian"], ground.people["volunteer"]
    north = next(one.id for one in service.branches.tree() if one.code == "north")
    set_rules(service.database, "north", {"time_zone": noon_zone()})
    with service.database.reading() as session:
        today = today_at(session, north)
    readers, titles = [], []
    for number, name in enumerate(names):
        with service.database.transaction() as session:
            new = NewPerson(
                name,
                f"CY{mark}{number}",
                f"1390000{number:04}",
                address=f"望江路{number}号",
                home_branch_id=north,
            )
            row = new_row(session, service.keys, new)
            give_role(session, row.id, Role.PATRON, north, granted_by=None)
            readers.append(row.id)
            title = add_title(session, TitleFacts(f"送到家的书{mark}{number}", "zh-Hans"))
            edition = add_edition(session, title, EditionFacts("licensed", "合同", "zh-Hans"))
            add_copies_in(
                session,
                edition.id,
                "north",
                "braille",
                [NewCopy(f"CY{mark}{number}-{one}") for one in (1, 2)],
            )
            add_copies_in(session, edition.id, "north", "large_print", [NewCopy(f"CY{mark}{number}-L")])
            titles.append(title.id)
        service.consents.give(
            row.id, row.id, ConsentKind.SHARE_WITH_VOLUNTEERS, text_version="1", how=Means.ONLINE
        )
        service.deliveries.set_profile(
            row.id, row.id, {"knock": KNOCK, "password": PASSWORD, "receivers": RECEIVERS, "channel": "sms"}
        )
    yesterday = now() - timedelta(days=1)
    earlier = packed(
        ground, readers[-1], Wanted(titles[-1], "large_print"), today - timedelta(days=1), yesterday
    )
    before = service.rounds.make(librarian, north, today - timedelta(days=1), "morning", carrier=volunteer)
    service.rounds.set_stops(librarian, before, [earlier])
    service.rounds.hand_over(librarian, before, at=yesterday)
    service.rounds.outcome(librarian, earlier, delivered=True, at=yesterday)
    visits = [
        packed(ground, reader, Wanted(title, "braille"), today, now())
        for reader, title in zip(readers, titles, strict=True)
    ]
    made = service.rounds.make(librarian, north, today, "morning", carrier=volunteer)
    service.rounds.set_stops(librarian, made, visits)
    service.rounds.hand_over(librarian, made)
    return Day(ground, made, service.rounds.link(librarian, made), tuple(visits), earlier, tuple(readers))


def packed(ground: Ground, reader: str, wanted: Wanted, day: date, at: datetime) -> str:
    service, librarian = ground.service, ground.people["librarian"]
    visit = service.deliveries.ask(reader, reader, VisitWish((wanted,)), at=at)
    service.deliveries.confirm(librarian, visit, day, "morning", at=at)
    service.packing.start(librarian, visit)
    branch = next(one.id for one in service.branches.tree() if one.code == "north")
    for pick in service.packing.pick_list(librarian, branch, day):
        if pick.visit_id == visit:
            service.packing.put_in(librarian, visit, pick.barcode, at=at)
    service.packing.close(librarian, visit, return_card=True)
    return visit


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """One of its own: its readers are found by no other test."""
    with open_ground(tmp_path_factory.mktemp("carry")) as ground:
        yield ground


_marks = itertools.count(1)


@pytest.fixture
def day(library: Ground) -> Day:
    return make_day(library, mark=str(next(_marks)))


def main_of(text: str) -> str:
    return str(html.document_fromstring(text).find(".//main").text_content())  # type: ignore[union-attr]


def stops_of(text: str) -> list[html.HtmlElement]:
    found: Any = html.document_fromstring(text).xpath("//main//details[contains(@class, 'stop')]")
    return list(found)


def buttons(stop: html.HtmlElement) -> list[str]:
    return [f"{one.get('name')} {one.get('value')}" for one in stop.iterfind(".//button")]


ALL_FIVE = [
    "outcome arrived", "outcome delivered", "outcome nobody-home", "outcome refused", "problem address", "problem weather",
    "problem unsafe", "problem library", "problem other",
]  # fmt: skip


def test_a_link_shows_the_doors_and_nothing_of_what_anybody_reads(day: Day) -> None:
    answer = day.ground.client().get(day.page)
    assert answer.status_code == 200
    assert (answer.headers["cache-control"], answer.headers["x-robots-tag"]) == (
        "no-store",
        "noindex, nofollow",
    )
    assert answer.headers["referrer-policy"] == "same-origin"
    text = main_of(answer.text)
    for shown in ("钱一", "望江路0号", "139****0000", KNOCK, PASSWORD, RECEIVERS, "09:00 至 12:00", "2 件"):
        assert shown in text
    for hidden in ("13900000000", "送到家的书", "盲文", "braille", "CY"):
        assert hidden not in answer.text
    heading = html.document_fromstring(answer.text)
    for secret in ("钱一", "望江路"):
        assert secret not in (heading.findtext(".//title") or "") + (heading.findtext(".//h1") or "")
    first, second, third = stops_of(answer.text)
    assert [one.get("open") is not None for one in (first, second, third)] == [True, False, False]
    assert buttons(first) == ALL_FIVE
    assert buttons(third) == [f"collect {day.earlier}", *ALL_FIVE]
    looked = [
        one
        for one in seen_of(day.ground.service.database, day.readers[0])
        if one.actor == day.ground.people["volunteer"]
    ]
    assert {"address", "password"} <= set(looked[0].fields)


def test_through_a_round_without_a_script(day: Day) -> None:
    client = day.ground.client()
    answer = day.press(1, client, outcome="arrived")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{day.page}?stop={day.visits[0]}"
    page = client.get(answer.headers["location"]).text
    assert "第 1 站：已记下您到了门口" in page
    assert buttons(stops_of(page)[0]) == ALL_FIVE[1:]
    answer = day.press(1, client, outcome="delivered")
    assert answer.headers["location"] == day.page
    page = client.get(day.page).text
    assert "第 1 站：已记下送到" in page
    first, second, _third = stops_of(page)
    assert (first.get("open"), second.get("open")) == (None, "")
    assert buttons(first) == []
    assert "钱一" not in page, "who has been visited need not be read about any more"
    assert "孙二" in page

    day.press(2, client, problem="weather")
    page = client.get(day.page).text
    assert "第 2 站：已记下“天气原因”。请把书袋带回图书馆" in page
    assert buttons(stops_of(page)[1]) == ["outcome delivered"], (
        "the neighbour came out as the car was leaving"
    )
    day.press(2, client, outcome="delivered")

    answer = day.press(3, client, outcome="delivered")
    assert answer.headers["location"] == f"{day.page}?stop={day.visits[2]}", "a bag can still be taken along"
    assert buttons(stops_of(client.get(answer.headers["location"]).text)[2]) == [f"collect {day.earlier}"]
    day.press(3, client, collect=day.earlier)
    page = client.get(day.page).text
    assert "已记下取回的书袋" in page
    assert "各站都已办完" in main_of(page)
    assert [one.get("open") for one in stops_of(page)] == [None] * 3
    assert [buttons(one) for one in stops_of(page)] == [[], [], []]
    assert [day.visit(number).state for number in (1, 2, 3)] == ["delivered"] * 3
    assert day.events(day.earlier)[-1] == "collect"


def test_a_script_is_answered_in_a_few_words_and_once_is_once(day: Day) -> None:
    client = day.ground.client()
    client.headers |= JSON
    pressed = now()
    for _ in range(3):  # a telephone without a connection sends again until it has an answer
        answer = day.press(1, client, outcome="delivered", ago=3600)
        assert answer.json() == {"noted": True, "said": "第 1 站：已记下送到", "state": "已送到"}
    assert day.events(day.visits[0]).count("deliver") == 1
    delivered = day.visit(1).delivered_at
    assert delivered is not None
    assert abs(delivered - (pressed - timedelta(hours=1))) < timedelta(seconds=30), (
        "when it was pressed, not when it came"
    )
    assert day.press(2, client, outcome="refused").json()["state"] == "没有交出"


def test_what_is_refused_says_why(day: Day) -> None:
    client = day.ground.client()
    with day.ground.service.database.transaction() as session:
        session.get_one(Visit, day.visits[0]).state = "packed"
    answer = day.press(1, client, outcome="delivered")
    assert answer.status_code == 422
    assert "没有记下。图书馆的记录是：图书馆还没有交出。" in answer.text
    assert (html.document_fromstring(answer.text).findtext(".//title") or "").startswith("错误：")
    assert buttons(stops_of(answer.text)[0]) == []
    assert "还没有把这个书袋记为交出" in answer.text
    for wrong in (
        {},
        {"outcome": "no"},
        {"problem": "ill", "outcome": "problem"},
        {"outcome": "problem"},
        {"outcome": "delivered", "ago": "x"},
    ):
        answer = day.press(2, client, **wrong)
        assert answer.status_code == 422, wrong
        assert day.visit(2).state == "out"
    client.headers |= JSON
    answer = day.press(1, client, outcome="delivered")
    assert (answer.status_code, answer.json()["noted"]) == (409, False)
    assert "图书馆还没有交出" in answer.json()["said"]
    assert day.press(2, client).json() == {"noted": False, "said": "没有看懂按的是哪个按钮。请再按一次。"}
    answer = client.post(f"{day.page}/stops/{day.ground.visit}", data={"outcome": "delivered"})
    assert (answer.status_code, answer.json()["noted"]) == (404, False)


def test_from_elsewhere_nothing_is_taken(day: Day) -> None:
    client = day.ground.client()
    client.headers["sec-fetch-site"] = "cross-site"
    assert day.press(1, client, outcome="delivered").status_code == 403
    assert day.visit(1).state == "out"


def test_a_link_is_dead_when_the_day_is_over_or_somebody_else_goes(day: Day) -> None:
    client = day.ground.client()
    for dead in (f"{day.page}x", "/carry/rounds", "/carry/%20"):
        assert client.get(dead).status_code == 404
    with day.ground.service.database.transaction() as session:
        session.get_one(DeliveryRound, day.round).link_until = now() - timedelta(seconds=1)
    answer = client.get(day.page)
    assert answer.status_code == 404
    assert html.document_fromstring(answer.text).findtext(".//h1") == "这个链接已失效"
    assert "carry.js" in answer.text, "what was noted and not sent is told here"
    assert "钱一" not in answer.text
    assert day.press(1, client, outcome="delivered").status_code == 404
    client.headers |= JSON
    told = day.press(1, client, outcome="delivered")
    assert (told.status_code, told.json()["noted"]) == (404, False)
    assert "链接已失效" in told.json()["said"]
    assert day.visit(1).state == "out"


def test_signed_in(day: Day) -> None:
    volunteer = day.ground.client("volunteer")
    page = volunteer.get("/carry").text
    assert f"/carry/rounds/{day.round}" in page
    assert "3 站，还有 3 站没有办完" in page
    assert f"/carry/rounds/{day.round}" not in day.ground.client("stranger").get("/carry").text
    address = f"/carry/rounds/{day.round}"
    assert "钱一" in volunteer.get(address).text
    answer = volunteer.post(f"{address}/stops/{day.visits[0]}", data={"outcome": "delivered", "number": 1})
    assert answer.headers["location"] == address
    with day.ground.service.database.reading() as session:
        query = (
            select(DeliveryEvent)
            .where(DeliveryEvent.visit_id == day.visits[0])
            .order_by(DeliveryEvent.id.desc())
        )
        event = session.scalars(query.limit(1)).one()
    assert (event.actor, event.by) == (day.ground.people["volunteer"], "carrier")
    for who in ("patron", "carer", "stranger", "admin"):
        other = day.ground.client(who)
        assert other.get(address).status_code == 403
        assert (
            other.post(f"{address}/stops/{day.visits[1]}", data={"outcome": "delivered"}).status_code == 403
        )
    librarian = day.ground.client("librarian")
    assert "孙二" in librarian.get(address).text
    assert librarian.post(f"{address}/stops/{day.visits[1]}", data={"outcome": "refused"}).status_code == 303
    assert day.visit(2).state == "not_delivered"


def test_what_is_withheld_is_not_shown(day: Day) -> None:
    reader = day.readers[0]
    day.ground.service.consents.withdraw(reader, reader, ConsentKind.SHARE_WITH_VOLUNTEERS)
    page = day.ground.client().get(day.page).text
    assert "钱一" not in page
    assert "孙二" in page
    first, second, _third = stops_of(page)
    assert "请不要去这一站" in first.text_content()
    assert (buttons(first), second.get("open")) == ([], "")


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en"])
def test_in_every_language(day: Day, language: str) -> None:
    from tests.unit.web.test_pages import check_page

    client = day.ground.client("nobody", language)
    day.press(1, client, outcome="refused")
    for address in (day.page, f"{day.page}x", "/carry"):
        page = (client if address != "/carry" else day.ground.client("volunteer", language)).get(address)
        check_page(page.text, page.headers["content-language"], address)
        assert len(page.content) < 30_000
        box: Any = html.document_fromstring(page.text).find(".//*[@id='carry']")
        for script in json.loads(box.get("data-words")).values():
            assert script
            assert not script.startswith("carry-")


def test_the_secret_is_in_no_log(day: Day, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = day.ground.client()
    client.get(day.page)
    day.press(1, client, outcome="delivered")
    client.get(f"{day.page}x")
    said = "\n".join(
        one.getMessage() for one in caplog.records if one.name != "httpx2"
    )  # that is the test's own browser
    assert "GET /carry/{token} 200" in said
    assert "POST /carry/{token}/stops/{visit_id} 303" in said
    assert day.token not in said


def test_a_page_of_a_volunteer_can_be_found(day: Day) -> None:
    assert 'href="/carry"' in day.ground.client("volunteer").get("/").text
    assert 'href="/carry"' not in day.ground.client("patron").get("/").text
