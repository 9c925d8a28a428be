"""A day as people write it: 2027-11-22, 2027/11/22, 2027.11.22 or 2027年11月22日, with any digits."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_DAY: Final = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*", re.ASCII)


def _day_of(value: Any) -> Any:
    if value is None or isinstance(value, date):
        return value
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", str(value)))
    try:
        if found is not None:
            return date(*(int(one) for one in found.groups()))
    except ValueError:  # 30 February
        pass
    raise PydanticCustomError("form-day", "no day")


Day = Annotated[date, BeforeValidator(_day_of)]
"""A field that is a day; what cannot be one is told in a sentence of its own (``form-day``)."""


def end_of(day: date, zone: str) -> datetime:
    """The moment at which ``day`` is over in the time zone ``zone``."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))


def last_day(until: datetime, zone: str) -> date:
    """The last day on which something holds that ends at ``until``."""
    return (until.astimezone(ZoneInfo(zone)) - timedelta(microseconds=1)).date()
