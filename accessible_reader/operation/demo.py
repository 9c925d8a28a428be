"""A small library to try everything with: people of every kind, books that are made already, things on shelves, a week of deliveries. Only where there is nothing yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from accessible_reader.bootstrap import Service
from accessible_reader.catalogue.branches import add_branch, get_branch
from accessible_reader.catalogue.copies import NewCopy, add_copies
from accessible_reader.catalogue.importing import import_titles
from accessible_reader.catalogue.intake import take_in
from accessible_reader.catalogue.models import Edition, Title
from accessible_reader.conversions.service import ACTIVE, Wish
from accessible_reader.database import select
from accessible_reader.errors import NotNow
from accessible_reader.operation.demo_deliveries import make_deliveries
from accessible_reader.people.consents import ConsentKind, Means
from accessible_reader.people.eligibility import Basis, Finding, Proof
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.models import Person
from accessible_reader.people.permissions import Role, Scope
from accessible_reader.people.persons import new_row
from accessible_reader.people.roles import give_role
from accessible_reader.people.sign_in.pin_sign_in import put_pin
from accessible_reader.people.sign_in.pins import PinHasher, temporary_pin
from converters.workspace import temporary_workspace

FORMATS: Final = ("audio-mp3", "daisy-202", "braille-brf", "large-print-pdf", "large-print-epub")
"""Made of each book beforehand; the rest can be asked for."""
_MAIN, _NORTH = "demo", "demo-north"
_PEOPLE: Final = {
    "patron": (NewPerson("王小明", "DEMO0001", "010-5550-0001", "patron@demo.invalid", "示范路1号", "1958"), Role.PATRON),
    "carer": (NewPerson("李芳", "DEMO0002", "010-5550-0002", "carer@demo.invalid"), Role.PATRON),
    "librarian": (NewPerson("陈老师", "DEMO0003", "010-5550-0003", "librarian@demo.invalid"), Role.LIBRARIAN),
    "volunteer": (NewPerson("周志远", "DEMO0004", "010-5550-0004", "volunteer@demo.invalid"), Role.VOLUNTEER),
}  # fmt: skip
_SHELF: Final = """name,authors,language,subjects,rights,rights_basis,branch,kind,barcodes
唐诗三百首,蘅塘退士,zh-Hans,诗歌,public_domain,公有领域,demo,braille,D1001;D1002;D1003
论语,孔子,zh-Hans,哲学,public_domain,公有领域,demo,large_print,D1010
西游记,吴承恩,zh-Hans,小说,public_domain,公有领域,demo-north,braille,D1020;D1021
聊斋志异,蒲松龄,zh-Hans,小说,public_domain,公有领域,demo,disc,D1030
古文观止,吴楚材;吴调侯,zh-Hans,散文,public_domain,公有领域,demo-north,large_print,D1040
本草纲目,李时珍,zh-Hans,医学,public_domain,公有领域,demo,large_print,D1050
Pride and Prejudice,Jane Austen,en,Fiction,public_domain,Author died 1817,demo,braille,D1060;D1061
The Time Machine,H. G. Wells,en,Fiction,public_domain,Author died 1946,demo-north,large_print,D1070
"""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody to sign in as."""

    who: str
    name: str
    card: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made. ``conversions``: ids, for a worker to do."""

    people: tuple[DemoPerson, ...]
    conversions: tuple[str, ...]


def make_demo(
    service: Service,
    books: Sequence[Path],
    tell: Callable[[str], None],
    *,
    voices: dict[str, str] | None = None,
) -> Demo:
    """Fill the empty library and queue the conversions. ``books``: files whose rights are free; ``voices``: language → voice, where the usual one is too slow for a trial.

    Raises:
        NotNow: ``demo-not-empty``.
        ConversionError: a book cannot be read.

    """
    with service.database.reading() as session:
        if session.scalar(select(Person.id).limit(1)) or session.scalar(select(Title.id).limit(1)):
            raise NotNow("demo-not-empty")
    with service.database.transaction() as session:
        add_branch(session, _MAIN, "示范图书馆")
        add_branch(session, _NORTH, "城北分馆", _MAIN)
        home = get_branch(session, _MAIN).id
    people, ids = _people(service, home)
    _relations(service, ids)
    editions = []
    for book in books:
        tell(book.name)
        with temporary_workspace() as workspace:
            taken = take_in(
                service.database, service.store, book, workspace, rights="public_domain", rights_basis="CC0"
            )
        editions.append(taken.edition_id)
    with service.database.transaction() as session:
        for number, edition in enumerate(editions, 1):
            add_copies(session, edition, _MAIN, "braille", [NewCopy(f"D{number}01", f"B-{number}")])
    import_titles(service.database, _SHELF.encode())
    make_deliveries(service, home, ids)
    for edition in editions[:1]:
        service.loans.lend_digital(ids["patron"], ids["patron"], edition)
    return Demo(people, tuple(_queue(service, editions, voices or {}, home)))


def unfinished(service: Service, demo: Demo) -> list[str]:
    """Which of the conversions still have to be done."""
    return [one for one in demo.conversions if service.conversions.get(one).state in ACTIVE]


def _people(service: Service, home: str) -> tuple[tuple[DemoPerson, ...], dict[str, str]]:
    hasher = PinHasher(service.keys)
    made, ids = [], {}
    for who, (new, role) in _PEOPLE.items():
        pin = temporary_pin()
        with service.database.transaction() as session:
            row = new_row(session, service.keys, _at(new, home))
            session.flush()
            give_role(session, row.id, role, home, granted_by=None)
            put_pin(session, service.keys, hasher, row.id, pin, temporary=False)
            ids[who] = row.id
        made.append(DemoPerson(who, new.name, new.card or "", pin))
    return tuple(made), ids


def _at(new: NewPerson, branch_id: str) -> NewPerson:
    return NewPerson(
        new.name, new.card, new.phone, new.email, new.address, new.birth_year, "zh-CN", branch_id
    )


def _relations(service: Service, ids: dict[str, str]) -> None:
    patron = ids["patron"]
    service.consents.give(patron, patron, ConsentKind.SENSITIVE_DATA, text_version="demo", how=Means.ONLINE)
    service.eligibility.verify(ids["librarian"], patron, Finding(Basis.VISUAL, Proof.DOCTOR))
    service.care.grant(
        patron,
        patron,
        ids["carer"],
        scopes=[Scope.REQUEST, Scope.PLAN, Scope.SEE_CURRENT_TITLES],
        how=Means.ONLINE,
    )


def _queue(service: Service, editions: Sequence[str], voices: dict[str, str], home: str) -> list[str]:
    names = []
    with service.database.reading() as session:
        languages = {one: session.get_one(Edition, one).language for one in editions}
    for edition in editions:
        voice = voices.get(languages[edition].partition("-")[0])
        for name in FORMATS:
            audio = voice and not name.startswith(("braille", "large-print"))
            options = {"voice": voice} if audio else {}
            names.append(service.conversions.request(Wish(edition, name, options, home)).id)
    return names
