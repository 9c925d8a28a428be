"""Finding titles: ranked, with facets, page by page.

Ranking is by where the words are: the title itself, in the title, in the title and authors, in subjects and pinyin, in the text. Within each, shorter names come first: more of them is what
was asked for. The order is the same on both databases. Of very common words only :data:`MOST` titles are ranked and counted; whoever wants another adds a word or chooses a facet.
"""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from accessible_reader.catalogue import search_index
from accessible_reader.catalogue.models import Contributor, Title
from accessible_reader.catalogue.search_index import Candidate, facet_pairs, facet_text
from accessible_reader.catalogue.tokens import Query, facet_token, query
from accessible_reader.database import Database, Session, select, text
from accessible_reader.errors import BadRecord

MOST: Final = 1_000
FACETS: Final = ("language", "format", "length", "subject", "branch")
MOST_FACET_VALUES: Final = 30
_LONGEST_PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class Hit:
    """A title in a list. ``formats``: ``digital`` and kinds of copies."""

    title_id: str
    name: str
    authors: tuple[str, ...]
    language: str
    series: str | None
    formats: tuple[str, ...]
    lengths: tuple[str, ...]
    subjects: tuple[str, ...]
    branches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``total`` counts all that was found, at most :data:`MOST`; ``more_than_total`` says whether there is more. ``facets``: kind → (value, count), most first.

    ``next``: what to hand in for the next page, or None. When browsing without words, ``total`` is None.
    """

    hits: tuple[Hit, ...]
    total: int | None
    more_than_total: bool
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    next: str | None


def search(
    database: Database,
    words: str = "",
    *,
    facets: Mapping[str, str] | None = None,
    after: str | None = None,
    limit: int = 20,
) -> Page:
    """Titles for ``words`` that have the chosen ``facets`` (kind → value); without words, all of them in the order of their names.

    Raises:
        BadRecord: ``search-facet-unknown``, ``search-page-unknown``.

    """
    chosen = sorted((facets or {}).items())
    for kind, _value in chosen:
        if kind not in FACETS:
            raise BadRecord("search-facet-unknown", facet=kind)
    limit = max(1, min(limit, _LONGEST_PAGE))
    with database.reading() as session:
        asked = query(words)
        if not asked.strict:
            if words.strip():
                return Page((), 0, False, {}, None)
            return _browse(session, chosen, after, limit)
        ranked = _ranked(session, asked, [facet_token(*pair) for pair in chosen])
        return _page(session, ranked, after, limit)


_Key = tuple[int, int, str, int]


def _ranked(session: Session, asked: Query, facets: Sequence[str]) -> list[tuple[_Key, Candidate]]:
    found: dict[int, tuple[_Key, Candidate]] = {}

    def add(tier: int, candidates: Sequence[Candidate]) -> bool:
        for one in candidates:
            if one.doc not in found and len(found) <= MOST:
                found[one.doc] = (tier, len(one.name_key), one.name_key, one.doc), one
        return len(found) > MOST

    # One more than MOST, to know whether there is more.
    full = add(0, search_index.find_name(session, asked.key, facets, MOST + 1))
    tiers = (
        (1, asked.strict, ("name",)),
        (2, asked.loose, ("name", "people")),
        (3, asked.loose, ("name", "people", "about")),
        (4, asked.strict, search_index.COLUMNS),
        (5, asked.loose, search_index.COLUMNS),
    )
    for tier, wanted, columns in tiers:
        if full:
            break
        if tier == 5 and asked.loose == asked.strict:
            continue
        full = add(
            tier, search_index.find(session, wanted, columns, facets, min(MOST + 1 + len(found), 2 * MOST))
        )
    return sorted(found.values(), key=lambda pair: pair[0])


def _page(session: Session, ranked: Sequence[tuple[_Key, Candidate]], after: str | None, limit: int) -> Page:
    more = len(ranked) > MOST
    ranked = ranked[:MOST]
    start = _parse(after, (int, int, str, int)) if after else None
    rest = [pair for pair in ranked if start is None or list(pair[0]) > start]
    shown = rest[:limit]
    following = _cursor(shown[-1][0]) if len(rest) > limit else None
    counts: Counter[str] = Counter()
    for _key, candidate in ranked:
        counts.update(candidate.facets.split("\n"))
    return Page(_hits(session, [one for _key, one in shown]), len(ranked), more, _facets(counts), following)


def _browse(session: Session, chosen: Sequence[tuple[str, str]], after: str | None, limit: int) -> Page:
    start = _parse(after, (str, str)) if after else None
    tokens = [facet_token(*pair) for pair in chosen]
    if tokens:
        few = search_index.find(session, (), search_index.COLUMNS, tokens, MOST + 1)
        if len(few) <= MOST:
            return _browse_few(session, few, start, limit)
    inside = "strpos" if session.get_bind().dialect.name == "postgresql" else "instr"
    values: dict[str, Any] = {"limit": limit + 1}
    where = []
    for number, pair in enumerate(chosen):
        # Where many titles have it, a page is full soon.
        where.append(f"{inside}(:nl || e.facets || :nl, :f{number}) > 0")
        values |= {"nl": "\n", f"f{number}": f"\n{facet_text([pair])}\n"}
    if start is not None:
        where.append("(t.sort_name, t.id) > (:name, :id)")
        values |= {"name": start[0], "id": start[1]}
    condition = f"WHERE {' AND '.join(where)}" if where else ""
    join = "title AS t JOIN search_index_entry AS e ON e.title_id = t.id"
    statement = f"SELECT e.doc, t.id, t.sort_name, e.facets FROM {join} {condition} ORDER BY t.sort_name, t.id LIMIT :limit"  # noqa: S608 (our own columns)
    rows = [Candidate(*row) for row in session.execute(text(statement), values)]
    shown = rows[:limit]
    following = _cursor((shown[-1].name_key, shown[-1].title_id)) if len(rows) > limit else None
    return Page(_hits(session, shown), None, False, {}, following)


def _browse_few(session: Session, few: Sequence[Candidate], start: list[Any] | None, limit: int) -> Page:
    ids = [one.title_id for one in few]
    rows = session.execute(select(Title.id, Title.sort_name).where(Title.id.in_(ids)))
    names = {row[0]: row[1] for row in rows}
    ordered = sorted(few, key=lambda one: (names[one.title_id], one.title_id))
    rest = [one for one in ordered if start is None or [names[one.title_id], one.title_id] > start]
    shown = rest[:limit]
    counts: Counter[str] = Counter()
    for one in few:
        counts.update(one.facets.split("\n"))
    following = _cursor((names[shown[-1].title_id], shown[-1].title_id)) if len(rest) > limit else None
    return Page(_hits(session, shown), len(few), False, _facets(counts), following)


def _hits(session: Session, shown: Sequence[Candidate]) -> tuple[Hit, ...]:
    ids = [one.title_id for one in shown]
    columns = (Title.id, Title.name, Title.language, Title.series)
    titles = {row[0]: row for row in session.execute(select(*columns).where(Title.id.in_(ids)))}
    people: dict[str, list[str]] = {}
    query_people = (
        select(Contributor.title_id, Contributor.name)
        .where(Contributor.title_id.in_(ids), Contributor.role == "aut")
        .order_by(Contributor.title_id, Contributor.position)
    )
    for title_id, name in session.execute(query_people):
        people.setdefault(title_id, []).append(name)
    hits = []
    for one in shown:
        facets: dict[str, list[str]] = {}
        for kind, value in facet_pairs(one.facets):
            facets.setdefault(kind, []).append(value)
        _id, name, language, series = titles[one.title_id]
        lists = {kind: tuple(facets.get(kind, ())) for kind in FACETS}
        hits.append(
            Hit(
                one.title_id,
                name,
                tuple(people.get(one.title_id, ())),
                language,
                series,
                lists["format"],
                lists["length"],
                lists["subject"],
                lists["branch"],
            )
        )
    return tuple(hits)


def _facets(counts: Counter[str]) -> dict[str, tuple[tuple[str, int], ...]]:
    made: dict[str, list[tuple[str, int]]] = {kind: [] for kind in FACETS}
    for line, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        for kind, value in facet_pairs(line):
            if len(made[kind]) < MOST_FACET_VALUES:
                made[kind].append((value, count))
    return {kind: tuple(values) for kind, values in made.items()}


def _cursor(key: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(key, ensure_ascii=False).encode()).decode().rstrip("=")


def _parse(cursor: str, kinds: Sequence[type]) -> list[Any]:
    """What :func:`_cursor` wrote. It comes back from outside, so it may be anything."""
    try:
        data = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        data = None
    if not isinstance(data, list) or [type(one) for one in data] != list(kinds) or "\x00" in str(data):
        raise BadRecord("search-page-unknown")
    return data
