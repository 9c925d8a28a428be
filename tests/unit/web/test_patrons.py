"""What readers do: find, borrow, wait, have made, take away; and carers for them."""

from __future__ import annotations

import json

import pytest
from lxml import html
from starlette.testclient import TestClient

from accessible_reader.conversions.models import ConversionRecord, Provision
from accessible_reader.database import func, select
from accessible_reader.people.permissions import Scope
from tests.web_ground import Ground


@pytest.fixture
def patron(ground: Ground) -> TestClient:
    client = ground.client()
    client.cookies.set("session", ground.token("patron"))
    return client


def main_of(answer: object) -> html.HtmlElement:
    return html.document_fromstring(answer.text).get_element_by_id("main")


def told(client: TestClient, answer: object) -> str:
    """What the next page says first."""
    assert answer.status_code == 303, answer.text[:500]
    return main_of(client.get(answer.headers["location"])).xpath(".//h2[@autofocus]")[0].text_content()


def test_search_by_words_facets_and_pages(ground: Ground) -> None:
    client = ground.client()
    page = main_of(client.get("/search", params={"q": "散文第"}))
    assert page.findtext(".//h1") == "找书：散文第"
    assert page.get_element_by_id("found").text_content().strip() == "找到 25 种书"
    assert len(page.xpath(".//ul[@class='results']/li/h3/a")) == 20
    rest = main_of(client.get(page.xpath(".//a[@rel='next']/@href")[0]))
    assert len(rest.xpath(".//ul[@class='results']/li/h3/a")) == 5
    narrower = [
        link
        for link in main_of(client.get("/search", params={"q": "夜"})).xpath(".//details//a/@href")
        if "language=en" in link
    ]
    page = main_of(client.get("/search", params={"language": "en"}))
    assert [one.text_content().strip() for one in page.xpath(".//ul[@class='results']//h3")] == [
        "The Night Ferry"
    ]
    assert page.xpath(".//ul[@class='results']//span[@lang='en']")
    assert "去掉" in page.text_content()
    assert narrower is not None
    nothing = main_of(client.get("/search", params={"q": "qqqqzz"}))
    assert nothing.get_element_by_id("found").text_content().strip() == "没有找到"
    assert client.get("/search?after=rubbish").status_code == 422


def test_htmx_gets_the_inside_of_main_alone(ground: Ground) -> None:
    answer = ground.client().get("/search?q=夜", headers={"hx-request": "true", "hx-target": "main#main"})
    assert answer.text.lstrip().startswith("<title>")
    assert "<html" not in answer.text
    assert "<h1>" in answer.text
    assert "HX-Request" in answer.headers["vary"]


def test_borrow_wish_and_give_back(ground: Ground, patron: TestClient) -> None:
    title = ground.chinese[0]
    assert told(patron, patron.post(f"/book/{title}/borrow")) == "已借到《夜航》"
    assert "夜航" in main_of(patron.get("/shelf")).text_content()
    loan = main_of(patron.get(f"/book/{title}")).xpath(".//form[contains(@action,'/return')]/@action")[0]
    stranger = ground.client("stranger")
    assert stranger.post(loan).status_code == 403, "it is not theirs"
    assert "到期" in told(patron, patron.post(loan.replace("/return", "/renew")))
    assert told(patron, patron.post(loan)) == "已归还"
    assert told(patron, patron.post(f"/book/{title}/unwish")) == "已从想读中去掉"
    assert told(patron, patron.post(f"/book/{title}/wish")) == "已加入想读"


def test_a_restricted_book_is_shown_to_all_and_given_to_few(ground: Ground) -> None:
    title = ground.english[0]
    stranger = ground.client("stranger")
    page = main_of(stranger.get(f"/book/{title}"))
    assert "只提供给阅读障碍者" in page.text_content()
    assert not page.xpath(".//form[contains(@action,'/borrow')]")
    for address in (f"/book/{title}/borrow", f"/making/{ground.ready}/take"):
        answer = stranger.post(address)
        assert answer.status_code == 403
        assert "010-0000-0000" in answer.text, "whom to call"
    assert stranger.post(f"/book/{title}/make", data={"format": "daisy-202"}).status_code == 403


def test_wait_for_a_copy(ground: Ground) -> None:
    client = ground.client()
    client.cookies.set("session", ground.token("stranger"))
    title = ground.english[0]
    answer = client.post(f"/book/{title}/hold", data={"kind": "braille", "pickup": "nowhere"})
    assert answer.status_code == 404
    assert (
        told(client, client.post(f"/book/{title}/hold", data={"kind": "braille", "pickup": "north"}))
        == "已预约《The Night Ferry》"
    )
    page = main_of(client.get("/shelf"))
    assert "前面还有 0 人" in page.text_content()
    pause = page.xpath(".//form[contains(@action,'/pause')]/@action")[0]
    assert told(client, client.post(pause)) == "预约已暂停"
    assert told(client, client.post(pause.replace("pause", "resume"))) == "预约已恢复"
    assert told(client, client.post(pause.replace("pause", "cancel"))) == "预约已取消"


def test_have_it_made_and_watch(ground: Ground, patron: TestClient) -> None:
    assert patron.post(f"/book/{ground.english[0]}/make", data={}).status_code == 422
    assert patron.post(f"/book/{ground.english[0]}/make", data={"format": "book-json"}).status_code == 422
    answer = patron.post(f"/book/{ground.english[0]}/make", data={"format": "daisy-202"})
    address = answer.headers["location"]
    page = main_of(patron.get(address))
    assert "排队中" in page.get_element_by_id("progress").text_content()
    line = page.get_element_by_id("progress")
    assert line.get("data-status") is None, "what is on the page is not announced as well"
    again = html.fragment_fromstring(patron.get(line.get("data-hx-get"), headers={"hx-request": "true"}).text)
    assert again.get("data-status") is None
    name = address.rpartition("/")[2]
    with ground.service.database.transaction() as session:
        row = session.get_one(ConversionRecord, name)
        row.state, row.weight_done, row.weight_total = "running", 60, 100
    later = html.fragment_fromstring(patron.get(line.get("data-hx-get"), headers={"hx-request": "true"}).text)
    assert "已完成 60%" in later.get("data-status")
    assert not later.xpath(".//*[@data-autofocus]"), "the reader may be elsewhere on the page"
    failed = main_of(patron.get(f"/making/{ground.failed}"))
    assert failed.get_element_by_id("progress").get("data-hx-get") is None


def test_take_it_away_once_and_in_parts(ground: Ground, patron: TestClient) -> None:
    def given() -> int:
        with ground.service.database.reading() as session:
            return session.scalar(select(func.count()).select_from(Provision)) or 0

    before = given()
    answer = patron.post(f"/making/{ground.ready}/take")
    address = answer.headers["location"]
    assert given() == before + 1, "the ledger has its line before anything leaves"
    got = patron.get(address)
    assert "attachment" in got.headers["content-disposition"]
    assert got.headers["cache-control"] == "no-store"
    assert "阅读障碍者专用".encode() not in got.content, "BRF is ASCII"
    head = patron.head(address)
    assert (head.status_code, head.headers["content-length"]) == (200, str(len(got.content)))
    part = patron.get(address, headers={"range": "bytes=2-5"})
    assert (part.status_code, part.content) == (206, got.content[2:6])
    assert given() == before + 1
    elsewhere = ground.client()
    elsewhere.cookies.set("session", ground.token("patron"))
    assert elsewhere.get(address).status_code == 404, "the address is of one session"
    assert ground.client("stranger").get(address).status_code == 404
    for path in (ground.service.settings.data / "given").glob("*/about.json"):
        about = json.loads(path.read_text("utf-8")) | {"until": "2020-01-01T00:00:00+00:00"}
        path.write_text(json.dumps(about), "utf-8")
    assert patron.get(address).status_code == 404


def test_carers_act_within_what_they_were_given(ground: Ground, patron: TestClient) -> None:
    answer = patron.post("/care", data={"carer_card": "NOBODY", "scopes": ["request"]})
    assert answer.status_code == 422
    assert main_of(answer).get_element_by_id("f-carer-card").get("value") == "NOBODY"
    assert patron.post("/care", data={"carer_card": "NB0002"}).status_code == 422
    assert patron.post("/care", data={"carer_card": "NB0002", "scopes": ["everything"]}).status_code == 422
    carer = ground.client()
    carer.cookies.set("session", ground.token("carer"))
    act = main_of(carer.get("/care")).xpath(".//form[contains(@action,'/act')]/@action")[0]
    assert told(carer, carer.post(act)) == "现在为 王小明 办理"
    assert "您正在为 王小明 办理" in carer.get("/search").text
    title = ground.chinese[0]
    told(carer, carer.post(f"/book/{title}/borrow"))
    mine = {
        one.edition_id for one in ground.service.loans.of(ground.people["patron"], ground.people["patron"])
    }
    assert ground.chinese[1] in mine
    assert not ground.service.loans.of(ground.people["carer"], ground.people["carer"])
    # Restricted books need the scope to receive, which was not given.
    assert carer.post(f"/book/{ground.english[0]}/borrow").status_code == 403
    assert patron.post(act).status_code == 404, "only the carer acts"
    assert told(carer, carer.post("/acting/end")) == "现在为您自己办理"


def test_a_patron_ends_care_in_one_step(ground: Ground) -> None:
    person = ground.people["stranger"]
    client = ground.client()
    client.cookies.set("session", ground.token("stranger"))
    told(client, client.post("/care", data={"carer_card": "NB0002", "scopes": [Scope.REQUEST.value]}))
    end = main_of(client.get("/care")).xpath(".//form[contains(@action,'/end')]/@action")[0]
    assert told(client, client.post(end)) == "照护关系已结束"
    assert not [one for one in ground.service.care.of(person, person) if one.in_force]


def test_preferences_are_kept_and_checked(ground: Ground, patron: TestClient) -> None:
    form = main_of(patron.get("/account/preferences")).xpath(".//form")[0]
    values = dict(form.form_values())
    answer = patron.post("/account/preferences", data={**values, "cells_in_braille": "12"})
    assert answer.status_code == 422
    assert main_of(answer).get_element_by_id("f-cells-in-braille").get("value") == "12"
    answer = patron.post(
        "/account/preferences",
        data={
            **values,
            "cells_in_braille": "32",
            "rate_in_speech": "1.25",
            "zh_in_voices": "espeak:cmn" if "espeak:cmn" in str(values) else "default",
        },
    )
    assert told(patron, answer) == "阅读偏好已保存"
    person = ground.people["patron"]
    kept = ground.service.preferences.of(person, person)
    assert (kept.braille.cells, kept.speech.rate) == (32, 1.25)
    assert kept.large_print.size is None


def test_consents_one_by_one(ground: Ground, patron: TestClient) -> None:
    assert patron.post("/account/consents/give", data={"kind": "everything"}).status_code == 422
    assert (
        told(patron, patron.post("/account/consents/give", data={"kind": "reading_history"}))
        == "已记下您的同意"
    )
    assert (
        told(patron, patron.post("/account/consents/withdraw", data={"kind": "reading_history"})) == "已撤回"
    )


def test_a_copy_of_everything_and_who_looked(ground: Ground, patron: TestClient) -> None:
    answer = patron.post("/account/data")
    assert "attachment" in answer.headers["content-disposition"]
    assert "王小明" in json.dumps(answer.json(), ensure_ascii=False)
    seen = main_of(patron.get("/account/seen"))
    assert "您自己" in seen.text_content()
    assert "工作人员或照护者" in seen.text_content()
    older = seen.xpath(".//a[@rel='next']/@href")
    assert all(patron.get(one).status_code == 200 for one in older)
