"""Which file of which format is stamped how."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from accessible_reader.conversions.imprint.books import (
    stamp_docx,
    stamp_epub,
    stamp_html,
    stamp_opf,
    stamp_pdf,
    stamp_text,
)
from accessible_reader.conversions.imprint.braille import stamp_braille_text, stamp_brf, stamp_pef
from accessible_reader.conversions.imprint.sound import stamp_m4b, stamp_mp3, stamp_ncc
from accessible_reader.conversions.imprint.words import Imprint

Stamp = Callable[[Path, Imprint], None]

FORMATS: Final[Mapping[str, Mapping[str, Stamp]]] = {
    "audio-mp3": {".mp3": stamp_mp3},
    "audio-m4b": {".m4b": stamp_m4b},
    "daisy-202": {"ncc.html": stamp_ncc, ".mp3": stamp_mp3},
    "daisy-3": {".opf": stamp_opf, ".mp3": stamp_mp3},
    "audio-epub": {".epub": stamp_epub},
    "braille-brf": {".brf": stamp_brf},
    "braille-pef": {".pef": stamp_pef},
    "braille-text": {".txt": stamp_braille_text},
    "braille-ebraille": {".ebrl": partial(stamp_epub, page=False)},
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
    for name in files:
        for ending, mark in FORMATS[converter].items():
            if name.endswith(ending):
                mark(folder / name, imprint)
                marked += 1
                break
    return marked
