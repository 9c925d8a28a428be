"""What is where in a book: chapters, contents, pages, and every sentence with its number. Small enough to be kept in memory, where the Book itself is not.

Places are sentence ids. Whoever asks for another id of the book (a page, a heading, a section) gets the sentence that begins there or is the next one.
"""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import Any, Final

from converters.book import NavigationPoint, Section, leaves, sections_of
from converters.chapters import chapters, pieces_with_blocks, weight_of_text
from converters.protocol import Conversion
from converters.speech.pages import page_places
from converters.speech.places import places_in

WEIGHT_A_SECOND: Final = 15.5
"""Latin letters (a Han character counts as four) that a voice speaks in a second, pauses included: for what has not been spoken yet."""


@dataclass(frozen=True, slots=True)
class ChapterOutline:
    """One chapter. ``first`` is the number of its first sentence in the book, from 0; ``weights`` are the lengths of ``sentences`` in Latin letters.

    ``other`` gives, for each other id of the book in it, how many of its sentences come before.
    """

    key: str
    title: str
    first: int
    sentences: tuple[str, ...]
    weights: tuple[int, ...] = field(repr=False)
    other: Mapping[str, int] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: ``depth`` from 1, the chapter's ``key`` and the ``place`` there; "" where it leads nowhere."""

    depth: int
    title: str
    chapter: str
    place: str


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A printed page: its number as printed, its chapter, and its id in the book."""

    label: str
    chapter: str
    id: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A sentence: its ``chapter``'s key, its ``sentence`` id, its ``ordinal`` in the book from 0."""

    chapter: str
    sentence: str
    ordinal: int


@dataclass(frozen=True)
class Outline:
    """The outline of one book. Immutable; safe to share."""

    title: str
    language: str
    direction: str
    chapters: tuple[ChapterOutline, ...]
    contents: tuple[Entry, ...]
    pages: tuple[PagePlace, ...]

    @cached_property
    def _by_key(self) -> dict[str, int]:
        return {chapter.key: number for number, chapter in enumerate(self.chapters)}

    @cached_property
    def _by_id(self) -> dict[str, tuple[int, int]]:
        """Every id → (number of its chapter, sentences before it there)."""
        found: dict[str, tuple[int, int]] = {}
        for number, chapter in enumerate(self.chapters):
            for name, before in chapter.other.items():
                found.setdefault(name, (number, before))
            for before, name in enumerate(chapter.sentences):
                found[name] = (number, before)
        return found

    @cached_property
    def _reached(self) -> list[int]:
        """Weight up to the end of each sentence of the book."""
        return list(accumulate(weight for chapter in self.chapters for weight in chapter.weights))

    @property
    def sentences(self) -> int:
        """How many there are."""
        return len(self._reached)

    @property
    def seconds(self) -> float:
        """About how long the book takes to hear."""
        return (self._reached[-1] if self._reached else 0) / WEIGHT_A_SECOND

    def chapter(self, key: str) -> ChapterOutline | None:
        """The chapter called so, or None."""
        number = self._by_key.get(key)
        return None if number is None else self.chapters[number]

    def number_of(self, key: str) -> int:
        """Place of the chapter in the book, from 1. KeyError where there is none."""
        return self._by_key[key] + 1

    def neighbours(self, key: str) -> tuple[ChapterOutline | None, ChapterOutline | None]:
        """The chapters before and after."""
        number = self._by_key[key]
        return (
            self.chapters[number - 1] if number else None,
            self.chapters[number + 1] if number + 1 < len(self.chapters) else None,
        )

    def find(self, name: str) -> Spot | None:
        """The sentence ``name``, or for another id of the book the next sentence from there on; None where the book has no such id."""
        found = self._by_id.get(name)
        return None if found is None else self._spot(*found)

    def start(self) -> Spot | None:
        """The first sentence; None for a book without words."""
        return self._spot(0, 0) if self.sentences else None

    def start_of(self, key: str) -> Spot | None:
        """The first sentence of a chapter, or of what comes after one without words; None where there is none."""
        number = self._by_key.get(key)
        return None if number is None else self._spot(number, 0)

    def at_ordinal(self, ordinal: int) -> Spot | None:
        """The sentence with that number, the last one for more."""
        if not self.sentences:
            return None
        wanted = min(max(0, ordinal), self.sentences - 1)
        number = bisect_right([chapter.first for chapter in self.chapters], wanted) - 1
        return self._spot(number, wanted - self.chapters[number].first)

    def at_share(self, share: float) -> Spot | None:
        """Where ``share`` (0 to 1) of the book is behind one."""
        if not self._reached:
            return None
        return self.at_ordinal(bisect_right(self._reached, share * self._reached[-1]))

    def at_seconds(self, seconds: float) -> Spot | None:
        """About where one is after so long; beyond the end: the last sentence."""
        return self.at_ordinal(bisect_right(self._reached, seconds * WEIGHT_A_SECOND))

    def share(self, ordinal: int) -> float:
        """How much of the book is before that sentence, 0 to 1."""
        if not self._reached or ordinal <= 0:
            return 0.0
        return self._reached[min(ordinal, len(self._reached)) - 1] / self._reached[-1]

    def page(self, label: str) -> PagePlace | None:
        """The page with that number; case and full width do not count."""
        wanted = _plain(label)
        return next((page for page in self.pages if _plain(page.label) == wanted), None)

    def page_of(self, spot: Spot) -> str:
        """The printed page on which a sentence begins; "" where the book does not say."""
        label = ""
        for page in self.pages:
            where = self._by_id.get(page.id)
            if where is None or self.chapters[where[0]].first + where[1] > spot.ordinal:
                break
            label = page.label
        return label

    def _spot(self, number: int, before: int) -> Spot | None:
        for chapter in self.chapters[number:]:
            if before < len(chapter.sentences):
                return Spot(chapter.key, chapter.sentences[before], chapter.first + before)
            before = 0
        for chapter in reversed(self.chapters[: number + 1]):
            if chapter.sentences:
                return Spot(chapter.key, chapter.sentences[-1], chapter.first + len(chapter.sentences) - 1)
        return None

    def to_json(self) -> str:
        """Compact JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> Outline:
        """What :meth:`to_json` wrote."""
        data: dict[str, Any] = json.loads(text)
        return cls(
            data["title"],
            data["language"],
            data["direction"],
            tuple(
                ChapterOutline(
                    one["key"],
                    one["title"],
                    one["first"],
                    tuple(one["sentences"]),
                    tuple(one["weights"]),
                    one["other"],
                )
                for one in data["chapters"]
            ),
            tuple(Entry(**one) for one in data["contents"]),
            tuple(PagePlace(**one) for one in data["pages"]),
        )


def outline_of(conversion: Conversion) -> Outline:
    """The outline of a book. Pure."""
    book = conversion.book
    lengths = _lengths(conversion)
    found: list[ChapterOutline] = []
    pages: list[PagePlace] = []
    chapter_of: dict[str, str] = {}
    others: dict[str, dict[str, int]] = {}
    first = 0
    for chapter in chapters(book):
        sentences: list[str] = []
        other = others[chapter.key] = {}
        for piece, section, _language, blocks in pieces_with_blocks(book, chapter):
            if piece.start == 0:
                other.setdefault(section.id, len(sentences))
            pages += [PagePlace(page.label, chapter.key, page.id) for page in page_places(blocks)]
            # Places are told for the chapter as a whole; sections have to be put among them.
            for name in places_in(conversion, replace(chapter, pieces=(piece,))):
                if name in lengths:
                    sentences.append(name)
                else:
                    other.setdefault(name, len(sentences))
        weights = tuple(lengths[name] for name in sentences)
        found.append(ChapterOutline(chapter.key, chapter.title, first, tuple(sentences), weights, other))
        first += len(sentences)
        chapter_of |= dict.fromkeys([*other, *sentences], chapter.key)
    # Sections that only hold others are where the first of these is.
    for section in sections_of(book):
        if section.id not in chapter_of:
            inner = next((one.id for one in _inside(section.sections) if one.id in chapter_of), None)
            if inner is not None:
                key = chapter_of[section.id] = chapter_of[inner]
                others[key][section.id] = others[key].get(inner, 0)
    contents = tuple(_entries(book.contents, chapter_of, 1)) or tuple(
        Entry(1, chapter.title or str(number), chapter.key, chapter.sentences[0] if chapter.sentences else "")
        for number, chapter in enumerate(found, 1)
    )
    metadata = book.metadata
    return Outline(
        metadata.title, metadata.language, metadata.direction, tuple(found), contents, tuple(pages)
    )


def _lengths(conversion: Conversion) -> dict[str, int]:
    texts = {leaf.node.id: leaf.text for leaf in leaves(conversion.book)}
    return {
        sentence.id: max(1, weight_of_text(texts[sentence.leaf][sentence.start : sentence.end]))
        for sentence in conversion.sentences
    }


def _inside(sections: Sequence[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _inside(section.sections)


def _entries(points: Sequence[NavigationPoint], chapter_of: Mapping[str, str], depth: int) -> Iterator[Entry]:
    for point in points:
        target = point.target or ""
        known = chapter_of.get(target, "")
        yield Entry(depth, point.title, known, target if known else "")
        yield from _entries(point.children, chapter_of, depth + 1)


def _plain(label: str) -> str:
    return unicodedata.normalize("NFKC", label).strip().casefold()
