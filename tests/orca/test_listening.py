"""Find a book and listen to it; go on with it on another device: with keys alone, by what Orca says and shows in braille."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Page

from tests.orca.screen_reader import ScreenReader
from tests.service_ground import LIMIT
from tests.web_ground import Ground

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
LOADED: Final = "完成。"
"""Orca ends so when a page is there."""


def tones(ground: Ground, who: str) -> None:
    """A voice that is there at once."""
    person = ground.people[who]
    chosen = ground.service.preferences.of(person, person).model_dump()
    ground.service.preferences.set(
        person, person, chosen | {"speech": chosen["speech"] | {"voice": "tone:beep"}}
    )


def signed_in(ground: Ground, who: str) -> dict[str, str]:
    """A sign-in of its own: each is another device."""
    return {"session": ground.token(who)}


def sounds(page: Page, past: float = 0.0) -> None:
    """Wait until something is heard."""
    page.wait_for_function("t => audio.currentTime > t", arg=past, timeout=LIMIT * 1000)


def test_find_a_book_and_listen(ground: Ground, address: str, orca: ScreenReader) -> None:
    tones(ground, "patron")
    with orca.device(address, signed_in(ground, "patron")) as page:
        assert any("我的首页" in one for one in orca.hear(LOADED))
        # To the search, and what was found: headings.
        orca.seek("k", "找书 链接")
        orca.press("Return")
        orca.hear("找书 – 声阅图书馆 完成")
        assert orca.seek("h", "标题 水平 1") == ["找书 标题 水平 1."]
        said = orca.seek("Tab", "书名、作者或主题")
        assert said[:2] == ["搜索", "书名、作者或主题 输入."]
        orca.write("yehang")
        page.wait_for_function("() => document.activeElement.value === 'yehang'")
        orca.press("Return")
        orca.hear("yehang – 声阅图书馆 完成")
        assert orca.seek("h", "标题 水平 2") == ["找到 1 种书 标题 水平 2."]
        orca.touch("找到 1 种书")
        assert orca.seek("h", "标题 水平 3") == ["夜航 链接 标题 水平 3."]
        orca.press("Return")
        # The book, and that it is borrowed now: said once.
        orca.hear("夜航 – 声阅图书馆 完成")
        assert orca.seek("h", "标题 水平 1") == ["夜航 标题 水平 1."]
        assert orca.seek("b", "夜航") == ["借阅 :夜航 按钮."]
        orca.touch("借阅 ：夜航 按钮")
        orca.press("Return")
        said = orca.hear("已借到")
        assert [one for one in said if "已借到" in one] == ["已借到《夜航》 标题 水平 2."]
        assert orca.touch("已借到《夜航》")["cells"].startswith("⠊⠄⠛⠑⠙⠖"), "in Chinese braille"
        assert orca.seek("k", "收听") == ["收听:夜航 链接."]
        orca.press("Return")
        orca.arrive(page, "收听：夜航")
        assert orca.seek("h", "播放器") == ["播放器 标题 水平 2."]
        orca.press("Down")
        orca.hear("码头,全书 2 部分中的第 1 部分,已读 0%")
        assert orca.seek("b", "播放") == ["播放 切换按钮 未按下."]
        orca.touch("& y 播放 切换按钮")
        orca.press("Return")
        orca.hear("已按下")
        orca.touch("&=y 播放 切换按钮")
        sounds(page)
        page.wait_for_function("() => audio.ended || audio.currentTime > 2", timeout=LIMIT * 1000)
        said = orca.rest()
        assert [one for one in said if "按下" in one] == ["已按下"], said
        assert [one for one in said if "播放" in one] in ([], ["正在播放"]), said  # only after "one moment"
        # The state again, and where we are, once each.
        orca.press("Return")
        orca.hear("未按下")
        assert [one for one in orca.rest() if "按下" in one] == ["未按下"]
        orca.seek("b", "我在哪里")
        orca.press("Return")
        said = orca.hear("全书 2 部分中的第")
        assert len(said) == 1, said
        assert "还剩约" in said[0]
        orca.touch("全书 2 部分中的第")


def test_go_on_on_another_device(ground: Ground, address: str, orca: ScreenReader) -> None:
    tones(ground, "carer")
    person, edition = ground.people["carer"], ground.chinese[1]
    with orca.device(address + "/book/" + ground.chinese[0], signed_in(ground, "carer")) as page:
        orca.hear(LOADED)
        orca.seek("b", "借阅")
        orca.press("Return")
        orca.hear("已借到《夜航》")
        orca.seek("k", "收听")
        orca.press("Return")
        orca.arrive(page, "收听：夜航")
        # To the second chapter by its link in the contents; it plays from there.
        orca.seek("k", "渡河")
        orca.press("Return")
        orca.hear("播放 切换按钮")
        sounds(page)
        orca.rest()
        orca.press("Return")
        orca.hear("未按下")
        page.wait_for_function(
            "async a => (await (await fetch(a)).json()).place?.said.includes('渡河')",
            arg=f"/listen/{edition}/position",
            timeout=LIMIT * 1000,
        )
    kept = ground.service.positions.get(person, person, edition)
    assert kept is not None
    with orca.device(address, signed_in(ground, "carer")) as page:
        assert any("我的首页" in one for one in orca.hear(LOADED))
        orca.seek("h", "夜航")
        orca.seek("k", "收听")
        orca.press("Return")
        orca.arrive(page, "收听：夜航")
        orca.seek("h", "播放器")
        orca.press("Down")
        said = orca.hear("接着您在另一台设备上读到的地方:渡河")
        assert "已读" in "".join(said)
        orca.touch("接着您在另一台设备上读到的地方：渡河")
        orca.seek("b", "播放")
        orca.press("Return")
        orca.hear("已按下")
        sounds(page)
        assert page.evaluate("document.getElementById('player').dataset.at") == kept.place.sentence
