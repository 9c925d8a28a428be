"""Search by kind of query, and pages of lists as the catalogue grows: parts of ``make bench-service``. Beside each search stands the bare index, asked for the same words without rank, facets or names."""

from __future__ import annotations

from typing import Any, Final

from accessible_reader.catalogue import search_index
from accessible_reader.catalogue.lists import ListFacts, make_list, titles_in_list
from accessible_reader.catalogue.models import CuratedEntry
from accessible_reader.catalogue.search import search
from accessible_reader.catalogue.tokens import query
from accessible_reader.database import Database, insert, select, text
from benchmarks.bench_service_clock import ROW_HEADING, Clock, Timed, median, p95, together
from benchmarks.bench_service_library import branch_id

QUERIES: Final = {
    "one character": ("人", "中", "月", "海", "书"),
    "Chinese word": ("世界", "历史", "红楼梦", "科学家", "战争"),
    "Chinese name of a book": ("平凡的世界", "战争和平", "山河青年", "中国历史", "月亮城市"),
    "traditional characters": ("紅樓", "歷史", "戰爭", "愛情故事", "藝術"),
    "pinyin": ("shijie", "lishi", "hongloumeng", "zhongguo", "hong lou"),
    "initials, beginnings": ("zgls", "pfdsj", "shij", "zh", "ho"),
    "English": ("night", "the sea", "old man", "letters from the island", "history"),
    "unfinished English": ("gard", "th", "great gard", "dark wint", "sec"),
    "several words": ("历史 小说", "大海 小说", "科学 家庭 城市", "李 爱情", "the old man of the sea"),
    "author and title": ("王小明", "王 世界", "wang shijie", "陈 人生", "son night"),
    "not there": ("xyzzy", "龘", "qqqqqq"),
}  # fmt: skip
CHOSEN: Final = ({"language": "zh-Hans", "format": "braille"}, {"subject": "历史"}, {"branch": branch_id(3)})
_WANTED: Final = 50.0


def search_table(database: Database, figures: dict[str, Any]) -> None:
    """Print how long searches take."""
    kind = database.dialect
    clock = Clock(database)
    print(
        f"\n{kind + ': search, ms':<36}{ROW_HEADING}{'bare p50':>10}{'p95':>9}   (processor; bare: the index alone)"
    )
    every: list[Timed] = []
    for name, queries in QUERIES.items():
        asked = together([clock.time(lambda words=words: search(database, words)) for words in queries])  # type: ignore[misc]
        bare = together([clock.time(lambda words=words: _bare(database, words)) for words in queries])  # type: ignore[misc]
        every.append(asked)
        print(f"{name:<36}{asked.row()}{median(bare.cpu):>10.1f}{p95(bare.cpu):>9.1f}", flush=True)
    faceted = together([
        clock.time(lambda words=words, facets=facets: search(database, words, facets=facets), 2)  # type: ignore[misc]
        for queries in QUERIES.values() for words in queries[:3] for facets in CHOSEN
    ])  # fmt: skip
    print(f"{'any of these, with facets':<36}{faceted.row()}")
    whole = together([*every, faceted])
    print(f"{'ALL':<36}{whole.row()}   wanted: p95 ≤ {_WANTED:.0f}")
    figures[f"search_{kind}"] = {
        "cpu_p50": median(whole.cpu),
        "cpu_p95": p95(whole.cpu),
        "wall_p95": p95(whole.wall),
    }


def page_costs(database: Database) -> dict[str, float]:
    """Milliseconds of processor for a page of each list."""
    clock = Clock(database)
    with database.reading() as session:
        middle = session.execute(
            text(
                "SELECT sort_name, seq FROM search_index_list WHERE facet = (SELECT id FROM search_index_facet WHERE name = '') ORDER BY sort_name, seq LIMIT 1 OFFSET :half"
            ),
            {"half": _titles(database) // 2},
        ).one()
    from accessible_reader.catalogue.search import _cursor

    deep = _cursor((middle[0], middle[1]))
    curated = _curated(database)
    jobs: dict[str, Any] = {
        "all, first page": lambda: search(database),
        "all, in the middle": lambda: search(database, after=deep),
        "new": lambda: search(database, order="new"),
        "new in braille": lambda: search(database, facets={"format": "braille"}, order="new"),
        "by subject": lambda: search(database, facets={"subject": "历史"}),
        "by length": lambda: search(database, facets={"length": "short"}),
        "by format": lambda: search(database, facets={"format": "braille"}),
        "by branch": lambda: search(database, facets={"branch": branch_id(3)}),
        "by subject and format": lambda: search(database, facets={"subject": "历史", "format": "braille"}),
        "staff list": lambda: titles_in_list(database, curated, hidden=True),
        "staff list, its end": lambda: titles_in_list(database, curated, after=_titles(database) // 10 - 30, hidden=True),
    }  # fmt: skip
    return {name: min(clock.time(job, 15).cpu) for name, job in jobs.items()}


def page_table(kind: str, costs: dict[int, dict[str, float]], figures: dict[str, Any]) -> None:
    """Print what a page costs as the catalogue grows."""
    sizes = sorted(costs)
    print(
        f"\n{kind + ': a page of 20, CPU ms':<36}"
        + "".join(f"{size:>10,}" for size in sizes)
        + f"{'ratio':>8}   (wanted: ≤ 1.5)"
    )
    ratios = {}
    for name in costs[sizes[0]]:
        row = [costs[size][name] for size in sizes]
        ratios[name] = row[-1] / row[0]
        print(f"{name:<36}" + "".join(f"{one:>10.2f}" for one in row) + f"{ratios[name]:>8.2f}")
    figures[f"page_ratio_{kind}"] = ratios


def _bare(database: Database, words: str) -> None:
    asked = query(words)
    with database.reading() as session:
        search_index.docs(session, asked.loose, search_index.TEXT, (), 20)


def _titles(database: Database) -> int:
    with database.reading() as session:
        return int(session.scalar(text("SELECT count(*) FROM title")) or 0)


def _curated(database: Database) -> str:
    """A list of a tenth of all titles."""
    made = make_list(database, ListFacts("made up"))
    with database.transaction() as session:
        from accessible_reader.catalogue.models import Title

        ids = list(session.scalars(select(Title.id).order_by(Title.id).limit(_titles(database) // 10)))
        session.execute(
            insert(CuratedEntry),
            [{"list_id": made, "title_id": one, "place": n, "note": ""} for n, one in enumerate(ids, 1)],
        )
    return made
