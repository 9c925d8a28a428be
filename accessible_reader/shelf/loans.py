"""Lending, renewing and taking back. Copies are held while a decision about them is made, so two desks never lend the same thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from accessible_reader.catalogue.models import Copy, Edition
from accessible_reader.database import Database, Session, delete, func, joined, now, retried, select, update
from accessible_reader.errors import NotFound, NotNow
from accessible_reader.people.sign_in.models import PrivateFeed
from accessible_reader.shelf.holds import allocate, end_hold_of, hold_for, somebody_waits
from accessible_reader.shelf.lifecycle import (
    LOANS_ENDED,
    HoldEvent,
    HoldState,
    LoanEvent,
    LoanState,
    is_overdue,
    next_hold_state,
    next_loan_state,
)
from accessible_reader.shelf.locks import hold_copies, hold_person, hold_set, hold_title_of
from accessible_reader.shelf.models import Bookmark, Loan, LoanCopy, Position
from accessible_reader.shelf.rules import rules_at


@dataclass(frozen=True, slots=True)
class Returned:
    """What came of a barcode that was handed in. ``missing``: volumes of the set that are still out; ``hold``: who waits for it."""

    loan_id: str
    ended: bool
    missing: tuple[str, ...]
    hold: str | None


@retried
def lend(
    database: Database | Session,
    person_id: str,
    barcode: str,
    *,
    on_the_way: bool = False,
    at: datetime | None = None,
) -> str:
    """Lend a copy, with all volumes of its set, and return the loan's id. ``on_the_way``: by post or visit; the time then begins on delivery.

    Raises:
        NotNow: ``copy-not-available``, ``copy-waits-for-another``, ``loan-limit``.
        NotFound: ``copy-not-found``, ``person-not-found``.

    """
    moment = at or now()
    with joined(database) as session:
        hold_person(session, person_id)
        copies = hold_set(session, barcode)
        first = copies[0]
        days = rules_at(session, first.branch_id)
        hold = hold_for(session, [one.barcode for one in copies])
        if hold is not None and hold.person_id != person_id:
            raise NotNow("copy-waits-for-another", barcode=first.barcode)
        for one in copies:
            if one.state not in ({"available", "packed"} if hold is None else {"on_hold_shelf", "packed"}):
                raise NotNow("copy-not-available", barcode=one.barcode)
        if hold is None and first.edition_id is not None:
            # Whoever takes from the shelf what they have a hold on, has it no longer to wait for.
            end_hold_of(session, person_id, session.get_one(Edition, first.edition_id).title_id, first.kind)
        check_limit(session, person_id, first.kind, days.rules.most_loans[first.kind])
        if hold is not None:
            hold.state = next_hold_state(HoldState(hold.state), HoldEvent.COLLECT).value
            hold.ended_at = moment
            # The loan says who; two rows need not.
            hold.person_id = None
        loan = Loan(
            person_id=person_id,
            edition_id=first.edition_id,
            branch_id=first.branch_id,
            kind=first.kind,
            state=(LoanState.SENT if on_the_way else LoanState.OPEN).value,
            began_at=moment,
            due=None if on_the_way else days.due(first.kind, days.rules.today(moment)),
        )
        loan.copies = [LoanCopy(barcode=one.barcode) for one in copies]
        session.add(loan)
        for one in copies:
            one.state = "in_transit" if on_the_way else "lent"
        session.flush()
        return loan.id


@retried
def deliver(database: Database | Session, loan_id: str, *, at: datetime | None = None) -> date:
    """It has reached the reader: only now the time begins. Returns the last day."""
    moment = at or now()
    with joined(database) as session:
        loan = hold_loan(session, loan_id)
        loan.state = next_loan_state(LoanState(loan.state), LoanEvent.DELIVER).value
        days = rules_at(session, loan.branch_id)
        loan.due = days.due(loan.kind, days.rules.today(moment))
        _set_copies(session, loan, "lent")
        return loan.due


def fail_delivery(database: Database | Session, loan_id: str) -> None:
    """Nobody was there: it comes back and is checked in as anything else."""
    _pass(database, loan_id, LoanEvent.FAIL_DELIVERY)


def hand_in(database: Database | Session, loan_id: str) -> None:
    """The reader gave it to the post, a volunteer or another branch: from now on nothing is late."""
    _pass(database, loan_id, LoanEvent.HAND_IN)


@retried
def renew(database: Database | Session, loan_id: str, *, at: datetime | None = None) -> date:
    """Begin the time anew; returns the last day, never an earlier one than before.

    Raises:
        NotNow: ``renewal-limit``, ``renewal-somebody-waits``, ``loan-not-now``.
        NotFound: ``loan-not-found``.

    """
    moment = at or now()
    with joined(database) as session:
        loan = hold_loan(session, loan_id)
        loan.state = next_loan_state(LoanState(loan.state), LoanEvent.RENEW).value
        days = rules_at(session, loan.branch_id)
        if loan.renewals >= days.rules.most_renewals:
            raise NotNow("renewal-limit", most=days.rules.most_renewals)
        if loan.kind != "digital" and loan.edition_id is not None:
            title_id = session.get_one(Edition, loan.edition_id).title_id
            if somebody_waits(session, title_id, loan.kind):
                raise NotNow("renewal-somebody-waits")
        due = days.due(loan.kind, days.rules.today(moment))
        loan.due = max(due, loan.due or due)
        loan.renewals += 1
        return loan.due


@retried
def check_in(
    database: Database | Session,
    barcode: str,
    *,
    history: bool,
    at_branch: str | None = None,
    at: datetime | None = None,
) -> Returned:
    """A copy is back. The loan ends with the last volume of its set; then the next in line gets it.

    ``history``: whether the reader agreed that the library remembers; otherwise who it was is forgotten here and now. ``at_branch``: id of the branch where it was handed in.

    Raises:
        NotNow: ``copy-not-lent``.
        NotFound: ``copy-not-found``.

    """
    moment = at or now()
    with joined(database) as session:
        copies = hold_set(session, barcode)
        copy = next(one for one in copies if one.barcode == barcode.strip())
        row = session.scalar(
            select(LoanCopy).where(LoanCopy.barcode == copy.barcode, LoanCopy.back_at.is_(None))
        )
        if row is None:
            raise NotNow("copy-not-lent", barcode=copy.barcode)
        loan = hold_loan(session, row.loan_id)
        after = next_loan_state(
            LoanState(loan.state),
            LoanEvent.FIND if loan.state == LoanState.LOST.value else LoanEvent.CHECK_IN,
        )
        row.back_at = moment
        out = [one.barcode for one in loan.copies if one.back_at is None]
        # A volume alone is of use to nobody: it waits for the others before it can be lent again.
        copy.state = "in_repair" if out else "available"
        if out:
            return Returned(loan.id, False, tuple(out), None)
        loan.state = after.value
        end_loan(session, loan, moment, history=history)
        for one in copies:
            one.state = "available"
        session.flush()
        hold = allocate(session, copies, at_branch or copy.branch_id, moment)
        return Returned(loan.id, True, (), hold)


def declare_lost(database: Database | Session, loan_id: str) -> None:
    """It will not come back. Who had it stays known until it is found or replaced."""
    with joined(database) as session:
        loan = hold_loan(session, loan_id)
        loan.state = next_loan_state(LoanState(loan.state), LoanEvent.DECLARE_LOST).value
        loan.ended_at = now()
        _set_copies(session, loan, "lost")


def loans_of(database: Database | Session, person_id: str) -> list[Loan]:
    """What somebody has now, what is due first first."""
    query = select(Loan).where(Loan.person_id == person_id, Loan.ended_at.is_(None))
    with joined(database, reading=True) as session:
        found = list(session.scalars(query))
    return sorted(found, key=lambda loan: (loan.due or date.max, loan.began_at))


def past_loans_of(database: Database | Session, person_id: str) -> list[Loan]:
    """What somebody had and the library still remembers, the latest first."""
    query = select(Loan).where(Loan.person_id == person_id, Loan.ended_at.is_not(None))
    with joined(database, reading=True) as session:
        return list(session.scalars(query.order_by(Loan.ended_at.desc())))


def overdue(database: Database | Session, branch_id: str, *, at: datetime | None = None) -> list[Loan]:
    """Loans of a branch whose last day is over."""
    with joined(database, reading=True) as session:
        today = rules_at(session, branch_id).rules.today(at or now())
        query = select(Loan).where(
            Loan.branch_id == branch_id, Loan.state == LoanState.OPEN.value, Loan.due < today
        )
        found = list(session.scalars(query.order_by(Loan.due)))
    return [loan for loan in found if is_overdue(LoanState(loan.state), loan.due, today)]


@retried
def forget_history(database: Database | Session, person_id: str) -> int:
    """The reader no longer agrees: everything that is over forgets who it was. Returns how many loans."""
    with joined(database) as session:
        over = update(Loan).where(Loan.person_id == person_id, Loan.state == LoanState.RETURNED.value)
        return int(session.execute(over.values(person_id=None)).rowcount)  # type: ignore[attr-defined]


@retried
def _pass(database: Database | Session, loan_id: str, event: LoanEvent) -> None:
    with joined(database) as session:
        loan = hold_loan(session, loan_id)
        loan.state = next_loan_state(LoanState(loan.state), event).value
        _set_copies(session, loan, "in_transit")


def hold_loan(session: Session, loan_id: str) -> Loan:
    """The loan, held with its title and its copies. Raises :class:`NotFound` ``loan-not-found``."""
    seen = session.execute(select(Loan.edition_id, Loan.kind).where(Loan.id == loan_id)).one_or_none()
    if seen is None:
        raise NotFound("loan-not-found")
    if seen.kind != "digital":
        if seen.edition_id is not None:
            hold_title_of(session, seen.edition_id)
        mine = select(LoanCopy.barcode).where(LoanCopy.loan_id == loan_id)
        hold_copies(session, list(session.scalars(mine)))
    return session.get_one(Loan, loan_id, with_for_update=True)


def check_limit(session: Session, person_id: str, kind: str, most: int) -> None:
    """Raises :class:`NotNow` ``loan-limit``."""
    query = select(func.count()).where(
        Loan.person_id == person_id, Loan.kind == kind, Loan.ended_at.is_(None)
    )
    if (session.scalar(query) or 0) >= most:
        raise NotNow("loan-limit", most=most)


def _set_copies(session: Session, loan: Loan, state: str) -> None:
    for one in loan.copies:
        if one.back_at is None:
            session.get_one(Copy, one.barcode).state = state


def end_loan(session: Session, loan: Loan, moment: datetime, *, history: bool) -> None:
    """It is over; without ``history`` who it was is forgotten here and now, and their place in the book with it."""
    loan.ended_at = moment
    session.execute(delete(PrivateFeed).where(PrivateFeed.loan_id == loan.id))
    if history or loan.person_id is None:
        return
    person_id, edition_id = loan.person_id, loan.edition_id
    loan.person_id = None
    session.flush()
    still = select(Loan.id).where(
        Loan.person_id == person_id,
        Loan.edition_id == edition_id,
        Loan.state.not_in([s.value for s in LOANS_ENDED]),
    )
    marked = select(Bookmark.id).where(Bookmark.person_id == person_id, Bookmark.edition_id == edition_id)
    # A place in a book tells who read it; a reader who set bookmarks wants to come back.
    if edition_id is not None and session.scalar(still) is None and session.scalar(marked.limit(1)) is None:
        position = session.get(Position, (person_id, edition_id))
        if position is not None:
            session.delete(position)
