"""A chapter's sections and blocks as elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from lxml import etree

from converters.book import Book, Heading, Section
from converters.chapters import Chapter, pieces_with_blocks
from converters.marked_text.block_writer import BlockWriter
from converters.marked_text.leaf_writer import PictureLink, TextSources
from converters.marked_text.names import element_id
from converters.marked_text.vocabulary import Vocabulary

__all__ = [
    "MarkedChapter",
    "MarkedPiece",
    "Opened",
    "PictureLink",
    "TextSources",
    "mark_chapter",
    "nest",
    "places_in",
]


@dataclass(frozen=True, slots=True)
class Opened:
    """A section around a piece. ``language`` is the one in force in it."""

    id: str
    title: str
    role: str
    language: str


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """Blocks of one section. ``path`` leads to that section, outermost first; ``begins``: with its first block."""

    path: tuple[Opened, ...]
    begins: bool
    blocks: tuple[etree._Element, ...]


@dataclass(frozen=True, slots=True)
class MarkedChapter:
    """The text of a chapter.

    ``elements`` gives the id of the element for every id of the Book in it: sections, blocks, cells, pages, and every sentence. Several
    sentences may share one element, where all of them are the alternative text of one picture.
    """

    pieces: tuple[MarkedPiece, ...]
    elements: dict[str, str]
    has_mathml: bool
    described: int
    undescribed: int
    """How many pictures have an alternative text, and how many were given none."""


def mark_chapter(book: Book, chapter: Chapter, vocabulary: Vocabulary, sources: TextSources) -> MarkedChapter:
    """The text of ``chapter`` in ``vocabulary``. Pure; use :func:`nest` to put its pieces into each other."""
    writer = BlockWriter(vocabulary, sources)
    paths = _paths_of(book)
    pieces = []
    for piece, section, language, blocks in pieces_with_blocks(book, chapter):
        path = paths[section.id]
        begins = piece.start == 0
        base = next((block.level for block in section.blocks if isinstance(block, Heading)), 1)
        elements = writer.section(blocks, language, depth=len(path), base=base, begins=begins)
        pieces.append(MarkedPiece(path, begins, tuple(elements)))
        if begins:
            writer.leaves.elements.setdefault(section.id, element_id(section.id))
    leaves = writer.leaves
    return MarkedChapter(
        tuple(pieces), leaves.elements, leaves.has_mathml, leaves.described, leaves.undescribed
    )


def nest(
    vocabulary: Vocabulary, pieces: Iterable[MarkedPiece], language: str, *, whole: bool = False
) -> list[etree._Element]:
    """The sections of ``pieces`` (of one chapter, or of many) in each other; blocks go where their section is.

    ``whole``: sections around them that have no blocks of their own are there too, as a document that holds the whole book wants; they are
    not for a document that holds a part of it. ``language`` is that of the document.
    """
    top: list[etree._Element] = []
    open_: list[tuple[Opened, etree._Element]] = []
    seen: set[str] = set()

    def close(to: int) -> None:
        while len(open_) > to:
            vocabulary.close_section(open_.pop()[1])

    for piece in pieces:
        own = piece.path[-1]
        path = [one for one in piece.path if whole or one is own or any(one == known for known, _e in open_)]
        same = 0
        while same < len(open_) and same < len(path) and open_[same][0] == path[same]:
            same += 1
        close(same)
        for one in path[same:]:
            depth = piece.path.index(one) + 1
            element = vocabulary.section(depth, one.role, one.title)
            if one.id not in seen and (one is not own or piece.begins):
                seen.add(one.id)
                element.set("id", element_id(one.id))
            around = open_[-1][0].language if open_ else language
            if one.language != around:
                vocabulary.set_language(element, one.language, around)
            _append(open_, top, element)
            open_.append((one, element))
        for block in piece.blocks:
            open_[-1][1].append(block)
    close(0)
    return top


def _append(
    open_: list[tuple[Opened, etree._Element]],
    top: list[etree._Element],
    element: etree._Element,
) -> None:
    """Into the section around it; one as deep as that (levels end at six) stands after it."""
    for place in range(len(open_) - 1, -1, -1):
        parent = open_[place][1]
        if parent.tag != element.tag or not _is_level(element):
            parent.append(element)
            return
    top.append(element)


def _is_level(element: etree._Element) -> bool:
    return etree.QName(element).localname.startswith("level")


def places_in(book: Book, chapter: Chapter) -> Iterator[str]:
    """Every id of the Book that the text of ``chapter`` will have an element for, sentences aside: what links may lead to."""
    for piece, section, _language, blocks in pieces_with_blocks(book, chapter):
        if piece.start == 0:
            yield section.id
        yield from _ids(blocks)


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        for item in value:
            yield from _ids(item)
    elif is_dataclass(value):
        if name := getattr(value, "id", ""):
            yield name
        for field in fields(value):
            inner = getattr(value, field.name)
            if isinstance(inner, tuple) or is_dataclass(inner):
                yield from _ids(inner)


_latest: list[tuple[Book, dict[str, tuple[Opened, ...]]]] = []


def _paths_of(book: Book) -> dict[str, tuple[Opened, ...]]:
    """The way to every section; that of the latest book is kept."""
    if not _latest or _latest[0][0] is not book:
        _latest[:] = [(book, dict(_ways(book.sections, (), book.metadata.language)))]
    return _latest[0][1]


def _ways(
    sections: Sequence[Section], path: tuple[Opened, ...], language: str
) -> Iterator[tuple[str, tuple[Opened, ...]]]:
    for section in sections:
        inherited = section.language or language
        way = (*path, Opened(section.id, section.title, section.role, inherited))
        yield section.id, way
        yield from _ways(section.sections, way, inherited)
