"""When a tone is written and when it is left out: GF 0019-2018, clause 10.

Clause 10.1: the tone is that of the syllable itself; changes in speech (一, 不, two third tones in a row) are not written.
"""

from __future__ import annotations

from typing import Final

from converters.braille.chinese.syllables import Syllable

# 10.2.2 and 10.2.3: initials whose second, or fourth, tone is left out.
SECOND_LEFT_OUT: Final = frozenset(("p", "m", "t", "n", "h", "q", "ch", "r", "c"))
FOURTH_LEFT_OUT: Final = frozenset(("b", "d", "l", "g", "k", "j", "x", "zh", "sh", "z", "s"))

# 10.2.5: for these five the habit is turned round.
_TURNED_ROUND: Final = {
    ("yi", 1): True, ("er", 2): True, ("wo", 3): True, ("ye", 3): True, ("you", 3): True,
    ("yi", 4): False, ("er", 4): False, ("wo", 4): False, ("ye", 4): False, ("you", 4): False,
}  # fmt: skip

# 10.2.8: the standard's own examples; more come from the lexicon as Word.keep_tone. Traditional forms are the same words.
_MEANING_BY_CHARACTER: Final = frozenset((("问", "wen", 4), ("問", "wen", 4), ("再", "zai", 4)))
_MEANING_BY_WORD: Final = {"地道": ("di4", "dao4")}


def tones_for_meaning(word: str, readings: tuple[str, ...]) -> range:
    """10.2.8 for words: the places in ``word`` whose tones are kept, as in 地道 dìdào (a tunnel) beside dìdao (genuine)."""
    for needing, needed in _MEANING_BY_WORD.items():
        at = word.find(needing)
        if at >= 0 and readings[at : at + len(needed)] == needed:
            return range(at, at + len(needed))
    return range(0)


def meaning_needs_tone(character: str, syllable: Syllable) -> bool:
    """10.2.8 for characters: 问 beside 文, 再 beside 在."""
    return (character, syllable.spelling, syllable.tone) in _MEANING_BY_CHARACTER


def leaves_out(syllable: Syllable, following: Syllable | None) -> bool:
    """Is the tone of ``syllable`` left out? ``following`` is the next syllable *of the same written word*.

    10.2.8 (tones kept for the meaning) is the caller's, who knows the characters.
    """
    initial, spelling, tone = syllable.initial, syllable.spelling, syllable.tone
    if tone == 5:  # clause 7: the neutral tone has no sign
        return True
    if not syllable.final and following is not None and following.vowel_initial:  # 10.2.7
        return False
    if not initial:
        if spelling == "o":  # 10.2.6
            return True
        if spelling == "e":  # 10.2.6
            return False
        return _TURNED_ROUND.get((spelling, tone), tone == 4)  # 10.2.5, 10.2.4
    if initial == "f":  # 10.2.1
        return tone == 1
    if initial in SECOND_LEFT_OUT:  # 10.2.2
        return tone == 2 and spelling != "tou"
    return tone == 4 and spelling not in ("le", "zi")  # 10.2.3
