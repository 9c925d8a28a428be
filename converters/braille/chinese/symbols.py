"""Other signs in running text: GB/T 18028-2010, 5.3 and 5.4; and what stands for a character that has no cells."""

from __future__ import annotations

import unicodedata
from typing import Final

from converters.braille.chinese.cells import cells
from converters.braille.chinese.latin import CAPITAL, LETTERS
from converters.braille.chinese.numbers import PERCENT, SLASH
from converters.braille.chinese.punctuation import Mark, Role

SUBSTITUTE: Final = cells("123456") * 2
"""Stands for a character we have no cells for: two full cells, as everywhere in this service; no Chinese word
is spelled so."""

# 5.4: a mathematical sign that is mentioned in prose has dots 46 before it and blanks around it.
_MENTIONED: Final = {
    "+": "235", "＋": "235", "−": "36", "±": "235 36", "×": "236", "÷": "256", "=": "2356", "＝": "2356", "≠": "4 2356",
    ">": "135", "＞": "135", "<": "246", "＜": "246", "≥": "135 2356", "≤": "246 2356", "≈": "26 26", "∞": "3456 123456",
}  # fmt: skip
_MARKS: Final = {
    **{sign: Mark(cells("46 " + dots), Role.WORD) for sign, dots in _MENTIONED.items()},
    **dict.fromkeys("%％﹪", Mark(PERCENT, Role.SUFFIX)),
    "/": Mark(SLASH, Role.LINK),
    "／": Mark(SLASH, Role.LINK),
    "°": Mark(cells("5 356"), Role.SUFFIX),
    "℃": Mark(cells("5 356") + CAPITAL + LETTERS["c"], Role.SUFFIX),
    "℉": Mark(cells("5 356") + CAPITAL + LETTERS["f"], Role.SUFFIX),
}


def symbol(character: str) -> Mark | None:
    """The sign for ``character``; None when there is none."""
    return _MARKS.get(character)


def is_silent(character: str) -> bool:
    """Characters that are nothing to a reader: joiners, direction marks, variation selectors, soft hyphens."""
    return (
        unicodedata.category(character) == "Cf"
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )


def name_of(character: str) -> str:
    """A character by its code point, for findings: it may be one that cannot be shown."""
    return f"U+{ord(character):04X}"
