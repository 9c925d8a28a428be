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
from converters.braille.liblouis import liblouis
from converters.braille.nemeth import nemeth_breaks, nemeth_cells
from converters.braille.review import Doubtful, doubtful_in
from converters.braille.splice import Insert, spliced
from converters.braille.transcriber import Transcriber
from converters.braille.translator import SUBSTITUTE
from converters.braille.words import Words, words_for
from converters.errors import Finding
from converters.language import Sentence, SentenceIndex
from converters.language.maths import linear

OPEN_NOTE: Final = "⠈⠨⠣"
CLOSE_NOTE: Final = "⠈⠨⠜"
"""Transcriber's note indicators (Rules of UEB 2013, section 3.27)."""

_JOINTS: Final = re.compile(r"(?<=\w)[-\u2010\u2013\u2014/]+(?=\w)")
_WORD: Final = re.compile(r"[^\W\d_]{6,}")
_LOWERED: Final = str.maketrans("1234567890", "⠂⠆⠒⠲⠢⠖⠶⠦⠔⠴")
_CHARACTER_PAIRS: Final = re.compile(
    "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff](?=[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)
_TAG: Final = re.compile(r"<[^>]*>")


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
    aligned: list[list[Any]] = field(default_factory=list)
    """Rows of :mod:`converters.braille.alignment`."""
    doubtful: list[Doubtful] = field(default_factory=list)
    """Readings that a proof-reader should look at."""

    def __post_init__(self) -> None:
        self.words: Words = words_for(self.transcriber.language)
        self._phrases: dict[tuple[str, str], str] = {}

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
            self.findings.append(Finding("braille-emphasis-left-out", {"kind": kinds}, leaf_id))
        return self.flat_block(style, flat, leaf_id, language, prefix)

    def flat_block(
        self, style: str, flat: LeafText, leaf_id: str, language: str, prefix: str = "", *, at: int = 0
    ) -> FlowBlock:
        """The block of text that is flat already, the leaf's from character ``at`` on; code is never contracted."""
        text = flat.text
        formulas = self._formulas(flat, leaf_id) if flat.maths else {}
        translate = self.transcriber.uncontracted if style == "code" else self.transcriber.translate
        result = translate(_without(text, formulas), language, flat.spans, flat.emphasis())
        self.characters += len(text)
        self.cells += len(result.cells)
        marks = self.sentences.of(leaf_id)
        if self.transcriber.uncertain:
            self.doubtful += doubtful_in(leaf_id, marks, self.transcriber.uncertain, at)
        breaks: tuple[int, ...] = ()
        if "-" in text or "—" in text or "–" in text or "/" in text:
            breaks = _after_joints(text, result)
        if self.transcriber.main.script == "Hani" and not self.transcriber.main.words:
            breaks = _between_characters(text, result)
        if result.breaks:
            breaks = tuple(sorted({*breaks, *result.breaks}))
        hyphens = (result.connectors or self._hyphens(text, result)) if self.hyphenate else ()
        cells = result.cells
        if "\n" in text:
            cells = _with_line_ends(text, result)
        inserts = self._inserts(flat, result, leaf_id, formulas)
        pages = tuple(self._page(text, result, cells, page) for page in flat.pages)
        sentences = _starts(text, result, marks) if style != "code" else ()
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
        if self.align and text.strip():
            spans = spans_of(
                _without(text, formulas), result, by_character=self.transcriber.main.script == "Hani"
            )
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
        if cells is None:
            if alternative:
                self._in_words(alternative, leaf_id)
                return self.flat_block(style, LeafText(alternative), leaf_id, language)
            return FlowBlock(style, self.linear(mathml, leaf_id, language), leaf_id)
        sentences = tuple((0, mark.id) for mark in self.sentences.of(leaf_id))
        ink = (alternative or "").strip()
        if self.align and ink:
            at = (alternative or "").index(ink)
            self.aligned.append([leaf_id, at, ink, cells.replace("\n", BLANK), [0, len(ink), 0, len(cells)]])
        return FlowBlock(style, cells, leaf_id, sentences=sentences, breaks=nemeth_breaks(cells))

    def _formulas(self, flat: LeafText, leaf_id: str) -> dict[int, tuple[int, str]]:
        """Formulas inside a leaf that can be written in Nemeth code: where each begins, where its words end, its cells."""
        found = {}
        for start, math in flat.maths:
            cells = nemeth_cells(math.mathml) if self.nemeth else None
            if cells:
                found[start] = (start + len(math.alternative or ""), cells)
            elif math.alternative:
                self._in_words(math.alternative, leaf_id)
        return found

    def _in_words(self, alternative: str, leaf_id: str) -> None:
        self.findings.append(Finding("braille-formula-in-words", {"formula": alternative[:80]}, leaf_id))

    def _inserts(
        self, flat: LeafText, result: Cells, leaf_id: str, formulas: dict[int, tuple[int, str]]
    ) -> list[Insert]:
        inserts = [Insert(result.offsets[at], self.note_sign(label)) for at, label, _note in flat.notes]
        for start, end, image in flat.images:
            if image.alternative is None:
                self.findings.append(Finding("braille-picture-without-alternative", {}, leaf_id))
                said = OPEN_NOTE + self.phrase(self.words.no_alternative) + CLOSE_NOTE
                inserts.append(Insert(result.offsets[start], said, opens=True))
            elif end > start:
                inserts.append(Insert(_begin(flat.text, result, start), OPEN_NOTE, opens=True))
                inserts.append(Insert(result.offsets[end], CLOSE_NOTE))
        for start, math in flat.maths:
            place = result.offsets[start]
            if start in formulas:
                end, cells = formulas[start]
                until = result.offsets[end] if end > start else -1
                # Inside a paragraph a formula goes on in the same line.
                cells = cells.replace("\n", BLANK)
                inserts.append(Insert(place, cells, until=until, breaks=nemeth_breaks(cells)))
            elif not math.alternative:
                inserts.append(Insert(place, self.linear(math.mathml, leaf_id)))
        inserts.sort(key=lambda insert: insert.place)
        return inserts

    def linear(self, mathml: str, leaf_id: str, language: str = "") -> str:
        """A formula without words, read out in order with its structure named; with a finding, because somebody should check it."""
        text = linear(mathml, language or self.transcriber.language) or " ".join(
            _TAG.sub(" ", mathml).split()
        )
        self.findings.append(Finding("braille-formula-linear", {"formula": text[:80]}, leaf_id))
        return self.phrase(text, language) if text else self.phrase(self.words.no_alternative)

    def _page(self, text: str, result: Cells, cells: str, page: tuple[int, str, str]) -> PageMark:
        """A printed page begins between words: one that begins inside a word is put after it."""
        at, label, id_ = page
        place = _begin(text, result, at)
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


def _without(text: str, formulas: dict[int, tuple[int, str]]) -> str:
    """``text``, as long as before, with a sign that no contraction takes in instead of the words of ``formulas``."""
    for start, (end, _cells) in formulas.items():
        text = text[:start] + SUBSTITUTE * (end - start) + text[end:]
    return text


def _begin(text: str, result: Cells, at: int) -> int:
    """The first cell of what begins with character ``at``, emphasis signs in front of it included."""
    offset = result.offsets[at]
    if at and text[at - 1].isspace():
        return result.cells.rfind(BLANK, 0, offset) + 1
    return offset


def _starts(text: str, result: Cells, marks: Sequence[Sentence]) -> tuple[tuple[int, str], ...]:
    if len(marks) == 1:
        return ((0, marks[0].id),)
    return tuple((_begin(text, result, mark.start) if mark.start else 0, mark.id) for mark in marks)


def _after_joints(text: str, result: Cells) -> tuple[int, ...]:
    found = []
    for joint in _JOINTS.finditer(text):
        offset = result.offsets[joint.end()]
        if offset and result.cells[offset - 1] in "⠤⠌":
            found.append(offset)
    return tuple(found)


def _between_characters(text: str, result: Cells) -> tuple[int, ...]:
    """Chinese without blanks between words: a line may end between any two characters, but not before a mark."""
    offsets = result.offsets
    return tuple(offsets[pair.end()] for pair in _CHARACTER_PAIRS.finditer(text) if offsets[pair.end()])


def _with_line_ends(text: str, result: Cells) -> str:
    cells = list(result.cells)
    for place, char in enumerate(text):
        if char == "\n":
            offset = result.offsets[place]
            if offset < len(cells) and cells[offset] == BLANK:
                cells[offset] = "\n"
    return "".join(cells)
