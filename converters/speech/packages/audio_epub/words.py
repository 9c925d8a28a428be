"""The few words that are the edition's own, in the language of the book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from converters.edition.words import in_language


@dataclass(frozen=True, slots=True)
class EditionWords:
    """``{...}`` is filled in by :meth:`str.format`. ``language`` (BCP 47) is theirs."""

    language: str
    narrator: str
    landmarks: str
    pages: str
    start: str
    summary: str
    with_pages: str
    all_described: str
    some_described: str
    formulas: str


_ENGLISH: Final = EditionWords(
    language="en",
    narrator="{voice} (synthetic voice)",
    landmarks="Landmarks",
    pages="Page list",
    start="Start of the text",
    summary="Full text and full audio in step, sentence by sentence, read by a synthetic voice. Headings, notes, tables and lists can be"
    " navigated; notes and sidebars can be skipped.",
    with_pages="Page numbers of the printed edition can be navigated.",
    all_described="All pictures have descriptions as supplied by the publisher; they were not reviewed.",
    some_described="{count} of {all} pictures have no description.",
    formulas="Formulas are MathML.",
)
_SIMPLIFIED: Final = EditionWords(
    language="zh-Hans",
    narrator="{voice}（合成语音）",
    landmarks="地标",
    pages="页码列表",
    start="正文开始",
    summary="全文与全部朗读逐句同步，由合成语音朗读。可以按标题、注释、表格和列表定位；注释和边栏可以跳过。",
    with_pages="可以按印刷版页码定位。",
    all_described="所有图片都有出版者提供的说明文字，说明未经审核。",
    some_described="{all}幅图片中有{count}幅没有说明文字。",
    formulas="公式采用MathML。",
)
_TRADITIONAL: Final = EditionWords(
    language="zh-Hant",
    narrator="{voice}（合成語音）",
    landmarks="地標",
    pages="頁碼列表",
    start="正文開始",
    summary="全文與全部朗讀逐句同步，由合成語音朗讀。可以依標題、註釋、表格和清單定位；註釋和側欄可以跳過。",
    with_pages="可以依紙本頁碼定位。",
    all_described="所有圖片都有出版者提供的說明文字，說明未經審核。",
    some_described="{all}張圖片中有{count}張沒有說明文字。",
    formulas="公式採用MathML。",
)


def edition_words(language: str) -> EditionWords:
    """The words for a book in ``language`` (BCP 47); English where there are none."""
    return in_language(language, _ENGLISH, _SIMPLIFIED, _TRADITIONAL)
