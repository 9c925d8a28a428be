"""Links by e-mail, and sessions."""

from __future__ import annotations

import email
import email.policy
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from accessible_reader.audit import seen_of
from accessible_reader.database import select
from accessible_reader.errors import NotAllowed, SignInRefused
from accessible_reader.people.permissions import Role
from accessible_reader.people.persons import change_person
from accessible_reader.people.roles import give_role
from accessible_reader.people.sign_in.links import send_link, use_link
from accessible_reader.people.sign_in.mail import Mail, Outbox
from accessible_reader.people.sign_in.models import LoginLink, SignInSession
from accessible_reader.people.sign_in.sessions import (
    Method,
    SignedIn,
    begin_session,
    forget_old_sessions,
    sessions_of,
    sign_out,
    sign_out_everywhere,
    who_is,
)
from tests.clock import TOMORROW
from tests.unit.people.conftest import Library

START = TOMORROW
PAGE = "https://library.example/sign-in/link"


class Carrier:
    def __init__(self) -> None:
        self.mails: list[Mail] = []

    def send(self, mail: Mail) -> None:
        self.mails.append(mail)

    @property
    def token(self) -> str:
        return self.mails[-1].text.partition(f"{PAGE}#")[2].split()[0]


def ask(library: Library, known_as: str = "NB20260417", at: datetime = START) -> Carrier:
    carrier = Carrier()
    send_link(library.database, library.keys, carrier, known_as=known_as, page=PAGE, at=at)
    return carrier


@pytest.mark.parametrize("known_as", ["nb 2026-0417", "WANG.xiaoming@example.com"])
def test_a_link_lets_in_once(library: Library, known_as: str) -> None:
    carrier = ask(library, known_as)
    (mail,) = carrier.mails
    assert mail.to == "wang.xiaoming@example.com"
    assert "15 分钟" in mail.text
    begun = use_link(library.database, carrier.token, START + timedelta(minutes=14))
    assert begun.person_id == library.reader
    with pytest.raises(SignInRefused, match="sign-in-link-bad"):
        use_link(library.database, carrier.token, START + timedelta(minutes=14))
    assert seen_of(library.database, library.reader)[0].fields == ("email",)


def test_the_token_is_not_in_the_database(library: Library) -> None:
    carrier = ask(library)
    with library.database.reading() as session:
        assert session.scalars(select(LoginLink.token_hash)).one() != carrier.token


@pytest.mark.parametrize("minutes", [15, -1])
def test_not_too_late_and_not_under_a_clock_that_was_put_back(library: Library, minutes: int) -> None:
    carrier = ask(library)
    with pytest.raises(SignInRefused, match="sign-in-link-bad"):
        use_link(library.database, carrier.token, START + timedelta(minutes=minutes))


def test_of_two_that_use_it_at_once_one_is_let_in(library: Library) -> None:
    token = ask(library).token
    seen: list[str] = []

    def attempt() -> None:
        try:
            seen.append(use_link(library.database, token, START).person_id)
        except SignInRefused as error:
            seen.append(error.code)

    threads = [threading.Thread(target=attempt) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == sorted([library.reader, *["sign-in-link-bad"] * 5])


def test_for_nobody_nothing_is_sent_and_nothing_is_said(library: Library) -> None:
    for known_as in ("NOBODY", "nobody@example.com", "", "R02"):  # the last has no e-mail
        assert ask(library, known_as).mails == []


def test_a_mail_box_is_not_filled(library: Library) -> None:
    assert [len(ask(library).mails) for _ in range(5)] == [1, 1, 1, 0, 0]
    assert len(ask(library, at=START + timedelta(minutes=15)).mails) == 1


def test_a_couple_with_one_address_gets_a_link_each(library: Library) -> None:
    change_person(
        library.database,
        library.keys,
        library.librarian,
        library.neighbour,
        {"email": "wang.xiaoming@example.com"},
    )
    carrier = ask(library, "wang.xiaoming@example.com")
    assert len(carrier.mails) == 2


def test_when_the_mail_cannot_be_sent_no_link_is_left(library: Library) -> None:
    class Broken:
        def send(self, mail: Mail) -> None:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        send_link(library.database, library.keys, Broken(), known_as="NB20260417", page=PAGE, at=START)
    with library.database.reading() as session:
        assert session.scalars(select(LoginLink)).all() == []


def test_the_outbox_holds_whole_messages_for_its_owner_alone(tmp_path: Path) -> None:
    Outbox(tmp_path / "outbox", "lib@example.org").send(
        Mail("wang@example.com", "登录链接", f"请点：\n{PAGE}#abc")
    )
    (path,) = (tmp_path / "outbox").iterdir()
    assert path.suffix == ".eml"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert (message["To"], message["Subject"]) == ("wang@example.com", "登录链接")
    assert message.get_content().rstrip().endswith(f"{PAGE}#abc")


def begin(library: Library, person: str, at: datetime = START) -> SignedIn:
    with library.database.transaction() as session:
        return begin_session(session, person, Method.PIN, at)


@pytest.mark.parametrize(("who", "staff", "length"), [("reader", False, timedelta(days=30)), ("librarian", True, timedelta(hours=8)), ("admin", True, timedelta(hours=8)), ("volunteer", False, timedelta(days=30))])  # fmt: skip
def test_how_long_a_session_lasts(library: Library, who: str, staff: bool, length: timedelta) -> None:
    begun = begin(library, getattr(library, who))
    assert begun.staff is staff
    assert begun.expires_at == START + length
    assert (
        who_is(library.database, begun.token, START + length - timedelta(seconds=1), half=True).staff is staff
    )
    with pytest.raises(SignInRefused, match="sign-in-needed"):
        who_is(library.database, begun.token, START + length)


def test_signing_out_here_and_everywhere(library: Library) -> None:
    at = datetime.now(UTC)
    first, second, third = (begin(library, library.reader, at) for _ in range(3))
    sign_out(library.database, first.token)
    sign_out(library.database, first.token)
    with pytest.raises(SignInRefused):
        who_is(library.database, first.token)
    assert {one.id for one in sessions_of(library.database, library.reader)} == {
        second.session_id,
        third.session_id,
    }
    done = sign_out_everywhere(
        library.database, library.keys, library.reader, library.reader, but=third.session_id
    )
    assert done == 1
    assert who_is(library.database, third.token).session_id == third.session_id
    assert sign_out_everywhere(library.database, library.keys, library.librarian, library.reader) == 1
    assert sessions_of(library.database, library.reader) == []
    with pytest.raises(NotAllowed):
        sign_out_everywhere(library.database, library.keys, library.neighbour, library.reader)


def test_a_patron_who_becomes_staff_signs_in_again(library: Library) -> None:
    begun = begin(library, library.reader)
    with library.database.transaction() as session:
        give_role(session, library.reader, Role.LIBRARIAN, library.north, granted_by=None)
    with pytest.raises(SignInRefused, match="sign-in-needed"):
        who_is(library.database, begun.token, START)


def test_a_guessed_or_empty_token_is_nobody(library: Library) -> None:
    begin(library, library.reader)
    for token in ("", "x", "0" * 64):
        with pytest.raises(SignInRefused, match="sign-in-needed"):
            who_is(library.database, token, START)


def test_old_sessions_are_removed(library: Library) -> None:
    begin(library, library.reader)
    begin(library, library.reader, START + timedelta(days=40))
    with library.database.transaction() as session:
        forget_old_sessions(session, START + timedelta(days=61))
    with library.database.reading() as session:
        assert len(session.scalars(select(SignInSession)).all()) == 1
