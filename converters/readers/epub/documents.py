"""The content documents of the spine, parsed: XHTML, and what may stand in its place (SVG, DTBook, a bare picture, a fallback)."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable
from typing import Final

from lxml import etree

from converters.errors import DamagedFile, Finding
from converters.limits import LIMITS
from converters.readers.archive import Archive
from converters.readers.dtbook import dtbook_to_html, is_dtbook
from converters.readers.epub.package import DOCUMENT_TYPES, Item, Package
from converters.readers.xhtml.names import attributes_of, name_of, types_of
from converters.readers.xhtml.parse import ParsedDocument, parse_document

_PICTURES: Final = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".avif"})
_MARKUP: Final = frozenset({".xhtml", ".html", ".htm", ".xml", ".svg"})
_REST_OF_NAVIGATION = 300


def spine_items(package: Package, archive: Archive, findings: list[Finding]) -> list[Item]:
    """What is to be read, in order. Without a usable spine: the manifest's documents, else every document in the archive.

    Documents with ``linear="no"`` are read at their place in the spine too: leaving them out would lose notes and answers, and moving them
    would change the order that the links were written for.
    """
    items = [entry.item for entry in package.spine]
    if any(_first_readable(package, archive, item) is not None for item in items):
        return items
    findings.append(Finding("epub-spine-mended"))
    items = [
        item
        for item in package.items.values()
        if item.media_type in DOCUMENT_TYPES and "nav" not in item.properties and archive.find(item.path)
    ]
    if items:
        return items
    names = [n for n in archive.names if posixpath.splitext(n)[1].lower() in {".xhtml", ".html", ".htm"}]
    return [Item(name, name, "application/xhtml+xml") for name in sorted(names, key=_natural)]


def _natural(name: str) -> list[tuple[int, str]]:
    """``chapter10`` after ``chapter9``."""
    return [
        (int(piece), "") if piece.isdigit() and len(piece) < 18 else (0, piece)
        for piece in re.split(r"([0-9]+)", name)
    ]


def load_documents(
    items: Iterable[Item],
    package: Package,
    archive: Archive,
    locked: frozenset[str],
    findings: list[Finding],
    *,
    file: str,
) -> list[ParsedDocument]:
    """Each document once. Raises DamagedFile ``epub-without-text`` where there is none at all."""
    documents: list[ParsedDocument] = []
    seen: set[str] = set()
    navigation = package.by_property("nav")
    for item in items:
        chosen = _first_readable(package, archive, item)
        if chosen is None:
            code = "epub-document-remote" if not item.path else "epub-document-missing"
            findings.append(Finding(code, {"file": item.path or item.id}, item.path))
            continue
        name = archive.find(chosen.path) or chosen.path
        if name in seen or name in locked:
            continue
        seen.add(name)
        document = load_document(name, archive, findings)
        if document is None:
            continue
        if (
            navigation is not None
            and archive.find(navigation.path) == name
            and _only_navigation(document.root)
        ):
            continue
        documents.append(document)
    if not documents:
        raise DamagedFile("epub-without-text", file=file)
    return documents


def load_document(name: str, archive: Archive, findings: list[Finding]) -> ParsedDocument | None:
    """Entry ``name`` as a document; None, with a finding, where it is none."""
    if posixpath.splitext(name)[1].lower() in _PICTURES:
        return parse_document(
            f'<html><body><img src="/{html.escape(_quoted(name))}"/></body></html>', name=name
        )
    data = archive.read(name, LIMITS.document_bytes)
    plain = data[:4096].replace(b"\0", b"")
    if not data.strip() or (b"<" not in plain and b"<" not in data):
        if data.strip() and _is_text(data):
            return parse_document(
                b"<pre>" + html.escape(data.decode("utf-8", "replace")).encode() + b"</pre>", name=name
            )
        findings.append(Finding("epub-document-empty", {"file": name}, name))
        return None
    document = parse_document(data, name=name)
    if is_dtbook(document.root):
        dtbook_to_html(document.root)
    elif name_of(document.root) == "svg":
        page = etree.Element("html")
        etree.SubElement(page, "body").append(document.root)
        return ParsedDocument(name, page, document.well_formed, document.findings)
    return document


def _quoted(name: str) -> str:
    return name.replace("%", "%25").replace("#", "%23").replace("?", "%3F")


def _is_text(data: bytes) -> bool:
    return b"\0" not in data and sum(byte < 9 for byte in data[:1000]) == 0


def _first_readable(package: Package, archive: Archive, item: Item) -> Item | None:
    """``item`` or the first of its fallbacks that is a document and is there; a picture only where nothing better is."""
    chain = [each for each in package.fallbacks(item) if each.path and archive.find(each.path)]
    for each in chain:
        extension = posixpath.splitext(each.path)[1].lower()
        if each.media_type in DOCUMENT_TYPES or (not each.media_type and extension in _MARKUP):
            return each
    for each in chain:
        extension = posixpath.splitext(each.path)[1].lower()
        if each.media_type.startswith("image/") or extension in _PICTURES | _MARKUP:
            return each
    return None


def _only_navigation(root: etree._Element) -> bool:
    """Whether a navigation document holds nothing to read but navigation (some books put their preface in it)."""
    outside = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = name_of(element)
        if event == "start" and (
            name in {"head", "script", "style"} or (name == "nav" and types_of(attributes_of(element)))
        ):
            walk.skip_subtree()
        elif event == "start":
            outside += len("".join((element.text or "").split()))
        if event == "end" and element is not root:
            outside += len("".join((element.tail or "").split()))
    return outside < _REST_OF_NAVIGATION
