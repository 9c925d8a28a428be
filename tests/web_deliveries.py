"""Deliveries for tests of the pages of staff: readers with a door, books on shelves, visits that have come so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any, Final

from lxml import html

from accessible_reader.audit import SYSTEM
from accessible_reader.catalogue.branches import add_branch
from accessible_reader.catalogue.copies import NewCopy
from accessible_reader.catalogue.titles import EditionFacts, TitleFacts
from accessible_reader.database import now
from accessible_reader.deliveries.fields import VisitWish, Wanted
from accessible_reader.deliveries.models import Visit
from accessible_reader.people.consents import ConsentKind, Means
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.permissions import Role
from accessible_reader.people.persons import new_row
from accessible_reader.people.roles import give_role
from tests.web_ground import Ground

PHONE: Final = "13912345678"
ADDRESS: Final = "桂花路7号2幢301室"
_NUMBERS: Final = count(1)


@dataclass
class Deliverer:
    """What tests do behind the pages, as the librarian of the branch."""

    ground: Ground

    @property
    def librarian(self) -> str:
        return self.ground.people["librarian"]

    @property
    def branch(self) -> str:
        found = self.ground.service.people.profile(self.librarian, self.librarian).home_branch_id
        assert found is not None
        return found

    @property
    def today(self) -> date:
        return self.ground.service.lending_rules.of(self.branch).rules.today(now())

    def reader(self, name: str = "钱桂花", *, point: str = "", **consents: bool) -> str:
        """Somebody new with an address; by default they agree that volunteers and the post are told."""
        service = self.ground.service
        card = f"DV{next(_NUMBERS):05}"
        person = service.people.register(
            SYSTEM, NewPerson(name, card, PHONE, address=ADDRESS, home_branch_id=self.branch)
        )
        agreed = {"share_with_volunteers": True, "share_with_post": True} | consents
        for kind, given in agreed.items():
            if given:
                service.consents.give(
                    self.librarian, person, ConsentKind(kind), text_version="1", how=Means.PHONE
                )
        changes = {"knock": "敲三下", "emergency": "儿子 13900000001"}
        service.deliveries.set_profile(self.librarian, person, changes | ({"point": point} if point else {}))
        return person

    def book(self, *, kind: str = "large_print", grams: int = 600) -> tuple[str, str]:
        """A title, and the barcode of its only copy here."""
        number = next(_NUMBERS)
        title, edition = self.ground.service.titles.add(
            SYSTEM, TitleFacts(f"桂花集{number}", "zh-Hans"), EditionFacts("licensed", "合同", "zh-Hans")
        )
        barcode = f"DV-{number}"
        self.ground.service.copies.add(
            SYSTEM, edition, "north", kind, [NewCopy(barcode, f"I/{number}", grams)]
        )
        return title, barcode

    def asked(self, reader: str = "", *, books: int = 1, **wish: Any) -> str:
        """A request for books that are on the shelf."""
        person = reader or self.reader()
        titles = tuple(Wanted(self.book()[0]) for _ in range(books))
        wanted = VisitWish(titles, times=("thu-morning",), by_phone=True, **wish)
        return self.ground.service.deliveries.ask(self.librarian, person, wanted)

    def confirmed(self, reader: str = "", day: date | None = None, part: str = "morning", **wish: Any) -> str:
        visit = self.asked(reader, **wish)
        self.ground.service.deliveries.confirm(self.librarian, visit, day or self.today, part)
        return visit

    def packed(self, reader: str = "", day: date | None = None, part: str = "morning", **wish: Any) -> str:
        visit = self.confirmed(reader, day, part, **wish)
        packing = self.ground.service.packing
        packing.start(self.librarian, visit)
        for pick in packing.pick_list(self.librarian, self.branch, day or self.today):
            if pick.visit_id == visit:
                packing.put_in(self.librarian, visit, pick.barcode)
        packing.close(self.librarian, visit, return_card=True)
        return visit

    def round(self, *visits: str, carrier: str = "volunteer", day: date | None = None, **more: Any) -> str:
        """A round with these stops."""
        rounds = self.ground.service.rounds
        made = rounds.make(
            self.librarian,
            self.branch,
            day or self.today,
            more.pop("part", "morning"),
            carrier=self.ground.people[carrier] if carrier else None,
            **more,
        )
        rounds.set_stops(self.librarian, made, visits)
        return made

    def out(self, reader: str = "") -> tuple[str, str]:
        """A visit on its way, and its round."""
        visit = self.packed(reader)
        made = self.round(visit)
        self.ground.service.rounds.hand_over(self.librarian, made)
        return visit, made

    def bag(self, visit: str) -> str:
        found = self.ground.service.deliveries.get(self.librarian, visit).bag
        return f"{found[:3]} {found[3:]}"

    def state(self, visit: str) -> str:
        return self.ground.service.deliveries.get(self.librarian, visit).state.value

    def put_back(self, visit: str, days: int) -> None:
        """Its day was so many days earlier: nobody has seen to it."""
        with self.ground.service.database.transaction() as session:
            row = session.get_one(Visit, visit)
            row.day = (row.day or self.today) - timedelta(days=days)

    def elsewhere(self) -> str:
        """A librarian of a branch that has nothing to do with ours: their name for ``ground.client``."""
        if "elsewhere" not in self.ground.people:
            database, keys = self.ground.service.database, self.ground.service.keys
            with database.transaction() as session:
                branch = add_branch(session, "hedong", "河东图书馆")
                row = new_row(session, keys, NewPerson("何馆员", "HD0001", home_branch_id=branch))
                session.flush()
                give_role(session, row.id, Role.LIBRARIAN, branch, granted_by=None)
                self.ground.people["elsewhere"] = row.id
        return "elsewhere"

    def colleague(self, language: str) -> str:
        """Another librarian of the branch, who reads in ``language``: their name for ``ground.client``."""
        name = f"librarian-{language}"
        if name not in self.ground.people:
            database, keys = self.ground.service.database, self.ground.service.keys
            card = f"CL{next(_NUMBERS):05}"
            new = NewPerson("同事", card, language=language, home_branch_id=self.branch)
            with database.transaction() as session:
                row = new_row(session, keys, new)
                session.flush()
                give_role(session, row.id, Role.LIBRARIAN, self.branch, granted_by=None)
                self.ground.people[name] = row.id
        return name


def main_of(answer: Any) -> html.HtmlElement:
    return html.document_fromstring(answer.text).get_element_by_id("main")


def words_of(answer: Any) -> str:
    return " ".join(main_of(answer).text_content().split())


def told(client: Any, answer: Any) -> str:
    """What the next page says first."""
    assert answer.status_code == 303, words_of(answer)[:1500]
    return main_of(client.get(answer.headers["location"])).xpath(".//h2[@autofocus]")[0].text_content()


def problems(answer: Any) -> list[tuple[str, str]]:
    """The summary of a page that refused: where each line leads, and what it says. What it leads to says so too."""
    assert answer.status_code == 422, answer.status_code
    page = main_of(answer)
    found = []
    for line in page.xpath(".//div[@class='summary']//li"):
        link = line.find("a")
        target = "" if link is None else link.get("href")[1:]
        if target:
            field = page.get_element_by_id(target)
            group = (
                field.xpath("ancestor::fieldset")
                if field.get("name") and field.get("type") in {"radio", "checkbox"}
                else []
            )
            holder = group[0] if group else field
            assert any("error" in name for name in holder.get("aria-describedby").split()), target
        found.append((target, line.text_content()))
    return found
