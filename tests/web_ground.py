"""A small library for tests of the pages: branches, people of every kind, two books with files, things on shelves, something made and something that failed."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI
from starlette.testclient import TestClient

from accessible_reader.bootstrap import Service, open_service
from accessible_reader.catalogue.branches import add_branch
from accessible_reader.catalogue.copies import NewCopy, add_copies_in
from accessible_reader.catalogue.importing import import_titles
from accessible_reader.catalogue.intake import take_in
from accessible_reader.catalogue.intakes import IntakeFacts
from accessible_reader.catalogue.lists import ListFacts, make_list, put_into_list
from accessible_reader.catalogue.models import Intake, Title
from accessible_reader.conversions.models import ArtifactRecord, ConversionRecord
from accessible_reader.conversions.service import Wish
from accessible_reader.database import now, select
from accessible_reader.deliveries.fields import VisitWish, Wanted
from accessible_reader.deliveries.records import today_at
from accessible_reader.errors import SignInRefused
from accessible_reader.people.app_passwords import NewAppPassword
from accessible_reader.people.consents import ConsentKind, Means
from accessible_reader.people.eligibility import Basis, Finding, Proof
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.permissions import Role, Scope
from accessible_reader.people.persons import new_row
from accessible_reader.people.roles import give_role
from accessible_reader.people.sign_in.sessions import Method, begin_session
from accessible_reader.settings import Settings
from converters.errors import Finding as Found
from converters.workspace import temporary_workspace
from web.app import create_app
from web.settings import WebSettings

ADDRESS: Final = "http://127.0.0.1:8000"
PIN: Final = "739105"
ROLES: Final = ("nobody", "patron", "carer", "librarian")
"""For whom pages are looked at."""
EVERYBODY: Final = (*ROLES, "stranger", "volunteer", "manager", "admin", "app")
"""For whom it is tried who may open what; ``app``: the patron's app, with a password of its own."""
_KINDS: Final = {
    "librarian": Role.LIBRARIAN,
    "volunteer": Role.VOLUNTEER,
    "manager": Role.BRANCH_MANAGER,
    "admin": Role.ADMIN,
}

ENGLISH: Final = "---\ntitle: The Night Ferry\nauthor: Ada Lamb\nlanguage: en\nsubject: Sea stories\n---\n\n# The quay\n\nThe ferry left at night. Nobody waved.\n\n# The crossing\n\nThe sea was calm, and the lamps were lit.\n"
CHINESE: Final = "---\ntitle: 夜航\nauthor: 林晓\nlanguage: zh-Hans\nsubject: 散文\n---\n\n# 码头\n\n夜很静，狗在叫。他走到河边，看见一只小船。\n\n# 渡河\n\n船慢慢地走，灯一盏一盏地亮了。\n"


CHECKED: Final = [
    {"check": "files", "passed": True, "detail": ""},
    {"check": "braille-cells", "passed": False, "detail": "ferry.brf is blank"},
]


@dataclass(frozen=True)
class Ground:
    """The library, its application, and who and what is in it."""

    service: Service
    app: FastAPI
    people: dict[str, str]
    """patron, carer, librarian, stranger, volunteer, manager, admin → person id."""
    english: tuple[str, str]
    """Title id, edition id."""
    chinese: tuple[str, str]
    ready: str
    """Id of a conversion that is done (English, braille)."""
    running: str
    failed: str
    list: str
    """Id of a list of titles."""
    intake: str = ""
    """Id of an intake that is done (English); two more wait for a person: one was refused, one asks whether it is of a work that we have."""
    visit: str = ""
    """Id of a delivery that the patron asked for: one title; other tests may have changed or called it off."""
    round: str = ""
    """Id of a round of today, without carrier and stops."""
    shown: dict[str, tuple[str, str]] = field(default_factory=dict, repr=False)

    def token(self, who: str) -> str:
        """Of a session of its own."""
        with self.service.database.transaction() as session:
            return begin_session(session, self.people[who], Method.PIN, now()).token

    def app_password(self, who: str = "patron", label: str = "Thorium") -> NewAppPassword:
        """A new one."""
        visitor = self.service.sign_in.who_is(self.token(who))
        return self.service.app_passwords.make(visitor, label)

    def basic(self, who: str = "patron") -> str:
        """What an app of theirs shows: the same as before, unless a test has ended it."""
        if who in self.shown:
            try:
                self.service.app_passwords.who_is(*self.shown[who], address="test")
            except SignInRefused:
                del self.shown[who]
        if who not in self.shown:
            made = self.app_password(who)
            self.shown[who] = (made.card or "", made.password)
        return f"Basic {b64encode(':'.join(self.shown[who]).encode()).decode()}"

    def client(self, who: str = "nobody", language: str = "zh-CN", **cookies: str) -> TestClient:
        """A browser in which ``who`` is signed in."""
        client = TestClient(
            self.app,
            base_url=ADDRESS,
            headers={"sec-fetch-site": "same-origin", "accept-language": language},
            client=("127.0.0.1", 50000),
            follow_redirects=False,
        )
        if who == "app":
            client.headers["authorization"] = self.basic()
        elif who != "nobody":
            client.cookies.set("session", self.token(who))  # its own: other tests end sessions
        for name, value in cookies.items():
            client.cookies.set(name, value)
        return client


@contextmanager
def open_ground(folder: Path, **chosen: Any) -> Iterator[Ground]:
    """The library in ``folder``; ``chosen``: settings that differ."""
    usual = {"data": folder / "data", "public_url": ADDRESS, "second_factor_roles": frozenset()}
    settings = Settings(**usual | chosen)
    with open_service(settings) as service:
        yield _furnish(service, folder)


def _furnish(service: Service, folder: Path) -> Ground:
    keys, database = service.keys, service.database
    with database.transaction() as session:
        add_branch(session, "main", "市图书馆")
        add_branch(session, "north", "城北分馆", "main")
    north = next(one.id for one in service.branches.tree() if one.code == "north")
    people = {
        "patron": NewPerson(
            "王小明", "NB0001", "13800138001", "wang@example.com", "灵隐路12号", "1951", home_branch_id=north
        ),
        "carer": NewPerson("李芳", "NB0002", "13800138002", home_branch_id=north),
        "librarian": NewPerson("陈老师", "NB0003", "13800138003", home_branch_id=north),
        "stranger": NewPerson("赵六", "NB0004", "13800138004", home_branch_id=north),
        "volunteer": NewPerson("周志愿", "NB0005", home_branch_id=north),
        "manager": NewPerson("吴馆长", "NB0006", home_branch_id=north),
        "admin": NewPerson("郑管理", "NB0007", home_branch_id=north),
        "newcomer": NewPerson("孙新来", "NB0008", home_branch_id=north),
    }
    ids = {}
    for who, new in people.items():
        with database.transaction() as session:
            row = new_row(session, keys, new)
            session.flush()
            ids[who] = row.id
            give_role(session, row.id, _KINDS.get(who, Role.PATRON), north, granted_by=None)
    patron, carer, librarian = ids["patron"], ids["carer"], ids["librarian"]
    service.consents.give(patron, patron, ConsentKind.SENSITIVE_DATA, text_version="1", how=Means.ONLINE)
    service.eligibility.verify(librarian, patron, Finding(Basis.VISUAL, Proof.DOCTOR))
    service.care.grant(
        patron, patron, carer, scopes=[Scope.REQUEST, Scope.SEE_CURRENT_TITLES], how=Means.ONLINE
    )
    english = _take_in(service, folder, "ferry.md", ENGLISH, "print_disabled_only")
    chinese = _take_in(service, folder, "yehang.md", CHINESE, "public_domain")
    with database.transaction() as session:
        add_copies_in(session, english[1], "north", "braille", [NewCopy("B1"), NewCopy("B2")])
    _import_more(service)
    ready = _made(service, english[1], north)
    running = _state(
        service,
        english[1],
        "large-print-pdf",
        "running",
        parts_done=1,
        parts_total=4,
        weight_done=25,
        weight_total=100,
    )
    failed = _state(service, chinese[1], "braille-brf", "failed", error_code="job-lost", error_params={})
    service.loans.lend_digital(patron, patron, english[1])
    service.loans.lend(librarian, patron, "B1")
    service.wishes.add(patron, patron, chinese[0])
    visit, made_round = _deliveries(service, patron, librarian, north)
    return Ground(
        service,
        create_app(service, WebSettings(requests_per_minute=1_000_000)),
        ids,
        english,
        chinese,
        ready,
        running,
        failed,
        _list(service, chinese[0]),
        _intakes(service, folder, north, english),
        visit,
        made_round,
    )


def _deliveries(service: Service, patron: str, librarian: str, branch: str) -> tuple[str, str]:
    with service.database.reading() as session:
        title = session.scalar(select(Title.id).where(Title.name == "散文第1集")) or ""
        today = today_at(session, branch)
    visit = service.deliveries.ask(patron, patron, VisitWish((Wanted(title),), times=("thu-morning",)))
    return visit, service.rounds.make(librarian, branch, today, "morning")


def _intakes(service: Service, folder: Path, branch: str, english: tuple[str, str]) -> str:
    """As a worker would leave them."""
    facts = IntakeFacts("public_domain", "CC0")
    views = [service.intakes.request(folder / "ferry.md", facts, library=branch) for _ in range(4)]
    edition = service.titles.edition(english[1])
    created = Found("intake-created", {"title": "The Night Ferry"})
    said = [created, Found("archive-recovered", {"count": 3}), *edition.features, *edition.missing]
    states = (
        ("done", {"status": "created", "title_id": english[0], "edition_id": english[1], "said": [one.to_json() for one in said]}),
        ("refused", {"error_code": "refused-pdf", "error_params": {"file": "a.pdf"}}),
        ("refused", {"error_code": "intake-known-name", "error_params": {"title": "The Night Ferry"}, "title_id": english[0]}),
        ("reading", {}),
    )  # fmt: skip
    with service.database.transaction() as session:
        for view, (state, more) in zip(views, states, strict=True):
            row = session.get_one(Intake, view.id)
            row.state, row.ended_at = state, now() if state != "reading" else None
            for name, value in more.items():
                setattr(row, name, value)
    return views[0].id


def _list(service: Service, title_id: str) -> str:
    made = make_list(service.database, ListFacts("秋天读什么", "馆员选的几本书", shown=True))
    put_into_list(service.database, made, title_id, note="睡前读")
    return made


def _take_in(service: Service, folder: Path, name: str, text: str, rights: str) -> tuple[str, str]:
    path = folder / name
    path.write_text(text, "utf-8")
    with temporary_workspace() as workspace:
        taken = take_in(service.database, service.store, path, workspace, rights=rights, rights_basis="test")
    return taken.title_id, taken.edition_id


def _import_more(service: Service) -> None:
    rows = ["name,authors,language,subjects,rights,rights_basis,branch,kind,barcodes"]
    rows += [f"散文第{n}集,作者{n},zh-Hans,散文,licensed,合同,north,large_print,L{n}" for n in range(1, 26)]
    import_titles(service.database, "\n".join(rows).encode())


def _made(service: Service, edition: str, branch: str) -> str:
    record = service.conversions.request(Wish(edition, "braille-brf", branch_id=branch))
    data = b"THE NIGHT FERRY\r\n"
    stored = service.store.put_bytes("artifacts/test/ferry.brf", data)
    with service.database.transaction() as session:
        row = session.get_one(ConversionRecord, record.id)
        row.state, row.ended_at = "done", now()
        session.add(
            ArtifactRecord(
                conversion_id=record.id, folder="artifacts/test", main="ferry.brf", media_type="text/plain",
                files=[{"name": "ferry.brf", "size": len(data), "sha256": stored.sha256}], size=len(data), report={"counts": {"volumes": 1, "pages": 12}, "findings": [Found("archive-recovered", {"count": 3}).to_json()], "checks": CHECKED, "passed": False}, provenance={},
            )
        )  # fmt: skip
    return record.id


def _state(service: Service, edition: str, form: str, state: str, **more: object) -> str:
    north = next(one.id for one in service.branches.tree() if one.code == "north")
    record = service.conversions.request(Wish(edition, form, branch_id=north))
    with service.database.transaction() as session:
        row = session.get_one(ConversionRecord, record.id)
        row.state = state
        for name, value in more.items():
            setattr(row, name, value)
    return record.id
