"""Options and the plan that all speech formats share: a part is a chapter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pydantic import Field

from converters.book import Book, text_of_book
from converters.chapters import Chapter, chapters
from converters.errors import BadOptions
from converters.lexicon import LexiconOptions, corrections_of, lexicon_of, pronunciations_of
from converters.protocol import Conversion, Part
from converters.speech.choices import Choices, CodeChoice, NotesChoice, Verbosity, choices_of
from converters.speech.narrate import Narration, narrate
from converters.speech.notes import NoteIndex, index_notes
from converters.speech.pinyin import Readings, readings, readings_by
from converters.speech.voices import VoiceTable, wishes_of

_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_SAMPLE: Final = 20_000


class SpeechTextOptions(LexiconOptions):
    """What is said."""

    verbosity: Verbosity = Field(
        "standard",
        title="How much to say",
        description="main-text: the running text only. standard: also notes, descriptions of pictures, table details and code. "
        "everything: also page numbers, where notes are called, and the signs in code. Each of these can be chosen singly too.",
    )
    notes: NotesChoice | None = Field(
        None,
        title="Notes",
        description="Where notes are read: after the sentence that calls them, at the end of their section, or not at all. Unless given, the level of detail decides.",
    )
    print_pages: bool | None = Field(
        None,
        title="Print page numbers",
        description="Where a page of the printed book begins, for reading along with others; only if the book says so.",
    )
    pictures: bool | None = Field(
        None,
        title="Pictures",
        description="Read the descriptions of pictures, and say where one has none. Unless given, the level of detail decides.",
    )
    table_details: bool | None = Field(
        None,
        title="Table details",
        description="Say how large a table is, which column each cell stands in, which cells are empty, and where it ends. Unless given, the level of detail decides.",
    )
    code: CodeChoice | None = Field(
        None,
        title="Program code",
        description="Read program code as words, spell its signs and indentation too, or leave it out. Unless given, the level of detail decides.",
    )

    @property
    def choices(self) -> Choices:
        """The level, with what was chosen singly."""
        return choices_of(
            self.verbosity,
            notes=self.notes,
            print_pages=self.print_pages,
            pictures=self.pictures,
            table_details=self.table_details,
            code=self.code,
        )


class SpeechOptions(SpeechTextOptions):
    """What is said, and by whom."""

    voice: str | None = Field(
        None,
        title="Voice",
        description="Voices or engines by name, separated by commas, the preferred first, each for the languages it speaks; the command voices lists them. Otherwise chosen by language. Online voices (gtts) send the text of the book out of the house, to Google; they work only where that was allowed.",
        max_length=200,
    )
    rate: float = Field(
        1.0,
        title="Speed",
        description="How fast to speak: 1 is the usual speed, 0.5 half, 2 twice.",
        ge=0.5,
        le=3.0,
    )
    pitch: float = Field(
        1.0,
        title="Pitch",
        description="How high to speak, where the voice can: 1 is its usual pitch, 0.5 lower, 2 higher.",
        ge=0.5,
        le=2.0,
    )


@dataclass(frozen=True, slots=True)
class Narrator:
    """Makes the script of a part; one a process and conversion, since the notes are looked up once."""

    book: Book
    voices: VoiceTable
    chapters: dict[str, Chapter]
    notes: NoteIndex
    readings: Readings
    conversion: Conversion

    def narrate(self, part: Part) -> Narration:
        """The script of ``part``."""
        options = self.conversion.options
        return narrate(
            self.book,
            self.conversion.sentences,
            self.chapters[part.key],
            options.choices,
            can_speak=self.can_speak,
            notes=self.notes,
            readings=self.readings,
            respell=pronunciations_of(options).respell,
        )

    @property
    def can_speak(self) -> Callable[[str], bool]:
        """Whether some voice speaks a language."""
        return lambda tag: self.voices.voice_for(tag) is not None


_latest: list[Narrator] = []


def _readings(conversion: Conversion) -> Readings:
    """Readings under the corrections of the library and of this book; Taiwan's standard for books from there."""
    taiwan = "tw" in conversion.book.metadata.language.lower().split("-")
    if not taiwan and not corrections_of(conversion.options):
        return readings
    return readings_by(lexicon_of(conversion.options), "taiwan" if taiwan else "mainland")


def narrator_for(conversion: Conversion) -> Narrator:
    """The narrator of ``conversion``; the latest is kept, a worker has only one."""
    if _latest and _latest[0].conversion is conversion:
        return _latest[0]
    options = conversion.options
    notes = index_notes(conversion.book) if options.choices.notes == "at-reference" else NoteIndex({}, {})
    narrator = Narrator(
        conversion.book,
        voice_table(options),
        {chapter.key: chapter for chapter in chapters(conversion.book)},
        notes,
        _readings(conversion),
        conversion,
    )
    _latest[:] = [narrator]
    return narrator


def voice_table(options: SpeechTextOptions) -> VoiceTable:
    """Who speaks. Raises :class:`BadOptions` ``unknown-voice``."""
    name = options.voice if isinstance(options, SpeechOptions) else None
    return VoiceTable(*wishes_of(name))


def plan_chapters(conversion: Conversion) -> tuple[Part, ...]:
    """A part a chapter; ``data`` has ``file`` (a file name without its ending, ASCII), ``number`` and ``of``.

    Raises :class:`BadOptions` ``speech-no-voice`` for a book whose language no voice speaks and whose letters none knows.
    """
    _refuse_silence(conversion.book, voice_table(conversion.options))
    found = chapters(conversion.book)
    return tuple(
        Part(
            chapter.key,
            chapter.title,
            chapter.sections,
            chapter.weight,
            {"file": f"{chapter.key}-{slug(chapter.title)}", "number": number, "of": len(found)},
        )
        for number, chapter in enumerate(found, 1)
    )


def _refuse_silence(book: Book, voices: VoiceTable) -> None:
    if voices.voice_for(book.metadata.language) is not None:
        return
    letters = [c for c in text_of_book(book)[:_SAMPLE] if c.isalpha()]
    if letters and sum(1 for c in letters if _LATIN.match(c)) < len(letters) / 2:
        raise BadOptions("speech-no-voice", language=book.metadata.language)


def slug(title: str, most: int = 40) -> str:
    """``title`` as a part of a file name that every player and file system takes: ASCII letters, digits, hyphens; else "chapter"."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    return words[:most].rstrip("-") if re.search("[a-z]", words) else "chapter"
