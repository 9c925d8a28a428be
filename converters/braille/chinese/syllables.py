"""Pinyin to cells, without the question whether the tone is written: GF 0019-2018, clauses 5 to 7 and 9.

A syllable is an initial cell, a final cell and a tone cell. g and j, k and q, h and x share a cell, as do o and e; which is
meant follows from the final (clause 5 and 6). zhi chi shi ri zi ci si are the initial alone (9.2), a syllable without
initial is the final alone (9.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from converters.braille.chinese.cells import cells

# Clause 5.
INITIALS: Final = {
    initial: cells(dots)
    for initial, dots in {
        "b": "12", "p": "1234", "m": "134", "f": "124",
        "d": "145", "t": "2345", "n": "1345", "l": "123",
        "g": "1245", "k": "13", "h": "125",
        "j": "1245", "q": "13", "x": "125",
        "zh": "34", "ch": "12345", "sh": "156", "r": "245",
        "z": "1356", "c": "14", "s": "234",
    }.items()
}  # fmt: skip

# Clause 6; finals by their full names (iou, uei, uen), ü as v.
FINALS: Final = {
    final: cells(dots)
    for final, dots in {
        "a": "35", "o": "26", "e": "26", "i": "24", "u": "136", "v": "346", "er": "1235",
        "ai": "246", "ao": "235", "ei": "2346", "ou": "12356",
        "ia": "1246", "iao": "345", "ie": "15", "iou": "1256",
        "ua": "123456", "uai": "13456", "uei": "2456", "uo": "135", "ve": "23456",
        "an": "1236", "ang": "236", "en": "356", "eng": "3456",
        "ian": "146", "iang": "1346", "in": "126", "ing": "16",
        "uan": "12456", "uang": "2356", "uen": "25", "ong": "256", "ueng": "256",
        "van": "12346", "vn": "456", "iong": "1456",
    }.items()
}  # fmt: skip

# Clause 7; the neutral tone (5) has no sign.
TONES: Final = {1: cells("1"), 2: cells("2"), 3: cells("3"), 4: cells("23"), 5: ""}

WITHOUT_FINAL: Final = frozenset(("zhi", "chi", "shi", "ri", "zi", "ci", "si"))
"""Clause 9.2: the initial alone spells the syllable."""

# Syllables without initial: pinyin's y and w spellings are spelling rules of print, not sounds.
_WITHOUT_INITIAL: Final = {
    "yi": "i", "ya": "ia", "ye": "ie", "yao": "iao", "you": "iou", "yan": "ian", "yin": "in", "yang": "iang", "ying": "ing",
    "wu": "u", "wa": "ua", "wo": "uo", "wai": "uai", "wei": "uei", "wan": "uan", "wen": "uen", "wang": "uang", "weng": "ueng",
    "yu": "v", "yue": "ve", "yuan": "van", "yun": "vn", "yong": "iong",
    # An erhua 儿 is the syllable er without a tone.
    "r": "er",
    # Interjections that the table of clause 6 has no final for: the nearest syllable. Own choice; 哟 as liblouis has it.
    "yo": "iou", "ê": "ei", "n": "en", "ng": "en", "wong": "ong",
}  # fmt: skip
_INTERJECTIONS: Final = {"m": "mu", "hm": "hen", "hng": "heng"}
_SHORT_FINALS: Final = {"iu": "iou", "ui": "uei", "un": "uen"}
_READING: Final = re.compile(r"([a-zêü]+?)([1-5])", re.ASCII)
_INITIAL: Final = re.compile(r"zh|ch|sh|[bpmfdtnlgkhjqxrzcs]")


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable. ``initial`` or ``final`` may be empty, not both; ``spelling`` is pinyin without tone, ü as v."""

    spelling: str
    initial: str
    final: str
    tone: int

    @property
    def vowel_initial(self) -> bool:
        """Whether it begins with its final cell (韵母自成音节, clause 9.3)."""
        return not self.initial

    @property
    def body(self) -> str:
        """The cells without the tone."""
        return INITIALS.get(self.initial, "") + FINALS.get(self.final, "")


@cache
def parse(reading: str) -> Syllable | None:
    """The syllable that ``reading`` (``hang2``, ``lv4`` or ``lü4``, neutral 5, erhua ``r5``) names; None when it names none."""
    match = _READING.fullmatch(reading.lower().replace("u:", "v").replace("ü", "v"))
    if match is None:
        return None
    spelling, tone = _INTERJECTIONS.get(match[1], match[1]), int(match[2])
    if spelling in WITHOUT_FINAL:
        return Syllable(spelling, spelling[:-1], "", tone)
    whole = _WITHOUT_INITIAL.get(spelling, spelling)
    if whole in FINALS and (spelling in _WITHOUT_INITIAL or spelling[0] in "aeo"):
        return Syllable(spelling, "", whole, tone)
    found = _INITIAL.match(spelling)
    if found is None:
        return None
    initial, final = found[0], spelling[found.end() :]
    if initial in ("j", "q", "x") and final.startswith("u"):
        final = "v" + final[1:]
    elif final == "ue" and initial in ("n", "l"):  # nüe, lüe without their dots
        final = "ve"
    final = _SHORT_FINALS.get(final, final)
    if final not in FINALS or _misread(initial, final):
        return None
    return Syllable(spelling, initial, final, tone)


def _misread(initial: str, final: str) -> bool:
    """Whether the cells would say something else: g, k, h before i or ü are read as j, q, x, and these as those before the rest."""
    high = final[0] in ("i", "v")
    if initial in ("g", "k", "h"):
        return high
    if initial in ("j", "q", "x"):
        return not high
    return final == "i" and initial in ("zh", "ch", "sh", "r", "z", "c", "s")  # zhii is no syllable
