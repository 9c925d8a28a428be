"""Editions lent without a thing, and what a library may remember; both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from accessible_reader.audit import SYSTEM
from accessible_reader.catalogue.models import Branch, Edition, SourceFile, Title
from accessible_reader.database import Database, new_keys
from accessible_reader.errors import NotAllowed, NotFound, NotNow
from accessible_reader.people.consents import ConsentKind, Means
from accessible_reader.people.eligibility import Basis, Finding, Proof
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.models import Eligibility
from accessible_reader.people.permissions import Role
from accessible_reader.people.persons import new_row
from accessible_reader.people.roles import give_role
from accessible_reader.people.services import Consents, Eligibilities
from accessible_reader.shelf.desk import LendingRules, Loans
from accessible_reader.shelf.digital import end_digital_loans
from accessible_reader.shelf.loans import forget_history
from accessible_reader.shelf.models import Loan

START = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


class Place:
    def __init__(self, database: Database) -> None:
        self.database, self.keys = database, new_keys()
        with database.transaction() as session:
            branch = Branch(code="main", name="总馆")
            session.add(branch)
            session.flush()
            self.branch = branch.id
            people = [
                new_row(session, self.keys, NewPerson(name=name, card=card, home_branch_id=branch.id))
                for name, card in (("读者", "R01"), ("馆员", "S01"))
            ]
            self.reader, self.librarian = (one.id for one in people)
            give_role(session, self.librarian, Role.LIBRARIAN, branch.id, granted_by=None)
            title = Title(name="活着", sort_name="huo zhe", language="zh")
            session.add(title)
            session.flush()
            self.editions = []
            for number, rights in enumerate(("licensed", "licensed", "print_disabled_only")):
                digest = str(number) * 64
                session.add(SourceFile(sha256=digest, size=1, name="x", stored_as=digest))
                session.flush()
                edition = Edition(title_id=title.id, language="zh", rights=rights, source_sha256=digest)
                session.add(edition)
                session.flush()
                self.editions.append(edition.id)
        both = (database, self.keys)
        self.loans, self.rules = Loans(*both), LendingRules(*both)
        self.consents = Consents(*both, {ConsentKind.READING_HISTORY: forget_history})
        self.eligibility = Eligibilities(*both)

    def loan(self, loan_id: str) -> Loan:
        with self.database.reading() as session:
            return session.get_one(Loan, loan_id)

    def agree(self, kind: ConsentKind) -> None:
        self.consents.give(self.reader, self.reader, kind, text_version="1", how=Means.ONLINE)


@pytest.fixture
def place(database: Database) -> Place:
    return Place(database)


def test_a_loan_ends_by_itself_and_is_forgotten(place: Place) -> None:
    first = place.loans.lend_digital(place.reader, place.reader, place.editions[0], at=START)
    assert place.loans.lend_digital(place.reader, place.reader, place.editions[0], at=START) == first
    due = place.loan(first).due
    assert due is not None
    last = datetime(due.year, due.month, due.day, 15, 59, tzinfo=UTC)  # a minute before midnight in China
    with place.database.transaction() as session:
        assert end_digital_loans(session, last) == 0
        assert end_digital_loans(session, last + timedelta(minutes=1)) == 1
        assert end_digital_loans(session, last + timedelta(minutes=1)) == 0
    ended = place.loan(first)
    assert (ended.state, ended.person_id) == ("returned", None)
    assert place.loans.of(place.reader, place.reader) == []


def test_what_is_over_is_not_given_again_as_if_it_were_not(place: Place) -> None:
    """Nobody ended it yet; whoever asks for it borrows it anew."""
    first = place.loans.lend_digital(place.reader, place.reader, place.editions[0], at=START)
    later = START + timedelta(days=400)
    second = place.loans.lend_digital(place.reader, place.reader, place.editions[0], at=later)
    assert second != first
    assert place.loan(first).state == "returned"


def test_the_limit_is_the_branchs(place: Place) -> None:
    place.rules.set(SYSTEM, "main", {"most_loans": {"digital": 1}, "loan_days": {"digital": 7}})
    loan = place.loans.lend_digital(place.reader, place.reader, place.editions[0], at=START)
    assert str(place.loan(loan).due) == "2026-03-09"
    with pytest.raises(NotNow, match="loan-limit"):
        place.loans.lend_digital(place.reader, place.reader, place.editions[1], at=START)
    place.loans.return_digital(place.reader, loan)
    place.loans.lend_digital(place.reader, place.reader, place.editions[1], at=START)


def test_what_is_for_the_print_disabled_goes_to_them_alone_and_while_it_holds(place: Place) -> None:
    wanted = place.editions[2]
    for actor in (place.reader, place.librarian):
        with pytest.raises(NotAllowed, match="permission-not-eligible"):
            place.loans.lend_digital(actor, place.reader, wanted)
    place.agree(ConsentKind.SENSITIVE_DATA)
    place.eligibility.verify(place.librarian, place.reader, Finding(Basis.VISUAL, Proof.OWN_STATEMENT))
    loan = place.loans.lend_digital(place.reader, place.reader, wanted)
    place.loans.return_digital(place.reader, loan)
    with pytest.raises(NotAllowed, match="permission-not-eligible"):
        place.loans.lend_digital(
            place.reader, place.reader, wanted, at=datetime.now(UTC) + timedelta(days=366)
        )
    place.consents.withdraw(place.reader, place.reader, ConsentKind.SENSITIVE_DATA)
    with pytest.raises(NotAllowed, match="permission-not-eligible"):
        place.loans.lend_digital(place.reader, place.reader, wanted)
    with place.database.reading() as session:
        assert all(row.basis_sealed is None for row in session.query(Eligibility))


def test_staff_see_whose_eligibility_ends_and_that_they_were_told(place: Place) -> None:
    place.agree(ConsentKind.SENSITIVE_DATA)
    soon = datetime.now(UTC) + timedelta(days=30)
    place.eligibility.verify(place.librarian, place.reader, Finding(Basis.VISUAL, Proof.DOCTOR, until=soon))
    (line,) = place.eligibility.ending(place.librarian, place.branch)
    assert (line.person_id, line.until, line.told_at) == (place.reader, soon, None)
    assert place.eligibility.ending(place.librarian, place.branch, days=29) == []
    mine = place.eligibility.status(place.reader, place.reader)
    assert (mine.in_force, mine.ends_soon, mine.until) == (True, True, soon)
    place.eligibility.note_told(place.librarian, place.reader)
    (line,) = place.eligibility.ending(place.librarian, place.branch)
    assert line.told_at is not None
    place.eligibility.end(place.librarian, place.reader)
    assert place.eligibility.ending(place.librarian, place.branch) == []
    assert not place.eligibility.status(place.reader, place.reader).in_force
    with pytest.raises(NotFound, match="eligibility-not-found"):
        place.eligibility.note_told(place.librarian, place.reader)


def test_a_history_is_kept_for_whoever_wants_it_and_gone_when_they_do_not(place: Place) -> None:
    place.agree(ConsentKind.READING_HISTORY)
    loan = place.loans.lend_digital(place.reader, place.reader, place.editions[0], at=START)
    place.loans.return_digital(place.reader, loan)
    (kept,) = place.loans.history_of(place.reader, place.reader)
    assert kept.id == loan
    with pytest.raises(NotAllowed, match="permission-own-only"):
        place.loans.history_of(place.librarian, place.reader)
    place.consents.withdraw(place.reader, place.reader, ConsentKind.READING_HISTORY)
    assert place.loans.history_of(place.reader, place.reader) == []
    assert place.loan(loan).person_id is None
