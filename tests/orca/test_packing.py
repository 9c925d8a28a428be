"""A librarian packs a bag with a wrong item in her hand: with keys and a scanner alone, by what Orca says and shows in braille."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pytest
from playwright.sync_api import Page

from accessible_reader.audit import SYSTEM
from accessible_reader.catalogue.copies import NewCopy
from accessible_reader.catalogue.titles import EditionFacts, TitleFacts
from accessible_reader.deliveries.fields import VisitWish, Wanted
from tests.clock import TOMORROW
from tests.orca.screen_reader import ScreenReader
from tests.web_ground import Ground

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
FIELD: Final = "document.activeElement.id"


@dataclass(frozen=True)
class Bag:
    """A bag of which fetching has begun, for a set of two volumes."""

    visit: str
    number: str


def book(ground: Ground, name: str, *barcodes: str) -> str:
    """A title on the shelf; its id."""
    service = ground.service
    title, edition = service.titles.add(
        SYSTEM, TitleFacts(name, "zh-Hans"), EditionFacts("licensed", "合同", "zh-Hans")
    )
    service.copies.add(SYSTEM, edition, "north", "braille", [NewCopy(one, "I247", 800) for one in barcodes])
    return title


@pytest.fixture
def bag(ground: Ground) -> Bag:
    service, librarian = ground.service, ground.people["librarian"]
    wish = VisitWish((Wanted(book(ground, "边城", "PK1", "PK2")),), by_phone=True)
    service.people.change(SYSTEM, ground.people["stranger"], {"address": "灵隐路12号"})
    visit = service.deliveries.ask(librarian, ground.people["stranger"], wish)
    service.deliveries.confirm(librarian, visit, TOMORROW.date(), "morning")
    service.packing.start(librarian, visit)
    book(ground, "朝花夕拾", "PK9")
    return Bag(visit, service.packing.bag(librarian, visit).bag)


def test_pack_with_a_wrong_item(ground: Ground, address: str, orca: ScreenReader, bag: Bag) -> None:
    with orca.device(address + "/staff/bags", {"session": ground.token("librarian")}) as page:
        # The field has the focus from the beginning; what is to be done is its description.
        assert "书袋标签或条码 输入." in orca.hear("扫书袋标签就打开这个书袋")
        assert page.evaluate(FIELD) == "code"
        # The scanner reads the label: it types, and sends Enter.
        scan(orca, page, bag.number)
        page.wait_for_url(f"**/staff/bags/{bag.visit}")
        assert "条码 输入." in orca.hear("还要装 1 件,已装好 0 件")
        assert page.evaluate(FIELD) == "code", "the next scan goes into the field"
        wrong_item(orca, page)
        orca.begin()
        scan(orca, page, "PK1")
        said = "".join(orca.hear("这套还缺"))
        assert said.count("已装入《边城》") == 1, said
        assert "第 2 册" in said
        orca.begin()
        scan(orca, page, "PK2")
        said = "".join(orca.hear("可以封袋"))
        assert said.count("全部装好") == 1, said
        close(orca, page)
    assert ground.service.packing.bag(ground.people["librarian"], bag.visit).state.value == "packed"
    assert ground.service.loans.look_up(ground.people["librarian"], "PK9").state == "available"


def scan(orca: ScreenReader, page: Page, code: str) -> None:
    """As a scanner does it: into whatever has the focus."""
    orca.write(code)
    page.wait_for_function("code => document.activeElement.value.toUpperCase() === code", arg=code)
    orca.press("Return")


def wrong_item(orca: ScreenReader, page: Page) -> None:
    """It is said once that it does not belong here, and what to do; the field has the focus, and in it what was scanned."""
    scan(orca, page, "PK9")
    said = "".join(orca.hear("不属于这个书袋"))
    assert said.count("不属于这个书袋") == 1, said
    assert "《朝花夕拾》" in said
    assert "请放回书架 I247" in said
    assert page.evaluate(FIELD) == "code"
    orca.touch("PK9")


def close(orca: ScreenReader, page: Page) -> None:
    """Without the card it is refused, at its box; with it the next page says first that the bag is closed."""
    assert any("回寄卡已放进书袋" in one for one in orca.seek("Tab", "回寄卡"))
    assert any("封袋 按钮" in one for one in orca.seek("Tab", "封袋 按钮"))
    orca.press("Return")
    orca.hear("有 1 处需要更正")
    orca.touch("有 1 处需要更正")
    assert any("书袋里缺回寄卡" in one for one in orca.seek("Tab", "链接", 4))
    orca.press("Return")
    said = " ".join(orca.hear("回寄卡"))
    assert said.count("书袋里缺回寄卡") == 1, said
    assert page.evaluate(FIELD) == "f-return-card"
    orca.press("space")
    orca.hear("已勾选")
    orca.touch("回寄卡已放进书袋")
    assert any("封袋 按钮" in one for one in orca.seek("Tab", "封袋 按钮"))
    orca.press("Return")
    page.wait_for_selector(".notice h2")
    said = "".join(orca.hear("书袋已封好"))
    assert said.count("书袋已封好") == 1, said
    orca.touch("书袋已封好")
