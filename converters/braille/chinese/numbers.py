"""Digits and what stands between them: GF 0019-2018, annex B; GB/T 18028-2010, 5.1 and 6.4."""

from __future__ import annotations

import unicodedata
from typing import Final

from converters.braille.chinese.cells import cells

NUMBER_SIGN: Final = cells("3456")
CONNECTOR: Final = cells("36")
DIGITS: Final = dict(zip("0123456789", cells("245 1 12 14 145 15 124 1245 125 24"), strict=True))
LOWERED: Final = dict(zip("0123456789", cells("356 2 23 25 256 26 235 2356 236 35"), strict=True))
MINUS: Final = frozenset("-−－")
PERCENT: Final = cells("3456 245 356")
# After the number of an item in a list, "1." or "⒈": dot 3, as liblouis has it.
ORDINAL_POINT: Final = cells("3")
SLASH: Final = cells("6 1256")
BETWEEN: Final = {
    **dict.fromkeys("-－‐‑–—~～〜", CONNECTOR),
    **dict.fromkeys(":：∶", CONNECTOR),
    **dict.fromkeys("/／", SLASH),
    "−": CONNECTOR,
    "+": cells("235"),
    "＋": cells("235"),
    "±": cells("235 36"),
}  # fmt: skip
_PERCENT_SIGNS: Final = frozenset("%％﹪")
# Left out: marks that only group digits (1,234).
_GROUPING: Final = frozenset(",，'’ \u00a0\u2009\u202f")


def number_cells(text: str, decimal_point: str = "2") -> list[str] | None:
    """Cells for each character of a number as printed: ``1,234.5``, ``-3``, ``50%``, ``8:30``, ``2024-11-21``, ``192.168.0.1``.

    ``decimal_point`` is its dots. None when ``text`` holds something that is no part of a number.
    """
    point = cells(decimal_point)
    out: list[str] = []
    running = False
    last = len(text) - 1
    for at, character in enumerate(text):
        digit = _digit(character)
        if digit is not None:
            out.append(DIGITS[digit] if running else NUMBER_SIGN + DIGITS[digit])
            running = True
            continue
        follows = at < last and _digit(text[at + 1]) is not None
        if character in ".．" and running:
            out.append(point if follows else ORDINAL_POINT)
            running = follows
        elif character in _GROUPING and running and follows:
            out.append("")
        elif character in _PERCENT_SIGNS:
            out.append(PERCENT)
            running = False
        elif character in BETWEEN and (follows or running):
            out.append(BETWEEN[character])
            running = False
        else:
            return None
    return out


def circled_number_cells(character: str) -> str | None:
    """① is ⠼⠂ (annex B: lowered digits); beyond ⑩ by the same rule. None for other characters."""
    if not (
        "\u2460" <= character <= "\u2473"
        or "\u3251" <= character <= "\u32bf"
        or "\u2776" <= character <= "\u2793"
    ):
        return None
    value = unicodedata.numeric(character, None)
    if value is None or value != int(value):
        return None
    return NUMBER_SIGN + "".join(LOWERED[digit] for digit in str(int(value)))


def _digit(character: str) -> str | None:
    """``0`` to ``9`` for a decimal digit of any shape, full-width and Arabic-Indic included."""
    if "0" <= character <= "9":
        return character
    value = unicodedata.decimal(character, None)
    return None if value is None else str(value)
