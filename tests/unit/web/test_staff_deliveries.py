"""The board of the day, and one delivery: given its day, changed, called off, brought, brought again; who may, who is noted, and what is told where something is refused."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from starlette.testclient import TestClient

from accessible_reader.audit import seen_of
from accessible_reader.deliveries.fields import Tastes
from accessible_reader.deliveries.lifecycle import Reason
from tests.web_deliveries import ADDRESS, PHONE, Deliverer, main_of, problems, told, words_of
from tests.web_ground import Ground


@pytest.fixture
def depot(ground: Ground) -> Deliverer:
    return Deliverer(ground)


@pytest.fixture
def librarian(ground: Ground) -> TestClient:
    return ground.client("librarian")


def heading_of(client: TestClient, address: str, bag: str) -> str:
    """Under which heading of the board a bag is; what is said of it; the step that is offered."""
    page = main_of(client.get(address))
    for heading in page.xpath("./h2"):
        following = heading.getnext()
        for line in [] if following is None else following.xpath("./li[h3]"):
            if bag in line.findtext("./h3/a"):
                return f"{heading.text_content()} | {' | '.join(' '.join(one.text_content().split()) for one in line[1:])}"
    return ""


def test_from_the_request_to_the_door_on_the_board(
    ground: Ground, depot: Deliverer, librarian: TestClient
) -> None:
    visit = depot.asked()
    bag, here = depot.bag(visit), f"/staff/deliveries/{visit}"
    today = depot.today.isoformat()
    board = f"/staff/deliveries?day={today}"
    found = heading_of(librarian, board, bag)
    assert found.startswith("等待定日子（")
    assert "星期四上午" in found
    assert found.endswith(f"定日子：书袋 {bag}")
    page = main_of(librarian.get(here))
    offered = page.xpath(".//select[@id='f-when']/option/@value")
    assert offered[-1] == "other"
    assert all(one.endswith("_morning") for one in offered[:-1])  # what suits the reader
    sent = {"when": "other", "day": today, "part": "morning"}
    said = told(librarian, librarian.post(f"{here}/confirm", data=sent))
    assert said.startswith("定在")
    assert "星期" in said
    found = heading_of(librarian, board, bag)
    assert found.startswith("当天待装袋（")
    assert f"取书装袋：书袋 {bag}" in found
    ground.service.packing.start(depot.librarian, visit)
    for pick in ground.service.packing.pick_list(depot.librarian, depot.branch, depot.today):
        if pick.visit_id == visit:
            ground.service.packing.put_in(depot.librarian, visit, pick.barcode)
    ground.service.packing.close(depot.librarian, visit, return_card=True)
    found = heading_of(librarian, board, bag)
    assert found.startswith("已装袋（")
    assert "还没有排进路线" in found
    assert f"排进路线：书袋 {bag}" in found
    made = depot.round(visit)
    assert "是路线的第 1 站" in heading_of(librarian, board, bag)
    ground.service.rounds.hand_over(depot.librarian, made)
    found = heading_of(librarian, board, bag)
    assert found.startswith("在路上（")
    assert f"登记结果：书袋 {bag}" in found
    said = told(librarian, librarian.post(f"{here}/outcome", data={"outcome": "delivered", "reason": ""}))
    assert said.startswith("已登记：送到了")
    assert heading_of(librarian, board, bag).startswith("已送到（")
    counts = main_of(librarian.get(board)).xpath("./p/strong")[0].text_content()
    assert "已送到" in counts
    assert "星期" in counts
    said = told(librarian, librarian.post(f"{here}/collected"))
    assert "全部交还" in said
    assert depot.state(visit) == "collected"
    history = main_of(librarian.get(here)).xpath("./ol/li")
    assert len(history) == 7
    assert "图书馆报告书已送到" in history[-2].text_content()


def test_a_day_that_cannot_be_is_told_at_its_field(depot: Deliverer, librarian: TestClient) -> None:
    visit = depot.asked()
    here = f"/staff/deliveries/{visit}/confirm"
    yesterday = (depot.today - timedelta(days=1)).isoformat()
    assert problems(librarian.post(here, data={"when": "other"})) == [
        ("f-day", "请填写“日期”。"),
        ("f-part", "请填写“时段”。"),
    ]
    answer = librarian.post(here, data={"when": "other", "day": yesterday, "part": "evening"})
    assert problems(answer) == [("f-day", "这一天已经过去。")]
    page = main_of(answer)
    assert page.xpath("string(.//input[@id='f-day']/@value)") == yesterday  # what was typed is kept
    assert page.xpath(".//select[@id='f-part']/option[@selected]/@value") == ["evening"]
    assert problems(librarian.post(here, data={"when": "2020-01-01_morning"}))[0][0] == "f-when"
    assert problems(librarian.post(here, data={}))[0][0] == "f-when"
    assert problems(librarian.post(here, data={"when": "other", "day": "x", "part": "noon"}))[0][0] == "f-day"
    assert depot.state(visit) == "requested"
    first = main_of(librarian.get(f"/staff/deliveries/{visit}")).xpath(
        ".//select[@id='f-when']/option/@value"
    )
    told(librarian, librarian.post(here, data={"when": first[0]}))
    assert depot.state(visit) == "confirmed"


def test_changed_paused_taken_up_and_called_off_with_a_reason(
    ground: Ground, depot: Deliverer, librarian: TestClient
) -> None:
    visit = depot.asked(tastes=Tastes(("武侠",), ("恐怖",)))
    here = f"/staff/deliveries/{visit}"
    words = words_of(librarian.get(here))
    assert "武侠" in words
    assert "恐怖" in words
    answer = librarian.post(f"{here}/change", data={"times": ["fri-evening"], "note": "轻一点"})
    assert told(librarian, answer) == "已修改。"
    words = words_of(librarian.get(here))
    assert "星期五晚上" in words
    assert "轻一点" in words
    assert "喜欢" in words
    assert problems(librarian.post(f"{here}/change", data={"times": ["noon"]}))[0][0] == ""
    assert problems(librarian.post(f"{here}/change", data={"note": "x" * 501}))[0][0] == "f-note"
    told(librarian, librarian.post(f"{here}/pause"))
    assert depot.state(visit) == "paused"
    found = heading_of(librarian, "/staff/deliveries", depot.bag(visit))
    assert found.startswith("暂停中")
    told(librarian, librarian.post(f"{here}/resume"))
    assert depot.state(visit) == "requested"
    answer = librarian.post(f"{here}/resume")  # pressed twice
    assert "不能这样做" in problems(answer)[0][1]
    answer = librarian.post(f"{here}/cancel", data={"reason": ""})
    assert problems(answer)[0][0] == "f-reason"
    assert main_of(answer).xpath("count(.//details[@open])") == 1  # what is wrong is not hidden
    told(librarian, librarian.post(f"{here}/cancel", data={"reason": "away"}))
    assert depot.state(visit) == "cancelled"
    words = words_of(librarian.get(here))
    assert "外出" in words
    assert "没有要办的事了" in words
    assert not main_of(librarian.get(here)).xpath(".//form[contains(@action, '/cancel')]")
    assert [one.reason for one in ground.service.deliveries.history(depot.librarian, visit)][-1] == "away"


def test_titles_are_struck_swapped_and_added(ground: Ground, depot: Deliverer, librarian: TestClient) -> None:
    visit = depot.confirmed(books=2)
    here = f"/staff/deliveries/{visit}"
    page = main_of(librarian.get(here))
    assert len(page.xpath(".//form[contains(@action, '/strike')]")) == 2
    told(librarian, librarian.post(f"{here}/lines/1/strike"))
    told(librarian, librarian.post(f"{here}/lines/2/swap"))
    told(librarian, librarian.post(f"{here}/lines"))
    view = ground.service.deliveries.get(depot.librarian, visit)
    assert [one.state for one in view.lines][:2] == ["struck", "struck"]
    assert len(view.lines) == 4
    assert "已经划去" in problems(librarian.post(f"{here}/lines/1/strike"))[0][1]
    assert librarian.post(f"{here}/lines/x/strike").status_code == 404


def test_nobody_opened_twice(ground: Ground, depot: Deliverer, librarian: TestClient) -> None:
    reader = depot.reader()
    visit, _made = depot.out(reader)
    bag, here, board = depot.bag(visit), f"/staff/deliveries/{visit}", "/staff/deliveries"
    answer = librarian.post(f"{here}/outcome", data={"outcome": "failed", "reason": ""})
    assert problems(answer)[0][0] == "f-reason"
    assert problems(librarian.post(f"{here}/outcome", data={}))[0][0] == "f-outcome-1"
    told(librarian, librarian.post(f"{here}/outcome", data={"outcome": "failed", "reason": "no-answer"}))
    found = heading_of(librarian, board, bag)
    assert found.startswith("没有送到（")
    assert "无人应门。已试 1 次。建议：改日再送。" in found
    # The number and the contact are shown when somebody asks, and the reader can see who did.
    assert PHONE not in librarian.get(here).text
    shown = librarian.post(f"{here}/phone")
    assert PHONE[-8:] in words_of(shown)
    looked = seen_of(ground.service.database, reader)
    assert any(one.fields == ("phone",) and one.purpose == "phone-call" for one in looked)
    assert "只在无人应门又原因不明时使用" not in librarian.get(here).text
    sent = {"when": "other", "day": depot.today.isoformat(), "part": "evening"}
    told(librarian, librarian.post(f"{here}/rebook", data=sent))
    assert depot.state(visit) == "packed"
    assert "没有要办" not in words_of(librarian.get(here))
    again = depot.round(visit, carrier="librarian", part="evening")
    ground.service.rounds.hand_over(depot.librarian, again)
    assert "只在无人应门又原因不明时使用" in problems(librarian.post(f"{here}/emergency"))[0][1]
    ground.service.rounds.outcome(depot.librarian, visit, delivered=False, reason=Reason.NO_ANSWER)
    assert "无人接听时联系紧急联系人" in heading_of(librarian, board, bag)
    words = words_of(librarian.get(here))
    assert "13900000001" not in words
    assert "不止一次无人应门" in words
    shown = librarian.post(f"{here}/emergency")
    assert "儿子 13900000001" in main_of(shown).xpath(".//h2[@autofocus]")[0].text_content()
    looked = seen_of(ground.service.database, reader)
    assert any(one.fields == ("emergency",) for one in looked)
    assert problems(librarian.post(f"{here}/rebook", data={"when": "other", "day": "2020-01-01", "part": "evening"})) == [
        ("f-day", "这一天已经过去。")
    ]  # fmt: skip
    assert problems(librarian.post(f"{here}/give-up", data={}))[0][0] == "f-reason"
    told(librarian, librarian.post(f"{here}/give-up", data={"reason": "ill"}))
    assert depot.state(visit) == "collected"


def test_what_nobody_took_along_goes_on_another_day(
    ground: Ground, depot: Deliverer, librarian: TestClient
) -> None:
    visit = depot.packed()
    depot.put_back(visit, 3)
    bag, here = depot.bag(visit), f"/staff/deliveries/{visit}"
    assert f"改日再送：书袋 {bag}" in heading_of(librarian, "/staff/deliveries", bag)
    assert main_of(librarian.get(here)).xpath("count(.//select[@id='f-when'])") == 1
    day = depot.today.isoformat()
    said = told(
        librarian, librarian.post(f"{here}/rebook", data={"when": "other", "day": day, "part": "evening"})
    )
    assert said.startswith("改到")
    found = heading_of(librarian, "/staff/deliveries", bag)
    assert found.startswith("已装袋（")
    assert "晚上：已装袋，还没有排进路线。共 1 件。" in found
    depot.round(visit, part="evening")
    assert ground.service.deliveries.get(depot.librarian, visit).stop == 1


def test_it_arrived_after_all(depot: Deliverer, librarian: TestClient) -> None:
    visit, _made = depot.out()
    here = f"/staff/deliveries/{visit}"
    told(librarian, librarian.post(f"{here}/outcome", data={"outcome": "failed", "reason": "weather"}))
    button = main_of(librarian.get(here)).xpath(".//button[@name='outcome']")[0]
    told(librarian, librarian.post(f"{here}/outcome", data={button.get("name"): button.get("value")}))
    assert depot.state(visit) == "delivered"


def test_what_was_left_over_and_drafts_without_books_stand_on_the_board(
    depot: Deliverer, librarian: TestClient
) -> None:
    late, out = depot.packed(), depot.out()[0]
    for one in (late, out):
        depot.put_back(one, 2)
    for one in (late, out):
        found = heading_of(librarian, "/staff/deliveries", depot.bag(one))
        assert found.startswith("前几天遗留（")
        assert "星期" in found
    page = words_of(librarian.get("/staff/deliveries?day=2031-05-01"))
    assert "2031年5月1日星期四没有要送的书" in page
    assert depot.bag(late) in page
    answer = librarian.get("/staff/deliveries?day=2031年5月2日")
    assert "2031年5月2日" in words_of(answer)
    assert problems(librarian.get("/staff/deliveries?day=soon")) == [
        ("f-day", "请按“2027-11-22”的样子填写日期。")
    ]


def test_a_parcel_goes_to_the_post_with_a_card_that_is_turned_over(
    ground: Ground, depot: Deliverer, librarian: TestClient
) -> None:
    reader = depot.reader()
    visit = depot.packed(reader, means="post")
    here = f"/staff/deliveries/{visit}"
    assert (
        problems(librarian.post(f"{here}/card.pdf", data={"library_address": " "}))[0][0]
        == "f-library-address"
    )
    answer = librarian.post(f"{here}/card.pdf", data={"library_address": "图书馆路1号\n城北"})
    bag = depot.bag(visit).replace(" ", "")
    assert answer.headers["content-disposition"] == f'attachment; filename="card-{bag}.pdf"'
    front, back = texts(answer.content)
    assert (ADDRESS in front, "图书馆路1号城北" in back) == (True, True)
    assert ADDRESS not in back
    assert "盲人读物" in front
    assert "盲人读物" in back
    assert any("address" in one.fields for one in seen_of(ground.service.database, reader))
    kept = main_of(librarian.get(here)).xpath("string(.//textarea[@id='f-library-address'])")
    assert kept == "图书馆路1号 城北"
    button = main_of(librarian.get("/staff/deliveries")).xpath(f".//form[@action='{here}/post']/button")
    assert len(button) == 1
    told(librarian, librarian.post(f"{here}/post"))
    assert "已交邮局" in words_of(librarian.get(here))
    brought = depot.packed()
    assert "不走邮寄" in problems(librarian.post(f"/staff/deliveries/{brought}/post"))[0][1]
    refused = librarian.post(f"/staff/deliveries/{brought}/card.pdf", data={"library_address": "图书馆路1号"})
    assert "不走邮寄" in problems(refused)[0][1]


def texts(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    found = ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
    document.close()
    return found


def test_labels_to_print_and_to_emboss(ground: Ground, depot: Deliverer, librarian: TestClient) -> None:
    reader = depot.reader("郑重其事")
    visit = depot.packed(reader)
    bag = depot.bag(visit).replace(" ", "")
    answer = librarian.get(f"/staff/deliveries/{visit}/label.pdf")
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == f'attachment; filename="label-{bag}.pdf"'
    assert answer.headers["cache-control"] == "no-store"
    assert "郑重其事" in texts(answer.content)[0]
    assert "桂花集" not in texts(answer.content)[0]
    page = pypdfium2.PdfDocument(answer.content)[0].render(scale=3).to_pil()
    assert [one.text for one in zxingcpp.read_barcodes(page)] == [bag]
    with pikepdf.open(BytesIO(answer.content)) as document:
        assert b"pdfuaid" in document.Root.Metadata.read_bytes()
    assert seen_of(ground.service.database, reader)[0].fields == ("name",)
    embossed = librarian.get(f"/staff/deliveries/{visit}/label.brf")
    assert embossed.headers["content-disposition"] == f'attachment; filename="label-{bag}.brf"'
    digits = dict(zip("1234567890", "ABCDEFGHIJ", strict=True))
    assert embossed.text.split("\r\n")[0] == "#" + "".join(digits[one] for one in bag)


def test_no_name_on_the_board_and_none_in_a_title_or_an_address(
    ground: Ground, depot: Deliverer, librarian: TestClient
) -> None:
    reader = depot.reader("欧阳锦绣")
    visit = depot.confirmed(reader, note="门口有狗")
    board = librarian.get("/staff/deliveries")
    for word in ("欧阳锦绣", "门口有狗", "桂花集", ADDRESS, PHONE, reader):
        assert word not in board.text
    before = len(seen_of(ground.service.database, reader))
    answer = librarian.get(f"/staff/deliveries/{visit}")
    page = main_of(answer)
    head = answer.text.partition("</head>")[0] + page.findtext("h1")
    assert "欧阳锦绣" in page.text_content()
    assert "欧阳锦绣" not in head
    assert all("欧阳" not in one for one in page.xpath(".//@href | .//@action"))
    assert ADDRESS not in answer.text
    noted = seen_of(ground.service.database, reader)
    assert len(noted) == before + 1
    assert (noted[0].fields, noted[0].purpose, noted[0].reference) == (("card", "name"), "delivery", visit)


def test_it_is_not_for_another_branch(ground: Ground, depot: Deliverer) -> None:
    visit, made = depot.out()
    stranger = ground.client(depot.elsewhere())
    here = f"/staff/deliveries/{visit}"
    assert depot.bag(visit) not in stranger.get("/staff/deliveries").text
    assert stranger.get("/staff/deliveries?branch=north").status_code == 404
    assert stranger.get("/staff/rounds?branch=north").status_code == 404
    for address in (
        here,
        f"{here}/label.pdf",
        f"{here}/label.brf",
        f"/staff/rounds/{made}",
        f"/staff/rounds/{made}/sheet.pdf",
    ):
        assert stranger.get(address).status_code in {403, 404}, address
    sent: dict[str, Any] = {
        "when": "other", "day": depot.today.isoformat(), "part": "morning", "reason": "other", "outcome": "delivered", "times": "thu-morning",
        "library_address": "x", "carrier": ground.people["librarian"],
    }  # fmt: skip
    names = (
        "confirm", "change", "cancel", "pause", "resume", "lines", "lines/1/strike", "lines/1/swap", "post", "outcome", "rebook", "give-up", "collected",
        "emergency", "phone", "card.pdf",
    )  # fmt: skip
    for name in names:
        answer = stranger.post(f"{here}/{name}", data=sent)
        assert answer.status_code in {403, 404}, name
        assert "钱桂花" not in answer.text
    for name in ("stops", "carrier", "link", "hand-over"):
        assert stranger.post(f"/staff/rounds/{made}/{name}", data=sent).status_code in {403, 404}, name
    assert depot.state(visit) == "out"


def test_the_page_of_a_reader_who_was_forgotten(
    ground: Ground, depot: Deliverer, librarian: TestClient
) -> None:
    reader = depot.reader()
    visit = depot.asked(reader)
    ground.service.deliveries.cancel(depot.librarian, visit, Reason.NOT_WANTED)
    ground.service.people.erase(ground.people["manager"], reader)
    words = words_of(librarian.get(f"/staff/deliveries/{visit}"))
    assert "资料已删除" in words
    assert librarian.get(f"/staff/deliveries/{visit}/label.pdf").status_code == 404
