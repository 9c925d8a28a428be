"""The navigation document: contents, list of printed pages, landmarks; and the same contents for the NCX."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ebooklib import epub
from lxml import etree

from converters.book import Book, NavigationPoint, Section
from converters.edition.words import words_for
from converters.marked_text import EPUB_XHTML, xml_text
from converters.marked_text.vocabulary import EPUB_TYPE, add_text
from converters.speech.packages.audio_epub.documents import Documents, document_bytes, page
from converters.speech.packages.audio_epub.words import edition_words

_BODY_ROLES = frozenset({"", "chapter", "part", "bodymatter", "introduction", "prologue", "volume"})


def contents_of(book: Book) -> tuple[NavigationPoint, ...]:
    """The book's own table of contents, or one made from its sections."""
    return book.contents or _from_sections(book.sections)


def _from_sections(sections: Sequence[Section]) -> tuple[NavigationPoint, ...]:
    return tuple(
        NavigationPoint(section.title, section.id, _from_sections(section.sections)) for section in sections
    )


def navigation(book: Book, documents: Documents, first: str) -> bytes:
    """``nav.xhtml``; ``first`` is the address of the first chapter."""
    make = EPUB_XHTML.element
    ours, words = words_for(book.metadata.language), edition_words(book.metadata.language)
    root, body = page(documents.language, book.metadata.title, "style.css")
    contents = _nav(body, "toc", "doc-toc", ours.contents, ours.language)
    rows = _rows(contents_of(book), documents)
    if rows is None:
        rows = make("ol")
        rows.append(_row(first, book.metadata.title))
    contents.append(rows)
    pages = [(row.label, address) for row in book.pages if (address := documents.href(row.target))]
    if pages:
        around = _nav(body, "page-list", "doc-pagelist", words.pages, words.language, hidden=True)
        listed = make("ol")
        listed.extend([_row(address, label) for label, address in pages])
        around.append(listed)
    around = _nav(body, "landmarks", "", words.landmarks, words.language, hidden=True)
    # Not the contents themselves: landmarks lead to documents of the spine only.
    marks = make("ol")
    row = _row(_start(book, documents) or first, words.start)
    row[0].set(EPUB_TYPE, "bodymatter")
    EPUB_XHTML.set_language(row[0], words.language)
    marks.append(row)
    around.append(marks)
    return document_bytes(root)


def ncx_of(points: Sequence[NavigationPoint], documents: Documents) -> list[Any]:
    """The contents for old reading systems, as ebooklib takes them."""
    rows: list[Any] = []
    for point in points:
        inner = ncx_of(point.children, documents)
        title = _title(point)
        address = documents.href(point.target) if point.target else None
        if address and title:
            rows.append(
                (epub.Section(title, address), inner)
                if inner
                else epub.Link(address, title, f"to-{id(point):x}")
            )
        else:
            rows += inner
    return rows


def _start(book: Book, documents: Documents) -> str | None:
    """Where the main text begins."""
    for section in book.sections:
        if section.role in _BODY_ROLES:
            for name in (section.id, *(child.id for child in section.sections)):
                if address := documents.href(name):
                    return address
    return None


def _nav(
    body: etree._Element, kind: str, role: str, title: str, language: str, *, hidden: bool = False
) -> etree._Element:
    made, heading = EPUB_XHTML.element("nav"), EPUB_XHTML.element("h1" if kind == "toc" else "h2")
    made.set(EPUB_TYPE, kind)
    made.set("id", kind)
    if role:
        made.set("role", role)
    made.set("aria-labelledby", f"{kind}-title")
    if hidden:
        made.set("hidden", "hidden")
    heading.set("id", f"{kind}-title")
    EPUB_XHTML.set_language(heading, language)
    add_text(heading, title)
    made.append(heading)
    body.append(made)
    return made


def _rows(points: Sequence[NavigationPoint], documents: Documents) -> etree._Element | None:
    listed = EPUB_XHTML.element("ol")
    for point in points:
        inner = _rows(point.children, documents)
        title = _title(point)
        address = documents.href(point.target) if point.target else None
        if (address and title) or inner is not None:
            row = _row(address if title else None, title or "–")
            if inner is not None:
                row.append(inner)
            listed.append(row)
    return listed if len(listed) else None


def _row(address: str | None, text: str) -> etree._Element:
    row = EPUB_XHTML.element("li")
    shown = EPUB_XHTML.element("a" if address else "span")
    if address:
        shown.set("href", address)
    add_text(shown, " ".join(text.split()) or "–")
    row.append(shown)
    return row


def _title(point: NavigationPoint) -> str:
    return xml_text(" ".join(point.title.split()))
