"""A title as its page shows it: plain data, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accessible_reader.catalogue.models import Branch, Copy, Edition, Title
from accessible_reader.database import Session, select
from accessible_reader.errors import NotFound
from converters.errors import Finding


@dataclass(frozen=True, slots=True)
class EditionView:
    """One version of a title. ``has_file``: it can be converted and lent digitally. ``features`` and ``missing``: for people who do not see it, as findings to be said in words."""

    id: str
    title_id: str
    language: str
    identifier: str
    publisher: str
    published: str
    rights: str
    length: str
    words: int
    counts: dict[str, int]
    features: tuple[Finding, ...]
    missing: tuple[Finding, ...]
    has_file: bool
    withdrawn: bool
    rights_basis: str = ""
    """Where the right comes from, for staff."""
    findings: tuple[Finding, ...] = ()
    """What was noticed when the file was read."""


@dataclass(frozen=True, slots=True)
class HoldingView:
    """A copy, or a set of volumes that is lent as one: ``barcodes`` in order. ``available``: whether all of it can be had now."""

    kind: str
    edition_id: str
    branch_id: str
    branch_code: str
    branch_name: str
    barcodes: tuple[str, ...]
    shelf_mark: str
    states: tuple[str, ...]
    available: bool


@dataclass(frozen=True, slots=True)
class TitleView:
    """A work with all its versions and copies. ``people``: (name, MARC relator code)."""

    id: str
    name: str
    language: str
    people: tuple[tuple[str, str], ...]
    subjects: tuple[str, ...]
    series: str | None
    series_position: str | None
    summary: str | None
    editions: tuple[EditionView, ...]
    holdings: tuple[HoldingView, ...]
    added_at: datetime

    @property
    def authors(self) -> tuple[str, ...]:
        """Names of the authors."""
        return tuple(name for name, role in self.people if role == "aut")


def title_view(session: Session, title_id: str) -> TitleView:
    """The title. Raises NotFound ``title-not-found``."""
    title = session.get(Title, title_id)
    if title is None:
        raise NotFound("title-not-found")
    editions = sorted(title.editions, key=lambda one: (one.withdrawn_at is not None, one.added_at))
    return TitleView(
        title.id,
        title.name,
        title.language,
        tuple((one.name, one.role) for one in title.contributors),
        tuple(sorted(one.name for one in title.subjects)),
        title.series,
        title.series_position,
        title.summary,
        tuple(_edition(one) for one in editions),
        holdings_of(session, [one.id for one in editions]),
        title.added_at,
    )


def edition_view(session: Session, edition_id: str) -> EditionView:
    """The edition. Raises NotFound ``edition-not-found``."""
    edition = session.get(Edition, edition_id)
    if edition is None:
        raise NotFound("edition-not-found")
    return _edition(edition)


def holdings_of(session: Session, edition_ids: list[str]) -> tuple[HoldingView, ...]:
    """What stands on shelves of these editions, sets together; by branch and kind."""
    query = (
        select(Copy, Branch)
        .join(Branch, Branch.id == Copy.branch_id)
        .where(Copy.edition_id.in_(edition_ids), Copy.state != "withdrawn")
        .order_by(Branch.code, Copy.kind, Copy.volume, Copy.barcode)
    )
    sets: dict[str, list[tuple[Copy, Branch]]] = {}
    for copy, branch in session.execute(query):
        sets.setdefault(copy.set_id or copy.barcode, []).append((copy, branch))
    views = []
    for rows in sets.values():
        first, branch = rows[0]
        states = tuple(copy.state for copy, _branch in rows)
        views.append(
            HoldingView(
                first.kind,
                first.edition_id or "",
                branch.id,
                branch.code,
                branch.name,
                tuple(copy.barcode for copy, _branch in rows),
                first.shelf_mark,
                states,
                set(states) == {"available"},
            )
        )
    return tuple(views)


def _edition(edition: Edition) -> EditionView:
    about: dict[str, Any] = edition.description or {}
    return EditionView(
        edition.id,
        edition.title_id,
        edition.language,
        edition.identifier,
        edition.publisher,
        edition.published,
        edition.rights,
        edition.length,
        edition.words,
        dict(about.get("counts", {})),
        tuple(Finding.from_json(one) for one in about.get("features", ())),
        tuple(Finding.from_json(one) for one in about.get("missing", ())),
        edition.source_sha256 is not None,
        edition.withdrawn_at is not None,
        edition.rights_basis,
        tuple(Finding.from_json(one) for one in edition.findings or ()),
    )
