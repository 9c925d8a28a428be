"""Poems: from paragraphs and divisions as books mark them up to stanzas of lines.

Two habits are known. A stanza is a paragraph and its lines end with ``<br/>`` (Standard Ebooks); or each line is an element, and those of a stanza
stand in one division (Project Gutenberg).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from converters.book import Block, Inline, LineBreak, Paragraph, Verse, VerseLine
from converters.book.inlines import Container, plain_text
from converters.readers.xhtml.inline_buffer import Indent

_TYPES = frozenset({"z3998:verse", "z3998:poem", "verse", "poem", "z3998:hymn", "z3998:song", "z3998:lyrics"})
_CLASS = re.compile(
    r"(?:^|\s)(?:poem|poetry|verse|verses|stanza|linegroup|lg|lyrics|versegroup)(?=\s|$)", re.IGNORECASE
)
_INDENT = re.compile(r"(?:^|\s)(?:i|in|ind|indent)-?(\d{1,2})(?=\s|$)", re.IGNORECASE)
_PROSE = 200
"""A paragraph of class "verse" that is longer and has no line break is prose (a verse of the Bible)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A leaf inside a poem, before it is known whether it is a line or a stanza. ``group`` tells which lines stand together."""

    content: tuple[Any, ...]
    group: int
    id: str
    language: str | None
    indent: int = 0


def is_verse(attributes: dict[str, str], types: frozenset[str]) -> bool:
    """Whether an element says that it is a poem or a part of one."""
    return bool(types & _TYPES) or ("class" in attributes and bool(_CLASS.search(attributes["class"])))


def indent_of(attributes: dict[str, str]) -> int:
    """How many steps to the right a line's class says (``i2``, ``indent3``); 0 to 10."""
    match = _INDENT.search(attributes["class"]) if "class" in attributes else None
    return min(int(match.group(1)), 10) if match else 0


def make_verse(items: list[Any]) -> list[Block]:
    """Runs of lines among ``items`` as Verse blocks; all other blocks stay where they are."""
    result: list[Block] = []
    for is_line, run in groupby(items, key=lambda item: isinstance(item, Line)):
        if is_line:
            result.extend(_verse(list(run)))
        else:
            result.extend(run)
    return result


def _verse(lines: list[Line]) -> list[Block]:
    if all(not _broken(line.content) and len(plain_text(line.content)) > _PROSE for line in lines):
        return [Paragraph(tuple(_without_indents(line.content)), line.id, line.language) for line in lines]
    stanzas: list[tuple[VerseLine, ...]] = []
    if any(_broken(line.content) for line in lines):
        stanzas += [tuple(_lines_of(line)) for line in lines]
    else:
        for _group, members in groupby(lines, key=lambda line: line.group):
            stanzas.append(tuple(made for line in members for made in _lines_of(line)))
    return [Verse(tuple(stanza for stanza in stanzas if stanza))]


def _broken(content: tuple[Any, ...]) -> bool:
    return any(
        isinstance(node, LineBreak) or (isinstance(node, Container) and _broken(node.children))
        for node in content
    )


def _lines_of(line: Line) -> list[VerseLine]:
    made: list[VerseLine] = []
    for number, pieces in enumerate(_split(line.content)):
        indent = next((piece.steps for piece in _marks(pieces)), line.indent)
        content = _trimmed(tuple(_without_indents(tuple(pieces))))
        if content:
            made.append(VerseLine(content, line.id if number == 0 else "", line.language, indent))
    return made


def _marks(pieces: list[Any]) -> list[Indent]:
    found: list[Indent] = []
    for piece in pieces:
        if isinstance(piece, Indent):
            found.append(piece)
        elif isinstance(piece, Container):
            found += _marks(list(piece.children))
    return found


def _split(content: tuple[Any, ...]) -> list[list[Any]]:
    """Cut at line breaks, also those inside emphasis, which is then on both lines."""
    from dataclasses import replace

    lines: list[list[Any]] = [[]]
    for node in content:
        if isinstance(node, LineBreak):
            lines.append([])
        elif isinstance(node, Container) and _broken(node.children):
            parts = _split(node.children)
            for number, part in enumerate(parts):
                if number:
                    lines.append([])
                if part:
                    lines[-1].append(replace(node, children=tuple(part)))
        else:
            lines[-1].append(node)
    return lines


def _without_indents(content: tuple[Any, ...]) -> list[Inline]:
    from dataclasses import replace

    result: list[Inline] = []
    for node in content:
        if isinstance(node, Indent):
            continue
        if isinstance(node, Container) and _marks([node]):
            children = tuple(_without_indents(node.children))
            if children:
                result.append(replace(node, children=children))
        else:
            result.append(node)
    return result


def _trimmed(content: tuple[Any, ...]) -> tuple[Inline, ...]:
    """Without blank text alone at the ends."""
    pieces = list(content)
    while pieces and _is_blank(pieces[0]):
        pieces.pop(0)
    while pieces and _is_blank(pieces[-1]):
        pieces.pop()
    return tuple(pieces)


def _is_blank(node: Any) -> bool:
    return hasattr(node, "text") and not node.text.strip(" \t\n\r\f")
