"""Signing in, out, with a PIN, a link, a code; what is kept of what was typed."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default

import pyotp
from lxml import html
from starlette.testclient import TestClient

from accessible_reader.people.sign_in.pin_sign_in import put_pin
from accessible_reader.people.sign_in.pins import PinCost, PinHasher
from tests.web_ground import ADDRESS, PIN, Ground


def with_pin(ground: Ground, who: str = "patron") -> str:
    """Give them the PIN; their card."""
    with ground.service.database.transaction() as session:
        put_pin(
            session,
            ground.service.keys,
            PinHasher(ground.service.keys, PinCost(1, 64, 1)),
            ground.people[who],
            PIN,
            temporary=False,
        )
    return {"patron": "NB0001", "stranger": "NB0004", "carer": "NB0002"}[who]


def test_in_and_out(ground: Ground) -> None:
    card = with_pin(ground)
    client = ground.client()
    answer = client.post("/sign-in", data={"card": f" {card.lower()} ", "pin": PIN, "next": "/shelf"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/shelf")
    page = client.get("/shelf")
    root = html.document_fromstring(page.text)
    focused = root.xpath("//h2[@autofocus]")
    assert [one.text_content() for one in focused] == ["登录成功"]
    assert not html.document_fromstring(client.get("/shelf").text).xpath("//h2[@autofocus]"), "said once"
    answer = client.post("/sign-out")
    assert "cache" in answer.headers["clear-site-data"]
    assert client.get("/shelf").status_code == 303


def test_what_is_wrong_is_said_first_and_the_card_is_kept(ground: Ground) -> None:
    client = ground.client()
    answer = client.post("/sign-in", data={"card": "NB0001", "pin": "", "next": "/shelf"})
    assert answer.status_code == 422
    root = html.document_fromstring(answer.text)
    assert root.findtext(".//title", "").startswith("错误：")
    summary = root.xpath("//div[@class='summary']")[0]
    assert summary.xpath("h2[@tabindex='-1'][@autofocus]")[0].text_content() == "有 1 处需要更正"
    assert summary.xpath(".//a/@href") == ["#f-pin"]
    assert not root.xpath("//*[@role='alert']"), "it would be said two or three times"
    assert root.get_element_by_id("f-card").get("value") == "NB0001"
    pin = root.get_element_by_id("f-pin")
    assert pin.get("value") is None
    assert pin.get("aria-invalid") == "true"
    assert (
        root.get_element_by_id(pin.get("aria-describedby")).text_content().strip().endswith("请填写“密码”。")
    )
    assert root.xpath("//input[@name='next']/@value") == ["/shelf"]


def test_a_wrong_pin_tells_nothing(ground: Ground) -> None:
    with_pin(ground, "stranger")
    client = ground.client()
    wrong = client.post("/sign-in", data={"card": "NB0004", "pin": "999111"})
    nobody = client.post("/sign-in", data={"card": "NB9999", "pin": "999111"})
    assert wrong.status_code == nobody.status_code == 422
    told = [
        html.document_fromstring(one.text).xpath("//div[@class='summary']//li")[0].text_content()
        for one in (wrong, nobody)
    ]
    assert told[0] == told[1]
    assert "999111" not in wrong.text


def test_a_link_by_mail(ground: Ground) -> None:
    client = ground.client()
    known = client.post("/sign-in/link", data={"known_as": "wang@example.com"})
    unknown = client.post("/sign-in/link", data={"known_as": "nobody@example.com"})
    assert known.headers["location"] == unknown.headers["location"] == "/sign-in/link/use"
    letters = sorted((ground.service.settings.data / "outbox").glob("*.eml"))
    assert len(letters) == 1
    letter = message_from_bytes(letters[0].read_bytes(), policy=default)
    link = re.search(r"http\S+#\S+", letter.get_content())
    assert link is not None
    assert client.post("/sign-in/link/use", data={"link": link[0]}).headers["location"] == "/"
    assert client.get("/account").status_code == 200
    again = ground.client().post("/sign-in/link/use", data={"link": link[0]})
    assert again.status_code == 422


def test_a_pin_of_ones_own(ground: Ground) -> None:
    client = ground.client()
    client.cookies.set("session", ground.token("carer"))
    answer = client.post("/account/pin", data={"new_pin": "123456", "again": "123456"})
    assert answer.status_code == 422
    assert "123456" not in answer.text
    assert client.post("/account/pin", data={"new_pin": "840262", "again": "840263"}).status_code == 422
    answer = client.post("/account/pin", data={"new_pin": "840262", "again": "840262"})
    assert answer.headers["location"] == "/"
    assert client.get("/account").status_code == 200, "this session goes on"


def test_codes_of_an_app(ground: Ground) -> None:
    client = ground.client()
    client.cookies.set("session", ground.token("stranger"))
    page = html.document_fromstring(client.post("/account/second-factor/app").text)
    secret = page.xpath("//code[@class='secret']")[0].text_content().replace(" ", "")
    assert client.post("/account/second-factor/app/confirm", data={"app_code": "000000"}).status_code == 422
    answer = client.post("/account/second-factor/app/confirm", data={"app_code": pyotp.TOTP(secret).now()})
    codes = [one.text_content() for one in html.document_fromstring(answer.text).xpath("//ol//code")]
    assert len(codes) == 10
    half = ground.client()
    half.cookies.set("session", ground.token("stranger"))
    answer = half.get("/shelf")
    assert answer.headers["location"] == "/sign-in/second?next=/shelf"
    assert half.get("/sign-in/second?next=/shelf").status_code == 200
    assert half.post("/sign-in/second", data={"code": "1", "next": "/shelf"}).status_code == 422
    answer = half.post("/sign-in/second", data={"code": codes[0], "next": "/shelf"})
    assert answer.headers["location"] == "/shelf"
    assert half.get("/shelf").status_code == 200
    assert half.post("/account/second-factor/app/remove").status_code == 303


def test_a_passkey_answer_that_is_none(ground: Ground) -> None:
    client = ground.client()
    question = client.post("/sign-in/passkey/question").json()
    assert question["options"]["challenge"]
    for body in ({}, {"id": question["id"], "answer": {}}, {"id": 1, "answer": "x"}, [1]):
        answer = client.post("/sign-in/passkey", json=body)
        assert answer.status_code == 422, body
    assert client.post("/sign-in/passkey", content=b"\xff").status_code == 422


def test_settings_of_nobody_are_a_cookie_and_of_somebody_the_account(ground: Ground) -> None:
    client = ground.client()
    chosen = {"theme": "yellow-on-black", "size": "200", "spacing": "wide", "motion": "1"}
    assert client.post("/settings", data=chosen).status_code == 303
    assert (
        'data-theme="yellow-on-black" data-size="200" data-spacing="wide" data-motion="reduced"'
        in client.get("/").text
    )
    client.cookies.set("session", ground.token("patron"))
    assert client.post("/settings", data={**chosen, "theme": "sepia"}).status_code == 303
    assert "display" not in client.cookies, "nothing is left for the next person"
    elsewhere = TestClient(ground.app, base_url=ADDRESS, cookies={"session": ground.token("patron")})
    assert 'data-theme="sepia" data-size="200"' in elsewhere.get("/shelf").text
    client.post("/settings/reset")
    assert 'data-theme="system" data-size="100"' in elsewhere.get("/shelf").text


def test_the_language_of_pages(ground: Ground) -> None:
    def language(client: TestClient, address: str = "/") -> str:
        return str(html.document_fromstring(client.get(address).text).get("lang"))

    assert language(ground.client(language="fr")) == "zh-CN"
    assert language(ground.client(language="zh-HK,en;q=0.5")) == "zh-TW"
    assert language(ground.client(language="fr, en;q=0.8, zh;q=0.2")) == "en"
    assert language(ground.client(), "/?lang=en") == "en"
    chosen = ground.client(language="en")
    chosen.post("/language", data={"language": "zh-TW", "back": "/search"})
    assert language(chosen, "/?lang=en") == "zh-TW", "a link does not overrule one's own choice"
    signed_in = ground.client("stranger")
    signed_in.cookies.set("session", ground.token("stranger"))
    signed_in.post("/language", data={"language": "en", "back": "/"})
    elsewhere = ground.client(language="zh-CN")
    elsewhere.cookies.set("session", ground.token("stranger"))
    assert language(elsewhere) == "en"
    signed_in.post("/language", data={"language": "zh-CN", "back": "/"})
