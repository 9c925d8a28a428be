"""What the builder must know about the book around a document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from converters.book import Block, Image, Resource
from converters.errors import Finding
from converters.readers.xhtml.links import Target, resolve_href
from converters.readers.xhtml.styles import StyleSheet


def _no_image(_document: str, _href: str) -> Resource | None:
    return None


def _no_svg(_document: str, _data: bytes) -> Resource | None:
    return None


@dataclass(slots=True)
class References:
    """Which places of the book something points to, by document name: found by :func:`~converters.readers.xhtml.survey.survey`."""

    wanted: dict[str, set[str]] = field(default_factory=dict)
    """Ids that a link, the contents or the page list points to."""
    pages: dict[tuple[str, str], str] = field(default_factory=dict)
    """(document, id) → label, from a page list; id "" is the beginning of the document."""
    roles: dict[str, str] = field(default_factory=dict)
    """Document → structure word, where the guide or the landmarks say so."""
    note_elements: dict[Any, tuple[str, str]] = field(default_factory=dict)
    """Element of a note → (the reader's id for it, kind)."""
    note_links: dict[Any, str] = field(default_factory=dict)
    """Element of a reference → the reader's id of its note ("" where that does not exist)."""
    labels: dict[str, str] = field(default_factory=dict)
    """Note → the mark of its first reference, as printed."""
    note_ancestors: set[Any] = field(default_factory=set)
    """Elements that hold a note: hiding them is a habit of pop-up notes, not a wish that nobody reads them."""


@dataclass(slots=True)
class BuildContext:
    """One for a whole book. ``canonical`` gives the name under which a linked document is known ("" when it is none of the book's)."""

    language: str = ""
    references: References = field(default_factory=References)
    load_image: Callable[[str, str], Resource | None] = _no_image
    """(document, href) → the verified picture, or None with a finding of its own."""
    keep_svg: Callable[[str, bytes], Resource | None] = _no_svg
    styles: Callable[[str], StyleSheet] = field(default=lambda _document: StyleSheet())
    canonical: Callable[[str], str] = field(default=lambda name: name)
    findings: list[Finding] = field(default_factory=list)
    descriptions: dict[int, tuple[Image, tuple[Block, ...]]] = field(default_factory=dict)
    """Long descriptions by the identity of their picture, from where they are found to where the figure is made."""
    unread_tables_of_contents: bool = True
    """Leave out ``<nav>`` that only repeats the contents."""

    def description_of(self, image: Image) -> tuple[Block, ...]:
        """The long description found for ``image``; () where there is none. Taken once."""
        found = self.descriptions.pop(id(image), None)
        return found[1] if found is not None and found[0] is image else ()

    def target(self, document: str, href: str) -> Target | str | None:
        """Where ``href`` leads, with the document's name as the book knows it."""
        found = resolve_href(document, href)
        if isinstance(found, Target) and found.document != document:
            name = self.canonical(found.document)
            return Target(name, found.fragment) if name else None
        return found


@dataclass(slots=True)
class BuiltDocument:
    """The blocks of one document, flat at the top, and the places in it that others point to."""

    name: str
    title: str
    language: str | None
    blocks: list[Block]
    anchors: dict[str, str] = field(default_factory=dict)
    """``document#id`` → the reader's id of the block or page there."""
    starts: dict[str, int] = field(default_factory=dict)
    """``id`` → index in ``blocks`` of the block it stands at; only for places where the document can be divided."""
    roles: list[tuple[int, str, str]] = field(default_factory=list)
    """(index in ``blocks``, structure word, id): sections and chapters that say what they are."""
    pages: list[tuple[str, str]] = field(default_factory=list)
    """(label, reader's id) of printed pages, in reading order."""
