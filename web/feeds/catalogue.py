"""The feeds of the catalogue: where to begin, what is new, subjects, staff lists, search with facets, my books."""

from __future__ import annotations

from typing import Final

from accessible_reader.catalogue.lists import lists, titles_in_list
from accessible_reader.catalogue.search import Hit, Page, search
from accessible_reader.database import now
from accessible_reader.errors import NotFound
from web.feeds.model import NEW, SHELF, Entry, Facet, Feed, Publication
from web.feeds.publications import Asking, edition_of, publication

PER_PAGE: Final = 20
FACETS: Final = ("language", "ready", "length")
"""By which lists are made narrower; ``ready``: the formats that are made already."""
_DIGITAL: Final = {"format": "digital"}
"""Feeds are for what can be had as a file."""
_LONGEST: Final = 200


def root(asks: Asking) -> Feed:
    """Where apps begin."""
    words = asks.words
    return _feed(
        asks,
        "root",
        asks.visit.ground.library_name(words),
        asks.feed("root"),
        entries=(
            Entry(words("new-title"), asks.feed("new"), words("feed-new-about"), NEW, books=True),
            Entry(words("feed-all"), asks.feed("search"), words("feed-all-about"), books=True),
            Entry(words("feed-subjects"), asks.feed("subjects"), words("feed-subjects-about")),
            Entry(words("feed-lists"), asks.feed("lists"), words("feed-lists-about")),
            Entry(words("shelf-title"), asks.feed("shelf"), words("feed-shelf-about"), SHELF, books=True),
        ),
    )


def new(asks: Asking, after: str) -> Feed:
    """The newest first."""
    found = search(
        asks.visit.service.database, facets=_DIGITAL, order="new", after=after or None, limit=PER_PAGE
    )
    return _feed(
        asks,
        "new",
        asks.words("new-title"),
        asks.feed("new", {"after": after}),
        publications=_books(asks, found.hits),
        next_=asks.feed("new", {"after": found.next}) if found.next else "",
        first=asks.feed("new"),
        books=True,
    )


def subjects(asks: Asking) -> Feed:
    """Those that most books have."""
    found = search(asks.visit.service.database, facets=_DIGITAL, limit=1)
    entries = tuple(
        Entry(name, asks.feed("search", {"subject": name}), books=True, count=count)
        for name, count in found.facets.get("subject", ())
    )
    return _feed(asks, "subjects", asks.words("feed-subjects"), asks.feed("subjects"), entries=entries)


def staff_lists(asks: Asking) -> Feed:
    """What librarians put together."""
    entries = tuple(
        Entry(one.name, asks.feed("list", list_id=one.id), one.about, books=True)
        for one in lists(asks.visit.service.database)
    )
    return _feed(asks, "lists", asks.words("feed-lists"), asks.feed("lists"), entries=entries)


def staff_list(asks: Asking, list_id: str, after: int) -> Feed:
    """One of them, in its order. Raises NotFound ``list-not-found``."""
    about = next((one for one in lists(asks.visit.service.database) if one.id == list_id), None)
    if about is None:
        raise NotFound("list-not-found")
    found = titles_in_list(asks.visit.service.database, list_id, after=after)
    path = {"list_id": list_id}
    return _feed(
        asks,
        f"lists/{list_id}",
        about.name,
        asks.feed("list", {"after": after or None}, **path),
        publications=_books(asks, [hit for hit, _note in found.entries]),
        next_=asks.feed("list", {"after": found.next}, **path) if found.next is not None else "",
        first=asks.feed("list", **path),
        up=asks.feed("lists"),
        about=about.about,
        books=True,
    )


def found(asks: Asking, words: str, chosen: dict[str, str], after: str) -> Feed:
    """What was looked for; without words, everything by name. ``chosen``: facet → value."""
    asked = " ".join(words.split())[:_LONGEST]
    result = asks.visit.service.titles.search(
        asked, facets={**chosen, **_DIGITAL}, after=after or None, limit=PER_PAGE
    )
    same = {"query": asked, **chosen}
    title = asks.words("search-found-title", words=asked) if asked else asks.words("feed-all")
    return _feed(
        asks,
        "search",
        title,
        asks.feed("search", {**same, "after": after}),
        publications=_books(asks, result.hits),
        next_=asks.feed("search", {**same, "after": result.next}) if result.next else "",
        first=asks.feed("search", same),
        facets=_facets(asks, result, asked, chosen),
        total=result.total if not result.more_than_total else None,
        books=True,
    )


def shelf(asks: Asking) -> Feed:
    """What the app's owner has on loan, with every way to have it."""
    service = asks.visit.service
    publications = []
    for edition_id in asks.loans:
        title = service.titles.get(service.titles.edition(edition_id).title_id)
        edition = next(one for one in title.editions if one.id == edition_id)
        if edition.has_file and not edition.withdrawn:
            publications.append(publication(asks, title, edition, whole=True))
    return _feed(
        asks,
        "shelf",
        asks.words("shelf-title"),
        asks.feed("shelf"),
        publications=tuple(publications),
        books=True,
        empty=asks.words("shelf-no-loans"),
    )


def _books(asks: Asking, hits: tuple[Hit, ...] | list[Hit]) -> tuple[Publication, ...]:
    made = []
    for hit in hits:
        title = asks.visit.service.titles.get(hit.title_id)
        edition = edition_of(title)
        if edition is not None:
            made.append(publication(asks, title, edition, whole=False))
    return tuple(made)


def _facets(asks: Asking, found: Page, words: str, chosen: dict[str, str]) -> tuple[Facet, ...]:
    from web.routes.search import facet_words

    made = []
    for kind in FACETS:
        group = asks.words(f"facet-{kind}")
        if kind in chosen:
            wider = {name: value for name, value in chosen.items() if name != kind}
            title = facet_words(asks.visit, kind, chosen[kind])
            made.append(
                Facet(group, title, asks.feed("search", {"query": words, **chosen}), None, active=True)
            )
            made.append(
                Facet(group, asks.words("feed-any"), asks.feed("search", {"query": words, **wider}), None)
            )
            continue
        made += [
            Facet(
                group,
                facet_words(asks.visit, kind, value),
                asks.feed("search", {"query": words, **chosen, kind: value}),
                count,
            )
            for value, count in found.facets.get(kind, ())
        ]
    return tuple(made)


def _feed(
    asks: Asking,
    name: str,
    title: str,
    href: str,
    *,
    entries: tuple[Entry, ...] = (),
    publications: tuple[Publication, ...] = (),
    facets: tuple[Facet, ...] = (),
    next_: str = "",
    first: str = "",
    up: str = "",
    about: str = "",
    empty: str = "",
    total: int | None = None,
    books: bool = False,
) -> Feed:
    start = asks.feed("root")
    template = asks.feed("search")
    return Feed(
        # The same in whatever language and version it is read.
        id=asks.at("opds_entrance") + f"#{name}",
        title=title,
        href=href,
        start=start,
        updated=max((one.modified for one in publications), default=now()),
        books=books,
        search=asks.at("opds_search_description") if asks.version == "1.2" else template + "{?query}",
        up=up or (start if name != "root" else ""),
        next=next_,
        first=first,
        shelf=asks.feed("shelf"),
        about=about,
        empty=empty or asks.words("feed-empty"),
        total=total,
        per_page=PER_PAGE if books and first else None,
        entries=entries,
        publications=publications,
        facets=facets,
    )
