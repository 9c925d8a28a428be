"""The outbox: nothing is sent twice, nothing is lost."""

from __future__ import annotations

import json
import smtplib
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from accessible_reader.database import select
from accessible_reader.deliveries.channels import MailFolder, MailServer, SmsFolder, channels_of
from accessible_reader.deliveries.lifecycle import Reason, VisitState
from accessible_reader.deliveries.models import DeliveryNotice
from accessible_reader.deliveries.notices import Channel, Message, NotSent, day_words, notice_words, send_due
from accessible_reader.deliveries.records import tell
from accessible_reader.deliveries.words import reason_words, status_words
from accessible_reader.errors import NotFound
from accessible_reader.people.consents import ConsentKind, Means, give_consent
from accessible_reader.people.sign_in.mail import Outbox
from accessible_reader.settings import Settings
from tests.unit.deliveries.conftest import MONDAY, THURSDAY, Depot

MINUTE = timedelta(minutes=1)
PARAMS = {"day": "2026-11-26", "part": "morning", "bag": "1234567", "titles": ["三体", "红楼梦"]}
CODES = [
    *(f"carer-{what}" for what in ("ask", "change", "cancel", "pause", "resume", "confirm", "receive", "plan", "plan-end")),
    "confirmed", "rebooked", "missed", "draft", "nothing-found", "reminder",
]  # fmt: skip
MESSAGE = Message("f" * 32, "wang@example.com", "送书通知", "您的书明天送到。", "zh-CN")


class Post:
    """A channel that fails as it is told to."""

    def __init__(self, *errors: Exception | None) -> None:
        self.errors = list(errors)
        self.sent: list[Message] = []

    def send(self, message: Message) -> None:
        error = self.errors.pop(0) if self.errors else None
        if error is not None:
            raise error
        self.sent.append(message)


def told(depot: Depot, channel: str = "sms", key: str = "k") -> None:
    reader = depot.library.reader
    depot.deliveries.set_profile(reader, reader, {"channel": channel})
    with depot.database.transaction() as session:
        tell(
            session, depot.keys, key=key, person_id=reader, branch_id=depot.library.north, code="draft",
            params=PARAMS, at=MONDAY,
        )  # fmt: skip


def state(depot: Depot) -> list[tuple[str, str]]:
    with depot.database.reading() as session:
        rows = session.scalars(select(DeliveryNotice).order_by(DeliveryNotice.made_at, DeliveryNotice.id))
        return [(one.state, one.why) for one in rows]


def send(depot: Depot, post: Channel, minutes: int = 0) -> int:
    return send_due(depot.database, depot.keys, {"sms": post, "email": post}, MONDAY + minutes * MINUTE)


def test_it_goes_out_once(depot: Depot) -> None:
    told(depot)
    told(depot)  # the same key
    post = Post()
    assert [send(depot, post), send(depot, post, 60)] == [1, 0]
    (message,) = post.sent
    assert message.to == "+8613800138001"
    assert "三体" not in message.text  # others may read it
    assert state(depot) == [("sent", "")]
    with depot.database.reading() as session:
        assert "三体" not in (session.scalars(select(DeliveryNotice.params_sealed)).one() or "")


def test_what_was_not_sent_is_tried_again_and_then_called(depot: Depot) -> None:
    told(depot)
    post = Post(*[NotSent() for _ in range(6)])
    minutes = 0
    for pause in (0, 1, 5, 30, 120):
        minutes += pause
        assert send(depot, post, minutes) == 0
        assert send(depot, post, minutes) == 0  # not at once again
        assert state(depot) == [("waiting", "")]
    send(depot, post, minutes + 360)
    assert state(depot) == [("to_call", "refused")]
    assert post.errors == []


def test_a_refusal_for_good_is_called_at_once(depot: Depot) -> None:
    told(depot)
    send(depot, Post(NotSent(permanent=True)))
    assert state(depot) == [("to_call", "refused")]


def test_whatever_may_have_gone_out_is_not_sent_again(depot: Depot) -> None:
    told(depot)
    post = Post(ConnectionResetError())
    assert send(depot, post) == 0
    assert send(depot, post, 60) == 0
    assert (state(depot), post.sent) == ([("to_call", "uncertain")], [])


def test_killed_while_sending(depot: Depot) -> None:
    """The sender dies between the message's leaving and the note of it: nobody sends it again, somebody calls."""
    told(depot)
    post = Post()

    class Killed(BaseException):
        pass

    class Dying(Post):
        def send(self, message: Message) -> None:
            post.send(message)
            raise Killed

    with pytest.raises(Killed):
        send(depot, Dying())
    assert state(depot) == [("sending", "")]
    send(depot, post, 29)
    assert state(depot) == [("sending", "")]
    send(depot, post, 31)
    assert state(depot) == [("to_call", "uncertain")]
    assert len(post.sent) == 1


def test_many_senders_send_each_once(depot: Depot) -> None:
    for number in range(12):
        told(depot, key=f"k{number}")
    post = Post()
    threads = [threading.Thread(target=send, args=(depot, post)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert sorted(one.id for one in post.sent) == sorted({one.id for one in post.sent})
    assert len(post.sent) == 12


def test_mail_needs_consent_and_an_address(depot: Depot) -> None:
    told(depot, "email", "a")
    assert state(depot) == [("to_call", "phone")]
    reader = depot.library.reader
    give_consent(
        depot.database,
        depot.keys,
        reader,
        reader,
        ConsentKind.EMAIL_NOTICES,
        text_version="1",
        how=Means.ONLINE,
    )
    told(depot, "email", "b")
    post = Post()
    assert send(depot, post) == 1
    assert "《三体》《红楼梦》" in post.sent[0].text


def test_the_call_list(depot: Depot) -> None:
    told(depot, "phone")
    library = depot.library
    (call,) = depot.calls.of(library.librarian, library.north)
    assert (call.name, call.phone, call.why) == ("王小明", "+8613800138001", "phone")
    assert "《三体》" in call.words
    assert "三体" not in repr(call)
    depot.calls.note(library.librarian, call.notice_id, reached=False)
    assert len(depot.calls.of(library.librarian, library.north)) == 1
    depot.calls.note(library.librarian, call.notice_id, reached=True)
    assert depot.calls.of(library.librarian, library.north) == []
    with pytest.raises(NotFound, match="notice-not-found"):
        depot.calls.note(library.librarian, call.notice_id, reached=True)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en"])
def test_every_notice_can_be_said(language: str, code: str) -> None:
    long, short = (notice_words(language, one, PARAMS) for one in (code, f"{code}-short"))
    for text in (long, short):
        assert "{" not in text
        assert "notice-" not in text
    assert "三体" not in short
    assert len(short) <= (70 if language != "en" else 160)


def test_days_and_states_in_words(depot: Depot) -> None:
    assert day_words("zh-CN", THURSDAY) == "11月26日星期四"
    assert day_words("en", THURSDAY) == "Thursday 26 November"
    visit = depot.deliveries.get(depot.library.reader, depot.confirmed("hong"))
    for language in ("zh-CN", "zh-TW", "en"):
        for one in VisitState:
            for means in ("visit", "post"):
                for day in (None, date(2026, 11, 24)):
                    words = status_words(language, replace(visit, state=one, means=means, day=day))
                    assert "visit-status" not in words
                    assert "{" not in words
        assert all("-reason-" not in reason_words(language, one) for one in Reason)
    packed = replace(visit, state=VisitState.PACKED)
    assert (
        status_words("en", packed) == "Your bag is packed and comes on Thursday 26 November, in the morning."
    )


def test_folders(tmp_path: Path) -> None:
    SmsFolder(tmp_path / "sms").send(MESSAGE)
    (file,) = (tmp_path / "sms").iterdir()
    assert json.loads(file.read_text("utf-8")) == {"id": "f" * 32, "to": MESSAGE.to, "text": MESSAGE.text}
    MailFolder(Outbox(tmp_path / "mail")).send(MESSAGE)
    (mail,) = (tmp_path / "mail").iterdir()
    assert "wang@example.com" in mail.read_text("utf-8")
    (tmp_path / "file").write_text("")
    with pytest.raises(NotSent):
        SmsFolder(tmp_path / "file" / "sms").send(MESSAGE)
    with pytest.raises(NotSent):
        MailFolder(Outbox(tmp_path / "file" / "mail")).send(MESSAGE)
    assert isinstance(channels_of(Settings(data=tmp_path))["email"], MailFolder)
    assert isinstance(channels_of(Settings(data=tmp_path, smtp_host="mail.example"))["email"], MailServer)


class _Smtp(socketserver.StreamRequestHandler):
    answers: dict[str, str]
    received: list[bytes]

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline():
            word = line.split()[0].upper().decode() if line.split() else ""
            answer = self.answers.get(word, "250 fine")
            if answer == "hang up":
                return
            if word == "DATA" and answer == "250 fine":
                self._say("354 go on")
                lines = []
                while (part := self.rfile.readline()) not in {b".\r\n", b""}:
                    lines.append(part)
                self.received.append(b"".join(lines))
                end = self.answers.get(".", "250 taken")
                if end == "hang up":
                    return
                self._say(end)
                continue
            self._say(answer)
            if word == "QUIT":
                return

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def smtp(**answers: str) -> Iterator[tuple[MailServer, list[bytes]]]:
    """A mail server of the test's own, which answers as it is told to. ``end``: after the text."""
    received: list[bytes] = []
    given = {"end": ".", "rcpt": "RCPT", "data": "DATA", "ehlo": "EHLO"}
    handler = type(
        "Handler", (_Smtp,), {"answers": {given[k]: v for k, v in answers.items()}, "received": received}
    )
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield (
                MailServer("127.0.0.1", server.server_address[1], "library@example.com", security="none"),
                received,
            )
        finally:
            server.shutdown()
            thread.join(60)


def test_a_mail_server() -> None:
    with smtp() as (server, received):
        server.send(MESSAGE)
    mail = message_from_bytes(received[0], policy=policy.default)
    assert (mail["To"], mail["Subject"]) == ("wang@example.com", "送书通知")
    assert mail["Message-ID"] == f"<{'f' * 32}@library.invalid>"
    assert mail.get_content().strip() == MESSAGE.text


@pytest.mark.parametrize(
    ("answers", "permanent"),
    [
        ({"rcpt": "550 nobody"}, True),
        ({"rcpt": "450 later"}, False),
        ({"data": "451 later"}, False),
        ({"end": "554 spam"}, True),
        ({"end": "452 full"}, False),
    ],
)
def test_what_the_mail_server_refuses_was_not_sent(answers: dict[str, str], permanent: bool) -> None:
    with smtp(**answers) as (server, _received), pytest.raises(NotSent) as caught:
        server.send(MESSAGE)
    assert caught.value.permanent is permanent


def test_a_mail_server_that_hangs_up_after_the_text_may_have_taken_it() -> None:
    with smtp(end="hang up") as (server, received), pytest.raises(smtplib.SMTPServerDisconnected):
        server.send(MESSAGE)
    assert len(received) == 1


def test_no_mail_server_is_no_mail() -> None:
    with smtp() as (server, _received):
        pass
    with pytest.raises(NotSent):
        server.send(MESSAGE)
