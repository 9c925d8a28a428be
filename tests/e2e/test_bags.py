"""Packing in a real browser: label and barcodes come from a scanner, the field keeps the focus, each answer is announced once; what is refused when the bag is closed is read first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.server import serve
from tests.service_ground import LIMIT
from tests.web_deliveries import Deliverer
from tests.web_ground import Ground

pytestmark = pytest.mark.slow
MILLISECONDS = LIMIT * 1000
_HEAR = "window.heard = []; document.ariaNotify = (text) => window.heard.push(text);"


@pytest.fixture(scope="module")
def address(ground: Ground) -> Iterator[str]:
    with serve(ground) as made:
        yield made


@pytest.fixture
def bag(ground: Ground) -> tuple[str, str, list[str]]:
    """Visit, number on the bag, barcodes of two things that belong in it."""
    deliverer, packing = Deliverer(ground), ground.service.packing
    visit = deliverer.confirmed(books=2)
    packing.start(deliverer.librarian, visit)
    view = packing.bag(deliverer.librarian, visit)
    return visit, view.bag, [one.volumes[0].barcode for one in view.lines]


def open_page(ground: Ground, address: str, browser: Browser, *, scripts: bool = True) -> Page:
    context = browser.new_context(locale="zh-CN", bypass_csp=True, java_script_enabled=scripts)
    context.set_default_timeout(MILLISECONDS)
    expect.set_options(timeout=MILLISECONDS)
    context.add_cookies([{"name": "session", "value": ground.token("librarian"), "url": address}])
    page = context.new_page()
    page.add_init_script(_HEAR)
    page.goto(f"{address}/staff/bags")
    expect(page.locator("#code")).to_be_focused()  # what is scanned sooner goes nowhere
    return page


def scan(page: Page, code: str) -> None:
    """As a scanner does it: into whatever has the focus."""
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def heard(page: Page, count: int) -> list[str]:
    page.wait_for_function("count => window.heard.length >= count", arg=count, timeout=MILLISECONDS)
    return list(page.evaluate("window.heard"))


def test_a_bag_is_packed_and_closed(
    ground: Ground, address: str, browser: Browser, bag: tuple[str, str, list[str]]
) -> None:
    visit, number, (first, second) = bag
    page = open_page(ground, address, browser)
    scan(page, number)
    page.wait_for_url(f"**/staff/bags/{visit}")
    expect(page.locator("#code")).to_be_focused()
    expect(page.locator("#code")).to_have_accessible_description(
        "还要装 2 件，已装好 0 件。 扫书的条码。扫另一个书袋的标签，就打开那个书袋。"
    )
    page.evaluate("window.here = true")
    scan(page, "L25")
    assert "不属于这个书袋" in heard(page, 1)[0]
    expect(page.locator("#code")).to_have_value("L25")
    scan(page, first)  # takes the place of what was refused
    scan(page, second)  # without waiting for an answer
    said = heard(page, 3)
    assert [said[1].endswith("还有 1 件没装。"), said[2].endswith("全部装好，可以封袋。")] == [True, True], (
        said
    )
    assert len(said) == 3
    expect(page.locator("#code")).to_be_focused()
    expect(page.locator("#code")).to_have_value("")
    assert page.evaluate("window.here"), "the page was not loaded anew"
    page.get_by_role("button", name="封袋", exact=True).click()
    expect(page.locator(".summary h2")).to_be_focused()
    page.get_by_label("回寄卡已放进书袋").check()
    page.get_by_role("button", name="封袋", exact=True).click()
    expect(page.locator(".notice h2")).to_be_focused()
    expect(page.locator(".notice h2")).to_contain_text("书袋已封好")
    page.context.close()


def test_without_scripts(
    ground: Ground, address: str, browser: Browser, bag: tuple[str, str, list[str]]
) -> None:
    visit, number, (first, _second) = bag
    page = open_page(ground, address, browser, scripts=False)
    scan(page, number)
    page.wait_for_url(f"**/staff/bags/{visit}")
    expect(page.locator("#code")).to_be_focused()
    scan(page, first)
    expect(page.locator(".notice h2")).to_contain_text("已装入")
    expect(page.locator("#code")).to_be_focused()
    scan(page, "NOSUCH")
    expect(page.locator(".summary h2")).to_contain_text("NOSUCH")
    assert page.title().startswith("错误：")
    page.get_by_role("button", name="封袋", exact=True).click()
    expect(page.locator(".summary h2")).to_be_focused()
    page.context.close()
