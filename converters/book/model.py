"""Book, its metadata and its sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from converters.book.blocks import Block
from converters.book.resource import Resource


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who made the book. ``role`` is a MARC relator code ("aut", "trl", "ill", ...)."""

    name: str
    role: str = "aut"
    sort_as: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a book. Strings are plain text: never markup, never a path."""

    title: str
    language: str
    """BCP 47 tag of the main text, e.g. ``en``, ``zh-Hans``, ``zh-Hant``; found from the text where the file lies."""
    contributors: tuple[Contributor, ...] = ()
    identifier: str = ""
    subtitle: str | None = None
    publisher: str | None = None
    date: str | None = None
    description: str | None = None
    subjects: tuple[str, ...] = ()
    rights: str | None = None
    source: str | None = None
    """The printed edition that the page numbers are of (``dc:source``)."""
    direction: Literal["ltr", "rtl"] = "ltr"
    accessibility: tuple[tuple[str, str], ...] = ()
    """schema.org properties as found: ``("accessibilityFeature", "alternativeText")``, ..."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the book in reading order.

    ``level`` is 1 for a chapter or part at the top, deeper for child sections. ``role`` is a word of the EPUB structure
    vocabulary ("chapter", "part", "preface", "cover", "titlepage", "bodymatter", ...) or "". The section's title stands in ``blocks`` as its
    first :class:`~converters.book.blocks.Heading` where it has one; ``title`` is the name in the contents.
    """

    title: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...] = ()
    level: int = 1
    role: str = ""
    id: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class NavigationPoint:
    """An entry of the table of contents; ``target`` is the id of a section or block, or None where the link leads nowhere."""

    title: str
    target: str | None
    children: tuple[NavigationPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class PageTarget:
    """An entry of the list of printed pages; ``target`` is the id of a page break or marker."""

    label: str
    target: str


@dataclass(frozen=True, slots=True)
class Book:
    """A whole book, immutable, made by a reader and given to every converter."""

    metadata: Metadata
    sections: tuple[Section, ...]
    resources: tuple[Resource, ...] = ()
    contents: tuple[NavigationPoint, ...] = ()
    pages: tuple[PageTarget, ...] = ()
    cover: str | None = None
    """Id of the cover's :class:`~converters.book.resource.Resource`."""
