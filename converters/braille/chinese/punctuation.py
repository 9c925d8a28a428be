"""Punctuation marks and the blanks around them: GF 0019-2018, clause 8; GB/T 44725-2024, 4.8."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Final

from converters.braille.chinese.cells import cells


class Role(IntEnum):
    """What stands at one side of a place where a blank may go."""

    START = 0
    """The beginning, or after a blank."""
    WORD = 1
    OPEN = 2
    """An opening quotation mark or bracket."""
    CLOSE = 3
    PAUSE = 4
    """，、；："""
    STOP = 5
    """。？！"""
    ELLIPSIS = 6
    LINK = 7
    """A dash, hyphen or middle dot: holds its neighbours together."""
    SUFFIX = 8
    """A sign that clings to what is before it, like the percent sign; afterwards it is a word's end."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A punctuation mark: its cells, what it does to blanks, and how many characters of print it takes."""

    cells: str
    role: Role
    length: int = 1


_TABLE: Final = {
    "。": ("5 23", Role.STOP),
    "？": ("5 3", Role.STOP),
    "！": ("56 2", Role.STOP),
    "，": ("5", Role.PAUSE),
    "、": ("4", Role.PAUSE),
    "；": ("56", Role.PAUSE),
    "：": ("36", Role.PAUSE),
    "“": ("45", Role.OPEN),
    "”": ("45", Role.CLOSE),
    "‘": ("45 45", Role.OPEN),
    "’": ("45 45", Role.CLOSE),
    "（": ("56 3", Role.OPEN),
    "）": ("6 23", Role.CLOSE),
    "［": ("56 23", Role.OPEN),
    "］": ("56 23", Role.CLOSE),
    "《": ("5 36", Role.OPEN),
    "》": ("36 2", Role.CLOSE),
    "〈": ("5 3", Role.OPEN),
    "〉": ("6 2", Role.CLOSE),
    "…": ("5 5 5", Role.ELLIPSIS),
    "—": ("6 36", Role.LINK),
    "-": ("36", Role.LINK),
    "·": ("6 3", Role.LINK),
    "*": ("2356 35", Role.WORD),
}
# Other shapes of the same marks in print: half-width, vertical, traditional.
_SAME: Final = {
    "。": "｡．.︒", "？": "?﹖︖", "！": "!﹗︕", "，": ",﹐︐", "、": "､﹑︑", "；": ";﹔︔", "：": ":﹕︓︰",
    "“": "「｢〝﹁", "”": "」｣〞〟﹂", "‘": "『﹃", "’": "』﹄", "（": "(﹙︵", "）": ")﹚︶",
    "［": "[【〔〖〘〚﹝︻︹", "］": "]】〕〗〙〛﹞︼︺", "《": "︽", "》": "︾", "〈": "︿", "〉": "﹀",
    "…": "⋯︙", "—": "―─–﹘︱", "-": "－‐‑﹣～~〜∼", "·": "•‧・･∙", "*": "＊※",
}  # fmt: skip

MARKS: Final = {mark: Mark(cells(dots), role) for mark, (dots, role) in _TABLE.items()}
MARKS.update({other: MARKS[mark] for mark, others in _SAME.items() for other in others})

# Straight quotation marks open and close by turns.
STRAIGHT_QUOTES: Final = {'"': ("“", "”"), "＂": ("“", "”"), "'": ("‘", "’"), "＇": ("‘", "’")}

# …… and —— are one mark of two characters (GB/T 15834); writers also type three to six stops or commas' worth of dots.
_RUNS: Final = re.compile(r"[…⋯]+|\.{3,}|。{2,}|[—―─]+|.", re.DOTALL)


def marks_in(text: str) -> Iterator[tuple[str, Mark | None]]:
    """``text`` cut into marks, each with its piece of print; None for a character that is no mark (straight quotation marks too)."""
    for match in _RUNS.finditer(text):
        piece = match[0]
        if len(piece) > 1:
            sample = MARKS["—" if piece[0] in "—―─" else "…"]
            yield piece, Mark(sample.cells, sample.role, len(piece))
        else:
            yield piece, None if piece in STRAIGHT_QUOTES else MARKS.get(piece)


@cache
def blanks_between(*, after_stop: bool) -> tuple[tuple[bool, ...], ...]:
    """``table[left][right]``: is there a blank between these two roles? ``after_stop``: also after 。？！ before a word.

    4.8.1: after ，、；：. 4.8.2: after …… unless punctuation follows. 4.8.3: before what opens and after what closes; the blanks
    stand outside a group of brackets and never part a closing mark from the mark after it.
    """
    words = {Role.WORD}
    after = {
        Role.START: set[Role](),
        Role.WORD: words | {Role.OPEN},
        Role.OPEN: set[Role](),
        Role.CLOSE: words | {Role.OPEN},
        Role.PAUSE: words | {Role.OPEN},
        Role.STOP: (words if after_stop else set[Role]()) | {Role.OPEN},
        Role.ELLIPSIS: words | {Role.OPEN},
        Role.LINK: {Role.OPEN},
        Role.SUFFIX: words | {Role.OPEN},
    }
    return tuple(tuple(right in after[left] for right in Role) for left in Role)
