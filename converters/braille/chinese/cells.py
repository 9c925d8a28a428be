"""Braille cells written as dot numbers: ``cells("1345 24")`` is ⠝⠊. Six dots only, as all Chinese braille is."""

from __future__ import annotations

from typing import Final

BLANK: Final = "\u2800"
SIX_DOT_CELLS: Final = frozenset(map(chr, range(0x2800, 0x2840)))


def cells(dots: str) -> str:
    """Unicode braille for dot numbers, one group a cell, groups parted by blanks. ValueError for a dot that is not 1 to 6."""
    out = []
    for group in dots.split():
        pattern = 0
        for dot in group:
            if dot not in "123456":
                raise ValueError(dots)
            pattern |= 1 << (int(dot) - 1)
        out.append(chr(0x2800 + pattern))
    return "".join(out)
