"""Sentences cut into runs of one language, ready to be written out.

Inline markup says some of it (``lang`` attributes); for the rest the script decides: Chinese characters inside English and Latin words inside
Chinese each go to a voice that can read them.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, Literal

from converters.book import Emphasis, Image, Inline, Link, Math, NoteReference, PageMarker, Ruby, Span
from converters.book.inlines import inline_text
from converters.language import Sentence
from converters.language.tags import base_language
from converters.speech.normalise import HAN
from converters.speech.normalise.chinese_tables import UNITS

PieceKind = Literal["text", "raised", "lowered", "math", "picture", "note", "page"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a leaf's text, or a mark without text (``start == end``) with the inline it comes from."""

    start: int
    end: int
    text: str
    kind: PieceKind
    language: str
    source: Inline
    continued: bool = False
    """Whether an earlier sentence has the beginning of it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one language; ``written``: already written out as they are said."""

    text: str
    language: str
    written: bool = False


_SCRIPTED: Final[dict[str, PieceKind]] = {"superscript": "raised", "subscript": "lowered"}


def pieces_of(content: Iterable[Inline], language: str) -> list[Piece]:
    """``content`` laid out flat; the texts of all pieces together are :func:`~converters.book.plain_text`."""
    found: list[Piece] = []
    _flatten(content, language, "text", 0, found)
    return found


def _flatten(
    content: Iterable[Inline], language: str, kind: PieceKind, start: int, found: list[Piece]
) -> int:
    for inline in content:
        inherited = getattr(inline, "language", None) or language
        match inline:
            case Emphasis(kind=emphasis, children=children):
                own_kind = _SCRIPTED.get(emphasis, kind)
                start = _flatten(children, inherited, own_kind, start, found)
            case Span(children=children) | Link(children=children):
                start = _flatten(children, inherited, kind, start, found)
            case Ruby(base=base):
                start = _flatten(base, inherited, kind, start, found)
            case _:
                text = inline_text(inline)
                own: PieceKind = kind
                match inline:
                    case Math():
                        own = "math"
                    case Image():
                        own = "picture"
                    case NoteReference():
                        own = "note"
                    case PageMarker():
                        own = "page"
                found.append(Piece(start, start + len(text), text, own, inherited, inline))
                start += len(text)
    return start


def by_sentence(
    sentences: Sequence[Sentence], pieces: Sequence[Piece]
) -> Iterable[tuple[Sentence, list[Piece], list[Piece]]]:
    """Each sentence with the pieces it is made of, cut to it, and the note references it holds or ends with.

    A formula or picture without text stands at one place: at the end of a sentence it belongs to it, after that to the next.
    """
    marks = deque(piece for piece in pieces if piece.start == piece.end)
    worded = [piece for piece in pieces if piece.start < piece.end]
    first = 0
    for number, sentence in enumerate(sentences):
        following = sentences[number + 1].start if number + 1 < len(sentences) else None
        own: list[Piece] = []
        notes: list[Piece] = []
        while marks and (following is None or marks[0].start < following):
            is_note = isinstance(marks[0].source, NoteReference)
            if following is not None and marks[0].start > sentence.end and not is_note:
                break
            mark = marks.popleft()
            if is_note:
                notes.append(mark)
            elif not isinstance(mark.source, PageMarker):
                own.append(mark)
        while first < len(worded) and worded[first].end <= sentence.start:
            first += 1
        for piece in islice(worded, first, None):
            start, end = max(piece.start, sentence.start), min(piece.end, sentence.end)
            if start >= end:
                break
            cut = piece.text[start - piece.start : end - piece.start]
            own.append(replace(piece, start=start, end=end, text=cut, continued=start > piece.start))
        own.sort(key=lambda piece: (piece.start, piece.end))
        yield sentence, own, notes


def stand_in(name: str, pieces: Sequence[Piece], language: str) -> tuple[Sentence, ...]:
    """For a leaf without sentences (a formula without text, a lone picture): one at the leaf's own id."""
    end = pieces[-1].end if pieces else 0
    return (Sentence(name, name, 0, end, language),)


# --- scripts ---------------------------------------------------------------------------------------------------------

_KANA: Final = "\u3041-\u30ff\u31f0-\u31ff"
_SCRIPTS: Final = {
    # script: (its letters, the language a run of it is taken for, the languages written in it)
    "han": (
        HAN,
        "zh",
        frozenset({"zh", "ja", "ko", "yue", "wuu", "hak", "nan", "gan", "hsn", "cjy", "lzh", "cmn"}),
    ),
    "kana": (_KANA, "ja", frozenset({"ja"})),
    "hangul": ("\uac00-\ud7af\u1100-\u11ff\u3130-\u318f", "ko", frozenset({"ko"})),
    "cyrillic": (
        "\u0400-\u052f",
        "ru",
        frozenset(["ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "tt", "ba", "cv"]),
    ),
    "arabic": (
        "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff",
        "ar",
        frozenset(["ar", "fa", "ur", "ug", "ps", "sd", "ckb"]),
    ),
    "hebrew": ("\u0590-\u05ff", "he", frozenset({"he", "yi"})),
    "greek": ("\u0370-\u03ff\u1f00-\u1fff", "el", frozenset({"el", "grc"})),
    "devanagari": ("\u0900-\u097f", "hi", frozenset(["hi", "mr", "ne", "kok", "sa"])),
    "thai": ("\u0e00-\u0e7f", "th", frozenset({"th"})),
    "tibetan": ("\u0f00-\u0fff", "bo", frozenset({"bo", "dz"})),
    "mongolian": ("\u1800-\u18af", "mn", frozenset({"mn"})),
    "georgian": ("\u10a0-\u10ff", "ka", frozenset({"ka"})),
    "armenian": ("\u0530-\u058f", "hy", frozenset({"hy"})),
    "tamil": ("\u0b80-\u0bff", "ta", frozenset({"ta"})),
    "bengali": ("\u0980-\u09ff", "bn", frozenset({"bn", "as"})),
}
_SCRIPT_RUN: Final = re.compile(
    "|".join(
        f"(?P<{name}>[{letters}]+(?:[\\s，、。！？：；「」『』《》·.,'’-]*[{letters}]+)*)"
        for name, (letters, _, _) in _SCRIPTS.items()
    )
)
_ANY_SCRIPT: Final = re.compile(f"[{''.join(letters for letters, _, _ in _SCRIPTS.values())}]")
_GREEK_WORD: Final = re.compile("[\u0370-\u03ff\u1f00-\u1fff]{2}")
_NOT_LATIN: Final = frozenset(language for _, _, languages in _SCRIPTS.values() for language in languages)
_LATIN_LETTER: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_UNIT: Final = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_LATIN: Final = re.compile(
    rf"(?<=\d)\s?(?P<unit>{_UNIT})(?![A-Za-z])"
    rf"|[{_LATIN_LETTER}](?:(?:[{_LATIN_LETTER}0-9'’.,:;/@&_?=%~+-]|\s(?=[{_LATIN_LETTER}]|\d[\d,.]*\s[{_LATIN_LETTER}]))*[{_LATIN_LETTER}])?"
)


def split_by_script(text: str, language: str, chinese: str = "zh") -> Iterator[Run]:
    """``text`` in runs; joined they are ``text``. ``chinese``: the tag for Chinese characters inside another language.

    What stands between two runs (blanks, stops, digits) stays with the language of the text. A single Greek letter stays too: voices name it.
    """
    base = base_language(language)
    if base in _NOT_LATIN:
        yield from _without_latin(text, language)
    elif text.isascii():
        yield Run(text, language)
    else:
        yield from _without_foreign(text, language, base, chinese)


def _without_latin(text: str, language: str) -> Iterator[Run]:
    base, done = base_language(language), 0
    for match in _LATIN.finditer(text):
        if match["unit"]:
            continue
        if match.start() > done:
            yield from _without_foreign(text[done : match.start()], language, base, language)
        yield Run(match.group(), "en")
        done = match.end()
    if done < len(text):
        yield from _without_foreign(text[done:], language, base, language)


def _without_foreign(text: str, language: str, base: str, chinese: str) -> Iterator[Run]:
    done = 0
    for start, end, name in _foreign(text, base):
        if start > done:
            yield Run(text[done:start], language)
        yield Run(text[start:end], chinese if name == "han" else _SCRIPTS[name][1])
        done = end
    if done < len(text):
        yield Run(text[done:], language)


def _foreign(text: str, base: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, script) of each run in a script that ``base`` is not written in."""
    if not _ANY_SCRIPT.search(text):
        return
    for match in _SCRIPT_RUN.finditer(text):
        name = match.lastgroup or ""
        if base in _SCRIPTS[name][2] or (name == "greek" and not _GREEK_WORD.search(match.group())):
            continue
        yield match.start(), match.end(), name
