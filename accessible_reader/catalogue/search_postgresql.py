"""The search index on PostgreSQL: two tables with a tsvector and a GIN index each. In the head's, each token says first which column it is of, so that one look into the index answers any question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from accessible_reader.catalogue.tokens import Wanted
from accessible_reader.database import Session, text

_AT_ONCE: Final = 20
_LEAST_PREFIX: Final = 4
_LETTERS: Final = {"name": "n", "people": "p", "about": "a", "facet": "f"}


def next_seq(session: Session) -> int:
    """The next title's."""
    return int(
        session.scalar(text("SELECT nextval(pg_get_serial_sequence('search_index_entry', 'seq'))")) or 0
    )


def add_row(session: Session, row: Mapping[str, Any], head: Mapping[str, Sequence[str]]) -> None:
    """A new entry with its head."""
    session.execute(_INSERT, {**row, "head": head_tokens(head)})


def change_row(
    session: Session, _old: int, row: Mapping[str, Any], head: Mapping[str, Sequence[str]]
) -> None:
    """An entry, perhaps with another number, and its head."""
    session.execute(_UPDATE, {**row, "head": head_tokens(head)})


def remove_row(session: Session, doc: int) -> None:
    """All of it; the text goes with its entry."""
    session.execute(text("DELETE FROM search_index_entry WHERE doc = :doc"), {"doc": doc})


def head_tokens(head: Mapping[str, Sequence[str]]) -> list[str]:
    """Tokens with the letter of their column."""
    return [f"{_LETTERS[column]}:{token}" for column, tokens in head.items() for token in tokens]


def add_text(
    session: Session, doc: int, head: Mapping[str, Sequence[str]], body: Sequence[str], most: int
) -> None:
    """Write the text, or add ``body`` to what is there, where that is not too much."""
    base = list(dict.fromkeys([*head["name"], *head["people"], *head["about"]]))
    session.execute(_PUT_TEXT, {"doc": doc, "base": base, "body": list(body), "most": most})


def move_text(session: Session, old: int, _new: int) -> None:
    """Its number follows the entry's; what was said about the book goes, its text stays."""
    session.execute(_FORGET_BASE, {"doc": old})


def docs_in_head(  # noqa: PLR0917 (as in search_index)
    session: Session,
    wanted: Sequence[Wanted],
    where: Sequence[str],
    facets: Sequence[str],
    most: int,
    either: Sequence[str],
) -> list[int]:
    """Numbers in ascending order. ``either``: one of these tokens as well, where there are any."""
    terms = [*(_head_term(word, where) for word in wanted), *(f"'f:{token}'" for token in facets)]
    if either:
        terms.append("(" + " | ".join(f"'f:{token}'" for token in either) + ")")
    return _numbers(session, _FIND_HEAD, {"query": " & ".join(terms), "most": most})


def docs_in_text(
    session: Session, wanted: Sequence[Wanted], facets: Sequence[str], _lines: Sequence[str], most: int
) -> list[int]:
    """Numbers; where there are more than ``most``, whichever come first."""
    # Reading long texts one by one is never faster than the index, whatever the planner believes.
    session.execute(text("SET LOCAL enable_seqscan = off"))
    values: dict[str, Any] = {
        "most": most,
        "query": " & ".join(_terms(word, "", _LEAST_PREFIX) for word in wanted),
    }
    if facets:
        values["facets"] = " & ".join(f"'f:{token}'" for token in facets)
        return _numbers(session, _FIND_TEXT_BESIDE, values)
    return _numbers(session, _FIND_TEXT, values)


def rows(session: Session, numbers: Sequence[int]) -> list[tuple[int, str, str, str]]:
    """What a candidate is made of."""
    return [(row[0], row[1], row[2], row[3]) for row in session.execute(_ROWS, {"docs": list(numbers)})]


def stored(session: Session) -> Iterator[tuple[Any, ...]]:
    """Title, name key, facets, name, people, about, body of all rows."""
    last = -1
    while True:
        found = session.execute(_STORED, {"last": last, "most": _AT_ONCE}).all()
        for doc, title_id, key, facets, head, body in found:
            last = doc
            columns: dict[str, list[str]] = {"n": [], "p": [], "a": [], "f": []}
            for token in head or ():
                columns[token[0]].append(token[2:])
            yield title_id, key, facets, columns["n"], columns["p"], columns["a"], list(body or ())
        if len(found) < _AT_ONCE:
            return


def _numbers(session: Session, statement: Any, values: Mapping[str, Any]) -> list[int]:
    return [row[0] for row in session.execute(statement, values)]


def _head_term(word: Wanted, columns: Sequence[str]) -> str:
    either = [_terms(word, f"{_LETTERS[column]}:", 1) for column in columns]
    if word.prefix or len(word.tokens) == 1:
        return f"({' | '.join(either)})"
    # Each token may be in another column.
    tokens = [
        "(" + " | ".join(f"'{_LETTERS[column]}:{token}'" for column in columns) + ")" for token in word.tokens
    ]
    return " & ".join(tokens)


def _terms(word: Wanted, before: str, least: int) -> str:
    """The language of tsquery. Tokens are letters and digits, and quoted all the same."""
    if len(word.prefix) >= least:
        return f"'{before}{word.prefix}':*"
    return " & ".join(f"'{before}{token}'" for token in word.tokens)


_INSERT: Final = text(
    """
    INSERT INTO search_index_entry (doc, seq, title_id, name_key, sort_name, words, facets, head)
    VALUES (:doc, :seq, :title_id, :name_key, :sort_name, :words, :facets, array_to_tsvector(CAST(:head AS text[])))
    """
)
_UPDATE: Final = text(
    """
    UPDATE search_index_entry SET doc = :doc, name_key = :name_key, sort_name = :sort_name, words = :words, facets = :facets,
        head = array_to_tsvector(CAST(:head AS text[])) WHERE title_id = :title_id
    """
)
_PUT_TEXT: Final = text(
    """
    INSERT INTO search_index_text AS old (doc, base, words)
    VALUES (:doc, CAST(:base AS text[]), array_to_tsvector(CAST(:base AS text[])) || array_to_tsvector(CAST(:body AS text[])))
    ON CONFLICT (doc) DO UPDATE SET base = excluded.base, words = CASE
        WHEN length(old.words) + length(excluded.words) > :most THEN old.words || array_to_tsvector(excluded.base)
        ELSE old.words || excluded.words END
    """
)
_FORGET_BASE: Final = text(
    "UPDATE search_index_text SET words = ts_delete(words, base), base = '{}' WHERE doc = :doc"
)
_FIND_HEAD: Final = text(
    "SELECT doc FROM search_index_entry WHERE head @@ CAST(:query AS tsquery) ORDER BY doc LIMIT :most"
)
_FIND_TEXT: Final = text(
    "SELECT doc FROM search_index_text WHERE words @@ CAST(:query AS tsquery) LIMIT :most"
)
_FIND_TEXT_BESIDE: Final = text(
    """
    SELECT t.doc FROM search_index_text AS t JOIN search_index_entry AS e ON e.doc = t.doc
    WHERE t.words @@ CAST(:query AS tsquery) AND e.head @@ CAST(:facets AS tsquery) LIMIT :most
    """
)
_ROWS: Final = text(
    "SELECT doc, title_id, name_key, facets FROM search_index_entry WHERE doc = ANY(CAST(:docs AS bigint[]))"
)
_STORED: Final = text(
    """
    SELECT e.doc, e.title_id, e.name_key, e.facets, tsvector_to_array(e.head), tsvector_to_array(ts_delete(t.words, t.base))
    FROM search_index_entry AS e LEFT JOIN search_index_text AS t ON t.doc = e.doc WHERE e.doc > :last ORDER BY e.doc LIMIT :most
    """
)
