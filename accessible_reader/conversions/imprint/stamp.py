"""Which file of which format is stamped how."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from accessible_reader.conversions.imprint.books import (
    stamp_docx,
    stamp_epub,
    stamp_html,
    stamp_pdf,
    stamp_text,
)
from accessible_reader.conversions.imprint.braille import stamp_braille_text, stamp_brf, stamp_pef
from accessible_reader.conversions.imprint.daisy import stamp_dtbook, stamp_ncc, stamp_opf, stamp_title_text
from accessible_reader.conversions.imprint.publications import (
    stamp_audiobook,
    stamp_book_json,
    stamp_ebraille,
    stamp_lpf,
    stamp_mp3_manifest,
    stamp_playlist,
)
from accessible_reader.conversions.imprint.sound import stamp_m4b, stamp_mp3
from accessible_reader.conversions.imprint.words import Imprint

Stamp = Callable[[Path, Imprint], None]

FORMATS: Final[Mapping[str, Mapping[str, Stamp]]] = {
    "book-json": {"book.json": stamp_book_json},
    "audio-mp3": {
        ".mp3": stamp_mp3,
        ".m3u8": stamp_playlist,
        ".m3u": stamp_playlist,
        "manifest.json": stamp_mp3_manifest,
    },
    "audio-m4b": {".m4b": stamp_m4b},
    "daisy-202": {"ncc.html": stamp_ncc, "t0001.html": stamp_title_text},
    "daisy-3": {".opf": stamp_opf, "dtbook.xml": stamp_dtbook},
    "audio-webpub": {".audiobook": stamp_audiobook, ".lpf": stamp_lpf},
    "audio-epub": {".epub": stamp_epub},
    "braille-brf": {".brf": stamp_brf},
    "braille-pef": {".pef": stamp_pef},
    "braille-text": {".txt": stamp_braille_text},
    "braille-ebraille": {".ebrl": stamp_ebraille},
    "large-print-pdf": {".pdf": stamp_pdf},
    "large-print-epub": {".epub": stamp_epub},
    "large-print-docx": {".docx": stamp_docx},
    "large-print-html": {".html": stamp_html},
    "speech-text": {".txt": stamp_text},
}
"""Format → ending of a file → what marks it. What is not listed here is not given out where a mark is asked for."""


def stamp(folder: Path, converter: str, files: Sequence[str], imprint: Imprint) -> int:
    """Mark the files of a copy in ``folder``, in place; how many were marked. Positions of sentences stay true: nothing is added to the sound or the text.

    Runs in a child process: see :func:`converters.processes.run_limited`.
    """
    marked = 0
    # What tells of other files comes after them.
    for name in sorted(files, key=lambda name: name.endswith(("manifest.json", "ncc.html"))):
        for ending, mark in FORMATS[converter].items():
            if name.endswith(ending):
                mark(folder / name, imprint)
                marked += 1
                break
    return marked
