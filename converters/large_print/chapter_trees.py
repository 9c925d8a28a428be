"""The render tree of a whole book, chapter by chapter, for the formats without volumes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any, Literal

from converters.book import Book
from converters.chapters import Chapter, chapters
from converters.edition.words import words_for
from converters.errors import Finding
from converters.large_print.fonts import DROPPED, description_of, name_of
from converters.large_print.headings import normalise
from converters.large_print.note_places import place_notes
from converters.large_print.tree import Node, TreeBuilder, TreeOptions

_BIDI = frozenset("\u2066\u2067\u2068\u2069")


class TextGate:
    """Replaces what no reading system can show or XML cannot hold: controls, lone surrogates, private use, unassigned."""

    def __init__(self) -> None:
        self.missing: set[str] = set()
        self._table: dict[int, str | None] = {ord(c): None for c in DROPPED - _BIDI}
        self._known: set[str] = set("\t\n\r ") | (DROPPED - _BIDI)

    def clean(self, text: str) -> str:
        """``text`` as it can be written."""
        for character in set(text) - self._known:
            self._known.add(character)
            if unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}:
                self.missing.add(character)
                self._table[ord(character)] = description_of(character)
        return text.translate(self._table)

    def findings(self) -> list[Finding]:
        """One for each kind of character that was replaced."""
        return [Finding("large-print-glyph-missing", {"character": name_of(c)}) for c in sorted(self.missing)]


@dataclass(frozen=True, slots=True)
class ChapterTree:
    """A chapter with its nodes."""

    chapter: Chapter
    nodes: list[Node]


def chapter_trees(
    book: Book, options: Any, gate: TextGate, notes: Literal["chapter", "footnote"]
) -> list[ChapterTree]:
    """All chapters of ``book`` as render trees; heading levels have no gaps from beginning to end."""
    words = words_for(book.metadata.language)
    places = place_notes(book, notes)
    builder = TreeBuilder(
        TreeOptions(options.images, notes, options.print_pages),
        words,
        gate.clean,
        frozenset(resource.id for resource in book.resources),
        moved=places.moved,
        inline_notes=places.notes if notes == "footnote" else {},
    )
    sections = book_sections(book)
    trees, level = [], 0
    for chapter in chapters(book):
        nodes: list[Node] = []
        for piece in chapter.pieces:
            section, language = sections[piece.section]
            own = language if language != book.metadata.language else None
            identity = section.id if piece.start == 0 else ""
            nodes += builder.section(identity, section.level, section.blocks[piece.start : piece.end], own)
        moved = places.by_chapter.get(chapter.key, ())
        if moved and notes == "chapter":
            nodes.append(builder.notes(moved))
        level = normalise(nodes, before=level)
        trees.append(ChapterTree(chapter, nodes))
    return trees


def book_sections(book: Book) -> dict[str, tuple[Any, str]]:
    """Every section by id, with the language in force in it."""
    found: dict[str, tuple[Any, str]] = {}

    def down(sections: tuple[Any, ...], language: str) -> None:
        for section in sections:
            inherited = section.language or language
            found[section.id] = (section, inherited)
            down(section.sections, inherited)

    down(book.sections, book.metadata.language)
    return found
