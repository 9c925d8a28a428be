"""The shipped readings: every character's, and those of words that hold a character with several.

``data/readings.txt.xz`` is made by ``scripts/build_chinese_readings.py`` (sources and licences are named there).
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

MAX_WORD = 8
"""The longest word in the data, in characters."""

# A code of the data: the place of the reading in the character's line, counted from "0", "A" or "a".
_FIRST = {"=": "0", "1": "A", "?": "a"}
_PLACE = {chr(ord(first) + k): k for first in _FIRST.values() for k in range(10)}
_GRADE = {chr(ord(first) + k): grade for grade, first in _FIRST.items() for k in range(10)}


class Dictionary:
    """Readings of characters (the most frequent first) and of words. Read-only; one per process, see :func:`dictionary`."""

    def __init__(
        self, characters: dict[str, tuple[str, ...]], polyphones: frozenset[str], words: dict[str, str]
    ) -> None:
        self.characters = characters
        self.polyphones = polyphones
        """Characters with several readings in living use; of others only a word can ask for another than the first."""
        self._words = words

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def __iter__(self) -> Iterator[str]:
        """All words, sorted."""
        return iter(self._words)

    def word(self, word: str) -> tuple[str, ...] | None:
        """One reading a character, or None for a word that is not listed."""
        codes = self._words.get(word)
        if codes is None:
            return None
        return tuple(self.characters[char][_PLACE[code]] for char, code in zip(word, codes, strict=True))

    def grades(self, word: str) -> str:
        """How far the sources agree about each reading of a listed word: "=" they agree, "1" only one speaks, "?" they differ."""
        return "".join(_GRADE[code] for code in self._words[word])

    def readings(self, char: str) -> Sequence[str]:
        """All readings of a character, the most frequent first; empty for one nobody lists."""
        return self.characters.get(char, ())


@lru_cache(maxsize=1)
def dictionary() -> Dictionary:
    """The shipped dictionary, loaded once (about 0.3 s and 40 MB)."""
    packed = (files("converters.language.chinese") / "data" / "readings.txt.xz").read_bytes()
    character_part, word_part = lzma.decompress(packed).decode("utf-8").split("\n\n", 1)
    characters = {}
    polyphones = set()
    for line in character_part.split("\n"):
        char, _, readings = line.partition("\t")
        if char.endswith("*"):
            char = char[:-1]
            polyphones.add(char)
        characters[char] = tuple(readings.split(" "))
    words = {}
    shared: dict[str, str] = {}
    for line in word_part.split("\n"):
        word, _, digits = line.partition("\t")
        words[word] = shared.setdefault(digits, digits)
    return Dictionary(characters, frozenset(polyphones), words)
