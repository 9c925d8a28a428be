"""Private podcast addresses: for players that cannot sign in, the address itself is the key. One a loan, kept as a hash, shown once, taken away at any time, gone with the loan."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from accessible_reader.audit import record
from accessible_reader.database import Session, delete, now, select
from accessible_reader.errors import NotFound
from accessible_reader.listening.rights import OpenBook, open_book
from accessible_reader.people.access import lock_person, require
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.models import Person
from accessible_reader.people.permissions import Action
from accessible_reader.people.sign_in.models import PrivateFeed
from accessible_reader.people.sign_in.sessions import hash_token
from accessible_reader.shelf.models import Loan


@dataclass(frozen=True, slots=True)
class FeedOwner:
    """Whose address it is, and the book."""

    person_id: str
    book: OpenBook


class PrivateFeeds(Guarded):
    """Making, seeing, taking away, using. Only one's own: a carer listens with their own account."""

    def make(self, actor: str, edition_id: str) -> str:
        """The token of an address for the book that ``actor`` has on loan, shown once; an earlier address no longer works. Raises as :func:`accessible_reader.listening.rights.open_book`."""
        token = secrets.token_urlsafe(32)
        with self._transaction() as session:
            lock_person(session, actor)
            book = open_book(session, actor, edition_id)
            session.execute(delete(PrivateFeed).where(PrivateFeed.loan_id == book.loan_id))
            session.add(
                PrivateFeed(
                    loan_id=book.loan_id, person_id=actor, token_hash=hash_token(token), made_at=now()
                )
            )
            self._note(session, actor, "make-private-feed")
        return token

    def of(self, actor: str) -> dict[str, datetime]:
        """Edition id → when its address was made, of all that ``actor`` has."""
        query = (
            select(Loan.edition_id, PrivateFeed.made_at)
            .join(Loan, Loan.id == PrivateFeed.loan_id)
            .where(PrivateFeed.person_id == actor)
        )
        with self._transaction(reading=True) as session:
            require(session, actor, Action.SEE_HISTORY, actor)
            return {row[0]: row[1] for row in session.execute(query) if row[0] is not None}

    def end(self, actor: str, edition_id: str) -> None:
        """Take the address away: from now on it leads nowhere. Nothing happens where there is none."""
        with self._transaction() as session:
            require(session, actor, Action.SEE_HISTORY, actor)
            loans = select(Loan.id).where(Loan.person_id == actor, Loan.edition_id == edition_id)
            session.execute(
                delete(PrivateFeed).where(PrivateFeed.person_id == actor, PrivateFeed.loan_id.in_(loans))
            )
            self._note(session, actor, "end-private-feed")

    def open(self, token: str) -> FeedOwner:
        """Whose address it is. Asked with every request. Raises NotFound ``feed-not-found``; else as :func:`accessible_reader.listening.rights.open_book`."""
        query = (
            select(PrivateFeed.person_id, Loan.edition_id)
            .join(Loan, Loan.id == PrivateFeed.loan_id)
            .join(Person, Person.id == PrivateFeed.person_id)
            .where(
                PrivateFeed.token_hash == hash_token(token),
                Loan.person_id == PrivateFeed.person_id,
                Loan.ended_at.is_(None),
                Person.erased_at.is_(None),
            )
        )
        with self._transaction(reading=True) as session:
            row = session.execute(query).one_or_none()
            if row is None or row[1] is None:
                raise NotFound("feed-not-found")
            return FeedOwner(row[0], open_book(session, row[0], row[1]))

    def _note(self, session: Session, actor: str, act: str) -> None:
        record(
            session,
            self._keys,
            actor=actor,
            subject=actor,
            act=act,
            fields=["private_feed"],
            purpose="own-data",
        )
