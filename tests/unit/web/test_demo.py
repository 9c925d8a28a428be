"""The demo library: everybody can sign in, books are there, and nothing is ever added to a library that has something."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from accessible_reader.bootstrap import Service, open_service
from accessible_reader.catalogue.branches import add_branch
from accessible_reader.catalogue.importing import import_titles
from accessible_reader.database import now, select
from accessible_reader.deliveries.lifecycle import VisitState
from accessible_reader.deliveries.models import Visit
from accessible_reader.errors import NotNow
from accessible_reader.operation.demo import _SHELF, FORMATS, make_demo, unfinished
from accessible_reader.operation.demo_deliveries import make_deliveries
from accessible_reader.people.consents import Means
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.models import Person
from accessible_reader.people.permissions import Role, Scope
from accessible_reader.people.persons import new_row, open_fields
from accessible_reader.people.roles import give_role
from accessible_reader.people.sign_in.sessions import Method, begin_session
from accessible_reader.settings import Settings
from accessible_reader.shelf.rules import set_rules
from tests.web_ground import ADDRESS, CHINESE, ENGLISH
from web.app import create_app


def test_a_demo(tmp_path: Path) -> None:
    books = [tmp_path / "ferry.md", tmp_path / "yehang.md"]
    for book, text in zip(books, (ENGLISH, CHINESE), strict=True):
        book.write_text(text, "utf-8")
    told: list[str] = []
    settings = Settings(data=tmp_path / "data", public_url=ADDRESS, second_factor_roles=frozenset())
    with open_service(settings) as service:
        demo = make_demo(service, books, told.append, voices={"zh": "espeak"})
        assert told == ["ferry.md", "yehang.md"]
        assert unfinished(service, demo) == list(demo.conversions)
        assert len(demo.conversions) == 2 * len(FORMATS)
        voices = [service.conversions.get(one).options.get("voice") for one in demo.conversions]
        assert voices.count("espeak") == 2, "the quick voice is for Chinese audio alone"
        app = create_app(service)
        for person in demo.people:
            client = TestClient(
                app, base_url=ADDRESS, headers={"sec-fetch-site": "same-origin"}, follow_redirects=False
            )
            answer = client.post("/sign-in", data={"card": person.card, "pin": person.pin})
            assert answer.headers["location"] == "/", person.who
            assert person.pin not in repr(person)
        assert [one.who for one in demo.people] == ["patron", "carer", "librarian", "volunteer"]
        _look_at_the_deliveries(service, app)
        with pytest.raises(NotNow, match="demo-not-empty"):
            make_demo(service, books, told.append)


def _look_at_the_deliveries(service: Service, app: Starlette) -> None:
    """As the people of the demo find them on their pages."""
    ids = _people(service)
    home = service.people.profile(ids["DEMO0003"], ids["DEMO0003"]).home_branch_id or ""
    librarian, volunteer = ids["DEMO0003"], ids["DEMO0004"]
    (mine,) = service.carrying.mine(volunteer)
    assert (mine.stops, mine.left) == (3, 2)
    stops = service.carrying.stops(volunteer, mine.id)
    assert [one.state for one in stops] == [VisitState.DELIVERED, VisitState.OUT, VisitState.OUT]
    assert [len(one.collect) for one in stops] == [0, 1, 1]
    board = Counter(one.state for one in service.deliveries.board(librarian, home))
    assert board == {
        VisitState.DRAFTED: 1, VisitState.REQUESTED: 2, VisitState.CONFIRMED: 1, VisitState.PICKING: 1, VisitState.PACKED: 1,
        VisitState.OUT: 2, VisitState.DELIVERED: 4, VisitState.NOT_DELIVERED: 1,
    }  # fmt: skip
    (failed,) = service.rounds.failed(librarian, home)
    assert (failed.reason, failed.next) == ("no-answer", "rebook")
    assert {one.code for one in service.call_list.of(librarian, home)} >= {"confirmed", "missed", "draft"}
    plan = service.deliveries.plan(ids["DEMO0001"], ids["DEMO0001"])
    assert plan is not None
    delivered, ratings = _figures(service)
    assert (delivered, ratings) == (6, [5, 4, 5, 3, 5, 5])
    for subject in ids.values():
        for view in service.deliveries.of(librarian, subject, ended=True):
            moments = [one.at for one in service.deliveries.history(librarian, view.id)]
            assert moments == sorted(moments), "what happened first stands first"
    client = TestClient(app, base_url=ADDRESS, follow_redirects=False)
    with service.database.transaction() as session:
        client.cookies.set("session", begin_session(session, volunteer, Method.PIN, now()).token)
    assert "钱国强" in client.get(f"/carry/rounds/{mine.id}").text


def _people(service: Service) -> dict[str, str]:
    with service.database.reading() as session:
        ids = list(session.scalars(select(Person.id)))
        cards = {one: open_fields(session, service.keys, one, ["card"])["card"] or "" for one in ids}
    return {card: one for one, card in cards.items()}


def _figures(service: Service) -> tuple[int, list[int]]:
    with service.database.reading() as session:
        query = select(Visit).where(Visit.delivered_at.is_not(None)).order_by(Visit.delivered_at)
        rows = session.scalars(query).all()
        return len(rows), [one.rating for one in rows if one.rating is not None]


@pytest.mark.parametrize("hour", [1, 22])
def test_the_week_is_made_at_any_hour(tmp_path: Path, hour: int) -> None:
    offset = (hour - datetime.now(UTC).hour + 11) % 24 - 11
    with open_service(Settings(data=tmp_path, public_url=ADDRESS)) as service:
        people = {}
        with service.database.transaction() as session:
            home = add_branch(session, "demo", "示范图书馆")
            for who, role in {"patron": Role.PATRON, "carer": Role.PATRON, "librarian": Role.LIBRARIAN, "volunteer": Role.VOLUNTEER}.items():  # fmt: skip
                row = new_row(session, service.keys, NewPerson(who, address="街1号", home_branch_id=home))
                give_role(session, row.id, role, home, granted_by=None)
                people[who] = row.id
        set_rules(service.database, "demo", {"time_zone": f"Etc/GMT{-offset:+d}" if offset else "Etc/UTC"})
        import_titles(service.database, _SHELF.encode().replace(b"demo-north", b"demo"))
        service.care.grant(
            people["patron"], people["patron"], people["carer"], scopes=[Scope.REQUEST], how=Means.ONLINE
        )
        make_deliveries(service, home, people)
        (mine,) = service.carrying.mine(people["volunteer"])
        assert (mine.part, mine.left) == ("morning" if hour == 1 else "evening", 2)
