"""The volunteer's page on a small telephone: through a round without a script, targets that TalkBack users hit, and presses that wait for a connection and arrive once."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, expect

from accessible_reader.database import now
from tests.e2e.server import serve
from tests.e2e.test_gate import add_checkers, check
from tests.service_ground import LIMIT, until
from tests.unit.web.test_carry import Day, make_day
from tests.web_ground import Ground, open_ground

PHONE: ViewportSize = {"width": 320, "height": 568}
LEAST = 48
"""TalkBack's and Android's size of a target, in px."""
_HEAR = "window.heard = []; document.ariaNotify = (text) => window.heard.push(text);"
_TARGETS = """() => [...document.querySelectorAll('a, button, summary, input:not([type=hidden]), select, textarea')]
  .filter((one) => one.checkVisibility() && !one.matches('.skip'))
  .map((one) => { const r = one.getBoundingClientRect(); return [one.innerText.trim().slice(0, 40) || one.tagName, Math.round(r.width), Math.round(r.height), Boolean(one.closest('.presses'))]; })"""
_WIDE = "() => document.documentElement.scrollWidth - innerWidth"
_marks = itertools.count(1)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with open_ground(tmp_path_factory.mktemp("carry")) as made:
        yield made


@pytest.fixture(scope="module")
def address(library: Ground) -> Iterator[str]:
    with serve(library) as made:
        yield made


@pytest.fixture
def day(library: Ground) -> Day:
    return make_day(library, mark=f"E{next(_marks)}")


def phone(browser: Browser, *, scripts: bool = True) -> BrowserContext:
    context = browser.new_context(
        viewport=PHONE,
        locale="zh-CN",
        bypass_csp=True,
        java_script_enabled=scripts,
        has_touch=True,
        is_mobile=True,
    )
    context.set_default_timeout(LIMIT * 1000)
    expect.set_options(timeout=LIMIT * 1000)
    context.add_init_script(_HEAR)
    return context


def measured(page: Page) -> None:
    """Every target is large enough, the buttons for the door are as wide as the screen, and nothing is cut off."""
    targets: list[Any] = page.evaluate(_TARGETS)
    assert len(targets) > 8
    assert [one for one in targets if one[1] < LEAST or one[2] < LEAST] == []
    narrow = [one for one in targets if one[3] and one[1] < 240]
    assert narrow == []
    assert page.evaluate(_WIDE) <= 0


def button(page: Page, name: str, number: int) -> Any:
    return page.get_by_role("button", name=re.compile(rf"^{name}\s*（第 {number} 站）$"))


def test_through_a_round_without_scripts(day: Day, address: str, browser: Browser) -> None:
    # What is measured needs scripts; the page is the same, and its own are not sent.
    looking = phone(browser)
    looking.route("**/*.js*", lambda route: route.abort())
    context = phone(browser, scripts=False)
    page, ruler = context.new_page(), looking.new_page()

    def look() -> None:
        ruler.goto(page.url)
        ruler.evaluate("document.querySelectorAll('.problem').forEach((one) => { one.open = true; })")
        measured(ruler)

    page.goto(f"{address}{day.page}")
    look()
    expect(page.locator(".stop[open]")).to_have_count(1)
    button(page, "到了", 1).tap()
    expect(page.locator(".notice h2")).to_have_text("第 1 站：已记下您到了门口")
    look()
    button(page, "送到了", 1).tap()
    expect(page.locator(".notice h2")).to_have_text("第 1 站：已记下送到")
    expect(page.locator(".stop[open] summary").first).to_contain_text("第 2 站")
    page.locator(".stop[open] .problem > summary").tap()
    button(page, "地址不对或找不到", 2).tap()
    expect(page.locator(".notice h2")).to_contain_text("地址不对或找不到")
    expect(page.locator(".stop[open] summary").first).to_contain_text("第 3 站")
    look()
    page.get_by_role("button", name="取回了书袋").tap()
    expect(page.locator(".notice h2")).to_have_text("第 3 站：已记下取回的书袋")
    button(page, "送到了", 3).tap()
    expect(page.locator("#all-done")).to_be_visible()
    look()
    page.locator("summary", has_text="第 2 站").tap()
    button(page, "后来送到了", 2).tap()
    expect(page.locator(".notice h2")).to_have_text("第 2 站：已记下送到")
    assert [day.visit(number).state for number in (1, 2, 3)] == ["delivered"] * 3
    assert day.events(day.earlier)[-1] == "collect"
    context.close()
    looking.close()


def test_pressed_without_a_connection_it_arrives_once_when_there_is_one(
    day: Day, address: str, browser: Browser
) -> None:
    context = phone(browser)
    page = context.new_page()
    page.goto(f"{address}{day.page}")
    page.evaluate("window.here = true")
    measured(page)
    context.set_offline(True)
    before = now()
    button(page, "到了", 1).tap()
    expect(button(page, "送到了", 1)).to_be_focused()
    button(page, "送到了", 1).tap()
    pressed = now()
    expect(page.locator(".stop").first).to_contain_text("送到了 · 已记下，还没有发出")
    expect(page.locator("#waiting li")).to_have_count(2)
    expect(page.locator("#waiting li").nth(1)).to_contain_text("第 1 站，书袋")
    expect(page.locator(".stop[open] summary").first).to_contain_text("第 2 站")
    expect(page.locator(".stop[open] > summary")).to_be_focused()
    button(page, "无人应门", 2).tap()
    expect(page.locator("#waiting li")).to_have_count(3)
    expect(page.locator("#waiting-why")).to_contain_text("没有网络")
    page.wait_for_function("window.heard.includes('已记下，还没有发出')")
    measured(page)
    assert kept_about_nobody(page)
    assert day.visit(1).state == "out"
    page.wait_for_timeout(2_500)  # so that pressed and sent can be told apart
    context.set_offline(False)
    until(lambda: day.visit(2).state == "not_delivered", what="it was not sent")
    expect(page.locator("#outbox")).to_be_hidden()
    first = day.visit(1)
    assert first.state == "delivered"
    assert close(first.arrived_at, before, pressed)
    assert close(first.delivered_at, before, pressed)
    assert [day.events(day.visits[0]).count("deliver"), day.events(day.visits[1]).count("fail")] == [1, 1]
    expect(page.locator(".stop").first).to_contain_text("已送到")
    assert "钱一" not in page.content()
    page.wait_for_function("window.heard.some((one) => one.includes('已发出'))")
    assert page.evaluate("window.here"), "the page was not loaded anew"
    assert page.evaluate("localStorage.getItem('carry')") == "[]"
    context.close()


def kept_about_nobody(page: Page) -> bool:
    kept = page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    return not any(
        word in kept for word in ("钱一", "孙二", "望江路", "139*", "1390000", "春天", "敲三下", "张阿姨")
    )


def close(moment: datetime | None, first: datetime, last: datetime) -> bool:
    second = timedelta(seconds=1)
    return moment is not None and first - second <= moment <= last + second


def test_the_page_is_closed_before_it_could_be_sent(day: Day, address: str, browser: Browser) -> None:
    context = phone(browser)
    page = context.new_page()
    page.goto(f"{address}{day.page}")
    context.set_offline(True)
    button(page, "送到了", 1).tap()
    expect(page.locator("#waiting li")).to_have_count(1)
    pressed = now()
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{address}{day.page}")
    until(lambda: day.visit(1).state == "delivered", what="it was not sent")
    expect(page.locator("#outbox")).to_be_hidden()
    assert close(day.visit(1).delivered_at, pressed - timedelta(seconds=5), pressed)
    assert day.events(day.visits[0]).count("deliver") == 1
    context.close()


def test_an_answer_that_is_lost_is_asked_for_again(day: Day, address: str, browser: Browser) -> None:
    """The library noted it, the telephone does not know; a train's own page in between is no answer either; and too fast is waited out."""
    context = phone(browser)
    page = context.new_page()
    seen: list[int] = []

    def lost(route: Route) -> None:
        route.fetch()
        route.abort()

    answers: list[Callable[[Route], None]] = [
        lost,
        lambda route: route.fulfill(status=200, content_type="text/html", body="<h1>Welcome on board</h1>"),
        lambda route: route.fulfill(status=429, headers={"retry-after": "1"}, body="wait"),
    ]

    def answer(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        seen.append(1)
        (answers.pop(0) if answers else lambda one: one.continue_())(route)

    page.route("**/stops/**", answer)
    page.goto(f"{address}{day.page}")
    button(page, "送到了", 1).tap()
    expect(page.locator("#waiting li")).to_have_count(1)
    expect(page.locator("#outbox")).to_be_hidden()
    assert len(seen) == 4
    assert day.events(day.visits[0]).count("deliver") == 1
    context.close()


def test_what_the_library_does_not_take_is_told_until_somebody_has_called(
    day: Day, address: str, browser: Browser
) -> None:
    context = phone(browser)
    page = context.new_page()
    page.goto(f"{address}{day.page}")
    context.set_offline(True)
    button(page, "送到了", 1).tap()
    expect(page.locator("#waiting li")).to_have_count(1)
    library = day.ground.service
    library.rounds.give_to(day.ground.people["librarian"], day.round, day.ground.people["librarian"])
    context.set_offline(False)
    expect(page.locator("#refused li")).to_contain_text("这个链接已失效")
    expect(page.locator("#refused li")).to_contain_text("第 1 站，书袋")
    measured(page)
    page.goto(f"{address}{day.page}")
    expect(page.locator("h1")).to_have_text("这个链接已失效")
    expect(page.locator("#refused li")).to_have_count(1)
    assert day.token not in page.evaluate("localStorage.getItem('carry')")
    page.get_by_role("button", name="已经告诉图书馆").tap()
    expect(page.locator("#outbox")).to_be_hidden()
    page.reload()
    expect(page.locator("#outbox")).to_be_hidden()
    assert day.visit(1).state == "out"
    context.close()


@pytest.mark.slow
def test_checkers_find_nothing_at_any_stop(day: Day, address: str, browser: Browser) -> None:
    """The gate's round has no stops: here are all kinds of them, with everything open."""
    client = day.ground.client()
    context = browser.new_context(bypass_csp=True, locale="zh-CN")
    context.set_default_timeout(LIMIT * 1000)
    add_checkers(context)
    page = context.new_page()
    for number, outcome in ((1, ""), (1, "delivered"), (2, "refused")):
        if outcome:
            day.press(number, client, outcome=outcome)
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(f"{address}{day.page}")
        page.evaluate("document.querySelectorAll('.stop').forEach((one) => one.removeAttribute('name'))")
        assert check(page) == []
    context.close()


def test_at_midnight_the_page_is_empty(day: Day, address: str, browser: Browser) -> None:
    context = phone(browser)
    page = context.new_page()
    page.clock.install()
    page.goto(f"{address}{day.page}")
    expect(page.locator(".stop")).to_have_count(3)
    page.clock.run_for(14 * 3_600_000)  # it is about noon at this library
    expect(page.locator("#wiped")).to_be_visible()
    assert "钱一" not in page.content()
    context.close()
