"""Program code spelled: every sign by its name, so that a listener can type it."""

from __future__ import annotations

import re
from typing import Final

from converters.speech.normalise.common import Written, count_words

_SIGNS: Final = {
    # sign: (English, mainland Chinese, Taiwan's Chinese)
    "(": ("left paren", "左括号", "左括號"),
    ")": ("right paren", "右括号", "右括號"),
    "[": ("left bracket", "左方括号", "左中括號"),
    "]": ("right bracket", "右方括号", "右中括號"),
    "{": ("left brace", "左花括号", "左大括號"),
    "}": ("right brace", "右花括号", "右大括號"),
    "<": ("less than", "小于号", "小於"),
    ">": ("greater than", "大于号", "大於"),
    "=": ("equals", "等号", "等號"),
    "+": ("plus", "加号", "加號"),
    "-": ("minus", "减号", "減號"),
    "*": ("star", "星号", "星號"),
    "/": ("slash", "斜杠", "斜線"),
    "\\": ("backslash", "反斜杠", "反斜線"),
    "|": ("bar", "竖线", "直線"),
    "&": ("ampersand", "和号", "and 符號"),
    "%": ("percent", "百分号", "百分號"),
    "$": ("dollar", "美元符", "錢號"),
    "#": ("hash", "井号", "井號"),
    "@": ("at", "艾特", "小老鼠"),
    "!": ("exclamation mark", "叹号", "驚嘆號"),
    "?": ("question mark", "问号", "問號"),
    ".": ("dot", "点", "點"),
    ",": ("comma", "逗号", "逗號"),
    ":": ("colon", "冒号", "冒號"),
    ";": ("semicolon", "分号", "分號"),
    "'": ("quote", "单引号", "單引號"),
    '"': ("double quote", "双引号", "雙引號"),
    "`": ("backtick", "反引号", "反引號"),
    "_": ("underscore", "下划线", "底線"),
    "^": ("caret", "脱字符", "插入號"),
    "~": ("tilde", "波浪号", "波浪號"),
}
_SIGN: Final = re.compile("(.)\\1*", re.DOTALL)
_LANGUAGES: Final = {"zh-Hans": 1, "zh-Hant": 2}


def spelled(text: str, language: str) -> Written:
    """``text`` with its signs as words in ``language``, one of ours (English for those without names here).

    Signs in a row are counted ("3 equals"), so that nobody counts on fingers; a comma after each keeps them apart.
    """
    column = _LANGUAGES.get(language, 0)
    comma = "，" if column else ", "

    def name(match: re.Match[str]) -> str:
        names = _SIGNS.get(match[1])
        if names is None:
            return match.group()
        count = len(match.group())
        blank = "" if column else " "
        times = "" if count == 1 else f"{count}{('个', '個')[column - 1] if column else ' '}"
        return f"{blank}{times}{names[column]}{comma}"

    changed = sum(1 for word in text.split() if any(sign in _SIGNS for sign in word) and count_words(word))
    return Written(_SIGN.sub(name, text), changed)
