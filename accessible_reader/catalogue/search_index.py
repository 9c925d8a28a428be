"""The search index: one row a title, kept in the same transaction as the title. The only file that knows how FTS5 and tsvector differ.

Tokens are made in :mod:`accessible_reader.catalogue.tokens`; both databases only look them up. Columns: ``name``, ``people``, ``about`` (subjects, series, pinyin), ``body`` (the text), ``facet``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from accessible_reader.catalogue.tokens import MOST_BODY_TOKENS, Wanted, facet_token
from accessible_reader.database import Session, text

COLUMNS: Final = ("name", "people", "about", "body")
_MOST_BODY: Final = 2 * MOST_BODY_TOKENS
"""Of all editions together; beyond it the text of the first ones stands for the title."""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What is found of a title. ``facets``: pairs of kind and value. ``body`` is added to what is there from other editions."""

    title_id: str
    name_key: str
    name: Sequence[str]
    people: Sequence[str]
    about: Sequence[str]
    facets: Sequence[tuple[str, str]]
    body: Sequence[str] = field(default=())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that was found. ``doc`` is the row's number in the index."""

    doc: int
    title_id: str
    name_key: str
    facets: str


def put(session: Session, entry: IndexEntry) -> None:
    """Write or replace the row of a title."""
    put_all(session, [entry])


def put_all(session: Session, entries: Iterable[IndexEntry]) -> None:
    """The same for many."""
    for entry in entries:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(_PUT_POSTGRESQL, _values(entry))
        else:
            _put_sqlite(session, entry)


def stored(session: Session) -> Iterator[IndexEntry]:
    """All rows, as they could be put again, into either kind of database; a few at a time in memory."""
    query = _STORED_POSTGRESQL if session.get_bind().dialect.name == "postgresql" else _STORED_SQLITE
    last = -1
    while True:
        rows = session.execute(query, {"last": last, "most": _STORED_AT_ONCE}).all()
        for doc, title_id, key, facets, *columns in rows:
            last = doc
            name, people, about, body = (
                one.split() if isinstance(one, str) else list(one or ()) for one in columns
            )
            yield IndexEntry(title_id, key, name, people, about, facet_pairs(facets), body)
        if len(rows) < _STORED_AT_ONCE:
            return


def find(
    session: Session, wanted: Sequence[Wanted], columns: Sequence[str], facets: Sequence[str], most: int
) -> list[Candidate]:
    """At most ``most`` titles in which every wanted word is in one of ``columns`` and that have all ``facets`` (tokens)."""
    if session.get_bind().dialect.name == "postgresql":
        return _find_postgresql(session, wanted, columns, facets, most)
    match = _match(wanted, columns, facets)
    rows = session.execute(_FIND_SQLITE, {"match": match, "most": most})
    return [Candidate(*row) for row in rows]


def find_name(session: Session, key: str, facets: Sequence[str], most: int) -> list[Candidate]:
    """Titles that are called exactly so."""
    rows = session.execute(
        text(
            "SELECT doc, title_id, name_key, facets FROM search_index_entry WHERE name_key = :key ORDER BY doc LIMIT :most"
        ),
        {"key": key, "most": most},
    )
    found = [Candidate(*row) for row in rows]
    if not facets:
        return found
    return [one for one in found if set(facets) <= {facet_token(*pair) for pair in facet_pairs(one.facets)}]


def facet_text(facets: Iterable[tuple[str, str]]) -> str:
    """Facets as one text: a line ``kind=value`` each."""
    return "\n".join(sorted({f"{kind}={' '.join(value.split())}" for kind, value in facets}))


def facet_pairs(facets: str) -> list[tuple[str, str]]:
    """What :func:`facet_text` wrote."""
    return [(kind, value) for kind, _, value in (line.partition("=") for line in facets.split("\n") if line)]


def _values(entry: IndexEntry) -> dict[str, Any]:
    pairs = facet_pairs(facet_text(entry.facets))
    return {
        "title_id": entry.title_id,
        "name_key": entry.name_key,
        "facets": facet_text(entry.facets),
        "name": list(entry.name),
        "people": list(entry.people),
        "about": list(entry.about),
        "body": list(entry.body),
        "facet": [facet_token(*pair) for pair in pairs],
        "most_body": _MOST_BODY,
    }


_PUT_POSTGRESQL: Final = text(
    """
    INSERT INTO search_index_entry AS old (title_id, name_key, facets, name, people, about, body, facet)
    VALUES (:title_id, :name_key, :facets, array_to_tsvector(CAST(:name AS text[])), array_to_tsvector(CAST(:people AS text[])),
        array_to_tsvector(CAST(:about AS text[])), array_to_tsvector(CAST(:body AS text[])), array_to_tsvector(CAST(:facet AS text[])))
    ON CONFLICT (title_id) DO UPDATE SET name_key = excluded.name_key, facets = excluded.facets, name = excluded.name, people = excluded.people,
        about = excluded.about, facet = excluded.facet, body = CASE
            WHEN excluded.body = ''::tsvector OR length(old.body) + length(excluded.body) > :most_body THEN old.body ELSE old.body || excluded.body END
    """
)
_STORED_AT_ONCE: Final = 20
_STORED_SQLITE: Final = text(
    """
    SELECT e.doc, e.title_id, e.name_key, e.facets, s.name, s.people, s.about, s.body
    FROM search_index_entry AS e JOIN search_index AS s ON s.rowid = e.doc WHERE e.doc > :last ORDER BY e.doc LIMIT :most
    """
)
_STORED_POSTGRESQL: Final = text(
    """
    SELECT doc, title_id, name_key, facets, tsvector_to_array(name), tsvector_to_array(people), tsvector_to_array(about), tsvector_to_array(body)
    FROM search_index_entry WHERE doc > :last ORDER BY doc LIMIT :most
    """
)
_FIND_SQLITE: Final = text(
    """
    SELECT e.doc, e.title_id, e.name_key, e.facets FROM search_index CROSS JOIN search_index_entry AS e ON e.doc = search_index.rowid
    WHERE search_index MATCH :match LIMIT :most
    """
)


def _put_sqlite(session: Session, entry: IndexEntry) -> None:
    values = _values(entry)
    doc = session.scalar(
        text(
            """
            INSERT INTO search_index_entry (title_id, name_key, facets) VALUES (:title_id, :name_key, :facets)
            ON CONFLICT (title_id) DO UPDATE SET name_key = excluded.name_key, facets = excluded.facets RETURNING doc
            """
        ),
        {key: values[key] for key in ("title_id", "name_key", "facets")},
    )
    joined = {key: " ".join(values[key]) for key in (*COLUMNS, "facet")}
    old = session.execute(text("SELECT body FROM search_index WHERE rowid = :doc"), {"doc": doc}).first()
    if old is not None:
        if old[0] and len(str(old[0]).split()) + len(entry.body) > _MOST_BODY:
            joined["body"] = str(old[0])
        elif old[0] and joined["body"]:
            joined["body"] = " ".join(dict.fromkeys([*str(old[0]).split(), *values["body"]]))
        joined["body"] = joined["body"] or str(old[0])
        session.execute(text("DELETE FROM search_index WHERE rowid = :doc"), {"doc": doc})
    session.execute(
        text(
            "INSERT INTO search_index (rowid, name, people, about, body, facet) VALUES (:doc, :name, :people, :about, :body, :facet)"
        ),
        {"doc": doc, **joined},
    )


def _match(wanted: Sequence[Wanted], columns: Sequence[str], facets: Sequence[str]) -> str:
    """FTS5's language. Tokens are letters and digits, and quoted all the same."""
    parts = [f'facet : "{token}"' for token in facets]
    for word in wanted:
        terms = " AND ".join(f'"{token}"' for token in word.tokens)
        if word.prefix:
            terms = f'"{word.prefix}" *'
        parts.append(f"{{{' '.join(columns)}}} : ({terms})")
    return " AND ".join(parts)


def _find_postgresql(
    session: Session, wanted: Sequence[Wanted], columns: Sequence[str], facets: Sequence[str], most: int
) -> list[Candidate]:
    # Rows with long texts: reading them one by one is never faster than the index, whatever the planner believes.
    session.execute(text("SET LOCAL enable_seqscan = off"))
    conditions: list[str] = []
    values: dict[str, Any] = {"most": most}
    for number, word in enumerate(wanted):
        for place, token in enumerate(word.tokens):
            key = f"w{number}_{place}"
            values[key] = f"'{word.prefix}':*" if word.prefix else f"'{token}'"
            conditions.append("(" + " OR ".join(f"{one} @@ CAST(:{key} AS tsquery)" for one in columns) + ")")
    for number, token in enumerate(facets):
        values[f"f{number}"] = f"'{token}'"
        conditions.append(f"facet @@ CAST(:f{number} AS tsquery)")
    where = " AND ".join(conditions)
    rows = session.execute(
        text(f"SELECT doc, title_id, name_key, facets FROM search_index_entry WHERE {where} LIMIT :most"),  # noqa: S608 (names of our columns and parameters)
        values,
    )
    return [Candidate(*row) for row in rows]
