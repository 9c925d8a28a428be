"""Places: where the reader is, on whatever device, and bookmarks. Asked for by the scripts of the player and the reading pages, and by their forms."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from accessible_reader.database import now
from accessible_reader.errors import BadRecord, NotFound
from accessible_reader.listening import OpenBook
from accessible_reader.shelf.positions import Place
from web.access import Pages, Who
from web.forms import Posted, fill
from web.listening import about, device_of, marks_of, whereabouts
from web.pages import query
from web.visit import Visit, Visiting

pages = Pages()


class SavedPlace(BaseModel):
    """A place as a player sends it. ``ago``: seconds since somebody was there; ``resting``: the player stopped."""

    sentence: str = Field(max_length=80)
    how: Literal["listening", "print"] = "listening"
    ago: float = Field(default=0, ge=0, le=7 * 86_400)


@pages.page("/listen/{edition_id}/spot", Who.SIGNED_IN, name="listen_spot")
def spot(visit: Visiting, edition_id: str, at: str = "", chapter: str = "") -> Response:
    """Where a sentence is, in words and numbers, and the chapters before and after: for the script, and for “where am I”."""
    listening = visit.service.listening
    book = listening.open(visit.person_id, edition_id)
    outline = listening.outline(book)
    found = outline.find(at) if at else outline.start_of(chapter)
    if found is None:
        raise NotFound("listening-no-such-place")
    return JSONResponse(about(visit, outline, found))


@pages.page("/listen/{edition_id}/position", Who.SIGNED_IN, name="position")
def position(visit: Visiting, edition_id: str) -> Response:
    """Where the reader is, on whatever device."""
    book = visit.service.listening.open(visit.person_id, edition_id)
    found = visit.service.positions.get(visit.person_id, visit.person_id, edition_id)
    return JSONResponse(whereabouts(visit, book, found))


@pages.form("/listen/{edition_id}/position", Who.SIGNED_IN, name="position_save")
def save(visit: Visiting, edition_id: str, sent: Posted) -> Response:
    """Keep a place; the answer says which one is in force, and whether another device was far further."""
    listening = visit.service.listening
    book = listening.open(visit.person_id, edition_id)
    form = fill(SavedPlace, visit.words, sent)
    spot = listening.outline(book).find(form.done.sentence) if form.done else None
    if form.done is None or spot is None:
        raise BadRecord("position-wrong")
    moment = now() - timedelta(seconds=form.done.ago)
    place = Place(spot.sentence, spot.ordinal, form.done.how, device_of(visit), moment)
    found = visit.service.positions.save(visit.person_id, visit.person_id, edition_id, place)
    if sent.get("page"):  # a button of the reading page, not its script
        return visit.go_to(
            str(visit.request.app.url_path_for("read_at", edition_id=edition_id)) + query(id=spot.sentence),
            "said-place-kept",
        )
    return JSONResponse(whereabouts(visit, book, found))


@pages.form("/listen/{edition_id}/bookmarks", Who.SIGNED_IN, name="bookmark_add")
def bookmark(visit: Visiting, edition_id: str, sent: Posted) -> Response:
    """Mark a place, with a note."""
    listening = visit.service.listening
    book = listening.open(visit.person_id, edition_id)
    spot = listening.outline(book).find(str(sent.get("sentence", ""))[:80])
    if spot is None:
        raise BadRecord("position-wrong")
    person = visit.person_id
    note = str(sent.get("note", "")).strip()
    visit.service.bookmarks.add(person, person, edition_id, spot.sentence, spot.ordinal, note)
    return _after_bookmark(visit, book, "said-bookmarked", spot.sentence)


@pages.form("/listen/{edition_id}/bookmarks/{bookmark_id}", Who.SIGNED_IN, name="bookmark_change")
def change_bookmark(visit: Visiting, edition_id: str, bookmark_id: str, sent: Posted) -> Response:
    """Another note, or none of it any more."""
    book = visit.service.listening.open(visit.person_id, edition_id)
    person = visit.person_id
    if sent.get("remove"):
        visit.service.bookmarks.remove(person, person, bookmark_id)
        return _after_bookmark(visit, book, "said-bookmark-removed", "")
    visit.service.bookmarks.change_note(person, person, bookmark_id, str(sent.get("note", "")).strip())
    return _after_bookmark(visit, book, "said-note-kept", "")


def _after_bookmark(visit: Visit, book: OpenBook, said: str, sentence: str) -> Response:
    if visit.request.headers.get("accept", "").startswith("application/json"):
        rows = marks_of(visit, visit.service.listening.outline(book), book)
        return JSONResponse(
            {
                "said": visit.words(said),
                "bookmarks": [
                    {"id": one.id, "sentence": one.sentence, "note": one.note, "where": one.where}
                    for one in rows
                ],
            }
        )
    address = str(visit.request.app.url_path_for("listen", edition_id=book.edition_id))
    return visit.go_to(address + query(at=sentence), said)
