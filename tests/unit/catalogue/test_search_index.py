"""The index keeps what it had when its tables change, and is the same however rows came in."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from accessible_reader.catalogue.search import search
from accessible_reader.catalogue.search_index import put, stored
from accessible_reader.catalogue.tokens import body_tokens, name_key, name_tokens, pinyin_tokens
from accessible_reader.database import Database, check, make_engine, text, upgrade
from accessible_reader.database.migrate import upgrade_to
from benchmarks import bench_service_library
from benchmarks.bench_service_library import add_branches, load_titles, make_rows
from tests.databases import KINDS, database_url

BEFORE = "5c1d2be7f0a4"
OLD = {  # title → author, subject, text
    "平凡的世界": ("路遥", "小说", "孙少平在黄原"),
    "Moby-Dick; or, The Whale": ("Herman Melville", "Sea", "Call me Ishmael"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_found_before_the_change_is_found_after_it(kind: str, tmp_path: Path) -> None:
    database = Database(make_engine(database_url(kind, tmp_path)))
    with database.engine.begin() as connection:
        upgrade_to(connection, BEFORE)
    with database.transaction() as session:
        for number, (name, (author, subject, words)) in enumerate(OLD.items()):
            session.execute(
                text(
                    "INSERT INTO title (id, name, sort_name, language, match_key, added_at) VALUES (:id, :name, :sort, 'en', '', '2026-01-01 00:00:00')"
                ),
                {"id": str(number), "name": name, "sort": name_key(name)},
            )
            about = [*name_tokens(subject), *pinyin_tokens(name)]
            columns = {
                "name": name_tokens(name), "people": name_tokens(author), "about": list(dict.fromkeys(about)), "body": body_tokens([words]),
                "facet": ["x" + hashlib.blake2s(f"subject\0{subject}".encode(), digest_size=8).hexdigest()],
            }  # fmt: skip
            row = {"title": str(number), "key": name_key(name), "facets": f"subject={subject}"}
            if kind == "postgresql":
                values = ", ".join(f"array_to_tsvector(CAST(:{one} AS text[]))" for one in columns)
                session.execute(
                    text(
                        f"INSERT INTO search_index_entry (title_id, name_key, facets, {', '.join(columns)}) VALUES (:title, :key, :facets, {values})"  # noqa: S608
                    ),
                    row | columns,
                )
                continue
            session.execute(
                text(
                    "INSERT INTO search_index_entry (doc, title_id, name_key, facets) VALUES (:doc, :title, :key, :facets)"
                ),
                row | {"doc": number + 1},
            )
            session.execute(
                text(
                    f"INSERT INTO search_index (rowid, {', '.join(columns)}) VALUES (:doc, {', '.join(f':{one}' for one in columns)})"  # noqa: S608
                ),
                {"doc": number + 1} | {key: " ".join(value) for key, value in columns.items()},
            )
    upgrade(database.engine)
    check(database.engine)
    for words, name in {
        "平凡": 0,
        "pingfan": 0,
        "路遥": 0,
        "孙少": 0,
        "whale": 1,
        "ishmael": 1,
        "sea": 1,
    }.items():
        assert [hit.name for hit in search(database, words).hits] == [list(OLD)[name]], words
    page = search(database)
    assert dict(page.facets["subject"]) == {"小说": 1, "Sea": 1}
    assert [hit.name for hit in search(database, "", facets={"subject": "Sea"}).hits] == [list(OLD)[1]]
    with database.transaction() as session:  # and what comes in from now on has a number of its own
        entries = list(stored(session))
        for one in entries:
            put(session, one)
        assert list(stored(session)) == entries
    database.close()


@pytest.mark.parametrize("kind", KINDS)
def test_rows_in_bulk_are_those_that_would_have_been_written_one_by_one(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_service_library, "COPIES", 2)
    chunk = tmp_path / "rows" / "0000000-0000040.pickle"
    chunk.parent.mkdir()
    bench_service_library._write_chunk(chunk, 0, 40)
    assert make_rows(chunk.parent, 40) == [chunk]
    database = Database(make_engine(database_url(kind, tmp_path)))
    upgrade(database.engine)
    add_branches(database)
    load_titles(database, [chunk])
    bulk = _state(database)
    with database.transaction() as session:
        entries = list(stored(session))
        for table in ("search_index_text", "search_index_entry", "search_index_list", "search_index_count"):
            if kind == "postgresql" or table != "search_index_text":
                session.execute(text(f"DELETE FROM {table}"))  # noqa: S608
        for one in sorted(entries, key=lambda one: one.title_id):
            put(session, one)
    one_by_one = _state(database)
    assert len(bulk[0]) == 40
    assert one_by_one == bulk
    database.close()


def _state(database: Database) -> list[object]:
    with database.reading() as session:
        queries = (
            "SELECT title_id, name_key, sort_name, words, facets FROM search_index_entry ORDER BY title_id",
            "SELECT f.name, sum(c.titles) FROM search_index_count c JOIN search_index_facet f ON f.id = c.facet GROUP BY f.name ORDER BY f.name",
            "SELECT f.name, e.title_id, l.sort_name FROM search_index_list l JOIN search_index_facet f ON f.id = l.facet JOIN search_index_entry e ON e.seq = l.seq ORDER BY 1, 2",
        )
        state: list[object] = [[tuple(row) for row in session.execute(text(one))] for one in queries]
    asked = ("世界", "人", "shijie", "the sea", "王", "历史 小说", "")
    return [*state, *([hit.title_id for hit in search(database, one, limit=100).hits] for one in asked)]
