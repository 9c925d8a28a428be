"""The spoken title: a talking book begins by saying what it is and who wrote it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from converters.book import Text
from converters.language import Sentence
from converters.protocol import Conversion, Part, PartResult
from converters.speech.line_writer import LineWriter
from converters.speech.packages.daisy.xml import one_line
from converters.speech.plan import narrator_for
from converters.speech.runs import pieces_of
from converters.speech.track import TIMES_FILE, TRACK_FILE, speak_track

TITLE_KEY: Final = "000"
"""Sorts before all chapters."""
_PAUSE: Final = 1.0


def title_part(conversion: Conversion) -> Part:
    """The part before the first chapter."""
    return Part(TITLE_KEY, conversion.book.metadata.title, (), 1, {"file": TITLE_KEY})


def title_lines(conversion: Conversion) -> list[tuple[str, str]]:
    """(id in the text, words): title and subtitle, then each author."""
    metadata = conversion.book.metadata
    title = ". ".join(filter(None, (one_line(metadata.title), one_line(metadata.subtitle or ""))))
    rows = [("book-title", title or "–")]
    authors = [one_line(person.name) for person in metadata.contributors if person.role == "aut"]
    rows += [(f"book-author-{number}", name) for number, name in enumerate(filter(None, authors), 1)]
    return rows


def make_title(conversion: Conversion, part: Part, folder: Path) -> PartResult:
    """Speak the title. Its words are not the book's text and are not counted."""
    language = conversion.book.metadata.language
    narrator = narrator_for(conversion)
    out = LineWriter(language, narrator.can_speak, narrator.readings)
    for mark, words in title_lines(conversion):
        out.sentence(Sentence(mark, mark, 0, len(words), language), pieces_of((Text(words),), language))
        out.pause(_PAUSE)
    spoken = speak_track(conversion.options, tuple(out.items), folder, part.title)
    return PartResult(part.key, (TRACK_FILE, TIMES_FILE), spoken.findings, {}, spoken.data)
