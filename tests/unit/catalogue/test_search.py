"""Search finds the same, in the same order, on both databases."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accessible_reader.catalogue import facet_counts
from accessible_reader.catalogue import search as searching
from accessible_reader.catalogue.branches import add_branch
from accessible_reader.catalogue.copies import NewCopy, add_copies, set_copy_state
from accessible_reader.catalogue.indexing import index_title
from accessible_reader.catalogue.search import search
from accessible_reader.catalogue.titles import (
    EditionFacts,
    TitleFacts,
    add_edition,
    add_title,
    edit_title,
    withdraw_edition,
)
from accessible_reader.catalogue.tokens import body_tokens, name_tokens, pinyin_tokens, query
from accessible_reader.database import Database
from accessible_reader.errors import BadRecord

BOOKS = (
    # name, author, language, subjects, text
    ("平凡的世界", "路遥", "zh-Hans", ("小说",), "孙少平在黄原"),
    ("人生", "路遥", "zh-Hans", ("小说",), "高加林和刘巧珍"),
    ("世界简史", "威尔斯", "zh-Hans", ("历史",), "人类的平凡开端"),
    ("紅樓夢", "曹雪芹", "zh-Hant", ("小說",), "賈寶玉林黛玉"),
    ("红与黑", "司汤达", "zh-Hans", ("小说",), "于连"),
    ("Moby-Dick; or, The Whale", "Herman Melville", "en", ("Sea stories",), "Call me Ishmael, Queequeg said"),
    ("The Old Man and the Sea", "Ernest Hemingway", "en", ("Fishing",), "He was an old man"),
    ("Les Misérables", "Victor Hugo", "fr", ("Roman",), "Jean Valjean"),
)


def add(  # noqa: PLR0917 (a row of BOOKS)
    database: Database, name: str, author: str, language: str, subjects: tuple[str, ...], text: str
) -> str:
    with database.transaction() as session:
        title = add_title(session, TitleFacts(name, language, [(author, "aut")], subjects))
        add_edition(session, title, EditionFacts("public_domain", "old", language), length="short")
        index_title(session, title.id, body_tokens([text]))
        return title.id


@pytest.fixture
def books(database: Database) -> dict[str, str]:
    return {book[0]: add(database, *book) for book in BOOKS}


def names(database: Database, words: str, **facets: str) -> list[str]:
    return [hit.name for hit in search(database, words, facets=facets).hits]


@pytest.fixture(scope="module")
def shelves(shared: Database) -> Database:
    for book in BOOKS:
        add(shared, *book)
    return shared


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("平凡的世界", ["平凡的世界"]),
        ("平凡", ["平凡的世界", "世界简史"]),  # in the name before in the text
        ("世", ["世界简史", "平凡的世界"]),
        ("世界", ["世界简史", "平凡的世界"]),
        ("平凡世界", ["平凡的世界", "世界简史"]),
        ("凡的世", ["平凡的世界"]),
        ("pingfan", ["平凡的世界"]),
        ("ping fan", ["平凡的世界"]),
        ("pingfandeshi", ["平凡的世界"]),
        ("pfdsj", ["平凡的世界"]),
        ("luyao", ["人生", "平凡的世界"]),
        ("路遥 人生", ["人生"]),
        ("路遙", ["人生", "平凡的世界"]),
        ("红楼梦", ["紅樓夢"]),
        ("紅", ["红与黑", "紅樓夢"]),
        ("红", ["红与黑", "紅樓夢"]),
        ("林黛玉", ["紅樓夢"]),
        ("moby dick", ["Moby-Dick; or, The Whale"]),
        ("WHAL", ["Moby-Dick; or, The Whale"]),
        ("melv whale", []),  # only the last word may be unfinished
        ("whale melv", ["Moby-Dick; or, The Whale"]),
        ("ishmael", ["Moby-Dick; or, The Whale"]),
        ("sea", ["The Old Man and the Sea", "Moby-Dick; or, The Whale"]),  # name before subject
        ("miserables", ["Les Misérables"]),
        ("zzzz", []),
        ("...", []),
    ],
)
def test_what_people_type(shelves: Database, words: str, expected: list[str]) -> None:
    found = names(shelves, words)
    if words in {"红", "紅"}:
        assert set(found[:2]) == set(expected)
    else:
        assert found == expected


def test_the_title_itself_comes_first(database: Database) -> None:
    for name in ("活着的我", "我活着", "活着", "活着本来单纯"):
        add(database, name, "甲", "zh-Hans", (), "")
    assert names(database, "活著")[0] == "活着"


def test_facets_count_and_narrow(database: Database, books: dict[str, str]) -> None:
    main = add_branch(database, "main", "总馆")
    with database.reading() as session:
        edition = session.get_one(searching.Title, books["人生"]).editions[0].id
    add_copies(database, edition, "main", "braille", [NewCopy("b1"), NewCopy("b2")])
    page = search(database, "路遥")
    assert page.total == 2
    assert not page.more_than_total
    assert page.facets["language"] == (("zh-Hans", 2),)
    assert page.facets["subject"] == (("小说", 2),)
    assert page.facets["format"] == (("braille", 1),)
    assert page.facets["branch"] == ((main, 1),)
    assert page.facets["length"] == (("short", 2),)
    assert names(database, "路遥", format="braille") == ["人生"]
    assert names(database, "", branch=main) == ["人生"]
    assert names(database, "人生", format="disc") == []
    for barcode in ("b1", "b2"):
        set_copy_state(database, barcode, "withdrawn")
    assert names(database, "路遥", format="braille") == []
    with pytest.raises(BadRecord, match="search-facet-unknown"):
        search(database, "a", facets={"colour": "red"})


def test_an_edited_title_is_found_by_its_new_name_and_keeps_its_text(
    database: Database, books: dict[str, str]
) -> None:
    edit_title(database, books["人生"], TitleFacts("人生海海", "zh-Hans", [("麦家", "aut")]))
    assert names(database, "海海") == ["人生海海"]
    assert names(database, "高加林") == ["人生海海"]
    assert names(database, "路遥") == ["平凡的世界"]


def test_a_withdrawn_title_is_no_longer_found(database: Database, books: dict[str, str]) -> None:
    with database.reading() as session:
        edition = session.get_one(searching.Title, books["人生"]).editions[0].id
    withdraw_edition(database, edition)
    assert names(database, "人生") == []
    assert "人生" not in names(database, "")


@pytest.mark.parametrize("facets", [{}, {"language": "zh-Hans"}])
@pytest.mark.parametrize("words", ["", "第"])
def test_pages_hold_everything_once(
    database: Database, words: str, facets: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(23):
        add(database, f"第{number % 7}卷", "甲", "zh-Hans", (), "")
    for most in (1000, 5):  # facets of few titles are read from the index, of many from the list
        monkeypatch.setattr(facet_counts, "MOST", 1000 if words else most)
        after, seen = None, []
        while True:
            page = search(database, words, facets=facets, after=after, limit=5)
            seen += [hit.title_id for hit in page.hits]
            after = page.next
            if after is None:
                break
        assert len(seen) == len(set(seen)) == 23


def test_more_than_can_be_ranked_is_said(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST", 5)
    for number in range(8):
        add(database, f"第{number}卷", "甲", "zh-Hans", (), "")
    page = search(database, "第")
    assert (page.total, page.more_than_total, len(page.hits)) == (5, True, 5)


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "bnVsbA",
        "WzEsMl0",
        "é",
        "WyJhIixudWxsXQ",
        "WyJhIiwgOTIyMzM3MjAzNjg1NDc3NTgwOF0",
        "WzEsIDEsICJhXHUwMDAwIiwgMV0",
        "WyJhXHUwMDAwIiwgMV0",
    ],
)
def test_a_made_up_page_is_refused(shelves: Database, cursor: str) -> None:
    for words in ("世界", ""):
        with pytest.raises(BadRecord, match="search-page-unknown"):
            search(shelves, words, after=cursor)


NASTY = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="\"'*():&|!<->^{}\\ -+AND OR NOT NEAR/ name:世", max_size=40),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=NASTY, value=NASTY)
def test_queries_are_data(shelves: Database, words: str, value: str) -> None:
    assert search(shelves, words, facets={"subject": value}).hits == ()
    asked = query(words)
    for hit in search(shelves, words).hits if asked.strict else ():
        # Found for its words, never because of an operator.
        book = next(book for book in BOOKS if book[0] == hit.name)
        whole = " ".join([*book[:2], *book[3], book[4]])
        there = {*name_tokens(whole), *pinyin_tokens(whole), *body_tokens([whole])}
        for word in asked.loose:
            assert word.prefix in {*there, ""} or any(one.startswith(word.prefix) for one in there)
            assert word.prefix or set(word.tokens) <= there
