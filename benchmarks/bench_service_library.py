"""A made-up library for the service's benchmarks: the same each time, made in bulk, as large as one likes. Words are as unequal as in life: few are in half of all names, most in a handful."""

from __future__ import annotations

import itertools
import multiprocessing
import pickle
import random
import time
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from accessible_reader.catalogue.indexing import entry_of, sort_name
from accessible_reader.catalogue.models import Branch, Contributor, Copy, Edition, Subject, Title
from accessible_reader.catalogue.search_index import IndexEntry
from accessible_reader.catalogue.tokens import body_tokens
from accessible_reader.database import Database, Keys, insert, select, text
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.models import Person
from accessible_reader.people.persons import sealed_row
from benchmarks.bench_service_loading import BulkIndex, insert_rows

COPIES: Final = 10
BRANCHES: Final = 40
_HAN: Final = [
    "世界",
    "人生",
    "中国",
    "历史",
    "文学",
    "红楼梦",
    "平凡",
    "故事",
    "春秋",
    "山河",
    "大海",
    "青年",
    "时代",
    "爱情",
    "战争",
    "和平",
    "科学",
    "家庭",
    "母亲",
    "父亲",
    "孩子",
    "城市",
    "乡村",
    "月亮",
    "太阳",
    "星空",
    "花园",
    "小说",
    "诗歌",
    "散文",
    "哲学",
    "经济",
    "艺术",
    "音乐",
    "旅行",
    "健康",
    "法律",
    "教育",
]
_SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN: Final = "明华建国红英伟芳娜敏静丽强磊军洋勇艳杰涛超秀兰霞平刚桂芝文"
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
_SUBJECTS: Final = (
    "小说",
    "历史",
    "诗歌",
    "科学",
    "儿童",
    "传记",
    "医学",
    "法律",
    "Fiction",
    "History",
    "Science",
    "Travel",
)
_FIRST_DAY: Final = datetime(2020, 1, 1, tzinfo=UTC)
_CHUNK: Final = 1_000


@dataclass(frozen=True, slots=True)
class MadeTitle:
    """One title as rows."""

    title: dict[str, Any]
    contributor: dict[str, Any]
    subject: dict[str, Any]
    edition: dict[str, Any]
    copies: list[tuple[Any, ...]]
    entry: IndexEntry
    sort_name: str


def make_rows(folder: Path, titles: int, processes: int = 2) -> list[Path]:
    """The rows of the first ``titles`` titles, in files; making them takes longer than loading them, so it is done once for all databases."""
    folder.mkdir(parents=True, exist_ok=True)
    jobs = [
        (folder / f"{start:07}-{min(start + _CHUNK, titles):07}.pickle", start, min(start + _CHUNK, titles))
        for start in range(0, titles, _CHUNK)
    ]
    missing = [job for job in jobs if not job[0].exists()]
    if missing:
        with multiprocessing.get_context("forkserver").Pool(processes) as pool:
            pool.starmap(_write_chunk, missing)
    return [job[0] for job in jobs]


def load_titles(database: Database, chunks: list[Path]) -> float:
    """Put them in; seconds."""
    start = time.monotonic()
    index = BulkIndex(database)
    for path in chunks:
        rows: list[MadeTitle] = pickle.loads(path.read_bytes())  # noqa: S301 (we wrote it)
        with database.transaction() as session:
            insert_rows(session, Title, [row.title for row in rows])
            insert_rows(session, Contributor, [row.contributor for row in rows])
            insert_rows(session, Subject, [row.subject for row in rows])
            insert_rows(session, Edition, [row.edition for row in rows])
            _insert_copies(session, [copy for row in rows for copy in row.copies])
            index.add(session, [(row.entry, row.sort_name) for row in rows])
    index.finish()
    analyse(database)
    return time.monotonic() - start


def analyse(database: Database) -> None:
    """What a database does by itself in a quiet hour."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE" if database.dialect == "postgresql" else "ANALYZE"))


def add_branches(database: Database) -> list[Any]:
    """A main library and its branches, always with the same ids."""
    rows = [
        {
            "id": branch_id(number),
            "code": f"b{number}",
            "name": f"分馆 {number}",
            "parent_id": branch_id(0) if number else None,
        }
        for number in range(BRANCHES)
    ]
    with database.transaction() as session:
        session.execute(insert(Branch), rows)
    return [row["id"] for row in rows]


def branch_id(number: int) -> str:
    """Of the branch with this number."""
    return f"{number:032x}"


def load_patrons(database: Database, keys: Keys, count: int) -> float:
    """Patrons with sealed fields; seconds."""
    start = time.monotonic()
    columns = [column.name for column in Person.__table__.columns]
    for first in range(0, count, 5_000):
        rows = []
        for number in range(first, min(first + 5_000, count)):
            chance = random.Random(number)  # noqa: S311 (the same library each time)
            person = sealed_row(
                keys,
                NewPerson(
                    chance.choice(_SURNAMES) + chance.choice(_GIVEN) + chance.choice(_GIVEN),
                    card_of(number),
                    f"1{chance.randrange(10**9, 10**10)}",
                    f"reader{number}@example.org",
                    f"{chance.choice(_GIVEN)}{chance.choice(_GIVEN)}路{chance.randrange(900)}号",
                    str(chance.randrange(1935, 2015)),
                    home_branch_id=branch_id(number % BRANCHES),
                ),
            )
            person.added_at = _FIRST_DAY
            rows.append({name: getattr(person, name) for name in columns})
        with database.transaction() as session:
            session.execute(insert(Person), rows)
    return time.monotonic() - start


def card_of(number: int) -> str:
    """The card number of a patron."""
    return f"R{number:08d}"


def _write_chunk(path: Path, start: int, end: int) -> None:
    partial = path.with_suffix(".part")
    partial.write_bytes(pickle.dumps([_title(number) for number in range(start, end)]))
    partial.rename(path)


def _title(number: int) -> MadeTitle:
    chance = random.Random(number)  # noqa: S311
    chinese = chance.random() < 0.7
    if chinese:
        name = "".join(_word(chance, chinese=True) for _ in range(chance.randint(1, 4)))
        author = chance.choice(_SURNAMES) + "".join(
            chance.choice(_GIVEN) for _ in range(chance.randint(1, 2))
        )
        body = "".join(_word(chance, chinese=True) for _ in range(60))
    else:
        name = " ".join(_word(chance, chinese=False) for _ in range(chance.randint(2, 6))).title()
        author = f"{_word(chance, chinese=False).title()} {_word(chance, chinese=False).title()}son"
        body = " ".join(_word(chance, chinese=False) for _ in range(60))
    language = "zh-Hans" if chinese else "en"
    ids = {"title": f"{number:032x}", "edition": f"{number + (1 << 60):032x}"}
    title = Title(id=ids["title"], name=name, language=language, series=None)
    title.contributors = [Contributor(position=0, name=author, role="aut")]
    title.subjects = [Subject(name=chance.choice(_SUBJECTS))]
    edition = Edition(
        id=ids["edition"], length=chance.choice(("short", "medium", "long")), source_sha256=None
    )
    copies = [
        (f"{number:07d}{volume:02d}", edition.id, branch_id(chance.randrange(BRANCHES)), chance.choice(("braille", "large_print", "disc")))
        for volume in range(COPIES)
    ]  # fmt: skip
    entry = entry_of(title, [edition], [(copy[3], copy[2]) for copy in copies], body_tokens([body]))
    moment = _FIRST_DAY + timedelta(minutes=number)
    sort = sort_name(name)
    return MadeTitle(
        {"id": title.id, "name": name, "sort_name": sort, "language": language, "match_key": "", "added_at": moment},
        {"title_id": title.id, "position": 0, "name": author, "role": "aut"},
        {"title_id": title.id, "name": title.subjects[0].name},
        {
            "id": edition.id, "title_id": title.id, "language": language, "rights": "licensed", "rights_basis": "made up", "length": edition.length,
            "identifier": "", "identifier_key": "", "publisher": "", "published": "", "words": 0, "description": {}, "findings": [], "added_at": moment,
        },
        copies,
        entry,
        sort,
    )  # fmt: skip


def _word(chance: random.Random, *, chinese: bool) -> str:
    words, weights = _vocabulary(chinese)
    return words[bisect(weights, chance.random() * weights[-1])]


@cache
def _vocabulary(chinese: bool) -> tuple[list[str], list[float]]:
    """Words by Zipf's law."""
    chance = random.Random(7)  # noqa: S311
    if chinese:
        from pypinyin.phrases_dict import phrases_dict

        rare = sorted(word for word in phrases_dict if 2 <= len(word) <= 3)
        words = [*_HAN, *chance.sample(rare, 4_000)]
    else:
        parts = [
            a + b
            for a, b in itertools.product("bcdfghlmnprst", ("a", "e", "i", "o", "u", "ar", "en", "in", "ol"))
        ]
        words = [
            *_ENGLISH,
            *dict.fromkeys("".join(chance.sample(parts, chance.randint(2, 3))) for _ in range(4_000)),
        ]
    return words, list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))


def _insert_copies(session: Any, rows: list[tuple[Any, ...]]) -> None:
    names = ("barcode", "edition_id", "branch_id", "kind", "volume", "volumes", "shelf_mark", "state")
    insert_rows(session, Copy, [dict(zip(names, (*row, 1, 1, "", "available"), strict=True)) for row in rows])


def editions(database: Database, count: int) -> Iterator[str]:
    """Ids of some editions."""
    with database.reading() as session:
        yield from session.scalars(select(Edition.id).order_by(Edition.id).limit(count))
