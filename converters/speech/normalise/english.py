"""English, written out as a person reads it aloud: numbers, dates, money, roman numerals, abbreviations, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from converters.speech.normalise import english_names as names
from converters.speech.normalise import english_quantities as quantities
from converters.speech.normalise.common import Rewrite, Rules, Written
from converters.speech.normalise.english_numbers import cardinal, digits, number
from converters.speech.normalise.english_tables import (
    ABBREVIATIONS,
    BEFORE_NUMBERS,
    BEFORE_YEARS,
    BIBLE_BOOKS,
    COUNTRY_MONEY,
    CURRENCIES,
    CURRENCY_CODES,
    MONTHS,
    NUMBERED_THINGS,
    PHRASES,
    RULERS,
    SHORT_MONTHS,
    STATES,
    SYMBOLS,
    UNITS,
    UNSTOPPED,
    VULGAR_FRACTIONS,
)

Match = re.Match[str]


def english(text: str, *, heading: bool = False, british: bool = False) -> Written:
    """``text`` as it is spoken. ``heading``: a roman numeral at the start counts; ``british``: 3/4/2024 is a day in April."""
    if (numeral := names.heading_numeral(text) if heading else None) is not None:
        said, start, end = numeral
        rest = _rules(british).apply(text[end:])
        return Written(f"{text[:start]}{said}{rest.text}", rest.replaced + 1)
    written = _rules(british).apply(text)
    if written.text is not text and _STOPPED.search(text) and not _STOPPED.search(written.text):
        # An abbreviation's stop was also the sentence's: without it the voice does not fall.
        return Written(written.text.rstrip() + ".", written.replaced)
    return written


_STOPPED: Final = re.compile(r"[.!?…][\"'”’)\]]*\s*$")


def _symbol(match: Match) -> str:
    name = SYMBOLS[match.group()]
    return f" {name} " if name else ""


def _one_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_MONTHS: Final = "|".join((*MONTHS, *(rf"{short}\.?" for short in SHORT_MONTHS)))
_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FRESH: Final = r"(?<![\d.,])"
"""Not in the middle of a number."""
_STOP: Final = r"(?:\.(?=\s*[,;:)\]a-z\d—–]))?"
"""The stop of an abbreviation inside a sentence; at its end it stays."""
_DASH: Final = r"[–—-]"
_ROMAN: Final = r"(?:[IVXLCDM]+|[ivxlc]+)"
_RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DOMAINS: Final = "com|org|net|edu|gov|info|co\\.uk|ac\\.uk|org\\.uk|com\\.cn|edu\\.cn|gov\\.cn|org\\.cn|io"
_SIGNS: Final = re.escape("".join((*SYMBOLS, *CURRENCIES, *VULGAR_FRACTIONS)))
_COUNTRIES: Final = _one_of(COUNTRY_MONEY)
_CODES: Final = _one_of(CURRENCY_CODES)
_BIBLE: Final = _one_of(BIBLE_BOOKS)

_MONEY: Final = (
    rf"(?:(?<![A-Za-z])({_COUNTRIES}))?([{''.join(CURRENCIES)}])\s?(\d[\d,]*\d|\d)(?:\.(\d{{1,2}})(?!\d))?"
    r"(?:\s?(million|billion|trillion|thousand|hundred|bn|tn|[km])\b)?"
)

_ADDRESSES: Final[list[tuple[str, str, Rewrite]]] = [
    ("https://a.org", r"(?:https?://|\bwww\.)[^\s<>\"”’)\]]*[\w/]", names.address),
    ("a@b.org", r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+", names.address),
    (
        "example.com",
        rf"(?<![\w@.])[A-Za-z0-9][\w-]*(?:\.[\w-]+)*\.(?:{_DOMAINS})\b(?:/[^\s<>\"”’)\]]*[\w/])?(?![\w@])",
        names.address,
    ),
    (
        "ISBN 978...",
        r"(?<=ISBN)(?:-1[03])?:?\s?\d[\d -]{8,15}[\dX]\b",
        lambda m: " " + quantities.digit_groups(m),
    ),
    (
        "1-800-555-0100",
        r"(?<![\w-])(?:\+?\d{1,3}[ .-])?(?:\(\d{2,4}\)\s?|\d{3,4}[-. ])\d{3,4}[-.]\d{3,4}\b(?![-.]\d)",
        quantities.digit_groups,
    ),
    ("+44 20 7946 0958", r"(?<!\w)\+\d{1,3}(?:[ .-]?\(?\d{2,4}\)?){2,5}\b", quantities.digit_groups),
    ("555-1234", r"(?<![\w-])\d{3}-\d{4}\b(?!-)", quantities.digit_groups),
]


def _dates(british: bool) -> list[tuple[str, str, Rewrite]]:
    return [
        ("2024-03-04", r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", quantities.iso_date),
        ("3/4/2024", r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?![\d/])", quantities.slash_date(british)),
        (
            "March 4, 1879",
            rf"\b({_MONTHS}) (\d{{1,2}})(?:st|nd|rd|th)?\b(?![:/.,]\d)(?:,? (\d{{4}})\b)?",
            quantities.month_day,
        ),
        (
            "4 March 1879",
            rf"\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({_MONTHS})(?!\w)(?:,? (\d{{4}})\b)?",
            quantities.day_month,
        ),
        (
            "10:30 p.m.",
            rf"{_FRESH}(\d{{1,2}}):([0-5]\d)(?::([0-5]\d))?(?!\d)(?:\s?([apAP])\.?\s?[mM]\b\.?)?",
            quantities.clock,
        ),
        ("5.30 p.m.", rf"{_FRESH}(\d{{1,2}})\.([0-5]\d)()\s?([apAP])\.?\s?[mM]\b\.?", quantities.clock),
        (
            "5 p.m.",
            r"\b(\d{1,2})\s?([apAP])\.?\s?[mM]\b\.?",
            lambda m: f"{cardinal(m[1])} {m[2].lower()} m",
        ),
        ("1870s", r"\b(1[1-9]|20)(\d0)['’]?s\b", quantities.decade),
        ("'90s", r"(?<![\w])['’]()([2-9]0)['’]?s\b", quantities.decade),
        (
            "in 1066",
            r"\b([Ii]n |[Yy]ear |A\.D\. |AD |since |until )(10\d\d)\b(?![,.]\d)",
            quantities.dated_year,
        ),
        ("1066 A.D.", r"\b()(10\d\d)(?= (?:A\.D|AD|B\.C|BC|C\.E|CE)\b)", quantities.dated_year),
        (
            "1879.1",
            r"(?:(?<=in )|(?<=by )|(?<=of )|(?<=since )|(?<=until )|(?<=to ))(1[1-9]\d\d|20\d\d)\.(\d{1,2})(?=\s+[\"“‘'(]?[A-Z]|\s*$)",
            lambda m: f"{number(m[1])}. {cardinal(m[2])}.",
        ),
        (
            "1914-18",
            r"(?<![\w.-])(\d{1,4})(?:[–—-]|\s?[–—]\s?)(\d{1,4})\b(?![–-]|[.:]\d|\s?%)",
            lambda m: f"{number(m[1])} to {number(m[2])}",
        ),
    ]


_MEASURES: Final[list[tuple[str, str, Rewrite]]] = [
    ("£3 10s. 6d.", r"£(\d+)\.?,? (\d{1,2})s\.?(?:,? (\d{1,2})d\b\.?)?", quantities.old_money),
    ("3s. 6d.", rf"\b()(\d{{1,2}})s\.? (\d{{1,2}})d\b{_STOP}", quantities.old_money),
    ("6d.", r"\b()()(\d{1,2})d\.(?!\w)", quantities.old_money),
    ("$3.50", _MONEY, quantities.money),
    (
        "5 USD",
        rf"\b(?:({_NUMBER})\s?({_CODES})|({_CODES})\s?({_NUMBER}))\b",
        quantities.currency_code,
    ),
    ("5¢", r"\b(\d+)\s?¢", lambda m: f"{cardinal(m[1])} {'cent' if m[1] == '1' else 'cents'}"),
    ("John 3:16", rf"\b({_BIBLE})\s(\d{{1,3}}):(\d{{1,3}})(?:[–-](\d{{1,3}}))?\b", quantities.verse),
    ("3:1", r"(?<![\d:.,])(\d{1,4}):(\d{1,4})(?![\d:])", lambda m: f"{cardinal(m[1])} to {cardinal(m[2])}"),
    ("1st–3rd", r"(?<=\d(?:st|nd|rd|th))[–—](?=\d)", lambda _m: " to "),
    ("21st", r"\b(\d[\d,]*)(?:st|nd|rd|th)\b", quantities.plain_ordinal),
    (
        "5–10%",
        rf"({_NUMBER})\s?%?{_DASH}({_NUMBER})\s?%",
        lambda m: f"{cardinal(m[1])} to {cardinal(m[2])} percent",
    ),
    ("50%", rf"({_NUMBER})\s?%", lambda m: f"{cardinal(m[1])} percent"),
    (
        "20 °C",
        rf"([-−])?({_NUMBER})\s?°\s?(?:(\d+)\s?['′’]\s?(?:(\d+)\s?[\"″”]\s?)?)?(?:([CF]|[NSEW]\.?(?!\w))(?!\w))?",
        quantities.degrees,
    ),
    ("5'10\"", r"(?<![\w.])(\d{1,2})\s?['′’]\s?(\d{1,2})\s?(?:[\"″”]|'')", quantities.feet_and_inches),
    ("6′", r"(?<![\w.])(\d{1,3})\s?′", lambda m: f"{cardinal(m[1])} {'foot' if m[1] == '1' else 'feet'}"),
    ("6″", r"(?<![\w.])(\d{1,3})\s?″", lambda m: f"{cardinal(m[1])} {'inch' if m[1] == '1' else 'inches'}"),
    ("5 in.", rf"{_FRESH}({_NUMBER})\s?(in\.|sec\.)(?=\s*[,;:)\]a-z\d—–]|$)", quantities.unit),
    ("5 km", rf"{_FRESH}({_NUMBER})[\s-]?({_one_of(UNITS)})(?![\w²³/]){_STOP}", quantities.unit),
    ("2½", rf"(\d+\s?)?([{''.join(VULGAR_FRACTIONS)}])", quantities.vulgar),
    ("3/4", r"(?<![\d/])(\d+ )?(\d{1,4})/(\d{1,4})(?![\d/])", quantities.slash),
    ("4x4", rf"{_FRESH}({_NUMBER})\s?x\s?({_NUMBER})\b", lambda m: f"{cardinal(m[1])} by {cardinal(m[2])}"),
    ("5 - 3", r"(?<![\w.-])(\d{1,4}) - (\d{1,4})\b(?![–-]|[.:]\d)", quantities.spaced_hyphen),
    ("3.2.1", r"\b\d+(?:\.\d+){2,}\b", lambda m: " point ".join(map(cardinal, m.group().split(".")))),
    (
        "Room 101",
        r"\b(Room|Flight|Route|Highway|Suite|Interstate|Apt\.|Apartment) (\d)(\d\d)\b",
        quantities.numbered_place,
    ),
    ("^6", r"(?<=[\w)\]])\^\{?([-−])?(\d{1,4}|[A-Za-z])\}?(?!\w)", quantities.power),
    ("left.²", rf"(?:(?<=[.,;:!?”’\"')])|(?<=[a-z]{{3}}))[{_RAISED}]+(?!\w)", lambda _m: ""),
    ("10⁶", rf"(?<=[\w)])⁻?[{_RAISED}]+", quantities.superscript_power),
    ("ran.12", r"(?:(?<=[a-z][.!?])|(?<=[.!?][\"”’]))(\d{1,3})(?=\s|$)", lambda m: f" {cardinal(m[1])}."),
    ("left.[12]", r"(?<=[.!?”\"])\[(\d{1,3})\]", lambda m: f" {cardinal(m[1])}."),
    ("left[12]", r"(?<=[a-z]{3})\[(\d{1,3})\]", lambda m: f", {cardinal(m[1])},"),
    (".5", r"(?<![\w.])\.(\d+)\b", lambda m: f"point {digits(m[1])}"),
    ("1,234.5", rf"(?:(?<![\w)])([-−]))?({_NUMBER})", quantities.plain),
]

_WORDS: Final[list[tuple[str, str, Rewrite]]] = [
    ("e. g.", rf"(?<!\w)(?:{'|'.join(pattern for pattern, _ in PHRASES)})", lambda m: _phrase(m.group())),
    ("b. 1850", rf"\b({_one_of(BEFORE_YEARS)})\.\s?(?=1?\d\d\d\b)", lambda m: f"{BEFORE_YEARS[m[1]]} "),
    ("No. 5", rf"\b(?i:({_one_of(BEFORE_NUMBERS)}))\.\s?(?=\d)", lambda m: _before_number(m[1])),
    ("No 5", r"\bNo (?=\d)", lambda _m: "number "),
    (
        "vol. iii",
        rf"\b(?i:({_one_of(BEFORE_NUMBERS)}))\.\s?({_ROMAN})(?:{_DASH}({_ROMAN}))?(?!\w)",
        names.abbreviated_count,
    ),
    ("Chapter XIV", rf"\b((?i:{_one_of(NUMBERED_THINGS)}))\s({_ROMAN})\b(?!['’.]\w)", names.counted),
    ("Henry VIII", rf"\b({_one_of(RULERS)})\s([IVX]+)\b", names.ruler),
    (
        "King Harold II",
        r"\b((?:King|Queen|Pope|Emperor|Empress|Tsar|Czar|Sultan|Prince|Duke) [A-Z][a-z]+) ([IVX]+)\b",
        names.ruler,
    ),
    ("XIXth", r"\b([IVXLC]+)(?:st|nd|rd|th)\b", names.roman_ordinal),
    ("XX century", r"\b([IVX]+)(?= [Cc]entur)", names.roman_ordinal),
    ("the VI", r"(?<=\bthe )([IVX]{2,})\b(?!\s[A-Z]{2})", names.roman_ordinal),
    ("III", r"\b(?!XX+\b)[IVX]{2,}\b(?!-)", names.roman_alone),
    ("St. Paul", r"\bSt\.|\bSt\b(?=\s+[A-Z])", names.saint),
    ("Dr. Smith", r"\bDr\.|\bDr\b(?=\s+[A-Z])", names.doctor),
    ("Boston, Mass.", rf"(?<=, )({_one_of(STATES)})\.", lambda m: STATES[m[1]]),
    ("Smith & Co.", r"\bCo\.", lambda _m: "Company"),
    ("Brown v. Board", r"(?<=[\w.] )vs?\.(?= [A-Z])", lambda _m: "versus"),
    ("2nd ed.", r"(?<=[a-z\d] )ed\.(?!\w)", lambda _m: "edition"),
    ("Mr.", rf"\b({_one_of(ABBREVIATIONS)})\.", names.abbreviation),
    ("Mr Smith", rf"\b({_one_of(UNSTOPPED)})\b(?=\s+[A-Z])", lambda m: ABBREVIATIONS[m[1]]),
    ("U.S.A.", r"\b[A-Z]\.(?:\s?[A-Z]\.)+", names.letters),
    ("Ph.D.", r"\b(?:Ph|Litt|Sc|Ed|Th)\.\s?[DBM]\.|\bD\.(?:Phil|Litt|Sc)\.", lambda m: _degree(m.group())),
    ("J. Smith", r"\b[A-HJ-Z]\.(?=\s+[A-Z][a-z])", names.letters),
    ("C#", r"\b([A-G])#", lambda m: f"{m[1]} sharp"),
    ("and/or", r"\b([A-Za-z]+)/([A-Za-z]+)\b(?!/)", names.pair),
    ("wait--what", r"\s?-{2,3}\s?", lambda _m: " — "),
    ("He . . . went", r"(?:\s?\.){3,}", lambda _m: "…"),
    ("&", f"[{re.escape(''.join(SYMBOLS))}]", _symbol),
]


_PHRASES: Final = [(re.compile(pattern), words) for pattern, words in PHRASES]


def _phrase(found: str) -> str:
    return next(words for pattern, words in _PHRASES if pattern.fullmatch(found))


def _before_number(short: str) -> str:
    word = BEFORE_NUMBERS[short.lower()]
    return f"{word.capitalize() if short[0].isupper() and short.lower() not in {'no', 'nos'} else word} "


def _degree(found: str) -> str:
    return " ".join(
        " ".join(part) if part.isupper() or part == "Ph" else part for part in found.split(".") if part
    )


_SIGN: Final = re.compile(rf"[\d{_SIGNS}{_RAISED}¢′″/^]|--|…|www")
_STOP_INSIDE: Final = re.compile(r"\.(?![\s\"'”’)\]]*$)")
_STOPPED_ABBREVIATION: Final = re.compile(
    rf"\b(?:St|Dr|Co|ed|[A-Z]|{_one_of(ABBREVIATIONS)}|{_one_of(STATES)})\.[\s\"'”’)\]]*$"
)
_LAST_WORD: Final = 24
_NUMERAL: Final = re.compile(
    r"\b(?:[IVXLCDM]{2,}|[ivxlc]+|[A-Z][A-Za-z]+ [IVXLCDM]|[DMS](?:t|r|rs|s|essrs|me|lle))\b"
)


def _worth_a_look(text: str) -> bool:
    """Whether any rule might match: quick, and wrong only by saying so too often."""
    if _SIGN.search(text) or _NUMERAL.search(text):
        return True
    return "." in text and bool(
        _STOP_INSIDE.search(text) or _STOPPED_ABBREVIATION.search(text, max(0, len(text) - _LAST_WORD))
    )


@lru_cache(maxsize=2)
def _rules(british: bool) -> Rules:
    return Rules(_worth_a_look, [*_ADDRESSES, *_dates(british), *_MEASURES, *_WORDS])
