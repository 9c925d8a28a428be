"""The ledger's line for a book that was listened to or read on the pages."""

from __future__ import annotations

from accessible_reader.catalogue.models import Title
from accessible_reader.conversions.models import Provision
from accessible_reader.database import Keys, Session, new_id, select
from accessible_reader.listening.rights import OpenBook
from accessible_reader.people.access import get_person, lock_person
from accessible_reader.people.sealing import pseudonym

_COPY_DIGITS = 16


def note(session: Session, keys: Keys, person_id: str, book: OpenBook, form: str) -> None:
    """Once a loan and form."""
    recipient = pseudonym(keys, person_id)
    there = select(Provision.id).where(
        Provision.recipient == recipient,
        Provision.edition_id == book.edition_id,
        Provision.format == form,
        Provision.at >= book.began_at,
    )
    if session.scalar(there.limit(1)) is not None:
        return
    lock_person(session, person_id)  # of two requests at once the second finds the first one's line
    if session.scalar(there.limit(1)) is not None:
        return
    title = session.get_one(Title, book.title_id)
    copy_id = keys.fingerprint(f"{book.edition_id}/{recipient}/{new_id()}", "copy")[:_COPY_DIGITS].upper()
    session.add(
        Provision(
            artifact_id=None,
            edition_id=book.edition_id,
            title=title.name,
            authors="; ".join(one.name for one in title.contributors if one.role == "aut"),
            format=form,
            rights=book.rights,
            recipient=recipient,
            copy_id=copy_id,
            how="stream",
            branch_id=get_person(session, person_id).home_branch_id,
        )
    )
