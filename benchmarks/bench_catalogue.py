"""Search and list pages of a made-up catalogue as it grows, on SQLite and PostgreSQL, beside the bare index asked for the same words.

``python -m benchmarks.bench_catalogue [titles ...]`` (default 1000 10000 100000; ten copies a title). Milliseconds; the machine should be otherwise idle.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from accessible_reader.catalogue.indexing import entry_of, sort_name
from accessible_reader.catalogue.models import Contributor, Edition, Subject, Title
from accessible_reader.catalogue.search import search
from accessible_reader.catalogue.search_index import COLUMNS, IndexEntry, find, put_all
from accessible_reader.catalogue.tokens import body_tokens, query
from accessible_reader.database import Database, insert, make_engine, new_id, now, text, upgrade
from tests.databases import KINDS, database_url

COPIES: Final = 10
BRANCHES: Final = 40
_HAN: Final = "世界人生中国历史文学红楼梦平凡故事春秋山河大海青年时代爱情战争和平科学家庭母亲父亲孩子城市乡村月亮太阳星空花园小说诗歌散文哲学经济艺术音乐旅行健康法律教育"
_SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_ENGLISH: Final = [
    "the",
    "of",
    "night",
    "sea",
    "wind",
    "old",
    "man",
    "story",
    "world",
    "history",
    "time",
    "river",
    "house",
    "garden",
    "secret",
    "last",
    "first",
    "great",
    "little",
    "dark",
    "light",
    "winter",
    "summer",
    "road",
    "king",
    "queen",
    "war",
    "peace",
    "letters",
    "island",
    "mountain",
]
_SUBJECTS: Final = ("小说", "历史", "诗歌", "科学", "儿童", "传记", "Fiction", "History", "Science", "Travel")
QUERIES: Final = (
    "世界", "红楼梦", "人", "中", "平凡的世界", "shijie", "hongloumeng", "zgls", "王小明", "wang", "紅樓", "歷史 小說", "the sea", "great gard", "night", "s", "old man", "战争和平",
    "李 爱情", "history", "xyzzy", "山河青年", "letters from the island", "月", "lishi", "大海 小说", "科学家", "陈", "dark winter", "hong lou",
)  # fmt: skip


def main() -> None:
    """Make catalogues, ask, print."""
    sizes = [int(one) for one in sys.argv[1:]] or [1_000, 10_000, 100_000]
    print(
        f"{'':<12}{'titles':>8}{'copies':>9}{'search p50':>12}{'p95':>8}{'bare p95':>10}{'facet p95':>11}{'list p95':>10}{'list deep':>11}{'load s':>8}"
    )
    for kind in KINDS:
        first: list[float] = []
        with tempfile.TemporaryDirectory() as folder:
            database = Database(make_engine(database_url(kind, Path(folder))))
            upgrade(database.engine)
            branches = _branches(database)
            there = 0
            for size in sizes:
                start = time.monotonic()
                _grow(database, there, size, branches)
                there = size
                loaded = time.monotonic() - start
                figures = _measure(database)
                first = first or figures
                print(
                    f"{kind:<12}{size:>8}{size * COPIES:>9}{figures[0]:>12.1f}{figures[1]:>8.1f}{figures[2]:>10.1f}{figures[3]:>11.1f}{figures[4]:>10.1f}{figures[5]:>11.1f}{loaded:>8.0f}",
                    flush=True,
                )
            ratios = [after / before for after, before in zip(figures, first, strict=True)]
            print(
                f"{kind:<12}{'largest : smallest':>17}{ratios[0]:>12.2f}{ratios[1]:>8.2f}{ratios[2]:>10.2f}{ratios[3]:>11.2f}{ratios[4]:>10.2f}{ratios[5]:>11.2f}"
            )
            database.close()


def _measure(database: Database) -> list[float]:
    def bare(words: str) -> None:
        asked = query(words)
        with database.reading() as session:
            find(session, asked.loose, COLUMNS, (), 20)

    cursor = _deep(database)
    asked = [_times(lambda words=words: search(database, words)) for words in QUERIES]
    whole = [one for times in asked for one in times]
    bared = [one for words in QUERIES for one in _times(lambda words=words: bare(words))]
    faceted = [
        one
        for words in QUERIES
        for one in _times(
            lambda words=words: search(database, words, facets={"language": "zh-Hans", "format": "braille"})
        )
    ]
    listed = _times(lambda: search(database), 40)
    deep = _times(lambda: search(database, after=cursor), 40)
    return [
        statistics.median(whole),
        *(statistics.quantiles(one, n=20)[18] for one in (whole, bared, faceted, listed, deep)),
    ]


def _deep(database: Database) -> str | None:
    after = None
    for _ in range(8):
        page = search(database, after=after, limit=100)
        after = page.next or after
    return after


def _times(job: Callable[[], Any], rounds: int = 5) -> list[float]:
    job()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        job()
        taken.append(1000 * (time.perf_counter() - start))
    return taken


def _branches(database: Database) -> list[str]:
    from accessible_reader.catalogue.branches import add_branch

    top = add_branch(database, "main", "总馆")
    return [
        top,
        *(add_branch(database, f"b{number}", f"分馆 {number}", "main") for number in range(1, BRANCHES)),
    ]


def _grow(database: Database, start: int, end: int, branches: list[str]) -> None:
    for first in range(start, end, 5_000):
        rows = [_title(number, branches) for number in range(first, min(first + 5_000, end))]
        with database.transaction() as session:
            session.execute(insert(Title), [row["title"] for row in rows])
            session.execute(insert(Contributor), [row["contributor"] for row in rows])
            session.execute(insert(Subject), [row["subject"] for row in rows])
            session.execute(insert(Edition), [row["edition"] for row in rows])
            put_all(session, (row["entry"] for row in rows))
            _copies(session, [copy for row in rows for copy in row["copies"]])
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if database.dialect == "postgresql":
            connection.execute(text("VACUUM ANALYZE"))
        else:
            connection.execute(text("ANALYZE"))


def _copies(session: Any, rows: list[tuple[Any, ...]]) -> None:
    columns = "barcode, edition_id, branch_id, kind, volume, volumes, shelf_mark, state"
    raw = session.connection().connection.driver_connection
    if session.get_bind().dialect.name == "postgresql":
        with raw.cursor() as cursor, cursor.copy(f"COPY copy ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    raw.executemany(f"INSERT INTO copy ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)  # noqa: S608


def _title(number: int, branches: list[str]) -> dict[str, Any]:
    chance = random.Random(number)  # noqa: S311 (the same catalogue each time)
    chinese = chance.random() < 0.7
    if chinese:
        name = "".join(chance.choice(_HAN) for _ in range(chance.randint(2, 8)))
        author = chance.choice(_SURNAMES) + "".join(chance.choice(_HAN) for _ in range(chance.randint(1, 2)))
        body = "".join(chance.choice(_HAN) for _ in range(60))
    else:
        words = [chance.choice(_ENGLISH) for _ in range(chance.randint(2, 6))]
        name, author = (
            " ".join(words).title(),
            f"{chance.choice(_ENGLISH).title()} {chance.choice(_ENGLISH).title()}son",
        )
        body = " ".join(chance.choice(_ENGLISH) + chance.choice(["", "s", "ing", "er"]) for _ in range(60))
    language = "zh-Hans" if chinese else "en"
    title = Title(id=new_id(), name=name, language=language, series=None)
    title.contributors = [Contributor(position=0, name=author, role="aut")]
    title.subjects = [Subject(name=chance.choice(_SUBJECTS))]
    edition = Edition(id=new_id(), length=chance.choice(("short", "medium", "long")), source_sha256=None)
    copies = [
        (
            f"{number:07d}{volume:02d}",
            edition.id,
            chance.choice(branches),
            chance.choice(("braille", "large_print", "disc")),
            1,
            1,
            "",
            "available",
        )
        for volume in range(COPIES)
    ]
    entry: IndexEntry = entry_of(
        title, [edition], [(copy[3], copy[2]) for copy in copies], body_tokens([body])
    )
    return {
        "title": {
            "id": title.id,
            "name": name,
            "sort_name": sort_name(name),
            "language": language,
            "match_key": "",
            "added_at": now(),
        },
        "contributor": {"title_id": title.id, "position": 0, "name": author, "role": "aut"},
        "subject": {"title_id": title.id, "name": title.subjects[0].name},
        "edition": {
            "id": edition.id,
            "title_id": title.id,
            "language": language,
            "rights": "licensed",
            "rights_basis": "made up",
            "length": edition.length,
        },
        "entry": entry,
        "copies": copies,
    }


if __name__ == "__main__":
    main()
