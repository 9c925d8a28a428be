"""The ways that readers go, with a real server: without any script, and with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from accessible_reader.people.sign_in.pin_sign_in import put_pin
from accessible_reader.people.sign_in.pins import PinCost, PinHasher
from tests.e2e.server import serve
from tests.web_ground import PIN, Ground


@pytest.fixture(scope="module")
def address(ground: Ground) -> Iterator[str]:
    with ground.service.database.transaction() as session:
        hasher = PinHasher(ground.service.keys, PinCost(1, 64, 1))
        put_pin(session, ground.service.keys, hasher, ground.people["patron"], PIN, temporary=False)
    with serve(ground) as made:
        yield made


def focused(page: Page) -> str:
    return str(
        page.evaluate("(document.activeElement.innerText || document.activeElement.name || '').trim()")
    )


def test_without_scripts(address: str, browser: Browser) -> None:
    """Sign in with a mistake, find a book, borrow it, have it made, see it on the shelf, give it back, sign out."""
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{address}/book-that-is-not-there")
    assert page.locator("h1").inner_text() == "没有这个页面"
    page.goto(f"{address}/shelf")
    page.get_by_label("读者证号").fill("NB0001")
    page.locator("main").get_by_role("button", name="登录").click()
    assert page.title().startswith("错误：")
    assert page.get_by_label("读者证号").input_value() == "NB0001"
    page.get_by_label("密码").fill(PIN)
    page.locator("main").get_by_role("button", name="登录").click()
    assert page.locator("h1").inner_text() == "我的书"
    assert page.locator(".notice h2").inner_text() == "登录成功"
    page.get_by_role("link", name="找书").first.click()
    page.get_by_label("书名、作者或主题").fill("yehang")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="夜航").click()
    page.get_by_role("button", name=re.compile("借阅.*夜航")).click()
    assert page.locator(".notice h2").inner_text() == "已借到《夜航》"
    page.get_by_label("盲文 BRF").check()
    page.get_by_role("button", name="开始制作").click()
    assert "夜航" in page.locator("h1").inner_text()
    page.get_by_role("link", name="回到这本书").click()
    page.get_by_role("button", name=re.compile("归还.*夜航")).click()
    assert page.locator(".notice h2").inner_text() == "已归还"
    page.get_by_role("button", name="退出登录").click()
    assert page.locator(".notice h2").inner_text() == "您已退出登录"
    context.close()


def press_to(page: Page, wanted: str, most: int = 80) -> None:
    """Tab until the focus is on what is called so; the focus can always be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        ring = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2; })()"
        )
        assert ring, focused(page)
        if wanted in focused(page):
            return
    pytest.fail(f"{wanted} cannot be reached with Tab")


def test_with_the_keyboard_alone(address: str, browser: Browser) -> None:
    """Skip link, settings first, search, borrow; after each form the focus is on what is said."""
    context = browser.new_context(locale="zh-CN", bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.keyboard.press("Tab")
    assert focused(page) == "跳到正文"
    page.keyboard.press("Tab")
    assert focused(page) == "无障碍设置（大字、高对比、朗读）"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "card", "the skip link leads to the first field"
    page.keyboard.type("NB0001")
    page.keyboard.press("Enter")
    page.wait_for_function("document.title.startsWith('错误')")
    assert focused(page) == "有 1 处需要更正"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "pin", "the summary leads to the field"
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")
    assert focused(page) == "登录成功"
    press_to(page, "q")
    page.keyboard.type("散文第")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    press_to(page, "散文第1集")
    page.keyboard.press("Enter")
    page.wait_for_url("**/book/**")
    press_to(page, "加入想读")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.notice')")
    assert focused(page) == "已加入想读"
    context.close()


def test_progress_changes_without_moving_the_reader(ground: Ground, address: str, browser: Browser) -> None:
    """The line of progress is swapped by a timer; the focus stays where it is, and a step is announced once."""
    from accessible_reader.conversions.models import ConversionRecord

    context = browser.new_context(locale="zh-CN", bypass_csp=True)
    context.add_cookies([{"name": "session", "value": ground.token("patron"), "url": address}])
    page = context.new_page()
    page.add_init_script("window.heard = []; document.ariaNotify = (text) => window.heard.push(text);")
    page.goto(f"{address}/making/{ground.running}")
    page.get_by_role("link", name="回到这本书").focus()
    with ground.service.database.transaction() as session:
        session.get_one(ConversionRecord, ground.running).weight_done = 80
    page.wait_for_function("window.heard.length > 0", timeout=120_000)
    assert "80%" in page.locator("#progress").inner_text()
    assert focused(page) == "回到这本书"
    heard = page.evaluate("window.heard")
    assert len(heard) == 1
    assert heard[0].startswith("已完成 80%")
    context.close()
