"""The list of calls: whom, what to say in the reader's language, and how it went."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from lxml import html

from accessible_reader.audit import SYSTEM, seen_of
from accessible_reader.database import now
from accessible_reader.deliveries.models import DeliveryNotice
from accessible_reader.deliveries.records import tell
from accessible_reader.people.fields import NewPerson
from tests.web_ground import Ground, open_ground

NUMBERS = count(1)
SENTENCE = "Your books come on Thursday 26 November, in the morning. The number on the bag is 1234567."


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Of its own: whoever is to be called stands on a page."""
    with open_ground(tmp_path_factory.mktemp("calls")) as made:
        yield made


def branch(ground: Ground, code: str = "north") -> str:
    return next(one.id for one in ground.service.branches.tree() if one.code == code)


def waiting(
    ground: Ground, name: str, phone: str | None = "13900000001", language: str = "en", why: str = "phone"
) -> tuple[str, str]:
    """Somebody who is to be told of a delivery: person and notice."""
    number = next(NUMBERS)
    person = ground.service.people.register(
        SYSTEM, NewPerson(name, f"CL{number:04}", phone, language=language, home_branch_id=branch(ground))
    )
    with ground.service.database.transaction() as session:
        tell(
            session, ground.service.keys, key=f"confirmed/{number}", person_id=person, branch_id=branch(ground), code="confirmed",
            params={"day": "2026-11-26", "part": "morning", "bag": "1234567"}, at=now(),
        )  # fmt: skip
        (notice,) = [one for one in session.query(DeliveryNotice) if one.person_id == person]
        notice.why = why
        return person, notice.id


def calls(ground: Ground) -> dict[str, html.HtmlElement]:
    """Name → entry."""
    answer = ground.client("librarian").get("/staff/calls")
    assert answer.status_code == 200
    root = html.document_fromstring(answer.text)
    return {one.findtext("h2"): one for one in root.xpath("//ul[@class='results']/li")}


def test_what_to_say_stands_there_in_the_readers_language(ground: Ground) -> None:
    person, _notice = waiting(ground, "Ann Lee", "13900000007")
    looks = len(seen_of(ground.service.database, person))
    entry = calls(ground)["Ann Lee"]
    assert entry.xpath(".//a/@href") == ["tel:13900000007"]
    (said,) = entry.xpath(".//blockquote")
    assert (said.get("lang"), said.text_content()) == ("en", SENTENCE)
    assert "读者希望接电话" in entry.text_content()
    labels = [one.text_content() for one in entry.xpath(".//button")]
    assert labels == ["已接通，说过了：Ann Lee", "没有接通：Ann Lee"]
    seen = seen_of(ground.service.database, person)
    assert len(seen) == looks + 1
    assert set(seen[0].fields) == {"name", "phone"}
    waiting(ground, "林晓", language="zh-CN")
    assert calls(ground)["林晓"].xpath(".//blockquote")[0].get("lang") is None


def test_reached_or_not(ground: Ground) -> None:
    _person, notice = waiting(ground, "Bob Ray", why="uncertain")
    librarian = ground.client("librarian")
    entry = calls(ground)["Bob Ray"]
    assert "不知道短信或邮件有没有收到" in entry.text_content()
    assert "打过，没有接通" not in entry.text_content()
    answer = librarian.post(f"/staff/calls/{notice}", data={"do": "not-reached", "branch": "north"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/calls?branch=north")
    assert "稍后再打" in librarian.get(answer.headers["location"]).text
    assert "打过，没有接通" in calls(ground)["Bob Ray"].text_content()
    answer = librarian.post(f"/staff/calls/{notice}", data={"do": "?", "branch": "north"})
    assert "请选" in librarian.get(answer.headers["location"]).text
    assert "Bob Ray" in calls(ground)
    answer = librarian.post(f"/staff/calls/{notice}", data={"do": "reached", "branch": "north"})
    assert "已记下：说过了" in librarian.get(answer.headers["location"]).text
    assert "Bob Ray" not in calls(ground)
    answer = librarian.post(f"/staff/calls/{notice}", data={"do": "reached", "branch": "north"})
    assert "同事已经打过这个电话" in librarian.get(answer.headers["location"]).text


def test_without_a_number_there_is_a_way_to_the_reader(ground: Ground) -> None:
    person, _notice = waiting(ground, "Cy Moss", None, why="no-address")
    entry = calls(ground)["Cy Moss"]
    assert entry.xpath(".//a/@href") == [f"/staff/patrons/{person}"]
    assert "没有登记电话号码" in entry.text_content()


def test_who_has_moved_keeps_nobody_else_from_being_called(ground: Ground) -> None:
    person, _notice = waiting(ground, "Dee Fox")
    waiting(ground, "Eve Orr")
    ground.service.people.change(SYSTEM, person, {"home_branch_id": branch(ground, "main")})
    answer = ground.client("librarian").get("/staff/calls")
    assert answer.status_code == 200
    assert "Eve Orr" in answer.text
    assert "Dee Fox" not in answer.text
    assert "还有 1 位读者现在属于另一个分馆" in answer.text


def test_a_branch_without_calls(ground: Ground) -> None:
    for who in ("patron", "volunteer", "admin"):
        assert ground.client(who).get("/staff/calls").status_code == 403
    assert ground.client("librarian").get("/staff/calls?branch=main").status_code == 404
    with ground.service.database.transaction() as session:
        for one in session.query(DeliveryNotice):
            one.state = "called"
    assert "现在没有要打的电话。" in ground.client("librarian").get("/staff/calls").text
