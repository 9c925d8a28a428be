"""Correct a form with mistakes; change theme and voice: with keys alone, by what Orca says and shows in braille."""

from __future__ import annotations

from typing import Final

import pytest

from accessible_reader.people.sign_in.pin_sign_in import put_pin
from accessible_reader.people.sign_in.pins import PinCost, PinHasher
from tests.orca.screen_reader import ScreenReader, until
from tests.web_ground import PIN, Ground

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
LOADED: Final = "完成。"


def test_correct_a_form_with_mistakes(ground: Ground, address: str, orca: ScreenReader) -> None:
    with ground.service.database.transaction() as session:
        hasher = PinHasher(ground.service.keys, PinCost(1, 64, 1))
        put_pin(session, ground.service.keys, hasher, ground.people["patron"], PIN, temporary=False)
    with orca.device(address + "/sign-in") as page:
        assert any("登录 – 声阅图书馆" in one for one in orca.hear(LOADED))
        assert "读者证号 输入." in orca.seek("Tab", "读者证号")
        orca.write("NB0001")
        page.wait_for_function("() => document.activeElement.value === 'NB0001'")
        orca.press("Return")  # no PIN
        said = orca.hear("需要更正")
        assert [one for one in said if "需要更正" in one] == ["有 1 处需要更正 标题 水平 2."]
        assert page.title().startswith("错误：登录")
        orca.touch("有 1 处需要更正")
        # The link leads to the field, and the field says what is wrong with it.
        assert [one for one in orca.seek("Tab", "链接") if "密码" in one] == ["请填写“密码”。 链接."]
        orca.press("Return")
        said = " ".join(orca.hear("密码"))
        assert said.count("无效") <= 1, said
        assert said.count("请填写“密码”") == 1, said
        assert page.evaluate("document.activeElement.id") == "f-pin"
        orca.touch("密码")
        assert page.evaluate("document.getElementById('f-card').value") == "NB0001", "nothing typed is lost"
        orca.write(PIN)
        page.wait_for_function("pin => document.activeElement.value === pin", arg=PIN)
        orca.press("Return")
        said = orca.hear("登录成功")
        assert [one for one in said if "登录成功" in one] == ["登录成功 标题 水平 2."]
        assert not [one for one in orca.spoken if PIN in one.replace(" ", "")], "a PIN is never read aloud"


@pytest.mark.usefixtures("long_journey")
def test_change_theme_and_voice(ground: Ground, address: str, orca: ScreenReader) -> None:
    person = ground.people["patron"]
    with orca.device(address, {"session": ground.token("patron")}) as page:
        orca.hear(LOADED)
        orca.seek("k", "无障碍设置")  # the first link after the skip link
        orca.press("Return")
        orca.hear("无障碍设置 – 声阅图书馆 完成")
        assert orca.seek("Tab", "颜色")[-3:] == ["颜色 面板.", "跟随设备.", "已选中 单选钮"]
        orca.seek("Down", "黑底黄字", 8)
        orca.press("space")
        orca.hear("已选中")
        orca.touch("&=y")
        orca.press("Return")
        said = orca.hear("设置已保存")
        assert len([one for one in said if "设置已保存" in one and "标题" in one]) == 1, said
        assert page.evaluate("() => document.documentElement.dataset.theme") == "yellow-on-black", orca.heard
        # The voice, from the account.
        orca.seek("k", "我的账户")
        orca.press("Return")
        orca.hear("我的账户 – 声阅图书馆 完成")
        orca.seek("k", "阅读偏好")
        orca.press("Return")
        orca.arrive(page, "阅读偏好")
        assert "由图书馆决定." in orca.seek("Tab", "中文声音"), "the voice, and which it is now"
        assert ground.service.preferences.of(person, person).speech.voices == {}
        orca.press("Down")
        until(lambda: orca.heard, lambda: "the next voice is not said")
        (said,) = orca.rest()
        name = page.evaluate("() => document.activeElement.selectedOptions[0].textContent").strip()
        assert said.strip(" .") == name
        orca.touch(f"中文声音 {name} 组合框")
        chosen = page.evaluate("() => document.activeElement.value")
        assert "保存设置 按钮." in orca.seek("Tab", "保存设置")
        orca.press("Return")
        said = orca.hear("阅读偏好已保存")
        assert [one for one in said if "阅读偏好已保存" in one] == ["阅读偏好已保存 标题 水平 2."], said
        orca.touch("阅读偏好已保存")
        assert ground.service.preferences.of(person, person).speech.voices == {"zh": chosen}
