"""A library with books on shelves and people, on SQLite and PostgreSQL, and the services of home delivery over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from accessible_reader.catalogue.copies import NewCopy, add_copies
from accessible_reader.catalogue.models import Copy
from accessible_reader.catalogue.titles import EditionFacts, TitleFacts, add_edition, add_title
from accessible_reader.database import Database, Keys, make_engine, new_keys, select, update
from accessible_reader.deliveries.carrying import Carrying
from accessible_reader.deliveries.desk import Deliveries
from accessible_reader.deliveries.fields import VisitWish, Wanted
from accessible_reader.deliveries.lifecycle import VisitState
from accessible_reader.deliveries.models import DeliveryEvent, DeliveryNotice, Visit
from accessible_reader.deliveries.notices import CallList
from accessible_reader.deliveries.packing import Packing
from accessible_reader.deliveries.rounds import Rounds
from accessible_reader.people.care import grant_care
from accessible_reader.people.consents import ConsentKind, Means, give_consent
from accessible_reader.people.models import Consent, RoleGrant
from accessible_reader.people.permissions import Scope
from accessible_reader.shelf.models import Loan
from tests.databases import KINDS
from tests.unit.people.conftest import Library, empty_database, library_at  # noqa: F401 (a fixture)

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 9 o'clock in China
THURSDAY = date(2026, 11, 26)
ON_THURSDAY = MONDAY + timedelta(days=3)
BOOKS = {
    "tianlong": ("天龙八部", "金庸", "武侠"),
    "santi": ("三体", "刘慈欣", "科幻"),
    "hong": ("红楼梦", "曹雪芹", "古典"),
    "xiyou": ("西游记", "吴承恩", "古典"),
}


@dataclass
class Depot:
    """The services, and what is on the shelves."""

    library: Library
    titles: dict[str, str]
    editions: dict[str, str]
    deliveries: Deliveries
    packing: Packing
    rounds: Rounds
    carrying: Carrying
    calls: CallList

    @property
    def database(self) -> Database:
        return self.library.database

    @property
    def keys(self) -> Keys:
        return self.library.keys

    def ask(self, *books: str, actor: str = "", **wish: object) -> str:
        wanted = VisitWish(titles=tuple(Wanted(self.titles[one]) for one in books), **wish)  # type: ignore[arg-type]
        return self.deliveries.ask(actor or self.library.reader, self.library.reader, wanted, at=MONDAY)

    def confirmed(self, *books: str, **wish: object) -> str:
        visit = self.ask(*books, **wish)
        self.deliveries.confirm(self.library.librarian, visit, THURSDAY, "morning", at=MONDAY)
        return visit

    def packed(self, *books: str, **wish: object) -> str:
        visit = self.confirmed(*books, **wish)
        self.pack(visit)
        return visit

    def pack(self, visit: str) -> None:
        librarian = self.library.librarian
        self.packing.start(librarian, visit)
        for pick in self.packing.pick_list(librarian, self.library.north, THURSDAY):
            if pick.visit_id == visit:
                self.packing.put_in(librarian, visit, pick.barcode, at=MONDAY)
        self.packing.look(self.library.manager, visit)
        self.packing.close(librarian, visit, return_card=True)

    def out(self, *books: str) -> tuple[str, str]:
        """A visit on its way, and its round."""
        visit = self.packed(*books)
        self.agree_to_volunteers()
        librarian = self.library.librarian
        made = self.rounds.make(
            librarian, self.library.north, THURSDAY, "morning", carrier=self.library.volunteer
        )
        self.rounds.set_stops(librarian, made, [visit])
        self.rounds.hand_over(librarian, made, at=ON_THURSDAY)
        return visit, made

    def agree_to_volunteers(self) -> None:
        reader = self.library.reader
        give_consent(
            self.database, self.keys, reader, reader, ConsentKind.SHARE_WITH_VOLUNTEERS, text_version="1",
            how=Means.ONLINE,
        )  # fmt: skip

    def carer(self, *scopes: Scope) -> str:
        grant_care(
            self.database, self.keys, self.library.reader, self.library.reader, self.library.carer,
            scopes=scopes, how=Means.ONLINE,
        )  # fmt: skip
        return self.library.carer

    def state(self, visit: str) -> VisitState:
        with self.database.reading() as session:
            return VisitState(session.get_one(Visit, visit).state)

    def copies(self) -> dict[str, str]:
        with self.database.reading() as session:
            return {row[0]: row[1] for row in session.execute(select(Copy.barcode, Copy.state))}

    def loans(self) -> list[Loan]:
        with self.database.reading() as session:
            return list(session.scalars(select(Loan).order_by(Loan.began_at, Loan.id)))

    def notices(self) -> list[str]:
        with self.database.reading() as session:
            return list(session.scalars(select(DeliveryNotice.code).order_by(DeliveryNotice.made_at)))

    def events(self, visit: str) -> list[tuple[str, str, str]]:
        with self.database.reading() as session:
            query = select(DeliveryEvent).where(DeliveryEvent.visit_id == visit).order_by(DeliveryEvent.id)
            return [(one.action, one.by, one.after) for one in session.scalars(query)]


def depot_at(library: Library) -> Depot:
    titles, editions = {}, {}
    database = library.database
    # The library has been here for years: what is said of a Monday holds whenever the tests run.
    with database.transaction() as session:
        session.execute(update(RoleGrant).values(granted_at=MONDAY - timedelta(days=1_000)))
        session.execute(update(Consent).values(given_at=MONDAY - timedelta(days=1_000)))
    for name, (title, author, subject) in BOOKS.items():
        with database.transaction() as session:
            made = add_title(session, TitleFacts(title, "zh-Hans", [(author, "aut")], subjects=[subject]))
            edition = add_edition(session, made, EditionFacts("licensed", "合同", "zh-Hans"))
            titles[name], editions[name] = made.id, edition.id
    add_copies(
        database, editions["tianlong"], "north", "braille",
        [NewCopy(f"t{number}", f"I247/{number}", 800) for number in (1, 2, 3)],
    )  # fmt: skip
    add_copies(database, editions["santi"], "north", "large_print", [NewCopy("s1", "I247.5", 600)])
    add_copies(database, editions["hong"], "north", "braille", [NewCopy("h1", "I242", 900)])
    add_copies(database, editions["xiyou"], "north", "disc", [NewCopy("x1", "CD1", 90)])
    add_copies(database, editions["xiyou"], "south", "braille", [NewCopy("y1", "I242", 900)])
    both = (database, library.keys)
    return Depot(
        library,
        titles,
        editions,
        Deliveries(*both),
        Packing(*both),
        Rounds(*both),
        Carrying(*both),
        CallList(*both),
    )


@pytest.fixture(params=KINDS)
def depot(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    empty_database: Callable[[str, Path], str],  # noqa: F811
) -> Iterator[Depot]:
    database = Database(make_engine(empty_database(request.param, tmp_path)))
    yield depot_at(library_at(database, new_keys(), tmp_path))
    database.close()
