"""One place in every format: where somebody stopped listening is found in braille, in large print and on the page, by the locator maps of what was really made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from accessible_reader.catalogue.models import Edition, SourceFile, Title
from accessible_reader.database import Database, Keys, make_engine, new_keys, now, upgrade
from accessible_reader.people.models import Person
from accessible_reader.shelf.own import Bookmarks, Positions
from accessible_reader.shelf.positions import Place
from converters.book import book_to_json
from converters.language import sentences_of
from converters.protocol import Conversion
from converters.readers import read_book_here
from converters.registry import get_converter
from converters.run import make_options, run_conversion
from converters.workspace import Workspace, write_atomically
from tests.databases import database_url
from tests.epub_builder import make_epub

MADE: dict[str, dict[str, Any]] = {
    "audio-mp3": {"voice": "tone:beep"},
    "daisy-202": {"voice": "tone:beep"},
    "braille-brf": {},
    "braille-ebraille": {},
    "large-print-html": {},
    "large-print-pdf": {},
}


@pytest.fixture(scope="module")
def maps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, dict[str, Any]]]:
    """Format → sentence id → place."""
    folder = tmp_path_factory.mktemp("made")
    text = "".join(
        f"<p>The dog barked {n} times. Nobody came to the door of house {n}.</p>" for n in range(40)
    )
    epub = folder / "book.epub"
    make_epub(epub, chapters={"a.xhtml": f"<h1>One</h1>{text}", "b.xhtml": f"<h1>Two</h1>{text}"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACCESSIBLE_READER_AUDIO_CACHE", str(folder / "cache"))
        found = {}
        for name, options in MADE.items():
            workspace = Workspace(folder / name)
            workspace.root.mkdir()
            book = read_book_here(epub, workspace).book
            sentences = sentences_of(book)
            write_atomically(workspace.book_path, book_to_json(book))
            write_atomically(workspace.sentences_path, sentences.to_json())
            chosen = make_options(get_converter(name), options)
            artifact = run_conversion(Conversion(book, sentences, chosen, workspace, name), processes=1)
            found[name] = json.loads((artifact.folder / "locators.json").read_bytes())["sentences"]
    found["order"] = {one.id: {"number": number} for number, one in enumerate(sentences)}
    return found


def test_a_place_while_listening_is_a_place_in_all_others(
    maps: dict[str, dict[str, dict[str, Any]]], tmp_path: Path
) -> None:
    order = list(maps["order"])
    at = len(order) * 3 // 4
    heard = order[at]
    # What a player knows: a file and a time. What is kept: the sentence that was being said.
    where = maps["audio-mp3"][heard]
    told = where["start"] + 0.01
    said = [
        one
        for one, place in maps["audio-mp3"].items()
        if place["file"] == where["file"] and place["start"] <= told < place["end"]
    ]
    playing = said[-1]
    assert playing == heard
    database, keys, person, edition = library(tmp_path)
    positions, bookmarks = Positions(database, keys), Bookmarks(database, keys)
    positions.save(person, person, edition, Place(playing, at, "listening", "phone", now()))
    bookmarks.add(person, person, edition, playing, at, "到这里")
    kept = positions.get(person, person, edition)
    database.close()
    assert kept is not None
    for name in MADE:
        place = maps[name][kept.place.sentence]
        assert place, name
    # It is the same place of the book, not only some place: the pages rise with the sentences, and this is three quarters of the way.
    for name in ("braille-brf", "large-print-pdf"):
        pages = [(maps[name][one]["volume"], maps[name][one]["page"]) for one in order if one in maps[name]]
        assert pages == sorted(pages), name
        here = maps[name][kept.place.sentence]
        assert pages.index((here["volume"], here["page"])) > len(pages) / 2, name


def test_every_sentence_has_a_place_in_every_format(maps: dict[str, dict[str, dict[str, Any]]]) -> None:
    spoken = set(maps["audio-mp3"])
    for name in MADE:
        assert spoken <= set(maps[name]), (name, sorted(spoken - set(maps[name]))[:3])


def library(folder: Path) -> tuple[Database, Keys, str, str]:
    database = Database(make_engine(database_url("sqlite", folder)))
    upgrade(database.engine)
    with database.transaction() as session:
        session.add(SourceFile(sha256="0" * 64, size=1, name="book.epub", stored_as="x"))
        title, person = Title(name="x", sort_name="x", language="en"), Person()
        session.add_all([title, person])
        session.flush()
        edition = Edition(title_id=title.id, language="en", rights="licensed", source_sha256="0" * 64)
        session.add(edition)
        session.flush()
        return database, new_keys(), person.id, edition.id
