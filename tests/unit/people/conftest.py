"""A library with branches and people, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from accessible_reader.catalogue.models import Branch
from accessible_reader.database import Database, Keys, make_engine, new_keys, now
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.permissions import Role
from accessible_reader.people.persons import new_row
from accessible_reader.people.roles import give_role
from accessible_reader.people.sign_in.pins import PinCost, PinHasher
from accessible_reader.people.sign_in.sessions import Method, Visitor, begin_session, who_is
from tests.databases import KINDS, ready_url

READER = NewPerson(
    name="王小明",
    card="NB-2026 0417",
    phone="+86 138 0013 8001",
    email="wang.xiaoming@example.com",
    address="杭州市西湖区灵隐路12号3幢401室",
    birth_year="1951",
)
PLAINTEXT = ("王小明", "NB20260417", "+8613800138001", "wang.xiaoming@example.com", "灵隐路12号")
"""Not the year of birth: four digits turn up among random ones."""
"""As it must be found nowhere but in the hands of whoever may see it."""


@dataclass(frozen=True)
class Library:
    database: Database
    keys: Keys
    hasher: PinHasher
    folder: Path
    main: str
    north: str
    """Below main."""
    south: str
    """On its own."""
    reader: str
    """At north, as all the others unless it is said."""
    neighbour: str
    carer: str
    volunteer: str
    librarian: str
    manager: str
    main_librarian: str
    south_librarian: str
    admin: str


def visitor(
    library: Library, person: str, method: Method = Method.LINK, at: datetime | None = None
) -> Visitor:
    """Somebody who has just signed in, whatever they must still do."""
    moment = at or now()
    with library.database.transaction() as session:
        begun = begin_session(session, person, method, moment)
    return who_is(library.database, begun.token, moment, half=True)


@pytest.fixture(scope="session")
def empty_database() -> Callable[[str, Path], str]:
    """URL of a database with all tables and nothing in them."""
    return ready_url


@pytest.fixture(params=KINDS)
def library(
    request: pytest.FixtureRequest, tmp_path: Path, empty_database: Callable[[str, Path], str]
) -> Iterator[Library]:
    database = Database(make_engine(empty_database(request.param, tmp_path)))
    yield library_at(database, new_keys(), tmp_path)
    database.close()


def library_at(database: Database, keys: Keys, folder: Path) -> Library:
    """Branches and people in an empty database."""
    with database.transaction() as session:
        main, south = Branch(code="main", name="总馆"), Branch(code="south", name="南馆")
        session.add_all([main, south])
        session.flush()
        north = Branch(code="north", name="北馆", parent_id=main.id)
        session.add(north)
        session.flush()

        def person(name: str, card: str, *roles: Role, branch: Branch = north, of: str | None = "") -> str:
            row = new_row(session, keys, NewPerson(name=name, card=card, home_branch_id=branch.id))
            for role in roles:
                give_role(session, row.id, role, branch.id if of == "" else of, granted_by=None)
            return row.id

        given = {
            name: getattr(READER, name)
            for name in ("name", "card", "phone", "email", "address", "birth_year")
        }
        reader = new_row(session, keys, NewPerson(**given, home_branch_id=north.id))
        give_role(session, reader.id, Role.PATRON, north.id, granted_by=None)
        return Library(
            database,
            keys,
            PinHasher(keys, PinCost(1, 8, 1)),
            folder,
            main.id,
            north.id,
            south.id,
            reader.id,
            person("李四", "R02", Role.PATRON),
            person("王丽", "C01"),
            person("赵志", "V01", Role.VOLUNTEER),
            person("陈馆员", "S01", Role.LIBRARIAN),
            person("林主任", "S02", Role.BRANCH_MANAGER),
            person("总馆员", "S03", Role.LIBRARIAN, branch=main),
            person("南馆员", "S04", Role.LIBRARIAN, branch=south),
            person("管理员", "S05", Role.ADMIN, of=None),
        )
