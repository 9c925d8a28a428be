"""The search index: a row a title, kept in the same transaction as the title. Both databases are asked for the same tokens and give the same titles.

Tokens are made in :mod:`accessible_reader.catalogue.tokens`; databases only look them up (:mod:`~accessible_reader.catalogue.search_sqlite`, :mod:`~accessible_reader.catalogue.search_postgresql`).
What is said *about* a book (*head*: name, people, and the rest with its pinyin) lies apart from its *text*: the one changes with every copy and is small, the other is large and stays.

A row's number, ``doc``, begins with the length of the name: the lowest numbers are the shortest names, so that of a word that is in half of all names the first thousand numbers are the best thousand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from accessible_reader.catalogue import facet_lists, search_postgresql, search_sqlite
from accessible_reader.catalogue.tokens import MOST_BODY_TOKENS, Wanted, facet_token, sample_name, sample_of
from accessible_reader.database import Session, text

NAME: Final = ("name",)
PEOPLE: Final = ("name", "people")
ABOUT: Final = ("name", "people", "about")
TEXT: Final = ("text",)
"""Where to look: in the name, in name and people, in all of the head, in everything."""
_LONGEST_NAME: Final = 999
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
    """A row that was found. ``doc`` is its number in the index; ``facets`` are lines ``kind=value``."""

    doc: int
    title_id: str
    name_key: str
    facets: str


def put(session: Session, entry: IndexEntry) -> None:
    """Write or replace the row of a title, whose own row must be there."""
    backend = _backend(session)
    facets = facet_text(entry.facets)
    words = hashlib.blake2s(
        "\0".join([*sorted(entry.name), "", *sorted(entry.people), "", *sorted(entry.about)]).encode()
    ).hexdigest()
    row: dict[str, Any] = {
        "title_id": entry.title_id,
        "name_key": entry.name_key,
        "facets": facets,
        "words": words,
        "sort_name": _sort_name(session, entry.title_id),
    }
    tokens = [facet_token(*pair) for pair in facet_pairs(facets)]
    head = {
        "name": list(entry.name),
        "people": list(entry.people),
        "about": list(entry.about),
        "facet": [*tokens, sample_name(sample_of(entry.title_id))],
    }
    old = session.execute(_OLD, {"title_id": entry.title_id}).one_or_none()
    if old is None:
        row["seq"] = backend.next_seq(session)
        row["doc"] = _doc(entry.name_key, row["seq"])
        backend.add_row(session, row, head)
        backend.add_text(session, row["doc"], head, list(entry.body), _MOST_BODY)
        facet_lists.write(session, row["seq"], row["sort_name"], set(), facet_lists.lines(facets))
        return
    row["seq"], row["doc"] = old.seq, _doc(entry.name_key, old.seq)
    same = (row["doc"], words) == (old.doc, old.words)
    if not same:
        backend.move_text(session, old.doc, row["doc"])
    if not same or (facets, row["sort_name"]) != (old.facets, old.sort_name):
        backend.change_row(session, old.doc, row, head)
    if not same or entry.body:
        backend.add_text(session, row["doc"], head, list(entry.body), _MOST_BODY)
    before, after = facet_lists.lines(old.facets), facet_lists.lines(facets)
    if row["sort_name"] != old.sort_name:
        facet_lists.write(session, old.seq, old.sort_name, before, set())
        before = set()
    facet_lists.write(session, old.seq, row["sort_name"], before, after)


def put_all(session: Session, entries: Iterable[IndexEntry]) -> None:
    """The same for many."""
    for entry in entries:
        put(session, entry)


def remove(session: Session, title_id: str) -> None:
    """Take the title out of the index; nothing happens where it is not in it."""
    old = session.execute(_OLD, {"title_id": title_id}).one_or_none()
    if old is None:
        return
    backend = _backend(session)
    facet_lists.write(session, old.seq, old.sort_name, facet_lists.lines(old.facets), set())
    backend.remove_row(session, old.doc)


def stored(session: Session) -> Iterator[IndexEntry]:
    """All rows, as they could be put again, into either kind of database; a few at a time in memory."""
    for title_id, key, facets, name, people, about, body in _backend(session).stored(session):
        yield IndexEntry(title_id, key, name, people, about, facet_pairs(facets), body)


def docs(  # noqa: PLR0917 (what, where, of those with ..., how many)
    session: Session,
    wanted: Sequence[Wanted],
    where: Sequence[str],
    facets: Sequence[tuple[str, str]],
    most: int,
    sample: Sequence[int] = (),
) -> list[int]:
    """Numbers of at most ``most`` titles, the shortest names first, in which every wanted word is in ``where`` and that have all ``facets``.

    ``sample``: only those that are in one of these parts, see :data:`~accessible_reader.catalogue.tokens.SAMPLES`; not in texts.
    """
    tokens = [facet_token(*pair) for pair in facet_pairs(facet_text(facets))]
    parts = [sample_name(one) for one in sample]
    if where == TEXT and tokens:
        lines = [f"\n{one}\n" for one in facet_text(facets).split("\n")]
        return [int(one) for one in _backend(session).docs_in_text(session, wanted, tokens, lines, most)]
    if where == TEXT:
        return [int(one) for one in _backend(session).docs_in_text(session, wanted, (), (), most)]
    return [int(one) for one in _backend(session).docs_in_head(session, wanted, where, tokens, most, parts)]


def docs_named(session: Session, key: str, facets: Sequence[tuple[str, str]], most: int) -> list[int]:
    """Titles that are called exactly so."""
    rows = session.execute(_NAMED, {"key": key, "most": most}).all()
    chosen = set(facet_text(facets).split("\n")) - {""}
    return [row[0] for row in rows if chosen <= set(row[1].split("\n"))]


def fetch(session: Session, numbers: Sequence[int]) -> list[Candidate]:
    """The rows with these numbers."""
    return [Candidate(*row) for row in _backend(session).rows(session, numbers)] if numbers else []


def facet_text(facets: Iterable[tuple[str, str]]) -> str:
    """Facets as one text: a line ``kind=value`` each."""
    return "\n".join(sorted({f"{kind}={' '.join(value.split())}" for kind, value in facets}))


def facet_pairs(facets: str) -> list[tuple[str, str]]:
    """What :func:`facet_text` wrote."""
    return [(kind, value) for kind, _, value in (line.partition("=") for line in facets.split("\n") if line)]


def _backend(session: Session) -> Any:
    return search_postgresql if session.get_bind().dialect.name == "postgresql" else search_sqlite


def _doc(name_key: str, seq: int) -> int:
    return min(len(name_key), _LONGEST_NAME) << 32 | seq


def _sort_name(session: Session, title_id: str) -> str:
    found = session.scalar(_SORT_NAME, {"title_id": title_id})
    return str(found or "")[: facet_lists.LONGEST]


_SORT_NAME: Final = text("SELECT sort_name FROM title WHERE id = :title_id")
_OLD: Final = text(
    "SELECT doc, seq, sort_name, words, facets FROM search_index_entry WHERE title_id = :title_id"
)
_NAMED: Final = text(
    "SELECT doc, facets FROM search_index_entry WHERE name_key = :key ORDER BY doc LIMIT :most"
)
