"""Titles as lines of a list, by their ids or by editions of theirs: a handful of queries, however long the list."""

from __future__ import annotations

from collections.abc import Iterable

from accessible_reader.catalogue.models import Contributor, Copy, Edition, Subject, Title
from accessible_reader.catalogue.search import Hit
from accessible_reader.database import Database, Session, select

_GONE = ("lost", "withdrawn")


def titles_by_id(database: Database, title_ids: Iterable[str]) -> dict[str, Hit]:
    """Title id → line; titles that are no longer there are left out."""
    with database.reading() as session:
        return _lines(session, list(title_ids))


def titles_of_editions(database: Database, edition_ids: Iterable[str | None]) -> dict[str, Hit]:
    """Edition id → line of its title."""
    wanted = [one for one in edition_ids if one]
    with database.reading() as session:
        rows = session.execute(select(Edition.id, Edition.title_id).where(Edition.id.in_(wanted))).all()
        found = _lines(session, sorted({title_id for _edition, title_id in rows}))
    return {edition: found[title_id] for edition, title_id in rows if title_id in found}


def _lines(session: Session, ids: list[str]) -> dict[str, Hit]:
    if not ids:
        return {}
    people: dict[str, list[str]] = {}
    authors = select(Contributor.title_id, Contributor.name).where(
        Contributor.title_id.in_(ids), Contributor.role == "aut"
    )
    for title_id, name in session.execute(authors.order_by(Contributor.title_id, Contributor.position)):
        people.setdefault(title_id, []).append(name)
    subjects: dict[str, list[str]] = {}
    for title_id, name in session.execute(
        select(Subject.title_id, Subject.name).where(Subject.title_id.in_(ids)).order_by(Subject.name)
    ):
        subjects.setdefault(title_id, []).append(name)
    formats: dict[str, set[str]] = {}
    lengths: dict[str, set[str]] = {}
    editions = select(Edition.title_id, Edition.source_sha256, Edition.length).where(
        Edition.title_id.in_(ids), Edition.withdrawn_at.is_(None)
    )
    for title_id, source, length in session.execute(editions):
        if source is not None:
            formats.setdefault(title_id, set()).add("digital")
        if length:
            lengths.setdefault(title_id, set()).add(length)
    branches: dict[str, set[str]] = {}
    copies = (
        select(Edition.title_id, Copy.kind, Copy.branch_id)
        .join(Copy, Copy.edition_id == Edition.id)
        .where(Edition.title_id.in_(ids), Copy.state.not_in(_GONE))
        .distinct()
    )
    for title_id, kind, branch_id in session.execute(copies):
        formats.setdefault(title_id, set()).add(kind)
        branches.setdefault(title_id, set()).add(branch_id)
    columns = (Title.id, Title.name, Title.language, Title.series)
    return {
        row[0]: Hit(
            row[0],
            row[1],
            tuple(people.get(row[0], ())),
            row[2],
            row[3],
            tuple(sorted(formats.get(row[0], ()))),
            tuple(sorted(lengths.get(row[0], ()))),
            tuple(subjects.get(row[0], ())),
            tuple(sorted(branches.get(row[0], ()))),
        )
        for row in session.execute(select(*columns).where(Title.id.in_(ids)))
    }
