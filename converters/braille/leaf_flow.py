"""One leaf of a book into one block of cells with its marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from converters.book import Inline
from converters.braille.alignment import spans_of
from converters.braille.cells import BLANK, Cells, label_cells
from converters.braille.flow import FlowBlock, PageMark
from converters.braille.inline_text import LeafText, leaf_text
from converters.braille.leaf_places import (
    JOINTS,
    JOINTS_OUTSIDE_NUMBERS,
    after_joints,
    begin,
    between_characters,
    starts,
    with_line_ends,
)
from converters.braille.liblouis import liblouis
from converters.braille.nemeth import nemeth_breaks, nemeth_cells
from converters.braille.review import Doubtful, doubtful_in, formula_in
from converters.braille.splice import Insert, spliced
from converters.braille.transcriber import Transcriber
from converters.braille.translator import SUBSTITUTE
from converters.braille.words import Words, words_for
from converters.errors import Finding
from converters.language import SentenceIndex
from converters.language.maths import linear, usable_alternative

OPEN_NOTE: Final = "⠈⠨⠣"
CLOSE_NOTE: Final = "⠈⠨⠜"
"""Transcriber's note indicators (Rules of UEB 2013, section 3.27)."""

_WORD: Final = re.compile(r"[^\W\d_]{6,}")
_LOWERED: Final = str.maketrans("1234567890", "⠂⠆⠒⠲⠢⠖⠶⠦⠔⠴")
_TAG: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula inside a leaf: ``end`` of its words among the characters, its cells, and where a line may end in them."""

    end: int
    cells: str
    breaks: tuple[int, ...] = ()


@dataclass
class LeafTranscriber:
    """Leaves of one part into blocks; what went wrong is in ``findings``."""

    transcriber: Transcriber
    sentences: SentenceIndex
    hyphenate: bool = False
    findings: list[Finding] = field(default_factory=list)
    characters: int = 0
    cells: int = 0
    nemeth: bool = False
    """Formulas in Nemeth code; otherwise in words or as their signs one after another."""
    align: bool = False
    """Whether to keep what characters became what cells."""
    align_chinese: bool = False
    """The same, only for leaves with Chinese in them."""
    chapter: str = ""
    """Its title: where a librarian finds what the findings are about."""
    aligned: list[list[Any]] = field(default_factory=list)
    """Rows of :mod:`converters.braille.alignment`."""
    doubtful: list[Doubtful] = field(default_factory=list)
    """Readings that a proof-reader should look at."""

    def __post_init__(self) -> None:
        self.words: Words = words_for(self.transcriber.language)
        self._phrases: dict[tuple[str, str], str] = {}
        self._joints = JOINTS_OUTSIDE_NUMBERS if self.transcriber.main.script == "Hani" else JOINTS

    def phrase(self, text: str, language: str = "") -> str:
        """Cells of words of our own, kept for the next time."""
        key = (text, language or self.words.language)
        if key not in self._phrases:
            self._phrases[key] = self.transcriber.translate(text, key[1]).cells
        return self._phrases[key]

    def block(
        self,
        style: str,
        content: Sequence[Inline],
        leaf_id: str,
        language: str,
        *,
        plain: bool = False,
        prefix: str = "",
    ) -> FlowBlock:
        """The block of a leaf. ``plain`` leaves out emphasis that covers all of it; ``prefix`` are cells in front (a list marker)."""
        flat = leaf_text(content, language)
        if plain:
            flat.forms = [form for form in flat.forms if form[1] - form[0] < len(flat.text.strip())]
        if flat.lost:
            kinds = ", ".join(sorted(flat.lost))
            self.findings.append(Finding("braille-emphasis-left-out", {"kind": kinds}, self.chapter))
        return self.flat_block(style, flat, leaf_id, language, prefix)

    def flat_block(
        self, style: str, flat: LeafText, leaf_id: str, language: str, prefix: str = "", *, at: int = 0
    ) -> FlowBlock:
        """The block of text that is flat already, the leaf's from character ``at`` on; code is never contracted."""
        text = flat.text
        formulas = self._formulas(flat, leaf_id, language) if flat.maths else {}
        translate = self.transcriber.uncontracted if style == "code" else self.transcriber.translate
        written = self._without(text, formulas)
        result = translate(written, language, flat.spans, flat.emphasis())
        self.characters += len(text)
        self.cells += len(result.cells)
        marks = self.sentences.of(leaf_id)
        if self.transcriber.uncertain:
            self.doubtful += doubtful_in(leaf_id, marks, self.transcriber.uncertain, at)
        breaks: tuple[int, ...] = ()
        if "-" in text or "—" in text or "–" in text or "/" in text:
            breaks = after_joints(text, result, self._joints)
        if self.transcriber.main.script == "Hani" and not self.transcriber.main.words:
            breaks = between_characters(text, result)
        if result.breaks:
            breaks = tuple(sorted({*breaks, *result.breaks}))
        hyphens = (result.connectors or self._hyphens(text, result)) if self.hyphenate else ()
        cells = result.cells
        if "\n" in text:
            cells = with_line_ends(text, result)
        inserts = self._inserts(flat, result, formulas)
        pages = tuple(self._page(text, result, cells, page) for page in flat.pages)
        sentences = starts(text, result, marks) if style != "code" else ()
        block = FlowBlock(
            style,
            cells,
            leaf_id,
            sentences=sentences,
            pages=pages,
            breaks=breaks,
            hyphens=hyphens,
            connectors=result.connectors,
        )
        if prefix:
            inserts.insert(0, Insert(0, prefix, opens=True))
        spans: list[int] = []
        chinese = self.transcriber.chinese
        if (self.align or (self.align_chinese and chinese)) and text.strip():
            spans = spans_of(written, result, by_character=chinese)
        if inserts:
            block = spliced(block, inserts, spans)
        if spans:
            self.aligned.append([leaf_id, at, text, block.cells.replace("\n", BLANK), spans])
        return block

    def label(self, label: str) -> str:
        """Cells of a printed page's label; never empty."""
        return label_cells(label) or self.transcriber.translate(label).cells.replace(BLANK, "")[:12] or "⠿"

    def note_sign(self, label: str) -> str:
        """The mark that calls a note, as cells: raised number in UEB, lowered digits in Chinese (GF 0019: ① ⠼⠂), else as printed in brackets."""
        bare = label.strip().strip("[]()〔〕（）【】").strip()
        if bare.isdigit() and bare.isascii():
            if self.transcriber.main.language == "en":
                return "⠰⠔" + label_cells(bare)
            if self.transcriber.main.script == "Hani":
                return "⠼" + bare.translate(_LOWERED)
            return self.phrase(f"({bare})", self.transcriber.language)
        return self.phrase(bare or "*", self.transcriber.language)

    def math_block(
        self, style: str, mathml: str, alternative: str | None, leaf_id: str, language: str
    ) -> FlowBlock:
        """The block of a formula that stands by itself."""
        cells = nemeth_cells(mathml) if self.nemeth else None
        breaks = nemeth_breaks(cells) if cells else ()
        if not cells:
            if alternative and usable_alternative(alternative, mathml):
                self._in_words(alternative, leaf_id, 0)
                return self.flat_block(style, LeafText(alternative), leaf_id, language)
            cells = self._linear(mathml, alternative, leaf_id, language, 0)
        sentences = tuple((0, mark.id) for mark in self.sentences.of(leaf_id))
        ink = (alternative or "").strip()
        if (self.align or (self.align_chinese and self.transcriber.chinese)) and ink:
            at = (alternative or "").index(ink)
            self.aligned.append([leaf_id, at, ink, cells.replace("\n", BLANK), [0, len(ink), 0, len(cells)]])
        return FlowBlock(style, cells, leaf_id, sentences=sentences, breaks=breaks)

    def _formulas(self, flat: LeafText, leaf_id: str, language: str) -> dict[int, Formula]:
        """Formulas inside a leaf that are not written in the author's words, by where they begin."""
        found = {}
        for start, math in flat.maths:
            alternative = math.alternative or ""
            end = start + len(alternative)
            if self.nemeth and (cells := nemeth_cells(math.mathml)):
                # Inside a paragraph a formula goes on in the same line.
                found[start] = Formula(end, cells.replace("\n", BLANK), nemeth_breaks(cells))
            elif usable_alternative(alternative, math.mathml):
                self._in_words(alternative, leaf_id, start)
            else:
                found[start] = Formula(end, self._linear(math.mathml, alternative, leaf_id, language, start))
        return found

    def _in_words(self, alternative: str, leaf_id: str, at: int) -> None:
        self.findings.append(Finding("braille-formula-in-words", {"formula": alternative[:80]}, self.chapter))
        self._look_at(alternative, alternative, leaf_id, at)

    def _linear(self, mathml: str, alternative: str | None, leaf_id: str, language: str, at: int) -> str:
        """A formula without words, read out in order with its structure named."""
        text = linear(mathml, language) or " ".join(_TAG.sub(" ", mathml).split()) or alternative or ""
        self.findings.append(Finding("braille-formula-linear", {"formula": text[:80]}, self.chapter))
        self._look_at(alternative or text, text, leaf_id, at)
        return self.phrase(text, language) if text else self.phrase(self.words.no_alternative)

    def _look_at(self, text: str, written: str, leaf_id: str, at: int) -> None:
        """A formula that is not in a code for mathematics: somebody should check it."""
        self.doubtful.append(formula_in(leaf_id, self.sentences.of(leaf_id), at, text, written))

    def _inserts(self, flat: LeafText, result: Cells, formulas: dict[int, Formula]) -> list[Insert]:
        inserts = [Insert(result.offsets[at], self.note_sign(label)) for at, label, _note in flat.notes]
        for start, end, image in flat.images:
            if image.alternative is None:
                self.findings.append(Finding("braille-picture-without-alternative", {}, self.chapter))
                said = OPEN_NOTE + self.phrase(self.words.no_alternative) + CLOSE_NOTE
                inserts.append(Insert(result.offsets[start], said, opens=True))
            elif end > start:
                inserts.append(Insert(begin(flat.text, result, start), OPEN_NOTE, opens=True))
                inserts.append(Insert(result.offsets[end], CLOSE_NOTE))
        inserts += [self._formula(flat.text, result, start, formula) for start, formula in formulas.items()]
        inserts.sort(key=lambda insert: insert.place)
        return inserts

    def _formula(self, text: str, result: Cells, start: int, formula: Formula) -> Insert:
        """The formula in place of what stands for it; in our own Chinese between blanks where a word touches it."""
        place, until = result.offsets[start], result.offsets[formula.end]
        while until > place and result.cells[until - 1] == BLANK:
            until -= 1
        cells, breaks = formula.cells, formula.breaks
        if self.transcriber.main.own:
            if text[start - 1 : start].isalnum() and result.cells[place - 1] != BLANK:
                cells, breaks = BLANK + cells, tuple(at + 1 for at in breaks)
            if text[formula.end : formula.end + 1].isalnum() and result.cells[until : until + 1] != BLANK:
                cells += BLANK
        return Insert(place, cells, until=until if until > place else -1, breaks=breaks)

    def _without(self, text: str, formulas: dict[int, Formula]) -> str:
        """``text``, as long as before, with signs that no contraction takes in instead of the words of ``formulas``."""
        # Our own Chinese puts the right blanks around letters; it would report the private-use character.
        sign = "x" if self.transcriber.main.own else SUBSTITUTE
        for start, formula in formulas.items():
            text = text[:start] + sign * (formula.end - start) + text[formula.end :]
        return text

    def _page(self, text: str, result: Cells, cells: str, page: tuple[int, str, str]) -> PageMark:
        """A printed page begins between words: one that begins inside a word is put after it."""
        at, label, id_ = page
        place = begin(text, result, at)
        if 0 < place < len(cells) and cells[place - 1] not in (BLANK, "\n"):
            blank = cells.find(BLANK, place)
            place = len(cells) if blank < 0 else blank + 1
        return (place, self.label(label), label, id_)

    def _hyphens(self, text: str, result: Cells) -> tuple[int, ...]:
        table = self.transcriber.main
        if not table.hyphens:
            return ()
        files = f"{table.file},{table.hyphens}".encode()
        found: list[int] = []
        offsets = result.offsets
        for word in _WORD.finditer(text):
            for place in liblouis().hyphenate(files, word.group().lower()):
                at = word.start() + place
                # Not inside a contraction, and never one letter alone.
                if 2 <= place <= len(word.group()) - 2 and offsets[at - 1] < offsets[at] < offsets[at + 1]:
                    found.append(offsets[at])
        return tuple(found)
