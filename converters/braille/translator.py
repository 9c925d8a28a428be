"""Text of one language into cells: the protocol, and liblouis behind it.

Another engine (our own encoder for 国家通用盲文) plugs in by being a :class:`Translator` and being named in :func:`translator_of`.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Final, Protocol

from converters.braille.cells import BLANK, NOT_SIX_DOTS, Cells, six_dots
from converters.braille.chinese.choices import ChineseChoices
from converters.braille.liblouis import Liblouis, liblouis
from converters.braille.tables import Table
from converters.errors import MissingPart

SUBSTITUTE: Final = "\uf6ff"
"""Stands in the text for a character without cells; ``data/common.cti`` gives it the cells ⠿⠿."""
SUBSTITUTE_CELLS: Final = "⠿⠿"

_UNDEFINED: Final = "\ue5a5"
"""A private-use character that no table defines: shows what a table does with one."""
_CHINESE_MARKS: Final = dict(zip("。、「」『』《》〈〉〔〕【】", ".,“”‘’“”‘’()[]", strict=True))
"""Chinese marks that stray into text in other scripts, and what is meant there."""
_PIECE: Final = 6000
"""Longer text is translated in pieces cut at blanks (characters): liblouis allocates many times its length."""


class Translator(Protocol):
    """Text in one language and code into cells. Not thread-safe; one a worker process."""

    table: Table
    unknown: Counter[str]
    """Characters met that have no cells, and how often; they are shown as :data:`SUBSTITUTE_CELLS`, never left out."""

    def translate(self, text: str, emphasis: array[int] | None = None) -> Cells:
        """Cells of ``text`` (a whole paragraph where possible, so that contractions and emphasis signs are right), with alignment.

        ``emphasis`` has a :class:`~converters.braille.liblouis.Typeform` for each character. Only dots 1 to 6; white space gives blanks.
        """
        ...


class LouisTranslator:
    """liblouis with one table."""

    def __init__(self, table: Table, louis: Liblouis) -> None:
        self.table = table
        self.unknown: Counter[str] = Counter()
        self._louis = louis
        self._files = table.files
        self._good: set[str] = set(" \n\t")
        self._edits: dict[str, str] = {}
        try:
            self._undefined = louis.translate(self._files, _UNDEFINED)[0].strip(BLANK)
        except RuntimeError:
            raise MissingPart("braille-table-broken", table=table.name) from None

    def translate(self, text: str, emphasis: array[int] | None = None) -> Cells:
        """See :class:`Translator`."""
        odd = set(text) - self._good
        odd = {char for char in odd if not self._is_good(char)} if odd else odd
        if not odd:
            return self._plain(text, emphasis)
        edited, index = self._edit(text)
        result = self._plain(edited, None if emphasis is None else _spread(emphasis, index, len(edited)))
        offsets = result.offsets
        return Cells(result.cells, array("i", [offsets[place] for place in index]))

    def _plain(self, text: str, emphasis: array[int] | None) -> Cells:
        if len(text) > _PIECE:
            return in_pieces(text, emphasis, self._plain)
        if emphasis is not None and (not self.table.emphasis or not any(emphasis)):
            emphasis = None
        cells, positions = self._louis.translate(self._files, text, emphasis)
        if NOT_SIX_DOTS.search(cells):
            cells = six_dots(cells)
        return Cells(cells, raw=positions)

    def _is_good(self, char: str) -> bool:
        """Whether the table gives cells for ``char``, tried once."""
        if char in self._edits:
            return False
        if "\ufb00" <= char <= "\ufb06":
            # Ligatures of type setting: some tables describe the shape, the reader wants the letters.
            self._edits[char] = unicodedata.normalize("NFKC", char)
            return False
        if unicodedata.category(char) in {"Cf", "Cc"}:
            # Soft hyphens, zero-width signs, directions: some tables show them. NUL ends liblouis' input.
            self._edits[char] = " " if char.isspace() else ""
            return False
        cells = self._louis.translate(self._files, char)[0].strip(BLANK)
        fits = bool(cells) and (self.table.folds or not NOT_SIX_DOTS.search(cells))
        if fits and (char.isascii() or char == SUBSTITUTE or cells != self._undefined):
            self._good.add(char)
            return True
        self._edits[char] = ""
        self._edits[char] = self._instead(char)
        return False

    def _instead(self, char: str) -> str:
        """What to translate in place of ``char``: nothing, a blank, its plain form, or the substitute."""
        category = unicodedata.category(char)
        if char.isspace() or category == "Zs":
            return " "
        if category in {"Cf", "Cc"} or "\ufe00" <= char <= "\ufe0f":
            return ""
        if (plain := _CHINESE_MARKS.get(char)) and self._can(plain):
            return plain
        for form in ("NFKC", "NFKD"):
            plain = unicodedata.normalize(form, char)
            if form == "NFKD":
                plain = "".join(c for c in plain if not unicodedata.combining(c))
            if plain and plain != char and all(self._can(c) for c in plain):
                return plain
        return SUBSTITUTE

    def _can(self, char: str) -> bool:
        return char in self._good or self._is_good(char)

    def _edit(self, text: str) -> tuple[str, list[int]]:
        """``text`` with what stands instead of odd characters, and where each character (and the end) went."""
        out: list[str] = []
        index: list[int] = []
        length = 0
        for char in text:
            index.append(length)
            new = self._edits.get(char)
            if new is None:
                new = char
            elif unicodedata.combining(char):
                # A mark on the letter before it: one letter with the mark where the table has it.
                whole = unicodedata.normalize("NFC", out[-1] + char) if out else ""
                if len(whole) == 1 and self._can(whole):
                    out[-1] = whole
                else:
                    self.unknown[char] += 1
                new = ""
            elif new == SUBSTITUTE or (
                new.strip()
                and char not in _CHINESE_MARKS
                and not unicodedata.normalize("NFKC", char).startswith(new)
            ):
                self.unknown[char] += 1
            if new:
                out.append(new)
                length += len(new)
        index.append(length)
        return "".join(out), index


def _spread(emphasis: array[int], index: list[int], length: int) -> array[int]:
    spread = array("H", bytes(2 * length))
    for place, (start, end) in enumerate(pairwise(index)):
        for target in range(start, end):
            spread[target] = emphasis[place]
    return spread


def in_pieces(
    text: str,
    emphasis: array[int] | None,
    translate: Callable[[str, array[int] | None], Cells],
    longest: int = _PIECE,
) -> Cells:
    """``text`` translated in pieces of at most ``longest`` characters, cut after blanks where there are any."""
    cells: list[str] = []
    offsets = array("i")
    length = start = 0
    while start < len(text):
        end = min(len(text), start + longest)
        if end < len(text):
            blank = max(
                text.rfind(" ", start, end), text.rfind("。", start, end), text.rfind("\n", start, end)
            )
            end = blank + 1 if blank > start else end
        piece = translate(text[start:end], None if emphasis is None else emphasis[start:end])
        offsets.extend(length + offset for offset in piece.offsets[: end - start])
        cells.append(piece.cells)
        length += len(piece.cells)
        start = end
    offsets.append(length)
    return Cells("".join(cells), offsets)


_CLOSING: Final = "，、；：。？！”’）］｝》〉】」』〕…,;:.?!)]}%℃"
_OPENING: Final = "“‘（［｛《〈【「『〔([{"
_SUFFIXES: Final = frozenset("的们了着")
"""Written on to the word before, as in liblouis' own examples (今天的 天气); practice differs, see ``docs/limitations.md``."""


class SpacedChinese:
    """Chinese through another translator, with blanks between words (分词连写) by ``segment``: GF 0019-2018, section 12, as far as a word list goes.

    One blank between words, after ，。 and closing marks, and before opening marks; none before closing marks.
    """

    def __init__(self, inner: Translator, segment: Callable[[str], list[str]]) -> None:
        self.table = inner.table
        self.unknown = inner.unknown
        self._inner = inner
        self._segment = segment

    def translate(self, text: str, emphasis: array[int] | None = None) -> Cells:
        """See :class:`Translator`."""
        if len(text) > _PIECE:
            return in_pieces(text, emphasis, self.translate)
        spaced, index = self._spaced(text)
        result = self._inner.translate(spaced)
        return _only_our_blanks(spaced, result, index)

    def _spaced(self, text: str) -> tuple[str, list[int]]:
        out: list[str] = []
        index: list[int] = []
        length = 0
        before = ""
        for word in self._segment(text):
            if before and _apart(before, word):
                out.append(" ")
                length += 1
            out.append(word)
            index.extend(range(length, length + len(word)))
            length += len(word)
            before = word
        index.append(length)
        return "".join(out), index


def _apart(before: str, after: str) -> bool:
    last, first = before[-1], after[0]
    if last.isspace() or first.isspace() or first in _CLOSING or last in _OPENING:
        return False
    if after in _SUFFIXES and last.isalnum():
        return False
    return not (last in "—·～" or first in "—·～")


def _only_our_blanks(spaced: str, result: Cells, index: list[int]) -> Cells:
    """``result`` with blanks only where ``spaced`` has them: the tables set some inside words, and none after a full stop."""
    offsets, cells = result.offsets, result.cells
    out: list[str] = []
    starts = array("i")
    length = 0
    blank = False
    for place, char in enumerate(spaced):
        starts.append(length)
        if char.isspace():
            piece = "" if blank else BLANK
        else:
            piece = cells[offsets[place] : offsets[place + 1]].replace(BLANK, "")
        if piece:
            out.append(piece)
            length += len(piece)
            blank = piece == BLANK
    starts.append(length)
    return Cells("".join(out), array("i", [starts[place] for place in index]))


_MADE: Final[dict[str, Translator]] = {}
_OWN: Final[dict[tuple[str, ChineseChoices], Translator]] = {}


def translator_of(table: Table, choices: ChineseChoices | None = None) -> Translator:
    """The translator of ``table`` in this process; ``choices`` are for our own Chinese. MissingPart where its engine is not installed."""
    if table.own:
        key = (table.name, choices or ChineseChoices())
        if key not in _OWN:
            from converters.braille.chinese.translator import ChineseTranslator

            _OWN[key] = ChineseTranslator(table, key[1])
        return _OWN[key]
    if table.name not in _MADE:
        louis = LouisTranslator(table, liblouis())
        if table.words:
            import rjieba

            _MADE[table.name] = SpacedChinese(louis, rjieba.cut)
        else:
            _MADE[table.name] = louis
    return _MADE[table.name]
