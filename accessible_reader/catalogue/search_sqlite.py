"""The search index on SQLite: two FTS5 tables whose row numbers are the entries'. FTS5 gives rows in the order of their numbers and stops when there are enough: no word is too common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from accessible_reader.catalogue.tokens import Wanted
from accessible_reader.database import Session, text

_AT_ONCE: Final = 20
_LEAST_PREFIX: Final = 4
"""In texts a shorter beginning would be in most of them."""
_FEW: Final = 5_000


def next_seq(session: Session) -> int:
    """The next title's; there is one writer at a time."""
    return int(session.scalar(text("SELECT coalesce(max(seq), 0) + 1 FROM search_index_entry")) or 1)


def add_row(session: Session, row: Mapping[str, Any], head: Mapping[str, Sequence[str]]) -> None:
    """A new entry and its head."""
    session.execute(_INSERT, row)
    _put_head(session, row["doc"], head)


def change_row(session: Session, old: int, row: Mapping[str, Any], head: Mapping[str, Sequence[str]]) -> None:
    """An entry, perhaps with another number, and its head."""
    session.execute(_DELETE_HEAD, {"doc": old})
    session.execute(_UPDATE, row)
    _put_head(session, row["doc"], head)


def remove_row(session: Session, doc: int) -> None:
    """All of it; the triggers see to head and text."""
    session.execute(text("DELETE FROM search_index_entry WHERE doc = :doc"), {"doc": doc})


def _put_head(session: Session, doc: int, head: Mapping[str, Sequence[str]]) -> None:
    session.execute(_PUT_HEAD, {"doc": doc, **{key: " ".join(value) for key, value in head.items()}})


def add_text(
    session: Session, doc: int, head: Mapping[str, Sequence[str]], body: Sequence[str], most: int
) -> None:
    """Write the text, or add ``body`` to what is there, where that is not too much."""
    old = session.scalar(text("SELECT body FROM search_index_text WHERE rowid = :doc"), {"doc": doc})
    known = str(old or "").split()
    if len(known) + len(body) <= most or not known:
        known = list(dict.fromkeys([*known, *body]))
    _remove_text(session, doc)
    base = " ".join(dict.fromkeys([*head["name"], *head["people"], *head["about"]]))
    session.execute(_PUT_TEXT, {"doc": doc, "base": base, "body": " ".join(known)})


def move_text(session: Session, old: int, new: int) -> None:
    """Under another number."""
    if old != new:
        body = session.scalar(text("SELECT body FROM search_index_text WHERE rowid = :doc"), {"doc": old})
        _remove_text(session, old)
        session.execute(_PUT_TEXT, {"doc": new, "base": "", "body": str(body or "")})


def _remove_text(session: Session, doc: int) -> None:
    session.execute(text("DELETE FROM search_index_text WHERE rowid = :doc"), {"doc": doc})


def docs_in_head(  # noqa: PLR0917 (as in search_index)
    session: Session,
    wanted: Sequence[Wanted],
    where: Sequence[str],
    facets: Sequence[str],
    most: int,
    either: Sequence[str],
) -> list[int]:
    """Numbers in ascending order. ``either``: one of these tokens as well, where there are any."""
    match = _head_match(wanted, where, facets)
    if either:
        match += " AND facet : (" + " OR ".join(f'"{token}"' for token in either) + ")"
    return _numbers(session, _FIND_HEAD, {"match": match, "most": most})


def docs_in_text(
    session: Session, wanted: Sequence[Wanted], facets: Sequence[str], lines: Sequence[str], most: int
) -> list[int]:
    """Numbers in ascending order. ``lines``: the facets as they stand in an entry."""
    values: dict[str, Any] = {
        "match": " AND ".join(_terms(word, _LEAST_PREFIX) for word in wanted),
        "most": most,
    }
    if not facets:
        return _numbers(session, _FIND_TEXT, values)
    # The head knows what has the facets: few are kept in mind; of many, the next one is soon met.
    having = _head_match((), (), facets)
    if len(_numbers(session, _FIND_HEAD, {"match": having, "most": _FEW + 1})) <= _FEW:
        return _numbers(session, _FIND_TEXT_AMONG, values | {"facets": having})
    inside = " AND ".join(f"instr(char(10) || e.facets || char(10), :f{n})" for n in range(len(lines)))
    values |= {f"f{number}": line for number, line in enumerate(lines)}
    return _numbers(session, text(f"{_FIND_TEXT_BESIDE} {inside} LIMIT :most"), values)


def rows(session: Session, numbers: Sequence[int]) -> list[tuple[int, str, str, str]]:
    """What a candidate is made of."""
    found = session.execute(_ROWS, {"docs": f"[{','.join(map(str, numbers))}]"})
    return [(row[0], row[1], row[2], row[3]) for row in found]


def stored(session: Session) -> Iterator[tuple[Any, ...]]:
    """Title, name key, facets, name, people, about, body of all rows."""
    last = -1
    while True:
        found = session.execute(_STORED, {"last": last, "most": _AT_ONCE}).all()
        for doc, title_id, key, facets, *columns in found:
            last = doc
            yield title_id, key, facets, *(str(one or "").split() for one in columns)
        if len(found) < _AT_ONCE:
            return


def _numbers(session: Session, statement: Any, values: Mapping[str, Any]) -> list[int]:
    return [row[0] for row in session.execute(statement, values)]


def _head_match(wanted: Sequence[Wanted], columns: Sequence[str], facets: Sequence[str]) -> str:
    """FTS5's language. Tokens are letters and digits, and quoted all the same."""
    parts = [f'facet : "{token}"' for token in facets]
    parts += [f"{{{' '.join(columns)}}} : ({_terms(word, 1)})" for word in wanted]
    return " AND ".join(parts)


def _terms(word: Wanted, least: int) -> str:
    if len(word.prefix) >= least:
        return f'"{word.prefix}" *'
    return " AND ".join(f'"{token}"' for token in word.tokens)


_PUT_HEAD: Final = text(
    "INSERT INTO search_index_head (rowid, name, people, about, facet) VALUES (:doc, :name, :people, :about, :facet)"
)
_PUT_TEXT: Final = text("INSERT INTO search_index_text (rowid, base, body) VALUES (:doc, :base, :body)")
_FIND_HEAD: Final = text(
    "SELECT rowid FROM search_index_head WHERE search_index_head MATCH :match LIMIT :most"
)
_FIND_TEXT: Final = text(
    "SELECT rowid FROM search_index_text WHERE search_index_text MATCH :match LIMIT :most"
)
# The sign keeps SQLite from asking for each number separately.
_FIND_TEXT_AMONG: Final = text(
    """
    SELECT rowid FROM search_index_text WHERE search_index_text MATCH :match
    AND +rowid IN (SELECT rowid FROM search_index_head WHERE search_index_head MATCH :facets) LIMIT :most
    """
)
_FIND_TEXT_BESIDE: Final = """
    SELECT t.rowid FROM search_index_text AS t CROSS JOIN search_index_entry AS e ON e.doc = t.rowid WHERE search_index_text MATCH :match AND"""
_INSERT: Final = text(
    """
    INSERT INTO search_index_entry (doc, seq, title_id, name_key, sort_name, words, facets)
    VALUES (:doc, :seq, :title_id, :name_key, :sort_name, :words, :facets)
    """
)
_UPDATE: Final = text(
    """
    UPDATE search_index_entry SET doc = :doc, name_key = :name_key, sort_name = :sort_name, words = :words, facets = :facets
    WHERE title_id = :title_id
    """
)
_DELETE_HEAD: Final = text("DELETE FROM search_index_head WHERE rowid = :doc")
_ROWS: Final = text(
    """
    SELECT e.doc, e.title_id, e.name_key, e.facets FROM json_each(:docs) AS wanted CROSS JOIN search_index_entry AS e ON e.doc = wanted.value
    """
)
_STORED: Final = text(
    """
    SELECT e.doc, e.title_id, e.name_key, e.facets, h.name, h.people, h.about, t.body FROM search_index_entry AS e
    JOIN search_index_head AS h ON h.rowid = e.doc LEFT JOIN search_index_text AS t ON t.rowid = e.doc
    WHERE e.doc > :last ORDER BY e.doc LIMIT :most
    """
)
