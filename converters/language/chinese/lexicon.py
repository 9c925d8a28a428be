"""What people have decided about words, in three layers: shipped with the program, of the library, of one book.

A later layer overrules an earlier one. As a file it is plain text in UTF-8, one entry a line, columns parted by tabs (blank lines and lines
that begin with ``#`` are left out)::

    word <TAB> readings <TAB> joining <TAB> note

``readings``: one syllable a character, parted by blanks, ``lv4`` for ü, 5 for the neutral tone, ``*`` after a syllable whose tone braille is to
write (GF 0019, 10.2.8); ``-`` to leave them to the analysis. ``joining``: ``join`` (one word), the parts with ``|`` between (``人民|银行``), or
nothing. A word is found in simplified and in traditional text alike, everywhere it occurs; of several that overlap, the longest wins. Lines whose
word has no Han character are about other languages (:mod:`converters.speech.pronunciation`) and not read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from converters.errors import BadInput
from converters.language.chinese.normalise import HAN
from converters.language.chinese.scripts import simplify

Layer = Literal["shipped", "library", "book"]
LAYERS: tuple[Layer, ...] = ("shipped", "library", "book")

_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(f"[{HAN}]{{1,30}}")
_SYLLABLE = re.compile(r"([a-zê]{1,6}[1-5])(\*?)")
_MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """One decision. ``readings``: one a character, or empty; ``parts``: the word itself to join it, its pieces to split it, or empty."""

    word: str
    readings: tuple[str, ...] = ()
    keep_tone: tuple[bool, ...] = ()
    parts: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        fits = (
            _WORD.fullmatch(self.word)
            and (not self.readings or len(self.readings) == len(self.word))
            and (not self.keep_tone or len(self.keep_tone) == len(self.readings))
            and all(_SYLLABLE.fullmatch(r) for r in self.readings)
            and (not self.parts or "".join(self.parts) == self.word)
        )
        if not fits:
            raise BadInput("lexicon-bad-entry", word=self.word[:40])

    def to_line(self) -> str:
        """As a line of the file, without its end."""
        keep = self.keep_tone or (False,) * len(self.readings)
        readings = " ".join(r + "*" * k for r, k in zip(self.readings, keep, strict=True)) or "-"
        joining = "" if not self.parts else "join" if len(self.parts) == 1 else "|".join(self.parts)
        return f"{self.word}\t{readings}\t{joining}\t{self.note}".rstrip("\t")


@dataclass(frozen=True, slots=True)
class LexiconMatch:
    """An entry found in a text."""

    start: int
    end: int
    entry: LexiconEntry
    forced: bool
    """Whether a library or a book says so: it holds wherever the characters stand. A shipped entry holds for whole words only."""


@dataclass(frozen=True)
class Lexicon:
    """Entries by layer. Immutable: ``with_entries`` gives a new one."""

    layers: Mapping[Layer, Mapping[str, LexiconEntry]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        merged: dict[str, LexiconEntry] = {}
        forced: set[str] = set()
        for layer in LAYERS:
            for entry in self.layers.get(layer, {}).values():
                key = simplify(entry.word)
                older = merged.get(key)
                if older is not None:
                    # A later layer that only says how to join keeps the readings of the earlier one, and the other way round.
                    entry = replace(  # noqa: PLW2901
                        entry,
                        readings=entry.readings or older.readings,
                        keep_tone=entry.keep_tone if entry.readings else older.keep_tone,
                        parts=entry.parts or (older.parts if older.word == entry.word else ()),
                    )
                merged[key] = entry
                if layer != "shipped":
                    forced.add(key)
        lengths: dict[str, set[int]] = {}
        for key in merged:
            lengths.setdefault(key[0], set()).add(len(key))
        object.__setattr__(self, "_merged", merged)
        object.__setattr__(self, "_forced", frozenset(forced))
        object.__setattr__(self, "_lengths", {c: sorted(s, reverse=True) for c, s in lengths.items()})

    _merged: Mapping[str, LexiconEntry] = field(init=False, repr=False, compare=False)
    _forced: frozenset[str] = field(init=False, repr=False, compare=False)
    _lengths: Mapping[str, Sequence[int]] = field(init=False, repr=False, compare=False)

    @classmethod
    def shipped(cls) -> Lexicon:
        """What comes with the program."""
        return _shipped()

    def with_entries(self, layer: Layer, entries: Iterable[LexiconEntry]) -> Lexicon:
        """A lexicon in which these entries are added to (or replace those of the same word in) ``layer``."""
        layers = dict(self.layers)
        layers[layer] = {**layers.get(layer, {}), **{e.word: e for e in entries}}
        return Lexicon(layers)

    def without(self, layer: Layer, word: str) -> Lexicon:
        """A lexicon whose ``layer`` says nothing of ``word``."""
        layers = dict(self.layers)
        layers[layer] = {w: e for w, e in layers.get(layer, {}).items() if w != word}
        return Lexicon(layers)

    def entries(self, layer: Layer) -> tuple[LexiconEntry, ...]:
        """Of one layer, in the order they were given."""
        return tuple(self.layers.get(layer, {}).values())

    def export(self, layer: Layer) -> str:
        """One layer as text that :func:`parse_lexicon` reads back."""
        return "".join(e.to_line() + "\n" for e in self.entries(layer))

    def matches(self, key: str) -> Iterator[LexiconMatch]:
        """Entries in ``key`` (simplified Han characters), from the left, longest first, not overlapping. Linear."""
        position = 0
        while position < len(key):
            for length in self._lengths.get(key[position], ()):
                word = key[position : position + length]
                entry = self._merged.get(word)
                if entry is not None:
                    yield LexiconMatch(position, position + length, entry, word in self._forced)
                    position += length - 1
                    break
            position += 1


@lru_cache(maxsize=1)
def _shipped() -> Lexicon:
    text = (files("converters.language.chinese") / "data" / "lexicon.tsv").read_text(encoding="utf-8")
    return Lexicon().with_entries("shipped", parse_lexicon(text))


def parse_lexicon(text: str) -> tuple[LexiconEntry, ...]:
    """The entries of a lexicon file. Raises :class:`BadInput` ``lexicon-bad-line`` with the number of the line."""
    entries = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        word, readings, joining, note = (*(c.strip() for c in line.split("\t", 3)), "", "", "")[:4]
        if word and not _HAN.search(word):
            continue
        try:
            entries.append(_entry(word, readings, joining, note))
        except (BadInput, ValueError):
            raise BadInput("lexicon-bad-line", line=number, text=line[:60]) from None
    return tuple(entries)


def load_lexicon(path: Path, layer: Layer = "library", base: Lexicon | None = None) -> Lexicon:
    """``base`` (the shipped lexicon, when left out) with the file's entries in ``layer``."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadInput("lexicon-too-large", path=path.name)
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadInput("lexicon-unreadable", path=path.name) from None
    return (base or Lexicon.shipped()).with_entries(layer, parse_lexicon(text))


def _entry(word: str, readings: str, joining: str, note: str) -> LexiconEntry:
    syllables: list[str] = []
    keep: list[bool] = []
    if readings not in {"", "-"}:
        for syllable in readings.split():
            match = _SYLLABLE.fullmatch(syllable.lower().replace("u:", "v").replace("ü", "v"))
            if match is None:
                raise ValueError(syllable)
            syllables.append(match[1])
            keep.append(bool(match[2]))
    parts: tuple[str, ...] = ()
    if joining == "join":
        parts = (word,)
    elif joining:
        parts = tuple(joining.split("|"))
    return LexiconEntry(word, tuple(syllables), tuple(keep) if any(keep) else (), parts, note)
