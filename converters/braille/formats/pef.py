"""``braille-pef``: Portable Embosser Format 1.0 (2008-1), one file with all volumes."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar, Final
from xml.sax.saxutils import escape

from converters.braille.converter import BrailleConverter
from converters.braille.pages import BrailleDocument, Page, Volume
from converters.protocol import Conversion
from converters.workspace import write_atomically

FILE: Final = "book.pef"
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class BraillePefConverter(BrailleConverter):
    """Writes ``book.pef``. Generated pages and the book's own are two sections of each volume."""

    name: ClassVar[str] = "braille-pef"
    media_type: ClassVar[str] = "application/x-pef+xml"

    def write(self, document: BrailleDocument, conversion: Conversion, folder: Path) -> tuple[str, ...]:
        """One file for all volumes."""
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<pef version="2008-1" xmlns="http://www.daisy.org/ns/2008/pef">',
            '<head><meta xmlns:dc="http://purl.org/dc/elements/1.1/">',
            *_metadata(conversion),
            "</meta></head>",
            "<body>",
        ]
        for volume in document.volumes:
            lines += _volume(document, volume)
        lines.append("</body></pef>\n")
        write_atomically(folder / FILE, "\n".join(lines))
        return (FILE,)


def _metadata(conversion: Conversion) -> Iterator[str]:
    metadata = conversion.book.metadata
    yield "<dc:format>application/x-pef+xml</dc:format>"
    identifier = (
        metadata.identifier
        or "urn:sha256:" + hashlib.sha256(metadata.title.encode("utf-8", "replace")).hexdigest()
    )
    yield f"<dc:identifier>{_text(identifier)}</dc:identifier>"
    yield f"<dc:title>{_text(metadata.title)}</dc:title>"
    for contributor in metadata.contributors:
        tag = "creator" if contributor.role == "aut" else "contributor"
        yield f"<dc:{tag}>{_text(contributor.name)}</dc:{tag}>"
    if metadata.publisher:
        yield f"<dc:publisher>{_text(metadata.publisher)}</dc:publisher>"
    if metadata.description:
        yield f"<dc:description>{_text(metadata.description)}</dc:description>"
    yield f"<dc:language>{_text(metadata.language)}</dc:language>"
    # The day of the transcription; SOURCE_DATE_EPOCH fixes it where two builds must be the same byte for byte.
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(fixed), UTC) if fixed.isdigit() else datetime.now(UTC)
    yield f"<dc:date>{now.date().isoformat()}</dc:date>"
    if metadata.source:
        yield f"<dc:source>{_text(metadata.source)}</dc:source>"


def _volume(document: BrailleDocument, volume: Volume) -> Iterator[str]:
    duplex = "true" if document.duplex else "false"
    yield f'<volume cols="{document.width}" rows="{document.height}" rowgap="0" duplex="{duplex}">'
    for pages in (volume.front, volume.body):
        if pages:
            yield "<section>"
            yield from _pages(pages)
            yield "</section>"
    yield "</volume>"


def _pages(pages: Iterable[Page]) -> Iterator[str]:
    for page in pages:
        yield "<page>"
        yield "\n".join(f"<row>{line}</row>" if line else "<row/>" for line in page.lines)
        yield "</page>"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))
