"""What lists and structures are called, for players that show or say it."""

from __future__ import annotations

from typing import Final

from converters.language.tags import is_chinese, is_traditional

_ENGLISH: Final = {
    "page": "Pages",
    "note": "Notes",
    "sidebar": "Sidebars",
    "prodnote": "Pictures",
    "table": "Table",
    "list": "List",
}
_SIMPLIFIED: Final = {
    "page": "页码",
    "note": "注释",
    "sidebar": "边栏",
    "prodnote": "图片",
    "table": "表格",
    "list": "列表",
}
_TRADITIONAL: Final = {
    "page": "頁碼",
    "note": "註釋",
    "sidebar": "邊欄",
    "prodnote": "圖片",
    "table": "表格",
    "list": "清單",
}


def list_names(language: str) -> dict[str, str]:
    """Names by kind, in Chinese for Chinese books, else in English."""
    if not is_chinese(language):
        return _ENGLISH
    return _TRADITIONAL if is_traditional(language) else _SIMPLIFIED
