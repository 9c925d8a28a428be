"""Finding a book: by words, by subject, length, format, language and branch; page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from accessible_reader.catalogue.facet_counts import FACETS
from accessible_reader.catalogue.search import Page
from web.access import Pages, Who
from web.visit import Visit, Visiting

pages = Pages()

_SHOWN: Final = ("format", "ready", "length", "subject", "language", "branch")
"""Facets in the order in which people choose."""
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: what it is called, how many titles have it, and the address with it chosen, or no longer chosen."""

    words: str
    count: int
    address: str


@pages.page("/search", Who.ANYBODY, name="search")
def search(visit: Visiting, q: str = "", after: str = "") -> Response:
    """A page of what was found."""
    words = q.strip()[:_LONGEST]
    asked = {
        name: visit.request.query_params[name][:_LONGEST]
        for name in FACETS
        if visit.request.query_params.get(name)
    }
    found = visit.service.titles.search(words, facets=asked, after=after or None)
    return visit.page(
        "search.html",
        "search-found-title" if words else "search-title",
        params={"words": words},
        q=words,
        found=found,
        asked=asked,
        first=not after,
        dropped=[
            Choice(
                facet_words(visit, name, value),
                0,
                _address(words, {k: v for k, v in asked.items() if k != name}),
            )
            for name, value in asked.items()
        ],
        narrower=_narrower(visit, words, asked, found),
        next=_address(words, asked, after=found.next) if found.next else "",
        start=_address(words, asked),
    )


def facet_words(visit: Visit, name: str, value: str) -> str:
    """A value of a facet in words."""
    if name in {"format", "length"}:
        return visit.words(f"facet-{name}-{value.replace('_', '-')}")
    if name == "ready":
        return visit.words(f"take-{value}") if visit.words.has(f"take-{value}") else value
    if name == "language":
        return visit.words.name_of(value)
    if name == "branch":
        return next((one.name for one in visit.service.branches.tree() if value in {one.id, one.code}), value)
    return value


def _narrower(visit: Visit, words: str, asked: dict[str, str], found: Page) -> list[tuple[str, list[Choice]]]:
    groups = []
    for name in _SHOWN:
        choices = [
            Choice(facet_words(visit, name, value), count, _address(words, {**asked, name: value}))
            for value, count in found.facets.get(name, ())
            if name not in asked
        ]
        if len(choices) > 1:
            groups.append((visit.words(f"facet-{name}"), choices))
    return groups


def _address(words: str, asked: dict[str, str], after: str | None = None) -> str:
    from web.pages import query

    return "/search" + query(q=words, **asked, after=after or "")
