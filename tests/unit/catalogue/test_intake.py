"""Files become titles, once, and bad files leave nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from accessible_reader.catalogue import intake
from accessible_reader.catalogue.features import features_of, missing_in
from accessible_reader.catalogue.models import Edition, SourceFile, Title
from accessible_reader.catalogue.search import search
from accessible_reader.catalogue.titles import identifier_key, set_rights
from accessible_reader.database import Database, func, select
from accessible_reader.errors import BadRecord
from accessible_reader.storage import FileStore, open_store
from converters.errors import BadInput
from converters.workspace import Workspace
from tests.samples import sample_book

RIGHTS = {"rights": "public_domain", "rights_basis": "the author died in 1936"}


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return open_store(str(tmp_path / "store"))


def count(database: Database, table: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def take(database: Database, store: FileStore, source: Path, folder: Path) -> intake.TakenIn:
    folder.mkdir()
    return intake.take_in(database, store, source, Workspace(folder), **RIGHTS)


def write_book(folder: Path, name: str, text: str, author: str = "鲁迅", title: str = "孔乙己") -> Path:
    path = folder / f"{name}.html"
    head = f'<title>{title}</title><meta name="author" content="{author}">'
    path.write_text(
        f'<!doctype html><html lang="zh-Hans"><head>{head}</head><body><h1>{title}</h1><p>{text}</p></body></html>'
    )
    return path


def test_a_file_becomes_a_title_that_is_found_by_its_text(
    database: Database, store: FileStore, tmp_path: Path
) -> None:
    taken = take(database, store, sample_book("zh-Hans"), tmp_path / "room")
    assert taken.status == "created"
    assert taken.said[0].code == "intake-created"
    with database.reading() as session:
        edition = session.get_one(Edition, taken.edition_id)
        title = session.get_one(Title, taken.title_id)
    assert store.contains(edition.source.stored_as)
    assert edition.source.stored_as.endswith(edition.source.sha256)
    assert edition.words > 0
    assert edition.length == "short"
    assert [one.code for one in features_of(edition)]
    assert [one.code for one in (*features_of(edition), *missing_in(edition))] == [
        one.code for one in taken.said if one.code.startswith(("feature-", "missing-"))
    ]
    assert [hit.title_id for hit in search(database, title.name).hits] == [taken.title_id]


def test_the_same_file_comes_in_once_and_another_file_of_the_work_is_an_edition(
    database: Database, store: FileStore, tmp_path: Path
) -> None:
    first = take(database, store, write_book(tmp_path, "a", "鲁镇的酒店的格局"), tmp_path / "r1")
    again = take(database, store, write_book(tmp_path, "b", "鲁镇的酒店的格局"), tmp_path / "r2")
    assert (again.status, again.edition_id) == ("already-here", first.edition_id)
    other = take(
        database, store, write_book(tmp_path, "c", "魯鎮的酒店，和別處不同", "魯迅"), tmp_path / "r3"
    )
    assert (other.status, other.title_id) == ("edition-added", first.title_id)
    stranger = take(database, store, write_book(tmp_path, "d", "酒店", "别人"), tmp_path / "r4")
    assert stranger.status == "created"
    assert (count(database, Title), count(database, Edition), count(database, SourceFile)) == (2, 3, 3)
    # Found by the words of either edition.
    for words in ("格局", "不同"):
        assert [hit.title_id for hit in search(database, words).hits] == [first.title_id]


def test_a_step_can_be_done_again_from_plain_data(
    database: Database, store: FileStore, tmp_path: Path
) -> None:
    room = tmp_path / "room"
    room.mkdir()
    source = write_book(tmp_path, "a", "酒店")
    looked = intake.Looked.from_json(
        json.loads(json.dumps(intake.look_at(source, Workspace(room)).to_json()))
    )
    assert intake.keep(database, store, source, looked, **RIGHTS).status == "created"
    assert intake.keep(database, store, source, looked, **RIGHTS).status == "already-here"


@pytest.mark.parametrize(
    ("name", "content"),
    [("bad.epub", b"PK\x03\x04 broken"), ("empty.epub", b""), ("x.bin", bytes(range(256)))],
)
def test_bad_files_leave_nothing(
    database: Database, store: FileStore, tmp_path: Path, name: str, content: bytes
) -> None:
    source = tmp_path / name
    source.write_bytes(content)
    with pytest.raises(BadInput):
        take(database, store, source, tmp_path / "room")
    assert list(store.names()) == []
    assert count(database, Title) == count(database, SourceFile) == 0


def test_refused_rows_leave_no_file(database: Database, store: FileStore, tmp_path: Path) -> None:
    source = write_book(tmp_path, "a", "酒店")
    room = tmp_path / "room"
    room.mkdir()
    with pytest.raises(BadRecord, match="rights-basis-missing"):
        intake.take_in(database, store, source, Workspace(room), rights="licensed", rights_basis=" ")
    assert list(store.names()) == []
    assert count(database, Title) == count(database, SourceFile) == 0


def test_rights_need_a_class_and_a_basis(database: Database, store: FileStore, tmp_path: Path) -> None:
    taken = take(database, store, write_book(tmp_path, "a", "酒店"), tmp_path / "room")
    set_rights(database, taken.edition_id, "print_disabled_only", "著作权法 24(12)")
    with database.reading() as session:
        assert session.get_one(Edition, taken.edition_id).rights == "print_disabled_only"
    for rights, basis, code in (("free", "x", "rights-wrong"), ("licensed", "", "rights-basis-missing")):
        with pytest.raises(BadRecord, match=code):
            set_rights(database, taken.edition_id, rights, basis)


def test_identifiers_are_compared_not_spelled() -> None:
    assert identifier_key("ISBN 978-7-5302-0056-9") in {"", "9787530200569"}
    assert identifier_key("0-306-40615-2") == identifier_key("urn:isbn:9780306406157") == "9780306406157"
    assert identifier_key("0306406153") == identifier_key("9780306406158") == ""  # wrong check digits
    assert identifier_key("id") == identifier_key("BookId") == ""
    assert identifier_key("urn:uuid:A1b2") == identifier_key("URN:UUID:a1B2") != ""
