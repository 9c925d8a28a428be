"""What librarians do for readers: register, find, verify, write down, help in; and what they are told where they may not."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import count

import pytest
from lxml import html
from starlette.testclient import TestClient

from accessible_reader.audit import SYSTEM, seen_of
from accessible_reader.database import now
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.permissions import Role
from tests.web_ground import Ground
from web.i18n import words_in

NUMBERS = count(1)


def main_of(answer: object) -> html.HtmlElement:
    return html.document_fromstring(answer.text).get_element_by_id("main")


def answers(ground: Ground, **more: str) -> dict[str, str]:
    number = next(NUMBERS)
    given = {
        "name": f"新读者{number}", "card": f"ST-{number:04}", "phone": "13900000000", "email": "", "address": "", "birth_year": "", "language": "zh-TW",
        "branch": ground.service.people.profile(ground.people["librarian"], ground.people["librarian"]).home_branch_id or "", "reads": "braille",
    }  # fmt: skip
    return given | more


@pytest.fixture
def librarian(ground: Ground) -> TestClient:
    return ground.client("librarian")


@pytest.fixture
def manager(ground: Ground) -> TestClient:
    return ground.client("manager")


def register(ground: Ground, client: TestClient, **more: str) -> tuple[str, str, str]:
    """Id, card and first PIN of somebody new."""
    sent = answers(ground, **more)
    page = main_of(client.post("/staff/patrons/new", data=sent | {"step": "keep"}))
    card, pin = [one.text_content() for one in page.xpath(".//dd[@class='slip-number']")]
    person = ground.service.people.find(ground.people["librarian"], sent["branch"], "card", card)[0]
    return person, card, pin


def told(client: TestClient, answer: object) -> str:
    assert answer.status_code == 303, answer.text[-1500:]
    return main_of(client.get(answer.headers["location"])).xpath(".//h2[@autofocus]")[0].text_content()


def test_registering_asks_once_more_and_tells_a_pin_that_lets_in(
    ground: Ground, librarian: TestClient
) -> None:
    sent = answers(ground)
    page = main_of(librarian.post("/staff/patrons/new", data=sent))
    assert page.findtext("h1") == "请核对登记内容"
    assert "没有填" in page.text_content()
    branch = sent["branch"]
    find = ground.service.people.find
    assert find(ground.people["librarian"], branch, "card", sent["card"]) == []
    hidden = {one.get("name"): one.get("value") for one in page.xpath(".//form/input")}
    back = librarian.post("/staff/patrons/new", data=hidden | {"step": "change"})
    assert back.status_code == 200
    assert main_of(back).xpath("string(.//input[@id='f-name']/@value)") == sent["name"]
    kept = librarian.post("/staff/patrons/new", data=hidden | {"step": "keep"})
    card, pin = [one.text_content() for one in main_of(kept).xpath(".//dd[@class='slip-number']")]
    assert card == sent["card"].replace("-", "")
    assert ground.service.sign_in.with_pin(card, pin, address="").must_change_pin
    person = find(ground.people["librarian"], branch, "card", card)[0]
    profile = ground.service.people.profile(ground.people["librarian"], person)
    assert (profile.language, [one.role for one in profile.roles]) == ("zh-TW", [Role.PATRON])
    assert "摸读盲文" in main_of(librarian.get(f"/staff/patrons/{person}")).text_content()
    again = librarian.post("/staff/patrons/new", data=hidden | {"step": "keep"})
    assert again.status_code == 422
    assert pin not in again.text


def test_what_does_not_fit_is_said_at_its_field_all_at_once(ground: Ground, librarian: TestClient) -> None:
    sent = answers(ground, name="", phone="abc", email="x", birth_year="3000")
    page = main_of(librarian.post("/staff/patrons/new", data=sent))
    links = page.xpath(".//div[@class='summary']//a/@href")
    assert links == ["#f-name", "#f-phone", "#f-email", "#f-birth-year"]
    page = main_of(librarian.post("/staff/patrons/new", data=answers(ground, card="nb 0001")))
    assert page.xpath(".//div[@class='summary']//a/@href") == ["#f-card"]


def test_nothing_but_the_form_is_taken_over(ground: Ground, librarian: TestClient) -> None:
    """Mass assignment: more fields than were asked for change nothing."""
    person, _, _ = register(
        ground, librarian, role="admin", person_id="0" * 32, eligible="1", pin="739105", added_at="1999-01-01", **{"roles[]": "librarian"}
    )  # fmt: skip
    profile = ground.service.people.profile(ground.people["librarian"], person)
    assert [one.role for one in profile.roles] == [Role.PATRON]
    assert not ground.service.eligibility.status(ground.people["librarian"], person).in_force
    main = next(one.id for one in ground.service.branches.tree() if one.code == "main")
    refused = librarian.post("/staff/patrons/new", data=answers(ground, branch=main) | {"step": "keep"})
    assert refused.status_code == 422, "a branch that is not hers"


def test_finding_leaves_no_trace_in_addresses(ground: Ground, librarian: TestClient) -> None:
    person, card, _ = register(ground, librarian)
    for by, value in (("card", card.lower()), ("card", f"{card[:2]} {card[2:]}")):
        answer = librarian.post("/staff/patrons", data={"by": by, "value": value})
        assert answer.headers["location"] == f"/staff/patrons/{person}"
    same = [register(ground, librarian, name="同名同姓")[0] for _ in range(2)]
    page = main_of(librarian.post("/staff/patrons", data={"by": "name", "value": "同名同姓"}))
    assert page.xpath(".//ul[@class='results']//a/@href") == [f"/staff/patrons/{one}" for one in same]
    nobody = main_of(librarian.post("/staff/patrons", data={"by": "name", "value": "谁也不是"}))
    assert nobody.xpath("string(.//h2[@autofocus])") == "没有找到这位读者"
    assert librarian.post("/staff/patrons", data={"by": "birth_year", "value": "1951"}).status_code == 422


def test_titles_and_addresses_name_nobody_and_every_look_is_noted(
    ground: Ground, librarian: TestClient
) -> None:
    person, _, _ = register(ground, librarian, name="陆放翁")
    before = len(seen_of(ground.service.database, person))
    for path in ("", "/details", "/eligibility", "/consents", "/care", "/sign-in", "/card"):
        answer = librarian.get(f"/staff/patrons/{person}{path}")
        page = html.document_fromstring(answer.text)
        assert "陆放翁" not in page.findtext(".//title"), path
        assert "陆放翁" in page.get_element_by_id("main").text_content() or path == "/details"
        noted = seen_of(ground.service.database, person)
        assert len(noted) > before, path
        assert noted[0].actor == ground.people["librarian"]
        before = len(noted)
    first = librarian.get(f"/staff/patrons/{person}").text
    assert "13900000000" not in first, "contact data only where somebody asks for it"
    assert "/erase" not in first
    assert "/data" in ground.client("manager").get(f"/staff/patrons/{person}").text


def test_eligibility_needs_consent_a_proof_and_somebody_else(ground: Ground, librarian: TestClient) -> None:
    person, _, _ = register(ground, librarian)
    page = f"/staff/patrons/{person}/eligibility"
    given = {"basis": "visual", "proof": "disability_certificate", "certificate": "3306021951 0815 1237"}
    assert "征得本人单独同意" in main_of(librarian.get(page)).text_content()
    assert librarian.post(page, data=given).status_code == 422
    consents = f"/staff/patrons/{person}/consents"
    assert librarian.post(consents, data={"kind": "sensitive_data", "how": ""}).status_code == 422
    assert librarian.post(consents, data={"kind": "sensitive_data", "how": "online"}).status_code == 422
    done = librarian.post(consents, data={"kind": "sensitive_data", "how": "paper"})
    assert told(librarian, done)
    soon = (now() + timedelta(days=20)).date()
    assert (
        told(
            librarian,
            librarian.post(page, data=given | {"until": f"{soon.year}年{soon.month}月{soon.day}日"}),
        )
        == "资格已记录"
    )
    text = librarian.get(page).text
    shown = main_of(librarian.get(page)).text_content()
    assert "1237" in shown
    assert "08151237" not in text.replace(" ", "")
    assert "您自己" in shown
    assert "已告诉读者快到期了" in shown
    assert str(soon.day) in main_of(librarian.get(f"/staff/patrons/{person}")).text_content()
    for bad, field in (
        ({"until": "2020-1-1"}, "until"),
        ({"until": "明天"}, "until"),
        ({"certificate": ""}, "certificate"),
    ):
        refused = main_of(librarian.post(page, data=given | bad))
        assert refused.xpath(".//div[@class='summary']//a/@href") == [f"#f-{field}"]
    assert told(librarian, librarian.post(f"{page}/end")) == "资格已终止"
    own = f"/staff/patrons/{ground.people['librarian']}/eligibility"
    assert "不能" in main_of(librarian.get(own)).text_content()
    assert librarian.post(own, data={"basis": "visual", "proof": "doctor"}).status_code == 422


def test_care_is_set_up_with_scopes_and_an_end(ground: Ground, librarian: TestClient) -> None:
    person, _, _ = register(ground, librarian)
    carer, card, _ = register(ground, librarian, name="照护人")
    page = f"/staff/patrons/{person}/care"
    until = (now() + timedelta(days=100)).date().isoformat()
    sent = {"carer_card": card, "scopes": ["request", "receive"], "how": "phone", "until": until}
    for bad, field in (
        ({"carer_card": "NOBODY1"}, "carer-card"),
        ({"scopes": []}, "scopes-1"),
        ({"scopes": ["everything"]}, "scopes-1"),
        ({"until": "2099-01-01"}, "until"),
        ({"how": "online"}, "how-1"),
    ):
        refused = main_of(librarian.post(page, data=sent | bad))
        assert refused.xpath(".//div[@class='summary']//a/@href") == [f"#f-{field}"], bad
    assert told(librarian, librarian.post(page, data=sent)) == "照护关系已设立"
    (relation,) = ground.service.care.of(carer, carer)
    assert (relation.scopes, relation.how) == (("receive", "request"), "phone")
    other = f"/staff/patrons/{ground.people['stranger']}/care/{relation.id}/end"
    assert librarian.post(other).status_code == 404, "it is not of that person"
    assert told(librarian, librarian.post(f"{page}/{relation.id}/end"))


def test_a_forgotten_pin_and_lost_sessions(
    ground: Ground, librarian: TestClient, manager: TestClient
) -> None:
    person, card, first = register(ground, librarian)
    ground.service.sign_in.with_pin(card, first, address="")
    page = f"/staff/patrons/{person}/sign-in"
    assert librarian.post(f"{page}/first-pin").status_code == 409
    assert librarian.post(f"{page}/reset-pin", data={"note": ""}).status_code == 422
    answer = librarian.post(f"{page}/reset-pin", data={"note": "回拨登记电话，核对了地址"})
    pin = main_of(answer).xpath(".//dd[@class='slip-number']")[1].text_content()
    assert pin != first
    assert ground.service.sign_in.with_pin(card, pin, address="").person_id == person
    assert "1" in told(librarian, librarian.post(f"{page}/end-sessions"))
    assert librarian.post(f"{page}/reset-second-factor").status_code == 403
    assert told(manager, manager.post(f"{page}/reset-second-factor"))
    staff = f"/staff/patrons/{ground.people['manager']}/sign-in/reset-pin"
    assert librarian.post(staff, data={"note": "我是馆长"}).status_code == 403


def test_a_copy_of_everything_and_being_forgotten(
    ground: Ground, librarian: TestClient, manager: TestClient
) -> None:
    person, card, _ = register(ground, librarian, name="将被遗忘")
    data, erase = f"/staff/patrons/{person}/data", f"/staff/patrons/{person}/erase"
    for path in (data, erase):
        assert librarian.get(path).status_code == 403
        assert librarian.post(path, data={"card_again": card}).status_code == 403
    answer = manager.post(data)
    assert json.loads(answer.text)["data"]["person"]["name"] == "将被遗忘"
    assert card not in answer.headers["content-disposition"]
    assert manager.post(erase, data={"card_again": "NB0001"}).status_code == 422
    assert manager.get(f"/staff/patrons/{person}").status_code == 200
    assert told(manager, manager.post(erase, data={"card_again": card.lower()}))
    assert manager.get(f"/staff/patrons/{person}").status_code == 404
    patron = f"/staff/patrons/{ground.people['patron']}/erase"
    refused = manager.post(patron, data={"card_again": "NB0001"})
    assert refused.status_code == 422, "things are still out"
    assert words_in("zh-CN")("erase-loans-open", count=1) in main_of(refused).xpath(
        "string(.//div[@class='summary'])"
    )


def test_readers_of_another_branch_are_none_of_ours(ground: Ground, librarian: TestClient) -> None:
    profile = ground.service.people.profile(ground.people["patron"], ground.people["patron"])
    main = next(one.id for one in ground.service.branches.tree() if one.id != profile.home_branch_id)

    other = ground.service.people.register(
        SYSTEM, NewPerson("外馆读者", f"FAR{next(NUMBERS)}", home_branch_id=main)
    )
    answer = librarian.get(f"/staff/patrons/{other}")
    assert answer.status_code == 403
    assert "外馆读者" not in answer.text
    assert (
        main_of(librarian.post("/staff/patrons", data={"by": "name", "value": "外馆读者"})).xpath(
            "string(.//h2)"
        )
        == "没有找到这位读者"
    )
