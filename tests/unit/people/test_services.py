"""Every method of the service that pages call, tried by everybody: what happens is what the table of permissions says, in the same words. Nothing is kept: each transaction is undone."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, cast

import pytest

from accessible_reader.audit import SYSTEM
from accessible_reader.bootstrap import Service
from accessible_reader.catalogue.copies import NewCopy, add_copies
from accessible_reader.catalogue.desk import Branches, Copies, Titles
from accessible_reader.catalogue.intake_desk import IntakeDesk
from accessible_reader.catalogue.intakes import IntakeFacts, Intakes
from accessible_reader.catalogue.list_desk import TitleLists
from accessible_reader.catalogue.lists import ListFacts, make_list
from accessible_reader.catalogue.models import Intake
from accessible_reader.catalogue.titles import EditionFacts, TitleFacts, add_edition, add_title
from accessible_reader.conversions.handing import Handouts
from accessible_reader.conversions.models import ConversionRecord
from accessible_reader.conversions.requests import Requests
from accessible_reader.conversions.service import Conversions
from accessible_reader.database import Database, Session, make_engine, new_keys, now, select
from accessible_reader.deliveries.carriers import Carriers
from accessible_reader.deliveries.carrying import Carrying
from accessible_reader.deliveries.desk import Deliveries
from accessible_reader.deliveries.fields import VisitWish
from accessible_reader.deliveries.figures import DeliveryFigures
from accessible_reader.deliveries.lifecycle import Reason
from accessible_reader.deliveries.models import DeliveryNotice, Visit
from accessible_reader.deliveries.notices import CallList
from accessible_reader.deliveries.packing import Packing
from accessible_reader.deliveries.papers.service import Papers
from accessible_reader.deliveries.places import Places
from accessible_reader.deliveries.plans import PlanWish
from accessible_reader.deliveries.records import tell
from accessible_reader.deliveries.rounds import Rounds
from accessible_reader.deliveries.routes import Routes
from accessible_reader.errors import NotAllowed, NotFound, ServiceError
from accessible_reader.people.care import end_care, grant_care
from accessible_reader.people.consents import ConsentKind, Means, give_consent
from accessible_reader.people.eligibility import Basis, Finding, Proof, verify_eligibility
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.models import CareRelation
from accessible_reader.people.permissions import Action, Relation, Role, Scope, Standing, decide
from accessible_reader.people.persons import new_row
from accessible_reader.people.roles import give_role
from accessible_reader.people.services import (
    AuditView,
    Care,
    Consents,
    Eligibilities,
    People,
    PreferencesService,
)
from accessible_reader.people.sign_in.passkeys import Site
from accessible_reader.people.sign_in.pins import PinCost, PinHasher
from accessible_reader.people.sign_in.service import SignIn
from accessible_reader.shelf.desk import Holds, LendingRules, Loans
from accessible_reader.shelf.holds import place_hold
from accessible_reader.shelf.loans import lend
from accessible_reader.shelf.own import Bookmarks, Positions, Wishes
from accessible_reader.shelf.personal import forget_shelf, shelf_of
from accessible_reader.shelf.positions import Place
from tests.unit.people.conftest import Library, library_at

CSV: Final = "card,name\nN900,新读者\n".encode()
PLACES: Final = "名称,纬度,经度\n文三路,30.28,120.12\n".encode()
TITLES: Final = b"name,language,rights,rights_basis\nX,zh,licensed,7\n"
CERTIFICATE: Final = Finding(Basis.VISUAL, Proof.DOCTOR)


class Trial(Database):
    """A database that keeps nothing of what is written."""

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        with self._writing() as session:
            session.begin()
            try:
                yield session
                session.flush()
            finally:
                session.rollback()


@dataclass
class Ground:
    """A library in which there is something of everything, and the services over it."""

    library: Library
    services: Mapping[str, Any]
    reader: str
    title: str
    edition: str
    loan: str
    sent: str
    hold: str
    conversion: str
    grant: str
    newcomer: str
    visit: str
    bag: str
    round: str
    notice: str
    standings: dict[str, Standing]
    relations: dict[str, str] = field(default_factory=dict)
    intake: str = ""
    list: str = ""
    place: str = ""


@pytest.fixture(scope="module")
def ground(
    tmp_path_factory: pytest.TempPathFactory, empty_database: Callable[[str, Path], str]
) -> Iterator[Ground]:
    folder = tmp_path_factory.mktemp("services")
    url = empty_database("sqlite", folder)
    real = Database(make_engine(url))
    keys = new_keys()
    library = library_at(real, keys, folder)
    with real.transaction() as session:

        def person(card: str, *roles: tuple[Role, str]) -> str:
            row = new_row(session, keys, NewPerson(name=card, card=card, home_branch_id=library.north))
            for role, branch in roles:
                give_role(session, row.id, role, branch, granted_by=None)
            return row.id

        carers = {scope: person(f"CARE{number}") for number, scope in enumerate(Scope)}
        former = person("FORMER")
        south_manager = person("SM1", (Role.BRANCH_MANAGER, library.south))
        newcomer = person("NEW1")
        grant = give_role(session, newcomer, Role.PATRON, library.north, granted_by=None).id
        title = add_title(session, TitleFacts("天龙八部", "zh-Hans"))
        edition = add_edition(session, title, EditionFacts("licensed", "合同", "zh-Hans"))
        ids = title.id, edition.id
    reader = library.reader
    add_copies(real, ids[1], "north", "disc", [NewCopy("d1"), NewCopy("d2")])
    add_copies(real, ids[1], "north", "braille", [NewCopy("b1")])
    add_copies(real, ids[1], "north", "large_print", [NewCopy("l1")])
    loan, sent = lend(real, reader, "d1"), lend(real, reader, "b1", on_the_way=True)
    hold = place_hold(real, reader, ids[0], "large_print", "north")
    relations = {
        carer: grant_care(real, keys, reader, reader, carer, scopes=[scope], how=Means.ONLINE)
        for scope, carer in carers.items()
    }
    end_care(
        real,
        keys,
        reader,
        grant_care(real, keys, reader, reader, former, scopes=list(Scope), how=Means.ONLINE),
    )
    give_consent(real, keys, reader, reader, ConsentKind.SENSITIVE_DATA, text_version="1", how=Means.ONLINE)
    verify_eligibility(real, keys, library.librarian, reader, CERTIFICATE)
    with real.transaction() as session:
        session.add(
            ConversionRecord(
                id="c" * 64, edition_id=ids[1], branch_id=library.north, format="braille-brf", options={}
            )
        )
        session.add(
            Intake(
                id="a" * 32, sha256="b" * 64, size=1, name="a", stored_as="a", branch_id=library.north,
                facts={"rights": "licensed", "rights_basis": "7"}, state="refused", title_id=ids[0],
            )
        )  # fmt: skip
        kept = make_list(session, ListFacts("书单", branch_id=library.north))
    visit = Deliveries(real, keys).ask(reader, reader, VisitWish(choose=1))
    Deliveries(real, keys).set_plan(reader, reader, PlanWish(2, now().date() + timedelta(days=9), "morning"))
    round_ = Rounds(real, keys).make(library.librarian, library.north, now().date(), "morning")
    with real.transaction() as session:
        bag = session.get_one(Visit, visit).bag
        tell(session, keys, key="k", person_id=reader, branch_id=library.north, code="missed")
        notice = session.scalars(select(DeliveryNotice.id)).one()
    trial = Trial(real.engine)
    both = (trial, keys)
    services = {
        "people": People(*both, sources={"shelf": shelf_of}, also=(forget_shelf,)),
        "sign_in": SignIn(
            *both,
            hasher=PinHasher(keys, PinCost(1, 8, 1)),
            carrier=cast(Any, None),
            site=Site("library.example", "x", ()),
            demanding=(),
        ),
        "eligibility": Eligibilities(*both),
        "consents": Consents(*both),
        "care": Care(*both),
        "preferences": PreferencesService(*both),
        "audit": AuditView(*both),
        "titles": Titles(*both),
        "copies": Copies(*both),
        "branches": Branches(*both),
        "lending_rules": LendingRules(*both),
        "loans": Loans(*both),
        "holds": Holds(*both),
        "wishes": Wishes(*both),
        "positions": Positions(*both),
        "bookmarks": Bookmarks(*both),
        "requests": Requests(*both, Conversions(trial, cast(Any, None))),
        "handouts": Handouts(*both, cast(Any, None)),
        "intake_desk": IntakeDesk(*both, Intakes(trial, cast(Any, None), cast(Any, None))),
        "title_lists": TitleLists(*both),
        "deliveries": Deliveries(*both),
        "packing": Packing(*both),
        "rounds": Rounds(*both),
        "carriers": Carriers(*both),
        "routes": Routes(*both),
        "papers": Papers(*both),
        "carrying": Carrying(*both),
        "call_list": CallList(*both),
        "delivery_figures": DeliveryFigures(*both),
        "places": Places(*both),
    }

    def here(*roles: Role) -> Standing:
        return Standing(roles_here=frozenset(roles), eligible=True)

    def elsewhere(*roles: Role) -> Standing:
        return Standing(roles_elsewhere=frozenset(roles), eligible=True)

    standings = {
        reader: Standing(Relation.SELF, roles_here=frozenset({Role.PATRON}), eligible=True),
        library.neighbour: here(Role.PATRON),
        library.carer: here(),
        former: Standing(Relation.FORMER_CARER, eligible=True),
        library.volunteer: here(Role.VOLUNTEER),
        library.librarian: here(Role.LIBRARIAN),
        library.manager: here(Role.BRANCH_MANAGER),
        library.main_librarian: here(Role.LIBRARIAN),
        library.south_librarian: elsewhere(Role.LIBRARIAN),
        south_manager: elsewhere(Role.BRANCH_MANAGER),
        library.admin: here(Role.ADMIN),
        **{
            carer: Standing(Relation.CARER, frozenset({scope}), eligible=True)
            for scope, carer in carers.items()
        },
    }
    yield Ground(
        library,
        services,
        reader,
        *ids,
        loan,
        sent,
        hold,
        "c" * 64,
        grant,
        newcomer,
        visit,
        bag,
        round_,
        notice,
        standings,
        relations,
        "a" * 32,
        kept,
        Places(real, keys).put(library.librarian, library.north, "灵隐路", "30.24", "120.1"),
    )
    real.close()


Call = Callable[[Any, str, Ground], object]
PERSON, NORTH, MAIN, ANYWHERE = "for the reader", "at north", "at main", "anywhere"

CALLS: Final[dict[str, tuple[Action, str, Call]]] = {
    "people.add": (Action.ADD_PATRON, NORTH, lambda s, a, g: s.add(a, NewPerson("新", home_branch_id=g.library.north))),
    "people.register": (Action.ADD_PATRON, NORTH, lambda s, a, g: s.register(a, NewPerson("新", "N901", home_branch_id=g.library.north))),
    "people.rights": (Action.VIEW_NAME, PERSON, lambda s, a, g: s.rights(a, g.reader)),
    "people.change": (Action.EDIT_PROFILE, PERSON, lambda s, a, g: s.change(a, g.reader, {"language": "en"})),
    "people.profile": (Action.VIEW_NAME, PERSON, lambda s, a, g: s.profile(a, g.reader)),
    "people.reveal": (Action.VIEW_CONTACT, PERSON, lambda s, a, g: s.reveal(a, g.reader, ["phone"], purpose="desk")),
    "people.reveal_many": (Action.VIEW_PROFILE, PERSON, lambda s, a, g: s.reveal_many(a, [g.reader], ["email"], purpose="desk")),
    "people.find": (Action.RUN_DESK, NORTH, lambda s, a, g: s.find(a, g.library.north, "card", "R02")),
    "people.grant_role": (Action.GRANT_ROLE, NORTH, lambda s, a, g: s.grant_role(a, g.newcomer, role=Role.VOLUNTEER, branch_id=g.library.north)),
    "people.end_role": (Action.GRANT_ROLE, NORTH, lambda s, a, g: s.end_role(a, g.grant)),
    "people.import_patrons": (Action.IMPORT_PATRONS, NORTH, lambda s, a, g: s.import_patrons(a, CSV, branch="north")),
    "people.export": (Action.EXPORT_PERSON, PERSON, lambda s, a, g: s.export(a, g.reader)),
    "people.erase": (Action.ERASE_PERSON, PERSON, lambda s, a, g: s.erase(a, g.reader)),
    "sign_in.sign_out_everywhere": (Action.END_SESSIONS, PERSON, lambda s, a, g: s.sign_out_everywhere(a, g.reader)),
    "sign_in.sessions_of": (Action.END_SESSIONS, PERSON, lambda s, a, g: s.sessions_of(a, g.reader)),
    "sign_in.reset_pin": (Action.RESET_PIN, PERSON, lambda s, a, g: s.reset_pin(a, g.reader, note="回拨核对过")),
    "sign_in.give_first_pin": (Action.RESET_PIN, PERSON, lambda s, a, g: s.give_first_pin(a, g.reader)),
    "sign_in.pin_state": (Action.RESET_PIN, PERSON, lambda s, a, g: s.pin_state(a, g.reader)),
    "sign_in.reset_second_factor": (Action.RESET_SECOND_FACTOR, PERSON, lambda s, a, g: s.reset_second_factor(a, g.reader)),
    "eligibility.verify": (Action.VERIFY_ELIGIBILITY, PERSON, lambda s, a, g: s.verify(a, g.reader, CERTIFICATE)),
    "eligibility.of": (Action.VIEW_ELIGIBILITY, PERSON, lambda s, a, g: s.of(a, g.reader)),
    "eligibility.status": (Action.VIEW_ELIGIBILITY, PERSON, lambda s, a, g: s.status(a, g.reader)),
    "eligibility.ending": (Action.RUN_DESK, NORTH, lambda s, a, g: s.ending(a, g.library.north)),
    "eligibility.note_told": (Action.VERIFY_ELIGIBILITY, PERSON, lambda s, a, g: s.note_told(a, g.reader)),
    "eligibility.end": (Action.VERIFY_ELIGIBILITY, PERSON, lambda s, a, g: s.end(a, g.reader)),
    "consents.give": (Action.MANAGE_CONSENT, PERSON, lambda s, a, g: s.give(a, g.reader, ConsentKind.RECOMMENDATIONS, text_version="1", how=Means.ONLINE)),
    "consents.withdraw": (Action.MANAGE_CONSENT, PERSON, lambda s, a, g: s.withdraw(a, g.reader, ConsentKind.SENSITIVE_DATA)),
    "consents.of": (Action.MANAGE_CONSENT, PERSON, lambda s, a, g: s.of(a, g.reader)),
    "care.grant": (Action.MANAGE_CARE, PERSON, lambda s, a, g: s.grant(a, g.reader, g.newcomer, scopes=[Scope.PLAN], how=Means.PHONE)),
    "care.end": (Action.END_CARE, PERSON, lambda s, a, g: s.end(a, g.relations.get(a) or next(iter(g.relations.values())))),
    "care.of": (Action.MANAGE_CARE, PERSON, lambda s, a, g: s.of(a, g.reader)),
    "preferences.of": (Action.EDIT_PREFERENCES, PERSON, lambda s, a, g: s.of(a, g.reader)),
    "preferences.set": (Action.EDIT_PREFERENCES, PERSON, lambda s, a, g: s.set(a, g.reader, {"speech": {"rate": 1.5}})),
    "audit.who_looked": (Action.SEE_WHO_LOOKED, PERSON, lambda s, a, g: s.who_looked(a, g.reader)),
    "audit.verify": (Action.READ_AUDIT_LOG, ANYWHERE, lambda s, a, g: s.verify(a)),
    "titles.add": (Action.EDIT_CATALOGUE, ANYWHERE, lambda s, a, g: s.add(a, TitleFacts("新书", "zh"), EditionFacts("licensed", "7", "zh"))),
    "titles.edit": (Action.EDIT_CATALOGUE, ANYWHERE, lambda s, a, g: s.edit(a, g.title, TitleFacts("新名", "zh"))),
    "titles.set_rights": (Action.EDIT_CATALOGUE, ANYWHERE, lambda s, a, g: s.set_rights(a, g.edition, "licensed", "7")),
    "titles.withdraw_edition": (Action.EDIT_CATALOGUE, ANYWHERE, lambda s, a, g: s.withdraw_edition(a, g.edition)),
    "titles.import_table": (Action.EDIT_CATALOGUE, ANYWHERE, lambda s, a, g: s.import_table(a, TITLES, dry_run=True)),
    "copies.add": (Action.EDIT_CATALOGUE, NORTH, lambda s, a, g: s.add(a, g.edition, "north", "disc", [NewCopy("d9")])),
    "copies.set_state": (Action.EDIT_CATALOGUE, NORTH, lambda s, a, g: s.set_state(a, "d2", "in_repair")),
    "copies.move": (Action.EDIT_CATALOGUE, NORTH, lambda s, a, g: s.move(a, "d2", "south")),
    "branches.add": (Action.MANAGE_BRANCH, NORTH, lambda s, a, g: s.add(a, "new", "新馆", "north")),
    "branches.move": (Action.MANAGE_BRANCH, MAIN, lambda s, a, g: s.move(a, "north", "main")),
    "lending_rules.set": (Action.MANAGE_BRANCH, NORTH, lambda s, a, g: s.set(a, "north", {"most_holds": 3})),
    "lending_rules.close_on": (Action.MANAGE_BRANCH, NORTH, lambda s, a, g: s.close_on(a, "north", now().date())),
    "loans.lend": (Action.LEND, PERSON, lambda s, a, g: s.lend(a, g.reader, "d2")),
    "loans.lend_digital": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.lend_digital(a, g.reader, g.edition)),
    "loans.deliver": (Action.LEND, PERSON, lambda s, a, g: s.deliver(a, g.sent)),
    "loans.fail_delivery": (Action.LEND, PERSON, lambda s, a, g: s.fail_delivery(a, g.sent)),
    "loans.hand_in": (Action.LEND, PERSON, lambda s, a, g: s.hand_in(a, g.loan)),
    "loans.renew": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.renew(a, g.loan)),
    "loans.renew_copy": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.renew_copy(a, "d1")),
    "loans.look_up": (Action.RUN_DESK, ANYWHERE, lambda s, a, g: s.look_up(a, "d1")),
    "loans.check_in": (Action.RUN_DESK, NORTH, lambda s, a, g: s.check_in(a, "d1")),
    "loans.return_digital": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.return_digital(a, g.loan)),
    "loans.declare_lost": (Action.LEND, PERSON, lambda s, a, g: s.declare_lost(a, g.loan)),
    "loans.of": (Action.SEE_CURRENT_TITLES, PERSON, lambda s, a, g: s.of(a, g.reader)),
    "loans.history_of": (Action.SEE_HISTORY, PERSON, lambda s, a, g: s.history_of(a, g.reader)),
    "loans.forget_history": (Action.SEE_HISTORY, PERSON, lambda s, a, g: s.forget_history(a, g.reader)),
    "loans.overdue": (Action.RUN_DESK, NORTH, lambda s, a, g: s.overdue(a, g.library.north)),
    "holds.place": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.place(a, g.reader, g.title, "disc", "north")),
    "holds.cancel": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.cancel(a, g.hold)),
    "holds.pause": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.pause(a, g.hold)),
    "holds.resume": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.resume(a, g.hold)),
    "holds.arrive": (Action.RUN_DESK, NORTH, lambda s, a, g: s.arrive(a, g.hold)),
    "holds.lose_copy": (Action.RUN_DESK, NORTH, lambda s, a, g: s.lose_copy(a, g.hold)),
    "holds.expire": (Action.RUN_DESK, NORTH, lambda s, a, g: s.expire(a, g.library.north)),
    "holds.place_in_line": (Action.SEE_CURRENT_TITLES, PERSON, lambda s, a, g: s.place_in_line(a, g.hold)),
    "holds.of": (Action.SEE_CURRENT_TITLES, PERSON, lambda s, a, g: s.of(a, g.reader)),
    "holds.on_shelf": (Action.RUN_DESK, NORTH, lambda s, a, g: s.on_shelf(a, g.library.north)),
    "wishes.add": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.add(a, g.reader, g.title)),
    "wishes.remove": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.remove(a, g.reader, g.title)),
    "wishes.of": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.of(a, g.reader)),
    "positions.save": (Action.SEE_HISTORY, PERSON, lambda s, a, g: s.save(a, g.reader, g.edition, Place("s1", 1, "print", "phone", now() - timedelta(days=1)))),
    "positions.get": (Action.SEE_HISTORY, PERSON, lambda s, a, g: s.get(a, g.reader, g.edition)),
    "positions.forget": (Action.SEE_HISTORY, PERSON, lambda s, a, g: s.forget(a, g.reader, g.edition)),
    "bookmarks.add": (Action.SEE_HISTORY, PERSON, lambda s, a, g: s.add(a, g.reader, g.edition, "s1", 1)),
    "bookmarks.change_note": (Action.SEE_HISTORY, PERSON, lambda s, a, g: s.change_note(a, g.reader, "x", "y")),
    "bookmarks.remove": (Action.SEE_HISTORY, PERSON, lambda s, a, g: s.remove(a, g.reader, "x")),
    "bookmarks.of": (Action.SEE_HISTORY, PERSON, lambda s, a, g: s.of(a, g.reader, g.edition)),
    "requests.for_reader": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.for_reader(a, g.reader, g.edition, "braille-brf")),
    "requests.for_library": (Action.CONVERT_BATCH, NORTH, lambda s, a, g: s.for_library(a, g.edition, "braille-brf", branch_id=g.library.north)),
    "requests.list": (Action.CONVERT_BATCH, NORTH, lambda s, a, g: s.list(a, g.library.north)),
    "requests.cancel": (Action.MANAGE_JOBS, NORTH, lambda s, a, g: s.cancel(a, g.conversion)),
    "requests.prioritise": (Action.MANAGE_JOBS, NORTH, lambda s, a, g: s.prioritise(a, g.conversion, 9)),
    "requests.board": (Action.MANAGE_JOBS, ANYWHERE, lambda s, a, g: s.board(a)),
    "requests.waiting": (Action.MANAGE_JOBS, ANYWHERE, lambda s, a, g: s.waiting(a)),
    "handouts.download": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.download(a, g.reader, g.conversion, Path("nowhere"))),
    "intake_desk.hand_in": (Action.EDIT_CATALOGUE, NORTH, lambda s, a, g: s.hand_in(a, g.library.north, Path(__file__), IntakeFacts("licensed", "7"))),
    "intake_desk.get": (Action.EDIT_CATALOGUE, ANYWHERE, lambda s, a, g: s.get(a, g.intake)),
    "intake_desk.list": (Action.EDIT_CATALOGUE, ANYWHERE, lambda s, a, g: s.list(a)),
    "intake_desk.counts": (Action.EDIT_CATALOGUE, ANYWHERE, lambda s, a, g: s.counts(a)),
    "intake_desk.cancel": (Action.EDIT_CATALOGUE, NORTH, lambda s, a, g: s.cancel(a, g.intake)),
    "intake_desk.retry": (Action.EDIT_CATALOGUE, NORTH, lambda s, a, g: s.retry(a, g.intake)),
    "intake_desk.answer": (Action.EDIT_CATALOGUE, NORTH, lambda s, a, g: s.answer(a, g.intake, same_work=True)),
    "title_lists.all": (Action.EDIT_CATALOGUE, ANYWHERE, lambda s, a, g: s.all(a)),
    "title_lists.get": (Action.EDIT_CATALOGUE, ANYWHERE, lambda s, a, g: s.get(a, g.list)),
    "title_lists.titles": (Action.EDIT_CATALOGUE, ANYWHERE, lambda s, a, g: s.titles(a, g.list)),
    "title_lists.with_title": (Action.EDIT_CATALOGUE, ANYWHERE, lambda s, a, g: s.with_title(a, g.title)),
    "title_lists.make": (Action.EDIT_CATALOGUE, ANYWHERE, lambda s, a, g: s.make(a, ListFacts("新单"))),
    "title_lists.change": (Action.EDIT_CATALOGUE, NORTH, lambda s, a, g: s.change(a, g.list, ListFacts("新名", branch_id=g.library.north))),
    "title_lists.remove": (Action.EDIT_CATALOGUE, NORTH, lambda s, a, g: s.remove(a, g.list)),
    "title_lists.put": (Action.EDIT_CATALOGUE, NORTH, lambda s, a, g: s.put(a, g.list, g.title)),
    "title_lists.take_out": (Action.EDIT_CATALOGUE, NORTH, lambda s, a, g: s.take_out(a, g.list, g.title)),
    "requests.retry": (Action.MANAGE_JOBS, NORTH, lambda s, a, g: s.retry(a, g.conversion)),
    "deliveries.profile": (Action.VIEW_CONTACT, PERSON, lambda s, a, g: s.profile(a, g.reader)),
    "deliveries.set_profile": (Action.EDIT_PROFILE, PERSON, lambda s, a, g: s.set_profile(a, g.reader, {"knock": "三下"})),
    "deliveries.ask": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.ask(a, g.reader, VisitWish(choose=1))),
    "deliveries.check_ask": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.check_ask(a, g.reader, VisitWish(choose=1))),
    "deliveries.of": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.of(a, g.reader)),
    "deliveries.get": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.get(a, g.visit)),
    "deliveries.history": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.history(a, g.visit)),
    "deliveries.change": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.change(a, g.visit, note="轻一点")),
    "deliveries.add_title": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.add_title(a, g.visit, None)),
    "deliveries.strike": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.strike(a, g.visit, 1)),
    "deliveries.swap": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.swap(a, g.visit, 1)),
    "deliveries.agree": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.agree(a, g.visit)),
    "deliveries.cancel": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.cancel(a, g.visit)),
    "deliveries.pause": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.pause(a, g.visit)),
    "deliveries.resume": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.resume(a, g.visit)),
    "deliveries.received": (Action.RECEIVE_DELIVERY, PERSON, lambda s, a, g: s.received(a, g.visit)),
    "deliveries.rate": (Action.REQUEST_TITLE, PERSON, lambda s, a, g: s.rate(a, g.visit, 5)),
    "deliveries.plan": (Action.PLAN_DELIVERY, PERSON, lambda s, a, g: s.plan(a, g.reader)),
    "deliveries.set_plan": (Action.PLAN_DELIVERY, PERSON, lambda s, a, g: s.set_plan(a, g.reader, PlanWish(2, now().date() + timedelta(days=9), "morning"))),
    "deliveries.pause_plan": (Action.PLAN_DELIVERY, PERSON, lambda s, a, g: s.pause_plan(a, g.reader, ())),
    "deliveries.end_plan": (Action.PLAN_DELIVERY, PERSON, lambda s, a, g: s.end_plan(a, g.reader)),
    "deliveries.confirm": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.confirm(a, g.visit, now().date() + timedelta(days=2), "morning")),
    "deliveries.board": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.board(a, g.library.north)),
    "packing.pick_list": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.pick_list(a, g.library.north, now().date())),
    "packing.start": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.start(a, g.visit)),
    "packing.find_bag": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.find_bag(a, g.bag)),
    "packing.bag": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.bag(a, g.visit)),
    "packing.put_in": (Action.RUN_DESK, NORTH, lambda s, a, g: s.put_in(a, g.visit, "d2")),
    "packing.take_out": (Action.RUN_DESK, NORTH, lambda s, a, g: s.take_out(a, g.visit, 1)),
    "packing.not_found": (Action.RUN_DESK, NORTH, lambda s, a, g: s.not_found(a, g.visit, 1)),
    "packing.look": (Action.RUN_DESK, NORTH, lambda s, a, g: s.look(a, g.visit)),
    "packing.close": (Action.RUN_DESK, NORTH, lambda s, a, g: s.close(a, g.visit, return_card=True)),
    "packing.reopen": (Action.RUN_DESK, NORTH, lambda s, a, g: s.reopen(a, g.visit)),
    "packing.empty": (Action.RUN_DESK, NORTH, lambda s, a, g: s.empty(a, g.visit, Reason.OTHER)),
    "packing.check_in": (Action.RUN_DESK, NORTH, lambda s, a, g: s.check_in(a, "d1")),
    "rounds.make": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.make(a, g.library.north, now().date(), "morning")),
    "rounds.set_stops": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.set_stops(a, g.round, [])),
    "rounds.give_to": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.give_to(a, g.round, g.library.librarian)),
    "rounds.link": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.link(a, g.round)),
    "rounds.hand_over": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.hand_over(a, g.round)),
    "rounds.post": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.post(a, g.visit)),
    "rounds.of": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.of(a, g.library.north, now().date())),
    "rounds.get": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.get(a, g.round)),
    "carriers.of": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.of(a, g.library.north)),
    "carriers.on": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.on(a, g.library.north, now().date())),
    "rounds.outcome": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.outcome(a, g.visit, delivered=True)),
    "rounds.rebook": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.rebook(a, g.visit, now().date() + timedelta(days=2), "morning")),
    "rounds.give_up": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.give_up(a, g.visit, Reason.OTHER)),
    "rounds.collected": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.collected(a, g.visit)),
    "rounds.failed": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.failed(a, g.library.north)),
    "rounds.emergency_contact": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.emergency_contact(a, g.visit)),
    "routes.propose": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.propose(a, g.library.north, now().date(), "morning")),
    "papers.label_brf": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.label_brf(a, g.visit)),
    "papers.card": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.card(a, g.visit, "图书馆路1号")),
    "papers.label": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.label(a, g.visit)),
    "call_list.of": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.of(a, g.library.north)),
    "call_list.note": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.note(a, g.notice, reached=True)),
    "delivery_figures.year": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.year(a, g.library.north, 2026)),
    "places.of": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.of(a, g.library.north)),
    "places.put": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.put(a, g.library.north, "文三路", "30.28", "120.12")),
    "places.remove": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.remove(a, g.place)),
    "places.import_table": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.import_table(a, g.library.north, PLACES)),
    "places.find": (Action.PLAN_ROUNDS, NORTH, lambda s, a, g: s.find(a, g.library.north, "灵隐路12号")),
}  # fmt: skip

FOR_EVERYBODY: Final = {"titles.search", "titles.get", "titles.edition", "branches.tree", "lending_rules.of"}
ABOUT_ONESELF: Final = {"preferences.mine"}
"""They ask about nobody but who asks: a test of their own below."""
FOR_WHOEVER_IS_SIGNED_IN: Final = (
    "requests.progress",
    "requests.artifact",
    "requests.may_manage",
    "intake_desk.may_manage",
)
OWN: Final = {
    "with_pin", "send_link", "with_link", "ask_passkey", "with_passkey", "who_is", "sign_out", "choose_pin", "ask_to_register", "register_passkey",
    "passkeys_of", "remove_passkey", "factors_of", "begin_app", "confirm_app", "show_code", "new_recovery_codes", "remove_app",
}  # fmt: skip
FOR_CARRIERS: Final = {"open_link", "mine", "round", "stops", "report", "collect"}
FOR_CARRIERS_ON_PAPER: Final = {"papers.route_sheet"}
"""By what round somebody has today: tests of their own in tests/unit/deliveries."""
OWN_APPS: Final = {"make", "of", "end", "who_is"}
"""Signing in: with what somebody shows, or as the visitor that their own cookie makes."""


def services_for_pages() -> dict[str, type[Guarded]]:
    hints = typing.get_type_hints(Service)
    return {name: kind for name, kind in hints.items() if inspect.isclass(kind) and issubclass(kind, Guarded)}


def test_every_method_that_pages_call_is_in_the_matrix() -> None:
    found = {
        f"{name}.{method}"
        for name, kind in services_for_pages().items()
        if kind.__module__.partition(".")[2].partition(".")[0] != "listening"  # has tests of its own
        for method, _ in inspect.getmembers(kind, inspect.isfunction)
        if not method.startswith("_")
    }
    assert found == {
        *CALLS,
        *FOR_EVERYBODY,
        *FOR_WHOEVER_IS_SIGNED_IN,
        *ABOUT_ONESELF,
        *(f"sign_in.{name}" for name in OWN),
        *(f"app_passwords.{name}" for name in OWN_APPS),
        *(f"carrying.{name}" for name in FOR_CARRIERS),
        *FOR_CARRIERS_ON_PAPER,
    }


def standing(ground: Ground, actor: str, where: str) -> Standing:
    """What the actor is there, written down by hand."""
    one = ground.standings[actor]
    if where == PERSON:
        return one
    roles, elsewhere = one.roles_here, one.roles_elsewhere
    if where == ANYWHERE:
        return Standing(roles_here=roles | elsewhere)
    if where == MAIN and actor not in {ground.library.admin, ground.library.main_librarian}:
        return Standing(roles_elsewhere=roles | elsewhere)
    return Standing(roles_here=roles, roles_elsewhere=elsewhere)


@pytest.mark.parametrize("name", CALLS)
def test_everybody_tries_it(ground: Ground, name: str) -> None:
    action, where, call = CALLS[name]
    service = ground.services[name.partition(".")[0]]
    allowed = 0
    for actor in ground.standings:
        decision = decide(action, standing(ground, actor, where))
        reason = ""
        try:
            call(service, actor, ground)
        except NotAllowed as error:
            reason = error.code
        except (ServiceError, AttributeError):
            pass  # it was let through, and failed for what it was asked
        assert reason == decision.reason, (actor, ground.standings[actor])
        allowed += decision.allowed
    assert 0 < allowed < len(ground.standings)


def test_what_pages_need_of_oneself_is_ones_own(ground: Ground) -> None:
    service = ground.services["preferences"]
    for actor in (ground.reader, ground.library.librarian):
        person = ground.services["people"].profile(actor, actor)
        found = service.mine(actor)
        assert (found.language, found.branch_id) == (person.language, person.home_branch_id)
        assert found.preferences == service.of(actor, actor)
    for nobody in ("", "f" * 32, SYSTEM):
        with pytest.raises(NotFound, match="person-not-found"):
            service.mine(nobody)


@pytest.mark.parametrize("name", [*CALLS, *FOR_WHOEVER_IS_SIGNED_IN])
def test_nobody_is_nobody_and_the_system_may(ground: Ground, name: str) -> None:
    calls: dict[str, Call] = {
        "requests.progress": lambda s, a, g: s.progress(a, g.conversion),
        "requests.artifact": lambda s, a, g: s.artifact(a, g.conversion),
        "requests.may_manage": lambda s, a, g: s.may_manage(a, g.conversion),
        "intake_desk.may_manage": lambda s, a, g: s.may_manage(a, g.library.north),
    }
    call = calls.get(name) or CALLS[name][2]
    service = ground.services[name.partition(".")[0]]
    for nobody in ("", "f" * 32, "System", ground.conversion):
        with pytest.raises(NotFound, match="person-not-found"):
            call(service, nobody, ground)
    try:
        call(service, SYSTEM, ground)
    except NotAllowed:
        pytest.fail("the system may do everything")
    except (ServiceError, AttributeError):
        pass


def test_a_carer_ends_their_own_relation_only(ground: Ground) -> None:
    first, second = list(ground.relations)[:2]
    with pytest.raises(NotAllowed, match="permission-own-only"):
        ground.services["care"].end(first, ground.relations[second])
    with ground.services["care"]._database.reading() as session:
        assert session.get_one(CareRelation, ground.relations[second]).revoked_at is None
