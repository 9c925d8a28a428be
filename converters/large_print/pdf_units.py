"""Chapters as the template takes them: one unit a chapter, each beginning on a new page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from converters.book import Book, Note, sections_of
from converters.chapters import chapters
from converters.edition.pictures import PictureStore
from converters.edition.words import words_for
from converters.errors import Finding
from converters.large_print.chapter_trees import book_sections
from converters.large_print.dress import Dresser
from converters.large_print.fonts import Gate, name_of
from converters.large_print.geometry import Geometry
from converters.large_print.headings import normalise
from converters.large_print.node_text import plain
from converters.large_print.note_places import NotePlaces, link_targets, place_notes
from converters.large_print.tree import Node, TreeBuilder, TreeOptions
from converters.large_print.volumes import entries_of
from converters.protocol import Conversion, Part

_LONGEST_PARAGRAPH: Final = 20_000
_LONGEST_UNIT: Final = 400_000
"""Characters. Past this (one endless paragraph) a chapter is cut, so that the typesetter's memory stays bounded."""


@dataclass(slots=True)
class Units:
    """What one part made: units of ``{"key", "b": [section nodes]}`` and what they need."""

    units: list[Node]
    ranks: dict[str, int]
    links: set[str]
    ids: set[str]
    pictures: tuple[str, ...]
    characters: int
    findings: list[Finding] = field(default_factory=list)


def make_units(conversion: Conversion, part: Part, page: Geometry, folder: Path) -> Units:
    """The units of ``part``; its pictures are put into ``folder``."""
    book, options = conversion.book, conversion.options
    language = book.metadata.language
    words = words_for(language)
    gate = Gate(page.font, language)
    store = PictureStore(
        folder,
        ((r.id, r.media_type, conversion.workspace.resource_path(r.id)) for r in book.resources),
    )
    dresser = Dresser(page, words, language, store.get, gate.clean)
    places = place_notes(book, options.notes)
    wanted: Any = part.data["chapters"]
    feet = {note.id: note for key in wanted for note in places.by_chapter.get(key, ())}
    builder = TreeBuilder(
        TreeOptions(options.images, options.notes, options.print_pages),
        words,
        gate.clean,
        frozenset(resource.id for resource in book.resources),
        lambda leaf: [(s.start, s.id) for s in conversion.sentences.of(leaf)],
        marked_ids(book),
        places.moved,
        feet if options.notes == "footnote" else {},
        with_marks=True,
    )
    sections = book_sections(book)
    units: list[Node] = []
    for chapter in chapters(book):
        if chapter.key not in wanted:
            continue
        nodes = []
        for piece in chapter.pieces:
            section, section_language = sections[piece.section]
            own = section_language if section_language != language else None
            nodes += builder.section(
                section.id if piece.start == 0 else "",
                section.level,
                section.blocks[piece.start : piece.end],
                own,
            )
        nodes += _notes_at_end(builder, places, chapter.key, words.notes)
        nodes += builder.rest()
        normalise(nodes, most_first=2)
        units += _cut({"key": chapter.key, "b": dresser.blocks(_short_paragraphs(nodes))})
    findings = [*store.findings, *dresser.findings]
    findings += [
        Finding("large-print-glyph-missing", {"character": name_of(c)}) for c in sorted(gate.missing)
    ]
    pictures = tuple(sorted(path.name for path in folder.iterdir() if len(path.stem) == 32))
    characters = sum(len(plain(unit["b"])) for unit in units)
    return Units(units, gate.ranks, dresser.links, dresser.ids, pictures, characters, findings)


def marked_ids(book: Book) -> frozenset[str]:
    """What besides sentences needs a page number: sections, targets of the contents and of links, printed pages."""
    return frozenset(
        {entry.target for entry in entries_of(book)}
        | {section.id for section in sections_of(book)}
        | {page.target for page in book.pages}
        | link_targets(book)
    )


def unit_marks(report: dict[str, Any]) -> list[dict[str, Any]]:
    """A measuring report by unit: ``{"key", "pages", "marks": [[id, page from 1], ...]}``; of repeated marks the first counts."""
    starts = [(key, page) for key, page in report["units"]]
    ends = [page for _key, page in starts[1:]] + [report["pages"] + 1]
    units: list[dict[str, Any]] = [
        {"key": key, "pages": max(1, end - start), "marks": []}
        for (key, start), end in zip(starts, ends, strict=True)
    ]
    seen: set[str] = set()
    at = 0
    for name, page in report["marks"]:
        if name in seen:
            continue
        seen.add(name)
        while at + 1 < len(starts) and page >= starts[at + 1][1]:
            at += 1
        while at and page < starts[at][1]:
            at -= 1
        units[at]["marks"].append([name, page - starts[at][1] + 1])
    return units


def _notes_at_end(builder: TreeBuilder, places: NotePlaces, key: str, title: str) -> list[Node]:
    notes: tuple[Note, ...] = places.by_chapter.get(key, ())
    if not notes or builder.options.notes == "footnote":
        return []
    node = builder.notes(notes)
    return [{**node, "title": title, "level": 0}]


def _short_paragraphs(nodes: list[Node]) -> list[Node]:
    """Endless paragraphs as several: Typst holds a whole paragraph in memory."""
    short: list[Node] = []
    for node in nodes:
        if "b" in node and node["k"] in {"section", "quote", "aside"}:
            node["b"] = _short_paragraphs(node["b"])
        if node["k"] == "p" and len(node["c"]) > 1 and len(plain(node["c"])) > _LONGEST_PARAGRAPH:
            short += _split(node)
        else:
            short.append(node)
    return short


def _split(paragraph: Node) -> Iterator[Node]:
    cuts, length = [0], 0
    for index, inline in enumerate(paragraph["c"]):
        mark = isinstance(inline, dict) and inline["k"] == "mark"
        if mark and length > _LONGEST_PARAGRAPH:
            cuts.append(index)
            length = 0
        length += len(plain(inline))
    for start, end in pairwise([*cuts, len(paragraph["c"])]):
        yield {**paragraph, "id": paragraph["id"] if start == 0 else None, "c": paragraph["c"][start:end]}


def _cut(unit: Node) -> list[Node]:
    """A unit with far too much text as several, each of which begins a page."""
    if sum(len(plain(node)) for node in unit["b"]) <= _LONGEST_UNIT:
        return [unit]
    pieces: list[list[Node]] = [[]]
    length = 0
    for section in unit["b"]:
        inner = section["b"] if section["k"] == "section" else [section]
        for node in inner:
            if length > _LONGEST_UNIT // 2:
                pieces.append([])
                length = 0
            length += len(plain(node))
            pieces[-1].append(node)
    return [{"key": f"{unit['key']}.{number}", "b": piece} for number, piece in enumerate(pieces, 1)]
