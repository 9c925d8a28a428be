"""Puts pieces of cells one after the other, with the blanks between them, and remembers where they came from."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

from converters.braille.chinese.cells import BLANK
from converters.braille.chinese.english import English, run_cells
from converters.braille.chinese.latin import latin_cells, letters_of
from converters.braille.chinese.numbers import (
    BETWEEN,
    CONNECTOR,
    MINUS,
    ORDINAL_POINT,
    circled_number_cells,
    number_cells,
)
from converters.braille.chinese.punctuation import (
    MARKS,
    STRAIGHT_QUOTES,
    Mark,
    Role,
    blanks_between,
    marks_in,
)
from converters.braille.chinese.settings import GfSettings
from converters.braille.chinese.symbols import SUBSTITUTE, is_silent, name_of, symbol
from converters.braille.chinese.words import EncodedWord, encode_word
from converters.errors import Finding
from converters.language.chinese.model import Word

_CACHE_LIMIT: Final = 200_000
_caches: Final[dict[GfSettings, dict[tuple[object, ...], EncodedWord]]] = {}
_BREAK_AFTER: Final = frozenset((MARKS["—"].cells, MARKS["·"].cells))


class Writer:
    """One text on its way to cells. The methods named after kinds of words are called in reading order."""

    def __init__(self, settings: GfSettings, english: English | None) -> None:
        self.settings = settings
        self.english = english
        self.blanks = blanks_between(after_stop=settings.blank_after_sentence_end)
        self.cache = _caches.setdefault(settings, {})
        self.pieces: list[str] = []
        self.length = 0
        self.spans: list[tuple[int, int, int, int]] = []
        self.free_breaks: list[int] = []
        self.connector_breaks: list[int] = []
        self.role = Role.START
        self.first: Word | None = None
        self.last: Word | None = None
        self.space_wanted = False
        self.open_quotes: set[str] = set()
        self.unreadable: Counter[str] = Counter()
        self.first_at: dict[str, int] = {}

    # --- kinds of words ----------------------------------------------------------------------------------------------

    def han(self, word: Word) -> None:
        """A written word of Han characters."""
        key = (word.text, word.readings, word.keep_tone)
        entry = self.cache.get(key)
        if entry is None:
            if len(self.cache) >= _CACHE_LIMIT:
                self.cache.clear()
            entry = encode_word(word.text, word.readings, word.keep_tone, self.settings)
            self.cache[key] = entry
        last = self.last
        if self.role is not Role.WORD or self.space_wanted or last is None:
            self.gap(Role.WORD)
        elif last.kind in ("number", "latin") and self.settings.number_link == "connector":
            self.put(CONNECTOR)
        else:
            self.gap(Role.WORD)
        start = self.length
        self.put(entry.cells)
        if word.end - word.start == len(word.text):
            ink, places = word.start, entry.places
            place = start
            for stop in places[1:]:
                self.spans.append((ink, ink + 1, place, start + stop))
                ink += 1
                place = start + stop
        else:
            self.spans.append((word.start, word.end, start, self.length))
        for offset in entry.breaks:
            self.connector_breaks.append(start + offset)
        if entry.unreadable:
            self.note(entry.unreadable, word.start)
        self.role, self.last = Role.WORD, word

    def number(self, word: Word) -> None:
        """Digits; joined to 第, and to letters and numbers that touch them."""
        found = number_cells(word.text, self.settings.decimal_point)
        if found is None:
            self.mixed(word)
            return
        if not self.length:
            self.first = word
        last = self.last
        joined = last is not None and (last.kind in ("number", "latin") or last.text.endswith("第"))
        self.gap(Role.WORD, joined=joined and self.role is Role.WORD)
        self.characters(word, found)
        self.role, self.last = Role.WORD, word

    def latin(self, word: Word) -> None:
        """A Latin word, letter by letter."""
        found = latin_cells(word.text)
        if self.english and (None in found or not word.text.isascii()):  # UEB has signs for accents
            self.english_run((word,), self.english)
            return
        joined = self.role is Role.WORD and self.last is not None and self.last.kind in ("number", "latin")
        self.gap(Role.WORD, joined=joined)
        self.characters(
            word,
            [self.fallback(c, word.start) if f is None else f for c, f in zip(word.text, found, strict=True)],
        )
        self.role, self.last = Role.WORD, word

    def english_run(self, words: Sequence[Word], english: English) -> None:
        """A run of English by the English translator; character by character where that has no cells."""
        text = "".join(word.text for word in words)
        pieces, sound = run_cells(text, english)
        if not sound:  # the translator has no cells for something in it
            for word in words:
                self.spelled(word, alone=len(words) == 1)
            return
        self.gap(Role.WORD)
        at = 0
        for word in words:
            self.characters(word, pieces[at : at + len(word.text)])
            at += len(word.text)
        self.role, self.last = Role.WORD, words[-1]

    def space(self, word: Word) -> None:
        """Blanks of print are a wish for one blank; full-width ones mean two cells each (GB/T 44725, 4.5.2.3), an end of line one."""
        cells = 2 * word.text.count("\u3000") or int("\n" in word.text)
        start = self.length
        if cells and self.role is not Role.START:
            self.put(BLANK * cells)
            self.role, self.space_wanted = Role.START, False
        else:
            self.space_wanted = self.role is not Role.START
        self.spans.append((word.start, word.end, start, self.length))

    def marks(self, word: Word, following: Word | None = None) -> None:
        """Punctuation and signs; ``following`` is the next word, for marks inside numbers."""
        aligned = word.end - word.start == len(word.text)
        ink = word.start
        if self.is_minus(word, following):
            self.gap(Role.WORD)
        for piece, standard in marks_in(word.text):
            end = ink + len(piece) if aligned else word.end
            mark = self.in_number(word, following) or standard or self.other_mark(piece)
            if mark is None:
                self.single(piece, ink, end)
            else:
                self.gap(mark.role)
                start = self.length
                self.put(mark.cells)
                self.spans.append((ink, end, start, self.length))
                self.role = mark.role
            ink = end if aligned else ink
        self.last = word

    def spelled(self, word: Word, *, alone: bool) -> None:
        """A word of a run that could not be written as English; ``alone`` when it was all of it."""
        if word.kind == "space":
            self.space(word)
        elif word.kind in ("punctuation", "other"):
            self.marks(word)
        elif word.kind == "number" or alone:
            self.number(word)
        else:
            self.latin(word)

    def mixed(self, word: Word) -> None:
        """A word that its kind does not explain: character by character."""
        found = latin_cells(word.text)
        self.gap(Role.WORD)
        self.characters(
            word,
            [self.fallback(c, word.start) if f is None else f for c, f in zip(word.text, found, strict=True)],
        )
        self.role, self.last = Role.WORD, word

    # --- single characters -------------------------------------------------------------------------------------------

    def single(self, character: str, start: int, end: int) -> None:
        """A character that is neither a mark nor a sign of ours."""
        if is_silent(character) or unicodedata.combining(character):
            self.spans.append((start, end, self.length, self.length))
            return
        if character.isspace():
            self.spans.append((start, end, self.length, self.length))
            self.space_wanted = self.role is not Role.START
            return
        # Signs of one picture made of several characters stay together.
        self.gap(Role.WORD, joined=bool(self.pieces) and self.pieces[-1] == SUBSTITUTE)
        place = self.length
        self.put(self.fallback(character, start))
        self.spans.append((start, end, place, self.length))
        self.role = Role.WORD

    def fallback(self, character: str, ink: int) -> str:
        """Cells for a character out of its place: a mark, a sign, a letter, an English sign, else the substitute."""
        found = MARKS.get(character) or symbol(character)
        if found is not None:
            return found.cells
        other = circled_number_cells(character) or letters_of(character)
        if other:
            return other
        plain = unicodedata.normalize("NFKC", character)
        if len(plain) == 1 and plain != character:  # ￥ and other wide forms
            return self.fallback(plain, ink)
        if is_silent(character) or character.isspace() or unicodedata.combining(character):
            return ""
        if (
            self.english
            and character.isprintable()
            and (character <= "\u03ff" or "\u20a0" <= character <= "\u214f")
        ):
            pieces, sound = run_cells(character, self.english)
            if sound:
                return pieces[0]
        self.note(character, ink)
        return SUBSTITUTE

    def is_minus(self, word: Word, following: Word | None) -> bool:
        """Whether a hyphen is the sign of the number after it, which is a word of its own then: 今天 -5 ℃."""
        return (
            word.text in MINUS
            and following is not None
            and (following.kind, following.start) == ("number", word.end)
            and self.last is not None
            and self.last.kind == "han"
        )

    def in_number(self, word: Word, following: Word | None) -> Mark | None:
        """8:30 keeps together, and the stop of a list's "1." is no full stop."""
        last = self.last
        if last is None or last.kind != "number" or last.end != word.start:
            return None
        if (
            word.text in BETWEEN
            and following is not None
            and (following.kind, following.start) == ("number", word.end)
        ):
            return Mark(BETWEEN[word.text], Role.LINK)
        if word.text in (".", "．") and last is self.first:
            return Mark(ORDINAL_POINT, Role.CLOSE)
        return None

    def other_mark(self, character: str) -> Mark | None:
        """Straight quotation marks, which open and close by turns, and signs."""
        if character in STRAIGHT_QUOTES:
            opening, closing = STRAIGHT_QUOTES[character]
            self.open_quotes ^= {opening}
            return MARKS[opening if opening in self.open_quotes else closing]
        return symbol(character)

    # --- pieces ------------------------------------------------------------------------------------------------------

    def gap(self, role: Role, *, joined: bool = False) -> None:
        """The blank, if one is due, between what stands last and a piece of ``role``; else perhaps a place to end a line."""
        if self.space_wanted:
            self.space_wanted = False
            if role in (Role.WORD, Role.OPEN, Role.LINK) and self.role is not Role.OPEN:
                self.put(BLANK)
                return
        if self.blanks[self.role][role] and not joined:
            self.put(BLANK)
        elif role in (Role.WORD, Role.OPEN) and (
            self.role is Role.STOP or (self.role is Role.LINK and self.pieces[-1] in _BREAK_AFTER)
        ):
            self.free_breaks.append(self.length)

    def characters(self, word: Word, found: Sequence[str]) -> None:
        """The cells of each character of ``word``, with their spans."""
        if word.end - word.start != len(word.text):
            start = self.length
            self.put("".join(found))
            self.spans.append((word.start, word.end, start, self.length))
            return
        ink = word.start
        for piece in found:
            start = self.length
            self.put(piece)
            self.spans.append((ink, ink + 1, start, self.length))
            ink += 1

    def put(self, piece: str) -> None:
        """Write cells."""
        self.pieces.append(piece)
        self.length += len(piece)

    def note(self, characters: str, ink: int) -> None:
        """Remember characters that got the substitute."""
        for character in characters:
            self.unreadable[character] += 1
            self.first_at.setdefault(character, ink)

    def findings(self) -> tuple[Finding, ...]:
        """What could not be written."""
        return tuple(
            Finding(
                "braille-character-without-cells",
                {"character": character, "code_point": name_of(character), "count": count},
                where=str(self.first_at[character]),
            )
            for character, count in self.unreadable.items()
        )
