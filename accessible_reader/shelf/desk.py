"""Loans and holds as people ask for them. What is done to a copy is in ``loans.py`` and ``holds.py``."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from accessible_reader.catalogue.branches import get_branch
from accessible_reader.catalogue.copies import branch_of
from accessible_reader.catalogue.models import Copy
from accessible_reader.database import Session, retried, select
from accessible_reader.errors import NotFound, NotNow
from accessible_reader.people.access import get_person, has_consented, require, require_at
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.permissions import Action
from accessible_reader.shelf import digital, holds, loans
from accessible_reader.shelf.lifecycle import HoldState
from accessible_reader.shelf.loans import Returned
from accessible_reader.shelf.models import Hold, Loan, LoanCopy
from accessible_reader.shelf.rules import BranchDays, close_on, rules_at, set_rules
from accessible_reader.shelf.things import Thing, thing_with


class Loans(Guarded):
    """What is lent."""

    @retried
    def lend(
        self,
        actor: str,
        subject: str,
        barcode: str,
        *,
        on_the_way: bool = False,
        at: datetime | None = None,
    ) -> str:
        """Staff lend ``subject`` a copy with all volumes of its set; the loan's id. What is for the print-disabled only is lent to those alone.

        Raises as :func:`accessible_reader.shelf.loans.lend`.
        """
        with self._for(actor, Action.LEND, subject) as allowed:
            edition_id = allowed.session.scalar(
                select(Copy.edition_id).where(Copy.barcode == barcode.strip())
            )
            if edition_id is not None and digital.is_restricted(allowed.session, edition_id):
                require(allowed.session, actor, Action.OPEN_RESTRICTED, subject, at=at)
            return loans.lend(allowed.session, subject, barcode, on_the_way=on_the_way, at=at)

    @retried
    def lend_digital(self, actor: str, subject: str, edition_id: str, *, at: datetime | None = None) -> str:
        """An edition to be listened to or read; asked twice, it is one loan. What is for the print-disabled only is lent to those alone.

        Raises as :func:`accessible_reader.shelf.digital.lend_digital`.
        """
        with self._for(actor, Action.REQUEST_TITLE, subject) as allowed:
            session = allowed.session
            if digital.is_restricted(session, edition_id):
                require(session, actor, Action.OPEN_RESTRICTED, subject, at=at)
            branch_id = get_person(session, subject).home_branch_id
            return digital.lend_digital(session, subject, edition_id, branch_id=branch_id, at=at)

    @retried
    def deliver(self, actor: str, loan_id: str, *, at: datetime | None = None) -> date:
        """It has reached the reader: the time begins. Returns the last day."""
        with self._transaction() as session:
            self._may(session, actor, Action.LEND, loan_id)
            return loans.deliver(session, loan_id, at=at)

    @retried
    def fail_delivery(self, actor: str, loan_id: str) -> None:
        """Nobody was there."""
        with self._transaction() as session:
            self._may(session, actor, Action.LEND, loan_id)
            loans.fail_delivery(session, loan_id)

    @retried
    def hand_in(self, actor: str, loan_id: str) -> None:
        """The reader gave it to the post or a volunteer: from now on nothing is late."""
        with self._transaction() as session:
            self._may(session, actor, Action.LEND, loan_id)
            loans.hand_in(session, loan_id)

    @retried
    def renew(self, actor: str, loan_id: str, *, at: datetime | None = None) -> date:
        """Begin the time anew; returns the last day. Raises as :func:`accessible_reader.shelf.loans.renew`."""
        with self._transaction() as session:
            self._may(session, actor, Action.REQUEST_TITLE, loan_id)
            return loans.renew(session, loan_id, at=at)

    @retried
    def renew_copy(self, actor: str, barcode: str, *, at: datetime | None = None) -> date:
        """The same by barcode, for the desk. Raises besides NotFound ``copy-not-found``, NotNow ``copy-not-lent``."""
        with self._transaction() as session:
            place = branch_of(session, barcode)
            out = select(LoanCopy.loan_id).where(
                LoanCopy.barcode == barcode.strip(), LoanCopy.back_at.is_(None)
            )
            loan_id = session.scalar(out)
            if loan_id is None:
                require_at(session, actor, Action.RUN_DESK, place)
                raise NotNow("copy-not-lent", barcode=barcode[:40])
            self._may(session, actor, Action.REQUEST_TITLE, loan_id)
            return loans.renew(session, loan_id, at=at)

    def look_up(self, actor: str, barcode: str) -> Thing:
        """For the desk: what has this barcode, and in what state it is. Raises NotFound ``copy-not-found``."""
        with self._somewhere(actor, Action.RUN_DESK, reading=True) as allowed:
            return thing_with(allowed.session, barcode.strip())

    @retried
    def check_in(
        self, actor: str, barcode: str, *, at_branch: str | None = None, at: datetime | None = None
    ) -> Returned:
        """Staff take a copy back, at ``at_branch`` (an id; default: where it belongs). Who had it is forgotten unless they agreed to a history."""
        with self._transaction() as session:
            require_at(session, actor, Action.RUN_DESK, at_branch or branch_of(session, barcode))
            out = select(Loan.person_id).join(LoanCopy, LoanCopy.loan_id == Loan.id)
            mine = out.where(LoanCopy.barcode == barcode.strip(), LoanCopy.back_at.is_(None))
            reader = session.scalar(mine)
            history = _remembers(session, reader)
            return loans.check_in(session, barcode, history=history, at_branch=at_branch, at=at)

    @retried
    def return_digital(self, actor: str, loan_id: str, *, at: datetime | None = None) -> None:
        """The reader has finished; from now on the book cannot be opened with this loan."""
        with self._transaction() as session:
            loan = self._may(session, actor, Action.REQUEST_TITLE, loan_id)
            digital.return_digital(session, loan_id, history=_remembers(session, loan.person_id), at=at)

    @retried
    def declare_lost(self, actor: str, loan_id: str) -> None:
        """It will not come back."""
        with self._transaction() as session:
            self._may(session, actor, Action.LEND, loan_id)
            loans.declare_lost(session, loan_id)

    def of(self, actor: str, subject: str) -> list[Loan]:
        """What somebody has now, what is due first first."""
        with self._for(actor, Action.SEE_CURRENT_TITLES, subject, reading=True) as allowed:
            return loans.loans_of(allowed.session, subject)

    def history_of(self, actor: str, subject: str) -> list[Loan]:
        """What somebody had, the latest first: only for whoever agreed that the library remembers, and only for themselves."""
        with self._for(actor, Action.SEE_HISTORY, subject, reading=True) as allowed:
            return loans.past_loans_of(allowed.session, subject)

    @retried
    def forget_history(self, actor: str, subject: str) -> int:
        """Everything that is over forgets who it was. Returns how many loans."""
        with self._for(actor, Action.SEE_HISTORY, subject) as allowed:
            return loans.forget_history(allowed.session, subject)

    def overdue(self, actor: str, branch_id: str, *, at: datetime | None = None) -> list[Loan]:
        """For the desk: loans of a branch whose last day is over."""
        with self._at(actor, Action.RUN_DESK, branch_id, reading=True) as allowed:
            return loans.overdue(allowed.session, branch_id, at=at)

    def _may(self, session: Session, actor: str, action: Action, loan_id: str) -> Loan:
        loan = session.get(Loan, loan_id)
        if loan is None:
            raise NotFound("loan-not-found")
        if loan.person_id is None:  # over, and forgotten whose it was
            require_at(session, actor, Action.RUN_DESK, loan.branch_id)
        else:
            require(session, actor, action, loan.person_id)
        return loan


class Holds(Guarded):
    """What is waited for."""

    @retried
    def place(
        self, actor: str, subject: str, title_id: str, kind: str, pickup: str, *, at: datetime | None = None
    ) -> str:
        """Get in line. ``pickup``: code of a branch. Raises as :func:`accessible_reader.shelf.holds.place_hold`."""
        with self._for(actor, Action.REQUEST_TITLE, subject) as allowed:
            return holds.place_hold(allowed.session, subject, title_id, kind, pickup, at=at)

    @retried
    def cancel(self, actor: str, hold_id: str, *, at: datetime | None = None) -> None:
        """Leave the line."""
        with self._transaction() as session:
            self._may(session, actor, hold_id)
            holds.cancel_hold(session, hold_id, at=at)

    @retried
    def pause(self, actor: str, hold_id: str) -> None:
        """Keep the place, but get nothing for now."""
        with self._transaction() as session:
            self._may(session, actor, hold_id)
            holds.pause_hold(session, hold_id)

    @retried
    def resume(self, actor: str, hold_id: str, *, at: datetime | None = None) -> None:
        """Back in line at the old place."""
        with self._transaction() as session:
            self._may(session, actor, hold_id)
            holds.resume_hold(session, hold_id, at=at)

    @retried
    def arrive(self, actor: str, hold_id: str, *, at: datetime | None = None) -> None:
        """Staff: the copy has reached the pick-up branch."""
        with self._transaction() as session:
            self._at_pickup(session, actor, hold_id)
            holds.arrive(session, hold_id, at=at)

    @retried
    def lose_copy(self, actor: str, hold_id: str, *, at: datetime | None = None) -> None:
        """Staff: what was meant for it cannot be found or is broken."""
        with self._transaction() as session:
            self._at_pickup(session, actor, hold_id)
            holds.lose_copy(session, hold_id, at=at)

    def expire(self, actor: str, branch_id: str, *, at: datetime | None = None) -> int:
        """Give on what nobody came for; how many holds ended. Once a day, by the machine or the desk."""
        with self._at(actor, Action.RUN_DESK, branch_id, reading=True):
            pass
        return holds.expire_holds(self._database, branch_id, at=at)

    def place_in_line(self, actor: str, hold_id: str) -> int:
        """How many are before it, from 0."""
        with self._transaction(reading=True) as session:
            self._may(session, actor, hold_id, Action.SEE_CURRENT_TITLES)
            return holds.place_in_line(session, hold_id)

    def of(self, actor: str, subject: str) -> list[Hold]:
        """What somebody waits for, the oldest first."""
        with self._for(actor, Action.SEE_CURRENT_TITLES, subject, reading=True) as allowed:
            return holds.holds_of(allowed.session, subject)

    def on_shelf(self, actor: str, branch_id: str) -> list[Hold]:
        """For the desk: what waits to be picked up at the branch, and what is on its way there; what must go first first."""
        states = (HoldState.READY.value, HoldState.IN_TRANSIT.value)
        with self._at(actor, Action.RUN_DESK, branch_id, reading=True) as allowed:
            query = select(Hold).where(Hold.pickup_branch_id == branch_id, Hold.state.in_(states))
            found = list(allowed.session.scalars(query))
        return sorted(found, key=lambda hold: (hold.ready_until or date.max, hold.placed_at))

    def _may(self, session: Session, actor: str, hold_id: str, action: Action = Action.REQUEST_TITLE) -> None:
        hold = _hold(session, hold_id)
        if hold.person_id is None:
            require_at(session, actor, Action.RUN_DESK, hold.pickup_branch_id)
        else:
            require(session, actor, action, hold.person_id)

    def _at_pickup(self, session: Session, actor: str, hold_id: str) -> None:
        require_at(session, actor, Action.RUN_DESK, _hold(session, hold_id).pickup_branch_id)


def _hold(session: Session, hold_id: str) -> Hold:
    hold = session.get(Hold, hold_id)
    if hold is None:
        raise NotFound("hold-not-found")
    return hold


def _remembers(session: Session, person_id: str | None) -> bool:
    return person_id is not None and has_consented(session, person_id, "reading_history")


class LendingRules(Guarded):
    """How branches lend."""

    def of(self, branch_id: str | None) -> BranchDays:
        """For everybody: what is in force at a branch."""
        with self._transaction(reading=True) as session:
            return rules_at(session, branch_id)

    @retried
    def set(self, actor: str, branch: str, chosen: dict[str, Any]) -> None:
        """Say in what the branch (a code) differs from the one above. Raises BadRecord ``branch-rules-wrong``."""
        with self._transaction() as session:
            require_at(session, actor, Action.MANAGE_BRANCH, get_branch(session, branch).id)
            set_rules(session, branch, chosen)

    @retried
    def close_on(self, actor: str, branch: str, day: date, reason: str = "") -> None:
        """The branch and all below it are closed on ``day``."""
        with self._transaction() as session:
            require_at(session, actor, Action.MANAGE_BRANCH, get_branch(session, branch).id)
            close_on(session, branch, day, reason)
