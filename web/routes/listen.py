"""The player: a page that works by itself. No address says who reads; which book it is, only those with a loan may see."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from accessible_reader.database import now
from accessible_reader.errors import BadRecord, NotNow
from accessible_reader.listening import OpenBook
from converters.errors import ConversionError
from web.access import Pages, Who
from web.forms import Filled, Posted, asked, fill
from web.listening import about, entries, goal, marks_of, offered, resumption, start_spot
from web.pages import Crumb, query
from web.visit import Visit, Visiting

pages = Pages()

SPEEDS: Final = (
    "0.5",
    "0.6",
    "0.7",
    "0.8",
    "0.9",
    "1",
    "1.1",
    "1.2",
    "1.3",
    "1.5",
    "1.75",
    "2",
    "2.25",
    "2.5",
    "2.75",
    "3",
)
LEVELS: Final = ("chapter", "section", "page", "paragraph", "sentence", "bookmark")
SLEEP: Final = ("0", "5", "15", "30", "45", "60", "chapter")
_SCRIPT_WORDS: Final = (
    "playing", "paused", "waiting", "no-more", "first", "end", "failed", "speed-is", "volume-is", "sleep-off", "sleep-in",
    "sleep-chapter", "asleep", "marked", "elsewhere", "no-level", "level-is", "text-failed", "offline",
)  # fmt: skip


class SkipForm(BaseModel):
    """What is said besides the running text, and how far one jumps."""

    notes: Literal["at-reference", "end-of-section", "skip"] = asked(
        "radio", "end-of-section", choices=("at-reference", "end-of-section", "skip"), words="hear-notes"
    )
    print_pages: bool = asked("check", default=False, words="hear-pages")
    table_details: bool = asked("check", default=False, words="hear-tables")
    pictures: bool = asked("check", default=False, words="hear-pictures")
    jump_back: Literal["5", "10", "15", "30", "60"] = asked(
        "select", "15", choices=("5", "10", "15", "30", "60"), words="jump-back"
    )
    jump_forward: Literal["5", "10", "15", "30", "60"] = asked(
        "select", "30", choices=("5", "10", "15", "30", "60"), words="jump-forward"
    )


class Taste(BaseModel):
    """What the player remembers by itself."""

    speed: float | None = Field(default=None, ge=0.5, le=3)
    level: Literal[LEVELS] | None = None  # type: ignore[valid-type]


@pages.page("/listen/{edition_id}", Who.SIGNED_IN, name="listen")
def listen(visit: Visiting, edition_id: str, at: str = "") -> Response:
    """The player at ``at``, else where the reader is, else at the beginning. Without a loan: how to get one."""
    try:
        book = visit.service.listening.open(visit.person_id, edition_id)
    except NotNow as error:
        return _not_open(visit, edition_id, error)
    return _player(visit, book, at)


@pages.form("/listen/{edition_id}", Who.SIGNED_IN, name="listen_begin")
def begin(visit: Visiting, edition_id: str) -> Response:
    """Borrow it where that is needed, and listen."""
    visit.service.loans.lend_digital(visit.person_id, visit.person_id, edition_id)
    return visit.go("listen", edition_id=edition_id)


@pages.page("/listen/{edition_id}/go", Who.SIGNED_IN, name="listen_go")
def go(  # noqa: PLR0917 (the fields of three small forms)
    visit: Visiting,
    edition_id: str,
    page: str = "",
    percent: str = "",
    time: str = "",
    to: Literal["listen", "read"] = "listen",
) -> Response:
    """To a printed page, a share of the book, or a time: ``1:20:00`` or ``20:00`` from the beginning of the book, as far as that can be told."""
    listening = visit.service.listening
    book = listening.open(visit.person_id, edition_id)
    outline = listening.outline(book)
    wants_data = visit.request.headers.get("accept", "").startswith("application/json")
    try:
        spot = goal(outline, page.strip(), percent.strip(), time.strip())
    except ConversionError as error:
        if wants_data:
            return JSONResponse({"error": visit.words.finding(error)}, 422)
        visit_problem = visit.words.finding(error)
        if to == "read":
            return visit.page(
                "problem.html",
                "go-title",
                status=422,
                failed=True,
                problem=visit_problem,
                book=book,
                back="read",
            )
        return _player(visit, book, "", problem=visit_problem)
    if wants_data:
        return JSONResponse({"at": spot.sentence, "chapter": spot.chapter})
    route = "listen" if to == "listen" else "read_at"
    name = "at" if to == "listen" else "id"
    return visit.go_to(
        str(visit.request.app.url_path_for(route, edition_id=edition_id)) + query(**{name: spot.sentence})
    )


@pages.form("/listen/{edition_id}/skip", Who.SIGNED_IN, name="listen_skip")
def skip(visit: Visiting, edition_id: str, sent: Posted) -> Response:
    """What is said and what is left out: from the next sentence on, for all books."""
    book = visit.service.listening.open(visit.person_id, edition_id)
    form = fill(SkipForm, visit.words, sent)
    if form.done is None:
        return _player(visit, book, "", skip=form)
    chosen = visit.preferences.model_dump()
    chosen["speech"] |= {
        "notes": form.done.notes,
        "print_pages": form.done.print_pages,
        "table_details": form.done.table_details,
        "pictures": form.done.pictures,
    }
    chosen["listening"] |= {
        "jump_back": int(form.done.jump_back),
        "jump_forward": int(form.done.jump_forward),
    }
    visit.service.preferences.set(visit.person_id, visit.person_id, chosen)
    return visit.go("listen", "said-skip-kept", edition_id=edition_id)


@pages.form("/listening/taste", Who.SIGNED_IN, name="listen_taste")
def taste(visit: Visiting, sent: Posted) -> Response:
    """Speed and level of jumps as they were left."""
    form = fill(Taste, visit.words, sent)
    if form.done is None:
        raise BadRecord("preferences-bad", field="listening")
    chosen = visit.preferences.model_dump()
    chosen["listening"] |= form.done.model_dump(exclude_none=True)
    visit.service.preferences.set(visit.person_id, visit.person_id, chosen)
    return Response(status_code=204)


def _player(
    visit: Visit, book: OpenBook, at: str, *, problem: str = "", skip: Filled[SkipForm] | None = None
) -> Response:
    service, person = visit.service, visit.person_id
    outline = service.listening.outline(book)
    kept = service.positions.get(person, person, book.edition_id)
    spot = start_spot(outline, at, kept)
    if spot is None:
        raise NotNow("listening-nothing-to-hear")
    options = service.listening.options(visit.preferences, book.language)
    service.listening.warm(book, options)
    own = visit.preferences.listening
    here = about(visit, outline, spot)
    resumed = "" if at else resumption(visit, outline, kept, here["said"])
    failed = bool(problem) or skip is not None
    return visit.page(
        "listen.html",
        "listen-title",
        params={"title": book.name},
        status=422 if failed else 200,
        failed=failed,
        form=skip or _skip_form(visit),
        problem=problem,
        book=book,
        spot=spot,
        about=here,
        resumed=resumed,
        offer=offered(visit, outline, kept),
        speed=f"{own.speed or visit.preferences.speech.rate or 1:g}",
        speeds=SPEEDS,
        level=own.level,
        levels=[one for one in LEVELS if one != "page" or outline.pages],
        sleeps=SLEEP,
        listening=own,
        now=round(now().timestamp() * 1000),
        entries=entries(outline),
        has_pages=bool(outline.pages),
        bookmarks=marks_of(visit, outline, book),
        duration=visit.words.duration(outline.seconds),
        script_words={code: visit.words(f"player-{code}") for code in _SCRIPT_WORDS},
        trail=(Crumb(book.name, str(visit.request.app.url_path_for("book", title_id=book.title_id))),),
        heading_language=None,
    )


def _not_open(visit: Visit, edition_id: str, error: NotNow) -> Response:
    if error.code not in {"listening-not-borrowed", "listening-loan-over"}:
        raise error
    offer = visit.service.listening.offer(edition_id)
    return visit.page(
        "listen_borrow.html",
        "listen-title",
        params={"title": offer.name},
        status=409,
        offer=offer,
        over=error.code == "listening-loan-over",
        reason=visit.words.finding(error),
        trail=(Crumb(offer.name, str(visit.request.app.url_path_for("book", title_id=offer.title_id))),),
    )


def _skip_form(visit: Visit) -> Filled[SkipForm]:
    own, speech = visit.preferences.listening, visit.preferences.speech
    return Filled(
        SkipForm,
        visit.words,
        {
            "notes": speech.notes or "end-of-section",
            "print_pages": bool(speech.print_pages),
            "table_details": speech.table_details is not False,
            "pictures": speech.pictures is not False,
            "jump_back": str(own.jump_back),
            "jump_forward": str(own.jump_forward),
        },
    )
