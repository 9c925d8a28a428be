"""Writes lines of a script: sentences of a leaf cut by language, written out, with what stands between their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal, TypeAlias

from converters.book import Image, Math
from converters.language import Sentence
from converters.language.maths import LOCALES, say_formula
from converters.language.tags import base_language, is_chinese, is_traditional
from converters.speech.normalise import Written, chinese, count_words, english, spelled
from converters.speech.phrases import counted, language_name, phrase, phrase_language
from converters.speech.pinyin import Readings, readings
from converters.speech.pronunciation import Respell, respell
from converters.speech.raised import resolve
from converters.speech.runs import Piece, Run, split_by_script
from converters.speech.script import Item, Language, Mark, Pause, Say
from converters.speech.signs import nameable, readable
from converters.speech.tally import Tally

SENTENCE_PAUSE: Final = 0.25

Manner: TypeAlias = Literal["text", "heading", "spell"]
"""How a sentence is read: a heading's roman numeral counts, code is spelled sign by sign."""

_BRITISH: Final = frozenset(["gb", "ie", "au", "nz", "za", "in", "hk", "sg", "my"])
"""Regions that write the day before the month."""
_INVISIBLE: Final = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f\x00-\x08\x0e-\x1f\x7f]"
)
_ONE_LINE: Final = re.compile(r"^\s*1 lines\s+Line 1: (.*?)(?:\s+blank)?\s*$", re.DOTALL)
"""How a formula laid out as a table of one row is worded: the layout says nothing."""
_BLANKS: Final = re.compile(r"\s+")
_WITHOUT_BLANKS: Final = frozenset({"th", "lo", "km", "my", "bo", "dz", "ja", "zh"})
"""Written without blanks between words: nobody can say how many there are."""
_STOPS: Final = frozenset(".!?…。！？;；:：")
_SAID: Final = re.compile(r"[^\W_]")
_LATIN_LETTERS: Final = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


class LineWriter:
    """Collects ``items`` and keeps the ``tally``.

    ``can_speak`` says whether a language (BCP 47) has a voice; ``readings`` reads Chinese, ``respell`` mends how other words are said.
    """

    def __init__(
        self,
        language: str,
        can_speak: Callable[[str], bool],
        readings: Readings = readings,
        respell: Respell = respell,
    ) -> None:
        self.items: list[Item] = []
        self.tally = Tally()
        self.language = language
        self._words = phrase_language(language)
        self._words_language = language if is_chinese(language) or self._words != "en" else "en"
        self._chinese = language if is_chinese(language) else "zh"
        self._can_speak = can_speak
        self._readings = readings
        self._respell = respell
        self._speaking = ""
        self._without_voice = ""
        self._silent_words = 0
        self._announced_at = 0
        self._prefix = ""
        self.note_marks = False
        """Whether it is said that a note is called."""

    # --- our own words ---

    def phrase(self, name: str, /, **values: str | int) -> str:
        """Our words in the book's language."""
        return phrase(self._words, name, **values)

    def count_phrase(self, name: str, count: int) -> str:
        """Our words for so many things."""
        return phrase(self._words, counted(self._words, name, count), count=count)

    def announce(self, text: str, mark: str = "", pause: float = SENTENCE_PAUSE) -> None:
        """A line of our own; ``mark`` is the id of what it announces, "" where that has none."""
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

    def flush_prefix(self, mark: str) -> None:
        """Say waiting words on a line of their own, where no line came; ``mark`` is what they announce."""
        if self._prefix:
            text, self._prefix = self._prefix, ""
            self.announce(text, mark)

    def drop_prefix(self) -> None:
        """Waiting words that turned out to stand before nothing."""
        self._prefix = ""

    def pause(self, seconds: float) -> None:
        """Silence, of which the longest of several in a row counts."""
        if self.items and isinstance(self.items[-1], Pause):
            self.items[-1] = Pause(max(seconds, self.items[-1].seconds))
        elif self.items:
            self.items.append(Pause(seconds))

    @staticmethod
    def _has_rules(language: str) -> bool:
        return base_language(language) == "en" or is_chinese(language)

    # --- the book's words ---

    def sentence(
        self, sentence: Sentence, pieces: Sequence[Piece], *, manner: Manner = "text", after: str = ""
    ) -> None:
        """One sentence, then our words ``after`` it. ``pieces`` are its own, in order: pieces of its leaf cut to it, and formulas and pictures without text."""
        self.mark(sentence.id)
        self._say_prefix()
        words = count_words("".join(piece.text for piece in pieces))
        resolved = resolve(pieces, powers=self._has_rules(self.language))
        if resolved.dropped:
            shown = "".join(piece.text for piece in pieces if piece not in resolved.dropped)
            skipped = words - count_words(shown)
            self.tally.skipped += skipped
            self.tally.words += skipped
            words -= skipped
        replaced = unspoken = 0
        for run, source_words in self._runs(resolved.pieces, manner):
            changed, silent = self._say(run, manner=manner)
            replaced += changed if source_words is None else source_words
            unspoken += silent
        for text in (*(self.phrase("note-mark", label=_label(p.text)) for p in resolved.dropped), after):
            if text and self.note_marks:
                self._say_after(text)
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

    def _runs(self, pieces: Sequence[Piece], manner: Manner) -> Iterator[tuple[Run, int | None]]:
        """Runs in order, and how many of the book's words are said otherwise in each; None where only saying it will tell."""
        text, language = "", ""
        for piece in pieces:
            own = self._own_run(piece)
            if own is None and text and piece.language != language and not piece.text.strip():
                text += piece.text
                continue
            if text and (own is not None or piece.language != language):
                yield from self._split(text, language, manner)
                text = ""
            if own is not None:
                yield own
                continue
            text += piece.text
            language = piece.language
        if text:
            yield from self._split(text, language, manner)

    def _split(self, text: str, language: str, manner: Manner) -> Iterator[tuple[Run, int | None]]:
        """``text`` in runs of one script. Chinese is written out first: what "15" is after "iPhone" only the whole sentence shows."""
        if not (is_chinese(language) and self._can_speak(language)):
            yield from ((run, None) for run in split_by_script(text, language, self._chinese))
            return
        written = _write_out(nameable(_clean(text), language, self.tally), language, manner)
        replaced: int | None = written.replaced
        for run in split_by_script(written.text, language, self._chinese):
            own = run.language == language
            yield replace(run, written=own), replaced if own else None
            if own:
                replaced = 0

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
                text = _ONE_LINE.sub(r"\1", formula.text)
                return Run(f" {text} ", piece.language), replaced
            case Image(alternative=None):
                self.tally.pictures_without_description += 1
                return Run(f" {self.phrase('picture-without-description')} ", self._words_language), 0
            case Image(alternative=alternative) if piece.text:
                stop = "" if (alternative or "").rstrip()[-1:] in _STOPS else ","
                return Run(f" {self.phrase('picture')}{alternative}{stop} ", piece.language), None
            case _:
                return None

    def _say(self, run: Run, *, manner: Manner = "text") -> tuple[int, int]:
        """Say a run; returns how many of its words were replaced and how many could not be said."""
        text = _clean(run.text)
        if not text or (text.isspace() and not self._in_line()):
            return 0, 0
        if self._silent_words and len(self.items) - 1 == self._announced_at and not _SAID.search(text):
            return 0, 0  # the stop of a passage that nobody spoke
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
        if run.written and language == run.language:
            written = Written(text)
        else:
            written = _write_out(nameable(text, language, self.tally), language, manner)
        if language != self._speaking:
            self.items.append(Language(language))
            self._speaking = language
        if is_chinese(language):
            syllables = self._readings(written.text)
            if not all(syllables):
                written = readable(written, syllables, self._words, self.tally)
                syllables = self._readings(written.text)
            self.items.append(Say(written.text, syllables))
        else:
            self.items.append(Say(self._respell(written.text, language)))
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
            self._without_voice, self._silent_words = language, 0
            begun = self._in_line() and self.items[-1].text.rstrip()[-1:] not in _STOPS  # type: ignore[union-attr]
            words = self._announcement(language, count, readable=readable)
            self._say_here(f". {words}" if begun and not readable else words)
            self._announced_at = len(self.items) - 1
        elif not readable:
            self._announce_more(language, count)
        self._silent_words += count
        return self._fallback(), 0 if readable else count

    def _announcement(self, language: str, count: int, *, readable: bool) -> str:
        name = language_name(language, self._words)
        if readable:
            return self.phrase("foreign", language=name)
        if base_language(language) in _WITHOUT_BLANKS:
            return self.phrase("unspeakable-passage", language=name)
        kind = counted(self._words, "unspeakable", count)
        return self.phrase(kind, language=name, count=count)

    def _announce_more(self, language: str, count: int) -> None:
        """The passage goes on: what was announced was not yet all of it."""
        earlier = self.items[self._announced_at]
        speaking, items, self.items = self._speaking, self.items, []
        self._say_here(self._announcement(language, self._silent_words + count, readable=False))
        later = self.items[-1]
        self.items, self._speaking = items, speaking
        if isinstance(earlier, Say) and isinstance(later, Say):
            self.items[self._announced_at] = later

    def _say_after(self, words: str) -> None:
        """Our words at the end of a sentence, as one of their own where it has its stop."""
        last = self.items[-1].text.rstrip() if isinstance(self.items[-1], Say) else ""
        stop = "。" if is_chinese(self._words_language) else "."
        own = last.rstrip("\"'”’」』)）")[-1:] in _STOPS
        self._say_here(f" {words[:1].upper()}{words[1:]}{stop}" if own else f", {words}")

    def _say_here(self, words: str) -> None:
        """Our words inside a line, whatever comes before and after."""
        kept = self._without_voice
        blank = "" if words[0] in ",." else " "
        self._say(
            Run(f"{blank}{words} ", self._words_language if self._can_speak(self._words_language) else "en")
        )
        self._without_voice = kept


def _clean(text: str) -> str:
    if text.isprintable() and "  " not in text:
        return text
    return _INVISIBLE.sub("", _BLANKS.sub(" ", text))


def _label(mark: str) -> str:
    return mark.strip().strip("[]()（）［］〔〕【】")


def _write_out(text: str, language: str, manner: Manner) -> Written:
    base = base_language(language)
    if manner == "spell":
        code = spelled(text, phrase_language(language))
        written = _write_out(code.text, language, "text")
        return Written(written.text, max(code.replaced, written.replaced))
    if base == "en":
        region = language.lower().rpartition("-")[2]
        written = english(text, heading=manner == "heading", british=region in _BRITISH)
    elif is_chinese(language):
        written = chinese(text, traditional=is_traditional(language))
    else:
        written = Written(text)
    return Written(_BLANKS.sub(" ", written.text), written.replaced)
