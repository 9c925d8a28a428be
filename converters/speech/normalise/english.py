"""English, written out as a person reads it aloud: numbers, dates, money, roman numerals, abbreviations, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final

from converters.speech.normalise.common import Rewrite, Rules, Written
from converters.speech.normalise.english_numbers import (
    cardinal,
    digits,
    fraction,
    mixed_number,
    number,
    ordinal,
    roman_value,
    short_year,
)
from converters.speech.normalise.english_tables import (
    ABBREVIATIONS,
    ADDRESS_SIGNS,
    BEFORE_NUMBERS,
    CURRENCIES,
    MAGNITUDES,
    MONTHS,
    NUMBERED_THINGS,
    RULERS,
    SHORT_MONTHS,
    SYMBOLS,
    UNITS,
    VULGAR_FRACTIONS,
)

Match = re.Match[str]

_HEADING_NUMERAL: Final = re.compile(r"\s*([IVXLCDM]+)(?=\s*(?:[.:—–-]|$))")
_HIGHEST_CHAPTER: Final = 400
"""A heading "MIX" is no chapter 1009."""
_AFTER_FIRST: Final = re.compile(r"\s*(?:[.,:;)’'—–-]|$)|\s+(?:of|and|was|had|is|did|reigned)\b")
"""What follows a roman "I" that is a number and no pronoun: "Elizabeth I was", "Book I.", but not "Book I read"."""


def english(text: str, *, heading: bool = False, british: bool = False) -> Written:
    """``text`` as it is spoken. ``heading``: a roman numeral at the start counts; ``british``: 3/4/2024 is a day in April."""
    first = _HEADING_NUMERAL.match(text) if heading else None
    value = roman_value(first.group(1)) if first else None
    if first and value and value < _HIGHEST_CHAPTER:
        rest = _rules(british).apply(text[first.end(1) :])
        return Written(f"{text[: first.start(1)]}{cardinal(value)}{rest.text}", rest.replaced + 1)
    return _rules(british).apply(text)


def _address(match: Match) -> str:
    spoken = re.sub(r"^https?://", "", match.group()).rstrip("/")
    spoken = "".join(f" {ADDRESS_SIGNS[c]} " if c in ADDRESS_SIGNS else c for c in spoken)
    return " ".join(re.sub(r"\d+", lambda found: f" {digits(found.group())} ", spoken).split())


def _date(month: int, day: int, year_text: str) -> str | None:
    try:
        date(int(year_text) if len(year_text) == 4 else 2000, month, day)
    except ValueError:
        return None
    spoken_year = number(year_text) if len(year_text) == 4 else short_year(year_text)
    return f"{MONTHS[month - 1]} {ordinal(day)}, {spoken_year}"


def _slash_date(british: bool) -> Rewrite:
    def rewrite(match: Match) -> str | None:
        first, second = int(match[1]), int(match[2])
        day_first = first > 12 or (british and second <= 12)
        day, month = (first, second) if day_first else (second, first)
        return _date(month, day, match[3])

    return rewrite


def _month(name: str) -> str:
    return SHORT_MONTHS.get(name.rstrip("."), name)


def _month_day(match: Match) -> str | None:
    name, day, year_text = match.groups()
    if not 1 <= int(day) <= 31:
        return None
    return f"{_month(name)} {ordinal(int(day))}" + (f", {number(year_text)}" if year_text else "")


def _day_month(match: Match) -> str | None:
    day, name, year_text = match.groups()
    if not 1 <= int(day) <= 31:
        return None
    return f"{ordinal(int(day))} of {_month(name)}" + (f", {number(year_text)}" if year_text else "")


def _money(match: Match) -> str:
    sign, whole, hundredths, magnitude = match.groups()
    one, more, part, parts = CURRENCIES[sign]
    if magnitude:
        amount = f"{whole}.{hundredths}" if hundredths else whole
        return f"{cardinal(amount)} {MAGNITUDES.get(magnitude.lower(), magnitude)} {more}"
    pieces = []
    count = int(hundredths.ljust(2, "0")) if hundredths else 0
    if whole.strip("0,") or not count:
        pieces.append(f"{cardinal(whole)} {one if whole == '1' else more}")
    if count:
        pieces.append(f"{cardinal(count)} {part if count == 1 else parts}")
    return " and ".join(pieces)


def _clock(match: Match) -> str | None:
    hour, minute, second, half = match.groups()
    if int(hour) > 24:
        return f"{cardinal(hour)} to {cardinal(minute)}" if second is None and half is None else None
    spoken = cardinal(int(hour))
    if minute != "00":
        spoken += f" {short_year(minute)}"
    elif not half:
        spoken += " o'clock" if int(hour) <= 12 else " hundred hours"
    if second is not None:
        spoken += f" and {cardinal(int(second))} seconds"
    return f"{spoken} {half.lower()} m" if half else spoken


def _vulgar(match: Match) -> str:
    whole, sign = match.groups()
    parts = VULGAR_FRACTIONS[sign]
    return mixed_number(whole.strip(), *parts) if whole else fraction(*parts)


def _slash(match: Match) -> str:
    whole, top, bottom = match.groups()
    if 0 < int(top) < int(bottom) <= 100:
        return (
            mixed_number(whole.strip(), int(top), int(bottom)) if whole else fraction(int(top), int(bottom))
        )
    return f"{number(whole.strip()) + ' ' if whole else ''}{number(top)} slash {number(bottom)}"


def _unit(match: Match) -> str:
    one, more = UNITS[match[2]]
    return f"{cardinal(match[1])} {one if match[1] == '1' else more}"


def _degrees(match: Match) -> str:
    minus, value, scale = match.groups()
    name = {"C": " Celsius", "F": " Fahrenheit"}.get(scale or "", "")
    return f"{'minus ' if minus else ''}{cardinal(value)} {'degree' if value == '1' else 'degrees'}{name}"


def _plain(match: Match) -> str:
    minus, value = match.groups()
    return f"minus {cardinal(value)}" if minus else number(value)


def _ordinal(match: Match) -> str | None:
    plain = match[1].replace(",", "")
    return ordinal(int(plain)) if len(plain) <= 12 else None


def _decade(match: Match) -> str:
    century, tens = match.groups()
    plural = {"00": "hundreds", "10": "tens"}.get(tens) or re.sub("y$", "ies", cardinal(int(tens)))
    if (century, tens) == ("20", "00"):
        return "two thousands"
    return f"{cardinal(int(century))} {plural}" if century else plural


def _before_a_name(match: Match) -> bool:
    return bool(re.match(r"\s+[A-Z]", match.string[match.end() : match.end() + 8]))


def _counted(match: Match) -> str | None:
    thing, numeral = match.groups()
    value = roman_value(numeral)
    after = match.string[match.end() : match.end() + 20]
    if value is None or (numeral == "I" and not thing.isupper() and not _AFTER_FIRST.match(after)):
        return None
    return f"{thing} {cardinal(value)}"


def _ruler(match: Match) -> str | None:
    name, numeral = match.groups()
    value = roman_value(numeral)
    after = match.string[match.end() : match.end() + 20]
    if value is None or (numeral == "I" and not _AFTER_FIRST.match(after)):
        return None
    return f"{name} the {ordinal(value)}"


def _letters(match: Match) -> str:
    return " ".join(c for c in match.group() if c.isalpha())


def _digit_groups(match: Match) -> str:
    return ", ".join(digits(group) for group in re.findall(r"\d+|X", match.group().upper()))


def _symbol(match: Match) -> str:
    name = SYMBOLS[match.group()]
    return f" {name} " if name else ""


def _one_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_MONTHS: Final = "|".join((*MONTHS, *(rf"{short}\.?" for short in SHORT_MONTHS)))
_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FRESH: Final = r"(?<![\d.,])"
"""Not in the middle of a number."""
_SIGNS: Final = re.escape("".join((*SYMBOLS, *CURRENCIES, *VULGAR_FRACTIONS)))


_MONEY: Final = (
    rf"([{''.join(CURRENCIES)}])\s?(\d[\d,]*\d|\d)(?:\.(\d{{1,2}})(?!\d))?"
    r"(?:\s?(million|billion|trillion|thousand|hundred|bn|tn|[km])\b)?"
)


def _table(british: bool) -> list[tuple[str, str, Rewrite]]:
    """What is looked for, in order of precedence: an example, its pattern, how it is said."""
    return [
        ("https://a.org", r"(?:https?://|\bwww\.)[^\s<>\"”’)\]]*[\w/]", _address),
        ("a@b.org", r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+", _address),
        ("ISBN 978...", r"(?<=ISBN)(?:-1[03])?:?\s?\d[\d -]{8,15}[\dX]\b", lambda m: " " + _digit_groups(m)),
        ("2024-03-04", r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", lambda m: _date(int(m[2]), int(m[3]), m[1])),
        ("3/4/2024", r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?![\d/])", _slash_date(british)),
        (
            "March 4, 1879",
            rf"\b({_MONTHS}) (\d{{1,2}})(?:st|nd|rd|th)?\b(?![:/.,]\d)(?:,? (\d{{4}})\b)?",
            _month_day,
        ),
        (
            "4 March 1879",
            rf"\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({_MONTHS})\b(?:,? (\d{{4}})\b)?",
            _day_month,
        ),
        (
            "$3.50",
            _MONEY,
            _money,
        ),
        (
            "10:30 p.m.",
            rf"{_FRESH}(\d{{1,2}}):([0-5]\d)(?::([0-5]\d))?(?!\d)(?:\s?([ap])\.?m\b\.?)?",
            _clock,
        ),
        ("5 p.m.", r"\b(\d{1,2})\s?([ap])\.?m\b\.?", lambda m: f"{cardinal(m[1])} {m[2]} m"),
        ("1870s", r"\b(1[1-9]|20)(\d0)s\b", _decade),
        ("'90s", r"(?<![\w])['’]()([2-9]0)s\b", _decade),
        ("21st", r"\b(\d[\d,]*)(?:st|nd|rd|th)\b", _ordinal),
        ("50%", rf"({_NUMBER})\s?%", lambda m: f"{cardinal(m[1])} percent"),
        ("20 °C", rf"([-−])?({_NUMBER})\s?°\s?(?:([CF])\b)?", _degrees),
        ("5 km", rf"{_FRESH}({_NUMBER})\s?({_one_of(UNITS)})(?![\w²³/])", _unit),
        ("2½", rf"(\d+\s?)?([{''.join(VULGAR_FRACTIONS)}])", _vulgar),
        (
            "1-800-555-0100",
            r"(?<![\w-])(?:\+?\d{1,3}[ .-])?(?:\(\d{2,4}\)\s?|\d{3,4}[-. ])\d{3,4}[-.]\d{3,4}\b",
            _digit_groups,
        ),
        ("555-1234", r"(?<![\w-])\d{3}-\d{4}\b(?!-)", _digit_groups),
        ("3/4", r"(?<![\d/])(\d+ )?(\d{1,4})/(\d{1,4})(?![\d/])", _slash),
        (
            "1914-1918",
            r"(?<![\w.-])(\d{1,4})\s?[–—-]\s?(\d{1,4})\b(?![–-]|\.\d)",
            lambda m: f"{number(m[1])} to {number(m[2])}",
        ),
        ("3.2.1", r"\b\d+(?:\.\d+){2,}\b", lambda m: " point ".join(map(cardinal, m.group().split(".")))),
        ("1,234.5", rf"(?:(?<![\w)])([-−]))?({_NUMBER})", _plain),
        (
            "No. 5",
            rf"\b(?i:({_one_of(BEFORE_NUMBERS)}))\.\s?(?=\d)",
            lambda m: f"{BEFORE_NUMBERS[m[1].lower()]} ",
        ),
        ("Chapter XIV", rf"\b((?i:{_one_of(NUMBERED_THINGS)}))\s([IVXLCDM]+)\b", _counted),
        ("Henry VIII", rf"\b({_one_of(RULERS)})\s([IVX]+)\b", _ruler),
        ("St. Paul", r"\bSt\.", lambda m: "Saint" if _before_a_name(m) else "Street"),
        ("Dr. Smith", r"\bDr\.", lambda m: "Doctor" if _before_a_name(m) or m.start() == 0 else "Drive"),
        ("Mr.", rf"\b({_one_of(ABBREVIATIONS)})\.", lambda m: ABBREVIATIONS[m[1]]),
        ("U.S.A.", r"\b[A-Z]\.(?:\s?[A-Z]\.)+", _letters),
        ("J. Smith", r"\b[A-HJ-Z]\.(?=\s+[A-Z][a-z])", _letters),
        ("&", f"[{re.escape(''.join(SYMBOLS))}]", _symbol),
    ]


_ONLY_IF: Final = rf"[\d{_SIGNS}]|://|\bwww\.|\b[A-Z]\.|\b[IVXLCDM]+\b|\b(?:St|Dr|{_one_of(ABBREVIATIONS)})\."


@lru_cache(maxsize=2)
def _rules(british: bool) -> Rules:
    return Rules(_ONLY_IF, _table(british))
