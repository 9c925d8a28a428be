"""Rounds: made, ordered by hand or as proposed, given to others, handed over; the link, the sheet, and every refusal."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import count

import pypdfium2
import pytest
from lxml import html
from starlette.testclient import TestClient

from accessible_reader.audit import seen_of
from accessible_reader.errors import NotFound
from converters.messages import LANGUAGES
from tests.unit.web.test_pages import check_page
from tests.web_deliveries import ADDRESS, Deliverer, main_of, problems, told, words_of
from tests.web_ground import ADDRESS as SITE
from tests.web_ground import Ground
from tests.web_planning import planning_pages

START = "30.25000,120.13000"
_DAYS = count(200)


@pytest.fixture
def depot(ground: Ground) -> Deliverer:
    return Deliverer(ground)


@pytest.fixture
def librarian(ground: Ground) -> TestClient:
    return ground.client("librarian")


def places(page: object) -> dict[str, str]:
    """Name of the field and what stands in it, of each delivery of the form."""
    return {
        one.get("name"): one.get("value", "")
        for one in page.xpath(".//form[contains(@action, '/stops')]//input[starts-with(@name, 'place-')]")
    }


def test_a_round_is_made_for_somebody_who_can_carry(
    ground: Ground, depot: Deliverer, librarian: TestClient
) -> None:
    page = main_of(librarian.get("/staff/rounds/new"))
    offered = {
        one.get("value"): one.text_content() for one in page.xpath(".//select[@id='f-carrier']/option")
    }
    volunteer, chief = ground.people["volunteer"], ground.people["manager"]
    assert offered[""] == "还没有定"
    assert offered[volunteer] == "周志愿（志愿者）"
    assert offered[chief] == "吴馆长（馆员）"
    assert ground.people["patron"] not in offered
    assert seen_of(ground.service.database, volunteer)[0].actor == depot.librarian
    day = depot.today.isoformat()
    sent = {
        "day": day,
        "part": "evening",
        "carrier": volunteer,
        "kilograms": "12.5",
        "start": "30.25，120.13",
    }
    answer = librarian.post("/staff/rounds/new?branch=north", data=sent)
    assert problems(answer) == [
        ("f-start", "请写纬度和经度，中间用逗号，例如 30.25000,120.13000；也可以不填。")
    ]
    page = main_of(answer)
    assert page.xpath("string(.//input[@id='f-kilograms']/@value)") == "12.5"
    assert page.xpath(".//select[@id='f-carrier']/option[@selected]/@value") == [volunteer]
    answer = librarian.post("/staff/rounds/new?branch=north", data=sent | {"start": START})
    assert told(librarian, answer).startswith("路线已建好")
    words = words_of(librarian.get(answer.headers["location"]))
    for word in ("周志愿", "最多 12.5 公斤", START, "晚上的送书路线"):
        assert word in words
    # The library's own place is remembered, for its own rounds alone.
    assert (
        main_of(librarian.get("/staff/rounds/new")).xpath("string(.//input[@id='f-start']/@value)") == START
    )
    assert (
        main_of(librarian.get("/staff/rounds")).xpath(
            "count(.//ul[@class='results']/li/h3/a[contains(., '周志愿')])"
        )
        >= 1
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", "x"), ("day", ""), ("part", "noon"), ("part", ""), ("kilograms", "viel"), ("kilograms", "0"), ("kilograms", "201"), ("carrier", "0" * 32),
        ("start", "91,0"),
    ],
)  # fmt: skip
def test_what_a_round_cannot_be(depot: Deliverer, librarian: TestClient, field: str, value: str) -> None:
    sent = {"day": depot.today.isoformat(), "part": "morning", "carrier": "", "kilograms": "20", "start": ""}
    assert [one for one, _ in problems(librarian.post("/staff/rounds/new", data=sent | {field: value}))] == [
        f"f-{field}"
    ]


def test_nobody_who_cannot_carry_is_given_a_round(
    ground: Ground, depot: Deliverer, librarian: TestClient
) -> None:
    made = depot.round()
    answer = librarian.post(f"/staff/rounds/{made}/carrier", data={"carrier": ground.people["stranger"]})
    assert problems(answer) == [("f-carrier", "这个人不是本馆的志愿者或馆员，不能送书。")]


def test_stops_are_put_in_ordered_and_taken_out_by_hand(
    ground: Ground, depot: Deliverer, librarian: TestClient
) -> None:
    day = depot.today + timedelta(days=next(_DAYS))
    first, second, third = (depot.confirmed(day=day) for _ in range(3))
    post = depot.confirmed(day=day, means="post")
    made = depot.round(day=day)
    here = f"/staff/rounds/{made}"
    names = [f"place-{one}" for one in (first, second, third)]
    page = main_of(librarian.get(here))
    assert places(page) == dict.fromkeys(names, "")
    assert f"place-{post}" not in page.xpath(".//input/@name")  # the post has rounds of its own
    labels = {one.get("for"): one.text_content() for one in page.xpath(".//form//label")}
    assert labels[names[0]] == f"书袋 {depot.bag(first)} 的次序"
    sent = dict(zip(names, ("3", "", "1"), strict=True))
    assert told(librarian, librarian.post(f"{here}/stops", data=sent)) == "顺序已保存，共 2 站。"
    assert ground.service.rounds.get(depot.librarian, made).visits == (third, first)
    page = main_of(librarian.get(here))
    assert places(page) == {names[2]: "1", names[0]: "2", names[1]: ""}
    assert list(places(page)) == [names[2], names[0], names[1]]  # in their order, then what is free
    told(librarian, librarian.post(f"{here}/stops", data={names[1]: "7"}))
    assert ground.service.rounds.get(depot.librarian, made).visits == (second,)
    sent = dict(zip(names, ("2", "two", "2"), strict=True))
    answer = librarian.post(f"{here}/stops", data=sent)
    assert {one for one, _ in problems(answer)} <= set(names)
    assert len(problems(answer)) == 2
    assert places(main_of(answer)) == sent  # what was typed is kept
    for wrong in ("0", "1000", "-1", "1.5", "²"):
        assert problems(librarian.post(f"{here}/stops", data={names[0]: wrong}))[0][0] == names[0]
    assert ground.service.rounds.get(depot.librarian, made).visits == (second,)


def test_a_refusal_says_which_bag_it_is_about(
    ground: Ground, depot: Deliverer, librarian: TestClient
) -> None:
    day = depot.today + timedelta(days=next(_DAYS))
    silent = depot.confirmed(depot.reader(share_with_volunteers=False), day=day)
    agreed = depot.confirmed(day=day)
    made = depot.round(day=day)
    sent = {f"place-{agreed}": "1", f"place-{silent}": "2"}
    answer = librarian.post(f"/staff/rounds/{made}/stops", data=sent)
    assert problems(answer) == [
        (f"place-{silent}", f"书袋 {depot.bag(silent)}：这位读者没有同意让志愿者知道姓名和地址。")
    ]
    told(librarian, librarian.post(f"/staff/rounds/{made}/carrier", data={"carrier": depot.librarian}))
    told(librarian, librarian.post(f"/staff/rounds/{made}/stops", data=sent))
    answer = librarian.post(f"/staff/rounds/{made}/carrier", data={"carrier": ground.people["volunteer"]})
    assert problems(answer) == [("f-carrier", "这位读者没有同意让志愿者知道姓名和地址。")]
    assert ground.service.rounds.get(depot.librarian, made).carrier_id == depot.librarian
    light = depot.round(day=day, most_grams=500)
    heavy = depot.confirmed(day=day)
    answer = librarian.post(f"/staff/rounds/{light}/stops", data={f"place-{heavy}": "1"})
    assert problems(answer) == [("", "这条路线的书袋共重 0.6 公斤，最多能带 0.5 公斤。")]


def test_bags_are_handed_over_and_what_is_on_its_way_stays(
    ground: Ground, depot: Deliverer, librarian: TestClient
) -> None:
    ready, unpacked = depot.packed(), depot.confirmed()
    made = depot.round(ready, unpacked)
    here = f"/staff/rounds/{made}"
    words = words_of(librarian.get(here))
    assert "现在可以交出 1 个装好的书袋" in words
    assert "还有 1 个没有装好" in words
    assert told(librarian, librarian.post(f"{here}/hand-over")) == "已交出 1 个书袋，都在路上了。"
    assert (depot.state(ready), depot.state(unpacked)) == ("out", "confirmed")
    assert problems(librarian.post(f"{here}/hand-over")) == [("", "这条路线没有装好的书袋。")]
    bag = depot.bag(ready)
    answer = librarian.post(f"{here}/stops", data={f"place-{unpacked}": "1"})
    assert problems(answer) == [(f"place-{ready}", f"书袋 {bag} 已离开图书馆，要留在这条路线里。请写次序。")]
    told(
        librarian, librarian.post(f"{here}/stops", data={f"place-{ready}": "1"})
    )  # the other one is taken out
    assert ground.service.rounds.get(depot.librarian, made).visits == (ready,)
    later = depot.round(
        depot.packed(day=depot.today + timedelta(days=5)), day=depot.today + timedelta(days=5)
    )
    assert problems(librarian.post(f"/staff/rounds/{later}/hand-over")) == [("", "书袋在路线当天交接。")]
    assert not main_of(librarian.get(f"/staff/rounds/{later}")).xpath(
        ".//form[contains(@action, 'hand-over')]"
    )


def test_the_link_is_shown_once_and_opens_the_round(
    ground: Ground, depot: Deliverer, librarian: TestClient
) -> None:
    visit, made = depot.out()
    here = f"/staff/rounds/{made}"
    answer = librarian.post(f"{here}/link")
    address = main_of(answer).xpath("string(.//code)")
    assert answer.headers["cache-control"] == "no-store"
    assert re.fullmatch(rf"{SITE}/carry/[\w-]{{32}}", address)
    words = words_of(answer)
    assert "半夜十二点失效" in words
    assert "星期" in words
    token = address.rpartition("/")[2]
    opened = ground.service.carrying.open_link(token)
    assert (opened.round_id, opened.carrier_id) == (made, ground.people["volunteer"])
    assert depot.bag(visit) in ground.client("nobody").get(address).text
    assert token not in librarian.get(here).text
    assert "半夜十二点前有效" in words_of(librarian.get(here))
    librarian.post(f"{here}/link")  # another: the first is dead
    with pytest.raises(NotFound, match="visit-link-dead"):
        ground.service.carrying.open_link(token)
    nobodys = depot.round(carrier="")
    assert problems(librarian.post(f"/staff/rounds/{nobodys}/link")) == [("", "这条路线还没有人负责。")]
    assert not main_of(librarian.get(f"/staff/rounds/{nobodys}")).xpath(".//form[contains(@action, '/link')]")


def test_the_sheet_of_a_round(ground: Ground, depot: Deliverer, librarian: TestClient) -> None:
    reader = depot.reader("慕容雪")
    _visit, made = depot.out(reader)
    answer = librarian.get(f"/staff/rounds/{made}/sheet.pdf")
    assert answer.content.startswith(b"%PDF-")
    name = answer.headers["content-disposition"]
    assert name == f'attachment; filename="round-{depot.today.isoformat()}-morning.pdf"'
    document = pypdfium2.PdfDocument(answer.content)
    text = "".join("".join(page.get_textpage().get_text_bounded() for page in document).split())
    document.close()
    for word in ("慕容雪", ADDRESS, "敲三下"):
        assert word in text
    assert "桂花集" not in text
    assert "address" in seen_of(ground.service.database, reader)[0].fields
    assert librarian.get(f"/staff/rounds/{ground.round}/sheet.pdf").status_code == 404  # no bags


def test_an_order_is_proposed_looked_through_and_accepted(
    ground: Ground, depot: Deliverer, librarian: TestClient
) -> None:
    day = depot.today + timedelta(days=next(_DAYS))
    link = f"?day={day.isoformat()}&branch=north"
    near, far = (
        depot.confirmed(depot.reader(point=point), day=day)
        for point in ("30.25100,120.13000", "30.26500,120.13000")
    )
    nowhere = depot.confirmed(depot.reader(), day=day)
    silent = depot.confirmed(depot.reader(share_with_volunteers=False), day=day)
    by_hand = depot.confirmed(depot.reader(share_with_volunteers=False), day=day)
    answer = librarian.post(f"/staff/rounds/propose{link}", data={"part": "morning"})
    assert "没有填了起点的路线" in problems(answer)[0][1]
    made = depot.round(by_hand, day=day, carrier="librarian", start=START)
    page = main_of(librarian.get(f"/staff/rounds{link}"))
    assert page.xpath(".//form[contains(@action, '/propose')]/button/@value") == ["morning"]
    answer = librarian.post(f"/staff/rounds/propose{link}", data={"part": "morning"})
    page = main_of(answer)
    lines = [" ".join(one.text_content().split()) for one in page.xpath(".//form/ol/li")]
    assert [
        re.search(r"\d{3} \d{4}", one)[0] for one in lines
    ] in (  # there and back is as far as back and there
        [depot.bag(near), depot.bag(far), depot.bag(by_hand)],
        [depot.bag(far), depot.bag(near), depot.bag(by_hand)],
    )
    assert all(re.search(r"，09:\d\d 到", one) for one in lines[:2])
    assert "之前手工排入" in lines[2]
    named = {
        one.text_content(): [a.text for a in one.xpath("./following-sibling::ul[1]/li/h3/a")]
        for one in page.xpath("./h2")
    }
    assert named == {
        "不知道在哪里（1）": [f"书袋 {depot.bag(nowhere)}"],
        "只能由馆员送（1）": [f"书袋 {depot.bag(silent)}"],
    }
    assert ground.service.rounds.get(depot.librarian, made).visits == (by_hand,)  # nothing has changed yet
    hidden = {one.get("name"): one.get("value") for one in page.xpath(".//form/input[@type='hidden']")}
    assert (
        told(librarian, librarian.post(f"/staff/rounds/accept{link}", data=hidden))
        == "已采用建议的顺序，共 1 条路线。"
    )
    kept = ground.service.rounds.get(depot.librarian, made).visits
    assert set(kept[:2]) == {near, far}
    assert kept[2] == by_hand
    # A round that cannot take it says so; the others are kept.
    light = depot.round(day=day, most_grams=500, start=START)
    sent = {f"stops-{light}": nowhere, f"stops-{made}": f"{far},{near},{by_hand}"}
    answer = librarian.post(f"/staff/rounds/accept{link}", data=sent)
    (problem,) = problems(answer)
    assert "最多能带 0.5 公斤" in problem[1]
    assert "周志愿" in problem[1]
    assert ground.service.rounds.get(depot.librarian, made).visits == (far, near, by_hand)
    assert librarian.post(f"/staff/rounds/propose{link}", data={"part": "noon"}).status_code == 422


def test_the_rounds_of_a_day_and_what_is_in_none(depot: Deliverer, librarian: TestClient) -> None:
    day = depot.today + timedelta(days=next(_DAYS))
    visit = depot.confirmed(day=day)
    link = f"?day={day.isoformat()}"
    page = librarian.get(f"/staff/rounds{link}")
    assert "路线 0 条，还没有排进路线的送书 1 次" in words_of(page)
    assert f"书袋 {depot.bag(visit)}" in words_of(page)
    depot.round(visit, day=day)
    words = words_of(librarian.get(f"/staff/rounds{link}"))
    assert "路线 1 条，还没有排进路线的送书 0 次" in words
    assert "重 0.6 公斤，最多 20 公斤，共 1 站" in words
    board = words_of(librarian.get(f"/staff/deliveries{link}"))
    assert "上午：已有人负责，1 站" in board
    assert "周志愿" not in board
    assert problems(librarian.get("/staff/rounds?day=soon"))[0][0] == "f-day"
    assert librarian.get(f"/staff/rounds/{'0' * 32}").status_code == 404


def test_every_page_of_planning_in_every_language(ground: Ground) -> None:
    languages = {}
    for where, text in planning_pages(ground, LANGUAGES):
        language = where.split()[1]
        check_page(text, language, where)
        languages[language] = languages.get(language, 0) + 1
        if language == "en":  # no sentence was forgotten; titles of books and names of people stay
            words = html.document_fromstring(text).xpath(
                "//main//label | //main//h2 | //main//button | //main//legend"
            )
            told = [
                one.text_content() for one in words if not re.search("桂花集|陈老师|儿子", one.text_content())
            ]
            assert not [one for one in told if re.search("[一-鿿]", one)], where
    assert len(set(languages.values())) == 1
    assert min(languages.values()) > 30
