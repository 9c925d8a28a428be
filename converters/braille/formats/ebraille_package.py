"""The package document, the primary entry page and the zip of an eBraille publication (eBraille 1.0, sections 4, 5 and 8)."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from converters.book import Metadata
from converters.braille.flow import Entry
from converters.braille.formats.ebraille_documents import HEAD

MEDIA_TYPE: Final = "application/ebrl+zip"
STYLESHEET: Final = "ebraille/style.css"

STYLE: Final = """/* Only what structure needs; readers bring their own layout. Lengths are in cells (ch). */
p { margin: 0; text-indent: 2ch; }
h1 { text-align: center; margin: 1lh 3ch; }
h2 { margin: 1lh 0 0 4ch; }
h3, h4, h5, h6 { margin: 1lh 0 0 6ch; }
ul { list-style-type: none; margin: 0; padding: 0; }
li > ul { margin-left: 2ch; }
li > p:first-child, td p, aside > p:first-child { text-indent: -2ch; padding-left: 2ch; }
.line, .code { text-indent: -4ch; padding-left: 4ch; }
.in1 { margin-left: 2ch; } .in2 { margin-left: 4ch; } .in3 { margin-left: 6ch; } .in4 { margin-left: 8ch; }
.in5 { margin-left: 10ch; } .in6 { margin-left: 12ch; } .in7 { margin-left: 14ch; } .in8 { margin-left: 16ch; }
.stanza { margin: 1lh 0; }
.math { text-indent: 0; padding-left: 4ch; }
.picture, .caption { text-indent: 0; padding-left: 4ch; }
blockquote { margin: 1lh 0 1lh 2ch; }
aside.box { border: solid; margin: 1lh 0; }
.title-page p { text-align: center; text-indent: 0; }
"""

_CONTAINER: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
_DATE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Publication:
    """All that the package document says. ``languages`` with ``Brai``; ``systems`` from the registry; ``when`` in UTC."""

    metadata: Metadata
    languages: tuple[str, ...]
    systems: tuple[str, ...]
    producer: str
    complete: bool
    when: datetime
    unknown_creator: str


def copyright_date(metadata: Metadata) -> str | None:
    """The year (or day) of the book as ISO 8601, or None where the book does not say."""
    match = _DATE.match(metadata.date or "")
    return match.group() if match else None


def package_document(publication: Publication, documents: Sequence[str]) -> str:
    """``package.opf``; ``documents`` are paths of content documents in reading order."""
    items = [
        '<item id="nav" href="index.html" media-type="application/xhtml+xml" properties="nav"/>',
        f'<item id="style" href="{STYLESHEET}" media-type="text/css"/>',
    ]
    items += [
        f'<item id="d{number}" href={quoteattr(path)} media-type="application/xhtml+xml"/>'
        for number, path in enumerate(documents, 1)
    ]
    spine = [f'<itemref idref="d{number}"/>' for number in range(1, len(documents) + 1)]
    language = publication.metadata.language
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid" xml:lang={quoteattr(language)}>',
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
            *_metadata(publication),
            "</metadata>",
            "<manifest>",
            *items,
            "</manifest>",
            "<spine>",
            *spine,
            "</spine>",
            "</package>\n",
        ]
    )


def _metadata(publication: Publication) -> Iterator[str]:
    metadata, when = publication.metadata, publication.when
    # The transcription is a publication of its own: its identifier is made from the book's, and the book's stands as source.
    seed = "\x1f".join((metadata.identifier, metadata.title, *publication.systems))
    digest = hashlib.sha256(seed.encode("utf-8", "replace")).hexdigest()
    yield f'<dc:identifier id="uid">urn:sha256:{digest}</dc:identifier>'
    yield f"<dc:title>{_words(metadata.title)}</dc:title>"
    authors = [one for one in metadata.contributors if one.role == "aut"]
    if not authors:
        yield f"<dc:creator>{_words(publication.unknown_creator)}</dc:creator>"
    for number, one in enumerate(authors, 1):
        yield f'<dc:creator id="c{number}">{_words(one.name)}</dc:creator>'
        yield f'<meta property="role" refines="#c{number}" scheme="marc:relators">aut</meta>'
    for one in metadata.contributors:
        if one.role != "aut":
            yield f"<dc:contributor>{_words(one.name)}</dc:contributor>"
    for language in publication.languages:
        yield f"<dc:language>{language}</dc:language>"
    yield "<dc:format>eBraille 1.0</dc:format>"
    yield f"<dc:date>{when.date().isoformat()}</dc:date>"
    yield f'<meta property="dcterms:modified">{when.strftime("%Y-%m-%dT%H:%M:%SZ")}</meta>'
    copyrighted = copyright_date(metadata) or str(when.year)
    yield f'<meta property="dcterms:dateCopyrighted">{copyrighted}</meta>'
    yield '<meta property="a11y:brailleCellType">6</meta>'
    for system in publication.systems:
        yield f'<meta property="a11y:brailleSystem">{_words(system)}</meta>'
    yield f'<meta property="a11y:completeTranscription">{"true" if publication.complete else "false"}</meta>'
    yield f'<meta property="a11y:producer">{_words(publication.producer)}</meta>'
    yield '<meta property="a11y:tactileGraphics">none</meta>'
    yield '<meta property="schema:accessMode">tactile</meta>'
    yield '<meta property="schema:accessModeSufficient">tactile</meta>'
    for feature in ("braille", "tableOfContents", "readingOrder", "structuralNavigation"):
        yield f'<meta property="schema:accessibilityFeature">{feature}</meta>'
    yield '<meta property="schema:accessibilityHazard">none</meta>'
    for name, value in (
        ("description", metadata.description),
        ("publisher", metadata.publisher),
        ("rights", metadata.rights),
        ("source", metadata.source or metadata.identifier),
    ):
        if value and value.strip():
            yield f"<dc:{name}>{_words(value)}</dc:{name}>"
    for subject in metadata.subjects:
        if subject.strip():
            yield f"<dc:subject>{_words(subject)}</dc:subject>"


def entry_page(
    *,
    language: str,
    title: str,
    contents_title: str,
    pages_title: str,
    entries: Sequence[tuple[Entry, str]],
    pages: Sequence[tuple[str, str, str]],
    start: str,
) -> str:
    """``index.html`` (8): contents from ``entries`` with their link, the list of printed ``pages`` as (link, cells, label).

    ``start`` is the link of the book's first page of text.
    """
    links = '<link rel="publication" href="package.opf" type="application/oebps-package+xml"/>'
    lines = [HEAD.format(language=quoteattr(language), title=title, links=links).rstrip(), "<body>"]
    lines += [f'<nav epub:type="toc" role="doc-toc"><h1>{contents_title}</h1>', *_nested(entries), "</nav>"]
    if pages:
        lines.append(f'<nav epub:type="page-list" role="doc-pagelist"><h2>{pages_title}</h2><ol>')
        # The printed number in "title" (8.3.2), so that it can be found from a keyboard of letters too.
        lines += [
            f"<li><a href={quoteattr(link)} title={quoteattr(label)}>{cells}</a></li>"
            for link, cells, label in pages
        ]
        lines.append("</ol></nav>")
    lines += [
        f'<nav epub:type="landmarks" hidden="hidden"><ol><li><a epub:type="bodymatter" href={quoteattr(start)}>{title}</a></li></ol></nav>',
        "</body></html>\n",
    ]
    return "\n".join(lines)


def _nested(entries: Iterable[tuple[Entry, str]]) -> Iterator[str]:
    depth = -1
    for entry, link in entries:
        while depth > entry.depth:
            yield "</li></ol>"
            depth -= 1
        if depth < entry.depth:
            yield "<ol>"
            depth += 1  # a level that the book skips is not skipped here
        else:
            yield "</li>"
        yield f"<li><a href={quoteattr(link)}>{entry.cells}</a>"
    while depth >= 0:
        yield "</li></ol>"
        depth -= 1


def write_zip(path: Path, files: Iterable[tuple[str, str]], when: datetime) -> None:
    """The OCF container (4.7): ``mimetype`` first and not compressed, one time stamp for all, so that the same book gives the same bytes."""
    stamp = (max(1980, when.year), when.month, when.day, when.hour, when.minute, when.second)
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("mimetype", stamp)
        archive.writestr(info, "application/epub+zip", zipfile.ZIP_STORED)
        for name, text in (("META-INF/container.xml", _CONTAINER), *files):
            info = zipfile.ZipInfo(name, stamp)
            info.external_attr = 0o644 << 16
            archive.writestr(info, text, zipfile.ZIP_DEFLATED)


def _words(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", " ".join(text.split())))
