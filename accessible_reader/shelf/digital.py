"""Editions lent to be listened to or read, with or without a copy on a shelf: the loan opens the book, its end closes it."""

from __future__ import annotations

from datetime import datetime, timedelta

from accessible_reader.catalogue.models import Edition
from accessible_reader.database import Database, Session, joined, now, retried, select
from accessible_reader.errors import BadRecord, NotFound, NotNow
from accessible_reader.people.access import has_consented
from accessible_reader.shelf.lifecycle import LoanEvent, LoanState, next_loan_state
from accessible_reader.shelf.loans import check_limit, end_loan, hold_loan
from accessible_reader.shelf.locks import hold_person
from accessible_reader.shelf.models import Loan
from accessible_reader.shelf.rules import rules_at


@retried
def lend_digital(
    database: Database | Session,
    person_id: str,
    edition_id: str,
    *,
    branch_id: str | None = None,
    at: datetime | None = None,
) -> str:
    """Lend an edition to be listened to or read; asked twice, it is one loan. Whether the person may have it (rights class) is decided before.

    Raises:
        NotNow: ``loan-limit``, ``edition-not-available``.
        NotFound: ``edition-not-found``, ``person-not-found``.

    """
    moment = at or now()
    with joined(database) as session:
        hold_person(session, person_id)
        edition = session.get(Edition, edition_id)
        if edition is None:
            raise NotFound("edition-not-found")
        if edition.withdrawn_at is not None or edition.source_sha256 is None:
            raise NotNow("edition-not-available")
        open_one = select(Loan.id).where(
            Loan.person_id == person_id,
            Loan.edition_id == edition_id,
            Loan.kind == "digital",
            Loan.ended_at.is_(None),
        )
        there = session.scalar(open_one)
        days = rules_at(session, branch_id)
        if there is not None:
            loan = hold_loan(session, there)
            if loan.due is None or days.rules.today(moment) <= loan.due:
                return there
            loan.state = next_loan_state(LoanState(loan.state), LoanEvent.CHECK_IN).value
            end_loan(session, loan, moment, history=has_consented(session, person_id, "reading_history"))
            session.flush()
        check_limit(session, person_id, "digital", days.rules.most_loans["digital"])
        loan = Loan(
            person_id=person_id,
            edition_id=edition_id,
            branch_id=branch_id,
            kind="digital",
            state=LoanState.OPEN.value,
            began_at=moment,
            due=days.due("digital", days.rules.today(moment)),
        )
        session.add(loan)
        session.flush()
        return loan.id


@retried
def return_digital(
    database: Database | Session, loan_id: str, *, history: bool, at: datetime | None = None
) -> None:
    """The reader has finished. Raises :class:`NotNow` ``loan-not-now``; :class:`NotFound`."""
    with joined(database) as session:
        loan = hold_loan(session, loan_id)
        if loan.kind != "digital":
            raise BadRecord("loan-not-digital")
        loan.state = next_loan_state(LoanState(loan.state), LoanEvent.CHECK_IN).value
        end_loan(session, loan, at or now(), history=history)


@retried
def end_digital_loans(session: Session, at: datetime) -> int:
    """Digital loans whose last day is over end by themselves, as if they were returned; how many. Once an hour or a day, by the machine."""
    # A day later than anywhere on Earth; the rules of each loan's branch say exactly.
    query = select(Loan.id, Loan.branch_id, Loan.person_id, Loan.due).where(
        Loan.kind == "digital", Loan.ended_at.is_(None), Loan.due < at.date() + timedelta(days=1)
    )
    ended = 0
    for loan_id, branch_id, person_id, due in session.execute(query).all():
        if due is None or rules_at(session, branch_id).rules.today(at) <= due:
            continue
        loan = hold_loan(session, loan_id)
        if loan.ended_at is not None:
            continue
        loan.state = next_loan_state(LoanState(loan.state), LoanEvent.CHECK_IN).value
        history = person_id is not None and has_consented(session, person_id, "reading_history")
        end_loan(session, loan, at, history=history)
        ended += 1
    return ended


def is_restricted(session: Session, edition_id: str) -> bool:
    """Whether an edition is for the print-disabled only. Raises :class:`NotFound` ``edition-not-found``."""
    rights = session.scalar(select(Edition.rights).where(Edition.id == edition_id))
    if rights is None:
        raise NotFound("edition-not-found")
    return rights == "print_disabled_only"
