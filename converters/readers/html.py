"""HTML files: read as the chapters of EPUBs are. Scripts are not run, nothing is fetched."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Final

from lxml import etree

from converters.book import Book, Contributor, Heading, Metadata, Resource
from converters.errors import BadInput, Finding, LimitExceeded
from converters.language import normalise_tag
from converters.limits import LIMITS
from converters.protocol import ReadOptions, ReadResult
from converters.readers.encodings import encoding_named
from converters.readers.picture_files import PictureFiles, files_in
from converters.readers.xhtml import BuildContext, ParsedDocument, build_book, parse_document
from converters.workspace import Workspace

_LEAD: Final = rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,300}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
_DOCUMENT: Final = re.compile(_LEAD + rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL)
_FRAGMENT: Final = re.compile(
    _LEAD + rb"<(?:title|meta|p|div|h[1-6]|article|section|main|table|ul|ol|center|font)[\s>]",
    re.IGNORECASE | re.DOTALL,
)


class HtmlReader:
    """Reads ``.html`` and ``.xhtml``; pictures beside the file, if they are inside its folder."""

    name: ClassVar[str] = "html"
    media_types: ClassVar[tuple[str, ...]] = ("text/html", "application/xhtml+xml")
    extensions: ClassVar[tuple[str, ...]] = (".html", ".htm", ".xhtml", ".xht")

    def sniff(self, source: Path, head: bytes) -> float:
        """By the first element."""
        plain = head.replace(b"\0", b"") if head[:2] in {b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"} else head
        plain = plain.lstrip(b"\xff\xfe")
        if _DOCUMENT.match(plain):
            return 0.9
        return 0.5 if _FRAGMENT.match(plain) and plain.count(b"</") >= 1 else 0.0

    def read(self, source: Path, workspace: Workspace, options: ReadOptions) -> ReadResult:
        """One document; its headings make the sections."""
        if source.stat().st_size > LIMITS.document_bytes:
            raise LimitExceeded("limit-text-size", mebibytes=LIMITS.document_bytes // 2**20)
        encoding = encoding_named(options.encoding) if options.encoding else None
        parsed = parse_document(source.read_bytes(), name=source.name, encoding=encoding)
        findings: list[Finding] = []
        pictures = PictureFiles(workspace, findings, files_in(source.parent))
        book = book_of(parsed, source, options, pictures)
        return ReadResult(book, tuple(findings))


def book_of(
    parsed: ParsedDocument,
    source: Path,
    options: ReadOptions,
    pictures: PictureFiles,
    metadata: Metadata | None = None,
) -> Book:
    """The Book in one parsed document; what ``metadata`` leaves empty is looked for in its head. Raises BadInput ``book-without-text``."""
    known = metadata or Metadata("", "")
    findings = pictures.findings
    head = _head_of(parsed.root)
    stated = normalise_tag(options.language)
    people = known.contributors or tuple(Contributor(name) for name in head.get("author", [])[:20])
    resources: list[Resource] = pictures.resources
    context = BuildContext(
        language=stated or "", load_image=pictures.load, keep_svg=pictures.keep_svg, findings=findings
    )
    title = options.title or known.title or _first(head, "title") or _heading(parsed.root) or source.stem
    # HTML need not be XML: that it had to be read leniently is nothing to tell.
    told = tuple(finding for finding in parsed.findings if finding.code != "document-repaired")
    book = build_book(
        [replace(parsed, findings=told)],
        Metadata(
            title=title,
            language=stated or "",
            contributors=people,
            publisher=known.publisher or _first(head, "publisher"),
            date=known.date or _first(head, "date"),
            description=known.description or _first(head, "description"),
            subjects=known.subjects,
        ),
        context,
        resources=resources,
        declared_language=known.language or _first(head, "language"),
        keep_language=bool(stated),
    )
    if not book.sections:
        raise BadInput("book-without-text", file=source.name)
    return _with_front(book)


def _with_front(book: Book) -> Book:
    """What stands before the first heading is called like the book, not like the chapter that follows."""
    first = book.sections[0]
    if len(book.sections) < 2 or any(isinstance(block, Heading) for block in first.blocks):
        return book
    role = first.role or ("titlepage" if len(first.blocks) <= 12 else "")
    return replace(book, sections=(replace(first, title=book.metadata.title, role=role), *book.sections[1:]))


_META: Final = {
    "author": "author", "dc.creator": "author", "dcterms.creator": "author", "description": "description", "dc.description": "description",
    "publisher": "publisher", "dc.publisher": "publisher", "date": "date", "dc.date": "date", "dcterms.date": "date",
    "language": "language", "dc.language": "language", "content-language": "language", "dc.title": "title",
}  # fmt: skip


def _head_of(root: etree._Element) -> dict[str, list[str]]:
    """What ``<head>`` says: title, author, description, publisher, date, language; each a list of plain strings."""
    found: dict[str, list[str]] = {}
    for element in root.iter("{*}title", "{*}meta"):
        if etree.QName(element).localname == "title":
            name, value = "title", "".join(str(piece) for piece in element.itertext())
        else:
            attributes = {str(key).lower(): str(text) for key, text in element.attrib.items()}
            key = attributes.get("name") or attributes.get("http-equiv") or attributes.get("property") or ""
            name, value = _META.get(key.lower().strip(), ""), attributes.get("content", "")
        value = " ".join(value.split())[:500]
        if name and value:
            found.setdefault(name, []).append(value)
    return found


def _first(head: dict[str, list[str]], name: str) -> str | None:
    values = head.get(name)
    return values[0] if values else None


def _heading(root: etree._Element) -> str:
    """The document's only first-rank heading; where there are several they are chapters."""
    headings = [
        " ".join("".join(str(piece) for piece in one.itertext()).split()) for one in root.iter("{*}h1")
    ]
    return headings[0][:300] if len(headings) == 1 else ""
