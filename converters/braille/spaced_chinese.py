"""Chinese by liblouis' tables, with the blanks between words that they lack."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Final

from converters.braille.cells import BLANK, Cells
from converters.braille.translator import PIECE, Translator, in_pieces

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
        if len(text) > PIECE:
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
