"""Roman numerals, abbreviations, initials and addresses in English."""

from __future__ import annotations

import re
from typing import Final

from converters.speech.normalise.english_numbers import cardinal, digits, ordinal, roman_value
from converters.speech.normalise.english_tables import ABBREVIATIONS, ADDRESS_SIGNS, BEFORE_NUMBERS, UNITS

Match = re.Match[str]

_HEADING_NUMERAL: Final = re.compile(r"\s*([IVX]|[IVXLCDM]{2,})(?=\s*(?:[.:—–-]|$))")
_HIGHEST_CHAPTER: Final = 400
"""A heading "MIX" is no chapter 1009."""
_AFTER_FIRST: Final = re.compile(r"\s*(?:[.,:;)’'—–-]|$)|\s+(?:of|and|was|had|is|did|reigned)\b")
"""What follows a roman "I" that is a number and no pronoun: "Elizabeth I was", "Book I.", but not "Book I read"."""
_LETTERED: Final = frozenset("CDLM")
_SEQUENCES: Final = frozenset({"chapter", "canto", "psalm", "sonnet", "letter", "ch", "chap"})
"""What there may be a hundred of: "Chapter L" is the fiftieth, "Part C" comes after B."""


def heading_numeral(text: str) -> tuple[str, int, int] | None:
    """(what is said, start, end) of a numeral that numbers the heading ``text``."""
    found = _HEADING_NUMERAL.match(text)
    value = roman_value(found.group(1)) if found else None
    if found and value and value < _HIGHEST_CHAPTER:
        return cardinal(value), found.start(1), found.end(1)
    return None


def counted(match: Match) -> str | None:
    """As "Chapter XIV", "Act iii"."""
    thing, numeral = match.groups()
    spoken = _count(thing, numeral, match.string[match.end() : match.end() + 20])
    return f"{thing} {spoken}" if spoken else None


def abbreviated_count(match: Match) -> str | None:
    """As "vol. iii", "pp. xii–xiv"."""
    thing, first, last = match.groups()
    name = BEFORE_NUMBERS[thing.lower()]
    one = _count(name, first, match.string[match.end() : match.end() + 20])
    if one is None:
        return None
    two = _count(name, last, ".") if last else None
    name = name.capitalize() if thing[0].isupper() else name
    return f"{name} {one} to {two}" if two else f"{name} {one}"


def _count(thing: str, numeral: str, after: str) -> str | None:
    value = roman_value(numeral)
    if value is None or (numeral == "I" and not thing.isupper() and not _AFTER_FIRST.match(after)):
        return None
    if numeral.upper() in _LETTERED and not (numeral.isupper() and thing.lower() in _SEQUENCES):
        return None
    if numeral.islower() and len(numeral) == 1 and numeral not in "ivx":
        return None
    return cardinal(value)


def ruler(match: Match) -> str | None:
    """As "Henry VIII"."""
    name, numeral = match.groups()
    value = roman_value(numeral)
    after = match.string[match.end() : match.end() + 20]
    if value is None or (numeral == "I" and not _AFTER_FIRST.match(after)):
        return None
    return f"{name} the {ordinal(value)}"


def roman_ordinal(match: Match) -> str | None:
    """As "the VI", "XIXth", "XX century"."""
    value = roman_value(match[1])
    return ordinal(value) if value else None


def roman_alone(match: Match) -> str | None:
    """As "III."."""
    value = roman_value(match.group())
    return cardinal(value) if value else None


def _before_a_name(match: Match) -> bool:
    return bool(re.match(r"\s+[A-Z]", match.string[match.end() : match.end() + 8]))


def saint(match: Match) -> str:
    """As "St. Paul", "Main St."."""
    return "Saint" if _before_a_name(match) else "Street"


def doctor(match: Match) -> str | None:
    """As "Dr. Smith", "Elm Dr."."""
    if _before_a_name(match) or (match.start() == 0 and match.group().endswith(".")):
        return "Doctor"
    return "Drive" if match.group().endswith(".") else None


def abbreviation(match: Match) -> str:
    """As "Prof."."""
    return ABBREVIATIONS[match[1]]


def letters(match: Match) -> str:
    """As "U.S.A."."""
    return " ".join(c for c in match.group() if c.isalpha())


def address(match: Match) -> str:
    """Web and e-mail addresses."""
    spoken = re.sub(r"^https?://", "", match.group()).rstrip("/")
    spoken = re.sub(r"^www\.", "w w w.", spoken)
    spoken = "".join(f" {ADDRESS_SIGNS[c]} " if c in ADDRESS_SIGNS else c for c in spoken)
    spoken = re.sub(r"(?<=dot )(uk|us|cn|tw|hk|jp|de|fr|eu|au|ca|tv|io)\b", lambda m: " ".join(m[1]), spoken)
    return " ".join(re.sub(r"\d+", lambda found: f" {digits(found.group())} ", spoken).split())


_PAIRS: Final = {
    ("he", "she"): "he or she",
    ("his", "her"): "his or her",
    ("him", "her"): "him or her",
    ("s", "he"): "she or he",
    ("and", "or"): "and or",
    ("c", "o"): "care of",
    ("w", "o"): "without",
}


def pair(match: Match) -> str:
    """As "and/or", "input/output"."""
    first, last = match.groups()
    if match.group() in UNITS:
        return UNITS[match.group()][1]
    return _PAIRS.get((first.lower(), last.lower()), f"{first} {last}")
