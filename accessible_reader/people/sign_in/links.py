"""Signing in by a link that comes by e-mail: once, within a quarter of an hour."""

from __future__ import annotations

import logging
import secrets
from datetime import datetime, timedelta
from threading import Thread
from typing import Final

from accessible_reader.audit import SYSTEM, record
from accessible_reader.database import Database, Keys, Session, delete, func, now, select
from accessible_reader.errors import SignInRefused
from accessible_reader.people.access import lock_person
from accessible_reader.people.models import Person
from accessible_reader.people.persons import open_fields
from accessible_reader.people.sealing import fingerprint
from accessible_reader.people.sign_in.delays import count_request
from accessible_reader.people.sign_in.mail import Mail, MailCarrier
from accessible_reader.people.sign_in.models import LoginLink
from accessible_reader.people.sign_in.sessions import Method, SignedIn, begin_session, hash_token
from accessible_reader.people.words import say_to

VALID: Final = timedelta(minutes=15)
_AT_ONCE: Final = 3
"""Links under way to one person: more would only fill their mail box."""
_PERSONS: Final = 5
"""People behind one e-mail address who each get a link."""

_log: Final = logging.getLogger(__name__)


def ask_for_link(
    database: Database,
    keys: Keys,
    carrier: MailCarrier,
    *,
    known_as: str,
    page: str,
    address: str,
    at: datetime | None = None,
) -> Thread:
    """The same for whoever is outside, at the network address ``address``: what is found and sent is done after the answer, so that its time says nothing either.

    Whoever asks dozens of times from one address waits longer and longer. Returns what works on it, to be waited for in tests.

    Raises:
        SignInRefused: ``sign-in-wait`` with ``seconds``.

    """
    count_request(database, keys, address, at or now())

    def work() -> None:
        try:
            send_link(database, keys, carrier, known_as=known_as, page=page, at=at)
        except Exception as error:  # noqa: BLE001 (nobody is there to be told; who waits asks again)
            _log.error("a link for signing in could not be sent: %s", type(error))

    worker = Thread(target=work, name="sign-in-link", daemon=False)
    worker.start()
    return worker


def send_link(
    database: Database,
    keys: Keys,
    carrier: MailCarrier,
    *,
    known_as: str,
    page: str,
    at: datetime | None = None,
) -> None:
    """Send a link to whoever has the card number or e-mail address ``known_as``. It looks the same from outside whether there is anybody.

    ``page`` is the address of the page that takes the token, e.g. ``https://library.example/sign-in/link``; the token is put behind a ``#``, so that no server log
    and no mail scanner that follows links uses it up: the page asks for a press of a button.

    Raises:
        OSError: the mail could not be handed on; no link is left behind.

    """
    moment = at or now()
    with database.transaction() as session:
        for person in _known_as(session, keys, known_as):
            lock_person(session, person.id)
            forget_old_links(session, moment)
            under_way = session.scalar(
                select(func.count())
                .select_from(LoginLink)
                .where(LoginLink.person_id == person.id, LoginLink.used_at.is_(None))
            )
            if (under_way or 0) >= _AT_ONCE:
                continue
            email = open_fields(session, keys, person.id, ["email"])["email"]
            if email is None:
                continue
            token = secrets.token_urlsafe(32)
            session.add(
                LoginLink(
                    token_hash=hash_token(token),
                    person_id=person.id,
                    made_at=moment,
                    expires_at=moment + VALID,
                )
            )
            record(
                session,
                keys,
                actor=SYSTEM,
                subject=person.id,
                act="send-link",
                fields=["email"],
                purpose="sign-in",
            )
            carrier.send(_mail(email, person.language, f"{page}#{token}"))


def use_link(database: Database, token: str, at: datetime | None = None) -> SignedIn:
    """Sign in with the token of a link; of two that use it at once, one is let in.

    Raises:
        SignInRefused: ``sign-in-link-bad``: unknown, used, or too old.

    """
    moment = at or now()
    with database.transaction() as session:
        link = session.get(LoginLink, hash_token(token.strip()), with_for_update=True)
        # made_at as well: a clock that was put back must not make a link live longer.
        if link is None or link.used_at is not None or not link.made_at <= moment < link.expires_at:
            raise SignInRefused("sign-in-link-bad")
        link.used_at = moment
        return begin_session(session, link.person_id, Method.LINK, moment)


def _known_as(session: Session, keys: Keys, known_as: str) -> list[Person]:
    email = Person.email_fingerprint == fingerprint(keys, "email", known_as)
    card = Person.card_fingerprint == fingerprint(keys, "card", known_as)
    wanted = select(Person).where(
        (email if "@" in known_as else card),
        Person.erased_at.is_(None),
    )
    return list(session.scalars(wanted.order_by(Person.id).limit(_PERSONS)))


def forget_old_links(session: Session, at: datetime) -> int:
    """Remove links that are too old to be used; how many there were."""
    old = delete(LoginLink).where(LoginLink.expires_at <= at)
    return int(session.execute(old).rowcount)  # type: ignore[attr-defined]


def _mail(email: str, language: str, link: str) -> Mail:
    minutes = int(VALID.total_seconds() // 60)
    text = "\n\n".join(
        (
            say_to(language, "mail-link-first", minutes=minutes),
            link,
            say_to(language, "mail-link-last"),
        )
    )
    return Mail(email, say_to(language, "mail-link-subject"), text, language)
