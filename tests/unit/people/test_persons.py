"""People, their sealed fields, and who may see them."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
from typing import Any

import pytest

import accessible_reader.people
from accessible_reader.audit import seen_of
from accessible_reader.database import Base, KeysError, select, text
from accessible_reader.errors import BadRecord, NotAllowed, NotFound, ServiceError
from accessible_reader.people.fields import SEALED, NewPerson, tidy
from accessible_reader.people.models import Person
from accessible_reader.people.permissions import Role
from accessible_reader.people.persons import (
    add_person,
    change_person,
    find_people,
    person_with_card,
    reveal,
    reveal_many,
)
from accessible_reader.people.roles import end_role, grant_role
from tests.unit.people.conftest import PLAINTEXT, READER, Library


def raw_text(library: Library) -> str:
    """Everything that is in the database, as its owner would see it."""
    if library.database.dialect == "sqlite":
        files = sorted(library.folder.glob("library.sqlite*"))
        return "".join(path.read_bytes().decode("utf-8", "replace") for path in files)
    shown = []
    with library.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            shown += [str(row) for row in session.execute(text(f'SELECT * FROM "{table.name}"'))]  # noqa: S608
    return "\n".join(shown)


def test_nothing_that_tells_of_a_person_is_readable_in_the_database(library: Library) -> None:
    shown = raw_text(library)
    assert library.reader in shown  # we do look at the right place
    assert [value for value in PLAINTEXT if value in shown] == []


def test_what_was_sealed_comes_back(library: Library) -> None:
    seen = reveal(library.database, library.keys, library.librarian, library.reader, SEALED, purpose="desk")
    assert dict(seen.values) == {
        "card": "NB20260417",
        "name": "王小明",
        "phone": "+8613800138001",
        "email": "wang.xiaoming@example.com",
        "address": "杭州市西湖区灵隐路12号3幢401室",
        "birth_year": "1951",
    }


def test_a_value_moved_to_another_person_is_refused(library: Library) -> None:
    with library.database.transaction() as session:
        reader = session.get(Person, library.reader)
        neighbour = session.get(Person, library.neighbour)
        assert reader is not None
        assert neighbour is not None
        neighbour.phone_sealed = reader.phone_sealed
    with pytest.raises(KeysError):
        reveal(
            library.database, library.keys, library.librarian, library.neighbour, ["phone"], purpose="desk"
        )


@pytest.mark.parametrize(
    ("who", "fields", "code"),
    [
        ("neighbour", ["name"], "permission-staff-only"),
        ("volunteer", ["address"], "permission-staff-only"),
        ("south_librarian", ["name"], "permission-other-branch"),
        ("admin", ["phone"], "permission-staff-only"),
        ("carer", ["name"], "permission-staff-only"),
    ],
)
def test_who_may_not_look_does_not_and_nothing_is_noted(
    library: Library, who: str, fields: list[str], code: str
) -> None:
    with pytest.raises(NotAllowed) as caught:
        reveal(library.database, library.keys, getattr(library, who), library.reader, fields, purpose="desk")
    assert caught.value.code == code
    assert seen_of(library.database, library.reader) == []


@pytest.mark.parametrize("who", ["librarian", "manager", "main_librarian", "reader"])
def test_staff_of_the_branch_and_above_and_the_person_may_look(library: Library, who: str) -> None:
    seen = reveal(
        library.database, library.keys, getattr(library, who), library.reader, ["name"], purpose="desk"
    )
    assert seen.values["name"] == "王小明"
    assert seen_of(library.database, library.reader)[0].actor == getattr(library, who)


def test_a_list_is_shown_whole_or_not_at_all(library: Library) -> None:
    both = [library.reader, library.neighbour]
    seen = reveal_many(library.database, library.keys, library.librarian, both, ["name"], purpose="desk")
    assert [one.values["name"] for one in seen] == ["王小明", "李四"]
    with pytest.raises(NotAllowed):
        reveal_many(
            library.database,
            library.keys,
            library.librarian,
            [library.reader, library.admin, library.south_librarian],
            ["name"],
            purpose="desk",
        )
    assert len(seen_of(library.database, library.reader)) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("card", "nb 2026-0417"),
        ("card", "ＮＢ２０２６０４１７"),
        ("name", " 王小明 "),
        ("phone", "+86-138-0013-8001"),
        ("email", "Wang.Xiaoming@Example.com"),
    ],
)
def test_people_are_found_however_it_is_written(library: Library, field: str, value: str) -> None:
    assert find_people(library.database, library.keys, field, value) == [library.reader]


def test_nobody_is_found_by_a_part_or_an_address(library: Library) -> None:
    assert find_people(library.database, library.keys, "name", "王") == []
    with pytest.raises(BadRecord, match="person-field-unknown"):
        find_people(library.database, library.keys, "address", "杭州")
    with pytest.raises(NotFound, match="person-not-found"):
        person_with_card(library.database, library.keys, "NOBODY")


def test_adding_and_changing(library: Library) -> None:
    new = dataclasses.replace(READER, card="N-77", home_branch_id=library.north)
    made = add_person(library.database, library.keys, library.librarian, new)
    change_person(library.database, library.keys, made, made, {"phone": "0571 8799 1234转8", "email": None})
    seen = reveal(library.database, library.keys, made, made, ["phone", "email"], purpose="desk").values
    assert dict(seen) == {"phone": "057187991234x8", "email": None}
    assert find_people(library.database, library.keys, "email", str(READER.email)) == [library.reader]
    assert [(one.act, one.purpose) for one in seen_of(library.database, made)] == [
        ("view", "own-data"),
        ("change-person", "own-data"),
        ("add-person", "desk"),
    ]


def test_a_card_belongs_to_one_person(library: Library) -> None:
    with pytest.raises(BadRecord, match="person-card-taken"):
        add_person(
            library.database,
            library.keys,
            library.librarian,
            dataclasses.replace(READER, card="nb20260417", home_branch_id=library.north),
        )
    with pytest.raises(BadRecord, match="person-card-taken"):
        change_person(
            library.database, library.keys, library.librarian, library.neighbour, {"card": "NB20260417"}
        )
    change_person(library.database, library.keys, library.librarian, library.reader, {"card": "NB20260417"})


def test_a_patron_does_not_change_card_or_branch(library: Library) -> None:
    for change in ({"card": "X999"}, {"home_branch_id": library.south}):
        with pytest.raises(NotAllowed):
            change_person(library.database, library.keys, library.reader, library.reader, change)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("card", "1.23E+11"),
        ("card", "ab"),
        ("name", "x" * 101),
        ("name", "a\x1bb"),
        ("phone", "call me"),
        ("email", "nobody"),
        ("email", "a@b@c.de"),
        ("address", "x" * 501),
        ("birth_year", "1800"),
        ("birth_year", "2999"),
        ("birth_year", "٢٠٠٠"),
    ],
)
def test_what_does_not_fit_is_refused_without_being_repeated(field: str, value: str) -> None:
    with pytest.raises(BadRecord) as caught:
        tidy(field, value)
    assert caught.value.code == f"person-{field.replace('_', '-')}-bad"
    assert value not in repr(caught.value)
    assert caught.value.params == {}


def test_no_object_shows_what_it_holds(library: Library) -> None:
    """What is printed ends up in a log: every table's row, and every plain record of ours with a person's text in it."""
    with library.database.reading() as session:
        shown = [
            repr(row) for mapper in Base.registry.mappers for row in session.scalars(select(mapper.class_))
        ]
    assert len(shown) > 10
    for kind in records():
        values: dict[str, Any] = dict.fromkeys((field.name for field in dataclasses.fields(kind)), "")
        hidden = [field.name for field in dataclasses.fields(kind) if not field.repr]
        made = kind(**{**values, **dict.fromkeys(hidden, "王小明 1951")})
        shown += [repr(made), str(made)]
    assert [one for one in shown for value in PLAINTEXT if value in one] == []


def records() -> list[type]:
    found = []
    for module in pkgutil.walk_packages(accessible_reader.people.__path__, "accessible_reader.people."):
        for _name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if kind.__module__ == module.name and dataclasses.is_dataclass(kind):
                found.append(kind)
    return found


SECRET = {
    "name", "card", "phone", "email", "address", "birth_year", "basis", "proof", "certificate", "certificate_last4", "values", "token", "pin",
    "other_name", "to", "text", "label", "sentences", "data",
}  # fmt: skip


def test_every_field_with_personal_data_is_hidden_when_printed() -> None:
    kinds = records()
    assert len(kinds) > 12
    site = "Site"  # the library's own name
    open_ones = [
        f"{kind.__name__}.{field.name}"
        for kind in kinds
        for field in dataclasses.fields(kind)
        if field.repr and field.name in SECRET and kind.__name__ != site
    ]
    assert open_ones == []


def test_errors_of_the_service_hang_below_the_converters() -> None:
    assert BadRecord.__mro__[1] is ServiceError
    assert issubclass(ServiceError, Exception)


def test_roles_are_given_by_who_may(library: Library) -> None:
    def give(actor: str, subject: str, role: Role, branch: str | None) -> str:
        return grant_role(library.database, library.keys, actor, subject, role=role, branch_id=branch)

    grant = give(library.manager, library.reader, Role.VOLUNTEER, library.north)
    assert give(library.manager, library.reader, Role.VOLUNTEER, library.north) == grant
    end_role(library.database, library.keys, library.manager, grant)
    with pytest.raises(NotFound, match="role-not-found"):
        end_role(library.database, library.keys, library.manager, grant)
    for actor, subject, role, branch, code in (
        (library.manager, library.manager, Role.LIBRARIAN, library.north, "permission-not-for-yourself"),
        (library.manager, library.reader, Role.ADMIN, library.north, "permission-role-not-yours-to-give"),
        (library.manager, library.reader, Role.LIBRARIAN, library.south, "permission-other-branch"),
        (library.manager, library.reader, Role.LIBRARIAN, None, "permission-other-branch"),
        (library.librarian, library.reader, Role.PATRON, library.north, "permission-staff-only"),
    ):
        with pytest.raises(NotAllowed) as caught:
            give(actor, subject, role, branch)
        assert caught.value.code == code
    give(library.admin, library.reader, Role.BRANCH_MANAGER, library.south)


def test_a_new_person_needs_a_name_and_a_branch_that_is_there(library: Library) -> None:
    with pytest.raises(BadRecord, match="person-name-missing"):
        add_person(
            library.database, library.keys, library.librarian, NewPerson(" ", home_branch_id=library.north)
        )
