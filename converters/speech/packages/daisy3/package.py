"""``book.opf``: what the talking book is and which files it has.

Source: ANSI/NISO Z39.86-2005, clause 3; OEBPS 1.2 package.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from lxml import etree

from converters.speech.packages.daisy.clock import full_clock
from converters.speech.packages.daisy.edition import Edition
from converters.speech.packages.daisy.names import FileNames
from converters.speech.packages.daisy.xml import add, new_root

OPF: Final = "http://openebook.org/namespaces/oeb-package/1.0/"
DC: Final = "http://purl.org/dc/elements/1.1/"
OPF_DOCTYPE: Final = (
    '<!DOCTYPE package PUBLIC "+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN" '
    '"http://openebook.org/dtds/oeb-1.2/oebpkg12.dtd">'
)
_MEDIA_TYPES: Final = {
    "opf": "text/xml",
    "ncx": "application/x-dtbncx+xml",
    "xml": "application/x-dtbook+xml",
    "smil": "application/smil",
    "res": "application/x-dtbresource+xml",
    "mp3": "audio/mpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
}
_FIXED_IDS: Final = {"book.opf": "opf", "navigation.ncx": "ncx", "dtbook.xml": "text", "text.res": "resource"}


def package(edition: Edition, names: FileNames, files: Sequence[str]) -> Any:
    """The document; ``files`` are all of the talking book, itself included."""
    root = new_root(OPF, "package")
    root.set("unique-identifier", "uid")
    metadata = add(root, "metadata")
    _dublin_core(metadata, edition)
    extra = add(metadata, "x-metadata")
    facts = edition.facts
    pictures = any(name.endswith((".jpg", ".png", ".svg")) for name in files)
    for name, content in (
        *((("dtb:sourceDate", facts.source_date),) if facts.source_date else ()),
        ("dtb:producer", "Accessible Reader"),
        ("dtb:producedDate", facts.date),
        *(("dtb:narrator", name) for name in facts.narrators),
        ("dtb:multimediaType", "audioFullText"),
        ("dtb:multimediaContent", "audio,text,image" if pictures else "audio,text"),
        ("dtb:totalTime", full_clock(edition.length)),
        ("dtb:audioFormat", "MP3"),
    ):
        add(extra, "meta", name=name, content=content)
    manifest = add(root, "manifest")
    ids = {name: _FIXED_IDS.get(name, name.replace(".", "-")) for name in files}
    for name in files:
        media_type = _MEDIA_TYPES[name.rpartition(".")[2]]
        add(manifest, "item", id=ids[name], href=name, media_type=media_type)
    spine = add(root, "spine")
    for chapter in edition.chapters:
        add(spine, "itemref", idref=ids[names.smil(chapter.number)])
    return root


def _dublin_core(metadata: Any, edition: Edition) -> None:
    facts = edition.facts
    core = etree.SubElement(metadata, f"{{{OPF}}}dc-metadata", nsmap={"dc": DC})
    rows: list[tuple[str, str]] = [
        ("Title", facts.title),
        *(("Creator", name) for name in facts.creators),
        *(("Contributor", name) for name in facts.contributors),
        *(("Subject", subject) for subject in facts.subjects),
        ("Publisher", facts.publisher),
        ("Date", facts.date),
        ("Format", "ANSI/NISO Z39.86-2005"),
        ("Language", facts.language),
        ("Description", facts.description),
        ("Source", facts.source),
        ("Rights", facts.rights),
    ]
    identifier = add(core, f"{{{DC}}}Identifier", facts.uid, id="uid")
    identifier.set("scheme", "DTB")
    for name, value in rows:
        if value:
            add(core, f"{{{DC}}}{name}", value)
