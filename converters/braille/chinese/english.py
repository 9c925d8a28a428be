"""Runs of English inside Chinese: where they begin and end, and their cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from converters.braille.chinese.cells import BLANK, SIX_DOT_CELLS
from converters.braille.chinese.latin import SMALL
from converters.language.chinese.model import Word

English: TypeAlias = Callable[[str], tuple[str, Sequence[int]]]
"""English text to UEB: its cells (U+2800 ..., blanks as U+2800), and for each cell the index of the character it belongs to."""

_INSIDE: Final = frozenset(("latin", "number", "space", "punctuation", "other"))
_SENTENCE_ENDS: Final = frozenset(".!?")


def run_end(words: Sequence[Word], at: int, english_from: int) -> int:
    """The index after the last word of the English run that begins with the Latin word ``words[at]``; ``at`` when it is too short.

    A run goes on over digits, blanks and ASCII punctuation as long as Latin words follow.
    """
    count, end = 1, at + 1
    bound_by_signs_only = True
    for index in range(at + 1, len(words)):
        word = words[index]
        if word.kind not in _INSIDE or not word.text.isascii() or "\n" in word.text:
            break
        if word.kind == "latin":
            count += 1
            between = "".join(w.text for w in words[end:index])
            bound_by_signs_only = bound_by_signs_only and between in ("+", "=", "<", ">")
            end = index + 1
    if count < english_from or (count > 1 and bound_by_signs_only):
        return at
    if end < len(words) and words[end].text in _SENTENCE_ENDS and words[end].start == words[end - 1].end:
        end += 1
    return end


def run_cells(text: str, english: English) -> tuple[list[str], bool]:
    """Cells for each character of the run (none for a character written together with an earlier one), and whether all is well.

    The sign for small letters tells the reader that no pinyin follows; a run that begins otherwise, with a capital or a Greek letter, announces itself.
    """
    cells, owners = english(text)
    pieces = [""] * len(text)
    sound = len(owners) == len(cells)
    for cell, owner in zip(cells, owners, strict=False):
        if cell == " ":
            cell = BLANK  # noqa: PLW2901 - a translator may write blanks either way
        sound = sound and cell in SIX_DOT_CELLS
        pieces[min(max(owner, 0), len(text) - 1)] += cell
    if text[0].islower() and text[0] < "\u0370" and not pieces[0].startswith(SMALL):
        pieces[0] = SMALL + pieces[0]
    return pieces, sound and bool(cells)
