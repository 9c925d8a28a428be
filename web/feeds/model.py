"""A feed as both versions of OPDS tell it: what there is, before it is Atom or JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

ACQUISITION: Final = "http://opds-spec.org/acquisition"
BORROW: Final = "http://opds-spec.org/acquisition/borrow"
NEW: Final = "http://opds-spec.org/sort/new"
SHELF: Final = "http://opds-spec.org/shelf"
FACET: Final = "http://opds-spec.org/facet"
RSS: Final = "application/rss+xml"

State = Literal["available", "unavailable", "reserved", "ready"]
"""Of OPDS 2.0: there for whoever asks; not there yet; being made; borrowed."""


@dataclass(frozen=True, slots=True)
class Acquisition:
    """A way to get a publication. ``media_type``: what comes; None: a document that tells how it goes on, until at last one of ``becomes`` (media types) comes. ``title``: in words."""

    rel: str
    href: str
    media_type: str | None
    title: str
    state: State = "available"
    becomes: tuple[str, ...] = ()
    size: int | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Accessibility:
    """In the words of schema.org and its accessibility vocabulary. ``sufficient``: sets of modes, each enough to read all of it."""

    modes: tuple[str, ...]
    sufficient: tuple[tuple[str, ...], ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class Publication:
    """A book. ``people``: (name, MARC relator code); ``href``: its own document; ``page``: the web page; ``podcast``: its podcast, for whoever has it on loan."""

    id: str
    href: str
    page: str
    title: str
    language: str
    people: tuple[tuple[str, str], ...]
    subjects: tuple[str, ...]
    series: str | None
    position: str | None
    publisher: str
    published: str
    identifier: str
    summary: str
    modified: datetime
    accessibility: Accessibility
    acquisitions: tuple[Acquisition, ...]
    podcast: str = ""
    restricted: str = ""
    """The sentence that says so, where it is for print-disabled readers only."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that leads to another feed. ``rel`` besides ``subsection``; ``books``: whether books are there, or more lines."""

    title: str
    href: str
    about: str = ""
    rel: str = "subsection"
    books: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """A narrower list, or with ``active`` the wider one without this value. ``group``: what it is about, in words."""

    group: str
    title: str
    href: str
    count: int | None
    active: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """A page of a catalogue. Either ``entries`` or ``publications``; of neither there is nothing, and ``empty`` says so."""

    id: str
    title: str
    href: str
    start: str
    updated: datetime
    books: bool
    search: str
    """OPDS 1.2: address of the OpenSearch description; 2.0: template."""
    up: str = ""
    next: str = ""
    first: str = ""
    shelf: str = ""
    about: str = ""
    empty: str = ""
    total: int | None = None
    per_page: int | None = None
    entries: tuple[Entry, ...] = ()
    publications: tuple[Publication, ...] = ()
    facets: tuple[Facet, ...] = field(default=())
