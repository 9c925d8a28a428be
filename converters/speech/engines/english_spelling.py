"""English text as sounds, by the dictionary and rules inside ``hibari-tts`` (a port of misaki's, without spaCy)."""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import cache
from typing import Final

from converters.speech.engines.english_dictionary import english_dictionary
from converters.speech.engines.spelling import Sound, Spelt

_LONGEST_WORD: Final = 40
"""Longer words would lose their end in the package's guesser of unknown words."""
_WORD: Final = re.compile(rf"[^\W_]{{{_LONGEST_WORD + 1},}}")
_SAME_LENGTH: Final = str.maketrans(
    {"’": "'", "‘": "'", "\u2011": "-", "\u2010": "-", "‒": "-", "―": "—", "\u00a0": " "}
)
_LETTERS: Final = {
    "ß": "ss",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "th",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ŋ": "ng",
    "ħ": "h",
}
_GREEK: Final = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega"
_GREEK_NAMES: Final = dict(zip("αβγδεζηθικλμνξοπρςστυφχψω", _GREEK.split(), strict=True))
_SPOKEN_SIGNS: Final = frozenset("$£€¥₹₩¢%&+=<>~^|@#*/°©®™§×÷±¼½¾")
_PUNCTUATION_WITHOUT_PHONEME: Final = frozenset(
    {"Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Zs", "Zl", "Zp", "Cc", "Cf", "Mn", "Me", "Mc"}
)


class EnglishSpeller:
    """Spells English, ``british`` or American. Cheap to make; the dictionary is loaded when it is first needed."""

    def __init__(self, *, british: bool = False) -> None:
        self._british = british

    def __call__(self, text: str, syllables: dict[int, str] | None = None) -> Spelt:
        """``text`` as sounds; ``syllables`` do not matter here."""
        prepared, places, unspoken = _prepare(text)
        if not prepared.strip():
            return Spelt((), unspoken)
        normalised, places = _normalised(prepared, places)
        rewritten = normalised is not prepared
        sounds: list[Sound] = []
        missed: list[str] = []
        said = 0
        g2p = english_dictionary(british=self._british)
        at = 0
        for token in g2p.phonemize_tokens(g2p.tokenize(normalised)):
            found = normalised.find(token.text, at)
            start = found if found >= 0 else at
            at = max(at, start + len(token.text))
            phonemes = "".join(character for character in token.phonemes or "" if character in vocabulary())
            begin, end = _span(places, start, at, len(text))
            has_letters = any(character.isalnum() for character in token.text)
            if rewritten and has_letters:
                begin, end = _whole_word(text, begin, end)
            if has_letters:
                begin, end = _bare(text, begin, end)
            if phonemes:
                sounds.append(Sound(phonemes, begin, end, has_letters and (begin >= said or not rewritten)))
                said = end if has_letters else said
            elif has_letters:
                missed += [character for character in text[begin:end] if character.isalnum()]
            if token.whitespace and sounds and not sounds[-1].phonemes.endswith(" "):
                sounds.append(Sound(" ", end, end))
        if not any(sound.word for sound in sounds):
            # Stops and blanks alone: a voice would breathe at them.
            return Spelt((), unspoken + "".join(missed))
        return Spelt(tuple(sounds), unspoken + "".join(missed))


@cache
def vocabulary() -> dict[str, int]:
    """The number of each phoneme, the same for hibari and Kokoro (v1.0)."""
    import json

    from hibari.tts import ASSETS

    with open(f"{ASSETS}/vocab.json", encoding="utf-8") as file:  # noqa: PTH123 (the package gives a string)
        found: dict[str, int] = json.load(file)
    return found


@cache
def _known_letters() -> frozenset[str]:
    """Letters beyond ASCII that the guesser of unknown words has learnt."""
    import json

    from hibari.tts import ASSETS

    with open(f"{ASSETS}/oov.json", encoding="utf-8") as file:  # noqa: PTH123 (the package gives a string)
        found = frozenset(json.load(file)["in"])
    return frozenset(
        letter for letter in found if letter.isalpha() and "LATIN" in unicodedata.name(letter, "")
    )


def _prepare(text: str) -> tuple[str, list[int], str]:
    """``text`` in letters that the dictionary knows, the place in ``text`` of each, and what there is no way to say."""
    if text.isascii() and "](" not in text and not _WORD.search(text):
        return text, list(range(len(text))), ""
    pieces: list[str] = []
    places: list[int] = []
    unspoken: list[str] = []
    letters = 0
    for place, character in enumerate(text.translate(_SAME_LENGTH)):
        piece = _letters_for(character)
        if piece is None:
            unspoken.append(text[place])
            piece = " "
        if character == "(" and pieces and pieces[-1] == "]":
            piece = " ("  # "](" is a command of the package's
        letters = letters + len(piece) if piece.isalnum() else 0
        if letters > _LONGEST_WORD:
            piece, letters = " " + piece, len(piece)
        pieces.append(piece)
        places += [place] * len(piece)
    return "".join(pieces), places, "".join(unspoken)


@cache
def _letters_for(character: str) -> str | None:
    if character.isascii() or character in _SPOKEN_SIGNS or character in vocabulary():
        return character if not unicodedata.category(character).startswith("C") else " "
    if character in _known_letters():
        return character
    lower = character.lower()
    if lower in _GREEK_NAMES:
        return f" {_GREEK_NAMES[lower]} "
    if lower in _LETTERS:
        return _LETTERS[lower].upper() if character.isupper() else _LETTERS[lower]
    plain = unicodedata.normalize("NFKD", character)
    base = "".join(piece for piece in plain if not unicodedata.combining(piece))
    if base and base.isascii() and base != character:
        return base
    if lower[0] in _GREEK_NAMES or base.lower()[:1] in _GREEK_NAMES:
        return f" {_GREEK_NAMES[base.lower()[:1]]} "
    return " " if unicodedata.category(character) in _PUNCTUATION_WITHOUT_PHONEME else None


def _normalised(text: str, places: list[int]) -> tuple[str, list[int]]:
    """``text`` after the package's own reading rules (what ours left: they have come first), and the place of each character in the source."""
    from hibari.g2p.normalize import normalize

    result: str = normalize(text)
    if result == text:
        return text, places
    moved: list[int] = []
    for _, old, old_end, new, new_end in difflib.SequenceMatcher(
        None, text, result, autojunk=False
    ).get_opcodes():
        width = max(1, old_end - old)
        moved += [places[min(old + min(step, width - 1), len(places) - 1)] for step in range(new_end - new)]
    return result, moved


def _whole_word(text: str, start: int, end: int) -> tuple[int, int]:
    """Where rules have put words for signs ("3/4/2024"), places are only sure to the blanks around them."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the stops and marks at either end; all of it where it is nothing else."""
    first, last = start, end
    while first < last and not (text[first].isalnum() or unicodedata.category(text[first]).startswith("S")):
        first += 1
    while last > first and not (
        text[last - 1].isalnum() or unicodedata.category(text[last - 1]).startswith(("S", "M"))
    ):
        last -= 1
    return (first, last) if first < last else (start, end)


def _span(places: list[int], start: int, end: int, length: int) -> tuple[int, int]:
    """Places in the source of characters ``start`` to before ``end``."""
    inside = places[start:end]
    if not inside:
        at = places[start] if start < len(places) else length
        return at, at
    return inside[0], max(inside) + 1
