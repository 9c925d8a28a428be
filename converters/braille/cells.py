"""Braille cells as text: one character of U+2800 to U+283F a cell (six dots), U+2800 the blank."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from typing import Final

BLANK: Final = "\u2800"
NUMBER_SIGN: Final = "⠼"
CONNECTOR: Final = "⠤"
"""Begins the line on which a divided word of Chinese braille goes on."""
_DIGITS: Final = dict(zip("1234567890", "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚", strict=True))
_LETTERS: Final = dict(zip("abcdefghijklmnopqrstuvwxyz", "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵", strict=True))

NOT_SIX_DOTS: Final = re.compile("[^\u2800-\u283f]")
_FOLD: Final = {0x2800 + code: 0x2800 + (code & 0x3F) for code in range(64, 256)}


class Cells:
    """Translated text with its alignment: immutable.

    ``offsets[i]`` is the index in ``cells`` of the first cell of input character ``i``, and ``offsets[length of the text]`` is ``len(cells)``; the
    numbers never fall. Where a contraction stands for several characters, all of them have the same offset, so that the cells of characters i
    up to j are ``cells[offsets[i]:offsets[j]]`` whenever a contraction does not cross i or j.
    """

    __slots__ = ("_offsets", "_raw", "breaks", "cells", "connectors")

    def __init__(
        self,
        cells: str,
        offsets: Sequence[int] = (),
        *,
        raw: Sequence[int] | None = None,
        breaks: tuple[int, ...] = (),
        connectors: tuple[int, ...] = (),
    ) -> None:
        """``raw``: an engine's positions, one a character, put right only when somebody asks for the offsets (most pieces of text never do).

        ``breaks``: where a line may end though there is no blank; ``connectors``: where a word may be divided if the next line begins with
        the connector of Chinese braille.
        """
        self.cells = cells
        self.breaks = breaks
        self.connectors = connectors
        self._raw = raw
        self._offsets = offsets

    @property
    def offsets(self) -> Sequence[int]:
        """See the class."""
        if self._raw is not None:
            self._offsets = offsets_of(self._raw, len(self.cells))
            self._raw = None
        return self._offsets


def offsets_of(numbers: Sequence[int], length: int) -> Sequence[int]:
    """``numbers`` made to rise and closed with ``length``: what :class:`Cells` asks for, from an engine's raw positions."""
    if numbers and numbers[0] >= 0 and numbers[-1] <= length:
        listed = list(numbers)
        if sorted(listed) == listed:  # as nearly always: no need to look at each
            listed.append(length)
            return listed
    fixed, last = array("i"), 0
    for number in numbers:
        last = min(max(last, number), length)
        fixed.append(last)
    fixed.append(length)
    return fixed


def six_dots(cells: str) -> str:
    """``cells`` without dots 7 and 8."""
    return cells.translate(_FOLD)


def number_cells(number: int) -> str:
    """``number`` with its numeric indicator: ⠼⠁⠃."""
    return NUMBER_SIGN + "".join(_DIGITS[digit] for digit in str(number))


def label_cells(label: str) -> str:
    """A page label as braille producers write it: ⠼ before digits, bare letters (``xiv``, ``t1``), ⠠ before capitals; what is neither is left out.

    Empty where nothing is left, for example a label in Chinese numerals: translate those as text.
    """
    cells: list[str] = []
    number = False
    for char in label:
        if char in _DIGITS:
            cells.append(_DIGITS[char] if number else NUMBER_SIGN + _DIGITS[char])
            number = True
        elif char.lower() in _LETTERS:
            cell = _LETTERS[char.lower()]
            # After a number, the letters a to j need the grade 1 indicator, or they would be read as digits.
            sign = "⠰" if number and char.islower() and cell in _DIGITS.values() else ""
            cells.append(("⠠" if char.isupper() else sign) + cell)
            number = False
        elif char in "-–—":
            cells.append("⠤")
            number = False
    return "".join(cells)
