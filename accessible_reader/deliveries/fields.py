"""What is said about a delivery, checked and put into one form. Errors name the field, never what was entered."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

from accessible_reader.catalogue.models import COPY_KINDS
from accessible_reader.database import Keys
from accessible_reader.deliveries.models import MEANS, PARTS
from accessible_reader.errors import BadRecord
from accessible_reader.people.sealing import seal, unseal

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WINDOWS: Final[dict[str, tuple[time, time]]] = {
    "morning": (time(9), time(12)),
    "afternoon": (time(13, 30), time(17)),
    "evening": (time(18), time(20)),
}
"""What is promised with a part of the day."""
POST_GRAMS: Final = 7_000
"""盲人读物 and CECOGRAMMES travel free up to here (Universal Postal Convention, art. 7)."""
MOST_ITEMS: Final = 30
MOST_GRAMS: Final = 20_000
USUAL_GRAMS: Final[dict[str, int]] = {
    "braille": 900,
    "large_print": 700,
    "disc": 100,
    "player": 300,
    "print": 500,
}
"""Of a volume that nobody has weighed."""
_LEAST_GRAMS: Final = 500
_MOST_TASTES: Final = 30
_KEY: Final = re.compile(r"[0-9a-f]{32}")
_TIME: Final = re.compile(rf"({'|'.join(WEEKDAYS)})-({'|'.join(PARTS)})")


@dataclass(frozen=True, slots=True)
class Tastes:
    """Subjects and names of authors; nobody but the reader and who chooses for them learns of these."""

    likes: tuple[str, ...] = field(default=(), repr=False)
    dislikes: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A title that is asked for; ``kind`` None: in the first format of the order that can be had."""

    title_id: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class VisitWish:
    """One delivery as it is asked for. ``choose``: how many things the library is to choose."""

    titles: tuple[Wanted, ...] = ()
    choose: int = 0
    tastes: Tastes = Tastes()
    formats: tuple[str, ...] = ("braille", "large_print", "disc")
    most_items: int = 4
    most_grams: int = 5_000
    times: tuple[str, ...] = ()
    means: str = "visit"
    note: str = field(default="", repr=False)
    fetch: bool = False
    """Nothing is brought, only what is there is fetched."""
    by_phone: bool = False
    """Staff took it down on the telephone."""
    key: str = ""
    """An id of the caller's: asked twice with the same one, it is one request."""


def check_wish(wish: VisitWish) -> None:
    """Raises BadRecord ``visit-field-bad`` with the ``field``, ``visit-nothing-wanted``, ``visit-too-many``, ``visit-too-heavy-for-post``."""
    check_amounts(wish.formats, wish.most_items, wish.most_grams)
    check_times(wish.times)
    if wish.means not in MEANS:
        raise BadRecord("visit-field-bad", field="means")
    if wish.means == "post" and wish.most_grams > POST_GRAMS:
        raise BadRecord("visit-too-heavy-for-post", most=POST_GRAMS // 1000)
    nothing = not wish.titles and not wish.choose
    if wish.choose < 0 or nothing != wish.fetch:
        raise BadRecord("visit-nothing-wanted")
    if len(wish.titles) + wish.choose > wish.most_items:
        raise BadRecord("visit-too-many", most=wish.most_items)
    if any(one.kind is not None and one.kind not in COPY_KINDS for one in wish.titles):
        raise BadRecord("visit-field-bad", field="kind")
    if wish.key and not _KEY.fullmatch(wish.key):
        raise BadRecord("visit-field-bad", field="key")
    tidy_text("note", wish.note)
    _both_tastes(wish.tastes)


def check_amounts(formats: Sequence[str], most_items: int, most_grams: int) -> None:
    """Raises BadRecord ``visit-field-bad``."""
    if not formats or len(set(formats)) != len(formats) or not set(formats) <= set(COPY_KINDS):
        raise BadRecord("visit-field-bad", field="formats")
    if not 1 <= most_items <= MOST_ITEMS:
        raise BadRecord("visit-field-bad", field="most_items")
    if not _LEAST_GRAMS <= most_grams <= MOST_GRAMS:
        raise BadRecord("visit-field-bad", field="most_grams")


def check_times(times: Sequence[str]) -> None:
    """Days and parts of the day, ``thu-morning``. Raises BadRecord ``visit-field-bad``."""
    if len(set(times)) != len(times) or not all(_TIME.fullmatch(one) for one in times):
        raise BadRecord("visit-field-bad", field="times")


def check_part(part: str) -> None:
    """Raises BadRecord ``visit-field-bad``."""
    if part not in PARTS:
        raise BadRecord("visit-field-bad", field="part")


def tidy_text(name: str, value: str | None, longest: int = 500) -> str | None:
    """One line; None for nothing. Raises BadRecord ``visit-field-bad``."""
    text = " ".join(unicodedata.normalize("NFC", value or "").split())
    if not text:
        return None
    if len(text) > longest or not text.isprintable():
        raise BadRecord("visit-field-bad", field=name)
    return text


def tidy_point(value: str | None) -> str | None:
    """Latitude and longitude in degrees (WGS 84), ``30.2500,120.1300``. Raises BadRecord ``visit-field-bad``."""
    if not (value or "").strip():
        return None
    try:
        north, east = (float(one) for one in (value or "").split(","))
    except ValueError:
        raise BadRecord("visit-field-bad", field="point") from None
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise BadRecord("visit-field-bad", field="point")
    return f"{north:.5f},{east:.5f}"


def seal_tastes(keys: Keys, table: str, row: str, tastes: Tastes) -> str | None:
    """For the database; None for none. Raises BadRecord ``visit-field-bad``."""
    likes, dislikes = _both_tastes(tastes)
    if not likes and not dislikes:
        return None
    plain = json.dumps({"likes": likes, "dislikes": dislikes}, ensure_ascii=False)
    return seal(keys, table, row, "tastes", plain)


def open_tastes(keys: Keys, table: str, row: str, sealed: str | None) -> Tastes:
    """What :func:`seal_tastes` sealed."""
    plain = unseal(keys, table, row, "tastes", sealed)
    if plain is None:
        return Tastes()
    found = json.loads(plain)
    return Tastes(tuple(found["likes"]), tuple(found["dislikes"]))


def _both_tastes(tastes: Tastes) -> tuple[list[str], list[str]]:
    return _tidy_tastes("likes", tastes.likes), _tidy_tastes("dislikes", tastes.dislikes)


def _tidy_tastes(name: str, given: Sequence[str]) -> list[str]:
    found = [tidy_text(name, one, 100) for one in given]
    tidied = list(dict.fromkeys(one for one in found if one))
    if len(tidied) > _MOST_TASTES:
        raise BadRecord("visit-field-bad", field=name)
    return tidied


def part_on(times: Sequence[str], day: date) -> str | None:
    """The part of ``day`` that suits best; None where that day does not suit."""
    name = WEEKDAYS[day.weekday()]
    return next((one.partition("-")[2] for one in times if one.startswith(f"{name}-")), None)
