"""The few words an edition adds to a book, in the book's own language: "Contents", "Volume 2 of 5" ...

They are part of the output, not of the interface, so they follow the book and not the librarian.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeVar

from converters.language.tags import is_chinese, is_traditional


@dataclass(frozen=True, slots=True)
class Words:
    """Words in one language; ``{...}`` is filled in by :meth:`str.format`. ``language`` tags them where the book's differs."""

    language: str
    contents: str
    volume_of: str
    volume: str
    page: str
    pages_from_to: str
    chapter: str
    large_print: str
    notes: str
    notes_moved: str
    picture: str
    table: str
    no_description: str
    missing_picture: str
    print_page: str
    columns: str
    row: str
    formula: str
    continued: str
    colon: str
    skip: str
    theme: str
    theme_names: tuple[str, str, str, str]
    """light, cream, yellow, dark"""
    back: str
    separator: str


ENGLISH: Final = Words(
    language="en",
    contents="Contents",
    volume_of="Volume {number} of {count}",
    volume="Volume",
    page="Page",
    pages_from_to="Pages {first} to {last}",
    chapter="Chapter",
    large_print="Large print, {size} point",
    notes="Notes",
    notes_moved="The notes are at the end of each chapter.",
    picture="Picture",
    table="Table",
    no_description="No description supplied.",
    missing_picture="The picture is missing.",
    print_page="p. {label}",
    columns="Columns",
    row="Row {number}",
    formula="Formula",
    continued="{title} (continued)",
    colon=": ",
    skip="Skip to the text",
    theme="Colours",
    theme_names=("Black on white", "Black on cream", "Black on yellow", "White on black"),
    back="back to the text",
    separator="; ",
)
HANS: Final = Words(
    language="zh-CN",
    contents="目录",
    volume_of="第 {number} 册（共 {count} 册）",
    volume="册",
    page="页",
    pages_from_to="第 {first} 页至第 {last} 页",
    chapter="章节",
    large_print="大字版，{size} 磅",
    notes="注释",
    notes_moved="注释移至每章末尾。",
    picture="图片",
    table="表格",
    no_description="未提供文字说明。",
    missing_picture="图片缺失。",
    print_page="{label}页",
    columns="各列",
    row="第 {number} 行",
    formula="公式",
    continued="{title}（续）",
    colon="：",
    skip="跳到正文",
    theme="颜色",
    theme_names=("白底黑字", "米色底黑字", "黄底黑字", "黑底白字"),
    back="返回正文",
    separator="；",
)
HANT: Final = Words(
    language="zh-TW",
    contents="目錄",
    volume_of="第 {number} 冊（共 {count} 冊）",
    volume="冊",
    page="頁",
    pages_from_to="第 {first} 頁至第 {last} 頁",
    chapter="章節",
    large_print="大字版，{size} 點",
    notes="註釋",
    notes_moved="註釋移至每章末尾。",
    picture="圖片",
    table="表格",
    no_description="未提供文字說明。",
    missing_picture="圖片缺失。",
    print_page="{label}頁",
    columns="各欄",
    row="第 {number} 列",
    formula="公式",
    continued="{title}（續）",
    colon="：",
    skip="跳到正文",
    theme="顏色",
    theme_names=("白底黑字", "米色底黑字", "黃底黑字", "黑底白字"),
    back="返回正文",
    separator="；",
)


def words_for(language: str) -> Words:
    """The words for a book in ``language`` (BCP 47); English where there are none."""
    return in_language(language, ENGLISH, HANS, HANT)


_Spoken = TypeVar("_Spoken")


def in_language(language: str, english: _Spoken, simplified: _Spoken, traditional: _Spoken) -> _Spoken:
    """Which of three suits a book in ``language`` (BCP 47)."""
    if is_chinese(language):
        return traditional if is_traditional(language) else simplified
    return english
