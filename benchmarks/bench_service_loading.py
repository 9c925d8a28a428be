"""Many rows at once, as each database likes them best. What is loaded so is what the program itself would have written, title by title (a test compares the two)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from accessible_reader.catalogue import facet_lists
from accessible_reader.catalogue.search_index import IndexEntry, facet_pairs, facet_text
from accessible_reader.catalogue.search_postgresql import head_tokens
from accessible_reader.catalogue.tokens import facet_token, sample_name, sample_of
from accessible_reader.database import Database, Session, text

_POSTGRESQL_LATE: Final = {
    "search_index_heads": "CREATE INDEX search_index_heads ON search_index_entry USING gin (head) WITH (fastupdate = off)",
    "search_index_words": "CREATE INDEX search_index_words ON search_index_text USING gin (words) WITH (gin_pending_list_limit = 512)",
    "search_index_age": "CREATE INDEX search_index_age ON search_index_list (facet, seq)",
}
"""Made when all rows are there: as quick as sorting once."""


def insert_rows(session: Session, model: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Rows of one of our tables; columns that are not given stay empty."""
    _insert(session, model.__tablename__, list(rows[0]), (tuple(row.values()) for row in rows))


def _insert(session: Session, name: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    raw: Any = session.connection().connection.driver_connection
    postgresql = session.get_bind().dialect.name == "postgresql"
    quoted = ", ".join(columns)
    if postgresql:
        with raw.cursor() as cursor, cursor.copy(f"COPY {name} ({quoted}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(
                    [
                        json.dumps(one) if isinstance(one, (dict, list)) and name == "edition" else one
                        for one in row
                    ]
                )
        return
    marks = ", ".join("?" * len(columns))
    raw.executemany(
        f"INSERT INTO {name} ({quoted}) VALUES ({marks})",  # noqa: S608 (our own names)
        (tuple(_sqlite(one) for one in row) for row in rows),
    )


def _sqlite(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    return json.dumps(value) if isinstance(value, (dict, list)) else value


class BulkIndex:
    """The search index of many titles. Lists are sorted as a whole, and written at the end."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._postgresql = database.dialect == "postgresql"
        self._facets: dict[str, int] = {}
        self._lists: list[tuple[int, str, int]] = []
        self._counts: Counter[int] = Counter()
        with database.transaction() as session:
            self._seq = int(session.scalar(text("SELECT coalesce(max(seq), 0) FROM search_index_entry")) or 0)
            for row in session.execute(text("SELECT name, id FROM search_index_facet")):
                self._facets[row[0]] = row[1]
            if self._postgresql:
                for name in _POSTGRESQL_LATE:
                    session.execute(text(f"DROP INDEX IF EXISTS {name}"))

    def add(self, session: Session, entries: Sequence[tuple[IndexEntry, str]]) -> None:
        """Titles in the order in which they came in, each with its sort name."""
        made = []
        for entry, sort in entries:
            self._seq += 1
            facets = facet_text(entry.facets)
            sort_name = sort[: facet_lists.LONGEST]
            for line in facet_lists.lines(facets):
                number = self._facets.setdefault(line, len(self._facets) + 1)
                self._lists.append((number, sort_name, self._seq))
                self._counts[number] += 1
            words = hashlib.blake2s(
                "\0".join([*sorted(entry.name), "", *sorted(entry.people), "", *sorted(entry.about)]).encode()
            )
            doc = min(len(entry.name_key), 999) << 32 | self._seq
            made.append((doc, self._seq, entry, sort_name, words.hexdigest(), facets))
        made.sort(key=lambda one: one[0])  # FTS5 writes ascending numbers in one go
        columns = ["doc", "seq", "title_id", "name_key", "sort_name", "words", "facets"]
        rows = [(d, n, e.title_id, e.name_key, s, w, f) for d, n, e, s, w, f in made]
        heads = [_head(e, f) for _d, _n, e, _s, _w, f in made]
        texts = [
            (list(dict.fromkeys([*e.name, *e.people, *e.about])), list(e.body))
            for _d, _n, e, _s, _w, _f in made
        ]
        if self._postgresql:
            vectors = [_vector(head_tokens(head)) for head in heads]
            _insert(
                session,
                "search_index_entry",
                [*columns, "head"],
                ((*row, one) for row, one in zip(rows, vectors, strict=True)),
            )
            _insert(
                session,
                "search_index_text",
                ["doc", "base", "words"],
                (
                    (one[0], base, _vector([*base, *body]))
                    for one, (base, body) in zip(made, texts, strict=True)
                ),
            )
            return
        _insert(session, "search_index_entry", columns, rows)
        _insert(
            session,
            "search_index_head",
            ["rowid", "name", "people", "about", "facet"],
            (
                (one[0], *(" ".join(head[key]) for key in ("name", "people", "about", "facet")))
                for one, head in zip(made, heads, strict=True)
            ),
        )
        _insert(
            session,
            "search_index_text",
            ["rowid", "base", "body"],
            ((one[0], " ".join(base), " ".join(body)) for one, (base, body) in zip(made, texts, strict=True)),
        )

    def finish(self) -> None:
        """Lists, numbers, and what was left for the end."""
        self._lists.sort()
        with self._database.transaction() as session:
            known = {row[0] for row in session.execute(text("SELECT name FROM search_index_facet"))}
            over = "OVERRIDING SYSTEM VALUE " if self._postgresql else ""
            session.execute(
                text(f"INSERT INTO search_index_facet (id, name) {over}VALUES (:id, :name)"),
                [{"id": number, "name": name} for name, number in self._facets.items() if name not in known],
            )
            _insert(session, "search_index_list", ["facet", "sort_name", "seq"], self._lists)
            _insert(session, "search_index_count", ["facet", "titles"], self._counts.items())
            if self._postgresql:
                for table, column in (("search_index_entry", "seq"), ("search_index_facet", "id")):
                    session.execute(
                        text(
                            f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), (SELECT max({column}) FROM {table}))"  # noqa: S608
                        )
                    )
                for statement in _POSTGRESQL_LATE.values():
                    session.execute(text(statement.replace("CREATE INDEX", "CREATE INDEX IF NOT EXISTS")))
        self._lists, self._counts = [], Counter()


def _head(entry: IndexEntry, facets: str) -> dict[str, list[str]]:
    tokens = [facet_token(*pair) for pair in facet_pairs(facets)]
    return {
        "name": list(entry.name),
        "people": list(entry.people),
        "about": list(entry.about),
        "facet": [*tokens, sample_name(sample_of(entry.title_id))],
    }


def _vector(tokens: Iterable[str]) -> str:
    """A tsvector as PostgreSQL reads it. Tokens have no quotes in them."""
    return " ".join(f"'{token}'" for token in dict.fromkeys(tokens))
