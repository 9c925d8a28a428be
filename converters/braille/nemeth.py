"""Formulas in Nemeth code inside UEB text, by speech-rule-engine.

The switch is that of BANA's guidance for Nemeth code within UEB contexts (2018): ⠸⠩ and a blank before, a blank and ⠸⠱ after.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from converters.braille.cells import BLANK, NOT_SIX_DOTS
from converters.language.maths import formula_in_nemeth

OPEN: Final = "⠸⠩"
CLOSE: Final = "⠸⠱"
_OPERATIONS: Final = frozenset("⠬⠤")
"""Plus and minus. In a line that is too long for the page, Nemeth code breaks before a sign of comparison (a blank is there) or of operation."""
_ROW_GAP: Final = re.compile("\u2800{3,}")
"""What speech-rule-engine puts between the rows of a formula that has several."""


@lru_cache(maxsize=20_000)
def nemeth_cells(mathml: str) -> str | None:
    """``mathml`` between its indicators, its rows parted by line feeds; None where it cannot be written: no node, no MathML, or signs that Nemeth code does not have."""
    cells = (formula_in_nemeth(mathml) or "").strip(BLANK + " ").replace(" ", BLANK)
    if not cells or NOT_SIX_DOTS.search(cells):
        return None
    return f"{OPEN}{BLANK}{_ROW_GAP.sub(chr(10), cells)}{BLANK}{CLOSE}"


def nemeth_breaks(cells: str) -> tuple[int, ...]:
    """Where a line may end inside a formula though there is no blank."""
    first, last = len(OPEN) + 2, len(cells) - len(CLOSE) - 2
    return tuple(
        at for at in range(first, last) if cells[at] in _OPERATIONS and cells[at - 1] not in "\u2800⠸⠨⠐⠘⠰"
    )
