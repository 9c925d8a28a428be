"""What staff do with conversions, titles, copies and lists through the pages."""

from __future__ import annotations

import pytest
from lxml import html
from starlette.testclient import TestClient

from accessible_reader.catalogue.search import search
from accessible_reader.catalogue.titles import EditionFacts, TitleFacts, add_edition, add_title
from accessible_reader.conversions.models import ConversionRecord
from accessible_reader.conversions.service import PATRON, Wish
from accessible_reader.database import now
from tests.web_ground import Ground


@pytest.fixture
def librarian(ground: Ground) -> TestClient:
    return ground.client("librarian")


def main_of(answer: object) -> html.HtmlElement:
    return html.document_fromstring(answer.text).get_element_by_id("main")


def told(client: TestClient, answer: object) -> str:
    assert answer.status_code == 303, answer.text[:500]
    return main_of(client.get(answer.headers["location"])).xpath(".//h2[@autofocus]")[0].text_content()


@pytest.fixture
def queued(ground: Ground) -> str:
    """A conversion of the English book for the branch of the librarian, in the queue."""
    north = ground.service.people.profile(
        ground.people["librarian"], ground.people["librarian"]
    ).home_branch_id
    wish = Wish(ground.english[1], "large-print-html", branch_id=north)
    record = ground.service.conversions.request(wish)
    if record.state != "queued":
        with ground.service.database.transaction() as session:
            session.get_one(ConversionRecord, record.id).state = "queued"
    return record.id


def lines(page: html.HtmlElement) -> list[str]:
    return [one.text_content() for one in page.xpath(".//ul[@class='results']//h3")]


def test_the_board_is_filtered(ground: Ground, librarian: TestClient, queued: str) -> None:
    page = main_of(librarian.get("/staff/conversions"))
    assert page.xpath(f".//a[@href='/staff/conversions/{queued}']")
    assert page.xpath(".//h3//span[@lang='en']")
    running = main_of(librarian.get("/staff/conversions?state=running"))
    assert "The Night Ferry：大字 PDF" in lines(running)  # other tests have some made as well
    assert "夜航：盲文 BRF" not in lines(running)
    assert "25%" in running.text_content()
    assert running.xpath(".//select[@name='state']/option[@selected]/@value") == ["running"]
    assert running.xpath(".//button/span[@class='hidden-text']")[0].text_content().endswith("The Night Ferry")
    failed = main_of(librarian.get("/staff/conversions?state=failed&format=braille-brf&branch=north"))
    assert lines(failed) == ["夜航：盲文 BRF"]
    assert "可以重试" in failed.text_content()
    assert lines(main_of(librarian.get("/staff/conversions?branch=main"))) == []
    assert librarian.get("/staff/conversions?state=x&format=x&branch=x").status_code == 200
    assert librarian.get("/staff/conversions?after=rubbish").status_code == 422


def test_the_board_page_by_page(ground: Ground, librarian: TestClient) -> None:
    with ground.service.database.transaction() as session:
        for number in range(21):
            session.add(
                ConversionRecord(
                    id=f"{number:064}", edition_id=ground.chinese[1], format="book-json", options={},
                    state="cancelled", requested_at=now(),
                )
            )  # fmt: skip
    first = main_of(librarian.get("/staff/conversions?format=book-json"))
    # The formats that readers are offered are in the list; others stand on the board all the same.
    everything = main_of(librarian.get("/staff/conversions?state=cancelled"))
    assert len(lines(first)) == len(lines(everything)) == 20
    rest = main_of(librarian.get(everything.xpath(".//a[@rel='next']/@href")[0]))
    assert len(lines(rest)) >= 1
    seen = {*everything.xpath(".//h3/a/@href"), *rest.xpath(".//h3/a/@href")}
    assert len(seen) == len(lines(everything)) + len(lines(rest))
    assert not first.xpath(".//button[contains(text(), '重试')]")  # of no branch: not theirs to manage
    with ground.service.database.transaction() as session:
        for number in range(21):
            session.delete(session.get_one(ConversionRecord, f"{number:064}"))


def test_cancel_retry_and_move(ground: Ground, librarian: TestClient, queued: str) -> None:
    where = f"/staff/conversions/{queued}"
    assert told(librarian, librarian.post(f"{where}/priority", data={"priority": "soon"})) == "先后已调整"
    assert ground.service.conversions.get(queued).priority == PATRON
    assert "优先" in main_of(librarian.get("/staff/conversions?state=queued")).text_content()
    wrong = librarian.post(f"{where}/priority", data={"priority": "1"})
    assert wrong.status_code == 422
    assert main_of(wrong).xpath(".//div[@class='summary']//a/@href") == ["#f-priority-1"]
    assert main_of(wrong).xpath("//*[@id='f-priority-1']/@type") == ["radio"]
    assert told(librarian, librarian.post(f"{where}/cancel")) == "制作已取消"
    assert ground.service.conversions.get(queued).state == "cancelled"
    assert librarian.post(f"{where}/priority", data={"priority": "soon"}).status_code == 409
    page = main_of(librarian.get(where))
    assert page.xpath(".//form[contains(@action, '/retry')]")
    assert not page.xpath(".//form[contains(@action, '/cancel')]")
    assert told(librarian, librarian.post(f"{where}/retry")) == "已重新开始制作"
    assert librarian.post(f"{where}/retry").status_code == 409
    assert librarian.post(f"/staff/conversions/{ground.ready}/cancel").status_code == 303
    assert ground.service.conversions.get(ground.ready).state == "done"


def test_another_branch_manages_its_own(ground: Ground, librarian: TestClient) -> None:
    main = next(one.id for one in ground.service.branches.tree() if one.code == "main")
    record = ground.service.conversions.request(Wish(ground.chinese[1], "large-print-docx", branch_id=main))
    page = main_of(librarian.get(f"/staff/conversions/{record.id}"))
    assert "另一个分馆" in page.text_content()
    assert not page.xpath(".//form")
    for verb in ("cancel", "retry", "priority"):
        answer = librarian.post(f"/staff/conversions/{record.id}/{verb}", data={"priority": "soon"})
        assert answer.status_code == 403
    assert ground.service.conversions.get(record.id).state == "queued"


def test_the_line_of_progress(ground: Ground, librarian: TestClient) -> None:
    page = main_of(librarian.get(f"/staff/conversions/{ground.running}"))
    line = page.get_element_by_id("progress")
    asked = {"hx-request": "true", "hx-target": "div#progress"}
    part = librarian.get(line.get("data-hx-get"), headers=asked)
    assert "<h1" not in part.text
    assert "data-status" not in part.text
    assert line.xpath(".//progress/@value") == ["25"]
    # Nothing else on these pages brings itself up to date.
    assert page.xpath(".//@data-hx-trigger") == ["every 5s"]
    assert not main_of(librarian.get("/staff/conversions")).xpath(".//@data-hx-trigger")
    done = librarian.get(f"/staff/conversions/{ground.ready}?heard=running", headers=asked)
    ended = html.fragment_fromstring(done.text)
    assert ended.get("data-status") == "已做好。"
    assert ended.xpath(".//a/@href") == [f"/staff/conversions/{ground.ready}"]


def test_the_quality_report(ground: Ground, librarian: TestClient) -> None:
    text = main_of(librarian.get(f"/staff/conversions/{ground.ready}")).text_content()
    assert "通过：文件齐全" in text
    assert "未通过：每行每页的盲文方数符合规格 ferry.brf is blank" in " ".join(text.split())
    assert "册数" in text


def test_a_conversion_is_begun(ground: Ground, librarian: TestClient) -> None:
    where = f"/staff/editions/{ground.chinese[1]}/convert"
    answer = librarian.post(where, data={"format": "braille-pef", "batch": "1"})
    assert told(librarian, answer) == "已开始制作"
    record = ground.service.conversions.get(answer.headers["location"].rpartition("/")[2])
    assert (record.format, record.priority, record.state) == ("braille-pef", 9, "queued")
    assert told(librarian, librarian.post(where, data={"format": "x"})) == "请选择一种格式"
    ready = librarian.post(f"/staff/editions/{ground.english[1]}/convert", data={"format": "braille-brf"})
    assert told(librarian, ready) == "这个格式已经做好了"


@pytest.fixture
def title(ground: Ground) -> tuple[str, str]:
    """A title of its own; title and edition."""
    with ground.service.database.transaction() as session:
        made = add_title(
            session,
            TitleFacts("错的名字", "zh-Hans", [("甲", "aut"), ("乙", "trl"), ("丙", "cmp")], ["诗歌"]),
        )
        edition = add_edition(session, made, EditionFacts("licensed", "合同 7", "zh-Hans"))
        return made.id, edition.id


def test_a_title_is_corrected_and_found(
    ground: Ground, librarian: TestClient, title: tuple[str, str]
) -> None:
    where = f"/staff/titles/{title[0]}"
    page = main_of(librarian.get(where))
    form = {one.get("name"): one.get("value") or one.text or "" for one in page.xpath(".//form[1]//*[@name]")}
    assert (form["name"], form["authors"], form["translators"]) == ("错的名字", "甲", "乙")
    form |= {
        "name": "对的名字特别好找",
        "authors": "丁一；戊二",
        "subjects": "诗歌\n散文",
        "series": "丛书",
        "series_position": "3",
        "summary": "第一行\n第二行",
    }
    assert told(librarian, librarian.post(where, data=form)) == "《对的名字特别好找》已保存"
    found = ground.service.titles.get(title[0])
    assert found.people == (("丁一", "aut"), ("戊二", "aut"), ("乙", "trl"), ("丙", "cmp"))
    assert (found.subjects, found.series, found.series_position) == (("散文", "诗歌"), "丛书", "3")
    assert (found.summary or "").splitlines() == ["第一行", "第二行"]
    assert [one.title_id for one in search(ground.service.database, "特别好找").hits] == [title[0]]
    for wrong, field in ((form | {"name": ""}, "name"), (form | {"language": "中文"}, "language")):
        answer = librarian.post(where, data=wrong)
        assert answer.status_code == 422
        page = main_of(answer)
        assert page.xpath(".//div[@class='summary']//a/@href") == [f"#f-{field}"]
        assert page.xpath(".//input[@name='authors']/@value") == ["丁一；戊二"]
    assert ground.service.titles.get(title[0]).name == "对的名字特别好找"


def test_rights_copies_and_withdrawal(ground: Ground, librarian: TestClient, title: tuple[str, str]) -> None:
    where = f"/staff/editions/{title[1]}"
    rights = {"rights": "print_disabled_only", "rights_basis": "著作权法 24(12)"}
    assert told(librarian, librarian.post(f"{where}/rights", data=rights)) == "版权信息已保存"
    edition = ground.service.titles.edition(title[1])
    assert (edition.rights, edition.rights_basis) == tuple(rights.values())
    assert librarian.post(f"{where}/rights", data={"rights": "x", "rights_basis": "y"}).status_code == 422
    copies = {
        "kind": "braille",
        "branch": "north",
        "barcodes": f"{title[0][:8]}-1\n{title[0][:8]}-2",
        "shelf_mark": "B7",
    }
    assert told(librarian, librarian.post(f"{where}/copies", data=copies)) == "已添加 2 件馆藏"
    (holding,) = ground.service.titles.get(title[0]).holdings
    assert (len(holding.barcodes), holding.shelf_mark, holding.available) == (2, "B7", True)
    again = librarian.post(f"{where}/copies", data=copies)
    assert again.status_code == 422
    assert main_of(again).xpath(".//div[@class='summary']//a/@href") == ["#f-barcodes"]
    elsewhere = librarian.post(f"{where}/copies", data=copies | {"branch": "main", "barcodes": "zz1"})
    assert elsewhere.status_code == 422
    assert main_of(elsewhere).xpath(".//div[@class='summary']//a/@href") == ["#f-branch"]
    assert "没有改动" in told(librarian, librarian.post(f"{where}/withdraw", data={"sure": "1"}))
    for barcode in holding.barcodes:
        answer = librarian.post(f"{where}/copy", data={"barcode": barcode, "state": "withdrawn"})
        assert told(librarian, answer) == f"条码 {barcode} 现在是：已注销"
    assert librarian.post(f"{where}/withdraw").status_code == 422
    assert told(librarian, librarian.post(f"{where}/withdraw", data={"sure": "1"})) == "这个版本已撤下"
    assert ground.service.titles.edition(title[1]).withdrawn
    assert main_of(librarian.get(where)).text_content().count("已撤下") == 1


def test_lists_are_kept(ground: Ground, librarian: TestClient, title: tuple[str, str]) -> None:
    assert librarian.post("/staff/lists", data={"name": " "}).status_code == 422
    made = librarian.post("/staff/lists", data={"name": "冬天", "branch": "north"})
    assert told(librarian, made) == "书单已建立"
    where = made.headers["location"]
    list_id = where.rpartition("/")[2]
    assert librarian.get(f"/lists/{list_id}").status_code == 404  # readers do not see it yet
    for one in (ground.chinese[0], title[0]):
        kept = [ground.list, list_id] if one == ground.chinese[0] else [list_id]
        assert librarian.post(f"/staff/titles/{one}/lists", data={"lists": kept}).status_code == 303
    assert main_of(librarian.get(f"/staff/titles/{title[0]}")).xpath(
        ".//input[@name='lists'][@checked]/@value"
    ) == [list_id]
    assert lines(main_of(librarian.get(where))) == ["夜航", ground.service.titles.get(title[0]).name]
    librarian.post(f"{where}/first", data={"title": title[0]})
    assert lines(main_of(librarian.get(where)))[1] == "夜航"
    librarian.post(f"{where}/take-out", data={"title": title[0]})
    assert lines(main_of(librarian.get(where))) == ["夜航"]
    assert told(librarian, librarian.post(where, data={"name": "冬夜", "shown": "1"})) == "书单已保存"
    assert "冬夜" in librarian.get("/browse").text
    assert librarian.post(f"{where}/remove").status_code == 422
    assert told(librarian, librarian.post(f"{where}/remove", data={"sure": "1"})) == "书单已删除"
    assert librarian.get(where).status_code == 404


def test_home_says_what_waits(ground: Ground, librarian: TestClient) -> None:
    page = main_of(librarian.get("/staff"))
    links = dict(
        zip([one.text_content() for one in page.xpath(".//a")], page.xpath(".//a/@href"), strict=True)
    )
    assert links["有 1 项制作失败"] == "/staff/conversions?state=failed"
    assert any(one.startswith("/staff/intakes?state=refused") for one in links.values())
    assert "/staff" in html.document_fromstring(librarian.get("/").text).xpath("//header//nav//a/@href")
    reader = html.document_fromstring(ground.client("patron").get("/").text)
    assert "/staff" not in reader.xpath("//header//nav//a/@href")
    machine = main_of(ground.client("admin").get("/staff"))
    assert "/staff/conversions" in machine.xpath(".//a/@href")
    assert "/staff/intakes/new" not in machine.xpath(".//a/@href")
