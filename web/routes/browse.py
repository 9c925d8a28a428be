"""Looking around without a word in mind: what is new, subjects, lengths, formats, languages, the lists that staff make."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from accessible_reader.catalogue.lists import lists, titles_in_list
from accessible_reader.catalogue.search import search
from accessible_reader.errors import NotFound
from web.access import Pages, Who
from web.pages import Crumb
from web.routes.search import Choice, facet_words
from web.visit import Visiting

pages = Pages()

_SHOWN: Final = ("length", "format", "language", "subject")


@pages.page("/browse", Who.ANYBODY, name="browse")
def browse(visit: Visiting) -> Response:
    """Where to begin."""
    found = search(visit.service.database, limit=1)
    groups = [
        (
            visit.words(f"facet-{name}"),
            [
                Choice(facet_words(visit, name, value), count, _address(name, value))
                for value, count in found.facets.get(name, ())
            ],
        )
        for name in _SHOWN
    ]
    return visit.page(
        "browse.html",
        "browse-title",
        groups=[(label, choices) for label, choices in groups if choices],
        lists=lists(visit.service.database),
    )


@pages.page("/new", Who.ANYBODY, name="new_titles")
def new_titles(visit: Visiting, after: str = "") -> Response:
    """The newest titles first."""
    found = search(visit.service.database, order="new", after=after or None)
    return visit.page(
        "titles.html", "new-title", found=found.hits, notes={}, next=_next("/new", found.next), note=""
    )


@pages.page("/lists/{list_id}", Who.ANYBODY, name="title_list")
def title_list(visit: Visiting, list_id: str, after: int = 0) -> Response:
    """A list that staff made."""
    about = next((one for one in lists(visit.service.database) if one.id == list_id), None)
    if about is None:
        raise NotFound("list-not-found")
    found = titles_in_list(visit.service.database, list_id, after=after)
    return visit.page(
        "titles.html",
        "list-title",
        params={"name": about.name},
        trail=[Crumb(visit.words("browse-title"), "/browse")],
        found=[hit for hit, _note in found.entries],
        notes={hit.title_id: note for hit, note in found.entries if note},
        next=_next(f"/lists/{list_id}", found.next),
        note=about.about,
    )


def _address(name: str, value: str) -> str:
    from web.pages import query

    return "/search" + query(**{name: value})


def _next(address: str, after: object) -> str:
    from web.pages import query

    return address + query(after=after) if after is not None else ""
