"""Titles in order, by facet: the lists that people browse, and how many are in each. Kept by :mod:`~accessible_reader.catalogue.search_index`, in the transaction of the title.

A row a title and facet, sorted by name in one index and by age in another, so that a page costs the same however long the list is. The list of all titles is a facet like any other. Numbers are kept as
changes (``+1``, ``-1``), which never wait for one another, and are added up now and then (:func:`fold`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from accessible_reader.database import Database, Session, bindparam, text

LONGEST: Final = 60
"""Characters of a name that count for its place."""
ALL: Final = ""
"""The facet that every title has."""
_FOLD_FROM: Final = 64
_AT_ONCE: Final = 500


def lines(facets: str) -> set[str]:
    """The facets of an entry, and the one that all have."""
    return {ALL, *(line for line in facets.split("\n") if line)}


def write(session: Session, seq: int, sort_name: str, before: set[str], after: set[str]) -> None:
    """Bring the lists up to date with a title's facets."""
    gone, new = before - after, after - before
    if not gone and not new:
        return
    numbers = _numbers(session, gone | new)
    if gone:
        rows = [{"facet": numbers[one], "name": sort_name, "seq": seq} for one in sorted(gone)]
        session.execute(_DELETE, rows)
    if new:
        rows = [{"facet": numbers[one], "name": sort_name, "seq": seq} for one in sorted(new)]
        session.execute(_INSERT, rows)
    changes = [{"facet": numbers[one], "titles": 1} for one in sorted(new)]
    changes += [{"facet": numbers[one], "titles": -1} for one in sorted(gone)]
    session.execute(_CHANGE, changes)


def page_by_name(
    session: Session, facet: str, after: tuple[str, int] | None, beside: Sequence[str], most: int
) -> list[tuple[int, str, int]]:
    """``(doc, sort name, seq)`` of titles with ``facet`` in the order of their names, those that have all facets of ``beside`` as well."""
    start = "AND (l.sort_name, l.seq) > (:name, :seq)" if after else ""
    values = {"name": after[0], "seq": after[1]} if after else {}
    return _page(session, facet, f"{start} %s ORDER BY l.sort_name, l.seq", values, beside, most)


def page_by_age(
    session: Session, facet: str, after: int | None, beside: Sequence[str], most: int
) -> list[tuple[int, str, int]]:
    """The same, the newest first."""
    start = "AND l.seq < :seq" if after is not None else ""
    values = {"seq": after} if after is not None else {}
    return _page(session, facet, f"{start} %s ORDER BY l.seq DESC", values, beside, most)


def rows_of(session: Session, docs: Sequence[int], order: str) -> list[tuple[int, str, int]]:
    """The same of titles that are known already, all of them."""
    rows = [
        (row[0], row[1], row[2])
        for start in range(0, len(docs), _AT_ONCE)
        for row in session.execute(_ROWS, {"docs": list(docs[start : start + _AT_ONCE])})
    ]
    return sorted(rows, key=lambda row: (-row[2],) if order == "new" else (row[1], row[2]))


def _page(  # noqa: PLR0917 (what the two orders share)
    session: Session, facet: str, rest: str, values: dict[str, Any], beside: Sequence[str], most: int
) -> list[tuple[int, str, int]]:
    number = session.scalar(_NUMBER, {"name": facet})
    if number is None:
        return []
    inside = "strpos" if session.get_bind().dialect.name == "postgresql" else "instr"
    conditions = " ".join(f"AND {inside}(:nl || e.facets || :nl, :b{n}) > 0" for n in range(len(beside)))
    values = values | {"facet": number, "most": most}
    if beside:
        values |= {"nl": "\n"} | {f"b{n}": f"\n{one}\n" for n, one in enumerate(beside)}
    statement = f"{_PAGE} {rest % conditions} LIMIT :most"
    return [(row[0], row[1], row[2]) for row in session.execute(text(statement), values)]


def counts(session: Session, facets: Iterable[str] | None = None) -> dict[str, int]:
    """How many titles have each facet; of all facets, or of these."""
    if facets is None:
        return {row[0]: int(row[1]) for row in session.execute(_COUNTS) if row[1] > 0}
    found = {one: session.scalar(_COUNT, {"name": one}) for one in facets}
    return {one: int(count or 0) for one, count in found.items()}


def fold(database: Database) -> None:
    """Add the changes up. Harmless at any time; needed where many titles came and went."""
    with database.transaction() as session:
        if (session.scalar(_CHANGES) or 0) < _FOLD_FROM:
            return
        if database.dialect == "postgresql":
            if session.scalar(text("SELECT pg_try_advisory_xact_lock(7355608, 1)")):  # else another is at it
                session.execute(_FOLD)
            return
        sums = session.execute(_SUMS).all()
        session.execute(text("DELETE FROM search_index_count"))
        if sums:
            session.execute(_CHANGE, [{"facet": row[0], "titles": int(row[1])} for row in sums])


def _numbers(session: Session, names: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in sorted(names):
        number = session.scalar(_NUMBER, {"name": name})
        if number is None:
            session.execute(_NEW, {"name": name})
            number = session.scalar(_NUMBER, {"name": name})
        found[name] = int(number or 0)
    return found


_NUMBER: Final = text("SELECT id FROM search_index_facet WHERE name = :name")
_NEW: Final = text("INSERT INTO search_index_facet (name) VALUES (:name) ON CONFLICT (name) DO NOTHING")
_INSERT: Final = text(
    "INSERT INTO search_index_list (facet, sort_name, seq) VALUES (:facet, :name, :seq) ON CONFLICT DO NOTHING"
)
_DELETE: Final = text(
    "DELETE FROM search_index_list WHERE facet = :facet AND sort_name = :name AND seq = :seq"
)
_CHANGE: Final = text("INSERT INTO search_index_count (facet, titles) VALUES (:facet, :titles)")
_PAGE: Final = """
    SELECT e.doc, l.sort_name, l.seq FROM search_index_list AS l JOIN search_index_entry AS e ON e.seq = l.seq WHERE l.facet = :facet"""
_COUNTS: Final = text(
    "SELECT f.name, sum(c.titles) FROM search_index_count AS c JOIN search_index_facet AS f ON f.id = c.facet GROUP BY f.name"
)
_COUNT: Final = text(
    "SELECT sum(c.titles) FROM search_index_count AS c JOIN search_index_facet AS f ON f.id = c.facet WHERE f.name = :name"
)
_ROWS: Final = text("SELECT doc, sort_name, seq FROM search_index_entry WHERE doc IN :docs").bindparams(
    bindparam("docs", expanding=True)
)
_CHANGES: Final = text("SELECT count(*) - count(DISTINCT facet) FROM search_index_count")
_SUMS: Final = text(
    "SELECT facet, sum(titles) FROM search_index_count GROUP BY facet HAVING sum(titles) <> 0"
)
# One statement: what others commit meanwhile is neither added up nor removed.
_FOLD: Final = text(
    """
    WITH gone AS (DELETE FROM search_index_count RETURNING facet, titles)
    INSERT INTO search_index_count (facet, titles) SELECT facet, sum(titles) FROM gone GROUP BY facet HAVING sum(titles) <> 0
    """
)
