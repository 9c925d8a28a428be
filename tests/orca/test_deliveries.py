"""Home delivery: a carer asks for one with two mistakes in the form, a patron swaps a title; with keys alone, by what Orca says and shows in braille."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Page

from accessible_reader.deliveries.lifecycle import VisitState
from tests.orca.screen_reader import ScreenReader
from tests.web_ground import Ground

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
LOADED: Final = "完成。"


@pytest.mark.usefixtures("long_journey")
def test_a_carer_asks_with_two_mistakes(ground: Ground, address: str, orca: ScreenReader) -> None:
    carer, patron = ground.people["carer"], ground.people["patron"]
    before = {one.id for one in ground.service.deliveries.of(patron, patron)}
    with orca.device(address + "/care", {"session": ground.token("carer")}) as page:
        act_for_the_reader(orca, page)
        fill_in_wrongly(orca, page)
        correct(orca, page)
        assert {one.id for one in ground.service.deliveries.of(patron, patron)} == before, (
            "nothing is sent yet"
        )
        confirm(orca, page)
    (made,) = [one for one in ground.service.deliveries.of(patron, patron) if one.id not in before]
    assert (made.state, len(made.lines)) == (VisitState.REQUESTED, 9)
    assert ground.service.deliveries.history(patron, made.id)[0].actor == carer


def act_for_the_reader(orca: ScreenReader, page: Page) -> None:
    """From the page of carers to the form."""
    orca.hear(LOADED)
    assert orca.seek("b", "王小明 办理") == ["为 王小明 办理 按钮."]
    orca.press("Return")
    orca.told(page, "找书", "现在为 王小明 办理")
    orca.press("ctrl+Home")
    orca.rest()
    orca.seek("k", "送书上门")
    orca.press("Return")
    orca.arrive(page, "送书上门")
    assert orca.seek("k", "申请送书") == ["申请送书 链接."]
    orca.touch("申请送书")
    orca.press("Return")
    orca.arrive(page, "申请送书")


def fill_in_wrongly(orca: ScreenReader, page: Page) -> None:
    """More than fits, and a form that is named twice."""
    said = orca.seek("Tab", "请图书馆代选几件")
    assert "请图书馆代选几件 输入." in said
    assert "不用代选就空着。" in said, "the hint is tied to its field"
    orca.write("9")
    page.wait_for_function("() => document.activeElement.value === '9'")
    orca.touch("请图书馆代选几件")
    assert "其次 面板." in orca.seek("Tab", "其次 面板")
    orca.seek("Up", "盲文", 2)
    orca.press("space")
    orca.hear("已选中")
    orca.touch("&=y 盲文 单选钮")
    assert "继续,核对申请 按钮." in orca.seek("Tab", "核对申请")
    orca.press("Return")
    said = orca.hear("需要更正")
    assert [one for one in said if "需要更正" in one] == ["有 2 处需要更正 标题 水平 2."]
    orca.touch("有 2 处需要更正")
    assert page.title().startswith("错误：申请送书")


def correct(orca: ScreenReader, page: Page) -> None:
    """Each line of the summary says what is wrong and leads to its field; a field for text says it again."""
    wrong = "这种形式上面已经选过。请选另一种,或者选“没有”。"
    assert [one for one in orca.seek("Tab", "链接") if "链接" in one] == [f"{wrong} 链接."]
    orca.press("Return")
    # Orca 43 says the name of a group and not its description: what is wrong stands between that name and the first choice.
    assert "其次 面板." in orca.hear("其次")
    assert page.evaluate("document.activeElement.id") == "f-second-1"
    orca.touch("没有")
    assert any(wrong in one for one in orca.seek("Up", wrong, 2)), "above the choices"
    orca.seek("Down", "没有", 2)
    orca.press("space")
    page.wait_for_function("() => document.getElementById('f-second-1').checked")
    said = " ".join(orca.seek("Tab", "最多几件"))
    assert said.count("您要了 9 件,但写了最多 4 件。") == 1, said
    assert page.evaluate("document.getElementById('f-choose').value") == "9", "nothing typed is lost"
    orca.press("ctrl+a")
    orca.rest()
    orca.write("9")
    page.wait_for_function("() => document.activeElement.value === '9'")
    orca.press("Return")
    page.wait_for_function("() => document.title.startsWith('请核对您的申请')")
    orca.arrive(page, "请核对您的申请")


def confirm(orca: ScreenReader, page: Page) -> None:
    """The answers once more: for whom, and what; then it is sent."""
    orca.seek("Down", "为谁")
    assert any("王小明" in one for one in orca.seek("Down", "王小明", 1))
    orca.touch("王小明")
    orca.seek("Down", "9 件", 4)
    assert orca.seek("b", "发出申请") == ["发出申请 按钮."]
    orca.touch("发出申请")
    orca.press("Return")
    page.wait_for_selector(".notice h2")
    orca.arrive(page, "送书")
    said = orca.seek("h", "申请已经发出", 1)
    assert said == ["申请已经发出,图书馆会安排日期并告诉您 标题 水平 2."]
    orca.touch("申请已经发出")


def test_a_patron_swaps_a_title(ground: Ground, address: str, orca: ScreenReader) -> None:
    patron = ground.people["patron"]
    where = f"{address}/deliveries/{ground.visit}"
    with orca.device(where, {"session": ground.token("patron")}) as page:
        assert any("送书" in one for one in orca.hear(LOADED))
        assert orca.seek("h", "散文第1集") == ["散文第1集 链接 标题 水平 3."]
        said = orca.seek("k", "换一本")
        assert said == ["换一本:散文第1集 链接."], "which one is swapped is said"
        orca.touch("换一本")
        orca.press("Return")
        orca.arrive(page, "换一本书")
        assert "找书:书名、作者或主题 输入." in orca.seek("Tab", "书名、作者或主题")
        orca.write("yehang")
        page.wait_for_function("() => document.activeElement.value === 'yehang'")
        orca.press("Return")
        # What was found is said once, and the next key is in it.
        said = orca.hear("请选一种")
        assert [one for one in said if "请选一种" in one] == ["找到 1 种书,请选一种 标题 水平 2."]
        orca.touch("找到 1 种书，请选一种")
        said = orca.seek("Tab", "夜航", 1)
        assert said[:1] == ["选一本 面板."], said
        orca.touch("& y 夜航 单选钮")
        orca.press("space")
        orca.hear("已选中")
        orca.touch("&=y 夜航 单选钮")
        assert "换成这一本 按钮." in orca.seek("Tab", "换成这一本")
        orca.press("Return")
        orca.told(page, "送书", "已把《散文第1集》换成《夜航》")
        assert orca.seek("h", "夜航", 8) == ["夜航 链接 标题 水平 3."]
    left = [
        one.title
        for one in ground.service.deliveries.get(patron, ground.visit).lines
        if one.state != "struck"
    ]
    assert left == ["夜航"]
    assert ground.service.deliveries.get(patron, ground.visit).state is VisitState.REQUESTED
