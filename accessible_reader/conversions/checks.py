"""Checks on finished files: quick looks that would notice an artifact that cannot be used."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lxml import etree

_SECONDS_OFF: Final = 0.5
_PEF: Final = "http://www.daisy.org/ns/2008/pef"


@dataclass(frozen=True, slots=True)
class Check:
    """``run(made, what)`` says what is wrong, or "". Short and free of personal data: it is kept and shown."""

    name: str
    run: Callable[[Path, dict[str, Any]], str]


def files_there(made: Path, what: dict[str, Any]) -> str:
    """Every file of the artifact is there and has something in it."""
    empty = [
        name for name in what["files"] if not (made / name).is_file() or not (made / name).stat().st_size
    ]
    return f"empty: {', '.join(empty[:3])}" if empty else ""


def locators_there(made: Path, _what: dict[str, Any]) -> str:
    """The sentences' places can be read, and there are some."""
    found = json.loads((made / "locators.json").read_bytes())["sentences"]
    return "" if found else "no sentence has a place"


def audio_lengths(made: Path, _what: dict[str, Any]) -> str:
    """No sentence lies beyond the end of its sound file, and every sound file can be opened."""
    import mutagen

    ends: dict[str, float] = {}
    for place in json.loads((made / "locators.json").read_bytes())["sentences"].values():
        if "file" in place and "end" in place:
            ends[place["file"]] = max(ends.get(place["file"], 0.0), float(place["end"]))
    for name, end in ends.items():
        sound = mutagen.File(made / name)
        if sound is None:
            return f"{name} is no sound file"
        if end > sound.info.length + _SECONDS_OFF:
            return f"{name} ends at {sound.info.length:.1f} s, before its last sentence at {end:.1f} s"
    return "" if ends else "no sound"


def braille_lines(made: Path, what: dict[str, Any]) -> str:
    """BRF: only the 64 cells, line ends and page ends; no line wider than the widest allowed."""
    for name in what["files"]:
        if name.endswith(".brf"):
            data = (made / name).read_bytes()
            wrong = [byte for byte in set(data) if byte not in b"\r\n\f\x1a" and not 0x20 <= byte <= 0x5F]
            if wrong:
                return f"{name} has byte {wrong[0]:#x}"
            if not data.strip():
                return f"{name} is blank"
    return ""


def pef_structure(made: Path, what: dict[str, Any]) -> str:
    """PEF 2008: the elements in their order, every row made of cells and within the width of its volume."""
    for name in what["files"]:
        if not name.endswith(".pef"):
            continue
        root = etree.parse(made / name).getroot()
        if root.tag != f"{{{_PEF}}}pef" or [etree.QName(e).localname for e in root] != ["head", "body"]:
            return f"{name} is no PEF"
        for volume in root.iter(f"{{{_PEF}}}volume"):
            width, height = int(volume.get("cols", "0")), int(volume.get("rows", "0"))
            for page in volume.iter(f"{{{_PEF}}}page"):
                rows = list(page.iter(f"{{{_PEF}}}row"))
                if len(rows) > height:
                    return f"{name}: a page of {len(rows)} rows"
                for row in rows:
                    text = row.text or ""
                    if len(text) > width or any(not 0x2800 <= ord(cell) <= 0x28FF for cell in text):
                        return f"{name}: a row that does not fit"
    return ""


def zip_whole(made: Path, what: dict[str, Any]) -> str:
    """EPUB, DOCX, web publications: the archive is whole, and every XML and JSON in it is well-formed."""
    for name in what["files"]:
        if name.rpartition(".")[2] in {"epub", "docx", "ebrl", "audiobook", "lpf"}:
            with zipfile.ZipFile(made / name) as archive:
                if (bad := archive.testzip()) is not None:
                    return f"{name}: {bad} is damaged"
                for entry in archive.namelist():
                    if entry.rpartition(".")[2] in {"xml", "xhtml", "opf", "ncx", "rels", "smil"}:
                        etree.fromstring(archive.read(entry))
                    elif entry.endswith(".json"):
                        json.loads(archive.read(entry))
    return ""


def pdf_opens(made: Path, what: dict[str, Any]) -> str:
    """PDF: it opens, has pages, and is tagged."""
    import pikepdf

    for name in what["files"]:
        if name.endswith(".pdf"):
            with pikepdf.open(made / name) as document:
                if not len(document.pages):
                    return f"{name} has no pages"
                if "/MarkInfo" not in document.Root or not document.Root.MarkInfo.get("/Marked"):
                    return f"{name} is not tagged"
    return ""


def xml_well_formed(made: Path, what: dict[str, Any]) -> str:
    """DAISY: every XML and XHTML file is well-formed."""
    for name in what["files"]:
        if name.rpartition(".")[2] in {"xml", "opf", "ncx", "smil", "html", "xhtml"}:
            etree.parse(made / name, etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False))
    return ""


_THERE: Final = (Check("files", files_there), Check("places", locators_there))
_AUDIO: Final = Check("audio-lengths", audio_lengths)
_ZIP: Final = Check("archive", zip_whole)
_XML: Final = Check("xml", xml_well_formed)

CHECKS: Final[Mapping[str, tuple[Check, ...]]] = {
    "book-json": (_THERE[0],),
    "speech-text": _THERE,
    "audio-mp3": (*_THERE, _AUDIO),
    "audio-m4b": (*_THERE, _AUDIO),
    "audio-epub": (*_THERE, _ZIP),
    "audio-webpub": (*_THERE, _ZIP),
    "daisy-202": (*_THERE, _AUDIO, _XML),
    "daisy-3": (*_THERE, _AUDIO, _XML),
    "braille-brf": (*_THERE, Check("braille-cells", braille_lines)),
    "braille-pef": (*_THERE, Check("pef", pef_structure)),
    "braille-text": _THERE,
    "braille-ebraille": (*_THERE, _ZIP),
    "large-print-pdf": (*_THERE, Check("pdf", pdf_opens)),
    "large-print-epub": (*_THERE, _ZIP),
    "large-print-docx": (*_THERE, _ZIP),
    "large-print-html": _THERE,
}
