"""Latin letters inside Chinese: GF 0019-2018, annex C; the letter signs of GB/T 18028-2010, 5.2.

A sign stands before the first letter and wherever the case changes: ⠰ before small letters, ⠠ before capitals, and a number
ends its force. ``CPU`` is ⠠⠉⠏⠥, ``iPhone`` ⠰⠊⠠⠏⠰⠓⠕⠝⠑.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from converters.braille.chinese.cells import cells
from converters.braille.chinese.numbers import DIGITS, NUMBER_SIGN

SMALL: Final = cells("56")
CAPITAL: Final = cells("6")
LETTERS: Final = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        cells(
            "1 12 14 145 15 124 1245 125 24 245 13 123 134 1345 135 1234 12345 1235 234 2345 136 1236 2456 1346 13456 1356"
        ),
        strict=True,
    )
)


def latin_cells(text: str) -> list[str | None]:
    """Cells for each character of ``text``, letter by letter with letter signs; None where it is neither letter nor digit.

    Accents are left off: Chinese braille has no signs for them.
    """
    out: list[str | None] = []
    force = ""
    for character in text:
        base = _base(character)
        letter = LETTERS.get(base.lower())
        if letter is not None:
            sign = CAPITAL if base.isupper() else SMALL
            out.append(letter if sign == force else sign + letter)
            force = sign
        elif character.isdecimal() and character.isascii():
            out.append(DIGITS[character] if force == NUMBER_SIGN else NUMBER_SIGN + DIGITS[character])
            force = NUMBER_SIGN
        else:
            out.append("" if unicodedata.combining(character) else None)
            force = force if unicodedata.combining(character) else ""
    return out


def letters_of(character: str) -> str:
    """Cells of one character that stands for letters or digits: ``Ⅲ``, ``㎏``, ``é``. Empty when it does not."""
    found = latin_cells(unicodedata.normalize("NFKC", character))
    return "" if None in found else "".join(filter(None, found))


def _base(character: str) -> str:
    """The letter under an accent, and the plain letter of a full-width one; the character itself when that is not one letter."""
    if character.isascii():
        return character
    plain = unicodedata.normalize("NFKD", character)
    return (
        plain[0] if plain and plain[0].isascii() and all(map(unicodedata.combining, plain[1:])) else character
    )
