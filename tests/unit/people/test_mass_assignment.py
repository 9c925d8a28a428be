"""Tables and forms set what they are for and nothing besides: whoever writes more columns into a table gets patrons, not staff, and nobody who was verified unseen."""

from __future__ import annotations

import pytest

from accessible_reader.audit import SYSTEM
from accessible_reader.database import func, select
from accessible_reader.errors import BadRecord
from accessible_reader.people.fields import SEALED, NewPerson
from accessible_reader.people.importing import COLUMNS, import_patrons
from accessible_reader.people.models import CareRelation, Consent, Eligibility, Person, RoleGrant
from accessible_reader.people.permissions import Role
from accessible_reader.people.persons import change_person, person_with_card, reveal
from accessible_reader.people.sign_in.models import PinRecord
from tests.unit.people.conftest import Library

NOT_SETTABLE = (
    "id", "person_id", "role", "roles", "staff", "角色", "pin", "password", "密码", "hash", "eligible", "eligibility", "basis", "proof", "certificate",
    "残疾证号", "until_at", "verified_by", "consent", "consents", "sensitive_data", "carer_id", "preferences", "added_at", "erased_at", "home_branch_id",
    "card_fingerprint", "card_sealed", "name_sealed", "session", "granted_by",
)  # fmt: skip


def test_the_table_sets_these_fields_and_no_other() -> None:
    assert set(COLUMNS) == {*SEALED, "language", "branch"}


def test_columns_that_must_not_be_set_are_counted_and_not_read(library: Library) -> None:
    values = ["0" * 32 if "id" in name else "admin" if "role" in name else "739105" for name in NOT_SETTABLE]
    table = f"card,name,{','.join(NOT_SETTABLE)}\nP900,张三,{','.join(values)}\n"
    report = import_patrons(library.database, library.keys, SYSTEM, table.encode(), branch="north")
    assert (report.added, report.problems, report.ignored_columns) == (1, (), len(NOT_SETTABLE))
    person = person_with_card(library.database, library.keys, "P900")
    assert person != "0" * 32
    with library.database.reading() as session:
        row = session.get_one(Person, person)
        grants = session.scalars(select(RoleGrant).where(RoleGrant.person_id == person)).all()
        assert [(one.role, one.branch_id) for one in grants] == [(Role.PATRON.value, library.north)]
        assert (row.home_branch_id, row.erased_at, row.phone_sealed, row.address_sealed) == (
            library.north,
            None,
            None,
            None,
        )
        assert session.get(PinRecord, person) is None
        for table_of, column in (
            (Eligibility, Eligibility.person_id),
            (Consent, Consent.person_id),
            (CareRelation, CareRelation.patron_id),
            (CareRelation, CareRelation.carer_id),
        ):
            assert session.scalar(select(func.count()).select_from(table_of).where(column == person)) == 0


@pytest.mark.parametrize(
    "heading", ["card,name,name,role", "card,name,姓名", "读者证号,card,name", "card,name,branch,分馆"]
)
def test_a_field_that_is_named_twice_is_refused(library: Library, heading: str) -> None:
    """Which of the two would count?"""
    with pytest.raises(BadRecord) as refused:
        import_patrons(
            library.database, library.keys, SYSTEM, f"{heading}\nP901,a,b,c\n".encode(), branch="north"
        )
    assert refused.value.code == "patrons-no-columns"


def test_who_is_there_already_is_not_changed(library: Library) -> None:
    """A table cannot move somebody to another branch, or take over their card with another address for sign-in links."""
    table = "card,name,email,branch\nNB20260417,别人,thief@example.com,south\n"
    report = import_patrons(library.database, library.keys, SYSTEM, table.encode())
    assert (report.added, report.present) == (0, 1)
    with library.database.reading() as session:
        row = session.get_one(Person, library.reader)
        assert row.home_branch_id == library.north
    seen = reveal(
        library.database, library.keys, library.librarian, library.reader, ["name", "email"], purpose="desk"
    )
    assert seen.values == {"name": "王小明", "email": "wang.xiaoming@example.com"}


@pytest.mark.parametrize(
    "name", ["id", "erased_at", "added_at", "card_fingerprint", "card_sealed", "role", "roles"]
)
def test_a_change_names_fields_of_a_person_alone(library: Library, name: str) -> None:
    with pytest.raises(BadRecord) as refused:
        change_person(library.database, library.keys, library.librarian, library.reader, {name: "x"})
    assert refused.value.code == "person-field-unknown"


def test_a_new_person_has_no_more_fields_than_these() -> None:
    assert set(NewPerson.__dataclass_fields__) == {*SEALED, "language", "home_branch_id"}
