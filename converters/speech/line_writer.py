"""Writes lines of a script: sentences of a leaf cut by language, written out, with what stands between their words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from converters.book import Image, Math
from converters.language import Sentence
from converters.language.maths import LOCALES, say_formula
from converters.language.tags import base_language, is_chinese, is_traditional
from converters.speech.normalise import HAN, Written, chinese, count_words, english
from converters.speech.phrases import language_name, phrase, phrase_language
from converters.speech.pinyin import Readings, readings
from converters.speech.runs import Piece, Run, split_by_script
from converters.speech.script import Item, Language, Mark, Pause, Say
from converters.speech.tally import Tally

SENTENCE_PAUSE: Final = 0.25

_BRITISH: Final = frozenset(["gb", "ie", "au", "nz", "za", "in", "hk", "sg", "my"])
"""Regions that write the day before the month."""
_INVISIBLE: Final = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f\x00-\x08\x0e-\x1f\x7f]"
)
_BLANKS: Final = re.compile(r"\s+")
_RAISED_MARK: Final = re.compile(r"[\d*†‡,\s]+")
_LATIN_LETTERS: Final = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_HAN: Final = re.compile(f"[{HAN}]")
_SAID_BY_RULES: Final = "°℃℉®©™№→"
_SUSPECT: Final = re.compile(
    "[^\\w\\s.,;:!?'\"()\\[\\]{}“”‘’„‚«»‹›…—–\\-/&%$£€¥+=<>@#*°§|\\\\~^`，。！？；：、（）《》〈〉「」『』【】〔〕·¿¡]|[\ue000-\uf8ff]"
)


class LineWriter:
    """Collects ``items`` and keeps the ``tally``. ``can_speak`` says whether a language (BCP 47) has a voice; ``readings`` reads Chinese."""

    def __init__(
        self, language: str, can_speak: Callable[[str], bool], readings: Readings = readings
    ) -> None:
        self.items: list[Item] = []
        self.tally = Tally()
        self.language = language
        self._words = phrase_language(language)
        self._words_language = language if is_chinese(language) or self._words != "en" else "en"
        self._chinese = language if is_chinese(language) else "zh"
        self._can_speak = can_speak
        self._readings = readings
        self._speaking = ""
        self._without_voice = ""
        self._prefix = ""

    # --- our own words ---

    def phrase(self, name: str, /, **values: str | int) -> str:
        """Our words in the book's language."""
        return phrase(self._words, name, **values)

    def announce(self, text: str, mark: str = "", pause: float = SENTENCE_PAUSE) -> None:
        """A line of our own."""
        self.mark(mark)
        self._say(Run(text, self._words_language))
        self.pause(pause)

    def mark(self, name: str) -> None:
        """Here is a place, whether or not anything is said."""
        self.items.append(Mark(name))

    def prefix(self, text: str) -> None:
        """Our words before the next line's: "Picture: ", a column's header, a number in a list."""
        self._prefix += text

    @property
    def has_prefix(self) -> bool:
        """Whether such words are waiting for a line."""
        return bool(self._prefix)

    def flush_prefix(self) -> None:
        """Say waiting words on a line of their own, where no line came."""
        if self._prefix:
            text, self._prefix = self._prefix, ""
            self.announce(text)

    def drop_prefix(self) -> None:
        """Waiting words that turned out to stand before nothing."""
        self._prefix = ""

    def pause(self, seconds: float) -> None:
        """Silence, of which the longest of several in a row counts."""
        if self.items and isinstance(self.items[-1], Pause):
            self.items[-1] = Pause(max(seconds, self.items[-1].seconds))
        elif self.items:
            self.items.append(Pause(seconds))

    # --- the book's words ---

    def sentence(self, sentence: Sentence, pieces: Sequence[Piece], *, heading: bool = False) -> None:
        """One sentence. ``pieces`` are its own, in order: pieces of its leaf cut to it, and formulas and pictures without text."""
        self.mark(sentence.id)
        self._say_prefix()
        words = count_words("".join(piece.text for piece in pieces))
        replaced = unspoken = 0
        for run, source_words in self._runs(pieces):
            changed, silent = self._say(run, heading=heading)
            replaced += changed if source_words is None else source_words
            unspoken += silent
        unspoken = min(words, unspoken)
        replaced = min(words - unspoken, replaced)
        self.tally.words += words
        self.tally.unspoken += unspoken
        self.tally.replaced += replaced
        self.tally.spoken += words - unspoken - replaced

    def skip(self, words: int) -> None:
        """So many words are left out by choice."""
        self.tally.words += words
        self.tally.skipped += words

    def _say_prefix(self) -> None:
        if self._prefix:
            text, self._prefix = self._prefix, ""
            self._say(Run(text, self._words_language))

    def _runs(self, pieces: Sequence[Piece]) -> Iterator[tuple[Run, int | None]]:
        """Runs in order; with a run that is ours (a formula in words), the number of the book's words it stands for."""
        text, language = "", ""
        for piece in pieces:
            own = self._own_run(piece)
            if own is None and text and piece.language != language and not piece.text.strip():
                text += piece.text
                continue
            if text and (own is not None or piece.language != language):
                yield from ((run, None) for run in split_by_script(text, language, self._chinese))
                text = ""
            if own is not None:
                yield own
                continue
            # "1879" with a raised "1" is not 18791.
            apart = piece.kind == "raised" and _RAISED_MARK.fullmatch(piece.text)
            text += f" {piece.text} " if apart else piece.text
            language = piece.language
        if text:
            yield from ((run, None) for run in split_by_script(text, language, self._chinese))

    def _own_run(self, piece: Piece) -> tuple[Run, int | None] | None:
        """What is said for a formula or a picture; None for ordinary text. Blanks keep "Then<math/>holds" from becoming one word."""
        match piece.source:
            case Math() | Image() if piece.continued:
                return Run("", piece.language), None
            case Math(mathml=mathml, alternative=alternative):
                formula = say_formula(mathml, alternative, piece.language)
                if formula.by == "linear":
                    if base_language(piece.language) in LOCALES:
                        self.tally.formulas_without_rules += 1
                    else:
                        self.tally.formulas_read_out += 1
                replaced = None if formula.by == "alternative" else count_words(piece.text)
                return Run(f" {formula.text} ", piece.language), replaced
            case Image(alternative=None):
                self.tally.pictures_without_description += 1
                return Run(f" {self.phrase('picture-without-description')} ", self._words_language), 0
            case Image(alternative=alternative) if piece.text:
                return Run(f" {self.phrase('picture')}{alternative}, ", piece.language), None
            case _:
                return None

    def _say(self, run: Run, *, heading: bool = False) -> tuple[int, int]:
        """Say a run; returns how many of its words were replaced and how many could not be said."""
        text = _INVISIBLE.sub("", _BLANKS.sub(" ", run.text))
        if not text or (text.isspace() and not self._in_line()):
            return 0, 0
        language = run.language
        if not self._can_speak(language):
            if any(c.isalpha() for c in text):
                language, unspoken = self._without(text, language)
                if unspoken:
                    return 0, unspoken
            else:
                language = self._fallback()
        elif any(c.isalnum() for c in text):
            self._without_voice = ""
        text = self._signs(text, language)
        written = _write_out(text, language, heading=heading)
        if language != self._speaking:
            self.items.append(Language(language))
            self._speaking = language
        if is_chinese(language):
            syllables = self._readings(written.text)
            written, syllables = self._without_reading(written, syllables)
            self.items.append(Say(written.text, syllables))
        else:
            self.items.append(Say(written.text))
        return written.replaced, 0

    def _in_line(self) -> bool:
        return bool(self.items) and isinstance(self.items[-1], Say)

    def _fallback(self) -> str:
        return self.language if self._can_speak(self.language) else "en"

    def _without(self, text: str, language: str) -> tuple[str, int]:
        """A language without a voice: announced once, then read by the book's voice if that knows the letters, else counted."""
        count = count_words(text)
        self.tally.languages[language] += count
        readable = bool(_LATIN_LETTERS.search(text))
        if self._without_voice != language:
            self._without_voice = language
            name = language_name(language, self._words)
            words = self.phrase("foreign" if readable else "unspeakable", language=name)
            self._say_here(words)
        return self._fallback(), 0 if readable else count

    def _say_here(self, words: str) -> None:
        """Our words inside a line, whatever comes before and after."""
        kept = self._without_voice
        self._say(Run(f" {words} ", self._words_language if self._can_speak(self._words_language) else "en"))
        self._without_voice = kept

    def _signs(self, text: str, language: str) -> str:
        """Characters that no voice says: private and unassigned ones become our word for them, emoji their name, ornaments nothing."""
        if not _SUSPECT.search(text):
            return text
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
                self.tally.characters[character] += 1
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
                self.tally.characters[character] += 1
            else:
                pieces.append(character)
        return "".join(pieces)

    def _without_reading(
        self, written: Written, syllables: tuple[str, ...]
    ) -> tuple[Written, tuple[str, ...]]:
        """Rare characters nobody has a reading for: our word for them is said in their place."""
        if all(syllables):
            return written, syllables
        found = iter(syllables)
        word = phrase(self._words if self._words.startswith("zh") else "zh-Hans", "unknown-character")
        pieces, replaced = [], 0
        for character in written.text:
            if _HAN.match(character) and not next(found, ""):
                self.tally.characters[character] += 1
                replaced += 1
                pieces.append(word)
            else:
                pieces.append(character)
        text = "".join(pieces)
        return Written(text, written.replaced + replaced), self._readings(text)


def _write_out(text: str, language: str, *, heading: bool) -> Written:
    base = base_language(language)
    if base == "en":
        region = language.lower().rpartition("-")[2]
        written = english(text, heading=heading, british=region in _BRITISH)
    elif is_chinese(language):
        written = chinese(text, traditional=is_traditional(language))
    else:
        written = Written(text)
    return Written(_BLANKS.sub(" ", written.text), written.replaced)
