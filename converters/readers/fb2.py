"""FictionBook 2: its own elements are turned into XHTML, then read as the chapters of EPUBs are.

Pandoc's reader of this format leaves out tables, code and whatever else it does not know, so this one does without it.
Element names are those of the FictionBook 2.1 schema.
"""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from typing import Any, ClassVar, Final

from lxml import etree

from converters.book import text_of_book
from converters.errors import LimitExceeded
from converters.limits import LIMITS
from converters.protocol import ReadOptions, ReadResult
from converters.readers.html import book_of
from converters.readers.pandoc.sources import fb2_metadata, lost_words, parse_xml, words_of
from converters.readers.picture_files import PictureFiles
from converters.readers.xhtml import ParsedDocument
from converters.workspace import Workspace

_EPUB: Final = "http://www.idpf.org/2007/ops"
_TYPE: Final = f"{{{_EPUB}}}type"
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_SAME: Final = {
    "p": "p", "strong": "strong", "emphasis": "em", "strikethrough": "s", "sub": "sub", "sup": "sup", "code": "code", "table": "table",
    "tr": "tr", "th": "th", "td": "td", "cite": "blockquote", "epigraph": "blockquote", "annotation": "div", "section": "section",
    "empty-line": "br", "text-author": "p", "date": "p", "style": "span", "poem": "div", "stanza": "div", "v": "p",
}  # fmt: skip
_CLASSES: Final = {"poem": "z3998:poem", "stanza": "z3998:stanza", "v": "z3998:line"}
_NOTE_BODIES: Final = frozenset({"notes", "comments", "footnotes"})


class Fb2Reader:
    """Reads FictionBook 2, ``.fb2``."""

    name: ClassVar[str] = "fb2"
    media_types: ClassVar[tuple[str, ...]] = ("application/x-fictionbook+xml",)
    extensions: ClassVar[tuple[str, ...]] = (".fb2",)

    def sniff(self, source: Path, head: bytes) -> float:
        """By its root element, in any encoding."""
        return 0.95 if b"<FictionBook" in head.replace(b"\0", b"") else 0.0

    def read(self, source: Path, workspace: Workspace, options: ReadOptions) -> ReadResult:
        """Raises DamagedFile ``office-damaged`` / ``office-entities``, LimitExceeded ``limit-office-size``."""
        if source.stat().st_size > LIMITS.document_bytes:
            raise LimitExceeded("limit-office-size", file=source.name)
        root = parse_xml(source.read_bytes(), source.name)
        _drop_note_numbers(root)
        pictures = PictureFiles(workspace, [], _binaries(root))
        parsed = ParsedDocument("book.xhtml", to_xhtml(root))
        book = book_of(parsed, source, options, pictures, fb2_metadata(root))
        words = sum(
            (words_of(body) for body in root.iterfind("{*}body")), start=words_of(etree.Element("none"))
        )
        return ReadResult(book, (*pictures.findings, *lost_words(words, text_of_book(book))))


def _binaries(root: etree._Element) -> Any:
    elements = {str(binary.get("id")): binary for binary in root.iterfind("{*}binary") if binary.get("id")}

    def read(name: str) -> bytes | None:
        found = elements.get(name)
        try:
            return base64.b64decode("".join((found.text or "").split())) if found is not None else None
        except (binascii.Error, ValueError):
            return None

    return read


def _drop_note_numbers(root: etree._Element) -> None:
    """The title of a note is its number, which its reference says already."""
    for number, body in enumerate(root.iterfind("{*}body")):
        if number and str(body.get("name") or "").lower() in _NOTE_BODIES:
            for section in body.iterfind("{*}section"):
                title = section.find("{*}title")
                if title is not None and len("".join(str(piece) for piece in title.itertext()).strip()) <= 5:
                    section.remove(title)


def to_xhtml(root: etree._Element) -> etree._Element:
    """The bodies of an FB2 file as one XHTML document. Walks without recursion: depth is of no account."""
    page = etree.Element("html", nsmap={"epub": _EPUB})
    place: etree._Element = etree.SubElement(page, "body")
    for number, body in enumerate(root.iterfind("{*}body")):
        notes = number > 0 and str(body.get("name") or "").lower() in _NOTE_BODIES
        _body(body, etree.SubElement(place, "section"), notes=notes)
    return page


def _body(body: etree._Element, target: etree._Element, *, notes: bool) -> None:
    places = [target]
    depth = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if event == "start":
            depth += name in {"section", "body"}
            if element is body:
                target.text = element.text
                places.append(target)
                continue
            made = _element(element, name, places[-1], min(depth, 6), notes=notes and depth == 2)
            made.text = element.text
            places.append(made)
        else:
            depth -= name in {"section", "body"}
            made = places.pop()
            if element is not body:
                made.tail = element.tail


def _element(
    element: etree._Element, name: str, parent: etree._Element, depth: int, *, notes: bool
) -> etree._Element:
    inside_title = parent.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}
    if name == "title":
        # Titles in poems and quotations head no section.
        made = etree.SubElement(parent, f"h{depth}" if parent.tag == "section" and not notes else "div")
    elif name == "p" and inside_title:
        if len(parent):
            etree.SubElement(parent, "br")
        made = etree.SubElement(parent, "span")
    elif name == "subtitle":
        made = etree.SubElement(parent, f"h{min(depth + 1, 6)}")
    elif name == "image":
        made = etree.SubElement(parent, "img", src=_href(element).lstrip("#"))
        if (element.get("alt") or "").strip():
            made.set("alt", str(element.get("alt")))
    elif name == "a":
        made = etree.SubElement(parent, "a", href=_href(element))
        if element.get("type") == "note":
            made.set(_TYPE, "noteref")
    else:
        made = etree.SubElement(parent, _SAME.get(name, "div"))
    if notes and name == "section":
        made.tag = "aside"
        made.set(_TYPE, "footnote")
    if name in _CLASSES:
        made.set(_TYPE, _CLASSES[name])
        made.set("class", {"poem": "poem", "stanza": "stanza", "v": "verse"}[name])
    for key, attribute in (("id", "id"), (_XML_LANG, "lang"), ("colspan", "colspan"), ("rowspan", "rowspan")):
        value = element.get(key)
        if value:
            made.set(attribute, str(value))
    return made


def _href(element: etree._Element) -> str:
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == "href"), ""
    )
