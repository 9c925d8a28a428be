"""One written word to cells, with the places of its syllables: where clauses 9 to 11 of GF 0019-2018 meet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from converters.braille.chinese.cells import BLANK
from converters.braille.chinese.contractions import special_cells
from converters.braille.chinese.latin import latin_cells
from converters.braille.chinese.numbers import CONNECTOR, circled_number_cells
from converters.braille.chinese.settings import GfSettings
from converters.braille.chinese.syllables import TONES, Syllable, parse
from converters.braille.chinese.symbols import SUBSTITUTE, is_silent
from converters.braille.chinese.tone_omission import leaves_out, meaning_needs_tone, tones_for_meaning

_HAN: Final = re.compile(
    r"[\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class EncodedWord:
    """Cells of a word. ``places``: where each character's cells begin, and at the end the length.

    ``breaks``: after these many cells the word may be split across lines, the rest beginning with the connector.
    """

    cells: str
    places: tuple[int, ...]
    breaks: tuple[int, ...] = ()
    unreadable: str = ""
    """Its characters that got the substitute."""


def encode_word(
    text: str, readings: tuple[str, ...], keep_tone: tuple[bool, ...], settings: GfSettings
) -> EncodedWord:
    """A written word of Han characters, perhaps with letters or digits in it (T恤, 第3)."""
    syllables = _syllables(text, readings)
    kept = _kept_tones(text, readings, keep_tone)
    pieces: list[str] = []
    unreadable = ""
    breaks: list[int] = []
    length = 0
    foreign = latin_cells(text) if None in syllables else []
    for at, syllable in enumerate(syllables):
        if syllable is None:
            before = foreign[at]
            if before is None:
                before = circled_number_cells(text[at]) or ("" if is_silent(text[at]) else None)
            if before is None:
                before = SUBSTITUTE
                unreadable += text[at]
            piece = before
        else:
            following = syllables[at + 1] if at + 1 < len(syllables) else None
            piece = _character(text[at], syllable, following, keep=kept[at], settings=settings)
            if at and syllables[at - 1] is None:  # its initial must not be read as a digit or a letter
                piece = (CONNECTOR if settings.number_link == "connector" else BLANK) + piece
            elif at:
                breaks.append(length)
        pieces.append(piece)
        length += len(piece)
    return _joined(pieces, tuple(breaks), unreadable)


def _character(
    character: str, syllable: Syllable, following: Syllable | None, *, keep: bool, settings: GfSettings
) -> str:
    special = special_cells(character, syllable, following, contract=settings.contractions)
    if special is not None:
        return special
    keep = keep or settings.tones == "all" or meaning_needs_tone(character, syllable)
    if not keep and leaves_out(syllable, following):
        return syllable.body
    return syllable.body + TONES[syllable.tone]


def _syllables(text: str, readings: tuple[str, ...]) -> list[Syllable | None]:
    """A syllable for each character of ``text``; None for what is not Han or has no reading that we know."""
    if len(readings) == len(text):
        return [parse(reading) for reading in readings]
    given = iter(readings)
    return [parse(next(given, "")) if _HAN.match(character) else None for character in text]


def _kept_tones(text: str, readings: tuple[str, ...], keep_tone: tuple[bool, ...]) -> list[bool]:
    """10.2.8 for each character of ``text``: asked for by the lexicon, or one of the standard's examples."""
    kept = [False] * len(text)
    if any(keep_tone):
        asked = iter(keep_tone)
        aligned = len(keep_tone) == len(text)
        kept = [(aligned or bool(_HAN.match(character))) and next(asked, False) for character in text]
    for at in tones_for_meaning(text, readings):
        kept[at] = True
    return kept


def _joined(pieces: list[str], breaks: tuple[int, ...], unreadable: str) -> EncodedWord:
    places = [0]
    for piece in pieces:
        places.append(places[-1] + len(piece))
    return EncodedWord("".join(pieces), tuple(places), breaks, unreadable)
