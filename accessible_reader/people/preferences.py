"""How a person reads. Every conversion and page asks here.

The fields for speech, braille and print are called as the converters' options are, and None means: as the converter decides for the book. So a new default of a converter
reaches everybody who never chose otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from accessible_reader.audit import record
from accessible_reader.database import Database, Keys, Session, now
from accessible_reader.errors import BadRecord
from accessible_reader.people.access import lock_person, require
from accessible_reader.people.models import PreferencesRecord
from accessible_reader.people.permissions import Action
from converters.braille.tables import table_named
from converters.errors import BadOptions
from converters.registry import converter_names, get_converter
from converters.run import make_options

_CHINESE: Final = {"yue": "zh", "cmn": "zh"}
_STRICT: Final = ConfigDict(extra="forbid", frozen=True)


class SpeechPreferences(BaseModel):
    """What is heard. Fields are options of the audio formats."""

    model_config = _STRICT

    voice: str | None = Field(default=None, max_length=200)
    """For books in any language that ``voices`` does not name."""
    voices: dict[str, str] = Field(default_factory=dict, max_length=50)
    """Language (``zh``, ``en``) → voice."""
    rate: float | None = Field(default=None, ge=0.5, le=3.0)
    pitch: float | None = Field(default=None, ge=0.5, le=2.0)
    verbosity: Literal["main-text", "standard", "everything"] | None = None
    notes: Literal["at-reference", "end-of-section", "skip"] | None = None
    print_pages: bool | None = None
    pictures: bool | None = None
    table_details: bool | None = None
    code: Literal["spell", "read", "skip"] | None = None
    bitrate: Literal[32, 40, 48, 56, 64] | None = None
    """For cards of little room and lines of little speed."""


class BraillePreferences(BaseModel):
    """What is felt. Fields are options of the braille formats."""

    model_config = _STRICT

    table: str | None = Field(default=None, max_length=200)
    """The scheme; None: 国家通用盲文 for mainland Chinese, UEB for English."""
    grade: Literal[1, 2] | None = None
    cells: int | None = Field(default=None, ge=20, le=100)
    lines: int | None = Field(default=None, ge=8, le=100)
    profile: Literal["auto", "bana", "ukaaf", "china", "china-32"] | None = None
    duplex: bool | None = None
    hyphenate: bool | None = None
    print_pages: bool | None = None
    chinese_tones: Literal["rule", "all"] | None = None
    chinese_particles: Literal["joined", "apart"] | None = None
    chinese_idioms: Literal["joined", "halves"] | None = None


class PrintPreferences(BaseModel):
    """Large print. Fields are options of the large-print formats."""

    model_config = _STRICT

    preset: Literal["auto", "acb", "aph", "ukaaf", "giant", "zh-large"] | None = None
    font: (
        Literal["preset", "liberation-sans", "atkinson-hyperlegible", "andika", "noto-sans", "noto-sans-cjk"]
        | None
    ) = None
    size: float | None = Field(default=None, ge=16, le=72)
    """Points."""
    theme: Literal["print", "cream", "white", "yellow", "reverse"] | None = None
    images: Literal["keep", "describe", "omit"] | None = None
    paper: Literal["preset", "a4", "letter", "16k"] | None = None


class PagePreferences(BaseModel):
    """The web pages."""

    model_config = _STRICT

    theme: Literal[
        "system",
        "light",
        "dark",
        "high-contrast",
        "white-on-black",
        "yellow-on-black",
        "black-on-yellow",
        "sepia",
    ] = "system"
    """``high-contrast`` is the older name of ``white-on-black``."""
    text_size: Literal[100, 125, 150, 175, 200, 250, 300, 400] = 100
    """Per cent."""
    line_spacing: Literal["normal", "wide", "wider"] = "normal"
    reduced_motion: bool = False
    announcements: Literal["brief", "full"] = "full"
    """How much a page says by itself to a screen reader."""


class ListeningPreferences(BaseModel):
    """The player."""

    model_config = _STRICT

    jump_back: Literal[5, 10, 15, 30, 60] = 15
    """Seconds."""
    jump_forward: Literal[5, 10, 15, 30, 60] = 30
    rewind_on_resume: Literal[0, 3, 5, 10] = 5
    """Seconds repeated after a pause, to find one's way back into the sentence."""
    sleep_timer: Literal[0, 15, 30, 45, 60] = 0
    """Minutes; 0: off."""
    speed: float | None = Field(default=None, ge=0.5, le=3.0)
    """Of playing; None: as fast as books are made (``speech.rate``)."""
    level: Literal["chapter", "section", "page", "paragraph", "sentence", "bookmark"] = "paragraph"
    """By what “previous” and “next” go."""


class ReadingPreferences(BaseModel):
    """The text of a book on a page."""

    model_config = _STRICT

    ruby: Literal["off", "uncommon", "every"] = "off"
    """Pinyin above characters: above those beyond the most common 3,755 (5,401 traditional ones), or above all."""
    measure: Literal["narrow", "normal", "wide"] = "normal"
    """Length of lines."""
    font: Literal["sans", "serif", "kai"] = "sans"


class Preferences(BaseModel):
    """All of it."""

    model_config = _STRICT

    format: str | None = Field(default=None, max_length=40)
    """The format that is offered first."""
    speech: SpeechPreferences = SpeechPreferences()
    braille: BraillePreferences = BraillePreferences()
    large_print: PrintPreferences = PrintPreferences()
    page: PagePreferences = PagePreferences()
    listening: ListeningPreferences = ListeningPreferences()
    reading: ReadingPreferences = ReadingPreferences()

    def conversion_options(self, converter: str, language: str = "") -> dict[str, Any]:
        """Options for the format ``converter``: what the person chose and that format has, and nothing else. ``language`` (BCP 47) of the book chooses the voice.

        Raises:
            BadOptions: there is no such format.

        """
        chosen = {name: value for name, value in self._part(converter, language).items() if value is not None}
        return {
            name: value
            for name, value in chosen.items()
            if name in get_converter(converter).Options.model_fields
        }

    def _part(self, converter: str, language: str) -> dict[str, Any]:
        part = {
            "audio": self.speech,
            "text": self.speech,
            "braille": self.braille,
            "print": self.large_print,
        }.get(get_converter(converter).kind)
        if part is None:
            return {}
        values: dict[str, Any] = part.model_dump()
        if isinstance(part, SpeechPreferences):
            values["voice"] = (
                part.voices.get(language) or part.voices.get(language.partition("-")[0]) or part.voice
            )
        if isinstance(part, BraillePreferences) and part.table and not _is_for(part.table, language):
            values["table"] = None
        return values

    def check(self) -> None:
        """Whether every format can be made with it.

        Raises:
            BadOptions: what does not fit, with the converter's own sentence.
            BadRecord: ``preferences-format-unknown``.

        """
        if self.format is not None and self.format not in converter_names():
            raise BadRecord("preferences-format-unknown")
        for name in converter_names():
            for language in ("", *self.speech.voices):
                make_options(get_converter(name), self.conversion_options(name, language))


def make_preferences(chosen: Mapping[str, Any]) -> Preferences:
    """Preferences from plain values.

    Raises:
        BadRecord: ``preferences-bad`` with the name of the first ``field`` that does not fit.
        BadOptions: see :meth:`Preferences.check`.

    """
    try:
        made = Preferences.model_validate(dict(chosen))
    except ValidationError as error:
        where = ".".join(str(step) for step in error.errors(include_input=False)[0]["loc"])
        raise BadRecord("preferences-bad", field=where) from None
    made.check()
    return made


def preferences_of(session: Session, person_id: str) -> Preferences:
    """How the person reads; the defaults where nothing was chosen. What an older version kept and this one does not know is left out."""
    kept = session.get(PreferencesRecord, person_id)
    if kept is None:
        return Preferences()
    try:
        return Preferences.model_validate(kept.chosen)
    except ValidationError as error:
        chosen = kept.chosen
        for wrong in error.errors(include_input=False):
            chosen = _without(chosen, [str(step) for step in wrong["loc"][:2]])
        return Preferences.model_validate(chosen)


def set_preferences(
    database: Database, keys: Keys, actor: str, subject: str, chosen: Mapping[str, Any]
) -> Preferences:
    """Keep ``chosen`` (nested, as :class:`Preferences`) in place of what was there; only what differs from the defaults is stored.

    Raises:
        BadRecord, BadOptions: as :func:`make_preferences`.
        NotAllowed: ``permission-...``.

    """
    made = make_preferences(chosen)
    with database.transaction() as session:
        by = require(session, actor, Action.EDIT_PREFERENCES, subject).by
        lock_person(session, subject)
        kept = session.get(PreferencesRecord, subject)
        if kept is None:
            kept = PreferencesRecord(person_id=subject)
            session.add(kept)
        kept.chosen = made.model_dump(exclude_defaults=True)
        kept.changed_at = now()
        if by != "self":
            record(
                session,
                keys,
                actor=actor,
                subject=subject,
                act="change-preferences",
                fields=kept.chosen,
                purpose="care" if by == "carer" else "desk",
            )
    return made


def _is_for(table: str, language: str) -> bool:
    """Whether a braille code is for books in ``language``: a Chinese scheme says nothing about how English is written. Unknown codes are let through, to be refused by name."""
    try:
        of = table_named(table).language
    except BadOptions:
        return True
    main, wanted = (_CHINESE.get(one, one) for one in (of.partition("-")[0], language.partition("-")[0]))
    return not language or main == wanted


def _without(chosen: Mapping[str, Any], path: list[str]) -> dict[str, Any]:
    left = dict(chosen)
    if len(path) > 1 and isinstance(left.get(path[0]), Mapping):
        left[path[0]] = _without(left[path[0]], path[1:])
    else:
        left.pop(path[0], None)
    return left
