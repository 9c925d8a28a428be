"""Catalogue feeds for reading apps, in OPDS 1.2 (Atom) and 2.0 (JSON): the same feeds, told in two ways. Looking is for everybody, as on the pages; loans and downloads are for apps with a password."""

from __future__ import annotations

import json
from typing import Annotated, Final

from fastapi import Path, Query
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from accessible_reader.conversions.copies import file_name
from accessible_reader.errors import NotFound, NotNow
from web.access import Pages, Who
from web.feeds import atom, catalogue, opds2
from web.feeds.authentication import absolute, document_response
from web.feeds.basic import AppSignInNeeded, app_of, require_app
from web.feeds.model import Feed, Publication
from web.feeds.publications import Asking, Version, asking, edition_of, media_type_of, publication
from web.routes.book import FORMATS
from web.visit import Visit, Visiting

pages = Pages(tags=["feeds"])

_FORMATS: Final = frozenset(name for names in FORMATS.values() for name in names)
_LONGEST: Final = 200
After = Annotated[str, Query(max_length=400, description="What the feed before called the next page.")]
Words = Annotated[str, Query(max_length=_LONGEST, description="Words to look for.")]
Number = Annotated[int, Query(ge=0, le=1 << 31, description="What the feed before called the next page.")]
Id = Annotated[str, Path(max_length=64)]


@pages.page("/opds", Who.ANYBODY, name="opds_entrance")
def entrance(visit: Visiting) -> Response:
    """The address that people type into an app: on to the version it asks for, 1.2 for those that do not say."""
    wants = visit.request.headers.get("accept", "")
    version = "2.0" if "application/opds+json" in wants else "1.2"
    return RedirectResponse(str(visit.request.app.url_path_for("opds_root", version=version)), 302)


@pages.page("/opds/authentication", Who.ANYBODY, name="opds_authentication")
def authentication(visit: Visiting) -> Response:
    """How apps sign in (Authentication for OPDS 1.0)."""
    return document_response(visit)


@pages.page("/opds/search.xml", Who.ANYBODY, name="opds_search_description")
def search_description(visit: Visiting) -> Response:
    """Where OPDS 1.2 apps look for words."""
    name = visit.ground.library_name(visit.words)
    template = absolute(visit, "opds_search", version="1.2") + "?query={searchTerms}"
    return Response(atom.search_description(name, template, visit.words.language), media_type=atom.OPENSEARCH)


@pages.page("/opds/{version}", Who.ANYBODY, name="opds_root")
def root(visit: Visiting, version: Version) -> Response:
    """Where apps begin."""
    asks = _anybody(visit, version)
    return _answer(asks, catalogue.root(asks))


@pages.page("/opds/{version}/new", Who.ANYBODY, name="opds_new")
def new(visit: Visiting, version: Version, after: After = "") -> Response:
    """The newest first."""
    asks = _anybody(visit, version)
    return _answer(asks, catalogue.new(asks, after))


@pages.page("/opds/{version}/subjects", Who.ANYBODY, name="opds_subjects")
def subjects(visit: Visiting, version: Version) -> Response:
    """Subjects."""
    asks = _anybody(visit, version)
    return _answer(asks, catalogue.subjects(asks))


@pages.page("/opds/{version}/lists", Who.ANYBODY, name="opds_lists")
def staff_lists(visit: Visiting, version: Version) -> Response:
    """What librarians put together."""
    asks = _anybody(visit, version)
    return _answer(asks, catalogue.staff_lists(asks))


@pages.page("/opds/{version}/lists/{list_id}", Who.ANYBODY, name="opds_list")
def staff_list(visit: Visiting, version: Version, list_id: Id, after: Number = 0) -> Response:
    """One of them."""
    asks = _anybody(visit, version)
    return _answer(asks, catalogue.staff_list(asks, list_id, after))


@pages.page("/opds/{version}/search", Who.ANYBODY, name="opds_search")
def search(  # noqa: PLR0917 (each is a field of the address)
    visit: Visiting,
    version: Version,
    query: Words = "",
    language: Words = "",
    ready: Words = "",
    length: Words = "",
    subject: Words = "",
    after: After = "",
) -> Response:
    """Words and facets; without either, everything."""
    asks = _anybody(visit, version)
    given = {"language": language, "ready": ready, "length": length, "subject": subject}
    chosen = {name: value for name, value in given.items() if value}
    return _answer(asks, catalogue.found(asks, query, chosen, after))


@pages.page("/opds/{version}/shelf", Who.APP, name="opds_shelf")
def shelf(visit: Visiting, version: Version) -> Response:
    """What the owner of the app has on loan."""
    asks = asking(visit, version, require_app(visit.request))
    return _answer(asks, catalogue.shelf(asks))


@pages.page("/opds/{version}/titles/{title_id}", Who.ANYBODY, name="opds_title")
def title(visit: Visiting, version: Version, title_id: Id) -> Response:
    """One book, with every way to get it."""
    return _book(_anybody(visit, version), title_id)


@pages.page("/opds/{version}/titles/{title_id}/borrow", Who.APP, name="opds_borrow")
def borrow(visit: Visiting, version: Version, title_id: Id) -> Response:
    """Borrow it; the answer is the book as it is then. Asked twice, it is one loan: OPDS apps do this with GET."""
    app = require_app(visit.request)
    _no_page_of_others(visit.request)
    edition = edition_of(visit.service.titles.get(title_id))
    if edition is None:
        raise NotFound("edition-not-found")
    visit.service.loans.lend_digital(app.person_id, app.person_id, edition.id)
    return _book(asking(visit, version, app), title_id)


@pages.page("/opds/{version}/titles/{title_id}/make/{form}", Who.APP, name="opds_make")
def make(visit: Visiting, version: Version, title_id: Id, form: Id) -> Response:
    """Have it made as its reader's settings say. The answer is the book: the format is on its way in it, or there. Asked twice, it is made once."""
    app = require_app(visit.request)
    _no_page_of_others(visit.request)
    edition = edition_of(visit.service.titles.get(title_id))
    if edition is None or form not in _FORMATS:
        raise NotFound("edition-not-found")
    visit.service.requests.for_reader(app.person_id, app.person_id, edition.id, form)
    return _book(asking(visit, version, app), title_id)


@pages.media("/opds/take/{conversion_id}", Who.APP, name="opds_take")
def take(visit: Visiting, conversion_id: Id) -> Response:
    """The file, borrowed with it where that was not done yet. For some hours it is the same copy: a broken download goes on (RFC 9110, 14)."""
    app, service = require_app(visit.request), visit.service
    _no_page_of_others(visit.request)
    person = app.person_id
    record = service.requests.progress(person, conversion_id)
    artifact = service.requests.artifact(person, conversion_id)
    if artifact is None or record.format not in _FORMATS:
        raise NotFound("artifact-not-found", artifact="")
    try:  # whoever has it already waits for no writer
        book = service.listening.open(person, record.edition_id)
    except NotNow:
        service.loans.lend_digital(person, person, record.edition_id)
        book = service.listening.open(person, record.edition_id)
    branch_id = service.people.profile(person, person).home_branch_id
    copy = service.kept_copies.get(f"app/{app.password_id}/{book.loan_id}", artifact.id, person, branch_id)
    path = copy.packed or copy.path(copy.main)
    suffix = path.suffix if len(copy.files) == 1 else f" {record.format}.zip"
    return FileResponse(
        path,
        media_type=media_type_of(record.format, artifact),
        filename=file_name(book.name, suffix),
        headers={"Cache-Control": "no-store"},
    )


def _anybody(visit: Visit, version: Version) -> Asking:
    """Whoever asks; an app that signs in sees its loans, and a wrong password is never ignored."""
    return asking(visit, version, app_of(visit.request))


def _no_page_of_others(request: Request) -> None:
    """Apps borrow and have made by GET; no web page elsewhere makes a browser do it that remembers a password."""
    if request.headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
        raise AppSignInNeeded("app-sign-in-wrong")


def _book(asks: Asking, title_id: str) -> Response:
    found = asks.visit.service.titles.get(title_id)
    edition = edition_of(found)
    if edition is None:
        raise NotFound("edition-not-found")
    return _answer(asks, publication(asks, found, edition, whole=True))


def _answer(asks: Asking, what: Feed | Publication) -> Response:
    headers = {"Content-Language": asks.words.language, "Vary": "Accept-Language, Authorization"}
    if asks.version == "1.2":
        if isinstance(what, Feed):
            library = asks.visit.ground.library_name(asks.words)
            body, kind = atom.feed_bytes(what, asks.words, library), atom.feed_type(what.books)
        else:
            body, kind = atom.entry_bytes(what), atom.ENTRY
        return Response(body, 200, headers, f"{kind};charset=utf-8")
    data = opds2.feed_json(what) if isinstance(what, Feed) else opds2.publication_json(what)
    kind = opds2.FEED if isinstance(what, Feed) else opds2.PUBLICATION
    return Response(json.dumps(data, ensure_ascii=False), 200, headers, kind)
