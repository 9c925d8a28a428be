"""Every page, for everybody, in every language: a title, one h1, a language, help in the same place, nothing kept by the browser."""

from __future__ import annotations

import re

import pytest
from lxml import html

from converters.messages import LANGUAGES
from tests.web_ground import EVERYBODY, ROLES, Ground
from tests.web_pages import addresses, routes
from web.access import Who, who_may

CODE = re.compile(r"\b(?:ask|nav|said|form|error|sign-in|settings|facet|book|shelf|account)-[a-z0-9-]+\b")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", ROLES)
def test_every_page_that_may_be_opened(ground: Ground, who: str, language: str) -> None:
    client = ground.client(who, language)
    client.cookies.set("language", language)
    seen = 0
    for page in addresses(ground):
        answer = client.get(page.address)
        if not page.may(who):
            assert answer.status_code in page.refusals(who), page
            continue
        assert answer.status_code in page.statuses(who), (page, answer.text[:3000])
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        seen += 1
        check_page(answer.text, answer.headers["content-language"], str(page))
        assert answer.headers["cache-control"] == "no-store"
        assert "script" not in answer.headers["content-security-policy"].replace("script-src 'self'", "")
        assert len(answer.content) < 30_000, page
    assert seen >= 5


def check_page(text: str, language: str, where: str) -> None:
    root = html.document_fromstring(text)
    assert root.get("lang") == language, where
    assert len(root.findall(".//h1")) == 1, where
    heading = root.findtext(".//h1") or root.find(".//h1").text_content()
    title = root.findtext(".//title")
    assert title is not None
    assert heading.strip() in title, where
    assert root.find(".//main[@id='main']") is not None
    assert root.find(".//header/a[@href='#main']") is not None
    links = list(root.iterfind(".//header//nav//a"))
    assert links[0].get("href") == "/settings", where
    assert root.find(".//footer/p[@class='help']/a").get("href", "").startswith("tel:")
    ids = [element.get("id") for element in root.iter() if isinstance(element.tag, str) and element.get("id")]
    assert len(ids) == len(set(ids)), where
    for element in root.iter():
        if isinstance(element.tag, str):
            assert not element.get("style"), where
            assert not [name for name in element.attrib if name.startswith("on")], where
            if element.tag == "script":
                assert element.get("src"), where
                assert not element.text, where
    for control in root.iterfind(".//*[@aria-describedby]"):
        for name in control.get("aria-describedby", "").split():
            assert name in ids, (where, name)
    words = root.find(".//main").text_content()
    assert not CODE.findall(words), (where, CODE.findall(words))


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_open_what(ground: Ground, who: str) -> None:
    """Every route, also those that take forms: let in, sent to sign in, or told that it is not for them."""
    client = ground.client(who)
    for page in addresses(ground, forms=True):
        if who not in {"nobody", "app"}:  # one of the forms signs out
            client.cookies.set("session", ground.token(who))
        elif who == "app":  # and one ends all passwords
            client.headers["authorization"] = ground.basic()
        answer = client.get(page.address) if page.method == "GET" else client.post(page.address)
        if page.may(who):
            assert answer.status_code != 401, page
            assert answer.status_code != 403 or page.who is not Who.STAFF, page
            assert not answer.headers.get("location", "").startswith("/sign-in?"), page
        else:
            assert answer.status_code in page.refusals(who), (page, answer.text[:500])
            if answer.status_code == 303:
                assert answer.headers["location"].startswith("/sign-in?next="), page
            if answer.status_code == 401:
                assert answer.headers["www-authenticate"].startswith("Basic "), page


def test_no_route_is_beside_the_table(ground: Ground) -> None:
    """Every route of the application is one of the table's, and says who may open it."""
    known = {(method, route.path) for method, route in routes()}
    there = set()
    waiting = list(ground.app.routes)
    while waiting:
        route = waiting.pop()
        inner = getattr(route, "routes", None) or getattr(
            getattr(route, "original_router", None), "routes", []
        )
        waiting += inner
        for method in getattr(route, "methods", None) or ():
            if method not in {"HEAD", "OPTIONS"}:
                assert who_may(route) is not None, route
                there.add((method, route.path))
    assert there == known
    assert len(known) > 100
