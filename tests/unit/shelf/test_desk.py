"""The desk: what a barcode is, renewing by it, and that books for the print-disabled are handed to those alone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from accessible_reader.catalogue.copies import NewCopy, add_copies
from accessible_reader.catalogue.titles import EditionFacts, TitleFacts, add_edition, add_title
from accessible_reader.database import Database, new_keys, now
from accessible_reader.errors import NotAllowed, NotFound, NotNow
from accessible_reader.people.consents import ConsentKind, Means, give_consent
from accessible_reader.people.eligibility import Basis, Finding, Proof, verify_eligibility
from accessible_reader.shelf.desk import Holds, Loans
from tests.unit.people.conftest import Library, library_at


@pytest.fixture
def library(database: Database, tmp_path: Path) -> Library:
    return library_at(database, new_keys(), tmp_path)


def book(library: Library, rights: str) -> tuple[str, str]:
    with library.database.transaction() as session:
        title = add_title(session, TitleFacts("天龙八部", "zh-Hans"))
        edition = add_edition(session, title, EditionFacts(rights, "合同", "zh-Hans"))
        ids = title.id, edition.id
    add_copies(library.database, ids[1], "north", "braille", [NewCopy("T1", "B/7"), NewCopy("T2", "B/7")])
    return ids


def test_restricted_books_are_lent_to_the_eligible_alone(library: Library) -> None:
    book(library, "print_disabled_only")
    loans = Loans(library.database, library.keys)
    with pytest.raises(NotAllowed) as refused:
        loans.lend(library.librarian, library.reader, "T1")
    assert refused.value.code == "permission-not-eligible"
    assert loans.look_up(library.librarian, "T1").state == "available"
    both = (library.database, library.keys)
    give_consent(*both, library.reader, library.reader, ConsentKind.SENSITIVE_DATA, text_version="1", how=Means.ONLINE)  # fmt: skip
    verify_eligibility(*both, library.librarian, library.reader, Finding(Basis.VISUAL, Proof.DOCTOR))
    loans.lend(library.librarian, library.reader, "T1")
    assert [state for _, state in loans.look_up(library.librarian, "t2").set] == ["lent", "lent"]


def test_what_a_barcode_is(library: Library) -> None:
    title, _ = book(library, "public_domain")
    loans, holds = Loans(library.database, library.keys), Holds(library.database, library.keys)
    thing = loans.look_up(library.librarian, " T2 ")
    assert (thing.name, thing.kind, thing.state, thing.shelf_mark) == (
        "天龙八部",
        "braille",
        "available",
        "B/7",
    )
    assert (thing.hold_id, thing.pickup_branch_id) == (None, None)
    hold = holds.place(library.neighbour, library.neighbour, title, "braille", "north")
    thing = loans.look_up(library.librarian, "T2")
    assert (thing.hold_id, thing.hold_state, thing.pickup_branch_id) == (hold, "ready", library.north)
    assert thing.hold_until is not None
    with pytest.raises(NotFound):
        loans.look_up(library.librarian, "T3")
    with pytest.raises(NotAllowed):
        loans.look_up(library.reader, "T1")


def test_renewing_by_barcode(library: Library) -> None:
    book(library, "public_domain")
    loans = Loans(library.database, library.keys)
    with pytest.raises(NotNow) as refused:
        loans.renew_copy(library.librarian, "T1")
    assert refused.value.code == "copy-not-lent"
    loans.lend(library.librarian, library.reader, "T1")
    before = loans.of(library.librarian, library.reader)[0].due
    assert before is not None
    assert loans.renew_copy(library.librarian, "T2", at=now() + timedelta(days=3)) == before + timedelta(
        days=3
    )
    with pytest.raises(NotAllowed):
        loans.renew_copy(library.neighbour, "T2")
    with pytest.raises(NotFound):
        loans.renew_copy(library.librarian, "T3")
