"""Text of one language into cells: the protocol, and liblouis behind it.

Another engine (our own encoder for 国家通用盲文) plugs in by being a :class:`Translator` and being named in :mod:`converters.braille.translators`.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Final, Protocol

from converters.braille.cells import BLANK, NOT_SIX_DOTS, Cells, six_dots
from converters.braille.liblouis import Liblouis
from converters.braille.tables import Table
from converters.errors import MissingPart

SUBSTITUTE: Final = "\uf6ff"
"""Stands in the text for a character without cells; ``data/common.cti`` gives it the cells ⠿⠿."""
SUBSTITUTE_CELLS: Final = "⠿⠿"

_UNDEFINED: Final = "\ue5a5"
"""A private-use character that no table defines: shows what a table does with one."""
_CHINESE_MARKS: Final = dict(zip("。、「」『』《》〈〉〔〕【】", ".,“”‘’“”‘’()[]", strict=True))
"""Chinese marks that stray into text in other scripts, and what is meant there."""
PIECE: Final = 6000
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
        if len(text) > PIECE:
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
            # Soft hyphens, zero-width signs, directions: some tables show them. A control character is what is left of something; NUL ends liblouis' input.
            self._edits[char] = " " if char.isspace() else SUBSTITUTE if char < "\xa0" else ""
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
    longest: int = PIECE,
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
