"""Where somebody is in a book, in words and numbers: what the player, its script and the reading pages share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from accessible_reader.errors import BadRecord, NotNow
from accessible_reader.listening import ChapterOutline, OpenBook, Outline, Spot
from accessible_reader.shelf.positions import Place, Whereabouts
from web.visit import Visit

_MOST_ENTRIES: Final = 150
_TIME: Final = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Marked:
    """A bookmark as the page shows it."""

    id: str
    sentence: str
    note: str
    where: str


def start_spot(outline: Outline, at: str, kept: Whereabouts | None) -> Spot | None:
    """Where to begin: at ``at``, else where the reader was, else at the beginning. None for a book without words."""
    found = outline.find(at) if at else None
    if found is None and kept is not None:
        found = outline.find(kept.place.sentence) or outline.at_ordinal(kept.place.ordinal)
    return found or outline.start()


def goal(outline: Outline, page: str, percent: str, time: str) -> Spot:
    """Where the first of the three that is given leads. Raises BadRecord and NotNow ``listening-no-...`` for what leads nowhere."""
    if page:
        if not outline.pages:
            raise NotNow("listening-no-pages")
        found = outline.page(page)
        spot = outline.find(found.id) if found else None
        if spot is None:
            raise BadRecord("listening-no-such-page", page=page[:20])
        return spot
    spot = None
    if percent:
        number = percent.rstrip("%％").strip()
        if number.isascii() and number.replace(".", "", 1).isdigit() and float(number) <= 100:
            spot = outline.at_share(float(number) / 100)
    elif time:
        parts = _TIME.fullmatch(time.replace("：", ":"))
        if parts:
            spot = outline.at_seconds(int(parts[1] or 0) * 3600 + int(parts[2]) * 60 + int(parts[3]))
    if spot is None:
        raise BadRecord("listening-no-such-time" if time else "listening-no-such-percent")
    return spot


def about(visit: Visit, outline: Outline, spot: Spot) -> dict[str, Any]:
    """Where a sentence is. ``said`` is what “where am I” says."""
    words = visit.words
    chapter = outline.chapter(spot.chapter)
    before, after = outline.neighbours(spot.chapter)
    page = outline.page_of(spot)
    number = outline.number_of(spot.chapter)
    title = chapter.title if chapter and chapter.title else words("chapter-number", number=number)
    share = outline.share(spot.ordinal)
    said = words(
        "where-am-i",
        chapter=title,
        number=number,
        of=len(outline.chapters),
        percent=words.percent(share),
        left=words.duration((1 - share) * outline.seconds),
    )
    return {
        "chapter": spot.chapter,
        "sentence": spot.sentence,
        "ordinal": spot.ordinal,
        "title": title,
        "number": number,
        "previous": _first(outline, before),
        "next": _first(outline, after),
        "percent": round(share * 100, 1),
        "page": page,
        "said": words("where-page", page=page, where=said) if page else said,
    }


def _first(outline: Outline, chapter: ChapterOutline | None) -> dict[str, str] | None:
    if chapter is None:
        return None
    spot = outline.start_of(chapter.key)
    return {"chapter": spot.chapter, "sentence": spot.sentence} if spot else None


def entries(outline: Outline) -> list[dict[str, Any]]:
    """The contents; of a very long one the upper levels only."""
    depth = max((entry.depth for entry in outline.contents), default=1)
    rows = list(outline.contents)
    while len(rows) > _MOST_ENTRIES and depth > 1:
        depth -= 1
        rows = [entry for entry in outline.contents if entry.depth <= depth]
    found = []
    for entry in rows:
        spot = outline.find(entry.place) if entry.place else None
        if spot is not None:
            found.append(
                {
                    "depth": min(entry.depth, 4),
                    "title": entry.title,
                    "at": spot.sentence,
                    "chapter": spot.chapter,
                }
            )
    return found[: 4 * _MOST_ENTRIES]


def marks_of(visit: Visit, outline: Outline, book: OpenBook) -> list[Marked]:
    """The reader's bookmarks in a book, in its order."""
    person = visit.person_id
    rows = visit.service.bookmarks.of(person, person, book.edition_id)
    found = []
    for row in rows:
        spot = outline.find(row.sentence) or outline.at_ordinal(row.ordinal)
        if spot is not None:
            here = about(visit, outline, spot)
            where = visit.words(
                "bookmark-where", chapter=here["title"], percent=visit.words.percent(here["percent"] / 100)
            )
            found.append(Marked(row.id, spot.sentence, row.note, where))
    return found


def whereabouts(visit: Visit, book: OpenBook, found: Whereabouts | None) -> dict[str, Any]:
    """The place in force, and the one to be offered, for a script."""
    if found is None:
        return {"place": None}
    outline = visit.service.listening.outline(book)

    def plain(place: Place) -> dict[str, Any]:
        spot = outline.find(place.sentence) or outline.at_ordinal(place.ordinal)
        return {
            "sentence": spot.sentence if spot else place.sentence,
            "chapter": spot.chapter if spot else "",
            "how": place.how,
            "here": place.device == device_of(visit),
            "at": _milliseconds(place.at),
            "said": about(visit, outline, spot)["said"] if spot else "",
        }

    return {"place": plain(found.place), "offer": plain(found.offer) if found.offer else None}


def resumption(visit: Visit, outline: Outline, kept: Whereabouts | None, said: str) -> str:
    """That we go on where somebody stopped, and whether that was on another device; "" where we begin at the beginning."""
    start = outline.start()
    if kept is None or start is None or kept.place.ordinal <= start.ordinal:
        return ""
    here = kept.place.device == device_of(visit)
    return visit.words("place-resumed" if here else "place-resumed-elsewhere", where=said)


def offered(visit: Visit, outline: Outline, kept: Whereabouts | None) -> dict[str, Any] | None:
    """The place from before a far jump back on another device (``about``); None where there is none."""
    if kept is None or kept.offer is None:
        return None
    spot = outline.find(kept.offer.sentence) or outline.at_ordinal(kept.offer.ordinal)
    return about(visit, outline, spot) if spot else None


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def device_of(visit: Visit) -> str:
    """A sign-in is a device; its id is in no address and on no page."""
    return visit.visitor.session_id[:16] if visit.visitor else ""
