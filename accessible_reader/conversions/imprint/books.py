"""EPUB and its kin, Word, HTML, PDF, plain text."""

from __future__ import annotations

import zipfile
from html import escape
from pathlib import Path
from typing import Final

from lxml import etree

from accessible_reader.conversions.imprint.words import Imprint

_OPF: Final = "http://www.idpf.org/2007/opf"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_CONTAINER: Final = "urn:oasis:names:tc:opendocument:xmlns:container"
_PAGE: Final = "imprint-of-copy.xhtml"
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True)


def stamp_epub(path: Path, imprint: Imprint, *, page: bool = True) -> None:
    """``dc:rights`` in the package, and a page before all others (not in eBraille, whose text is cells)."""
    partial = path.with_name(f".{path.name}.part")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as new:
        container = etree.fromstring(old.read("META-INF/container.xml"), _PARSER)
        rootfile = container.find(f".//{{{_CONTAINER}}}rootfile")
        package = str(rootfile.get("full-path")) if rootfile is not None else "package.opf"
        folder = package.rpartition("/")[0]
        target = f"{folder}/{_PAGE}" if folder else _PAGE
        for entry in old.infolist():  # the mimetype stays first and as it is
            data = old.read(entry)
            if entry.filename == package:
                data = _package(data, imprint, page=page)
            new.writestr(entry, data)
        if page:
            new.writestr(target, _page(imprint))
    partial.replace(path)


def stamp_opf(path: Path, imprint: Imprint) -> None:
    """The package file of a DAISY 3 book, which has the old Dublin Core names: ``dc:Rights``."""
    tree = etree.parse(path, _PARSER)
    for holder in tree.iter("{*}dc-metadata"):
        rights = etree.SubElement(holder, f"{{{_DC}}}Rights")
        rights.text = imprint.statement
        break
    else:
        raise ValueError("a package without metadata")
    path.write_bytes(etree.tostring(tree, xml_declaration=True, encoding="utf-8"))


def _package(data: bytes, imprint: Imprint, *, page: bool) -> bytes:
    root = etree.fromstring(data, _PARSER)
    metadata = root.find(f"{{{_OPF}}}metadata")
    manifest = root.find(f"{{{_OPF}}}manifest")
    spine = root.find(f"{{{_OPF}}}spine")
    if metadata is None or manifest is None or spine is None:
        raise ValueError("a package without metadata, manifest or spine")
    rights = etree.SubElement(metadata, f"{{{_DC}}}rights")
    rights.text = imprint.statement
    if page:
        etree.SubElement(
            manifest,
            f"{{{_OPF}}}item",
            {"id": "imprint-of-copy", "href": _PAGE, "media-type": "application/xhtml+xml"},
        )
        spine.insert(0, etree.Element(f"{{{_OPF}}}itemref", {"idref": "imprint-of-copy"}))
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


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
    lines = "".join(f"<p>{escape(line)}</p>" for line in imprint.lines)
    block = f'<aside lang="{escape(imprint.language, quote=True)}">{lines}</aside>'
    path.write_bytes((head + meta + found + rest[:end] + block + rest[end:]).encode())


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
    """Lines before the text, and an empty one."""
    text = path.read_bytes().decode()
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    front = "\n".join(imprint.lines)
    path.write_bytes(f"{mark}{front}\n\n{text.removeprefix(mark)}".encode())
