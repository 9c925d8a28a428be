"""Who may open a book to listen to it or read it: whoever has it on loan, and for restricted ones is still entitled. Asked for every request, so that the end of a loan is the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from accessible_reader.catalogue.models import Edition, SourceFile, Title
from accessible_reader.conversions.rooms import Source
from accessible_reader.database import Session, now, select
from accessible_reader.errors import NotFound, NotNow
from accessible_reader.people.access import get_person, require
from accessible_reader.people.permissions import Action
from accessible_reader.shelf.models import Loan
from accessible_reader.shelf.rules import rules_at


@dataclass(frozen=True, slots=True)
class OpenBook:
    """A book that somebody may open now. ``due``: the last day, None where there is none."""

    edition_id: str
    title_id: str
    name: str
    language: str
    rights: str
    source: Source
    loan_id: str
    began_at: datetime
    due: date | None

    @property
    def restricted(self) -> bool:
        """Whether it is for print-disabled readers only."""
        return self.rights == "print_disabled_only"


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be borrowed: for the page that is seen instead of the book."""

    edition_id: str
    title_id: str
    name: str
    language: str
    rights: str


def offer(session: Session, edition_id: str) -> Offer:
    """An edition that has a file. Raises NotFound ``edition-not-found``, NotNow ``edition-not-available``."""
    edition, title, _source = _edition(session, edition_id)
    return Offer(edition.id, title.id, title.name, edition.language, edition.rights)


def open_book(session: Session, person_id: str, edition_id: str, at: datetime | None = None) -> OpenBook:
    """The book, for whoever has it on loan.

    Raises:
        NotFound: ``edition-not-found``.
        NotNow: ``edition-not-available``; ``listening-not-borrowed``; ``listening-loan-over``.
        NotAllowed: ``permission-...`` for a restricted book.

    """
    moment = at or now()
    edition, title, source = _edition(session, edition_id)
    query = select(Loan).where(
        Loan.person_id == person_id,
        Loan.edition_id == edition_id,
        Loan.kind == "digital",
        Loan.ended_at.is_(None),
    )
    loan = session.scalar(query)
    if loan is None:
        raise NotNow("listening-not-borrowed")
    branch_id = loan.branch_id or get_person(session, person_id).home_branch_id
    if loan.due is not None and rules_at(session, branch_id).rules.today(moment) > loan.due:
        raise NotNow("listening-loan-over")
    if edition.rights == "print_disabled_only":
        require(session, person_id, Action.OPEN_RESTRICTED, person_id, at=moment)
    return OpenBook(
        edition.id,
        title.id,
        title.name,
        edition.language,
        edition.rights,
        Source(source.sha256, source.name, source.stored_as),
        loan.id,
        loan.began_at,
        loan.due,
    )


def _edition(session: Session, edition_id: str) -> tuple[Edition, Title, SourceFile]:
    query = (
        select(Edition, Title, SourceFile)
        .join(Title, Title.id == Edition.title_id)
        .outerjoin(SourceFile, SourceFile.sha256 == Edition.source_sha256)
        .where(Edition.id == edition_id)
    )
    row = session.execute(query).first()
    if row is None:
        raise NotFound("edition-not-found")
    edition, title, source = row
    if source is None or edition.withdrawn_at is not None:
        raise NotNow("edition-not-available")
    return edition, title, source
