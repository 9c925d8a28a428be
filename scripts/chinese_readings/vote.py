"""One reading for each syllable of a word, from dictionaries that disagree, and how far they agree about it.

Full or neutral tone: a word's syllable is neutral when the Putonghua test lists it so (``neutral.txt``), when it is a particle or suffix and most
dictionaries say so, or when all of them do. Where they are divided the full tone stands: dictionaries mark such syllables as "usually
light" (玻·璃, 道·理), and whoever writes the full tone is not wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from chinese_readings.sources import Readings

Grade = Literal["agreed", "single", "disputed"]

HERE = Path(__file__).parent
CAREFUL = ("pypinyin", "pro", "cedict")
"""Edited word by word; "large" and "zdic" repeat the others' words: they are only asked where none of those speaks."""
WEIGHTS = {"pypinyin": 2.3, "pro": 2.6, "cedict": 2.4, "large": 1.5, "zdic": 0.6}
"""How much each source is believed, for the syllable; measured on words that have one right answer."""
SUFFIXES = frozenset("子头儿们么的了着过得地个吗呢吧啊呀嘛啦边巴来去")
"""Neutral when most dictionaries say so."""


def _neutral_words() -> frozenset[str]:
    lines = (HERE / "neutral.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(w for line in lines if line[:1] not in "#!" for w in line.split())


def _mended_words() -> dict[str, list[str]]:
    lines = (HERE / "mended.tsv").read_text(encoding="utf-8").splitlines()
    return {
        word: readings.split()
        for word, _, readings in (line.partition("\t") for line in lines if not line.startswith("#"))
    }


class Vote:
    """The dictionaries, asked together."""

    def __init__(self, found: Mapping[str, Readings]) -> None:
        self._found = found
        self._neutral = _neutral_words()
        self._mended = _mended_words()

    def __call__(self, word: str) -> list[str]:
        """One reading a character."""
        return [reading for reading, _ in self.graded(word)]

    def graded(self, word: str) -> list[tuple[str, Grade]]:
        """One reading a character, and how far the dictionaries agree about it."""
        if word in self._mended:
            return [(reading, "agreed") for reading in self._mended[word]]
        given = {name: table[word] for name, table in self._found.items() if word in table}
        result = [_syllable(char, {n: r[i] for n, r in given.items()}) for i, char in enumerate(word)]
        for end in range(2, len(word) + 1):
            # A listed word, or a longer one that holds it (知识产权) where a dictionary says so.
            if any(word[start:end] in self._neutral for start in range(end - 1)) and (
                word in self._neutral or any(r[end - 1].endswith("5") for r in given.values())
            ):
                result[end - 1] = (result[end - 1][0][:-1] + "5", "agreed")
        # 实际上, 世界上: the suffix is neutral in speech only; 晚上 and 早上 are on the list.
        return [
            ("shang4", grade) if r == "shang5" and word not in self._neutral else (r, grade)
            for r, grade in result
        ]


def _syllable(char: str, given: Mapping[str, str]) -> tuple[str, Grade]:
    careful = {name: reading for name, reading in given.items() if name in CAREFUL}
    asked = careful or given
    neutral = [reading for reading in asked.values() if reading.endswith("5")]
    full = Counter[str]()
    for name, reading in asked.items():
        if not reading.endswith("5"):
            full[reading] += WEIGHTS[name]
    wanted = len(asked) / 2 if char in SUFFIXES else len(asked)
    if not full or (neutral and len(neutral) >= wanted):
        reading = Counter(neutral).most_common(1)[0][0]
    else:
        reading = max(full.items(), key=lambda pair: pair[1])[0]
    return reading, _grade(reading, careful, [r for n, r in given.items() if n not in CAREFUL])


def _grade(reading: str, careful: Mapping[str, str], others: Sequence[str]) -> Grade:
    def against(said: str) -> bool:
        # A full tone is not contradicted by the neutral form of the same syllable.
        return said != reading and not (said.endswith("5") and said[:-1] == reading[:-1])

    if any(against(said) for said in careful.values()):
        return "disputed"
    if len(careful) > 1:
        return "agreed"
    return "disputed" if any(against(said) for said in others) else "single"
