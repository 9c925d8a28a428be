"""Mixed text into cells: each script and language by its own table, with what must stand between them."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from converters.braille.cells import BLANK, Cells
from converters.braille.chinese.choices import ChineseChoices
from converters.braille.scripts import script_runs
from converters.braille.tables import LANGUAGE_OF_SCRIPT, Table, table_for, table_named
from converters.braille.translator import Translator
from converters.braille.translators import translator_of
from converters.errors import Finding
from converters.language.chinese import Uncertain

OPEN_FOREIGN: Final = "⠘⠷"
CLOSE_FOREIGN: Final = "⠘⠾"
"""Non-UEB passage indicators (Rules of UEB 2013, section 14.3): around a piece in another braille code."""
_LOWER_SIGN: Final = "⠰"
"""Chinese braille: small Latin letters follow (GF 0019-2018)."""


@dataclass(frozen=True, slots=True)
class LanguageSpan:
    """Characters ``start`` to ``end`` are marked as being in ``language``."""

    start: int
    end: int
    language: str


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    table: Table


class Transcriber:
    """Translates the text of one book, whose main ``language`` (BCP 47) and ``grade`` (1, 2) decide the code."""

    def __init__(
        self, language: str, grade: int, table: str = "", choices: ChineseChoices | None = None
    ) -> None:
        """``table`` overrules the choice for the main language. Raises BadOptions and MissingPart."""
        self._choices = choices
        self.language = language
        self.grade = grade
        self.main: Table = main_table(language, grade, table)
        self.without_table: Counter[str] = Counter()
        """Languages that have no table of ours, and how often they were met."""
        self._used: dict[str, Translator] = {}
        self.uncertain: list[Uncertain] = []
        """Readings to be looked at in the text translated last, with offsets in it."""

        self.chinese = self.main.script == "Hani"
        """Whether there was Chinese in the text translated last; in a Chinese book always."""

    @property
    def unknown(self) -> Counter[tuple[str, str]]:
        """``(character, table)`` that had no cells, and how often, in all that was translated."""
        return Counter(
            {(char, name): count for name, one in self._used.items() for char, count in one.unknown.items()}
        )

    def findings(self, where: str = "") -> list[Finding]:
        """What could not be written in all that was translated, which is ``where`` it says."""
        found = [
            Finding(
                "braille-unknown-character",
                {
                    "character": f"U+{ord(char):04X}",
                    "name": unicodedata.name(char, "without a name"),
                    "count": count,
                    "table": table,
                },
                where,
            )
            for (char, table), count in self.unknown.items()
        ]
        found += [
            Finding("braille-language-left", {"language": language, "count": count}, where)
            for language, count in self.without_table.items()
        ]
        return found

    def use(self, translator: Translator) -> None:
        """Take ``translator`` for its table."""
        self._used[translator.table.name] = translator

    def translate(
        self,
        text: str,
        language: str = "",
        spans: Sequence[LanguageSpan] = (),
        emphasis: array[int] | None = None,
    ) -> Cells:
        """Cells of ``text``; ``language`` is the leaf's ("" for the book's), ``spans`` what differs inside it."""
        language = language or self.language
        pieces = list(self._pieces(text, language, spans))
        self.uncertain = []
        if len(pieces) == 1 and pieces[0].table is self.main:
            self.chinese = self.main.script == "Hani"
            result = self._translator(pieces[0].table).translate(text, emphasis)
            if self.main.own:
                self._collect(self.main, 0)
            return result
        self.chinese = self.main.script == "Hani" or any(piece.table.script == "Hani" for piece in pieces)
        return self._join(text, pieces, emphasis)

    def _collect(self, table: Table, start: int) -> None:
        """Take what our own translator found uncertain in the piece that begins with character ``start``."""
        found: list[Uncertain] | None = getattr(self._used[table.name], "uncertain", None)
        if found:
            self.uncertain += [replace(one, start=start + one.start, end=start + one.end) for one in found]
            found.clear()

    def uncontracted(
        self,
        text: str,
        language: str = "",
        spans: Sequence[LanguageSpan] = (),
        emphasis: array[int] | None = None,
    ) -> Cells:
        """As :meth:`translate`, without contractions: computer code."""
        main, self.main = self.main, table_for(self.main.language, 1) or self.main
        try:
            return self.translate(text, language, spans, emphasis)
        finally:
            self.main = main

    def _pieces(self, text: str, language: str, spans: Sequence[LanguageSpan]) -> Iterator[_Piece]:
        """Stretches of ``text`` with one table each, neighbours with the same table made one."""
        last: _Piece | None = None
        for start, end, span_language in _cover(len(text), spans):
            for run in script_runs(text[start:end], self._base_script(span_language or language)):
                table = self._table(run.script, language, span_language, whole=not spans)
                piece = _Piece(start + run.start, start + run.end, table)
                if last is not None and last.table is table:
                    last = _Piece(last.start, piece.end, table)
                    continue
                if last is not None:
                    yield last
                last = piece
        if last is not None:
            yield last

    def _base_script(self, language: str) -> str:
        table = table_for(language, self.grade)
        return table.script if table else self.main.script

    def _table(self, script: str, leaf: str, span: str, *, whole: bool) -> Table:
        main = self.main
        language = span or leaf
        own = same_language(language, self.language)
        if (
            main.own
            and script == "Latn"
            and same_language(leaf, self.language)
            and (own or same_language(span, "en"))
        ):
            return main
        if script == main.script:
            if own or main.script == "Hani":
                return main
            if script != "Latn":
                return table_for(language, self.grade) or main
            # A foreign word keeps the letters of the main language's code, without its contractions.
            return table_for(self.language, 1) or main
        if script == "Latn" and whole and not own and (table := table_for(leaf, self.grade)):
            return table if table.script == "Latn" else _uncontracted()
        candidates = [name for name in (span, leaf, self.language) if name]
        for name in candidates:
            found = table_for(name, 1)
            if found is not None and found.script == script:
                return found
        foreign = LANGUAGE_OF_SCRIPT.get(script)
        found = table_for(foreign, 1) if foreign else None
        if found is None:
            self.without_table["ja" if script == "Kana" else script] += 1
            return main
        return found

    def _translator(self, table: Table) -> Translator:
        made = self._used.get(table.name)
        if made is None:
            made = self._used[table.name] = translator_of(table, self._choices)
            made.unknown.clear()
            if table.own:
                getattr(made, "uncertain", []).clear()
        return made

    def _join(self, text: str, pieces: list[_Piece], emphasis: array[int] | None) -> Cells:
        cells: list[str] = []
        offsets = array("i")
        breaks: list[int] = []
        connectors: list[int] = []
        length = 0

        def add(more: str) -> None:
            nonlocal length
            cells.append(more)
            length += len(more)

        for number, piece in enumerate(pieces):
            words = text[piece.start : piece.end]
            part = self._translator(piece.table).translate(
                words, None if emphasis is None else emphasis[piece.start : piece.end]
            )
            if piece.table.own:
                self._collect(piece.table, piece.start)
            chinese = self.main.script == "Hani"
            foreign = piece.table.script != self.main.script and bool(words.strip())
            wrapped = foreign and self.main.language == "en"
            opening = OPEN_FOREIGN if wrapped else ""
            if foreign and chinese and len(pieces) > 1 and words[:1].islower() and words[:1].isascii():
                opening = _LOWER_SIGN if not part.cells.startswith(_LOWER_SIGN) else ""
            if (
                chinese
                and number
                and length
                and not cells[-1].endswith(BLANK)
                and _apart(text[piece.start - 1], words[:1])
            ):
                add(BLANK)
            add(opening)
            offsets.extend(length + offset for offset in part.offsets[: len(words)])
            breaks += [length + place for place in part.breaks]
            connectors += [length + place for place in part.connectors]
            add(part.cells)
            if wrapped:
                trailing = len(part.cells) - len(part.cells.rstrip(BLANK))
                if trailing:
                    cells[-1] = part.cells.rstrip(BLANK)
                    cells.append(CLOSE_FOREIGN + BLANK * trailing)
                    length += len(CLOSE_FOREIGN)
                else:
                    add(CLOSE_FOREIGN)
        offsets.append(length)
        return Cells("".join(cells), offsets, breaks=tuple(breaks), connectors=tuple(connectors))


def main_table(language: str, grade: int, name: str = "") -> Table:
    """The table of a book in ``language``; UEB, uncontracted, for languages in Latin letters that we have none for.

    Raises BadOptions ``braille-unknown-table``, and ``braille-language-without-table`` where no letters of the language would have cells.
    """
    if name:
        return table_named(name)
    found = table_for(language, grade)
    return found or _uncontracted()


def _uncontracted() -> Table:
    return table_named("en-ueb-g1")


def same_language(one: str, other: str) -> bool:
    """Whether two BCP 47 tags are of one language (``en-GB``, ``en``)."""
    return one.lower().split("-")[0] == other.lower().split("-")[0]


def _cover(length: int, spans: Sequence[LanguageSpan]) -> Iterator[tuple[int, int, str]]:
    """The whole of a text as ``(start, end, language)``, "" between the spans; inner spans come later and win."""
    if not spans:
        yield 0, length, ""
        return
    edges = sorted({0, length, *(s.start for s in spans), *(s.end for s in spans)})
    for start, end in pairwise(edges):
        inner = [span.language for span in spans if span.start <= start and end <= span.end]
        yield start, end, inner[-1] if inner else ""


_WORD: Final = re.compile(r"\w")


def _apart(before: str, after: str) -> bool:
    """Chinese braille: a blank where letters of another script meet a character, or follow a mark that ends something."""
    return bool(_WORD.match(after)) and (bool(_WORD.match(before)) or before in "，、；：。？！”’）》〉】")
