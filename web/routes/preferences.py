"""How one reads: voices, braille, large print, the player. Everything made for a reader, and every page of theirs, asks here."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel
from starlette.responses import Response

from converters.errors import ConversionError
from converters.speech.voices import voices
from web.access import Pages, Who
from web.forms import Filled, Posted, asked, fill
from web.routes.book import FORMATS
from web.visit import Visit, Visiting

pages = Pages()

_ASK: Final = "default"
"""The value of “as the book is best made”."""


class PreferencesForm(BaseModel):
    """What readers set. Names with a dot's place as ``_in_``: ``rate_in_speech`` is ``speech.rate``."""

    format: str = asked("select", words="first-format", default=_ASK)
    zh_in_voices: str = asked("select", words="voice-zh", default=_ASK)
    en_in_voices: str = asked("select", words="voice-en", default=_ASK)
    rate_in_speech: str = asked(
        "select", words="rate", default=_ASK, choices=(_ASK, "0.75", "0.9", "1.0", "1.25", "1.5", "2.0")
    )
    verbosity_in_speech: str = asked(
        "select", words="verbosity", default=_ASK, choices=(_ASK, "main-text", "standard", "everything")
    )
    notes_in_speech: str = asked(
        "select", words="notes", default=_ASK, choices=(_ASK, "at-reference", "end-of-section", "skip")
    )
    cells_in_braille: str = asked("number", words="cells", default="", max_length=3)
    lines_in_braille: str = asked("number", words="lines", default="", max_length=3)
    chinese_tones_in_braille: str = asked(
        "select", words="tones", default=_ASK, choices=(_ASK, "rule", "all")
    )
    grade_in_braille: str = asked("select", words="grade", default=_ASK, choices=(_ASK, "1", "2"))
    preset_in_large_print: str = asked(
        "select", words="preset", default=_ASK, choices=(_ASK, "acb", "aph", "ukaaf", "giant", "zh-large")
    )
    size_in_large_print: str = asked("number", words="points", default="", max_length=4)
    jump_back_in_listening: str = asked("select", words="jump-back", choices=("5", "10", "15", "30", "60"))
    jump_forward_in_listening: str = asked(
        "select", words="jump-forward", choices=("5", "10", "15", "30", "60")
    )
    rewind_on_resume_in_listening: str = asked("select", words="rewind", choices=("0", "3", "5", "10"))


_WHOLE: Final = {"cells", "lines", "grade", "jump_back", "jump_forward", "rewind_on_resume"}
_BROKEN: Final = {"rate", "size"}


@pages.page("/account/preferences", Who.SIGNED_IN, name="preferences")
def preferences(visit: Visiting) -> Response:
    """The form, as it is set."""
    kept = visit.service.preferences.of(visit.person_id, visit.subject_id).model_dump()
    values: dict[str, str] = {}
    for name in PreferencesForm.model_fields:
        value = _inside(kept, name)
        missing = "" if name.startswith(("cells", "lines", "size")) else _ASK
        values[name] = missing if value is None else str(value)
    values["size_in_large_print"] = values["size_in_large_print"].removesuffix(".0")
    return visit.page(
        "preferences.html",
        "preferences-title",
        form=Filled(PreferencesForm, visit.words, values, _choices(visit)),
    )


@pages.form("/account/preferences", Who.SIGNED_IN, name="preferences_save")
def preferences_save(visit: Visiting, sent: Posted) -> Response:
    """Keep it."""
    form = fill(PreferencesForm, visit.words, sent, _choices(visit))
    if form.done is not None:
        chosen = visit.service.preferences.of(visit.person_id, visit.subject_id).model_dump()
        for name in PreferencesForm.model_fields:
            try:
                _put(chosen, name, getattr(form.done, name))
            except ValueError:
                form.errors[name] = visit.words("form-number", label=form.field(name).label)
        if not form.failed:
            try:
                visit.service.preferences.set(visit.person_id, visit.subject_id, chosen)
            except ConversionError as error:
                form.blame(_field_of(error), error)
            else:
                # A page without lists of choices: where there are some, Orca in Chromium may read one instead of what is said.
                return visit.go("account", "said-preferences-kept")
    return visit.page("preferences.html", "preferences-title", status=422, form=form, failed=True)


def _choices(visit: Visit) -> dict[str, list[tuple[str, str]]]:
    words = visit.words
    first = [(_ASK, words("ask-default"))]
    found: dict[str, list[tuple[str, str]]] = {
        "format": first + [(name, words(f"take-{name}")) for names in FORMATS.values() for name in names]
    }
    for language in ("zh", "en"):
        speak = [
            one for one in voices() if any(tag.split("-")[0] in _codes(language) for tag in one.languages)
        ]
        found[f"{language}_in_voices"] = first + [(one.id, one.title) for one in speak]
    return found


def _codes(language: str) -> set[str]:
    return {"zh", "cmn"} if language == "zh" else {language}


def _inside(kept: dict[str, Any], name: str) -> Any:
    field, _, part = name.partition("_in_")
    if part == "voices":
        return kept["speech"]["voices"].get(field)
    return kept[part][field] if part else kept[field]


def _put(chosen: dict[str, Any], name: str, text: str) -> None:
    field, _, part = name.partition("_in_")
    value: Any = None if text in {_ASK, ""} else text
    if value is not None and field in _WHOLE:
        value = int(value)
    elif value is not None and field in _BROKEN:
        value = float(value)
    if part == "voices":
        chosen["speech"]["voices"].pop(field, None)
        if value is not None:
            chosen["speech"]["voices"][field] = value
    elif part:
        chosen[part][field] = value
    else:
        chosen[field] = value


def _field_of(error: ConversionError) -> str:
    """The field that an error of the preferences is about, "" where it names none of ours."""
    part, _, field = str(error.params.get("field", "")).partition(".")
    name = f"{field}_in_{part}" if field else part
    return name if name in PreferencesForm.model_fields else ""
