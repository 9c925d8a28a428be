"""Sentences, dates and numbers of the pages, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from converters.errors import ConversionError, Finding
from converters.messages import LANGUAGES, Catalogue, best_language

FIRST: Final = "zh-CN"
"""Where nobody asked for anything we have."""
NAMES: Final = {"zh-CN": "简体中文", "zh-TW": "繁體中文", "en": "English"}
"""Each language in its own words."""

_ROOT: Final = Path(__file__).resolve().parents[1]
MESSAGES: Final = (_ROOT / "accessible_reader" / "messages", _ROOT / "web" / "messages")
_LOCALES: Final = {"zh-CN": "zh_Hans_CN", "zh-TW": "zh_Hant_TW", "en": "en_GB"}


class Words:
    """Everything that is said in one language. Safe to share."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = Catalogue(language, MESSAGES)
        self._locale = Locale.parse(_LOCALES[language])

    def __call__(self, code: str, **params: Any) -> str:
        """The sentence for ``code``."""
        return self._catalogue.format(code, params)

    def has(self, code: str) -> bool:
        """Whether there is such a sentence."""
        return code in self._catalogue

    def finding(self, found: Finding | ConversionError) -> str:
        """A finding or an error in words."""
        return self._catalogue.format(found.code, found.params)

    def day(self, day: date) -> str:
        """With its weekday: 2026年11月24日星期二."""
        return str(format_date(day, "full", locale=self._locale))

    def month(self, day: date) -> str:
        """The month in which it is: 2026年11月."""
        return str(format_skeleton("yMMMM", day, locale=self._locale))

    def moment(self, moment: datetime, zone: str = "Asia/Shanghai") -> str:
        """Day and time at the library."""
        local = moment.astimezone(ZoneInfo(zone))
        return f"{self.day(local.date())} {format_time(local.time(), 'short', locale=self._locale)}"

    def stamp(self, moment: datetime) -> str:
        """For a table: short, in UTC as a machine has it."""
        return str(format_datetime(moment.astimezone(UTC), "short", locale=self._locale))

    def number(self, value: float) -> str:
        """With the separators of the language."""
        return str(format_decimal(value, locale=self._locale))

    def percent(self, share: float) -> str:
        """0.5 → 50%."""
        return str(format_percent(share, locale=self._locale))

    def list(self, parts: Iterable[str]) -> str:
        """“a, b and c”."""
        return str(format_list(list(parts), locale=self._locale))

    def duration(self, seconds: float) -> str:
        """Hours and minutes in words; below a minute, seconds."""
        if seconds < 60:
            return self("duration-seconds", seconds=round(seconds))
        minutes = round(seconds / 60)
        if minutes < 60:
            return self("duration-minutes", minutes=minutes)
        return self("duration-hours", hours=minutes // 60, minutes=minutes % 60)

    def wait(self, seconds: float) -> str:
        """“about 3 minutes”: how long something will take, never more exact than we know."""
        minutes = max(1, round(timedelta(seconds=seconds).total_seconds() / 60))
        if minutes < 90:
            return self("about-minutes", minutes=minutes)
        return self("about-hours", hours=round(minutes / 60))

    def size(self, size: int) -> str:
        """Bytes as people say them."""
        for unit, one in (("gb", 1 << 30), ("mb", 1 << 20), ("kb", 1 << 10)):
            if size >= one:
                return self(f"size-{unit}", size=self.number(round(size / one, 1 if size < 10 * one else 0)))
        return self("size-bytes", size=size)

    def name_of(self, tag: str) -> str:
        """What a language is called, from its BCP 47 tag; the tag itself where nobody knows."""
        try:
            name = Locale.parse(tag.replace("_", "-"), sep="-").get_display_name(self._locale)
        except (ValueError, LookupError, UnknownLocaleError):
            return tag
        return name or tag


@cache
def words_in(language: str) -> Words:
    """The words for one of our languages."""
    return Words(language)


def choose_language(account: str | None, cookie: str | None, asked: str | None, accepts: str) -> str:
    """One's own choice first (account, then this browser), then what a link asks for, then what the browser is set to, then zh-CN."""
    for wanted in (account, cookie, asked):
        if wanted and best_language(wanted, default=""):
            return best_language(wanted, default=FIRST)
    return best_language(*_accepted(accepts), default=FIRST)


def _accepted(header: str) -> list[str]:
    """Tags of an Accept-Language header, the best first (RFC 9110, 12.5.4)."""
    found: list[tuple[float, int, str]] = []
    for number, one in enumerate(header[:500].split(",")):
        tag, _, weight = one.partition(";q=")
        try:
            quality = float(weight) if weight else 1.0
        except ValueError:
            quality = 0.0
        if tag.strip() and quality > 0:
            found.append((-quality, number, tag.strip()))
    return [tag for _quality, _number, tag in sorted(found)]


assert set(NAMES) == set(LANGUAGES)  # noqa: S101 (a language without a name would have no button)
