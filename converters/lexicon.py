"""Corrections that people make once and that hold everywhere: the lexicon as an option of every format that reads Chinese or speaks.

One file corrects the braille and the speech alike. Its Chinese entries say how words are read and divided (layers and file format:
:mod:`converters.language.chinese.lexicon`), the others how words are pronounced (:mod:`converters.speech.pronunciation`). Options hold the *lines* of the
file, not its name, so that a recipe says all that a conversion depends on.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from pydantic import Field, JsonValue

from converters.protocol import ConverterOptions

if TYPE_CHECKING:
    from converters.language.chinese import Lexicon
    from converters.speech.pronunciation import Pronunciations

IS_FILE: Final[dict[str, JsonValue]] = {"file": True}
"""Marks an option whose value is the text of a file: the command line takes the file's name, a form takes an upload."""
_MOST: Final = 5_000_000


class LexiconOptions(ConverterOptions):
    """Corrections of words and readings."""

    lexicon: str = Field(
        "",
        max_length=_MOST,
        title="Corrections for this book",
        description="A lexicon file: how Chinese words of this book are read and divided, and how other words are pronounced.",
        json_schema_extra=IS_FILE,
    )
    library_lexicon: str = Field(
        "",
        max_length=_MOST,
        title="Corrections of the library",
        description="A lexicon file that holds for all books of a library; the corrections for this book go before it.",
        json_schema_extra=IS_FILE,
    )


def corrections_of(options: Any) -> str:
    """A short name for what ``options`` add to the shipped lexicon: "" for nothing, the same for the same lines."""
    texts = [getattr(options, name, "") for name in LexiconOptions.model_fields]
    return (
        hashlib.sha256("\x1f".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        if any(texts)
        else ""
    )


def lexicon_of(options: Any) -> Lexicon:
    """The shipped lexicon with the layers that ``options`` add.

    BadInput ``lexicon-bad-line`` or ``pronunciation-bad-line`` names the first line that does not fit.
    """
    return _lexicon(getattr(options, "library_lexicon", ""), getattr(options, "lexicon", ""))


@lru_cache(maxsize=4)
def _lexicon(library: str, book: str) -> Lexicon:
    from converters.language.chinese.lexicon import Lexicon, parse_lexicon

    lexicon = Lexicon.shipped()
    _pronunciations(library, book)  # nobody should find out only with the next format that a line is wrong
    if library:
        lexicon = lexicon.with_entries("library", parse_lexicon(library))
    if book:
        lexicon = lexicon.with_entries("book", parse_lexicon(book))
    return lexicon


def pronunciations_of(options: Any) -> Pronunciations:
    """The shipped pronunciations with the layers that ``options`` add. BadInput ``pronunciation-bad-line`` names the first line that does not fit."""
    return _pronunciations(getattr(options, "library_lexicon", ""), getattr(options, "lexicon", ""))


@lru_cache(maxsize=4)
def _pronunciations(library: str, book: str) -> Pronunciations:
    from converters.speech.pronunciation import Pronunciations, parse_pronunciations

    found = Pronunciations.shipped()
    if library:
        found = found.with_entries("library", parse_pronunciations(library))
    if book:
        found = found.with_entries("book", parse_pronunciations(book))
    return found
