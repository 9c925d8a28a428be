"""What the library knows of a person, checked and put into one form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import langcodes

from accessible_reader.database import now
from accessible_reader.errors import BadRecord

_CARD: Final = re.compile(r"[0-9A-Z]{3,32}")
_PHONE: Final = re.compile(r"\+?[0-9]{5,15}(?:[x#][0-9]{1,6})?")
_EMAIL: Final = re.compile(r"[^@\s,;<>]{1,64}@[^@\s,;<>]{1,185}\.[^@\s,;<>.]{2,}")
_OLDEST: Final = 125
"""Nobody is older."""

SEALED: Final = ("card", "name", "phone", "email", "address", "birth_year")
"""Fields of a person that are encrypted and whose every view is noted."""
FOUND_BY: Final = ("card", "name", "phone", "email")
"""Fields that a person can be looked up by."""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be added. What it holds is never printed."""

    name: str = field(repr=False)
    card: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)
    address: str | None = field(default=None, repr=False)
    birth_year: str | None = field(default=None, repr=False)
    language: str = "zh-CN"
    home_branch_id: str | None = None


def tidy(name: str, value: str | None) -> str | None:
    """``value`` of the field ``name`` in the form that is kept; None for nothing.

    Raises:
        BadRecord: ``person-<field>-bad``; it never carries the value.

    """
    if value is None:
        return None
    text = " ".join(unicodedata.normalize("NFC", value).split())
    if not text:
        return None
    if not text.isprintable():
        raise BadRecord(f"person-{name.replace('_', '-')}-bad")
    return _TIDY[name](text)


def _tidy_card(text: str) -> str:
    card = "".join(c for c in unicodedata.normalize("NFKC", text).upper() if c not in " -")
    if not _CARD.fullmatch(card):
        raise BadRecord("person-card-bad")
    return card


def _tidy_name(text: str) -> str:
    if len(text) > 100:
        raise BadRecord("person-name-bad")
    return text


def _tidy_phone(text: str) -> str:
    phone = re.sub(r"[\s()./-]", "", unicodedata.normalize("NFKC", text)).lower()
    phone = re.sub(r"(?:转|轉|ext)", "x", phone)
    if not _PHONE.fullmatch(phone):
        raise BadRecord("person-phone-bad")
    return phone


def _tidy_email(text: str) -> str:
    email = unicodedata.normalize("NFKC", text)
    if len(email) > 254 or not _EMAIL.fullmatch(email):
        raise BadRecord("person-email-bad")
    return email


def _tidy_address(text: str) -> str:
    if len(text) > 500:
        raise BadRecord("person-address-bad")
    return text


def _tidy_birth_year(text: str) -> str:
    this_year = now().year
    year = unicodedata.normalize("NFKC", text).removesuffix("年")
    if not (year.isascii() and year.isdigit() and this_year - _OLDEST <= int(year) <= this_year):
        raise BadRecord("person-birth-year-bad")
    return year


def tidy_language(text: str) -> str:
    """A BCP 47 tag, in its usual spelling. Raises BadRecord ``person-language-bad``."""
    if len(text) > 35 or not langcodes.tag_is_valid(text):
        raise BadRecord("person-language-bad")
    return langcodes.standardize_tag(text)


_TIDY: Final[dict[str, Callable[[str], str]]] = {
    "card": _tidy_card,
    "name": _tidy_name,
    "phone": _tidy_phone,
    "email": _tidy_email,
    "address": _tidy_address,
    "birth_year": _tidy_birth_year,
}
