"""Where each spoken mark stands in the structure of its chapter: in which notes, tables, lists, sidebars; which are headings and pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from converters.book import (
    Aside,
    Block,
    Figure,
    Heading,
    Inline,
    ListBlock,
    Note,
    PageBreak,
    PageMarker,
    Paragraph,
    Section,
    Table,
    Verse,
    VerseLine,
)
from converters.book.walk import children_of, inlines_of, leaf_text, leaves_of
from converters.chapters import chapter_of_key, pieces_with_blocks
from converters.language import SentenceIndex
from converters.protocol import Conversion

GroupKind: TypeAlias = Literal["note", "sidebar", "prodnote", "table", "list"]
SKIPPABLE: Final[frozenset[GroupKind]] = frozenset({"note", "sidebar", "prodnote"})
"""What a player can leave out on request."""


@dataclass(frozen=True, slots=True)
class Group:
    """A structure that is skipped or left as a whole. ``id`` is its block's; ``label`` names it to the reader, "" where nothing does."""

    kind: GroupKind
    id: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class TitledPlace:
    """A heading, or a section that has none: ``marks`` are those that may be heard for it, in order; ``level`` from 1."""

    title: str
    level: int
    marks: tuple[str, ...]


@dataclass(slots=True)
class Places:
    """``groups``: outermost first, by mark; ``pages``: labels as printed, by mark."""

    groups: dict[str, tuple[Group, ...]] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    titles: list[TitledPlace] = field(default_factory=list)


def places_in(conversion: Conversion, key: str, *, notes_elsewhere: bool) -> Places:
    """The places of the chapter called ``key``. ``notes_elsewhere``: notes are read where they are called, outside of what surrounds them in print."""
    walk = _Walk(conversion.sentences, notes_elsewhere=notes_elsewhere)
    for piece, section, language, blocks in pieces_with_blocks(
        conversion.book, chapter_of_key(conversion.book, key)
    ):
        walk.section(section, blocks, language, first=piece.start == 0)
    return walk.places


class _Walk:
    def __init__(self, sentences: SentenceIndex, *, notes_elsewhere: bool) -> None:
        self.places = Places()
        self._sentences = sentences
        self._notes_elsewhere = notes_elsewhere

    def section(self, section: Section, blocks: Sequence[Block], language: str, *, first: bool) -> None:
        """One section's own blocks; a section without a heading is entered under its name in the contents."""
        known = len(self.places.groups)
        at = len(self.places.titles)
        self._blocks(blocks, (), language)
        title = " ".join(section.title.split())
        if first and title and at == len(self.places.titles):
            marks = tuple(list(self.places.groups)[known:])
            self.places.titles.append(TitledPlace(title, section.level, marks))

    def _blocks(self, blocks: Iterable[Block], groups: tuple[Group, ...], language: str) -> None:
        for block in blocks:
            self._block(block, groups, getattr(block, "language", None) or language)

    def _block(self, block: Block, groups: tuple[Group, ...], language: str) -> None:
        match block:
            case PageBreak():
                self._page(block)
                return
            case Heading():
                marks = self._leaf(block.id, block.content, groups)
                if title := " ".join(leaf_text(block).split()):
                    self.places.titles.append(TitledPlace(title, block.level, marks))
            case Paragraph():
                self._leaf(block.id, block.content, groups)
            case Verse(stanzas=stanzas):
                for line in (line for stanza in stanzas for line in stanza):
                    self._leaf(line.id, line.content, groups)
            case Figure():
                inner = (*groups, Group("prodnote", block.id, block.alternative or ""))
                self._leaf(block.id, (), inner)
                self._blocks(block.description, inner, language)
                self._blocks(block.caption, groups, language)
            case ListBlock():
                self._list(block, (*groups, Group("list", block.id)), language)
            case Table():
                inner = (*groups, Group("table", block.id))
                self.places.groups[block.id] = inner
                self.places.groups |= {cell.id: inner for row in block.rows for cell in row.cells}
                self._blocks(children_of(block), inner, language)
            case Note():
                around = () if self._notes_elsewhere else groups
                inner = (*around, Group("note", block.id, block.label.strip()))
                self.places.groups[block.id] = inner
                self._blocks(block.blocks, inner, language)
            case Aside():
                inner = (*groups, Group("sidebar", block.id, _first_words(block, language)))
                self._blocks(block.blocks, inner, language)
            case _:
                self._leaf(block.id, (), groups)
                self._blocks(children_of(block), groups, language)

    def _list(self, block: ListBlock, groups: tuple[Group, ...], language: str) -> None:
        for item in block.items:
            self.places.groups[item.id] = groups
            if item.term is not None:
                self._leaf(item.term.id, item.term.content, groups)
            self._blocks(item.blocks, groups, language)

    def _leaf(self, name: str, content: Iterable[Inline], groups: tuple[Group, ...]) -> tuple[str, ...]:
        marks = (*(sentence.id for sentence in self._sentences.of(name)), name)
        self.places.groups |= dict.fromkeys(marks, groups)
        for inline in inlines_of(content):
            if isinstance(inline, PageMarker):
                self._page(inline)
        return marks

    def _page(self, page: PageBreak | PageMarker) -> None:
        # A page is never inside what can be skipped: whoever skips a note still passes the page.
        self.places.groups[page.id] = ()
        self.places.pages[page.id] = page.label


def _first_words(block: Aside, language: str) -> str:
    for leaf in leaves_of(block.blocks, "", language):
        if isinstance(leaf.node, (Heading, Paragraph, VerseLine)) and leaf.text.strip():
            return leaf.text
    return ""
