"""The six words with a sign of their own: GF 0019-2018, clauses 9.4 and 11.

A contraction belongs to a character *and* its reading: 的 in 目的 (dì) has none.
"""

from __future__ import annotations

from typing import Final

from converters.braille.chinese.cells import cells
from converters.braille.chinese.syllables import Syllable

# 11.1. 麼 is 么 in traditional print.
_CONTRACTIONS: Final = {
    ("的", "de", 5): cells("145"),
    ("么", "me", 5): cells("134"),
    ("麼", "me", 5): cells("134"),
    ("麽", "me", 5): cells("134"),
    ("你", "ni", 3): cells("1345"),
    ("他", "ta", 1): cells("2345"),
    ("她", "ta", 1): cells("2345 1"),
    ("它", "ta", 1): cells("4 2345"),
}
# 9.4: spelled out, 他 has no tone and 它 has dot 4 before it; 她 is spelled as any tā.
_SPELLED_OUT: Final = {("他", "ta", 1): cells("2345 35"), ("它", "ta", 1): cells("4 2345 35")}


def special_cells(
    character: str, syllable: Syllable, following: Syllable | None, *, contract: bool = True
) -> str | None:
    """The cells of a character that clauses 9.4 and 11 treat specially; None for all others.

    ``following`` is the next syllable of the same written word: 11.2 forbids the contraction before one that begins with its
    final (他用), except for 她, whose second cell keeps it apart.
    """
    key = (character, syllable.spelling, syllable.tone)
    if contract and key in _CONTRACTIONS:
        vowel_follows = following is not None and following.vowel_initial
        if character == "她" or not vowel_follows:
            return _CONTRACTIONS[key]
    return _SPELLED_OUT.get(key)
