"""The lending desk in a real browser: a scanner types a code and Enter, the field keeps the focus, each answer is announced once, and nothing that is scanned meanwhile is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.server import serve
from tests.service_ground import LIMIT
from tests.web_ground import Ground

pytestmark = pytest.mark.slow
MILLISECONDS = LIMIT * 1000
_HEAR = "window.heard = []; document.ariaNotify = (text) => window.heard.push(text);"


@pytest.fixture(scope="module")
def address(ground: Ground) -> Iterator[str]:
    with serve(ground) as made:
        yield made


def desk(ground: Ground, address: str, browser: Browser, *, scripts: bool = True) -> Page:
    context = browser.new_context(locale="zh-CN", bypass_csp=True, java_script_enabled=scripts)
    context.set_default_timeout(MILLISECONDS)
    expect.set_options(timeout=MILLISECONDS)
    context.add_cookies([{"name": "session", "value": ground.token("librarian"), "url": address}])
    page = context.new_page()
    page.add_init_script(_HEAR)
    page.goto(f"{address}/staff/desk")
    expect(page.locator("#code")).to_be_focused()  # what is scanned sooner goes nowhere
    return page


def scan(page: Page, code: str) -> None:
    """As a scanner does it: into whatever has the focus."""
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def heard(page: Page, count: int) -> list[str]:
    page.wait_for_function("count => window.heard.length >= count", arg=count, timeout=MILLISECONDS)
    return list(page.evaluate("window.heard"))


def test_a_card_and_two_books_one_after_the_other(ground: Ground, address: str, browser: Browser) -> None:
    page = desk(ground, address, browser)
    scan(page, "nb-0004")
    page.wait_for_url(f"**/staff/desk/{ground.people['stranger']}")
    expect(page.locator("#code")).to_be_focused()
    expect(page.locator("#code")).to_have_accessible_description(
        "现借 0 件，预约到馆 0 件。 用扫描枪扫，或输入后按回车。"
    )
    page.evaluate("window.here = true")
    scan(page, "L24")
    scan(page, "L25")  # without waiting for an answer
    said = heard(page, 2)
    assert [
        ("散文第24集" in said[0], "已借出" in said[0]),
        ("散文第25集" in said[1], "已借出" in said[1]),
    ] == [(True, True)] * 2
    expect(page.locator("#code")).to_be_focused()
    expect(page.locator("#code")).to_have_value("")
    expect(page.locator("#desk h3")).to_have_count(2)
    assert page.evaluate("window.here"), "the page was not loaded anew"

    scan(page, "NOSUCH")
    assert "NOSUCH" in heard(page, 3)[2]
    expect(page.locator("#code")).to_have_value("NOSUCH")
    page.get_by_label("归还").check()
    page.locator("#code").focus()
    page.keyboard.press("Control+A")
    scan(page, "L24")
    assert heard(page, 4)[3].startswith("已归还《散文第24集》")
    expect(page.locator("#desk h3")).to_have_count(1)
    page.context.close()


def test_without_scripts(ground: Ground, address: str, browser: Browser) -> None:
    page = desk(ground, address, browser, scripts=False)
    scan(
        page,
        "L25" if ground.service.loans.look_up(ground.people["librarian"], "L25").state == "lent" else "B1",
    )
    expect(page.locator(".notice h2")).to_contain_text("已归还")
    expect(page.locator("#code")).to_be_focused()
    expect(page.locator("#code")).to_have_accessible_description(
        page.locator("#desk-said").inner_text() + " 用扫描枪扫，或输入后按回车。"
    )
    scan(page, "NOSUCH")
    expect(page.locator(".summary h2")).to_contain_text("NOSUCH")
    assert page.title().startswith("错误：")
    page.context.close()
