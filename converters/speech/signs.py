"""Characters that no voice says: each gets a name, our word for what nobody can read, or is counted as left out."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from converters.language.tags import base_language, is_chinese
from converters.speech.normalise import HAN, Written
from converters.speech.phrases import phrase, phrase_language
from converters.speech.tally import Tally

_HAN: Final = re.compile(f"[{HAN}]")
_SAID_BY_RULES: Final = "°℃℉®©™№→"
_SUSPECT: Final = re.compile(
    "[^\\w\\s.,;:!?'\"()\\[\\]{}“”‘’„‚«»‹›…—–\\-/&%$£€¥+=<>@#*°§|\\\\~^`，。！？；：、（）《》〈〉「」『』【】〔〕·¿¡]|[\ue000-\uf8ff]"
)
_ZERO: Final = re.compile("(?<=[一二三四五六七八九〇○])○|○(?=[一二三四五六七八九〇○])")
"""A circle inside a year in Chinese numerals is a zero."""
_TRIANGLE: Final = re.compile("△(?=\\s?[A-Z]{3})")
_ORNAMENT: Final = re.compile("(?:^|(?<=[\\s.!?。！？]))[□■▢◻◼△▲▽▼◇◆●∎⊠⊡❧☙\\s]*[□■▢◻◼△▲▽▼◇◆●∎⊠⊡❧☙]\\s*$")
"""Boxes and the like after the last stop: print's way to say that a proof is over."""


def nameable(text: str, language: str, tally: Tally) -> str:
    """Characters that no voice says: private and unassigned ones become our word for them, emoji their name, ornaments nothing."""
    if (text.isascii() and text.isprintable() and "`" not in text) or not _SUSPECT.search(text):
        return text
    if is_chinese(language):
        text = _ZERO.sub("〇", text)
    if (ornament := _ORNAMENT.search(text)) is not None:
        tally.characters.update(c for c in ornament.group() if not c.isspace())
        text = text[: ornament.start()]
    if "△" in text:
        text = _TRIANGLE.sub("三角形" if is_chinese(language) else "triangle ", text)
    # A sign among words means something ("press ⏎"); a line of nothing but signs is an ornament.
    named = base_language(language) == "en" and any(c.isalnum() for c in text)
    pieces: list[str] = []
    for character in text:
        category = unicodedata.category(character) if _SUSPECT.match(character) else ""
        if (
            category in {"Co", "Cn", "Cs"}
            or character == "\ufffd"
            or (character == "□" and is_chinese(language))
        ):
            tally.characters[character] += 1
            word = phrase(phrase_language(language), "unknown-character")
            if not pieces or pieces[-1] != word:
                pieces.append(word if is_chinese(language) else f" {word} ")
        elif category == "So" and named and character not in _SAID_BY_RULES:
            pieces.append(f" {unicodedata.name(character, '').lower()} ")
        elif (
            category in {"So", "Sk", "Cc", "Cf"}
            and not unicodedata.normalize("NFKC", character).isalnum()
            and character not in _SAID_BY_RULES
        ):
            tally.characters[character] += 1
        else:
            pieces.append(character)
    return "".join(pieces)


def readable(written: Written, syllables: tuple[str, ...], words: str, tally: Tally) -> Written:
    """Rare characters nobody has a reading for (empty in ``syllables``): our word for them, in ``words``, is said in their place."""
    found = iter(syllables)
    word = phrase(words if words.startswith("zh") else "zh-Hans", "unknown-character")
    pieces, replaced = [], 0
    for character in written.text:
        if _HAN.match(character) and not next(found, ""):
            tally.characters[character] += 1
            replaced += 1
            pieces.append(word)
        else:
            pieces.append(character)
    return Written("".join(pieces), written.replaced + replaced)
