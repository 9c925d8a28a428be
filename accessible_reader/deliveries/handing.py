"""Where the things of a visit are: into the bag, out of it, to the door, back to the shelf. Each is a loan from the scan on, so that nobody else can have it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from accessible_reader.audit import SYSTEM
from accessible_reader.catalogue.models import Copy
from accessible_reader.database import Keys, Session, now, or_, select
from accessible_reader.deliveries.lifecycle import UPCOMING, By, Reason, VisitAction, VisitState
from accessible_reader.deliveries.models import DeliveryPlan, Visit, VisitLine
from accessible_reader.deliveries.records import Hand, hold_visit, take_step, tell, today_at
from accessible_reader.shelf import loans
from accessible_reader.shelf.lifecycle import LoanState
from accessible_reader.shelf.locks import hold_copies
from accessible_reader.shelf.models import Loan, LoanCopy
from accessible_reader.shelf.rules import first_open, rules_at

GRACE: Final = timedelta(days=7)
"""After the next visit, at which everything can be given back."""


def bagged(visit: Visit) -> list[VisitLine]:
    """Lines whose things are in the bag."""
    return [one for one in visit.lines if one.state == "in_bag"]


def put_in_bag(session: Session, visit: Visit, line: VisitLine, barcode: str, at: datetime | None) -> None:
    """The first volume takes the whole set with it: lent, and on its way. Raises as :func:`accessible_reader.shelf.loans.lend`."""
    if visit.person_id is None:
        return
    line.loan_id = loans.lend(session, visit.person_id, barcode, on_the_way=True, at=at)
    line.state = "in_bag"
    _set_copies(session, line, "packed")


def take_from_bag(session: Session, line: VisitLine, at: datetime | None) -> None:
    """Back to the shelf, as if it had never been lent; the next in line gets it."""
    if line.loan_id is not None:
        _check_in_all(session, line.loan_id, at)
    line.loan_id, line.scanned = None, []


def _check_in_all(session: Session, loan_id: str, at: datetime | None) -> None:
    loan = loans.hold_loan(session, loan_id)
    for barcode in [one.barcode for one in loan.copies if one.back_at is None]:
        # They never had it: there is nothing to remember.
        loans.check_in(session, barcode, history=False, at=at)


def leave(hand: Hand, visit: Visit, at: datetime | None = None) -> None:
    """The bag is given to whoever carries it."""
    take_step(hand, visit, VisitAction.HAND_OVER, at=at)
    for line in bagged(visit):
        _set_copies(hand.session, line, "in_transit")


def receive(hand: Hand, visit: Visit, at: datetime | None = None) -> None:
    """It is at the reader's: the time begins. Until the next visit is over nothing is due."""
    moment = at or now()
    session = hand.session
    take_step(hand, visit, VisitAction.DELIVER, at=moment)
    visit.delivered_at = moment
    visit.arrived_at = visit.arrived_at or moment
    visit.pieces = sum(len(line.scanned) for line in bagged(visit))
    for line in bagged(visit):
        line.state = "with_reader"
        if line.loan_id is not None:
            loans.deliver(session, line.loan_id, at=moment)
    session.flush()
    if visit.person_id is not None:
        stretch(session, visit.person_id, moment)
    if not any(line.state == "with_reader" for line in visit.lines):
        settle(session, hand.keys, visit, moment)


def fail(hand: Hand, visit: Visit, reason: Reason, at: datetime | None = None) -> None:
    """It could not be left there. The things stay in the bag, lent and never due."""
    take_step(hand, visit, VisitAction.FAIL, reason=reason, at=at)
    visit.failures += 1
    hand.session.flush()
    if visit.person_id is not None:
        tell(
            hand.session,
            hand.keys,
            key=f"missed/{visit.id}/{visit.failures}",
            person_id=visit.person_id,
            branch_id=visit.branch_id,
            code="missed",
            params={"bag": visit.bag},
            visit_id=visit.id,
            at=at,
        )


def give_up(hand: Hand, visit: Visit, reason: Reason, at: datetime | None = None) -> None:
    """The bag comes back, and is emptied at the desk as anything that was lent."""
    take_step(hand, visit, VisitAction.GIVE_UP, reason=reason, at=at)
    for line in bagged(visit):
        if line.loan_id is not None:
            loans.fail_delivery(hand.session, line.loan_id)
    hand.session.flush()
    settle(hand.session, hand.keys, visit, at or now())


def collect(hand: Hand, visit: Visit, at: datetime | None = None) -> None:
    """The reader gave back all that this visit had brought: from now on nothing of it is late."""
    take_step(hand, visit, VisitAction.COLLECT, at=at)
    for line in visit.lines:
        if line.state == "with_reader" and line.loan_id is not None:
            loan = loans.hold_loan(hand.session, line.loan_id)
            if loan.state == LoanState.OPEN.value:
                loans.hand_in(hand.session, line.loan_id)
    hand.session.flush()
    settle(hand.session, hand.keys, visit, at or now())


def settle(session: Session, keys: Keys, visit: Visit, at: datetime) -> bool:
    """Bring a visit up to what has become of its loans, also of those that were checked in at the ordinary desk. Whether anything changed. The visit must be held."""
    system = Hand(session, keys, SYSTEM, By.SYSTEM)
    changed = False
    for line in visit.lines:
        if line.state not in {"in_bag", "with_reader"}:
            continue
        loan = session.get(Loan, line.loan_id) if line.loan_id else None
        if loan is None or loan.ended_at is not None:
            line.state = "back"
            changed = True
    session.flush()
    out = [one for one in visit.lines if one.state in {"in_bag", "with_reader"}]
    coming = all(
        session.get_one(Loan, one.loan_id).state == LoanState.COMING_BACK.value for one in out if one.loan_id
    )
    if VisitState(visit.state) is VisitState.DELIVERED and coming:
        take_step(system, visit, VisitAction.COLLECT, at=at)
        changed = True
    if VisitState(visit.state) is VisitState.COLLECTED and not out:
        take_step(system, visit, VisitAction.SHELVE, at=at)
        changed = True
    return changed


def settle_all(session: Session, keys: Keys, at: datetime) -> int:
    """All visits whose things may have come back another way; how many changed."""
    states = [VisitState.DELIVERED.value, VisitState.COLLECTED.value]
    back = (
        select(Visit.id)
        .join(VisitLine, VisitLine.visit_id == Visit.id)
        .join(Loan, Loan.id == VisitLine.loan_id)
        .where(
            Visit.state.in_(states),
            VisitLine.state.in_(["in_bag", "with_reader"]),
            or_(Loan.ended_at.is_not(None), Loan.state == LoanState.COMING_BACK.value),
        )
        .distinct()
        .order_by(Visit.id)
    )
    return sum(settle(session, keys, hold_visit(session, one), at) for one in session.scalars(back).all())


def visit_of_barcode(session: Session, barcode: str) -> tuple[Visit, VisitLine] | None:
    """The visit that brought what has this barcode and has not been checked in."""
    query = (
        select(VisitLine)
        .join(LoanCopy, LoanCopy.loan_id == VisitLine.loan_id)
        .where(LoanCopy.barcode == barcode, LoanCopy.back_at.is_(None))
    )
    line = session.scalar(query)
    return None if line is None else (session.get_one(Visit, line.visit_id), line)


def expected_day(session: Session, person_id: str, at: datetime) -> date | None:
    """When the library comes next, as far as it is known; today where it should have come already."""
    days = select(Visit.day, Visit.branch_id).where(
        Visit.person_id == person_id,
        Visit.day.is_not(None),
        Visit.state.in_([state.value for state in UPCOMING]),
    )
    found = [
        max(day, today_at(session, branch, at)) for day, branch in session.execute(days) if day is not None
    ]
    plan = session.scalar(
        select(DeliveryPlan).where(DeliveryPlan.person_id == person_id, DeliveryPlan.ended_at.is_(None))
    )
    if plan is not None:
        found.append(max(plan.next_day, today_at(session, plan.branch_id, at)))
    return min(found, default=None)


def stretch(session: Session, person_id: str, at: datetime) -> int:
    """Nothing that the library brought is due before a week after it comes again; how many loans have a later day now."""
    day = expected_day(session, person_id, at)
    if day is None:
        return 0
    brought = (
        select(Loan)
        .join(VisitLine, VisitLine.loan_id == Loan.id)
        .where(
            Loan.person_id == person_id, Loan.state == LoanState.OPEN.value, VisitLine.state == "with_reader"
        )
    )
    count = 0
    for loan in session.scalars(brought).all():
        until = first_open(day + GRACE, rules_at(session, loan.branch_id).is_open)
        if loan.due is not None and loan.due < until:
            loans.hold_loan(session, loan.id).due = until
            count += 1
    session.flush()
    return count


def stretch_all(session: Session, at: datetime) -> int:
    """The same for all readers to whom something was brought; once a day, by the machine."""
    people = (
        select(Loan.person_id)
        .join(VisitLine, VisitLine.loan_id == Loan.id)
        .where(
            Loan.state == LoanState.OPEN.value, VisitLine.state == "with_reader", Loan.person_id.is_not(None)
        )
        .distinct()
        .order_by(Loan.person_id)
    )
    return sum(stretch(session, one, at) for one in session.scalars(people).all() if one is not None)


def _set_copies(session: Session, line: VisitLine, state: str) -> None:
    if line.loan_id is None:
        return
    mine = select(LoanCopy.barcode).where(LoanCopy.loan_id == line.loan_id, LoanCopy.back_at.is_(None))
    copies: list[Copy] = hold_copies(session, list(session.scalars(mine)))
    for one in copies:
        one.state = state
    session.flush()
