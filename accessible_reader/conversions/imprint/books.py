"""EPUB, Word, HTML, PDF, plain text."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Final

from lxml import etree

from accessible_reader.conversions.imprint.words import MARK, Imprint

_OPF: Final = "http://www.idpf.org/2007/opf"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_CONTAINER: Final = "urn:oasis:names:tc:opendocument:xmlns:container"
_PAGE: Final = "imprint-of-copy.xhtml"
PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True)


def stamp_epub(path: Path, imprint: Imprint) -> None:
    """``dc:rights`` in the package, and a page before all others."""
    with zipfile.ZipFile(path) as archive:
        container = etree.fromstring(archive.read("META-INF/container.xml"), PARSER)
    rootfile = container.find(f".//{{{_CONTAINER}}}rootfile")
    package = str(rootfile.get("full-path")) if rootfile is not None else "package.opf"
    folder = package.rpartition("/")[0]
    target = f"{folder}/{_PAGE}" if folder else _PAGE
    rewrite(
        path, {package: lambda data: package_with(data, imprint, _PAGE)}, {target: _page(imprint).encode()}
    )


def rewrite(path: Path, changes: Mapping[str, Callable[[bytes], bytes]], added: Mapping[str, bytes]) -> None:
    """An archive again, with ``changes`` made to some entries and ``added`` at the end; the order stays, so a mimetype stays first, and so does how each is packed."""
    partial = path.with_name(f".{path.name}.part")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as new:
        missing = changes.keys() - set(old.namelist())
        if missing:
            raise ValueError(f"a package without {min(missing)}")
        for entry in old.infolist():
            data = old.read(entry)
            change = changes.get(entry.filename)
            new.writestr(entry, change(data) if change else data)
        for name, data in added.items():
            new.writestr(name, data)
    partial.replace(path)


def package_with(data: bytes, imprint: Imprint, page: str) -> bytes:
    """An OPF package with the right in its metadata and ``page`` (a path beside it) first in its reading order."""
    root = etree.fromstring(data, PARSER)
    metadata = root.find(f"{{{_OPF}}}metadata")
    manifest = root.find(f"{{{_OPF}}}manifest")
    spine = root.find(f"{{{_OPF}}}spine")
    if metadata is None or manifest is None or spine is None:
        raise ValueError("a package without metadata, manifest or spine")
    rights = etree.SubElement(metadata, f"{{{_DC}}}rights")
    rights.text = imprint.statement
    etree.SubElement(
        manifest,
        f"{{{_OPF}}}item",
        {"id": "imprint-of-copy", "href": page, "media-type": "application/xhtml+xml"},
    )
    spine.insert(0, etree.Element(f"{{{_OPF}}}itemref", {"idref": "imprint-of-copy"}))
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def front_block(imprint: Imprint) -> str:
    """The lines as a block of HTML."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in imprint.lines)
    return f'<aside lang="{escape(imprint.language, quote=True)}">{lines}</aside>'


def _page(imprint: Imprint) -> str:
    first, *rest = (escape(line) for line in imprint.lines)
    tag = escape(imprint.language, quote=True)
    body = f"<h1>{first}</h1>" + "".join(f"<p>{line}</p>" for line in rest)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{tag}" xml:lang="{tag}">'
        f'<head><title>{first}</title></head><body><section epub:type="copyright-page">{body}</section></body></html>'
    )


def stamp_docx(path: Path, imprint: Imprint) -> None:
    """The document's properties, and paragraphs of their own before everything else."""
    import docx

    document = docx.Document(str(path))
    document.core_properties.comments = imprint.statement
    document.core_properties.identifier = imprint.copy_id
    paragraphs = document.paragraphs
    if paragraphs:
        for line in imprint.lines:
            paragraphs[0].insert_paragraph_before(line)
    document.save(str(path))


def stamp_html(path: Path, imprint: Imprint) -> None:
    """``meta`` in the head, and a block right after ``<body>``."""
    text = path.read_bytes().decode()
    head, found, rest = text.partition("</head>")
    start = rest.find("<body")
    end = rest.find(">", start) + 1
    if not found or start < 0 or not end:
        raise ValueError("a page without head or body")
    meta = f'<meta name="dcterms.rights" content="{escape(imprint.statement, quote=True)}">'
    path.write_bytes((head + meta + found + rest[:end] + front_block(imprint) + rest[end:]).encode())


def stamp_pdf(path: Path, imprint: Imprint) -> None:
    """The document's properties and XMP; the pages stay as they are, because they are tagged."""
    import pikepdf

    with pikepdf.open(path, allow_overwriting_input=True) as document:
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:rights"] = imprint.statement
            metadata["xmpRights:Marked"] = "True"
        document.docinfo["/CopyId"] = imprint.copy_id
        document.save(path)


def stamp_text(path: Path, imprint: Imprint) -> None:
    """Lines before the text, and an empty one. There is no metadata, so the mark that checkers look for stands there too."""
    text = path.read_bytes().decode()
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    front = "\n".join(imprint.lines if MARK in imprint.lines else (MARK, *imprint.lines))
    path.write_bytes(f"{mark}{front}\n\n{text.removeprefix(mark)}".encode())
