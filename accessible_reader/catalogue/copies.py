"""Things on shelves: adding, moving, writing off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from accessible_reader.catalogue.branches import get_branch
from accessible_reader.catalogue.indexing import index_title
from accessible_reader.catalogue.models import COPY_KINDS, Copy, Edition
from accessible_reader.database import Database, Session, joined, new_id, select
from accessible_reader.errors import BadRecord, NotFound, NotNow

_BY_HAND: Final = {"available", "in_repair", "lost", "withdrawn"}
"""States that staff may set; the others come about by lending."""


@dataclass(frozen=True, slots=True)
class NewCopy:
    """One volume or thing. ``grams``: its weight, for parcels."""

    barcode: str
    shelf_mark: str = ""
    grams: int | None = None


def add_copies(
    database: Database | Session, edition_id: str | None, branch: str, kind: str, copies: Sequence[NewCopy]
) -> None:
    """Add copies at ``branch`` (a code). Several at once are the volumes of one set, in this order, lent together.

    Raises:
        BadRecord: ``copy-kind-wrong``, ``copy-barcode-missing``, ``copy-barcode-taken``, ``copy-without-edition``.
        NotFound: ``branch-not-found``, ``edition-not-found``.

    """
    with joined(database) as session:
        add_copies_in(session, edition_id, branch, kind, copies)


def add_copies_in(
    session: Session, edition_id: str | None, branch: str, kind: str, copies: Sequence[NewCopy]
) -> None:
    """The same in the caller's transaction."""
    if kind not in COPY_KINDS:
        raise BadRecord("copy-kind-wrong", kind=kind[:20])
    place = get_branch(session, branch)
    title_id = None
    if edition_id is not None:
        title_id = session.scalar(select(Edition.title_id).where(Edition.id == edition_id))
        if title_id is None:
            raise NotFound("edition-not-found")
    elif kind != "player":
        raise BadRecord("copy-without-edition")
    set_id = new_id() if len(copies) > 1 else None
    seen: set[str] = set()
    for number, one in enumerate(copies, 1):
        barcode = one.barcode.strip()
        if not barcode or len(barcode) > 40:
            raise BadRecord("copy-barcode-missing")
        if barcode in seen or session.get(Copy, barcode) is not None:
            raise BadRecord("copy-barcode-taken", barcode=barcode)
        seen.add(barcode)
        session.add(
            Copy(
                barcode=barcode,
                edition_id=edition_id,
                branch_id=place.id,
                kind=kind,
                set_id=set_id,
                volume=number,
                volumes=len(copies),
                shelf_mark=one.shelf_mark[:60],
                grams=one.grams,
            )
        )
    if title_id is not None:
        index_title(session, title_id)


def set_copy_state(database: Database | Session, barcode: str, state: str) -> None:
    """Take a copy off the shelf or put it back. Raises :class:`NotNow` ``copy-not-here`` while it is lent, put aside or on the way; :class:`NotFound`; :class:`BadRecord`."""
    if state not in _BY_HAND:
        raise BadRecord("copy-state-wrong", state=state[:20])
    with joined(database) as session:
        copy = get_copy(session, barcode)
        if copy.state not in _BY_HAND:
            raise NotNow("copy-not-here", barcode=barcode)
        copy.state = state
        _reindex(session, copy)


def move_copy(database: Database | Session, barcode: str, branch: str) -> None:
    """Give a copy a new home, its whole set with it. Raises :class:`NotFound`."""
    with joined(database) as session:
        copy = session.get(Copy, barcode.strip())
        if copy is None:
            raise NotFound("copy-not-found", barcode=barcode[:40])
        place = get_branch(session, branch)
        for one in set_of(session, copy):
            one.branch_id = place.id
        _reindex(session, copy)


def get_copy(session: Session, barcode: str) -> Copy:
    """The copy, held until the transaction ends. Raises :class:`NotFound` ``copy-not-found``."""
    copy = session.get(Copy, barcode.strip(), with_for_update=True)
    if copy is None:
        raise NotFound("copy-not-found", barcode=barcode[:40])
    return copy


def branch_of(session: Session, barcode: str) -> str:
    """Id of the branch where the copy belongs. Raises :class:`NotFound` ``copy-not-found``."""
    branch_id = session.scalar(select(Copy.branch_id).where(Copy.barcode == barcode.strip()))
    if branch_id is None:
        raise NotFound("copy-not-found", barcode=barcode[:40])
    return branch_id


def set_of(session: Session, copy: Copy) -> list[Copy]:
    """All volumes of the set the copy is of, in order, held until the transaction ends; the copy alone where it is of none."""
    if copy.set_id is None:
        return [copy]
    # Held in one order, whatever the numbers of the volumes are: two who take volumes of one set never wait for one another.
    query = select(Copy).where(Copy.set_id == copy.set_id).order_by(Copy.barcode).with_for_update()
    return sorted(session.scalars(query), key=lambda one: (one.volume, one.barcode))


def _reindex(session: Session, copy: Copy) -> None:
    if copy.edition_id is not None:
        index_title(session, session.get_one(Edition, copy.edition_id).title_id)
