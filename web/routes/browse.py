"""Looking around without a word in mind: what is new, subjects, lengths, formats, languages."""

from __future__ import annotations

import threading
import time
from typing import Final

from starlette.responses import Response

from accessible_reader.catalogue.listing import newest, subjects
from accessible_reader.database import Database
from web.access import Pages, Who
from web.visit import Visiting

pages = Pages()

LENGTHS: Final = ("short", "medium", "long")
FORMATS: Final = ("digital", "braille", "large_print", "disc")
LANGUAGES: Final = ("zh-Hans", "zh-Hant", "en")
_KEPT_SECONDS: Final = 600.0


class _Subjects:
    """The list of subjects: counted over the whole catalogue, so only now and then."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[int, tuple[float, list[tuple[str, int]]]] = {}

    def of(self, database: Database) -> list[tuple[str, int]]:
        with self._lock:
            at, found = self._kept.get(id(database), (-_KEPT_SECONDS, []))
            if not found or time.monotonic() - at > _KEPT_SECONDS:
                found = subjects(database)
                self._kept[id(database)] = (time.monotonic(), found)
            return found


_subjects: Final = _Subjects()


@pages.page("/browse", Who.ANYBODY, name="browse")
def browse(visit: Visiting) -> Response:
    """Where to begin."""
    return visit.page(
        "browse.html",
        "browse-title",
        subjects=_subjects.of(visit.service.database),
        lengths=LENGTHS,
        formats=FORMATS,
        languages=LANGUAGES,
    )


@pages.page("/new", Who.ANYBODY, name="new_titles")
def new_titles(visit: Visiting) -> Response:
    """The fifty newest titles."""
    return visit.page("new.html", "new-title", found=newest(visit.service.database, 50))
