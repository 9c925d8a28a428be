"""How a person reads, and what conversions make of it."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import BaseModel

from accessible_reader.audit import seen_of
from accessible_reader.errors import BadRecord, NotAllowed
from accessible_reader.people.models import PreferencesRecord
from accessible_reader.people.preferences import (
    BraillePreferences,
    Preferences,
    PrintPreferences,
    SpeechPreferences,
    make_preferences,
    preferences_of,
    set_preferences,
)
from converters.registry import converter_names, get_converter
from converters.run import make_options
from tests.unit.people.conftest import Library

CHOSEN: dict[str, Any] = {
    "format": "braille-brf",
    "speech": {"rate": 1.5, "voices": {"zh": "kokoro:zf_001"}, "verbosity": "everything"},
    "braille": {"cells": 32, "lines": 25, "grade": 1, "chinese_tones": "all"},
    "large_print": {"preset": "aph", "theme": "reverse", "size": 24},
    "page": {"theme": "dark", "text_size": 200},
    "listening": {"jump_back": 60},
}


def test_a_conversion_gets_what_its_format_has_and_no_more() -> None:
    made = make_preferences(CHOSEN)
    assert made.conversion_options("braille-brf") == {
        "cells": 32,
        "lines": 25,
        "grade": 1,
        "chinese_tones": "all",
    }
    assert made.conversion_options("braille-ebraille") == {"grade": 1, "chinese_tones": "all"}
    assert made.conversion_options("audio-mp3", "zh-CN") == {
        "rate": 1.5,
        "verbosity": "everything",
        "voice": "kokoro:zf_001",
    }
    assert made.conversion_options("audio-mp3", "en") == {"rate": 1.5, "verbosity": "everything"}
    assert made.conversion_options("speech-text") == {"verbosity": "everything"}
    assert made.conversion_options("large-print-pdf") == {"preset": "aph", "theme": "reverse", "size": 24}
    assert made.conversion_options("book-json") == {}


@pytest.mark.parametrize("name", converter_names())
def test_every_format_takes_them(name: str) -> None:
    for preferences in (Preferences(), make_preferences(CHOSEN)):
        make_options(get_converter(name), preferences.conversion_options(name, "zh-CN"))
    assert Preferences().conversion_options(name) == {}


@pytest.mark.parametrize(
    ("model", "kind"),
    [(SpeechPreferences, "audio"), (BraillePreferences, "braille"), (PrintPreferences, "print")],
)
def test_every_preference_is_an_option_with_the_same_choices(model: type[BaseModel], kind: str) -> None:
    options = {
        field: info
        for name in converter_names()
        if get_converter(name).kind == kind
        for field, info in get_converter(name).Options.model_fields.items()
    }
    for field, info in model.model_fields.items():
        if field == "voices":
            continue
        assert field in options, field
        assert choices(info.annotation) == choices(options[field].annotation), field
        assert info.metadata == options[field].metadata or not options[field].metadata, field


def choices(annotation: Any) -> set[Any]:
    """The values of a Literal, wherever it stands in the type."""
    found: set[Any] = set()
    for part in get_args(annotation):
        found |= choices(part) if get_args(part) else ({part} if not isinstance(part, type) else set())
    return found


@pytest.mark.parametrize(
    ("chosen", "where"),
    [
        ({"speech": {"rate": 9}}, "speech.rate"),
        ({"braille": {"cells": "many"}}, "braille.cells"),
        ({"page": {"theme": "pink"}}, "page.theme"),
        ({"nonsense": 1}, "nonsense"),
    ],
)
def test_what_does_not_fit_is_named(chosen: dict[str, Any], where: str) -> None:
    with pytest.raises(BadRecord) as caught:
        make_preferences(chosen)
    assert caught.value.params == {"field": where}
    with pytest.raises(BadRecord, match="preferences-format-unknown"):
        make_preferences({"format": "vinyl"})


def test_only_what_differs_is_kept(library: Library) -> None:
    set_preferences(library.database, library.keys, library.reader, library.reader, CHOSEN)
    with library.database.reading() as session:
        kept = session.get(PreferencesRecord, library.reader)
        assert kept is not None
        assert kept.chosen["listening"] == {"jump_back": 60}
        assert preferences_of(session, library.reader) == make_preferences(CHOSEN)
        assert preferences_of(session, library.neighbour) == Preferences()
    set_preferences(library.database, library.keys, library.reader, library.reader, {"speech": {"rate": 2}})
    with library.database.reading() as session:
        assert preferences_of(session, library.reader).braille == BraillePreferences()


def test_what_an_older_version_kept_does_no_harm(library: Library) -> None:
    with library.database.transaction() as session:
        session.add(
            PreferencesRecord(
                person_id=library.reader,
                chosen={"speech": {"rate": 1.5, "gone": 1}, "page": {"theme": "pink"}, "old": {"x": 1}},
            )
        )
    with library.database.reading() as session:
        assert preferences_of(session, library.reader) == make_preferences({"speech": {"rate": 1.5}})


def test_staff_may_set_them_and_it_is_noted(library: Library) -> None:
    set_preferences(
        library.database, library.keys, library.librarian, library.reader, {"braille": {"cells": 40}}
    )
    assert seen_of(library.database, library.reader)[0].act == "change-preferences"
    with pytest.raises(NotAllowed):
        set_preferences(library.database, library.keys, library.neighbour, library.reader, {})
