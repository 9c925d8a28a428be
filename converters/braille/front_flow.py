"""The words of the pages that we add: title pages, contents, running head, as cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from converters.book import Book, NavigationPoint, Section
from converters.braille.cells import BLANK
from converters.braille.flow import Entry, Front
from converters.braille.leaf_flow import LeafTranscriber

_NUMBER = re.compile("[79]")


def front_flow(book: Book, leaves: LeafTranscriber, depth: int) -> Front:
    """All that title pages, contents (down to ``depth`` levels) and running head say."""
    translate = leaves.transcriber.translate
    metadata = book.metadata
    words = leaves.words
    entries = []
    for title, level, target in _points(book, depth):
        if title.strip():
            result = translate(" ".join(title.split()))
            # No blanks in front: the places where a line may end stay right.
            entries.append(Entry(result.cells.rstrip(BLANK), level, target, result.breaks, result.connectors))
    authors = [one.name for one in metadata.contributors if one.role == "aut"]
    return Front(
        title=translate(metadata.title).cells,
        subtitle=translate(metadata.subtitle or "").cells,
        authors=[translate(name).cells for name in authors],
        publisher=translate(metadata.publisher or "").cells,
        head=translate(metadata.title).cells.strip(BLANK),
        contents_title=leaves.phrase(words.contents),
        volume_of=_template(words.volume_of, leaves),
        volume=_template(words.volume, leaves),
        print_pages=_template(words.print_pages, leaves),
        braille_pages=_template(words.braille_pages, leaves),
        entries=entries,
    )


def _template(text: str, leaves: LeafTranscriber) -> list[str]:
    """Cells of ``text`` with its numbers taken out."""
    result = leaves.transcriber.translate(text, leaves.words.language)
    pieces, start = [], 0
    for number in _NUMBER.finditer(text):
        pieces.append(result.cells[start : result.offsets[number.start()]])
        start = result.offsets[number.end()]
        while result.cells[start - 1] == BLANK:
            start -= 1  # the blank that keeps 册 in 第2册 from being read as one more digit
    pieces.append(result.cells[start:])
    return pieces


def _points(book: Book, depth: int) -> Iterator[tuple[str, int, str]]:
    """Title, level from 0 and target of each entry; from the sections where the book has no contents of its own."""
    if any(point.target for point in book.contents):
        yield from _of_navigation(book.contents, 0, depth)
    else:
        yield from _of_sections(book.sections, 0, depth)


def _of_navigation(
    points: Iterable[NavigationPoint], level: int, depth: int
) -> Iterator[tuple[str, int, str]]:
    for point in points:
        if level < depth:
            if point.target:
                yield point.title, level, point.target
            yield from _of_navigation(point.children, level + 1, depth)


def _of_sections(sections: Iterable[Section], level: int, depth: int) -> Iterator[tuple[str, int, str]]:
    for section in sections:
        if level < depth:
            yield section.title, level, section.id
            yield from _of_sections(section.sections, level + 1, depth)
