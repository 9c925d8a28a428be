"""English numbers in words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from num2words import num2words

_LONGEST_NUMBER: Final = 15
"""More digits than this are read one by one: nobody follows a number of quadrillions."""


@lru_cache(maxsize=4096)
def cardinal(value: int | str) -> str:
    """``1234`` → "one thousand two hundred and thirty-four"; strings may have commas and decimals."""
    plain = str(value).replace(",", "")
    whole, _, decimals = plain.partition(".")
    if len(whole) > _LONGEST_NUMBER or (len(whole) > 1 and whole.startswith("0")):
        words = digits(whole)
    else:
        words = str(num2words(int(whole or "0"))).replace(",", "")
    return f"{words} point {digits(decimals)}" if decimals else words


@lru_cache(maxsize=1024)
def ordinal(value: int) -> str:
    """``21`` → "twenty-first"."""
    return str(num2words(value, to="ordinal")).replace(",", "")


@lru_cache(maxsize=1024)
def year(value: int) -> str:
    """``1879`` → "eighteen seventy-nine", ``1905`` → "nineteen oh five"."""
    return str(num2words(value, to="year")).replace(",", "").replace("oh-", "oh ")


def digits(text: str) -> str:
    """Digits one by one; other characters are pauses."""
    return " ".join(num2words(int(c)) if c.isdecimal() else c for c in text if c.isalnum())


def number(text: str) -> str:
    """A number as it stands in running text: four digits from 1100 to 2099 are a year."""
    return year(int(text)) if re.fullmatch(r"1[1-9]\d\d|20\d\d", text) else cardinal(text)


_ROMAN: Final = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman_value(text: str) -> int | None:
    """``XIV`` → 14; None for what is no roman numeral."""
    upper = text.upper()
    if not upper or not _ROMAN.fullmatch(upper):
        return None
    values = [_ROMAN_VALUES[c] for c in upper]
    return sum(-v if v < n else v for v, n in zip(values, [*values[1:], 0], strict=True))


def short_year(text: str) -> str:
    """``"24"`` → "twenty-four", ``"05"`` → "oh five"; minutes are read so too."""
    return f"oh {digits(text[1])}" if text[0] == "0" else cardinal(int(text))


def fraction(top: int, bottom: int) -> str:
    """``3, 4`` → "three quarters"."""
    one, more = {2: ("half", "halves"), 4: ("quarter", "quarters")}.get(
        bottom, (ordinal(bottom), ordinal(bottom) + "s")
    )
    return f"{cardinal(top)} {one if top == 1 else more}"


def mixed_number(whole: str, top: int, bottom: int) -> str:
    """``"2", 1, 2`` → "two and a half"."""
    part = fraction(top, bottom)
    return f"{cardinal(whole)} and {part.replace('one ', 'a ', 1) if top == 1 else part}"
