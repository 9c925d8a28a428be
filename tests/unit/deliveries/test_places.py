"""The library's table of places: the longest name that stands in an address, taken whole or not at all."""

from __future__ import annotations

import pytest

from accessible_reader.audit import seen_of
from accessible_reader.deliveries.places import LARGEST, Places, fold, stands_in
from accessible_reader.deliveries.routes import Routes
from accessible_reader.errors import BadRecord, NotAllowed, NotFound
from tests.unit.deliveries.conftest import THURSDAY, Depot

TABLE = "名称,纬度,经度\n灵隐路,30.2400,120.1000\n灵隐路12号,30.2410,120.1010\n文三路,30.28,120.12\n"


@pytest.fixture
def places(depot: Depot) -> Places:
    return Places(depot.database, depot.keys)


@pytest.mark.parametrize(
    ("name", "address", "stands"),
    [
        ("灵隐路", "杭州市西湖区灵隐路12号3幢401室", True),
        ("灵隐路12号", "杭州市西湖区灵隐路 １２ 号3幢", True),
        ("灵隐路1", "杭州市西湖区灵隐路12号", False),
        ("2号", "杭州市西湖区灵隐路12号", False),
        ("2号", "灵隐路12号，2号楼", True),
        ("Oak Street", "12, oak  street, Leeds", True),
        ("Oak", "12 Oakland Street", False),
        ("land", "12 Oakland Street", False),
        ("Haus A", "Haus A3", True),
        ("文三路", "杭州市西湖区灵隐路12号", False),
        ("", "杭州", False),
    ],
)
def test_what_stands_in_an_address(name: str, address: str, *, stands: bool) -> None:
    assert stands_in(fold(name), fold(address)) is stands


def test_the_longest_name_wins_and_the_branch_above_is_asked_last(depot: Depot, places: Places) -> None:
    library = depot.library
    manager = library.librarian
    report = places.import_table(manager, library.north, TABLE.encode())
    assert (report.added, report.changed, report.same, report.problems) == (3, 0, 0, ())
    found = places.find(manager, library.north, "杭州市西湖区灵隐路12号3幢401室")
    assert found is not None
    assert (found.name, found.point) == ("灵隐路12号", "30.24100,120.10100")
    near = places.find(manager, library.north, "西湖区灵隐路7号")
    assert near is not None
    assert near.name == "灵隐路"
    assert places.find(manager, library.north, "拱墅区莫干山路1号") is None
    with pytest.raises(NotAllowed, match="permission-other-branch"):
        places.put(manager, library.main, "文三路", "1", "2")
    places.put("system", library.main, "文三路", "1", "2")
    places.put("system", library.main, "莫干山路", "30.3", "120.11")
    own = places.find(manager, library.north, "文三路")
    above = places.find(manager, library.north, "拱墅区莫干山路1号")
    assert own is not None
    assert above is not None
    assert (own.point, above.branch_id) == ("30.28000,120.12000", library.main)


def test_a_table_twice_changes_nothing_and_a_better_one_moves(depot: Depot, places: Places) -> None:
    library = depot.library
    who = (library.librarian, library.north)
    places.import_table(*who, TABLE.encode("gb18030"))
    again = places.import_table(*who, TABLE.encode("utf-16"))
    assert (again.added, again.changed, again.same) == (0, 0, 3)
    better = places.import_table(*who, "Lat;Lon;Name\n30.25;120.11;文 三 路\n30.3;120.2;翠苑一区\n".encode())
    assert (better.added, better.changed, better.same) == (1, 1, 0)
    assert {one.name: one.point for one in places.of(*who).places} == {
        "灵隐路": "30.24000,120.10000",
        "灵隐路12号": "30.24100,120.10100",
        "文 三 路": "30.25000,120.11000",
        "翠苑一区": "30.30000,120.20000",
    }


def test_bad_rows_are_told_by_line_and_nothing_is_taken(depot: Depot, places: Places) -> None:
    who = (depot.library.librarian, depot.library.north)
    rows = [
        "名称,纬度,经度",
        "翠苑一区,30.3,120.2",
        "",
        "古荡,北纬三十,120",
        "x,1,2",
        ",1,2",
        "翠苑 一区,1,2",
        "远,91,2",
        "近,1,nan",
        "空,1,",
    ]
    report = places.import_table(*who, "\r\n".join(rows).encode())
    assert [(one.line, one.code) for one in report.problems] == [
        (4, "place-point-bad"), (5, "place-name-bad"), (6, "place-name-bad"), (7, "place-twice"), (8, "place-point-bad"), (9, "place-point-bad"),
        (10, "place-point-bad"),
    ]  # fmt: skip
    assert places.of(*who).count == 0
    for text, code in (
        ("", "places-no-columns"),
        ("名称,纬度\n", "places-no-columns"),
        ("名称,纬度,经度,纬度\n", "places-no-columns"),
        ("名称,纬度,经度\n", "places-empty"),
        ('名称,纬度,经度\n"坏,1,2\n', "places-csv-bad"),
        ("名称,纬度,经度\n灵隐路,12号,30,120\n", "places-csv-bad"),
    ):
        with pytest.raises(BadRecord, match=code):
            places.import_table(*who, text.encode())
    with pytest.raises(BadRecord, match="places-too-large"):
        places.import_table(*who, b"x" * (LARGEST + 1))


def test_looked_through_page_by_page_moved_and_removed(depot: Depot, places: Places) -> None:
    who = (depot.library.librarian, depot.library.north)
    rows = "".join(f"翠苑{number}区,30.{number},120\n" for number in range(10, 17))
    places.import_table(*who, f"名称,纬度,经度\n{rows}文一路,30,120\n".encode())
    first = places.of(*who, limit=3)
    assert (first.count, len(first.places)) == (8, 3)
    seen = list(first.places)
    after = first.next
    while after:
        page = places.of(*who, after=after, limit=3)
        seen += page.places
        after = page.next
    assert len({one.id for one in seen}) == len(seen) == 8
    assert [one.name for one in places.of(*who, words="一路").places] == ["文一路"]
    assert places.of(*who, words="%").count == 8, "a sign is no wild card: it is nothing"
    moved = places.put(*who, "文 一 路", "31", "121")
    (one,) = places.of(*who, words="文一路").places
    assert (one.id, one.name, one.point) == (moved, "文 一 路", "31.00000,121.00000")
    places.remove(who[0], moved)
    assert places.of(*who, words="文一路").count == 0
    with pytest.raises(NotFound, match="place-not-found"):
        places.remove(who[0], moved)
    for name, north, code in (
        ("", "1", "place-name-bad"),
        ("路" * 201, "1", "place-name-bad"),
        ("文一路", "", "place-point-bad"),
    ):
        with pytest.raises(BadRecord, match=code):
            places.put(*who, name, north, "2")


def test_a_day_is_planned_by_the_table_where_a_reader_has_no_point(depot: Depot, places: Places) -> None:
    library = depot.library
    librarian, north = library.librarian, library.north
    visit = depot.confirmed("hong")
    made = depot.rounds.make(librarian, north, THURSDAY, "morning", start="30.25,120.13")
    depot.agree_to_volunteers()
    routes = Routes(depot.database, depot.keys)
    places.put(librarian, north, "文三路", "30.28", "120.12")
    found = routes.propose(librarian, north, THURSDAY, "morning")
    assert (found.without_point, found.by_table) == ((visit,), ())
    assert seen_of(depot.database, library.reader)[0].fields == ("address",), "it was looked into"
    places.put(librarian, north, "灵隐路", "30.24", "120.10")
    found = routes.propose(librarian, north, THURSDAY, "morning")
    assert (found.without_point, found.by_table) == ((), ((visit, "灵隐路"),))
    assert [(one.round_id, [stop for stop, _ in one.visits]) for one in found.rounds] == [(made, [visit])]
    depot.deliveries.set_profile(librarian, library.reader, {"point": "30.26,120.14"})
    found = routes.propose(librarian, north, THURSDAY, "morning")
    assert found.by_table == (), "a point of their own comes first"
    assert seen_of(depot.database, library.reader)[0].fields == ("point",)
