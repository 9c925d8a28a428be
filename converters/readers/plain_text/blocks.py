"""Lines between two headings, made into paragraphs, verse, separators and page breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from converters.book import (
    Block,
    Emphasis,
    Inline,
    LineBreak,
    PageBreak,
    Paragraph,
    Quote,
    Separator,
    Text,
    Verse,
    VerseLine,
)
from converters.readers.plain_text.layout import Layout, Line, first_word_width, join_lines

PAGE: Final = "\f"
"""The text of a line that stands for a form feed."""
_SEPARATOR: Final = re.compile(r"(?:[*＊☆★◇◆※§⁂❦✻]\s*){1,40}|(?:[-—–_=~～·•○●□■#+]\s*){3,200}")
_ITALIC: Final = re.compile(r"_([^_\n]{1,500})_")


@dataclass(slots=True)
class BlockMaker:
    """Makes blocks for one text; counts pages over all its sections."""

    layout: Layout
    known_words: frozenset[str] = frozenset()
    underscores: bool = False
    """``_so_`` means italics: the habit of Project Gutenberg."""
    pages: int = 1
    breaks: list[PageBreak] = field(default_factory=list)

    def blocks(self, lines: Sequence[Line]) -> tuple[Block, ...]:
        """Every line of ``lines`` is in exactly one block."""
        made: list[Block] = []
        gap = 0
        for run in _runs(lines):
            if not run[0].text:
                gap = len(run)
                continue
            if run[0].text == PAGE:
                made.append(self._page(lines))
            elif is_separator(run[0].text):
                made.append(Separator())
            else:
                self._add_run(run, made, new_stanza=gap == 1)
            gap = 0
        return tuple(made)

    def _page(self, lines: Sequence[Line]) -> PageBreak:
        self.pages += 1
        mark = PageBreak(str(self.pages), f"form-feed-{self.pages}")
        self.breaks.append(mark)
        return mark

    def _add_run(self, run: list[Line], made: list[Block], *, new_stanza: bool) -> None:
        if not self.layout.wrap:
            self._add_whole_lines(run, made, new_stanza=new_stanza)
            return
        full = self._full_share(run)
        flush = self.layout.indent
        indented = len(run) > 1 and all(line.indent > flush for line in run)
        if indented and full < 0.5:
            self._add_verse(run, made, new_stanza=new_stanza)
        elif indented and not self.layout.first_indent:
            made.append(Quote((self._wrapped(run),)))
        elif len(run) > 1 and full < 0.5 and not self.layout.first_indent:
            if len(run) >= 3 and _looks_like_verse(run, self.layout.wrap):
                self._add_verse(run, made, new_stanza=new_stanza)
            else:
                made.append(Paragraph(self._lines_with_breaks(run)))
        else:
            made.extend(self._wrapped(piece) for piece in self._paragraphs(run))

    def _add_whole_lines(self, run: list[Line], made: list[Block], *, new_stanza: bool) -> None:
        """Each line is a paragraph; lines set deeper than the text and short are verse."""
        at = 0
        while at < len(run):
            stop = at
            while stop < len(run) and self._set_deeper(run[stop]):
                stop += 1
            if stop - at >= 2 or (stop > at and new_stanza and made and isinstance(made[-1], Verse)):
                self._add_verse(run[at:stop], made, new_stanza=new_stanza and at == 0)
                at = stop
            else:
                made.append(Paragraph(self._inlines(run[at].text)))
                at += 1

    def _set_deeper(self, line: Line) -> bool:
        return line.indent > self.layout.indent + 2 and line.width <= 60

    def _add_verse(self, run: list[Line], made: list[Block], *, new_stanza: bool) -> None:
        least = min(line.indent for line in run)
        stanza = tuple(
            VerseLine(self._inlines(line.text), indent=min(8, (line.indent - least) // 2)) for line in run
        )
        if new_stanza and made and isinstance(made[-1], Verse):
            made[-1] = Verse((*made[-1].stanzas, stanza))
        else:
            made.append(Verse((stanza,)))

    def _full_share(self, run: list[Line]) -> float:
        """Of the lines but the last, how many were full: the next word did not fit."""
        limit = self.layout.wrap
        full = sum(a.indent + a.width + first_word_width(b) > limit - 4 for a, b in pairwise(run))
        return full / (len(run) - 1) if len(run) > 1 else 1.0

    def _paragraphs(self, run: list[Line]) -> Iterator[list[Line]]:
        piece: list[Line] = []
        for line in run:
            if piece and self.layout.first_indent and line.indent > self.layout.indent:
                yield piece
                piece = []
            piece.append(line)
        if piece:
            yield piece

    def _wrapped(self, run: list[Line]) -> Paragraph:
        return Paragraph(self._inlines(join_lines([line.text for line in run], self.known_words)))

    def _lines_with_breaks(self, run: list[Line]) -> tuple[Inline, ...]:
        pieces: list[Inline] = []
        for line in run:
            if pieces:
                pieces.append(LineBreak())
            pieces.extend(self._inlines(line.text))
        return tuple(pieces)

    def _inlines(self, text: str) -> tuple[Inline, ...]:
        if not self.underscores or "_" not in text:
            return (Text(text),)
        pieces: list[Inline] = []
        at = 0
        for match in _ITALIC.finditer(text):
            if match.start() > at:
                pieces.append(Text(text[at : match.start()]))
            pieces.append(Emphasis("emphasis", (Text(match[1]),)))
            at = match.end()
        if at < len(text):
            pieces.append(Text(text[at:]))
        return tuple(pieces)


def is_separator(text: str) -> bool:
    """Whether a line is only a mark between scenes ("* * *", "———")."""
    return len(text) <= 200 and bool(_SEPARATOR.fullmatch(text))


def _looks_like_verse(run: list[Line], wrap: int) -> bool:
    capitals = sum(line.text.lstrip("“\"'‘—_ ")[:1].isupper() for line in run)
    longest = max(line.indent + line.width for line in run)
    average = sum(line.width for line in run) / len(run)
    return capitals == len(run) and longest < wrap * 0.85 and average >= 16


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines in runs of blank ones and of others; page breaks and separators each alone."""
    run: list[Line] = []
    for line in lines:
        alone = line.text == PAGE or is_separator(line.text)
        if run and (
            alone or bool(run[0].text) != bool(line.text) or run[0].text == PAGE or is_separator(run[0].text)
        ):
            yield run
            run = []
        run.append(line)
    if run:
        yield run
