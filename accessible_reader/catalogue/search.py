"""Finding titles: ranked, with facets, page by page.

Ranking is by where the words are: the title itself, in the title, in the title and authors, in subjects and pinyin, in the text. Within each, shorter names come first: more of them is what
was asked for. The order is the same on both databases. Of very common words only :data:`MOST` titles are ranked and counted; whoever wants another adds a word or chooses a facet.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from accessible_reader.catalogue import facet_lists, search_index
from accessible_reader.catalogue.facet_counts import FACETS, MOST, browse_counts, count_facets
from accessible_reader.catalogue.models import Contributor, Title
from accessible_reader.catalogue.search_index import Candidate, facet_pairs, facet_text
from accessible_reader.catalogue.tokens import Query, query
from accessible_reader.database import Database, Session, select
from accessible_reader.errors import BadRecord

Order = Literal["name", "new"]
_Facets = Sequence[tuple[str, str]]
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
    ready: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``total`` counts all that was found, at most :data:`MOST`; ``more_than_total`` says whether there is more. ``facets``: kind → (value, count), most first.

    ``next``: what to hand in for the next page, or None.
    """

    hits: tuple[Hit, ...]
    total: int | None
    more_than_total: bool
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    next: str | None
    estimated: bool = False
    """Whether ``total`` and the numbers of ``facets`` are estimates: of a facet that more than :data:`MOST` titles have."""


def search(
    database: Database,
    words: str = "",
    *,
    facets: Mapping[str, str] | None = None,
    after: str | None = None,
    limit: int = 20,
    order: Order = "name",
) -> Page:
    """Titles for ``words`` that have the chosen ``facets`` (kind → value), the best first; without words, all of them by ``order``: their names, or the newest first.

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
            return browse(session, chosen, after, limit, order)
        return _page(session, _ranked(session, asked, chosen), after, limit)


_Key = tuple[int, int, str, int]


def _ranked(session: Session, asked: Query, facets: _Facets) -> list[tuple[_Key, Candidate]]:
    tiers: dict[int, int] = {}

    def add(tier: int, numbers: Sequence[int]) -> bool:
        for doc in numbers:
            if len(tiers) > MOST:
                break
            tiers.setdefault(doc, tier)
        return len(tiers) > MOST

    # One more than MOST, to know whether there is more.
    full = add(0, search_index.docs_named(session, asked.key, facets, MOST + 1))
    looks = (
        (1, asked.strict, search_index.NAME),
        (2, asked.loose, search_index.PEOPLE),
        (3, asked.loose, search_index.ABOUT),
        (4, asked.strict, search_index.TEXT),
        (5, asked.loose, search_index.TEXT),
    )
    for tier, wanted, where in looks:
        if full or (tier == 5 and asked.loose == asked.strict):
            break
        full = add(tier, search_index.docs(session, wanted, where, facets, MOST + 1 + len(tiers)))
    found = search_index.fetch(session, list(tiers))
    return sorted(
        (((tiers[one.doc], len(one.name_key), one.name_key, one.doc), one) for one in found),
        key=lambda pair: pair[0],
    )


def _page(session: Session, ranked: Sequence[tuple[_Key, Candidate]], after: str | None, limit: int) -> Page:
    more = len(ranked) > MOST
    ranked = ranked[:MOST]
    start = _parse(after, (int, int, str, int)) if after else None
    rest = [pair for pair in ranked if start is None or list(pair[0]) > start]
    shown = rest[:limit]
    following = _cursor(shown[-1][0]) if len(rest) > limit else None
    counted = count_facets(one for _key, one in ranked)
    return Page(_hits(session, [one for _key, one in shown]), len(ranked), more, counted, following)


def browse(session: Session, chosen: _Facets, after: str | None, limit: int, order: Order) -> Page:
    """A page of the catalogue without words. Several facets at once are walked through from the rarest, or sorted here where few titles have them all."""
    lines = facet_text(chosen).split("\n") if chosen else []
    held = facet_lists.counts(session, lines or [facet_lists.ALL])
    rarest, *beside = sorted(held, key=lambda one: (held[one], one))
    counted = browse_counts(session, chosen, held[rarest], several=bool(beside))
    start = _parse(after, (str, int)) if after else None
    # Walking meets one that is wanted every (all of the rarest : wanted) rows.
    if beside and counted.total**2 < (limit + 1) * held[rarest]:
        few = search_index.docs(session, (), (), chosen, MOST)
        rows = facet_lists.rows_of(session, few, order)
        if start is not None:
            rows = [row for row in rows if _is_after(row, start, order)]
    elif order == "new":
        rows = facet_lists.page_by_age(session, rarest, start[1] if start else None, beside, limit + 1)
    else:
        last = (start[0], start[1]) if start else None
        rows = facet_lists.page_by_name(session, rarest, last, beside, limit + 1)
    shown = rows[:limit]
    following = _cursor(shown[-1][1:]) if len(rows) > limit else None
    found = {one.doc: one for one in search_index.fetch(session, [row[0] for row in shown])}
    hits = _hits(session, [found[row[0]] for row in shown if row[0] in found])
    return Page(hits, counted.total, False, counted.facets, following, counted.estimated)


def _is_after(row: tuple[int, str, int], start: Sequence[Any], order: Order) -> bool:
    return row[2] < start[1] if order == "new" else [row[1], row[2]] > list(start)


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
                lists["ready"],
            )
        )
    return tuple(hits)


def _cursor(key: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(key, ensure_ascii=False).encode()).decode().rstrip("=")


def _parse(cursor: str, kinds: Sequence[type]) -> list[Any]:
    """What :func:`_cursor` wrote. It comes back from outside, so it may be anything."""
    try:
        data = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        data = None
    if not isinstance(data, list) or [type(one) for one in data] != list(kinds):
        raise BadRecord("search-page-unknown")
    if any(abs(one) >= 1 << 63 if isinstance(one, int) else "\x00" in one for one in data):
        raise BadRecord("search-page-unknown")
    return data
