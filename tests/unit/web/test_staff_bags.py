"""Packing with a scanner: each barcode has one sentence for an answer; the pick list by shelf; what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from accessible_reader.audit import SYSTEM
from accessible_reader.catalogue.copies import NewCopy
from accessible_reader.catalogue.titles import EditionFacts, TitleFacts
from accessible_reader.database import now
from accessible_reader.deliveries.fields import VisitWish, Wanted
from accessible_reader.deliveries.lifecycle import Reason
from accessible_reader.people.fields import NewPerson
from tests.clock import TOMORROW
from tests.web_ground import Ground, open_ground

DAY = TOMORROW.date()
NUMBERS = count(1)
NAME = "收书人"


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Of its own: bags that are begun stand on pages."""
    with open_ground(tmp_path_factory.mktemp("bags")) as made:
        yield made


@dataclass
class Room:
    """The packing room: books on shelves, deliveries with a day."""

    ground: Ground
    librarian: TestClient
    manager: TestClient
    north: str
    titles: dict[str, str] = field(default_factory=dict)

    def book(
        self,
        barcodes: str,
        *,
        kind: str = "braille",
        branch: str = "north",
        rights: str = "licensed",
        mark: str = "",
        grams: int = 500,
    ) -> str:
        """A title with a set of volumes; its id."""
        number = next(NUMBERS)
        name = f"江雪{number}"
        title, edition = self.ground.service.titles.add(
            SYSTEM, TitleFacts(name, "zh-Hans"), EditionFacts(rights, "合同", "zh-Hans")
        )
        volumes = [NewCopy(one, mark or f"I{number}/{one}", grams) for one in barcodes.split()]
        self.ground.service.copies.add(SYSTEM, edition, branch, kind, volumes)
        return title

    def reader(self) -> str:
        person = NewPerson(NAME, f"BG{next(NUMBERS):04}", address="灵隐路12号", home_branch_id=self.north)
        return self.ground.service.people.register(SYSTEM, person)

    def visit(self, *titles: str, reader: str = "", begun: bool = True, **wish: Any) -> str:
        """A delivery for tomorrow, in the middle of being packed."""
        service, librarian = self.ground.service, self.ground.people["librarian"]
        wanted = VisitWish(tuple(Wanted(one) for one in titles), **wish)
        made = service.deliveries.ask(librarian, reader or self.reader(), wanted)
        service.deliveries.confirm(librarian, made, DAY, "morning")
        if begun:
            service.packing.start(librarian, made)
        return made

    def number(self, visit: str) -> str:
        return self.ground.service.packing.bag(self.ground.people["librarian"], visit).bag

    def state(self, visit: str) -> str:
        return self.ground.service.packing.bag(self.ground.people["librarian"], visit).state.value

    def deliver(self, visit: str) -> None:
        """Closed, carried, at the door."""
        service, librarian = self.ground.service, self.ground.people["librarian"]
        service.packing.close(librarian, visit, return_card=True)
        made = service.rounds.make(librarian, self.north, DAY, "morning", carrier=librarian)
        service.rounds.set_stops(librarian, made, [visit])
        service.rounds.hand_over(librarian, made, at=TOMORROW)
        service.rounds.outcome(librarian, visit, delivered=True, at=TOMORROW)


@pytest.fixture
def room(ground: Ground) -> Room:
    people = ground.service.people
    north = people.profile(ground.people["librarian"], ground.people["librarian"]).home_branch_id
    return Room(ground, ground.client("librarian"), ground.client("manager"), north or "")


def scan(client: TestClient, visit: str, code: str, do: str = "in") -> tuple[int, str]:
    """Status, and the sentence that is said; the field keeps the focus, and what was refused."""
    answer = client.post(f"/staff/bags/{visit}" if visit else "/staff/bags", data={"code": code, "do": do})
    root = html.document_fromstring(answer.text)
    assert NAME not in answer.text
    said = root.get_element_by_id("desk-said").text_content()
    box = root.get_element_by_id("code")
    assert [one.get("id") for one in root.xpath("//*[@autofocus]")] == ["code"]
    assert box.get("aria-describedby").split()[0] == "desk-said"
    assert box.get("value", "") == ("" if answer.status_code == 200 else code)
    assert root.xpath("//*[@data-status]/@data-status") == [said]
    assert root.xpath(f"//input[@name='do'][@value='{do}'][@checked]"), "what is done with the next stays"
    return answer.status_code, said


def main_of(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(html.document_fromstring(answer.text).get_element_by_id("main").text_content().split())


def press(client: TestClient, address: str, **data: str) -> tuple[int, Any]:
    """Status and page of a form, after where it leads."""
    answer = client.post(address, data=data)
    if answer.status_code == 303:
        answer = client.get(answer.headers["location"])
    return answer.status_code, html.document_fromstring(answer.text)


def test_a_label_opens_its_bag(room: Room) -> None:
    room.book("QA1")
    visit = room.visit(room.book("QB1"))
    number = room.number(visit)
    for typed in (number, f" {number[:3]} {number[3:]} "):
        for do in ("open", "return"):
            answer = room.librarian.post("/staff/bags", data={"code": typed, "do": do})
            assert (answer.status_code, answer.headers["location"]) == (303, f"/staff/bags/{visit}")
    assert number not in answer.headers["location"]
    assert scan(room.librarian, "", "9999999", "open") == (
        422, "没有编号为“9999999”的书袋，也没有这个条码。请检查有没有扫错。",
    )  # fmt: skip
    assert "请先扫书袋标签" in scan(room.librarian, "", "QA1", "open")[1]
    assert "还没有扫到条码" in scan(room.librarian, "", "", "open")[1]
    assert "这个书袋已经打开" in scan(room.librarian, visit, number)[1]
    other = room.visit(room.book("QC1"))
    answer = room.librarian.post(f"/staff/bags/{visit}", data={"code": room.number(other)})
    assert answer.headers["location"] == f"/staff/bags/{other}"
    assert f"书袋 {number[:3]} {number[3:]}" in main_of(room.librarian, "/staff/bags")


def test_a_set_is_packed_volume_by_volume(room: Room) -> None:
    visit = room.visit(room.book("S1 S2 S3", grams=800), room.book("T1", grams=700))
    status, said = scan(room.librarian, visit, "s1")
    assert status == 200
    assert said.startswith("已装入《江雪")
    assert "（盲文，全套 3 册）的第 1 册，书袋重 2.4 公斤。这套还缺第 2 册和第 3 册。" in said
    text = main_of(room.librarian, f"/staff/bags/{visit}")
    assert "还要装（2 件）" in text
    assert "还缺第 2 册和第 3 册。" in text
    assert "第 3 册：书架 " in text
    assert "条码 S3" in text
    assert "已装 1 册（件），重 2.4 公斤，最多 5 公斤。" in text
    status, said = scan(room.librarian, visit, "S1")
    assert (status, "这一册已经在书袋里" in said) == (422, True)
    assert "这套还缺第 2 册。" in scan(room.librarian, visit, "S3")[1]
    status, page = press(room.librarian, f"/staff/bags/{visit}/close", return_card="1")
    assert status == 422
    assert "还有 1 件没有装袋" in page.xpath("//*[@class='summary']")[0].text_content()
    assert "还有 1 件没装。" in scan(room.librarian, visit, "S2")[1]
    assert scan(room.librarian, visit, "T1")[1].endswith("书袋重 3.1 公斤。全部装好，可以封袋。")
    assert "还要装" not in main_of(room.librarian, f"/staff/bags/{visit}").replace("还要装 0 件", "")

    status, page = press(room.librarian, f"/staff/bags/{visit}/close")
    assert status == 422
    box = page.get_element_by_id("f-return-card")
    assert box.get("aria-invalid") == "true"
    assert page.get_element_by_id(box.get("aria-describedby")).text_content() == "错误：书袋里缺回寄卡。"
    assert page.xpath("//*[@class='summary']//a/@href") == ["#f-return-card"]
    assert page.xpath("//*[@autofocus]")[0].tag == "h2", "the summary has the focus, not the field"
    assert len(page.xpath("//*[@autofocus]")) == 1
    status, page = press(room.librarian, f"/staff/bags/{visit}/close", return_card="1")
    assert (status, room.state(visit)) == (200, "packed")
    assert page.xpath("//*[@class='notice']/h2[@autofocus]")[0].text_content() == "书袋已封好，请贴上标签"
    assert not page.xpath("//*[@id='code']"), "nothing more goes in"

    answer = room.librarian.post(f"/staff/bags/{visit}", data={"code": "T1"})
    assert (answer.status_code, "书袋已封好" in answer.text) == (422, True)
    status, page = press(room.librarian, f"/staff/bags/{visit}/reopen")
    assert (status, room.state(visit)) == (200, "picking")
    status, page = press(room.librarian, f"/staff/bags/{visit}/empty")
    assert status == 422
    assert page.xpath("//*[@class='summary']//a/@href") == ["#f-reason-1"]
    assert page.xpath("//fieldset[@aria-describedby='f-reason-error']//input[@name='reason']")
    status, page = press(room.librarian, f"/staff/bags/{visit}/empty", reason="no-answer")
    assert status == 422, "nobody was at the door yet"
    status, page = press(room.librarian, f"/staff/bags/{visit}/empty", reason=Reason.AWAY.value)
    assert (status, room.state(visit)) == (200, "cancelled")
    assert "书袋已清空" in page.get_element_by_id("main").text_content()
    things = room.ground.service.loans
    assert {
        things.look_up(room.ground.people["librarian"], one).state for one in ("S1", "S2", "S3", "T1")
    } == {"available"}


def test_what_does_not_belong_in_a_bag(room: Room) -> None:
    """Nothing of it is lent; each sentence says where to put the thing."""
    mine = room.book("W1", grams=600)
    visit = room.visit(mine, most_grams=1000)
    other = room.visit(room.book("W2"), begun=False)
    status, said = scan(room.librarian, visit, "W2")
    assert (status, "是另一位读者书袋里的，不能装。请放回书架 I" in said) == (422, True)
    held = room.book("W3")
    room.ground.service.holds.place(SYSTEM, room.reader(), held, "braille", "north")
    assert "已为另一位读者保留，不能装。请放回预约架。" in scan(room.librarian, visit, "W3")[1]
    room.book("W4", mark="I99")
    assert (
        "不属于这个书袋，没有装。请放回书架 I99，或者先为读者换书。" in scan(room.librarian, visit, "W4")[1]
    )
    room.book("W5", branch="main")
    assert "属于另一个分馆" in scan(room.librarian, visit, "W5")[1]
    restricted = room.book("W6", rights="print_disabled_only")
    assert "还没有有效的资格核验" in scan(room.librarian, visit, "W6")[1]
    assert "没有编号为“NOSUCH”的书袋，也没有这个条码" in scan(room.librarian, visit, "NOSUCH")[1]
    assert "还没有扫到条码" in scan(room.librarian, visit, "")[1]
    room.ground.service.copies.set_state(SYSTEM, "W1", "in_repair")
    assert "登记为修补中或不成套" in scan(room.librarian, visit, "W1")[1]
    room.ground.service.copies.set_state(SYSTEM, "W1", "available")
    assert scan(room.librarian, visit, "W1")[0] == 200
    room.ground.service.deliveries.add_title(
        room.ground.people["librarian"], visit, Wanted(room.book("W7", grams=500))
    )
    status, said = scan(room.librarian, visit, "W7")
    assert (status, "书袋就重 1.1 公斤，约定最多 1.0 公斤，没有装。" in said) == (422, True)
    look_up, librarian = room.ground.service.loans.look_up, room.ground.people["librarian"]
    assert {look_up(librarian, f"W{one}").state for one in (2, 4, 5, 6, 7)} == {"available"}
    assert restricted
    assert room.state(other) == "confirmed"


def test_discs_need_a_second_look_by_somebody_else(room: Room) -> None:
    visit = room.visit(room.book("D1", kind="disc"), formats=("disc",))
    assert scan(room.librarian, visit, "D1")[1].endswith("全部装好，请另一位同事复查后封袋。")
    page = html.document_fromstring(room.librarian.get(f"/staff/bags/{visit}").text)
    assert "装袋人不能自己复查" in page.get_element_by_id("main").text_content()
    assert not page.xpath(f"//form[@action='/staff/bags/{visit}/look']")
    status, page = press(room.librarian, f"/staff/bags/{visit}/close", return_card="1")
    assert (status, "封袋前要由另一个人复查" in page.text_content()) == (422, True)
    status, page = press(room.librarian, f"/staff/bags/{visit}/look")
    assert status == 422
    assert page.get_element_by_id("desk-said").text_content() == "书是您装的，复查要由另一位同事来做。"
    page = html.document_fromstring(room.manager.get(f"/staff/bags/{visit}").text)
    assert page.xpath(f"//form[@action='/staff/bags/{visit}/look']")
    status, page = press(room.manager, f"/staff/bags/{visit}/look")
    assert (status, page.get_element_by_id("desk-said").text_content()) == (200, "已记下复查，可以封袋。")
    assert press(room.librarian, f"/staff/bags/{visit}/close", return_card="1")[0] == 200
    assert room.state(visit) == "packed"


def test_not_found_and_taken_out(room: Room) -> None:
    title = room.book("N1", mark="I7")
    visit = room.visit(title, room.book("N2"))
    page = html.document_fromstring(room.librarian.get(f"/staff/bags/{visit}").text)
    labels = [one.text_content() for one in page.xpath("//button[@value='not-found']")]
    assert len(set(labels)) == 2, "buttons of the same words are told apart"
    status, page = press(room.librarian, f"/staff/bags/{visit}/line", place="1", do="not-found")
    assert status == 200
    said = page.get_element_by_id("desk-said").text_content()
    assert said.endswith("已记为没找到，这次不送。")
    assert "这次不送（1 件）" in page.get_element_by_id("desk").text_content()
    assert room.ground.service.loans.look_up(room.ground.people["librarian"], "N1").state == "lost"
    for place, do in (("1", "not-found"), ("1", "out"), ("2", "out"), ("x", "out"), ("9", "not-found")):
        status, page = press(room.librarian, f"/staff/bags/{visit}/line", place=place, do=do)
        assert (status, "刚刚有了变动" in page.get_element_by_id("desk-said").text_content()) == (422, True)
    # Another copy of the same title is on the shelf.
    twice = room.book("N3", mark="I8")
    edition = room.ground.service.titles.get(twice).editions[0].id
    room.ground.service.copies.add(SYSTEM, edition, "north", "braille", [NewCopy("N4", "I9")])
    second = room.visit(twice)
    first = room.ground.service.packing.bag(SYSTEM, second).lines[0].volumes[0].barcode
    _status, page = press(room.librarian, f"/staff/bags/{second}/line", place="1", do="not-found")
    left = {"N3": "N4", "N4": "N3"}[first]
    assert page.get_element_by_id("desk-said").text_content().endswith(f"条码 {left}。")
    # Taken out by its button, and by its barcode.
    assert scan(room.librarian, second, left)[0] == 200
    _status, page = press(room.librarian, f"/staff/bags/{second}/line", place="1", do="out")
    assert "请放回书架 I" in page.get_element_by_id("desk-said").text_content()
    scan(room.librarian, visit, "N2")
    assert "不在这个书袋里" in scan(room.librarian, visit, left, "out")[1]
    room.ground.service.holds.place(
        SYSTEM,
        room.reader(),
        room.ground.service.loans.look_up(SYSTEM, "N2").title_id or "",
        "braille",
        "north",
    )
    status, said = scan(room.librarian, visit, "N2", "out")
    assert (status, "另一位读者在等它，请放到预约架，保留到" in said) == (200, True)


def test_the_same_with_a_script(room: Room) -> None:
    """Only the inside of the answer comes: it says what to announce, and moves no focus."""
    visit = room.visit(room.book("H1"))
    script = {"hx-request": "true", "hx-target": "div#desk"}
    answer = room.librarian.post(f"/staff/bags/{visit}", data={"code": "H1", "do": "in"}, headers=script)
    root = html.fragment_fromstring(answer.text)
    assert root.get("id") == "desk-now"
    assert root.get("data-good") == "yes"
    assert root.get("data-status").startswith("已装入")
    assert not root.xpath(".//*[@data-autofocus]")
    answer = room.librarian.post(
        "/staff/bags", data={"code": room.number(visit), "do": "open"}, headers=script
    )
    assert (answer.status_code, answer.headers["hx-redirect"]) == (200, f"/staff/bags/{visit}")
    answer = room.librarian.post("/staff/bags", data={"code": "NOSUCH", "do": "open"}, headers=script)
    assert (answer.status_code, html.fragment_fromstring(answer.text).get("data-good")) == (422, "no")


def test_what_was_delivered_comes_back(room: Room) -> None:
    visit = room.visit(room.book("R1 R2", mark="I3"), room.book("R3", mark="I4"))
    for code in ("R1", "R2", "R3"):
        assert scan(room.librarian, visit, code)[0] == 200
    room.deliver(visit)
    number = room.number(visit)
    bag = f"书袋 {number[:3]} {number[3:]}"
    assert "在读者手中。" in main_of(room.librarian, f"/staff/bags/{visit}")
    status, said = scan(room.librarian, "", "R2", "return")
    assert status == 200
    assert said.endswith(f"还差 R1。全套还齐后才算归还，请把这册先放在一边。{bag} 里还有 1 件没有收回。")
    room.ground.service.holds.place(
        SYSTEM,
        room.reader(),
        room.ground.service.loans.look_up(SYSTEM, "R3").title_id or "",
        "braille",
        "north",
    )
    status, said = scan(room.librarian, "", "R3", "return")
    assert "有读者预约，请放到预约架，保留到" in said
    assert said.endswith(f"{bag} 里还有 1 件没有收回。"), "a volume of the set is still out"
    status, said = scan(room.librarian, "", "r1", "return")
    assert (status, said.endswith(f"请放回书架 I3。{bag} 里的书已全部收回。")) == (200, True)
    assert room.state(visit) == "shelved"
    status, said = scan(room.librarian, "", "R1", "return")
    assert (status, "状态是：在馆可借" in said) == (422, True)
    alone = room.visit(room.book("V1 V2"))
    scan(room.librarian, alone, "V1")
    scan(room.librarian, alone, "V2")
    room.deliver(alone)
    number = room.number(alone)
    said = scan(room.librarian, "", "V1", "return")[1]
    assert said.endswith(
        f"还差 V2。全套还齐后才算归还，请把这册先放在一边。这是书袋 {number[:3]} {number[3:]} 里的书。"
    )
    # What nobody had brought is taken back as at the desk, and tells of no bag.
    room.ground.service.loans.lend(SYSTEM, room.reader(), "R1")
    assert "书袋" not in scan(room.librarian, "", "R1", "return")[1]


def test_the_ordinary_desk_takes_it_back_too_and_the_visit_learns_of_it(room: Room) -> None:
    visit = room.visit(room.book("O1"))
    scan(room.librarian, visit, "O1")
    room.deliver(visit)
    assert room.librarian.post("/staff/desk", data={"code": "O1", "do": "return"}).status_code == 200
    assert room.state(visit) == "delivered", "not yet"
    room.ground.service.delivery_work.run(now())
    assert room.state(visit) == "shelved"


def test_only_of_ones_own_branch(room: Room) -> None:
    visit = room.visit(room.book("B9"))
    for who in ("patron", "volunteer", "admin"):
        client = room.ground.client(who)
        for address in (f"/staff/bags/{visit}", "/staff/bags", "/staff/bags/pick-list"):
            assert client.get(address).status_code == 403
        assert client.post(f"/staff/bags/{visit}", data={"code": "B9"}).status_code == 403
    assert room.librarian.get(f"/staff/bags/{'0' * 32}").status_code == 404


def test_the_pick_list_goes_from_shelf_to_shelf(room: Room) -> None:
    first = room.visit(room.book("P3", mark="A3"), room.book("P1 P2", mark="A1"), begun=False)
    second = room.visit(room.book("P4", mark="A1"), begun=False)
    address = f"/staff/bags/pick-list?day={DAY}"
    answer = room.librarian.get(address)
    page = html.document_fromstring(answer.text)
    assert NAME not in answer.text
    headings = [one.text_content() for one in page.xpath("//main//h2")]
    assert headings.index("书架 A1") < headings.index("书架 A3")
    (shelf,) = page.xpath("//h2[text()='书架 A1']/following-sibling::ul[1]")
    lines = [" ".join(one.text_content().split()) for one in shelf.xpath("li")]
    assert len(lines) == 3
    assert sum("第 1 册（全套 2 册），条码 P1" in one for one in lines) == 1
    number = room.number(second)
    assert sum(f"条码 P4 · 书袋 {number[:3]} {number[3:]}" in one for one in lines) == 1
    assert page.xpath("//button[@data-print]")
    yesterday = (DAY - timedelta(days=3)).isoformat()
    assert "没有要取书的送书" in main_of(room.librarian, f"/staff/bags/pick-list?day={yesterday}")
    # One of them, then all.
    status, page = press(
        room.librarian, "/staff/bags/pick-list", day=DAY.isoformat(), branch="north", visit=first
    )
    assert status == 200
    assert page.xpath("//*[@class='notice']/h2")[0].text_content() == "有 1 个书袋开始取书"
    assert (room.state(first), room.state(second)) == ("picking", "confirmed")
    scan(room.librarian, first, "P3")
    assert "条码 P3 · 书袋" in main_of(room.librarian, address)
    assert (
        "已装袋"
        in html.document_fromstring(room.librarian.get(address).text)
        .xpath("//h2[text()='书架 A3']/following-sibling::ul[1]")[0]
        .text_content()
    )
    _status, page = press(room.librarian, "/staff/bags/pick-list", day=DAY.isoformat(), branch="north")
    assert room.state(second) == "picking"
    _status, page = press(room.librarian, "/staff/bags/pick-list", day=DAY.isoformat(), branch="north")
    assert "没有要开始的书袋" in page.xpath("//*[@class='notice']/h2")[0].text_content()
    answer = room.librarian.get("/staff/bags/pick-list?day=soon")
    assert answer.status_code == 422
    assert html.document_fromstring(answer.text).get_element_by_id("f-day").get("aria-invalid") == "true"
    assert room.librarian.get("/staff/bags/pick-list?branch=main").status_code == 404, (
        "not a branch of theirs"
    )


def test_a_bag_that_nobody_has_begun(room: Room) -> None:
    visit = room.visit(room.book("Z1"), note="袋口请系紧", begun=False)
    text = main_of(room.librarian, f"/staff/bags/{visit}")
    assert "还没有开始取书" in text
    assert "读者留言：袋口请系紧" in text
    for step in ("close", "look", "reopen"):
        status, page = press(room.librarian, f"/staff/bags/{visit}/{step}", return_card="1")
        assert (status, page.xpath("//*[@autofocus]")[0].text_content()) == (
            422,
            "还没有开始取书。请先选“开始取书”。",
        )
    status, page = press(room.librarian, f"/staff/bags/{visit}/start")
    assert (status, page.get_element_by_id("desk-said").text_content()) == (
        200,
        "开始取书。请把书逐件扫进书袋。",
    )
    status, page = press(room.librarian, f"/staff/bags/{visit}/start")
    assert status == 422
    room.ground.service.deliveries.cancel(SYSTEM, visit)
    status, page = press(room.librarian, f"/staff/bags/{visit}/line", place="1", do="not-found")
    assert page.xpath("//*[@autofocus]")[0].text_content() == "这次送书已取消。"
