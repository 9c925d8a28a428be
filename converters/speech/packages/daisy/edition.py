"""A talking book before it is written down in one of the formats: chapters with phrases and entries, and the facts about the edition."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from converters.book import Metadata
from converters.language.tags import is_chinese
from converters.marked_text.names import language_tag
from converters.protocol import Conversion, Part, PartResult
from converters.speech.packages.daisy.clock import milliseconds
from converters.speech.packages.daisy.navigation import Entry, entries_of, without_gaps
from converters.speech.packages.daisy.phrases import Phrase, TextPlace, phrases_of
from converters.speech.packages.daisy.places import Group, Places, TitledPlace, places_in
from converters.speech.packages.daisy.title import TITLE_KEY, title_lines
from converters.speech.packages.daisy.xml import one_line
from converters.speech.plan import voice_table
from converters.speech.track import TRACK_FILE, Track, read_track

GENERATOR: Final = f"Accessible Reader {version('accessible-reader')}"
_PUBLISHER: Final = "Accessible Reader"


@dataclass(frozen=True, slots=True)
class TextIds:
    """Ids in the text of a chapter: ``elements`` by mark, ``whole`` for all of it."""

    elements: Mapping[str, str]
    whole: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file of sound. ``length`` and ``elapsed`` (before it) in milliseconds; ``number`` from 1, which is the spoken title."""

    key: str
    number: int
    title: str
    length: int
    elapsed: int
    audio: Path
    track: Track
    phrases: tuple[Phrase, ...]
    entries: tuple[Entry, ...]
    groups: Mapping[str, tuple[Group, ...]]
    pages: Collection[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """What packages say about the book. Strings are one line each; ``date`` is the day of production (ISO 8601)."""

    uid: str
    title: str
    language: str
    creators: tuple[str, ...]
    contributors: tuple[str, ...]
    publisher: str
    date: str
    source: str
    source_date: str
    subjects: tuple[str, ...]
    description: str
    rights: str
    narrators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """The whole talking book."""

    facts: Facts
    chapters: tuple[Chapter, ...]

    @property
    def length(self) -> int:
        """All of it, in milliseconds."""
        return sum(chapter.length for chapter in self.chapters)

    @property
    def entries(self) -> list[Entry]:
        """All entries in order."""
        return [entry for chapter in self.chapters for entry in chapter.entries]

    @property
    def depth(self) -> int:
        """The deepest level of heading."""
        return max((entry.level for entry in self.entries), default=1)

    @property
    def pages(self) -> list[Entry]:
        """Entries of pages."""
        return [entry for entry in self.entries if entry.kind == "page"]

    def count(self, kind: str) -> int:
        """How many entries are of ``kind``."""
        return sum(1 for entry in self.entries if entry.kind == kind)

    @property
    def last_page(self) -> int:
        """The highest number of a normal page; 0 where there is none."""
        return max((int(entry.label) for entry in self.pages if entry.page == "normal"), default=0)


def edition_of(
    conversion: Conversion,
    results: Sequence[tuple[Part, PartResult, Path]],
    texts: Mapping[str, TextIds],
) -> Edition:
    """Put together what the parts say; ``texts`` by key of the part."""
    language = conversion.book.metadata.language
    homes: dict[str, TextPlace] = {}
    everywhere = Places()
    own: list[Places] = []
    notes_elsewhere = conversion.options.choices.notes == "at-reference"
    for number, (part, _result, _folder) in enumerate(results, 1):
        homes |= {mark: (number, element) for mark, element in texts[part.key].elements.items()}
        own.append(_places(conversion, part.key, notes_elsewhere=notes_elsewhere))
        # A note that is read where it is called may stand in another chapter.
        everywhere.groups |= own[-1].groups
        everywhere.pages |= own[-1].pages
    rows: list[tuple[Part, Path, Track, tuple[Phrase, ...], list[Entry]]] = []
    for number, (part, _result, folder) in enumerate(results, 1):
        track = read_track(folder)
        phrases = phrases_of(track, homes, (number, texts[part.key].whole))
        places = Places(everywhere.groups, everywhere.pages, own[number - 1].titles)
        rows.append((part, folder, track, phrases, entries_of(places, phrases, language)))
    levelled = without_gaps([row[-1] for row in rows])
    chapters: list[Chapter] = []
    elapsed = 0
    for number, ((part, folder, track, phrases, _entries), entries) in enumerate(
        zip(rows, levelled, strict=True), 1
    ):
        length = max(milliseconds(track.samples), phrases[-1].end)
        chapters.append(
            Chapter(
                part.key, number, one_line(part.title), length, elapsed, folder / TRACK_FILE, track, phrases, tuple(entries),
                everywhere.groups, everywhere.pages.keys(),
            )
        )  # fmt: skip
        elapsed += length
    return Edition(_facts(conversion), tuple(chapters))


def _places(conversion: Conversion, key: str, *, notes_elsewhere: bool) -> Places:
    if key != TITLE_KEY:
        return places_in(conversion, key, notes_elsewhere=notes_elsewhere)
    places = Places()
    marks = tuple(mark for mark, _words in title_lines(conversion))
    places.titles.append(TitledPlace(one_line(conversion.book.metadata.title) or "–", 1, marks))
    return places


def _facts(conversion: Conversion) -> Facts:
    metadata = conversion.book.metadata
    voice = voice_table(conversion.options).voice_for(metadata.language)
    creators = tuple(filter(None, (one_line(one.name) for one in metadata.contributors if one.role == "aut")))
    others = tuple(filter(None, (one_line(one.name) for one in metadata.contributors if one.role != "aut")))
    return Facts(
        _uid(conversion),
        one_line(metadata.title) or "–",
        language_tag(metadata.language) or "und",
        creators or (_unknown(metadata.language),),
        others,
        one_line(metadata.publisher or "") or _PUBLISHER,
        _today(),
        one_line(metadata.source or metadata.identifier),
        _source_date(metadata),
        tuple(filter(None, map(one_line, metadata.subjects))),
        one_line(metadata.description or ""),
        one_line(metadata.rights or ""),
        (voice.title,) if voice else (),
    )


def _uid(conversion: Conversion) -> str:
    """Made from the book and all that changes a time: players keep bookmarks by it, and those of other times would lead astray."""
    metadata = conversion.book.metadata
    recipe = conversion.options.parts_recipe(conversion.converter)[1]
    seed = f"{conversion.converter}\x1f{metadata.identifier}\x1f{metadata.title}\x1f{recipe}"
    return f"accessible-reader-{hashlib.sha256(seed.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"


def _unknown(language: str) -> str:
    return "佚名" if is_chinese(language) else "Unknown"


def _source_date(metadata: Metadata) -> str:
    digits = (metadata.date or "")[:10]
    for form in ("%Y-%m-%d", "%Y-%m", "%Y"):
        size = {"%Y-%m-%d": 10, "%Y-%m": 7, "%Y": 4}[form]
        try:
            datetime.strptime(digits[:size], form)  # noqa: DTZ007 (a day without a clock)
        except ValueError:
            continue
        return digits[:size]
    return ""


def _today() -> str:
    """SOURCE_DATE_EPOCH fixes it where two builds must be the same byte for byte."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(fixed), UTC) if fixed.isdigit() else datetime.now(UTC)
    return now.date().isoformat()
