"""The chapters of a book: the pieces that every format makes one by one.

All formats cut a book in the same places, so that "file 7", "the seventh volume entry" and "chapter 7" mean the same to everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from converters.book import Block, Book, Section
from converters.book.walk import leaves_of

LONG: Final = 60_000
"""A section with child sections that is longer than this is cut into them (weight, see :func:`weight_of_text`: a good hour of speech)."""

VERY_LONG: Final = 150_000
"""A section without child sections is cut between blocks where it is longer than this (close to three hours)."""

_CHINESE: Final = re.compile("[\u2e80-\u9fff\U00020000-\U0003ffff]")
_HOLDERS: Final = frozenset({"part", "volume", "division", "bodymatter"})
"""Roles that only hold chapters."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Blocks ``start`` up to ``end`` of one section itself, not of its child sections."""

    section: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: ``key`` is "001", "002" ... in reading order; ``pieces`` hold each block of the book in exactly one chapter.

    ``weight`` is its length, see :func:`weight_of_text`.
    """

    key: str
    title: str
    pieces: tuple[Piece, ...]
    weight: int

    @property
    def sections(self) -> tuple[str, ...]:
        """Ids of all sections in it, child sections too, in reading order."""
        return tuple(dict.fromkeys(piece.section for piece in self.pieces))


def chapters(book: Book) -> tuple[Chapter, ...]:
    """The chapters of ``book`` in reading order. Pure: the same book gives the same chapters.

    A top-level section is a chapter. One that only holds chapters (a part, a volume, the one section of a book in a single file) or is
    :data:`LONG` is cut into its child sections, and so on down; one that is :data:`VERY_LONG` and has none is cut between blocks. Short
    sections (a title page) stay on their own; sections without blocks are left out.
    """
    found: list[tuple[str, tuple[Piece, ...], int]] = []
    _cut(book.sections, book.metadata.language, found, alone=len(book.sections) == 1)
    digits = max(3, len(str(len(found))))
    return tuple(
        Chapter(f"{number:0{digits}}", title, pieces, weight)
        for number, (title, pieces, weight) in enumerate(found, 1)
    )


_latest_chapters: list[tuple[Book, dict[str, Chapter]]] = []


def chapter_of_key(book: Book, key: str) -> Chapter:
    """The chapter called ``key``; those of the latest book are kept. KeyError where there is none."""
    if not _latest_chapters or _latest_chapters[0][0] is not book:
        _latest_chapters[:] = [(book, {chapter.key: chapter for chapter in chapters(book)})]
    return _latest_chapters[0][1][key]


def pieces_with_blocks(
    book: Book, chapter: Chapter
) -> Iterator[tuple[Piece, Section, str, tuple[Block, ...]]]:
    """Each piece of ``chapter`` with its section, the language in force there (BCP 47), and its blocks."""
    found = _sections_by_id(book)
    for piece in chapter.pieces:
        section, language = found[piece.section]
        yield piece, section, language, section.blocks[piece.start : piece.end]


_latest: list[tuple[Book, dict[str, tuple[Section, str]]]] = []


def _sections_by_id(book: Book) -> dict[str, tuple[Section, str]]:
    """Every section with the language in force; that of the latest book is kept, or a book of 20,000 chapters would be walked as often."""
    if not _latest or _latest[0][0] is not book:
        pairs = _with_language(book.sections, book.metadata.language)
        _latest[:] = [(book, {section.id: (section, language) for section, language in pairs})]
    return _latest[0][1]


def weight_of_text(text: str) -> int:
    """How long ``text`` is to read aloud or to print, in Latin letters; a Chinese character counts as four."""
    return len(text) + 3 * len(_CHINESE.findall(text))


def _cut(
    sections: tuple[Section, ...],
    language: str,
    found: list[tuple[str, tuple[Piece, ...], int]],
    *,
    alone: bool,
) -> None:
    for section in sections:
        inherited = section.language or language
        family = [section, *_descendants(section)]
        weight = sum(_weight(member.blocks, inherited) for member in family)
        holds_chapters = alone or section.role in _HOLDERS
        if section.sections and (holds_chapters or weight > LONG):
            _cut_blocks(section, inherited, found)
            _cut(section.sections, inherited, found, alone=alone and len(section.sections) == 1)
        elif section.sections:
            pieces = tuple(Piece(member.id, 0, len(member.blocks)) for member in family if member.blocks)
            if pieces:
                found.append((section.title, pieces, max(1, weight)))
        else:
            _cut_blocks(section, inherited, found)


def _cut_blocks(section: Section, language: str, found: list[tuple[str, tuple[Piece, ...], int]]) -> None:
    """The section's own blocks as one chapter, or as several of about :data:`LONG` where it is :data:`VERY_LONG`."""
    weights = [_weight((block,), language) for block in section.blocks]
    if not weights:
        return
    if sum(weights) <= VERY_LONG:
        found.append((section.title, (Piece(section.id, 0, len(weights)),), max(1, sum(weights))))
        return
    cuts, length = [0], 0
    for index, weight in enumerate(weights):
        if length and length + weight > LONG:
            cuts.append(index)
            length = 0
        length += weight
    for number, (start, end) in enumerate(pairwise([*cuts, len(weights)]), 1):
        title = section.title if number == 1 else f"{section.title} ({number})"
        found.append((title, (Piece(section.id, start, end),), max(1, sum(weights[start:end]))))


def _weight(blocks: tuple[Block, ...], language: str) -> int:
    return sum(weight_of_text(leaf.text) for leaf in leaves_of(blocks, "", language))


def _descendants(section: Section) -> Iterator[Section]:
    for child in section.sections:
        yield child
        yield from _descendants(child)


def _with_language(sections: tuple[Section, ...], language: str) -> Iterator[tuple[Section, str]]:
    for section in sections:
        inherited = section.language or language
        yield section, inherited
        yield from _with_language(section.sections, inherited)
