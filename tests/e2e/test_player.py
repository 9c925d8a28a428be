"""The player in a real browser: it sounds, follows the text, remembers the place on another device, and needs neither mouse nor script."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accessible_reader.catalogue.intake import take_in
from converters.workspace import temporary_workspace
from tests.e2e.browser import module
from tests.e2e.server import serve
from tests.service_ground import LIMIT
from tests.web_ground import Ground

pytestmark = pytest.mark.slow
MILLISECONDS = LIMIT * 1000
BOOK = "---\ntitle: 长夜\nauthor: 林晓\nlanguage: zh-Hans\n---\n\n" + "\n\n".join(
    f"# 第{n}章\n\n"
    + "\n\n".join(f"第{n}章第{p}段的第一句，夜很静。第二句，灯还亮着，船慢慢地走。" for p in range(1, 13))
    for n in "一二三"
)


@pytest.fixture(scope="module")
def edition(ground: Ground, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A book of three chapters, on loan; a voice of tones speaks it."""
    path = tmp_path_factory.mktemp("book") / "long.md"
    path.write_text(BOOK, "utf-8")
    with temporary_workspace() as workspace:
        taken = take_in(
            ground.service.database,
            ground.service.store,
            path,
            workspace,
            rights="public_domain",
            rights_basis="test",
        )
    person = ground.people["patron"]
    ground.service.loans.lend_digital(person, person, taken.edition_id)
    chosen = ground.service.preferences.of(person, person).model_dump()
    ground.service.preferences.set(
        person, person, chosen | {"speech": chosen["speech"] | {"voice": "tone:beep"}}
    )
    return taken.edition_id


@pytest.fixture(scope="module")
def address(ground: Ground) -> Iterator[str]:
    with serve(ground) as found:
        yield found


@pytest.fixture
def device(browser: Browser, ground: Ground, address: str) -> Iterator[Any]:
    """Makes devices on which the patron is signed in."""
    made: list[BrowserContext] = []

    def make(**options: Any) -> Page:
        context = browser.new_context(locale="zh-CN", **options)
        context.add_cookies([{"name": "session", "value": ground.token("patron"), "url": address}])
        context.set_default_timeout(MILLISECONDS)
        made.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        return page

    yield make
    for context in made:
        context.close()


def time_of(page: Page) -> float:
    return float(page.evaluate("document.getElementById('audio').currentTime"))


def wait_sound(page: Page, past: float = 0.2) -> None:
    page.wait_for_function(
        "t => document.getElementById('audio').currentTime > t", arg=past, timeout=MILLISECONDS
    )


def now_marked(page: Page) -> str:
    return str(page.evaluate("document.querySelector('.sentence.now')?.id ?? ''"))


def test_it_plays_follows_and_is_resumed_on_another_device(device: Any, address: str, edition: str) -> None:
    page = device()
    page.goto(f"{address}/listen/{edition}")
    play = page.get_by_role("button", name="播放", exact=True)
    expect(play).to_have_attribute("aria-pressed", "false")
    play.focus()
    page.keyboard.press("Enter")
    wait_sound(page)
    expect(play).to_have_attribute("aria-pressed", "true")
    expect(play).to_have_text("播放")  # names stay, states change
    first = now_marked(page)
    page.get_by_label("跳转单位").select_option("paragraph")
    page.get_by_role("button", name="下一个", exact=True).click()
    page.wait_for_function(
        "one => ![one, ''].includes(document.querySelector('.sentence.now')?.id ?? '')", arg=first
    )
    wait_sound(page, 0.0)
    play.click()
    expect(play).to_have_attribute("aria-pressed", "false")
    here = now_marked(page)
    page.wait_for_function(
        "async ([a, s]) => (await (await fetch(a)).json()).place?.sentence === s",
        arg=[f"/listen/{edition}/position", here],
    )

    other = device()
    other.goto(f"{address}/listen/{edition}")
    expect(other.locator("#player")).to_have_attribute("data-at", here)
    other.get_by_role("button", name="播放", exact=True).click()
    wait_sound(other)
    other.get_by_label("跳转单位").select_option("chapter")
    other.get_by_role("button", name="下一个", exact=True).click()
    expect(other.locator("#said")).to_contain_text("第二章")
    other.get_by_role("button", name="播放", exact=True).click()
    far = now_marked(other)
    other.wait_for_function(
        "async ([a, s]) => (await (await fetch(a)).json()).place?.sentence === s",
        arg=[f"/listen/{edition}/position", far],
    )

    # Back at the first, after a rest: the newest place wins, and it is said.
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(minutes=1))
    play.click()
    expect(page.locator("#said")).to_contain_text("另一台设备")
    expect(page.locator("#elsewhere")).to_be_visible()


def test_keys_act_inside_the_player_only(device: Any, address: str, edition: str) -> None:
    page = device()
    page.goto(f"{address}/listen/{edition}")
    said = page.locator("#said")
    page.locator("a.skip").focus()
    page.keyboard.press("w")
    expect(said).to_have_text("")
    page.get_by_role("button", name="我在哪里").focus()
    page.keyboard.press("w")
    expect(said).to_contain_text("全书")
    before = said.text_content()
    page.keyboard.press("w")
    page.wait_for_function(
        "one => document.getElementById('said').textContent !== one", arg=before
    )  # else nothing is spoken
    page.keyboard.press("f")
    expect(page.get_by_label("速度（倍）")).to_have_value("1.1")
    assert page.evaluate("document.getElementById('audio').playbackRate") == pytest.approx(1.1)
    assert page.evaluate("document.getElementById('audio').preservesPitch") is True
    page.keyboard.press("?")
    expect(page.locator("#keyboard h3")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#keyboard")).to_be_hidden()
    expect(page.get_by_role("button", name="键盘操作")).to_be_focused()
    page.get_by_label("音量（%）").focus()
    page.keyboard.press("w")
    page.locator("#note").focus()
    page.keyboard.type("kwb")
    expect(page.locator("#note")).to_have_value("kwb")
    page.get_by_role("button", name="加书签", exact=True).click()
    expect(said).to_contain_text("已加书签")
    expect(page.locator("#bookmarks li")).not_to_have_count(0)
    page.keyboard.press("z")
    expect(said).to_contain_text("5 分钟后停止")


def test_a_sentence_that_is_clicked_is_heard(device: Any, address: str, edition: str) -> None:
    page = device()
    page.goto(f"{address}/listen/{edition}")
    wanted = page.locator("#text .sentence").nth(6)
    wanted.click()
    wait_sound(page, 0.0)
    expect(wanted).to_have_class("sentence now")
    page.locator("summary", has_text="跳到某处").click()
    page.get_by_label("百分比").fill("90")
    page.get_by_label("百分比").press("Enter")
    expect(page.locator("#now")).to_contain_text("第三章")


def test_without_scripts_the_browser_plays_and_links_lead_on(device: Any, address: str, edition: str) -> None:
    page = device(java_script_enabled=False)
    page.goto(f"{address}/listen/{edition}?at=")
    expect(page.locator("#controls")).to_be_hidden()
    source = page.locator("audio").get_attribute("src") or ""
    answer = page.request.get(address + source)
    assert answer.ok
    assert answer.headers["content-type"] == "audio/mpeg"
    page.locator("summary", has_text="目录").click() if page.locator(
        "ol.contents a"
    ).first.is_hidden() else None
    page.locator("ol.contents a").nth(1).click()
    assert "?at=" in page.url
    expect(page.locator("#now")).to_contain_text("第二章")
    page.get_by_role("button", name="记住这里").click()
    expect(page.get_by_role("heading", name="位置已记住")).to_be_visible()


@pytest.mark.parametrize("path", ["/listen/{}", "/read/{}/001", "/read/{}/contents", "/read/{}/find?q=灯"])
def test_axe_finds_nothing_and_nothing_is_cut_off_at_320(
    device: Any, address: str, edition: str, path: str, tmp_path: Path
) -> None:
    page = device(viewport={"width": 320, "height": 800}, bypass_csp=True)
    page.goto(address + path.format(edition))
    if path.startswith("/listen"):
        expect(page.locator("#controls")).to_be_visible()
        expect(page.locator("#text .sentence.now")).to_have_count(1)
    page.evaluate(module("axe-core/axe.min.js"))
    found = page.evaluate(
        "async () => (await axe.run(document, {runOnly: {type: 'tag', values: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']}}))"
        ".violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 200))])"
    )
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
