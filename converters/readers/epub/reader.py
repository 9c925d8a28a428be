"""From an EPUB file to a Book: container, package, encryption, navigation, documents, in that order."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Final

from converters.errors import DamagedFile, Finding
from converters.limits import LIMITS
from converters.protocol import ReadOptions, ReadResult
from converters.readers.archive import Archive
from converters.readers.epub.container import CONTAINER, find_package
from converters.readers.epub.documents import load_document, load_documents, spine_items
from converters.readers.epub.encryption import encrypted_names, refuse_locked
from converters.readers.epub.metadata import read_metadata
from converters.readers.epub.navigation import Navigation, Resolve, read_nav, read_ncx
from converters.readers.epub.package import Item, Package, read_package
from converters.readers.epub.pictures import PictureShelf, find_cover
from converters.readers.epub.smil import narration_of
from converters.readers.epub.stylesheets import StyleShelf
from converters.readers.xhtml import (
    BuildContext,
    ParsedDocument,
    Target,
    build_book,
    parse_document,
    resolve_href,
)
from converters.readers.xhtml.sections import ContentsEntry
from converters.workspace import Workspace

_MIMETYPE: Final = b"application/epub+zip"
_NCX: Final = "application/x-dtbncx+xml"
_OTHERS: Final = (b"%PDF", b"{\\rtf", b"<!doc", b"<!DOC", b"<html", b"<HTML", b"<?xml", b"BOOKMOBI")
_GUIDE_ROLES: Final = {
    "cover": "cover",
    "title-page": "titlepage",
    "titlepage": "titlepage",
    "copyright-page": "copyright-page",
    "dedication": "dedication",
    "epigraph": "epigraph",
    "foreword": "foreword",
    "preface": "preface",
    "acknowledgements": "acknowledgments",
    "acknowledgments": "acknowledgments",
    "bibliography": "bibliography",
    "colophon": "colophon",
    "glossary": "glossary",
    "index": "index",
    "toc": "toc",
}


class EpubReader:
    """Reads ``.epub``."""

    name: ClassVar[str] = "epub"
    media_types: ClassVar[tuple[str, ...]] = ("application/epub+zip",)
    extensions: ClassVar[tuple[str, ...]] = (".epub",)

    def sniff(self, source: Path, head: bytes) -> float:
        """The ``mimetype`` entry, or a container in the archive. What calls itself ``.epub`` is ours too, to say what is wrong with it."""
        claims = source.suffix.lower() == ".epub"
        if not head.startswith(b"PK"):
            return 0.95 if claims and not head.lstrip().startswith(_OTHERS) else 0.0
        if _MIMETYPE in head[:120]:
            return 1.0
        try:
            with zipfile.ZipFile(source) as archive:
                names = {name.lower() for name in archive.namelist()}
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return 0.9 if claims or CONTAINER.encode() in head else 0.0
        if "[content_types].xml" in names or "content.xml" in names:
            return 0.0  # a Word or OpenDocument file
        if CONTAINER.lower() in names or any(name.endswith(".opf") for name in names):
            return 0.97
        return 0.9 if claims else 0.0

    def read(self, source: Path, workspace: Workspace, options: ReadOptions) -> ReadResult:
        """Read the whole book. Raises BadInput ``epub-*``, ``archive-*``; all else that is odd becomes a finding."""
        with source.open("rb") as stream:
            if not stream.read(2) == b"PK":
                raise DamagedFile("epub-not-zip", file=source.name)
        with Archive(source) as archive:
            return _read(archive, source, workspace, options)


def _read(archive: Archive, source: Path, workspace: Workspace, options: ReadOptions) -> ReadResult:
    findings: list[Finding] = []
    path = find_package(archive, source.name, findings)
    locked = encrypted_names(archive)
    if path in locked:
        refuse_locked(archive, locked, [path], source.name)
    root = parse_document(archive.read(path, LIMITS.document_bytes), name=path).root
    package = read_package(root, path)
    items = spine_items(package, archive, findings)
    names = [archive.find(item.path) or item.path for item in items]
    findings += refuse_locked(archive, locked, [path, *names], source.name)
    documents = load_documents(items, package, archive, locked, findings, file=source.name)
    metadata, declared = read_metadata(package, fallback_title=options.title or source.stem)
    context = BuildContext(
        language=options.language or "",
        canonical=lambda name: archive.find(name) or "",
        findings=findings,
        styles=StyleShelf(archive, documents).of,
    )
    navigation = _navigation(package, archive, context)
    _add_linked(documents, navigation, package, archive, context)
    read = {document.name for document in documents}
    context.canonical = lambda name: found if (found := archive.find(name)) in read else ""
    _place_roles(context, package, navigation, archive)
    for label, target in navigation.pages:
        context.references.pages.setdefault((target.document, target.fragment), label)
    shelf = PictureShelf(archive, workspace, locked, findings)
    context.load_image, context.keep_svg = shelf.load, shelf.keep_svg
    if options.language:
        metadata = replace(metadata, language=options.language)
    cover = find_cover(package, shelf, archive)
    book = build_book(
        documents,
        metadata,
        context,
        contents=navigation.contents if navigation.leads_somewhere else None,
        resources=shelf.resources,
        cover=cover,
        declared_language=declared,
        keep_language=bool(options.language),
    )
    findings += narration_of(package, archive)
    return ReadResult(book, (*archive.findings, *findings))


def _navigation(package: Package, archive: Archive, context: BuildContext) -> Navigation:
    """The navigation document, else the NCX; a page list from whichever has one."""
    navigation, ncx = Navigation(), Navigation()
    item = package.by_property("nav")
    if item is not None and (name := archive.find(item.path)):
        document = load_document(name, archive, context.findings)
        if document is not None:
            navigation = read_nav(document.root, _resolver(context, name))
    if not navigation.leads_somewhere or not navigation.pages:
        name = _ncx_name(package, archive)
        if name:
            document = load_document(name, archive, context.findings)
            if document is not None:
                ncx = read_ncx(document.root, _resolver(context, name))
    if not navigation.leads_somewhere:
        navigation.contents, navigation.flattened, navigation.left_out = (
            ncx.contents,
            ncx.flattened,
            ncx.left_out,
        )
    navigation.pages = navigation.pages or ncx.pages
    if navigation.flattened or navigation.left_out:
        context.findings.append(Finding("contents-too-large", {"count": navigation.left_out}))
    if not navigation.leads_somewhere:
        context.findings.append(Finding("contents-missing"))
    return navigation


def _ncx_name(package: Package, archive: Archive) -> str | None:
    named = package.items.get(package.toc_id)
    candidates: list[Item] = [named] if named else []
    candidates += [
        i for i in package.items.values() if i.media_type == _NCX or i.path.lower().endswith(".ncx")
    ]
    for item in candidates:
        if item.path and (name := archive.find(item.path)):
            return name
    return next((name for name in archive.names if name.lower().endswith(".ncx")), None)


def _resolver(context: BuildContext, base: str) -> Resolve:
    def resolve(href: str) -> Target | None:
        target = resolve_href(base, href)
        if not isinstance(target, Target):
            return None
        name = context.canonical(target.document)
        return Target(name, target.fragment) if name else None

    return resolve


def _add_linked(
    documents: list[ParsedDocument],
    navigation: Navigation,
    package: Package,
    archive: Archive,
    context: BuildContext,
) -> None:
    """Documents that the contents or a link lead to but the spine forgot are read at the end rather than lost."""
    known = {document.name for document in documents}
    own = {
        archive.find(item.path)
        for item in package.items.values()
        if item.media_type in {"application/xhtml+xml", "text/html"}
    }
    nav = package.by_property("nav")
    own -= {archive.find(nav.path) if nav else None, None}
    wanted: dict[str, None] = {}
    waiting: list[ContentsEntry] = list(reversed(navigation.contents))
    while waiting:
        entry = waiting.pop()
        if entry.target is not None:
            wanted.setdefault(entry.target.document)
        waiting.extend(reversed(entry.children))
    for document in list(documents):
        for element in document.root.iter("{*}a"):
            href = element.get("href")
            target = context.target(document.name, href) if href else None
            if isinstance(target, Target) and target.document != document.name:
                wanted.setdefault(target.document)
    for name in wanted:
        if name in own and name not in known:
            added = load_document(name, archive, context.findings)
            if added is not None:
                documents.append(added)
                known.add(name)
                context.findings.append(Finding("epub-document-added", {"file": name}, name))


def _place_roles(context: BuildContext, package: Package, navigation: Navigation, archive: Archive) -> None:
    for kind, target in (*package.guide.items(), *navigation.landmarks.items()):
        role = _GUIDE_ROLES.get(kind)
        name = archive.find(target.document)
        if role and name and not target.fragment:
            context.references.roles.setdefault(name, role)
