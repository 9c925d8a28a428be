"""Lists that staff put together for readers. A page of a list costs the same however long it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from accessible_reader.catalogue.listing import titles_by_id
from accessible_reader.catalogue.models import CuratedEntry, CuratedList, Title
from accessible_reader.catalogue.search import Hit
from accessible_reader.database import Database, Session, delete, func, joined, or_, select
from accessible_reader.errors import BadRecord, NotFound

_LONGEST_PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What staff say about a list. ``shown``: whether readers see it; ``branch_id``: whose it is, None for the whole library."""

    name: str
    about: str = ""
    branch_id: str | None = None
    shown: bool = False


@dataclass(frozen=True, slots=True)
class ListPage:
    """Titles of a list in its order, each with its note. ``next``: what to hand in for the next page, or None."""

    entries: tuple[tuple[Hit, str], ...]
    next: int | None


def make_list(database: Database | Session, facts: ListFacts, *, by: str | None = None) -> str:
    """A new list; its id. Raises :class:`BadRecord` ``list-name-missing``."""
    with joined(database) as session:
        made = CuratedList(**_tidied(facts), made_by=by)
        session.add(made)
        session.flush()
        return made.id


def change_list(database: Database | Session, list_id: str, facts: ListFacts) -> None:
    """Say something else about it. Raises :class:`NotFound` ``list-not-found``; :class:`BadRecord` ``list-name-missing``."""
    with joined(database) as session:
        found = _held(session, list_id)
        for name, value in _tidied(facts).items():
            setattr(found, name, value)


def remove_list(database: Database | Session, list_id: str) -> None:
    """Remove a list; its titles stay in the catalogue. Raises :class:`NotFound`."""
    with joined(database) as session:
        session.delete(_held(session, list_id))


def put_into_list(
    database: Database | Session, list_id: str, title_id: str, *, note: str = "", before: str | None = None
) -> None:
    """Add a title, or move it: before the title ``before``, else to the end. Raises :class:`NotFound` ``list-not-found``, ``title-not-found``."""
    with joined(database) as session:
        _held(session, list_id)  # so that two at once do not take the same place
        if session.get(Title, title_id) is None:
            raise NotFound("title-not-found")
        rows = {row.title_id: row for row in session.scalars(_entries(list_id))}
        row = rows.get(title_id) or CuratedEntry(list_id=list_id, title_id=title_id, note="", place=0)
        row.note = note.replace("\x00", "").strip() or row.note
        if before is None or before == title_id or before not in rows:
            last = session.scalar(select(func.max(CuratedEntry.place)).where(CuratedEntry.list_id == list_id))
            if title_id not in rows or before is None:
                row.place = (last or 0) + 1
        else:
            order = [one for one in rows if one != title_id]
            order.insert(order.index(before), title_id)
            for place, one in enumerate(order, 1):
                (rows.get(one) or row).place = place
        session.add(row)


def take_out_of_list(database: Database | Session, list_id: str, title_id: str) -> None:
    """Take a title out; nothing happens where it is not in it."""
    with joined(database) as session:
        session.execute(
            delete(CuratedEntry).where(CuratedEntry.list_id == list_id, CuratedEntry.title_id == title_id)
        )


def lists(database: Database, *, branch_id: str | None = None, hidden: bool = False) -> Sequence[CuratedList]:
    """The lists of the whole library and of a branch, by name; ``hidden``: also those that readers do not see yet."""
    query = select(CuratedList).where(
        or_(CuratedList.branch_id.is_(None), CuratedList.branch_id == branch_id)
    )
    if not hidden:
        query = query.where(CuratedList.shown)
    with database.reading() as session:
        return list(session.scalars(query.order_by(CuratedList.name, CuratedList.id)))


def titles_in_list(
    database: Database, list_id: str, *, after: int | None = None, limit: int = 20, hidden: bool = False
) -> ListPage:
    """A page of a list. Raises :class:`NotFound` ``list-not-found``, also where readers do not see it yet and ``hidden`` is not said."""
    limit = max(1, min(limit, _LONGEST_PAGE))
    with database.reading() as session:
        found = session.get(CuratedList, list_id)
        if found is None or not (found.shown or hidden):
            raise NotFound("list-not-found")
        rows = list(
            session.scalars(_entries(list_id).where(CuratedEntry.place > (after or 0)).limit(limit + 1))
        )
    shown = rows[:limit]
    hits = titles_by_id(database, [row.title_id for row in shown])
    entries = tuple((hits[row.title_id], row.note) for row in shown if row.title_id in hits)
    return ListPage(entries, shown[-1].place if len(rows) > limit else None)


def _entries(list_id: str) -> Any:
    return (
        select(CuratedEntry)
        .where(CuratedEntry.list_id == list_id)
        .order_by(CuratedEntry.place, CuratedEntry.title_id)
    )


def _held(session: Session, list_id: str) -> CuratedList:
    found = session.get(CuratedList, list_id, with_for_update=True)
    if found is None:
        raise NotFound("list-not-found")
    return found


def _tidied(facts: ListFacts) -> dict[str, str | bool | None]:
    name = " ".join(facts.name.replace("\x00", " ").split())[:200]
    if not name:
        raise BadRecord("list-name-missing")
    return {
        "name": name,
        "about": facts.about.replace("\x00", "").strip(),
        "branch_id": facts.branch_id,
        "shown": facts.shown,
    }
