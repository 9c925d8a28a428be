"""Lists: by facet in either order, with their numbers, and those that staff put together."""

from __future__ import annotations

from collections import Counter

import pytest

from accessible_reader.catalogue import facet_counts, facet_lists, lists, search_index
from accessible_reader.catalogue.branches import add_branch
from accessible_reader.catalogue.copies import NewCopy, add_copies, set_copy_state
from accessible_reader.catalogue.indexing import family, index_title
from accessible_reader.catalogue.lists import ListFacts
from accessible_reader.catalogue.search import Page, search
from accessible_reader.catalogue.titles import EditionFacts, TitleFacts, add_edition, add_title, edit_title
from accessible_reader.conversions.models import ArtifactRecord, ConversionRecord
from accessible_reader.database import Database, func, select, text
from accessible_reader.errors import BadRecord, NotFound
from converters.registry import converter_names, get_converter

SUBJECTS = ("小说", "历史", "诗歌")


def add(database: Database, name: str, subject: str = "小说", length: str = "short") -> tuple[str, str]:
    with database.transaction() as session:
        title = add_title(session, TitleFacts(name, "zh-Hans", [("甲", "aut")], [subject]))
        edition = add_edition(session, title, EditionFacts("public_domain", "old", "zh-Hans"), length=length)
        index_title(session, title.id)
        return title.id, edition.id


def walk(database: Database, **options: object) -> list[str]:
    found: list[str] = []
    after = None
    while True:
        page = search(database, after=after, limit=7, **options)  # type: ignore[arg-type]
        found += [hit.name for hit in page.hits]
        after = page.next
        if after is None:
            return found


def facets(page: Page, kind: str) -> dict[str, int]:
    return dict(page.facets[kind])


@pytest.fixture
def thirty(database: Database) -> list[str]:
    names = [f"第{number % 9}种书{number:02}" for number in range(30)]
    for number, name in enumerate(names):
        add(database, name, SUBJECTS[number % 3], "long" if number % 5 == 0 else "short")
    return names


@pytest.mark.parametrize("most", [1000, 3])
def test_every_list_holds_each_of_its_titles_once_in_both_orders(
    database: Database, thirty: list[str], most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facet_counts, "MOST", most)
    ordered = walk(database)
    assert sorted(ordered) == sorted(thirty)
    assert walk(database, order="new") == thirty[::-1]
    for chosen in ({"subject": "历史"}, {"length": "long"}, {"subject": "诗歌", "length": "long"}):
        mine = [
            name
            for number, name in enumerate(thirty)
            if chosen.get("subject") in {None, SUBJECTS[number % 3]}
            and chosen.get("length") in {None, "long" if number % 5 == 0 else "short"}
        ]
        assert walk(database, facets=chosen) == [name for name in ordered if name in mine]
        assert walk(database, facets=chosen, order="new") == mine[::-1]


def test_the_numbers_of_a_list_are_counted(database: Database, thirty: list[str]) -> None:
    page = search(database)
    assert (page.total, page.estimated) == (30, False)
    assert facets(page, "subject") == {"小说": 10, "历史": 10, "诗歌": 10}
    assert facets(page, "length") == {"short": 24, "long": 6}
    page = search(database, facets={"subject": "小说"})
    assert page.total == 10
    assert facets(page, "length") == {"short": 8, "long": 2}
    assert search(database, facets={"subject": "没有"}).hits == ()


def test_numbers_stay_right_when_titles_change_and_are_added_up(
    database: Database, thirty: list[str]
) -> None:
    title, _edition = add(database, "新的", "历史")
    edit_title(database, title, TitleFacts("改了名字的", "en", [("乙", "aut")], ["诗歌"]))
    assert "改了名字的" in walk(database, facets={"subject": "诗歌"})
    assert "改了名字的" not in walk(database, facets={"subject": "历史"})
    assert walk(database, order="new")[0] == "改了名字的"
    before = search(database).facets
    assert dict(before["language"]) == {"zh-Hans": 30, "en": 1}
    facet_lists.fold(database)
    assert search(database).facets == before
    with database.reading() as session:
        rows = session.scalar(text("SELECT count(*) FROM search_index_count")) or 0
        seen = Counter(session.scalars(text("SELECT facet FROM search_index_list")))
        assert rows == len(seen)
        search_index.put(session, next(one for one in search_index.stored(session) if one.title_id == title))
        assert Counter(session.scalars(text("SELECT facet FROM search_index_list"))) == seen


def test_numbers_of_a_long_list_are_estimated_from_a_part(
    database: Database, thirty: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facet_counts, "MOST", 9)
    monkeypatch.setattr(facet_counts, "_SAMPLE", 1000)  # all parts: then the estimate is exact
    page = search(database, facets={"subject": "小说"})
    assert (page.total, page.estimated) == (10, True)
    assert facets(page, "length") == {"short": 8, "long": 2}
    assert facets(page, "subject") == {"小说": 10}


def test_a_format_counts_what_is_on_shelves_and_what_is_ready(database: Database) -> None:
    add_branch(database, "main", "总馆")
    shelved, edition = add(database, "架上的")
    made, other = add(database, "做好的")
    add_copies(database, edition, "main", "braille", [NewCopy("b1")])
    with database.transaction() as session:
        session.add(
            ConversionRecord(id="c" * 64, edition_id=other, format="braille-brf", options={}, state="done")
        )
        session.flush()
        session.add(
            ArtifactRecord(
                conversion_id="c" * 64,
                folder="f",
                main="m",
                media_type="t",
                files=[],
                size=1,
                report={},
                provenance={},
            )
        )
        index_title(session, made)
    page = search(database)
    assert facets(page, "format") == {"braille": 2}
    assert facets(page, "ready") == {"braille-brf": 1}
    assert {hit.title_id for hit in search(database, facets={"format": "braille"}).hits} == {shelved, made}
    (hit,) = search(database, facets={"ready": "braille-brf"}).hits
    assert (hit.title_id, hit.ready) == (made, ("braille-brf",))
    set_copy_state(database, "b1", "withdrawn")
    assert facets(search(database), "format") == {"braille": 1}


@pytest.mark.parametrize("name", converter_names())
def test_every_format_belongs_to_a_family(name: str) -> None:
    kinds = {"audio": "audio", "braille": "braille", "print": "large_print"}
    assert family(name) == kinds.get(get_converter(name).kind, "text")


def test_a_staff_list_keeps_its_order_page_by_page(database: Database) -> None:
    titles = [add(database, f"书{number}")[0] for number in range(7)]
    made = lists.make_list(database, ListFacts(" 春天  的书 ", "给大家"))
    for title in titles:
        lists.put_into_list(database, made, title, note=f"因为{title[:4]}")
    lists.put_into_list(database, made, titles[6], before=titles[1])
    lists.put_into_list(database, made, titles[0])
    lists.take_out_of_list(database, made, titles[3])
    expected = [titles[n] for n in (6, 1, 2, 4, 5, 0)]
    found: list[str] = []
    after = None
    while True:
        page = lists.titles_in_list(database, made, after=after, limit=2, hidden=True)
        found += [hit.title_id for hit, _note in page.entries]
        assert all(note == f"因为{hit.title_id[:4]}" for hit, note in page.entries)
        after = page.next
        if after is None:
            break
    assert found == expected


def test_readers_see_a_list_when_it_is_shown(database: Database) -> None:
    made = lists.make_list(database, ListFacts("准备中"))
    assert lists.lists(database) == []
    assert [one.name for one in lists.lists(database, hidden=True)] == ["准备中"]
    with pytest.raises(NotFound, match="list-not-found"):
        lists.titles_in_list(database, made)
    lists.change_list(database, made, ListFacts("好了", shown=True))
    assert [one.name for one in lists.lists(database)] == ["好了"]
    assert lists.titles_in_list(database, made).entries == ()
    with pytest.raises(BadRecord, match="list-name-missing"):
        lists.make_list(database, ListFacts(" \x00"))
    with pytest.raises(NotFound, match="title-not-found"):
        lists.put_into_list(database, made, "nothing")
    lists.remove_list(database, made)
    with pytest.raises(NotFound, match="list-not-found"):
        lists.change_list(database, made, ListFacts("x"))
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(lists.CuratedList)) == 0
