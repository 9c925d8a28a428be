"""A book as text: a chapter a page, a long one in parts. The place is shared with the player."""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, JSONResponse, Response

from accessible_reader.errors import NotFound, NotNow
from accessible_reader.listening import OpenBook, Outline
from converters.marked_text import element_id
from web.access import Pages, Who
from web.forms import Filled, Posted, asked, fill
from web.listening import about, entries, marks_of, start_spot
from web.pages import Crumb, query
from web.reading import BASE, TextPart, chapter_parts, find_in_book, part_of
from web.visit import Visit, Visiting

pages = Pages()

_FORM: Final = "text-page"
_RUBY: Final = ("off", "uncommon", "every")
_PICTURES: Final = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
)
_LONGEST_QUERY: Final = 100


class ReadingForm(BaseModel):
    """How the text of books is shown; themes and sizes are set for all pages."""

    measure: Literal["narrow", "normal", "wide"] = asked(
        "radio", "normal", choices=("narrow", "normal", "wide")
    )
    font: Literal["sans", "serif", "kai"] = asked("radio", "sans", choices=("sans", "serif", "kai"))
    ruby: Literal["off", "uncommon", "every"] = asked("radio", "off", choices=_RUBY)


@pages.page("/read/{edition_id}", Who.SIGNED_IN, name="read")
def read(visit: Visiting, edition_id: str) -> Response:
    """On to where the reader is; without a loan: how to get one."""
    book = _open(visit, edition_id)
    if isinstance(book, Response):
        return book
    outline = visit.service.listening.outline(book)
    kept = visit.service.positions.get(visit.person_id, visit.person_id, edition_id)
    spot = start_spot(outline, "", kept)
    if spot is None:
        raise NotNow("listening-nothing-to-hear")
    return _to(visit, book, spot.chapter, element_id(spot.sentence))


@pages.page("/read/{edition_id}/at", Who.SIGNED_IN, name="read_at")
def read_at(visit: Visiting, edition_id: str, id: str = "") -> Response:  # noqa: A002 (the address says so)
    """To the page where an id of the book is."""
    book = visit.service.listening.open(visit.person_id, edition_id)
    spot = visit.service.listening.outline(book).find(id)
    if spot is None:
        raise NotFound("listening-no-such-place")
    return _to(visit, book, spot.chapter, element_id(id))


@pages.page("/read/{edition_id}/find", Who.SIGNED_IN, name="read_find")
def find(visit: Visiting, edition_id: str, q: str = "") -> Response:
    """Where something stands in the book."""
    listening = visit.service.listening
    book = listening.open(visit.person_id, edition_id)
    outline = listening.outline(book)
    wanted = q.strip()[:_LONGEST_QUERY]
    hits, more = listening.ask(book, find_in_book, wanted) if wanted else ([], False)
    rows = []
    for hit in hits:
        spot = outline.find(hit.sentence)
        if spot is not None:
            rows.append((hit, about(visit, outline, spot)))
    return visit.page(
        "read_find.html",
        "read-find-title",
        params={"title": book.name},
        book=book,
        wanted=wanted,
        rows=rows,
        more=more,
        trail=_trail(visit, book),
    )


@pages.page("/read/{edition_id}/contents", Who.SIGNED_IN, name="read_contents")
def contents(visit: Visiting, edition_id: str) -> Response:
    """Contents, pages and bookmarks."""
    book = visit.service.listening.open(visit.person_id, edition_id)
    outline = visit.service.listening.outline(book)
    return visit.page(
        "read_contents.html",
        "read-contents-title",
        params={"title": book.name},
        book=book,
        entries=entries(outline),
        has_pages=bool(outline.pages),
        bookmarks=marks_of(visit, outline, book),
        trail=_trail(visit, book),
    )


@pages.form("/read/{edition_id}/look", Who.SIGNED_IN, name="read_look")
def look(visit: Visiting, edition_id: str, sent: Posted) -> Response:
    """Length of lines, font, pinyin."""
    form = fill(ReadingForm, visit.words, sent)
    if form.done is not None:
        chosen = visit.preferences.model_dump()
        chosen["reading"] = form.done.model_dump()
        visit.service.preferences.set(visit.person_id, visit.person_id, chosen)
    spot = str(sent.get("at", ""))[:80]
    address = str(visit.request.app.url_path_for("read_at", edition_id=edition_id)) + query(id=spot)
    return visit.go_to(address, "said-look-kept" if form.done else "")


@pages.media("/read/{edition_id}/pictures/{name}", Who.SIGNED_IN, name="read_picture")
def picture(visit: Visiting, edition_id: str, name: str) -> Response:
    """A picture of the book; one that could hold a script is locked up."""
    listening = visit.service.listening
    book = listening.open(visit.person_id, edition_id)
    if len(name) != 64 or not all(c in "0123456789abcdef" for c in name):
        raise HTTPException(404)
    path = listening.root(book) / "resources" / name
    try:
        with path.open("rb") as file:
            head = file.read(512)
    except FileNotFoundError:
        raise HTTPException(404) from None
    kind = next((kind for mark, kind in _PICTURES if head.startswith(mark)), "")
    if not kind and b"<svg" in head:
        kind = "image/svg+xml"
    if not kind:
        raise HTTPException(404)
    policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return FileResponse(path, media_type=kind, headers={"Content-Security-Policy": policy})


@pages.page("/read/{edition_id}/{place}/text", Who.SIGNED_IN, name="read_text")
def text(visit: Visiting, edition_id: str, place: str, id: str = "") -> Response:  # noqa: A002 (as above)
    """The text alone, for the player; ``id``: the part of the chapter that has it."""
    book = visit.service.listening.open(visit.person_id, edition_id)
    key, number, parts = _parts(visit, book, place)
    if id:
        number = part_of(parts, element_id(id)) or 0
    return JSONResponse(
        {
            "html": _html(visit, book, parts[number]),
            "chapter": key,
            "part": number + 1,
            "language": book.language,
        }
    )


@pages.page("/read/{edition_id}/{place}", Who.SIGNED_IN, name="read_part")
def part(visit: Visiting, edition_id: str, place: str) -> Response:
    """``003``: the first part of chapter 003; ``003-2``: its second."""
    book = _open(visit, edition_id)
    if isinstance(book, Response):
        return book
    service = visit.service
    outline = service.listening.outline(book)
    service.listening.note_provision(visit.person_id, book, _FORM)
    key, number, parts = _parts(visit, book, place)
    chapter = outline.chapter(key)
    sentences = [one for one in chapter.sentences if element_id(one) in parts[number].ids] if chapter else []
    first = outline.find(sentences[0]) if sentences else outline.start_of(key)
    here = about(visit, outline, first) if first else None
    chosen = visit.preferences.reading
    return visit.page(
        "read.html",
        "read-title",
        params={"title": book.name, "chapter": here["title"] if here else key},
        book=book,
        text=_html(visit, book, parts[number]),
        first=first,
        key=key,
        part=number + 1,
        of=len(parts),
        about=here,
        before=_neighbour(outline, key, number, len(parts), -1),
        after=_neighbour(outline, key, number, len(parts), 1),
        reading=chosen,
        form=Filled(ReadingForm, visit.words, chosen.model_dump()),
        chinese=book.language.startswith("zh"),
        has_pages=bool(outline.pages),
        trail=_trail(visit, book),
        heading_language=None,
    )


def _open(visit: Visit, edition_id: str) -> OpenBook | Response:
    """The book; without a loan, on to the page that tells how to get it."""
    try:
        book: OpenBook = visit.service.listening.open(visit.person_id, edition_id)
    except NotNow as error:
        if error.code not in {"listening-not-borrowed", "listening-loan-over"}:
            raise
        return visit.go("listen", edition_id=edition_id)
    return book


def _to(visit: Visit, book: OpenBook, chapter: str, name: str) -> Response:
    """The address of the part of ``chapter`` that has the element ``name``."""
    number = part_of(_chapter(visit, book, chapter), name) or 0
    place = chapter if number == 0 else f"{chapter}-{number + 1}"
    address = str(visit.request.app.url_path_for("read_part", edition_id=book.edition_id, place=place))
    return visit.go_to(f"{address}#{name}")


def _chapter(visit: Visit, book: OpenBook, key: str) -> list[TextPart]:
    ruby = visit.preferences.reading.ruby if book.language.startswith("zh") else "off"
    found: list[TextPart] = visit.service.listening.ask(book, chapter_parts, key, ruby)
    return found


def _parts(visit: Visit, book: OpenBook, place: str) -> tuple[str, int, list[TextPart]]:
    key, _, number = place.partition("-")
    if visit.service.listening.outline(book).chapter(key) is None:
        raise NotFound("listening-no-such-place")
    parts = _chapter(visit, book, key)
    wanted = int(number) - 1 if number.isascii() and number.isdigit() else 0
    if not 0 <= wanted < len(parts):
        raise NotFound("listening-no-such-place")
    return key, wanted, parts


def _html(visit: Visit, book: OpenBook, part: TextPart) -> str:
    base = str(visit.request.app.url_path_for("read", edition_id=book.edition_id))
    return part.html.replace(BASE, f"{base}/")


def _neighbour(outline: Outline, key: str, number: int, of: int, step: int) -> dict[str, Any] | None:
    """The part before or after; of the chapter before, its first."""
    if 0 <= number + step < of:
        other = number + step
        return {"place": key if other == 0 else f"{key}-{other + 1}", "chapter": None}
    before, after = outline.neighbours(key)
    chapter = before if step < 0 else after
    if chapter is None:
        return None
    return {"place": chapter.key, "chapter": chapter.title or str(outline.number_of(chapter.key))}


def _trail(visit: Visit, book: OpenBook) -> tuple[Crumb, ...]:
    return (Crumb(book.name, str(visit.request.app.url_path_for("book", title_id=book.title_id))),)
