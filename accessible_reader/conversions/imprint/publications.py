"""Books of cells and of sound that are packages: eBraille, audio web publications; and the Book itself as data."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any, Final

from lxml import etree

from accessible_reader.conversions.imprint.books import PARSER, front_block, package_with, rewrite
from accessible_reader.conversions.imprint.braille import lines_of
from accessible_reader.conversions.imprint.words import Imprint
from converters.book import book_from_json, book_to_json
from converters.workspace import write_atomically

_EBRAILLE_PAGE: Final = "ebraille/imprint-of-copy.html"
_PAGE: Final = "imprint-of-copy.html"
_RIGHTS: Final = "http://purl.org/dc/terms/rights"
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def stamp_ebraille(path: Path, imprint: Imprint) -> None:
    """``dc:rights`` in the package, and a page in cells, as everything in such a book, before all others."""
    with zipfile.ZipFile(path) as package:
        first = next(
            name for name in package.namelist() if name.startswith("ebraille/") and name.endswith(".html")
        )
        root = etree.fromstring(package.read(first), PARSER)
        tag = root.get(_XML_LANG) or f"{imprint.language}-Brai"
        links = "".join(
            f'<link rel="stylesheet" type="text/css" href="{escape(link.get("href", ""), quote=True)}"/>'
            for link in root.iter("{*}link")
            if link.get("rel") == "stylesheet"
        )
    heading, *rest = lines_of(imprint)
    body = f"<h1>{heading}</h1>" + "".join(f"<p>{line}</p>" for line in rest)
    page = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" lang="{escape(tag, quote=True)}" xml:lang="{escape(tag, quote=True)}">'
        f"<head><title>{heading}</title>{links}</head><body>{body}</body></html>"
    )
    rewrite(
        path,
        {"package.opf": lambda data: package_with(data, imprint, _EBRAILLE_PAGE)},
        {_EBRAILLE_PAGE: page.encode()},
    )


def stamp_audiobook(path: Path, imprint: Imprint) -> None:
    """Readium's package: the right in the metadata (as its full name, which the manifest allows), and a page that the manifest links to as the licence."""

    def manifest(data: bytes) -> bytes:
        told = json.loads(data)
        told["metadata"][_RIGHTS] = imprint.statement
        link = {"href": _PAGE, "type": "text/html", "title": imprint.heading}
        told.setdefault("resources", []).append(link)
        told["links"].append({**link, "rel": "license"})
        return _json(told)

    rewrite(path, {"manifest.json": manifest}, {_PAGE: _page(imprint)})


def stamp_lpf(path: Path, imprint: Imprint) -> None:
    """W3C's package: ``copyrightNotice`` (schema.org) in the manifest, and a block on its entry page, before the contents."""

    def manifest(data: bytes) -> bytes:
        told = json.loads(data)
        told["copyrightNotice"] = imprint.statement
        return _json(told)

    def contents(data: bytes) -> bytes:
        head, found, rest = data.decode().partition("<body>")
        if not found:
            raise ValueError("an entry page without a body")
        return (head + found + front_block(imprint) + rest).encode()

    rewrite(path, {"publication.json": manifest, "contents.html": contents}, {})


def stamp_mp3_manifest(path: Path, imprint: Imprint) -> None:
    """``manifest.json`` beside MP3 files: the right, the copy, and the files' sizes and digests as they are after marking."""
    told = json.loads(path.read_bytes())
    told["rights"], told["copy-id"] = imprint.statement, imprint.copy_id
    for file in told["files"]:
        data = (path.parent / file["file"]).read_bytes()
        file["bytes"], file["sha256"] = len(data), hashlib.sha256(data).hexdigest()
    write_atomically(path, json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def stamp_playlist(path: Path, imprint: Imprint) -> None:
    """A comment right after the first line, which must stay the first."""
    first, end, rest = path.read_bytes().partition(b"\n")
    comment = (
        f"# {imprint.statement}\n".encode() if path.suffix == ".m3u8" else f"# {imprint.copy_id}\n".encode()
    )
    path.write_bytes(first + end + comment + rest)


def stamp_book_json(path: Path, imprint: Imprint) -> None:
    """The right in the Book's metadata."""
    book = book_from_json(path.read_bytes())
    told = ". ".join(filter(None, (book.metadata.rights, imprint.statement)))
    book = replace(book, metadata=replace(book.metadata, rights=told))
    write_atomically(path, book_to_json(book, indent=1) + "\n")


def _page(imprint: Imprint) -> bytes:
    tag = escape(imprint.language, quote=True)
    return (
        f'<!DOCTYPE html>\n<html lang="{tag}">\n<head><meta charset="utf-8"><title>{escape(imprint.heading)}</title></head>\n'
        f"<body>\n{front_block(imprint)}\n</body>\n</html>\n"
    ).encode()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
