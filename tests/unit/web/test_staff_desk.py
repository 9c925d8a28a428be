"""The lending desk: each barcode has one sentence for an answer, which says what happened and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest
from lxml import html
from starlette.testclient import TestClient

from accessible_reader.audit import SYSTEM, seen_of
from accessible_reader.catalogue.copies import NewCopy
from accessible_reader.catalogue.titles import EditionFacts, TitleFacts
from accessible_reader.people.fields import NewPerson
from tests.web_ground import Ground

NUMBERS = count(1)


@pytest.fixture
def librarian(ground: Ground) -> TestClient:
    return ground.client("librarian")


@pytest.fixture
def reader(ground: Ground) -> Callable[[], tuple[str, str]]:
    """Makes somebody new: id and card."""
    north = ground.service.people.profile(
        ground.people["librarian"], ground.people["librarian"]
    ).home_branch_id

    def make() -> tuple[str, str]:
        card = f"DK{next(NUMBERS):04}"
        return ground.service.people.register(SYSTEM, NewPerson("借书人", card, home_branch_id=north)), card

    return make


def copies(
    ground: Ground,
    count_: int = 1,
    *,
    rights: str = "licensed",
    branch: str = "north",
    kind: str = "large_print",
) -> tuple[str, list[str]]:
    """A new title, and the barcodes of its set."""
    number = next(NUMBERS)
    title, edition = ground.service.titles.add(
        SYSTEM, TitleFacts(f"寒江雪{number}", "zh-Hans"), EditionFacts(rights, "合同", "zh-Hans")
    )
    barcodes = [f"HJ{number}-{volume}" for volume in range(1, count_ + 1)]
    ground.service.copies.add(
        SYSTEM, edition, branch, kind, [NewCopy(one, f"I/{number}") for one in barcodes]
    )
    return title, barcodes


def scan(client: TestClient, person: str, code: str, do: str = "lend") -> tuple[int, str]:
    """Status, and the sentence that is said."""
    address = f"/staff/desk/{person}" if person else "/staff/desk"
    answer = client.post(address, data={"code": code, "do": do})
    root = html.document_fromstring(answer.text)
    said = root.get_element_by_id("desk-said").text_content()
    field = root.get_element_by_id("code")
    assert field.get("autofocus") is not None
    assert field.get("aria-describedby").split()[0] == "desk-said"
    assert [one.get("id") for one in root.xpath("//*[@autofocus]")] == ["code"]
    assert field.get("value", "") == ("" if answer.status_code == 200 else code)
    assert root.xpath("//*[@data-status]/@data-status") == [said]
    return answer.status_code, said


def test_lent_renewed_and_taken_back(
    ground: Ground, librarian: TestClient, reader: Callable[[], tuple[str, str]]
) -> None:
    person, _ = reader()
    _, (first, second) = copies(ground, 2)
    status, said = scan(librarian, person, first.lower())
    assert status == 200
    assert said.startswith("已借出《寒江雪")
    assert "全套 2 册" in said
    assert "星期" in said
    page = html.document_fromstring(librarian.get(f"/staff/desk/{person}").text)
    assert f"{first}和{second}" in page.get_element_by_id("desk").text_content()
    assert scan(librarian, person, second)[1].startswith("这位读者已经借着")
    assert scan(librarian, person, second, "renew")[1].startswith("已续借")
    status, said = scan(librarian, "", second, "return")
    assert (status, f"还差 {first}" in said) == (200, True)
    status, said = scan(librarian, "", first, "return")
    assert said.startswith("已归还")
    assert "请放回书架 I/" in said
    status, said = scan(librarian, "", first, "return")
    assert (status, "状态是：在馆可借" in said) == (422, True)
    assert ground.service.loans.of(person, person) == []


def test_returning_tells_nothing_of_who_had_it(
    ground: Ground, librarian: TestClient, reader: Callable[[], tuple[str, str]]
) -> None:
    person, card = reader()
    _, (code,) = copies(ground)
    scan(librarian, person, code)
    answer = librarian.post("/staff/desk", data={"code": code, "do": "return"})
    assert answer.status_code == 200
    for word in ("借书人", card, person):
        assert word not in answer.text


def test_what_cannot_be_lent_and_why(
    ground: Ground, librarian: TestClient, reader: Callable[[], tuple[str, str]]
) -> None:
    person, other = reader()[0], reader()[0]
    _, (mine,) = copies(ground)
    scan(librarian, other, mine)
    status, said = scan(librarian, person, mine)
    assert status == 422
    assert "另一位读者名下" in said
    assert "请先选“归还”" in said
    title, (held,) = copies(ground)
    ground.service.holds.place(SYSTEM, other, title, "large_print", "north")
    assert "另一位读者预约的" in scan(librarian, person, held)[1]
    assert scan(librarian, other, held)[0] == 200, "for whom it was put aside"
    _, (restricted,) = copies(ground, rights="print_disabled_only")
    answer = librarian.post(f"/staff/desk/{person}", data={"code": restricted, "do": "lend"})
    assert answer.status_code == 422
    assert "还没有有效的资格核验" in answer.text
    assert f'href="/staff/patrons/{person}/eligibility"' in answer.text
    for state, word in (("in_repair", "修补中或不成套"), ("lost", "登记为丢失"), ("withdrawn", "剔旧")):
        _, (code,) = copies(ground)
        ground.service.copies.set_state(SYSTEM, code, state)
        assert word in scan(librarian, person, code)[1]
    _, (whole, broken) = copies(ground, 2)
    ground.service.copies.set_state(SYSTEM, broken, "in_repair")
    assert f"缺 {broken}" in scan(librarian, person, whole)[1]
    assert "没有条码或读者证号“NOSUCH9”" in scan(librarian, person, "NOSUCH9")[1]
    assert "还没有扫到条码" in scan(librarian, person, "")[1]


def test_limits_are_told_with_what_to_do(
    ground: Ground, librarian: TestClient, reader: Callable[[], tuple[str, str]]
) -> None:
    person, _ = reader()
    for _ in range(8):
        assert scan(librarian, person, copies(ground, kind="disc")[1][0])[0] == 200
    _, (code,) = copies(ground, kind="disc")
    status, said = scan(librarian, person, code)
    assert (status, "借满 8 件" in said, "请先归还一件" in said) == (422, True, True)
    loan = ground.service.loans.of(person, person)[0]
    for _ in range(3):
        scan(librarian, person, loan.copies[0].barcode, "renew")
    assert "已经续借 3 次" in scan(librarian, person, loan.copies[0].barcode, "renew")[1]


def test_what_somebody_waits_for_goes_to_the_hold_shelf(
    ground: Ground, librarian: TestClient, reader: Callable[[], tuple[str, str]]
) -> None:
    person, waiting = reader()[0], reader()[0]
    title, (code,) = copies(ground)
    scan(librarian, person, code)
    hold = ground.service.holds.place(SYSTEM, waiting, title, "large_print", "north")
    assert "另一位读者在等" in scan(librarian, person, code, "renew")[1]
    assert "请放到预约架" in scan(librarian, "", code, "return")[1]
    shelf = html.document_fromstring(librarian.get("/staff/hold-shelf").text).get_element_by_id("main")
    assert code in shelf.text_content()
    assert "借书人" not in shelf.text_content()
    assert scan(librarian, waiting, code)[0] == 200
    assert librarian.post(f"/staff/hold-shelf/{hold}/missing").status_code == 404
    # From another branch it travels, and scanning it here says that it has come.
    title, (far,) = copies(ground, branch="main")
    ground.service.holds.place(SYSTEM, waiting, title, "large_print", "north")
    assert far in html.document_fromstring(librarian.get("/staff/hold-shelf").text).text_content()
    assert "已到馆，请放到预约架" in scan(librarian, "", far, "return")[1]


def test_lost_found_and_damaged(
    ground: Ground, librarian: TestClient, reader: Callable[[], tuple[str, str]]
) -> None:
    person, _ = reader()
    _, (code,) = copies(ground)
    scan(librarian, person, code)
    (loan,) = ground.service.loans.of(person, person)
    answer = librarian.post(f"/staff/desk/{person}/loan", data={"loan_id": loan.id, "do": "lost"})
    assert "已报失" in answer.text
    assert "找到了报失的" in scan(librarian, "", code, "return")[1]
    damaged = librarian.post("/staff/desk/copy", data={"barcode": code, "do": "repair"})
    assert "已登记为修补中" in damaged.text
    assert ground.service.loans.look_up(SYSTEM, code).state == "in_repair"
    whole = librarian.post("/staff/desk/copy", data={"barcode": code, "do": "restore", "person_id": person})
    assert "已恢复可借" in whole.text
    other, _ = reader()
    foreign = librarian.post(f"/staff/desk/{other}/loan", data={"loan_id": loan.id, "do": "lost"})
    assert foreign.status_code == 422


def test_a_card_brings_up_its_reader(
    ground: Ground, librarian: TestClient, reader: Callable[[], tuple[str, str]]
) -> None:
    person, card = reader()
    answer = librarian.post("/staff/desk", data={"code": card.lower(), "do": "return"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/staff/desk/{person}")
    parts = {"hx-request": "true", "hx-target": "div#desk"}
    answer = librarian.post("/staff/desk", data={"code": card}, headers=parts)
    assert answer.headers["hx-redirect"] == f"/staff/desk/{person}"
    before = len(seen_of(ground.service.database, person))
    _, (code,) = copies(ground)
    part = librarian.post(f"/staff/desk/{person}", data={"code": code, "do": "lend"}, headers=parts)
    assert part.text.lstrip().startswith("<div")
    assert "已借出" in part.text
    assert len(seen_of(ground.service.database, person)) == before, "one look a visit, not one a book"


def test_where_the_desk_stands(ground: Ground, librarian: TestClient) -> None:
    """Only where one has a role; what is handed in elsewhere goes home."""
    main = next(one.id for one in ground.service.branches.tree() if one.code == "main")
    assert librarian.post("/staff/desk/branch", data={"branch": main}).status_code == 404
    librarian.cookies.set("desk", main)
    assert "城北分馆" in librarian.get("/staff/desk").text
