"""How somebody reads becomes the recipe of whatever is made for them."""

from __future__ import annotations

from typing import Any, cast

import pytest

from accessible_reader.catalogue.models import Edition, SourceFile, Title
from accessible_reader.conversions.requests import Requests
from accessible_reader.conversions.service import PATRON, Conversions
from accessible_reader.database import Session
from accessible_reader.errors import NotAllowed
from accessible_reader.jobs import Job
from accessible_reader.people.preferences import set_preferences
from converters.registry import converter_names, get_converter
from tests.unit.people.conftest import Library

CHOSEN: dict[str, Any] = {
    "speech": {
        "voice": "espeak:en-gb",
        "voices": {"zh": "espeak:cmn"},
        "rate": 1.5,
        "pitch": 0.9,
        "verbosity": "everything",
        "notes": "skip",
        "print_pages": False,
        "pictures": False,
        "table_details": False,
        "code": "spell",
        "bitrate": 32,
    },
    "braille": {
        "table": "zhcn-cbs",
        "cells": 32,
        "lines": 25,
        "grade": 1,
        "profile": "china-32",
        "duplex": True,
        "hyphenate": False,
        "print_pages": False,
        "chinese_tones": "all",
        "chinese_particles": "apart",
        "chinese_idioms": "halves",
    },
    "large_print": {"preset": "aph", "font": "andika", "size": 28, "theme": "reverse", "images": "describe", "paper": "a4"},
}  # fmt: skip
PART = {"audio": "speech", "text": "speech", "braille": "braille", "print": "large_print"}


class Queue:
    def enqueue(self, session: Session, job: Job) -> None:
        pass


def edition(library: Library, language: str, rights: str = "licensed") -> str:
    digest = (language + rights).encode().hex().ljust(64, "0")[:64]
    with library.database.transaction() as session:
        session.add(SourceFile(sha256=digest, size=1, name="x.epub", stored_as=digest))
        title = Title(name="平凡的世界", sort_name="ping fan", language=language)
        session.add(title)
        session.flush()
        made = Edition(title_id=title.id, language=language, rights=rights, source_sha256=digest)
        session.add(made)
        session.flush()
        return made.id


def requests(library: Library) -> Requests:
    return Requests(library.database, library.keys, Conversions(library.database, cast(Any, Queue())))


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_in_every_format(library: Library, language: str) -> None:
    set_preferences(library.database, library.keys, library.reader, library.reader, CHOSEN)
    book = edition(library, language)
    for name in converter_names():
        record = requests(library).for_reader(library.reader, library.reader, book, name)
        assert (record.branch_id, record.priority) == (library.north, PATRON)
        part = PART.get(get_converter(name).kind)
        wanted = dict(CHOSEN[part]) if part else {}
        voices = wanted.pop("voices", {})
        if "voice" in wanted:
            wanted["voice"] = voices.get(language.partition("-")[0], wanted["voice"])
        if part == "braille" and language == "en":
            wanted["table"] = ""  # a Chinese scheme is for Chinese books
        fields = get_converter(name).Options.model_fields
        assert {key: record.options[key] for key in wanted if key in fields} == {
            key: value for key, value in wanted.items() if key in fields
        }, name


def test_what_is_asked_for_this_once_goes_before_it(library: Library) -> None:
    set_preferences(library.database, library.keys, library.reader, library.reader, CHOSEN)
    record = requests(library).for_reader(
        library.reader, library.reader, edition(library, "zh-CN"), "braille-brf", options={"cells": 28}
    )
    assert (record.options["cells"], record.options["lines"]) == (28, 25)


def test_what_is_for_the_print_disabled_is_made_for_them_alone(library: Library) -> None:
    book = edition(library, "zh-CN", "print_disabled_only")
    for actor in (library.reader, library.librarian):
        with pytest.raises(NotAllowed, match="permission-not-eligible"):
            requests(library).for_reader(actor, library.reader, book, "braille-brf")
