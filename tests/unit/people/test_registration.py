"""A new patron at the desk: whole or not at all, with the role of a patron and nothing more; the first PIN, said once."""

from __future__ import annotations

import pytest

from accessible_reader.audit import seen_of
from accessible_reader.errors import BadRecord, NotAllowed, NotNow
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.permissions import Action, Role
from accessible_reader.people.services import People
from accessible_reader.people.sign_in.first_pin import give_first_pin
from accessible_reader.people.sign_in.pin_sign_in import sign_in_with_pin
from tests.unit.people.conftest import Library


def people(library: Library) -> People:
    return People(library.database, library.keys)


def new(library: Library, **more: str | None) -> NewPerson:
    given: dict[str, str | None] = {"name": "周小兰", "card": "NB-9001", "home_branch_id": library.north}
    return NewPerson(**(given | more))  # type: ignore[arg-type]


def test_a_patron_has_the_role_of_one_and_no_other(library: Library) -> None:
    made = people(library).register(library.librarian, new(library, phone="13800138999"))
    profile = people(library).profile(library.librarian, made)
    assert [(one.role, one.branch_id) for one in profile.roles] == [(Role.PATRON, library.north)]
    noted = seen_of(library.database, made)
    assert [(one.act, one.actor, one.fields) for one in noted] == [
        ("add-person", library.librarian, ("card", "name", "phone"))
    ]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"card": None}, "person-card-missing"),
        ({"card": "  "}, "person-card-missing"),
        ({"card": "R02"}, "person-card-taken"),
        ({"name": " "}, "person-name-missing"),
        ({"email": "wang"}, "person-email-bad"),
        ({"birth_year": "3000"}, "person-birth-year-bad"),
    ],
)
def test_what_does_not_fit_leaves_nobody(library: Library, more: dict[str, str | None], code: str) -> None:
    with pytest.raises(BadRecord) as refused:
        people(library).register(library.librarian, new(library, **more))
    assert refused.value.code == code
    assert people(library).find(library.librarian, library.north, "name", "周小兰") == []


def test_not_at_another_branch_and_not_nowhere(library: Library) -> None:
    for branch, code in ((library.south, "permission-other-branch"), (None, "permission-other-branch")):
        with pytest.raises(NotAllowed) as refused:
            people(library).register(library.librarian, new(library, home_branch_id=branch))
        assert refused.value.code == code


def test_the_first_pin_lets_in_once_and_is_not_given_again(library: Library) -> None:
    made = people(library).register(library.librarian, new(library))
    both = (library.database, library.keys, library.hasher)
    pin = give_first_pin(*both, library.librarian, made)
    begun = sign_in_with_pin(*both, card="nb9001", pin=pin, address="")
    assert begun.person_id == made
    assert begun.must_change_pin
    with pytest.raises(NotNow) as refused:
        give_first_pin(*both, library.librarian, made)
    assert refused.value.code == "pin-there"
    assert [one.act for one in seen_of(library.database, made)][:1] == ["first-pin"]
    assert pin not in repr(seen_of(library.database, made))


def test_nobody_becomes_somebody_else_by_a_first_pin(library: Library) -> None:
    """A librarian cannot give a manager, or an administrator, a PIN to sign in with."""
    for subject, code in (
        (library.manager, "permission-of-staff"),
        (library.librarian, "permission-not-for-yourself"),
        (library.south_librarian, "permission-other-branch"),
    ):
        with pytest.raises(NotAllowed) as refused:
            give_first_pin(library.database, library.keys, library.hasher, library.librarian, subject)
        assert refused.value.code == code


def test_rights_are_those_of_the_table(library: Library) -> None:
    of = people(library).rights
    librarian, manager = of(library.librarian, library.reader), of(library.manager, library.reader)
    assert not librarian[Action.LEND]
    assert librarian[Action.ERASE_PERSON] == "permission-staff-only"
    assert not manager[Action.ERASE_PERSON]
    assert (
        of(library.librarian, library.librarian)[Action.VERIFY_ELIGIBILITY] == "permission-not-for-yourself"
    )
    with pytest.raises(NotAllowed):
        of(library.south_librarian, library.reader)
