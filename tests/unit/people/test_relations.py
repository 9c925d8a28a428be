"""Eligibility, consents, care, and what they open."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from accessible_reader.audit import seen_of
from accessible_reader.database import now, select
from accessible_reader.errors import BadRecord, NotAllowed, NotFound, NotNow
from accessible_reader.people.access import has_consented, is_eligible, require, standing_for
from accessible_reader.people.care import LONGEST, care_of, end_care, grant_care
from accessible_reader.people.consents import ConsentKind, Means, consents_of, give_consent, withdraw_consent
from accessible_reader.people.eligibility import (
    Basis,
    Finding,
    Proof,
    end_eligibility,
    verify_eligibility,
    view_eligibility,
)
from accessible_reader.people.models import Consent, Eligibility
from accessible_reader.people.permissions import Action, Relation, Scope
from accessible_reader.people.persons import reveal
from tests.unit.people.conftest import Library

CERTIFICATE = Finding(Basis.VISUAL, Proof.CERTIFICATE, "3301 0619 5103 0412 34 11")


def agree(
    library: Library,
    kind: ConsentKind = ConsentKind.SENSITIVE_DATA,
    *,
    subject: str = "",
    actor: str = "",
    how: Means = Means.PAPER,
    version: str = "2026-1",
) -> None:
    give_consent(
        library.database,
        library.keys,
        actor or library.librarian,
        subject or library.reader,
        kind,
        text_version=version,
        how=how,
    )


def verify(library: Library, found: Finding = CERTIFICATE, *, actor: str = "", subject: str = "") -> str:
    return verify_eligibility(
        library.database, library.keys, actor or library.librarian, subject or library.reader, found
    )


def may_open(library: Library, actor: str) -> bool:
    with library.database.reading() as session:
        try:
            require(session, actor, Action.OPEN_RESTRICTED, library.reader)
        except NotAllowed:
            return False
        return True


def test_verifying_opens_what_is_for_the_print_disabled(library: Library) -> None:
    assert not may_open(library, library.reader)
    with pytest.raises(NotNow, match="eligibility-needs-consent"):
        verify(library)
    agree(library)
    verify(library)
    assert may_open(library, library.reader)
    assert may_open(library, library.librarian)
    assert not may_open(library, library.neighbour)
    (seen,) = view_eligibility(library.database, library.keys, library.reader, library.reader)
    assert (seen.basis, seen.proof, seen.certificate_last4) == ("visual", "disability_certificate", "3411")
    assert seen.until_at is None
    end_eligibility(library.database, library.keys, library.librarian, library.reader)
    assert not may_open(library, library.reader)


def test_of_the_certificate_four_digits_are_kept_and_sealed(library: Library) -> None:
    agree(library)
    verify(library)
    with library.database.reading() as session:
        row = session.scalars(select(Eligibility)).one()
        shown = " ".join(str(getattr(row, column.name)) for column in Eligibility.__table__.columns)
    for value in ("330106195103041234", "visual", "disability", " 3411"):
        assert value not in shown


def test_a_certificate_belongs_to_one_person(library: Library) -> None:
    for person in (library.reader, library.neighbour):
        agree(library, subject=person)
    verify(library)
    with pytest.raises(BadRecord, match="eligibility-certificate-taken"):
        verify(
            library,
            Finding(Basis.VISUAL, Proof.CERTIFICATE, "33010619510304123411"),
            subject=library.neighbour,
        )
    verify(library)  # the same person again
    end_eligibility(library.database, library.keys, library.librarian, library.reader)
    verify(library, subject=library.neighbour)


def test_a_statement_of_ones_own_holds_for_a_year(library: Library) -> None:
    agree(library)
    verify(library, Finding(Basis.PERCEPTUAL, Proof.OWN_STATEMENT, until=now() + timedelta(days=4000)))
    with library.database.reading() as session:
        assert is_eligible(session, library.reader, now() + timedelta(days=364))
        assert not is_eligible(session, library.reader, now() + timedelta(days=366))
        assert not is_eligible(session, library.reader, now() - timedelta(days=1))


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (Finding(Basis.VISUAL, Proof.CERTIFICATE), "eligibility-certificate-missing"),
        (Finding(Basis.VISUAL, Proof.CERTIFICATE, "12"), "eligibility-certificate-bad"),
        (Finding(Basis.VISUAL, Proof.DOCTOR, until=now() - timedelta(days=1)), "eligibility-until-past"),
    ],
)
def test_findings_that_do_not_fit(library: Library, found: Finding, code: str) -> None:
    agree(library)
    with pytest.raises(BadRecord, match=code):
        verify(library, found)


def test_nobody_verifies_themselves_or_at_another_branch(library: Library) -> None:
    agree(library, subject=library.librarian, actor=library.manager)
    with pytest.raises(NotAllowed, match="permission-not-for-yourself"):
        verify(library, subject=library.librarian)
    agree(library)
    for actor in (library.south_librarian, library.admin, library.reader):
        with pytest.raises(NotAllowed):
            verify(library, actor=actor)


def test_withdrawing_is_as_easy_and_drops_what_was_written(library: Library) -> None:
    agree(library, actor=library.reader, how=Means.ONLINE)
    verify(library)
    withdraw_consent(
        library.database, library.keys, library.reader, library.reader, ConsentKind.SENSITIVE_DATA
    )
    assert not may_open(library, library.reader)
    (seen,) = view_eligibility(library.database, library.keys, library.reader, library.reader)
    assert (seen.basis, seen.proof, seen.certificate_last4) == (None, None, None)
    with pytest.raises(NotFound, match="consent-not-found"):
        withdraw_consent(
            library.database, library.keys, library.reader, library.reader, ConsentKind.SENSITIVE_DATA
        )


def test_a_new_text_takes_the_place_of_the_old(library: Library) -> None:
    for version in ("1", "1", "2"):
        agree(library, version=version)
    shown = consents_of(library.database, library.reader, library.reader)
    assert sorted((one.text_version, one.withdrawn_at is None) for one in shown) == [
        ("1", False),
        ("2", True),
    ]


@pytest.mark.parametrize(("who", "how"), [("reader", Means.PHONE), ("librarian", Means.ONLINE)])
def test_online_is_the_persons_own_hand(library: Library, who: str, how: Means) -> None:
    with pytest.raises(BadRecord, match="consent-means-bad"):
        agree(library, actor=getattr(library, who), how=how)


def test_two_at_once_give_one_consent(library: Library) -> None:
    troubles: list[BaseException] = []

    def work() -> None:
        try:
            agree(library)
        except BaseException as error:  # noqa: BLE001 (told to the test)
            troubles.append(error)

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    with library.database.reading() as session:
        assert len(session.scalars(select(Consent)).all()) == 1


def care(library: Library, *scopes: Scope, actor: str = "", how: Means = Means.PHONE, **more: object) -> str:
    return grant_care(
        library.database,
        library.keys,
        actor or library.librarian,
        library.reader,
        library.carer,
        scopes=scopes,
        how=how,
        **more,  # type: ignore[arg-type]  # until
    )


def relation(library: Library, days: int = 0) -> tuple[Relation, frozenset[Scope]]:
    with library.database.reading() as session:
        found = standing_for(session, library.carer, library.reader, at=now() + timedelta(days=days))
    return found.relation, found.scopes


def test_a_carer_may_what_the_patron_said_until_it_ends(library: Library) -> None:
    made = care(library, Scope.REQUEST, Scope.RECEIVE)
    assert relation(library) == (Relation.CARER, frozenset({Scope.REQUEST, Scope.RECEIVE}))
    assert relation(library, 364)[0] is Relation.CARER
    assert relation(library, 366) == (Relation.FORMER_CARER, frozenset())
    with library.database.reading() as session:
        require(session, library.carer, Action.REQUEST_TITLE, library.reader)
        with pytest.raises(NotAllowed, match="permission-care-scope"):
            require(session, library.carer, Action.PLAN_DELIVERY, library.reader)
        with pytest.raises(NotAllowed):  # it does not go the other way
            require(session, library.reader, Action.REQUEST_TITLE, library.carer)
    end_care(library.database, library.keys, library.carer, made)
    assert relation(library)[0] is Relation.FORMER_CARER
    with pytest.raises(NotFound, match="care-not-found"):
        end_care(library.database, library.keys, library.carer, made)


def test_a_new_relation_takes_the_place_of_the_old(library: Library) -> None:
    care(library, Scope.REQUEST, Scope.PLAN)
    care(library, Scope.PLAN, actor=library.reader, how=Means.ONLINE)
    assert relation(library)[1] == {Scope.PLAN}


def test_a_carer_gets_a_restricted_book_only_for_the_eligible(library: Library) -> None:
    care(library, Scope.RECEIVE)
    assert not may_open(library, library.carer)
    agree(library)
    verify(library)
    assert may_open(library, library.carer)


def test_each_sees_the_other_by_name_and_it_is_noted(library: Library) -> None:
    made = care(library, Scope.PLAN)
    (mine,) = care_of(library.database, library.keys, library.reader, library.reader)
    (theirs,) = care_of(library.database, library.keys, library.carer, library.carer)
    assert (mine.other_name, theirs.other_name) == ("王丽", "王小明")
    assert [one.actor for one in seen_of(library.database, library.carer)] == [library.reader]
    assert seen_of(library.database, library.reader)[0].actor == library.carer
    end_care(library.database, library.keys, library.reader, made)
    assert care_of(library.database, library.keys, library.carer, library.carer)[0].other_name is None
    with pytest.raises(NotAllowed):
        care_of(library.database, library.keys, library.neighbour, library.reader)


def test_care_that_does_not_fit(library: Library) -> None:
    with pytest.raises(BadRecord, match="care-scopes-missing"):
        care(library)
    for until in (now() - timedelta(days=1), now() + LONGEST + timedelta(days=1)):
        with pytest.raises(BadRecord, match="care-until-bad"):
            care(library, Scope.PLAN, until=until)
    with pytest.raises(BadRecord, match="consent-means-bad"):
        care(library, Scope.PLAN, how=Means.ONLINE)
    with pytest.raises(NotAllowed):  # nobody makes themselves somebody's carer
        care(library, Scope.PLAN, actor=library.carer, how=Means.ONLINE)
    with pytest.raises(BadRecord, match="care-two-people"):
        grant_care(
            library.database,
            library.keys,
            library.reader,
            library.reader,
            library.reader,
            scopes=[Scope.PLAN],
            how=Means.ONLINE,
        )


def test_a_visit_shows_the_address_only_with_consent(library: Library) -> None:
    def look() -> str | None:
        seen = reveal(
            library.database,
            library.keys,
            library.volunteer,
            library.reader,
            ["address"],
            purpose="delivery",
            visiting=True,
        )
        return seen.values["address"]

    with pytest.raises(NotAllowed, match="permission-volunteers-not-agreed"):
        look()
    agree(library, ConsentKind.SHARE_WITH_VOLUNTEERS)
    assert look() == "杭州市西湖区灵隐路12号3幢401室"
    with pytest.raises(NotAllowed):
        reveal(
            library.database,
            library.keys,
            library.volunteer,
            library.reader,
            ["birth_year"],
            purpose="delivery",
            visiting=True,
        )
    with library.database.reading() as session:
        assert has_consented(session, library.reader, "share_with_volunteers")
