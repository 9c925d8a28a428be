"""What the shelf knows of one person: handed out to them, and forgotten."""

from __future__ import annotations

from typing import Any

from accessible_reader.catalogue.models import Edition, Title
from accessible_reader.database import Session, delete, now, select, update
from accessible_reader.errors import NotNow
from accessible_reader.shelf import holds
from accessible_reader.shelf.models import Bookmark, Hold, Loan, Position, Wish


def shelf_of(session: Session, person_id: str) -> dict[str, Any]:
    """Loans (past ones as far as they are remembered), holds, wishes, places and bookmarks with their notes, each with its title; plain data for JSON."""
    loans = session.scalars(select(Loan).where(Loan.person_id == person_id).order_by(Loan.began_at))
    waiting = session.scalars(select(Hold).where(Hold.person_id == person_id).order_by(Hold.placed_at))
    wishes = session.scalars(select(Wish).where(Wish.person_id == person_id).order_by(Wish.added_at))
    places = session.scalars(select(Position).where(Position.person_id == person_id).order_by(Position.at))
    marks = session.scalars(
        select(Bookmark).where(Bookmark.person_id == person_id).order_by(Bookmark.made_at)
    )
    return {
        "loans": [
            {
                "title": _edition_name(session, one.edition_id),
                "kind": one.kind,
                "barcodes": [copy.barcode for copy in one.copies],
                "state": one.state,
                "began_at": one.began_at,
                "due": one.due.isoformat() if one.due else None,
                "renewals": one.renewals,
                "ended_at": one.ended_at,
            }
            for one in loans
        ],
        "holds": [
            {
                "title": _title_name(session, one.title_id),
                "kind": one.kind,
                "state": one.state,
                "placed_at": one.placed_at,
                "ready_until": one.ready_until.isoformat() if one.ready_until else None,
            }
            for one in waiting
        ],
        "wishes": [{"title": _title_name(session, one.title_id), "added_at": one.added_at} for one in wishes],
        "positions": [
            {
                "title": _edition_name(session, one.edition_id),
                "sentence": one.sentence,
                "ordinal": one.ordinal,
                "how": one.how,
                "device": one.device,
                "at": one.at,
                "furthest": one.furthest,
            }
            for one in places
        ],
        "bookmarks": [
            {
                "title": _edition_name(session, one.edition_id),
                "sentence": one.sentence,
                "note": one.note,
                "made_at": one.made_at,
            }
            for one in marks
        ],
    }


def forget_shelf(session: Session, person_id: str) -> None:
    """Forget all of it: digital loans end, holds are given on, past loans keep only that there was one.

    Raises:
        NotNow: ``erase-loans-open``: things with barcodes are still out, or lost and not settled.

    """
    mine = select(Loan).where(Loan.person_id == person_id)
    out = [one for one in session.scalars(mine) if one.kind != "digital" and one.state != "returned"]
    if out:
        raise NotNow("erase-loans-open", count=len(out))
    waiting = select(Hold.id).where(Hold.person_id == person_id, Hold.ended_at.is_(None))
    for hold_id in list(session.scalars(waiting)):
        holds.cancel_hold(session, hold_id)
    for loan in session.scalars(mine.where(Loan.ended_at.is_(None))):
        loan.state, loan.ended_at = "returned", now()
    session.flush()
    for table in (Loan, Hold):
        session.execute(update(table).where(table.person_id == person_id).values(person_id=None))
    for rows in (Wish, Position, Bookmark):
        session.execute(delete(rows).where(rows.person_id == person_id))


def _edition_name(session: Session, edition_id: str | None) -> str | None:
    query = select(Title.name).join(Edition, Edition.title_id == Title.id)
    return session.scalar(query.where(Edition.id == edition_id)) if edition_id else None


def _title_name(session: Session, title_id: str) -> str | None:
    return session.scalar(select(Title.name).where(Title.id == title_id))
