"""A librarian hands a book in and has braille made of it: with keys alone, by what Orca says and shows in braille."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page

from accessible_reader.catalogue.branches import add_branch
from accessible_reader.database import now
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.permissions import Role
from accessible_reader.people.persons import new_row
from accessible_reader.people.roles import give_role
from accessible_reader.people.sign_in.sessions import Method, begin_session
from tests.e2e.server import serve
from tests.orca.screen_reader import ScreenReader, require_programs
from tests.service_ground import Library, open_library
from tests.web_ground import ADDRESS, CHINESE
from web.app import create_app
from web.settings import WebSettings

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
LOADED: Final = "完成。"


@dataclass(frozen=True)
class Desk:
    """An empty library, its pages, and the sign-in of its librarian."""

    library: Library
    app: FastAPI
    token: str

    def work(self, name: str) -> None:
        """A worker begins: only now, so that the page is there before what it tells of."""
        self.library.start_worker(name, memory_bytes=2 << 30).wait_ready()

    def rest(self) -> None:
        """All workers end."""
        self.library.stop()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    require_programs()
    with open_library(
        "sqlite", tmp_path / "library", public_url=ADDRESS, second_factor_roles=frozenset()
    ) as library:
        with library.service.database.transaction() as session:
            add_branch(session, "main", "市图书馆")
        (branch,) = [one.id for one in library.service.branches.tree()]
        with library.service.database.transaction() as session:
            new = NewPerson("陈老师", "NB0003", home_branch_id=branch)
            person = new_row(session, library.service.keys, new)
            session.flush()
            give_role(session, person.id, Role.LIBRARIAN, branch, granted_by=None)
            token = begin_session(session, person.id, Method.PIN, now()).token
        yield Desk(library, create_app(library.service, WebSettings(requests_per_minute=1_000_000)), token)


@pytest.mark.usefixtures("long_journey")
def test_hand_a_book_in_and_have_it_made(desk: Desk, orca: ScreenReader, tmp_path: Path) -> None:
    book = tmp_path / "夜航.md"
    book.write_text(CHINESE, "utf-8")
    with serve(desk) as address, orca.device(address + "/staff", {"session": desk.token}) as page:
        hand_in(desk, orca, page, book)
        have_it_made(desk, orca, page)


def hand_in(desk: Desk, orca: ScreenReader, page: Page, book: Path) -> None:
    """From the desk of staff to the sentence that the book is in the catalogue."""
    assert any("馆员工作台" in one for one in orca.hear(LOADED))
    assert orca.seek("k", "上传新书") == ["上传新书 链接."]
    orca.press("Return")
    orca.arrive(page, "上传新书")
    (said,) = [one for one in orca.seek("Tab", "文件") if "文件" in one]
    assert said.startswith("文件 "), "its label first"
    assert said.endswith("按钮.")
    orca.touch("文件")
    # The window in which a file is picked belongs to the desktop: it comes by the key, and is answered for here.
    with page.expect_file_chooser() as chooser:
        orca.press("Return")
    chooser.value.set_files(book)
    # Nothing said about the rights yet: what is chosen, and how, is heard and felt.
    said_of_rights = orca.seek("Tab", "版权类别")
    assert said_of_rights[-3:] == ["版权类别 面板.", "公有领域:人人可用.", "未选中 单选钮"]
    orca.touch("& y 公有领域：人人可用 单选钮")
    orca.press("space")
    orca.hear("已选中")
    orca.touch("&=y 公有领域：人人可用 单选钮")
    said_of_basis = orca.seek("Tab", "权利依据")
    assert "权利依据 输入." in said_of_basis
    assert "例如合同编号、法律条款,或作者去世的年份。" in said_of_basis, "the hint is tied to its field"
    orca.write("CC0")
    page.wait_for_function("() => document.activeElement.value === 'CC0'")
    assert "市图书馆." in orca.seek("Tab", "分馆")
    orca.touch("分馆 市图书馆 组合框")
    assert "上传 按钮." in orca.seek("Tab", "上传")
    orca.press("Return")
    orca.told(page, "上传的文件", "已收到“夜航.md”")
    # Where the reader is does not move while the page tells how far it is.
    orca.begin()
    desk.work("reads")
    said = orca.hear("已编入目录")
    assert said in (["正在检查和读取文件。", "《夜航》已编入目录。"], ["《夜航》已编入目录。"]), said
    desk.rest()


def have_it_made(desk: Desk, orca: ScreenReader, page: Page) -> None:
    """From there to braille, and what its check found."""
    orca.seek("k", "查看检查报告")
    orca.touch("查看检查报告")
    orca.press("Return")
    page.wait_for_selector("#convert")
    orca.arrive(page, "上传的文件")
    assert orca.seek("h", "标题 水平 2", 3) == ["文件里有什么 标题 水平 2."]
    said = orca.seek("Tab", "格式")
    assert {"窗体 制作无障碍版本", "格式 组合框.", "分章 MP3."} <= set(said), said
    assert orca.seek("Down", "盲文 BRF", 8) == ["盲文 BRF."]
    orca.touch("格式 盲文 BRF 组合框")
    assert "开始制作 按钮." in orca.seek("Tab", "开始制作")
    orca.press("Return")
    said = orca.hear("已开始制作")
    assert [one for one in said if "已开始制作" in one] == ["已开始制作 标题 水平 2."], said
    orca.touch("已开始制作")
    orca.begin()
    desk.work("makes")
    orca.hear("已做好")
    orca.seek("k", "查看质量报告")
    orca.press("Return")
    page.wait_for_function(
        "() => [...document.querySelectorAll('h2')].some(one => one.textContent === '质量报告')"
    )
    orca.arrive(page, "《夜航》：盲文 BRF")
    assert orca.seek("h", "质量报告", 4) == ["质量报告 标题 水平 2."]
    orca.press("Down")
    assert "通过:文件齐全,没有空文件" in "".join(orca.hear("通过"))
    orca.touch("通过：文件齐全，没有空文件")
