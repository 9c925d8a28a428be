"""Reads ``.txt`` into a Book."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Final, Literal

from converters.book import (
    Block,
    Book,
    Contributor,
    Heading,
    LineBreak,
    ListBlock,
    ListItem,
    Metadata,
    NavigationPoint,
    PageTarget,
    Paragraph,
    Section,
    Text,
    assign_ids,
)
from converters.errors import BadInput, Finding, LimitExceeded
from converters.language import base_language, detect_language, normalise_tag
from converters.limits import LIMITS
from converters.protocol import ReadOptions, ReadResult
from converters.readers.encodings import decode_text, looks_like_text
from converters.readers.plain_text.blocks import PAGE, BlockMaker, is_separator
from converters.readers.plain_text.chapters import Chapters, Found, find_chapters
from converters.readers.plain_text.head import Head, gutenberg_range, read_head
from converters.readers.plain_text.layout import Line, find_layout, measure
from converters.workspace import Workspace

_JUNK_PREFIX: Final = re.compile(
    r"《[^》]{0,30}》\s*(?:正文|目录|目錄|内容|章节目录)\s+(?=\S)|《》\s*(?=第)|(?:正文|目录|目錄|章节目录)\s+(?=第)"
)
"""What some download sites write before every heading."""


class PlainTextReader:
    """Reads ``.txt``: any text that is no markup."""

    name: ClassVar[str] = "plain-text"
    media_types: ClassVar[tuple[str, ...]] = ("text/plain",)
    extensions: ClassVar[tuple[str, ...]] = (".txt", ".text")

    def sniff(self, source: Path, head: bytes) -> float:
        """Bytes that are characters in some encoding: less sure than any reader that knows its own marks."""
        return 0.3 if looks_like_text(head) else 0.0

    def read(self, source: Path, workspace: Workspace, options: ReadOptions) -> ReadResult:
        """See the package's docstring. Raises BadInput ``book-without-text``, LimitExceeded ``limit-text-size``."""
        if source.stat().st_size > LIMITS.document_bytes:
            raise LimitExceeded("limit-text-size", mebibytes=LIMITS.document_bytes // 2**20)
        decoded = decode_text(source.read_bytes(), options.encoding, source.name)
        findings = list(decoded.findings)
        book = read_text(decoded.text, source.stem, options, findings)
        if not book.sections:
            raise BadInput("book-without-text", file=source.name)
        return ReadResult(book, tuple(findings))


def read_text(text: str, name: str, options: ReadOptions, findings: list[Finding]) -> Book:
    """The Book in ``text`` (decoded, line feeds). ``name`` is its title where nothing better is found."""
    lines = [measure(raw) if raw != PAGE else Line(PAGE) for raw in _raw_lines(text)]
    layout = find_layout(lines)
    work = gutenberg_range(lines)
    body = lines[slice(*work)] if work else lines
    head = read_head(lines[: work[0]] if work else lines, gutenberg=bool(work))
    language = _language(text, head, options, findings)
    chapters = find_chapters(body, layout, language)
    words = _words_of(text) if re.search(r"[a-z]-\n\s*[a-z]", text[:2_000_000]) else frozenset()
    maker = BlockMaker(layout, words, underscores=bool(work))
    title = options.title or head.title or name
    sections = []
    if work:
        sections.append(_plain_section("Project Gutenberg", lines[: work[0]], maker))
    sections += _sections(body, chapters, maker, title, findings)
    if work:
        sections.append(_plain_section("Project Gutenberg License", lines[work[1] :], maker))
    kept = tuple(section for section in sections if section.blocks or section.sections)
    if not chapters.found and len(text) > 20_000:
        findings.append(Finding("text-no-chapters"))
    contributors = tuple(
        Contributor(person, role)
        for person, role in ((head.author, "aut"), (head.translator, "trl"))
        if person
    )
    metadata = Metadata(
        title, language, contributors, publisher=head.publisher or None, direction=_direction(language)
    )
    pages = tuple(PageTarget(mark.label, mark.id) for mark in maker.breaks)
    return assign_ids(Book(metadata, kept, contents=_contents(kept), pages=pages))


def _raw_lines(text: str) -> list[str]:
    if PAGE not in text:
        return text.split("\n")
    return [line for line in re.split(r"\n|(\f)", text.strip(PAGE + "\n")) if line is not None]


def _language(text: str, head: Head, options: ReadOptions, findings: list[Finding]) -> str:
    stated = normalise_tag(options.language)
    if stated:
        return stated
    language, overruled = detect_language(text, head.language or None)
    if overruled:
        findings.append(Finding("language-differs", {"declared": head.language, "found": language}))
    return language


def _direction(language: str) -> Literal["ltr", "rtl"]:
    return (
        "rtl"
        if base_language(language) in {"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"}
        else "ltr"
    )


def _words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]{4,20}", text[:5_000_000].lower()))


def _plain_section(title: str, lines: Sequence[Line], maker: BlockMaker) -> Section:
    return Section(title, maker.blocks(lines), id=title)


def _sections(
    lines: Sequence[Line],
    chapters: Chapters,
    maker: BlockMaker,
    title: str,
    findings: list[Finding],
) -> list[Section]:
    """Front matter, then the chapters, nested by the rank of their headings."""
    first = chapters.found[0].start if chapters.found else len(lines)
    front = _blocks(lines, 0, first, chapters, maker)
    made: list[Section] = []
    if front:
        role = "titlepage" if chapters.found and len(front) <= 12 else ""
        made.append(Section(title, front, role=role, id="front"))
    ranks = sorted({found.heading.rank for found in chapters.found})
    flat: list[tuple[int, Section]] = []
    cleaned = 0
    for number, found in enumerate(chapters.found):
        stop = chapters.found[number + 1].start if number + 1 < len(chapters.found) else len(lines)
        depth = ranks.index(found.heading.rank)
        label = _JUNK_PREFIX.sub("", found.heading.text, count=1)
        cleaned += label != found.heading.text
        blocks = _blocks(lines, found.stop, stop, chapters, maker)
        flat.append((depth, _section(found, label, blocks, f"chapter-{number}")))
    if cleaned:
        findings.append(Finding("text-heading-prefix-removed", {"count": cleaned}))
    return made + _nest(flat, 1)


def _section(found: Found, label: str, blocks: tuple[Block, ...], identity: str) -> Section:
    between = " " if label[0].isascii() else "\u3000"
    content: tuple[Text | LineBreak, ...] = (Text(label),)
    if found.title:
        content = (Text(label), LineBreak(), Text(found.title))
    name = f"{label}{between}{found.title}" if found.title else label
    return Section(name, (Heading(1, content), *blocks), role=found.heading.role, id=identity)


def _nest(flat: list[tuple[int, Section]], level: int) -> list[Section]:
    """Sections by depth, made into a tree; a depth that is skipped counts as one step."""
    made: list[Section] = []
    at = 0
    while at < len(flat):
        depth, section = flat[at]
        stop = at + 1
        while stop < len(flat) and flat[stop][0] > depth:
            stop += 1
        heading = section.blocks[0]
        if isinstance(heading, Heading):
            heading = Heading(min(level, 6), heading.content)
        made.append(
            Section(
                section.title,
                (heading, *section.blocks[1:]),
                tuple(_nest(flat[at + 1 : stop], level + 1)),
                level,
                section.role,
                section.id,
            )
        )
        at = stop
    return made


def _blocks(
    lines: Sequence[Line], start: int, stop: int, chapters: Chapters, maker: BlockMaker
) -> tuple[Block, ...]:
    """Blocks of the lines from ``start``; the part of them that is a contents list becomes a list."""
    if chapters.contents is None:
        return maker.blocks(lines[start:stop])
    low, high = (min(max(place, start), stop) for place in chapters.contents)
    if low >= high:
        return maker.blocks(lines[start:stop])
    items = tuple(
        ListItem((Paragraph((Text(line.text),)),))
        for line in lines[low:high]
        if line.text and line.text != PAGE and not is_separator(line.text)
    )
    return (*maker.blocks(lines[start:low]), ListBlock("plain", items), *maker.blocks(lines[high:stop]))


def _contents(sections: Sequence[Section]) -> tuple[NavigationPoint, ...]:
    return tuple(
        NavigationPoint(section.title, section.id, _contents(section.sections)) for section in sections
    )
