"""Media overlays in a book that is read (EPUB 3.3, clause 9): how much recorded narration it has.

The recordings are not used yet; a librarian is told that they are there.
"""

from __future__ import annotations

import re

from converters.errors import Finding
from converters.limits import LIMITS
from converters.readers.archive import Archive
from converters.readers.epub.package import Package
from converters.readers.xhtml.names import attributes_of, name_of
from converters.readers.xhtml.parse import parse_document

_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:\.\d+)?)|(\d+(?:\.\d+)?)(h|min|ms|s)?")


def narration_of(package: Package, archive: Archive) -> list[Finding]:
    """``epub-recorded-narration`` with the number of overlays and their minutes, where the book has any."""
    overlays = {item.overlay for item in package.items.values() if item.overlay}
    paths = [package.items[key].path for key in sorted(overlays) if key in package.items]
    paths += [
        i.path
        for i in package.items.values()
        if i.media_type == "application/smil+xml" and i.path not in paths
    ]
    seconds = 0.0
    count = 0
    for path in paths:
        name = archive.find(path) if path else None
        if name is None:
            continue
        count += 1
        root = parse_document(archive.read(name, LIMITS.document_bytes), name=name).root
        for element in root.iter():
            if name_of(element) == "audio":
                attributes = attributes_of(element)
                begin, end = clock(attributes.get("clipbegin", "0")), clock(attributes.get("clipend", ""))
                seconds += max(end - begin, 0.0)
    return (
        [Finding("epub-recorded-narration", {"count": count, "minutes": round(seconds / 60)})]
        if count
        else []
    )


def clock(value: str) -> float:
    """Seconds of a SMIL clock value (``0:01:02.5``, ``62.5s``, ``1min``); 0 for anything else."""
    match = _CLOCK.fullmatch(value.strip().removeprefix("npt="))
    if not match:
        return 0.0
    hours, minutes, seconds, number, unit = match.groups()
    if number is not None:
        return float(number) * {"h": 3600.0, "min": 60.0, "ms": 0.001}.get(unit or "s", 1.0)
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)
