"""How words are said that voices get wrong: respellings, in the three layers of the lexicon (shipped, of the library, of one book).

They stand in the same plain text file (UTF-8, columns parted by tabs, ``#`` for remarks) as the Chinese entries
(:mod:`converters.language.chinese.lexicon`): an entry without a Han character is one of these::

    word <TAB> respelling <TAB> language <TAB> note

``respelling`` is plain text that any voice reads as wanted ("her-my-oh-nee"). ``language`` is a BCP 47 tag, for it and all tags that begin with it;
without one the entry holds in every language. An entry in small letters is found however the word is written ("gaol", "Gaol", "GAOL"); one with a capital
only as it stands ("Polish" is not "polish"). Only whole words are found, ``'`` and ``’`` are the same, blanks match any blanks; of several that overlap,
the longest wins, then the later layer, then the closer language. A word that is to stay as it is, is respelt as itself.

Respelling comes after numbers and abbreviations were written out, just before a voice gets the text: every voice says it, braille is untouched,
and only the sentences in which something changes are spoken anew.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Final, Literal, TypeAlias

from converters.errors import BadInput
from converters.speech.normalise.common import HAN

Layer: TypeAlias = Literal["shipped", "library", "book"]
LAYERS: Final[tuple[Layer, ...]] = ("shipped", "library", "book")
Respell: TypeAlias = Callable[[str, str], str]
"""From a text and its language (BCP 47) to the text as voices should get it. Pure."""

_HAN: Final = re.compile(f"[{HAN}]")
_WORD: Final = re.compile(r"[^\W_]+")
_TAG: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")
_APOSTROPHES: Final = str.maketrans({"’": "'", "ʼ": "'"})
_LONGEST_WORD: Final = 80
_LONGEST_RESPELLING: Final = 200


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """One decision: ``word`` is said as ``respelling``, in ``language`` ("" for every one)."""

    word: str
    respelling: str
    language: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        fits = (
            0 < len(self.word) <= _LONGEST_WORD
            and _is_word_end(self.word[0])
            and _is_word_end(self.word[-1])
            and not _HAN.search(self.word + self.respelling)
            and len(self.respelling) <= _LONGEST_RESPELLING
            and any(character.isalpha() for character in self.respelling)
            and (not self.language or _TAG.fullmatch(self.language))
            and not any(unicodedata.category(c) == "Cc" for c in self.word + self.respelling + self.note)
        )
        if not fits:
            raise BadInput("pronunciation-bad-entry", word=self.word[:40])

    @property
    def key(self) -> tuple[str, str]:
        """What a later entry has to share to replace it."""
        return _plain(self.word), self.language

    def to_line(self) -> str:
        """As a line of the file, without its end."""
        return f"{self.word}\t{self.respelling}\t{self.language}\t{self.note}".rstrip("\t")


@dataclass(frozen=True)
class Pronunciations:
    """Entries by layer. Immutable: ``with_entries`` gives a new one."""

    layers: Mapping[Layer, Mapping[tuple[str, str], Pronunciation]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        by_first: dict[str, list[tuple[tuple[int, int, int], Pronunciation, re.Pattern[str]]]] = {}
        for rank, layer in enumerate(LAYERS):
            for entry in self.layers.get(layer, {}).values():
                first = _WORD.match(_plain(entry.word))
                if first is not None:
                    closeness = len(entry.language.split("-")) if entry.language else 0
                    order = (-len(entry.word), -rank, -closeness)
                    by_first.setdefault(_key(first.group()), []).append((order, entry, _pattern(entry.word)))
        ordered = {
            first: tuple((entry, pattern) for _, entry, pattern in sorted(rows, key=lambda row: row[0]))
            for first, rows in by_first.items()
        }
        object.__setattr__(self, "_by_first", ordered)

    _by_first: Mapping[str, tuple[tuple[Pronunciation, re.Pattern[str]], ...]] = field(
        init=False, repr=False, compare=False
    )

    @classmethod
    def shipped(cls) -> Pronunciations:
        """What comes with the program."""
        return _shipped()

    def with_entries(self, layer: Layer, entries: Iterable[Pronunciation]) -> Pronunciations:
        """These entries added to (or in place of those of the same word and language in) ``layer``."""
        layers = dict(self.layers)
        layers[layer] = {**layers.get(layer, {}), **{entry.key: entry for entry in entries}}
        return Pronunciations(layers)

    def without(self, layer: Layer, word: str, language: str = "") -> Pronunciations:
        """With ``layer`` saying nothing of ``word`` in ``language``."""
        layers = dict(self.layers)
        gone = (_plain(word), language)
        layers[layer] = {key: entry for key, entry in layers.get(layer, {}).items() if key != gone}
        return Pronunciations(layers)

    def entries(self, layer: Layer) -> tuple[Pronunciation, ...]:
        """Of one layer, in the order they were given."""
        return tuple(self.layers.get(layer, {}).values())

    def export(self, layer: Layer) -> str:
        """One layer as text that :func:`parse_pronunciations` reads back."""
        return "".join(entry.to_line() + "\n" for entry in self.entries(layer))

    def respell(self, text: str, language: str) -> str:
        """``text`` with the words respelt that have an entry for ``language``. Linear; the same text where none has."""
        if not self._by_first:
            return text
        pieces: list[str] = []
        done = 0
        for match in _WORD.finditer(text):
            start = match.start()
            if start < done:
                continue
            candidates = self._by_first.get(_key(match.group()))
            if candidates is None:
                continue
            found = _found(candidates, text, start, language.lower())
            if found is not None:
                entry, end = found
                pieces += (text[done:start], entry.respelling)
                done = end
        return "".join((*pieces, text[done:])) if pieces else text


def _found(
    candidates: tuple[tuple[Pronunciation, re.Pattern[str]], ...], text: str, start: int, language: str
) -> tuple[Pronunciation, int] | None:
    for entry, pattern in candidates:
        if entry.language and not f"{language}-".startswith(f"{entry.language}-"):
            continue
        match = pattern.match(text, start)
        if match is not None:
            return entry, match.end()
    return None


def _pattern(word: str) -> re.Pattern[str]:
    parts = [re.escape(part).replace("'", "['’ʼ]") for part in _plain(word).split()]
    flags = re.IGNORECASE if word == word.lower() else 0
    # Not before the rest of its word: a letter, a digit, an accent of its own.
    return re.compile(r"\s+".join(parts) + r"(?![^\W_]|[\u0300-\u036f])", flags)


def _plain(word: str) -> str:
    return " ".join(word.translate(_APOSTROPHES).split())


def _key(word: str) -> str:
    return word.casefold()


def _is_word_end(character: str) -> bool:
    return character.isalnum()


@lru_cache(maxsize=1)
def _shipped() -> Pronunciations:
    text = (files("converters.speech") / "data" / "pronunciation.tsv").read_text(encoding="utf-8")
    return Pronunciations().with_entries("shipped", parse_pronunciations(text))


def is_pronunciation(line: str) -> bool:
    """Whether a line of a lexicon file is one of these entries, not a Chinese one, a remark or blank."""
    word = line.partition("\t")[0].strip()
    return bool(word) and not word.startswith("#") and not _HAN.search(word)


def parse_pronunciations(text: str) -> tuple[Pronunciation, ...]:
    """Those entries of a lexicon file that are pronunciations. BadInput ``pronunciation-bad-line`` names the first line that does not fit."""
    found = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        if not is_pronunciation(line):
            continue
        word, respelling, language, note = (*(cell.strip() for cell in line.split("\t", 3)), "", "", "")[:4]
        try:
            found.append(
                Pronunciation(
                    unicodedata.normalize("NFC", word),
                    unicodedata.normalize("NFC", respelling),
                    language.lower().replace("_", "-"),
                    note,
                )
            )
        except BadInput:
            raise BadInput("pronunciation-bad-line", line=number, text=line[:60]) from None
    return tuple(found)


def respell(text: str, language: str) -> str:
    """:data:`Respell` by the shipped entries alone."""
    return _shipped().respell(text, language)
