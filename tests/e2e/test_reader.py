"""The reading page in a real browser: the place that is in view is the place that is kept and heard."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.test_player import address, device, edition

pytestmark = pytest.mark.slow
__all__ = ["address", "device", "edition"]


def test_the_sentence_in_view_is_kept_and_heard_from(device: Any, address: str, edition: str) -> None:
    page = device(viewport={"width": 500, "height": 400})
    page.goto(f"{address}/read/{edition}/002")
    page.evaluate("() => document.querySelectorAll('#book .sentence')[17].scrollIntoView()")
    page.wait_for_function(
        """() => {
            const all = [...document.querySelectorAll("#book .sentence")];
            const first = all.find((one) => one.getBoundingClientRect().bottom > 0);
            return scrollY > 100 && document.getElementById("hear").href.endsWith(`?at=${first.id}`);
        }"""
    )
    name = str(page.locator("#hear").get_attribute("href")).partition("?at=")[2]
    page.goto(f"{address}/")  # leaving keeps the place
    page.wait_for_function(
        "async ([a, s]) => (await (await fetch(a)).json()).place?.sentence === s",
        arg=[f"/listen/{edition}/position", name],
    )
    page.goto(f"{address}/listen/{edition}")
    expect(page.locator("#player")).to_have_attribute("data-at", name)


def test_without_scripts_pages_are_turned_and_words_found(device: Any, address: str, edition: str) -> None:
    page = device(java_script_enabled=False)
    page.goto(f"{address}/read/{edition}/001")
    page.get_by_role("navigation", name="继续翻页").get_by_role("link", name="下一章").click()
    expect(page.locator("#book h2")).to_have_text("第二章")
    page.get_by_label("在这本书里查找").fill("第三章第5段")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="第三章第5段").first.click()
    assert "/read/" in page.url
    expect(page.locator(":target")).to_contain_text("第三章第5段")
    page.get_by_role("button", name="记住这里").click()
    expect(page.get_by_role("heading", name="位置已记住")).to_be_visible()
