"""A day in a library, for the test that looks for traces of it in the logs: ``python -m tests.privacy_scenario FOLDER`` with the service's settings in the environment.

Everything personal is in :data:`PERSONAL`. Ends with a line ``all done``; anything else that it prints is its log.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from accessible_reader.bootstrap import Service, open_service
from accessible_reader.catalogue.copies import NewCopy, add_copies
from accessible_reader.catalogue.intakes import IntakeFacts
from accessible_reader.catalogue.models import Branch, Edition, SourceFile, Title
from accessible_reader.conversions.service import ACTIVE, Wish
from accessible_reader.database import select, text
from accessible_reader.errors import NotAllowed, ServiceError, SignInRefused
from accessible_reader.logs import configure_logging
from accessible_reader.operation.health import health
from accessible_reader.operation.metrics import metrics
from accessible_reader.people.consents import ConsentKind, Means
from accessible_reader.people.eligibility import Basis, Finding, Proof
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.permissions import Role
from accessible_reader.people.sign_in.pin_sign_in import put_pin
from accessible_reader.people.sign_in.pins import PinHasher
from accessible_reader.people.staff import create_staff
from accessible_reader.settings import settings
from tests.epub_builder import make_epub

NAME: Final = "秦守仁"
CARD: Final = "GX20260815"
PHONE: Final = "+8613911224455"
EMAIL: Final = "qin.shouren@mail.example"
ADDRESS: Final = "绍兴市鲁迅中路393号"
CERTIFICATE: Final = "33060219510815123743"
PIN: Final = "739154"
WRONG_PIN: Final = "846203"
STAFF_NAME: Final = "沈馆员"
STAFF_CARD: Final = "STAFF77310"
STAFF_MAIL: Final = "shen@library.example"
FILE: Final = "zymurgyfile"
TITLE: Final = "Quixotictitle"
WORDS: Final = "Xylophagous"
NOTE: Final = "守仁的儿子打来电话"
PERSONAL: Final = (
    NAME, CARD, PHONE.lstrip("+"), EMAIL, EMAIL.partition("@")[0], ADDRESS, CERTIFICATE, PIN, WRONG_PIN,
    STAFF_NAME, STAFF_CARD, STAFF_MAIL, FILE, TITLE, WORDS, NOTE,
)  # fmt: skip
"""What must be found nowhere."""

_log: Final = logging.getLogger("accessible_reader.scenario")


def main() -> None:
    chosen = settings()
    configure_logging(chosen)
    folder = Path(sys.argv[1])
    with open_service(chosen) as service:
        staff = _staff(service)
        reader = _reader(service, staff)
        _sign_in(service)
        edition = _books(service, folder)
        _shelf(service, staff, reader, edition)
        _refusals(service, reader)
        _conversions(service, edition, folder)
        assert NAME in str(service.people.export(staff, reader).to_json())
        service.people.erase(staff, reader)
        health(service)
        metrics(service)
    sys.stdout.write("all done\n")


def _staff(service: Service) -> str:
    new = NewPerson(name=STAFF_NAME, card=STAFF_CARD, email=STAFF_MAIL)
    made = create_staff(
        service.database,
        service.keys,
        PinHasher(service.keys),
        new,
        role=Role.BRANCH_MANAGER,
        branch_code="main",
        branch_name="总馆",
    )
    return made.person_id


def _reader(service: Service, staff: str) -> str:
    with service.database.reading() as session:
        branch = session.scalar(select(Branch.id))
    new = NewPerson(
        name=NAME,
        card=CARD,
        phone=PHONE,
        email=EMAIL,
        address=ADDRESS,
        birth_year="1951",
        home_branch_id=branch,
    )
    reader = service.people.add(staff, new)
    service.people.grant_role(staff, reader, role=Role.PATRON, branch_id=branch)
    service.consents.give(staff, reader, ConsentKind.SENSITIVE_DATA, text_version="1", how=Means.PAPER)
    service.eligibility.verify(staff, reader, Finding(Basis.VISUAL, Proof.CERTIFICATE, CERTIFICATE))
    with service.database.transaction() as session:
        put_pin(session, service.keys, PinHasher(service.keys), reader, PIN, temporary=False)
    return reader


def _sign_in(service: Service) -> None:
    begun = service.sign_in.with_pin(CARD, PIN, address="192.0.2.7")
    service.sign_in.who_is(begun.token, half=True)
    for _ in range(5):
        with suppress(SignInRefused):
            service.sign_in.with_pin(CARD, WRONG_PIN, address="192.0.2.7")
    service.sign_in.send_link(EMAIL, page="https://library.example/link", address="192.0.2.8")


def _books(service: Service, folder: Path) -> str:
    """A book that can be read, another that cannot, and one that is refused when it comes in; the first one's edition."""
    good = folder / f"{FILE}.epub"
    chapters = {f"c{n}.xhtml": f"<h1>{WORDS} {n}</h1><p>{WORDS} and more. \U0001f9ff</p>" for n in (1, 2)}
    make_epub(good, chapters=chapters)
    broken = folder / f"{FILE}-broken.epub"
    broken.write_bytes(good.read_bytes()[:300] + WORDS.encode() * 50)
    edition = _edition(service, good)
    _edition(service, broken)
    refused = service.intakes.request(
        broken, IntakeFacts(rights="public_domain", rights_basis="old"), name=broken.name
    )
    _wait(lambda: service.intakes.get(refused.id).state not in {"queued", "running"})
    return edition


def _edition(service: Service, file: Path) -> str:
    stored = service.store.put_by_hash("sources", file)
    with service.database.transaction() as session:
        session.add(SourceFile(sha256=stored.sha256, size=stored.size, name=file.name, stored_as=stored.name))
        title = Title(name=TITLE, sort_name=TITLE, language="en")
        session.add(title)
        session.flush()
        edition = Edition(
            title_id=title.id, source_sha256=stored.sha256, language="en", rights="public_domain"
        )
        session.add(edition)
        session.flush()
        return edition.id


def _shelf(service: Service, staff: str, reader: str, edition: str) -> None:
    add_copies(service.database, edition, "main", "disc", [NewCopy("D1")])
    loan = service.loans.lend(staff, reader, "D1")
    service.loans.renew(staff, loan)
    with service.database.reading() as session:
        title = session.scalar(select(Edition.title_id).where(Edition.id == edition)) or ""
    hold = service.holds.place(reader, reader, title, "disc", "main")
    with suppress(ServiceError):  # somebody waits
        service.loans.renew(staff, loan)
    service.holds.cancel(reader, hold)
    service.loans.check_in(staff, "D1")


def _refusals(service: Service, reader: str) -> None:
    """What fails with somebody's data in its hands, and is logged as a careless programmer would."""
    for attempt in (
        lambda: service.people.add(reader, NewPerson(name=NAME, card=CARD)),
        lambda: service.people.find(reader, None, "name", NAME),
        lambda: _break_a_rule(service),
    ):
        try:
            attempt()
        except NotAllowed as error:
            _log.warning("refused: %s", error)
        except Exception:  # noqa: BLE001 (whatever it is, it must tell nothing)
            _log.exception(f"{NAME} could not be added")
        else:
            raise AssertionError("it should have failed")


def _break_a_rule(service: Service) -> None:
    with service.database.transaction() as session:
        statement = text("INSERT INTO branch (id, code, name) VALUES ('x', 'main', :name)")
        session.execute(statement, {"name": NAME})


def _conversions(service: Service, good: str, folder: Path) -> None:
    with service.database.reading() as session:
        bad = session.scalar(select(Edition.id).where(Edition.id != good)) or ""
    wishes = [
        Wish(good, "braille-brf"),
        Wish(good, "large-print-pdf"),
        Wish(good, "audio-mp3", {"voice": "espeak"}),
        Wish(bad, "braille-brf"),
    ]
    names = [service.conversions.request(wish).id for wish in wishes]
    _wait(lambda: not any(service.conversions.get(name).state in ACTIVE for name in names))
    states = [service.conversions.get(name).state for name in names]
    assert states == ["done", "done", "done", "failed"], [
        (service.conversions.get(name).state, service.conversions.get(name).error_code) for name in names
    ]
    failed = service.conversions.get(names[-1])
    assert FILE in str(failed.error_params), "the row names the file, for staff"
    artifact = service.conversions.artifact(names[0])
    assert artifact is not None
    given: Any = folder / "given"
    given.mkdir()
    service.provisions.give(artifact.id, "somebody", "download", given)


def _wait(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 300
    while not done():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.1)


if __name__ == "__main__":
    main()
