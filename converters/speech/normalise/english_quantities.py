"""Dates, times, money, measures and other quantities in English."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from converters.speech.normalise.common import Rewrite
from converters.speech.normalise.english_numbers import (
    cardinal,
    digits,
    fraction,
    mixed_number,
    number,
    ordinal,
    short_year,
)
from converters.speech.normalise.english_tables import (
    BIBLE_BOOKS,
    COUNTRY_MONEY,
    CURRENCIES,
    CURRENCY_CODES,
    MAGNITUDES,
    MONTHS,
    SHORT_MONTHS,
    UNITS,
    VULGAR_FRACTIONS,
)

Match = re.Match[str]


def _date(month: int, day: int, year_text: str) -> str | None:
    try:
        date(int(year_text) if len(year_text) == 4 else 2000, month, day)
    except ValueError:
        return None
    spoken_year = number(year_text) if len(year_text) == 4 else short_year(year_text)
    return f"{MONTHS[month - 1]} {ordinal(day)}, {spoken_year}"


def iso_date(match: Match) -> str | None:
    """As "2024-03-04"."""
    return _date(int(match[2]), int(match[3]), match[1])


def slash_date(british: bool) -> Rewrite:
    """As "3/4/2024"."""

    def rewrite(match: Match) -> str | None:
        first, second = int(match[1]), int(match[2])
        day_first = first > 12 or (british and second <= 12)
        day, month = (first, second) if day_first else (second, first)
        return _date(month, day, match[3])

    return rewrite


def _month(name: str) -> str:
    return SHORT_MONTHS.get(name.rstrip("."), name)


def month_day(match: Match) -> str | None:
    """As "March 4, 1879"."""
    name, day, year_text = match.groups()
    if not 1 <= int(day) <= 31:
        return None
    return f"{_month(name)} {ordinal(int(day))}" + (f", {number(year_text)}" if year_text else "")


def day_month(match: Match) -> str | None:
    """As "4 March 1879", "the 4th of March"."""
    day, name, year_text = match.groups()
    if not 1 <= int(day) <= 31:
        return None
    the = "" if match.string[: match.start()].rstrip().lower().endswith("the") else "the "
    return f"{the}{ordinal(int(day))} of {_month(name)}" + (f", {number(year_text)}" if year_text else "")


def money(match: Match) -> str:
    """As "$3.50", "US$5 million"."""
    country, sign, whole, hundredths, magnitude = match.groups()
    one, more, part, parts = CURRENCIES[sign]
    nation = COUNTRY_MONEY.get(country or "", "")
    if magnitude:
        amount = f"{whole}.{hundredths}" if hundredths else whole
        return f"{cardinal(amount)} {MAGNITUDES.get(magnitude.lower(), magnitude)} {nation}{more}"
    pieces = []
    count = int(hundredths.ljust(2, "0")) if hundredths else 0
    if whole.strip("0,") or not count:
        pieces.append(f"{cardinal(whole)} {nation}{one if whole == '1' else more}")
    if count:
        pieces.append(f"{cardinal(count)} {part if count == 1 else parts}")
    return " and ".join(pieces)


def currency_code(match: Match) -> str:
    """As "5 USD", "CNY 5"."""
    amount = match[1] or match[4]
    one, more = CURRENCY_CODES[match[2] or match[3]]
    return f"{cardinal(amount)} {one if amount == '1' else more}"


def old_money(match: Match) -> str:
    """As "£3 10s. 6d.", "3s. 6d.", "6d."."""
    pounds, shillings, pence = match.groups()
    pieces = []
    for amount, one, more in (
        (pounds, "pound", "pounds"),
        (shillings, "shilling", "shillings"),
        (pence, "penny", "pence"),
    ):
        if amount:
            joined = "" if more == "pence" and 1 < int(amount) <= 12 else " "
            pieces.append(f"{cardinal(amount)}{joined}{one if amount == '1' else more}")
    return " and ".join([" ".join(pieces[:-1]), pieces[-1]]) if len(pieces) > 1 else pieces[0]


def clock(match: Match) -> str | None:
    """As "10:30 p.m.", "3:1"."""
    hour, minute, second, half = match.groups()
    if int(hour) > 24:
        return f"{cardinal(hour)} to {cardinal(minute)}" if not second and half is None else None
    spoken = cardinal(int(hour))
    if minute != "00":
        spoken += f" {short_year(minute)}"
    elif not half:
        spoken += " o'clock" if int(hour) <= 12 else " hundred hours"
    if second:
        spoken += f" and {cardinal(int(second))} seconds"
    return f"{spoken} {half.lower()} m" if half else spoken


def verse(match: Match) -> str:
    """As "John 3:16", "Ps. 23:4-5"."""
    book, chapter, first, last = match.groups()
    verses = f"verses {cardinal(first)} to {cardinal(last)}" if last else f"verse {cardinal(first)}"
    return f"{BIBLE_BOOKS[book]} {cardinal(chapter)}, {verses}"


def decade(match: Match) -> str:
    """As "1870s", "'90s"."""
    century, tens = match.groups()
    plural = {"00": "hundreds", "10": "tens"}.get(tens) or re.sub("y$", "ies", cardinal(int(tens)))
    if (century, tens) == ("20", "00"):
        return "two thousands"
    return f"{cardinal(int(century))} {plural}" if century else plural


def vulgar(match: Match) -> str:
    """As "2½"."""
    whole, sign = match.groups()
    parts = VULGAR_FRACTIONS[sign]
    return mixed_number(whole.strip(), *parts) if whole else fraction(*parts)


_NO_FRACTIONS: Final = {
    ("24", "7"): "twenty-four seven",
    ("9", "11"): "nine eleven",
    ("7", "11"): "seven eleven",
}


def slash(match: Match) -> str:
    """As "3/4", "2 1/2", "50/50"."""
    whole, top, bottom = match.groups()
    if not whole and (top, bottom) in _NO_FRACTIONS:
        return _NO_FRACTIONS[top, bottom]
    if 0 < int(top) < int(bottom) <= 100:
        return (
            mixed_number(whole.strip(), int(top), int(bottom)) if whole else fraction(int(top), int(bottom))
        )
    between = " " if top == bottom else " slash "
    return f"{number(whole.strip()) + ' ' if whole else ''}{number(top)}{between}{number(bottom)}"


def unit(match: Match) -> str:
    """As "5 km", "6 ft."."""
    one, more = UNITS[match[2]]
    return f"{cardinal(match[1])} {one if match[1] == '1' else more}"


def feet_and_inches(match: Match) -> str:
    """As 5'10" for a person's height."""
    feet, inches = match.groups()
    return f"{cardinal(feet)} foot {cardinal(inches)}"


def degrees(match: Match) -> str:
    """As "−5 °C", "40° 30′ N."."""
    minus, value, minutes, seconds, scale = match.groups()
    name = {"C": " Celsius", "F": " Fahrenheit"}.get(scale or "", "")
    name = name or {"N": " north", "S": " south", "E": " east", "W": " west"}.get((scale or "")[:1], "")
    spoken = f"{cardinal(value)} {'degree' if value == '1' else 'degrees'}"
    if minutes:
        spoken += f" {cardinal(minutes)} {'minute' if minutes == '1' else 'minutes'}"
    if seconds:
        spoken += f" {cardinal(seconds)} {'second' if seconds == '1' else 'seconds'}"
    return f"{'minus ' if minus else ''}{spoken}{name}"


def spaced_hyphen(match: Match) -> str:
    """As "5 - 3" is less, "3 - 5" a range."""
    first, last = match.groups()
    falls = float(first) > float(last)
    return f"{number(first)} {'minus' if falls else 'to'} {number(last)}"


def power(match: Match) -> str:
    """As "^6" after its base."""
    sign, exponent = match.groups()
    minus = "minus " if sign else ""
    if not exponent.isdecimal():
        return f" to the {minus}{exponent}"
    if not minus and exponent in {"2", "3"}:
        return " squared" if exponent == "2" else " cubed"
    return f" to the {minus}{cardinal(exponent) if minus else ordinal(int(exponent))}"


def plain(match: Match) -> str:
    """As "1,234.5", "-5"."""
    minus, value = match.groups()
    return f"minus {cardinal(value)}" if minus else number(value)


def plain_ordinal(match: Match) -> str | None:
    """As "21st"."""
    value = match[1].replace(",", "")
    return ordinal(int(value)) if len(value) <= 12 else None


def digit_groups(match: Match) -> str:
    """Telephone numbers, ISBNs."""
    plus = "plus " if match.group().lstrip().startswith("+") else ""
    return plus + ", ".join(digits(group) for group in re.findall(r"\d+|X", match.group().upper()))


def numbered_place(match: Match) -> str:
    """As "Room 101"."""
    thing, hundreds, rest = match.groups()
    if rest == "00":
        return f"{thing} {cardinal(int(hundreds))} hundred"
    return f"{thing} {cardinal(int(hundreds))} {short_year(rest)}"


def dated_year(match: Match) -> str:
    """As "in 1066", "476 B.C."."""
    before, value = match.groups()
    return f"{(before or '').replace('.', ' ').replace('  ', ' ')}{year_words(value)}"


def year_words(text: str) -> str:
    """A number known to be a year: "1066" is ten sixty-six."""
    if len(text) == 4 and text[0] == "1" and text[1] == "0" and text[2:] != "00":
        return f"ten {short_year(text[2:])}"
    return number(text)


def superscript_power(match: Match) -> str:
    """As "⁶" after its base."""
    return power_of(match.group().translate(_PLAIN_DIGITS))


_PLAIN_DIGITS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def power_of(exponent: str) -> str:
    """As "6" → " to the sixth"."""
    if exponent in {"2", "3"}:
        return " squared" if exponent == "2" else " cubed"
    if exponent.startswith("-"):
        return f" to the minus {cardinal(exponent[1:])}"
    return f" to the {ordinal(int(exponent))}"
