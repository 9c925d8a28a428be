"""Where things are among the cells of a leaf: beginnings of sentences, ends of printed lines, places where a line of braille may end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from converters.braille.cells import BLANK, Cells
from converters.language import Sentence

JOINTS: Final = re.compile(r"(?<=\w)[-\u2010\u2013\u2014/]+(?=\w)")
JOINTS_OUTSIDE_NUMBERS: Final = re.compile(
    r"(?<=\w)[-\u2010\u2013\u2014/]+(?=\w)(?!(?<=\d[-\u2010\u2013\u2014/])\d)"
)
"""In Chinese braille a number is one sign for the hand, a date such as 2024-11-21 too: no line ends inside it."""
_CHARACTER_PAIRS: Final = re.compile(
    "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff](?=[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)


def begin(text: str, result: Cells, at: int) -> int:
    """The first cell of what begins with character ``at``, emphasis signs in front of it included."""
    offset = result.offsets[at]
    if at and text[at - 1].isspace():
        return result.cells.rfind(BLANK, 0, offset) + 1
    return offset


def starts(text: str, result: Cells, marks: Sequence[Sentence]) -> tuple[tuple[int, str], ...]:
    """Each sentence of ``marks`` with the cell it begins at."""
    if len(marks) == 1:
        return ((0, marks[0].id),)
    return tuple((begin(text, result, mark.start) if mark.start else 0, mark.id) for mark in marks)


def after_joints(text: str, result: Cells, joints: re.Pattern[str]) -> tuple[int, ...]:
    """Cells before which a line may end because a hyphen, dash or stroke of ``joints`` stands there."""
    found = []
    for joint in joints.finditer(text):
        offset = result.offsets[joint.end()]
        if offset and result.cells[offset - 1] in "⠤⠌":
            found.append(offset)
    return tuple(found)


def between_characters(text: str, result: Cells) -> tuple[int, ...]:
    """Chinese without blanks between words: a line may end between any two characters, but not before a mark."""
    offsets = result.offsets
    return tuple(offsets[pair.end()] for pair in _CHARACTER_PAIRS.finditer(text) if offsets[pair.end()])


def with_line_ends(text: str, result: Cells) -> str:
    """The cells with line feeds where print has them."""
    cells = list(result.cells)
    for place, char in enumerate(text):
        if char == "\n":
            offset = result.offsets[place]
            if offset < len(cells) and cells[offset] == BLANK:
                cells[offset] = "\n"
    return "".join(cells)
