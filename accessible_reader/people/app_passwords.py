"""Passwords for apps: a reader gives each of their apps one, and takes it away when the telephone is lost.

An app shows it with every request (HTTP Basic), so looking it up must be quick and write nothing. It is made here, 100 random bits, and kept under a keyed hash; whoever has the
database has no password. What it opens is decided by the routes that ask for it: the catalogue, the owner's loans, their downloads.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from accessible_reader.audit import record
from accessible_reader.database import Database, Keys, Session, func, new_id, now, or_, select, update
from accessible_reader.errors import BadRecord, NotFound, NotNow, SignInRefused
from accessible_reader.operation.counters import counts_refusals
from accessible_reader.people.access import get_person, lock_person
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.models import Person
from accessible_reader.people.sealing import fingerprint, seal, unseal
from accessible_reader.people.sign_in import delays
from accessible_reader.people.sign_in.models import AppPassword
from accessible_reader.people.sign_in.sessions import Visitor, require_fresh

MOST: Final = 20
_LONGEST_LABEL: Final = 60
_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that sound or look alike when somebody dictates or types them from braille: no i, l, o, 0, 1."""
_GROUPS: Final = 5
_GROUP: Final = 4
_NOTED_EVERY: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class NewAppPassword:
    """Shown once. ``card``: what the app wants as user name; None where the person has no card: any name will do."""

    id: str
    password: str = field(repr=False)
    card: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class AppPasswordView:
    """For the page that lists them. ``used_at`` is true to an hour."""

    id: str
    label: str = field(repr=False)
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class AppVisitor:
    """Whose app it is."""

    password_id: str
    person_id: str


class AppPasswords(Guarded):
    """Making, listing and taking away one's own; and finding out whose an app's is."""

    def make(self, visitor: Visitor, label: str, *, at: datetime | None = None) -> NewAppPassword:
        """A new one, called ``label``.

        Raises:
            SignInRefused: ``sign-in-again``, ``second-factor-...``, ``pin-change-needed``.
            BadRecord: ``app-label-bad``.
            NotNow: ``app-password-too-many``.

        """
        moment = at or now()
        require_fresh(visitor, moment)
        name = " ".join(unicodedata.normalize("NFC", label).split())
        if not name or len(name) > _LONGEST_LABEL or not name.isprintable():
            raise BadRecord("app-label-bad", most=_LONGEST_LABEL)
        person_id, key = visitor.person_id, new_id()
        password = "-".join("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
        with self._transaction() as session:
            person = lock_person(session, person_id)
            mine = select(func.count()).select_from(AppPassword).where(*_in_force(person_id))
            if (session.scalar(mine) or 0) >= MOST:
                raise NotNow("app-password-too-many", most=MOST)
            session.add(
                AppPassword(
                    id=key,
                    person_id=person_id,
                    fingerprint=_fingerprint(self._keys, password),
                    label_sealed=seal(self._keys, "app_password", key, "label", name),
                    made_at=moment,
                )
            )
            card = unseal(self._keys, "person", person_id, "card", person.card_sealed)
            _note(session, self._keys, person_id, "make-app-password", key)
        return NewAppPassword(key, password, card)

    def of(self, visitor: Visitor) -> list[AppPasswordView]:
        """The visitor's own, the newest first."""
        query = select(AppPassword).where(*_in_force(visitor.person_id)).order_by(AppPassword.made_at.desc())
        with self._transaction(reading=True) as session:
            return [
                AppPasswordView(
                    row.id,
                    unseal(self._keys, "app_password", row.id, "label", row.label_sealed) or "",
                    row.made_at,
                    row.used_at,
                )
                for row in session.scalars(query)
            ]

    def end(self, visitor: Visitor, name: str) -> None:
        """Take one of the visitor's own away; the app is out with its next request. Raises NotFound ``app-password-not-found``."""
        with self._transaction() as session:
            query = select(AppPassword).where(AppPassword.id == name, *_in_force(visitor.person_id))
            row = session.scalars(query.with_for_update()).one_or_none()
            if row is None:
                raise NotFound("app-password-not-found")
            row.ended_at = now()
            _note(session, self._keys, visitor.person_id, "end-app-password", row.id)

    @counts_refusals("app")
    def who_is(self, card: str, password: str, *, address: str, at: datetime | None = None) -> AppVisitor:
        """Whose password it is. ``address``: where the request comes from. What goes wrong here slows down other apps, never the sign-in on the pages.

        Raises:
            SignInRefused: ``app-sign-in-wrong``; ``sign-in-wait`` with ``seconds``.

        """
        moment = at or now()
        # “:” cannot be in a card number: tries of apps and of people are counted apart.
        account = f"app:{fingerprint(self._keys, 'card', card) or ''}"
        place = f"app:{address}"
        waited = delays.waiting(self._database, self._keys, account, place, moment)
        if waited.seconds:
            raise SignInRefused("sign-in-wait", seconds=waited.seconds)
        found = self._find(card, password, moment)
        if found is None:
            delays.begin_try(self._database, self._keys, account, place, moment)
            raise SignInRefused("app-sign-in-wrong")
        if waited.failed:
            delays.succeeded(self._database, self._keys, account, place)
        return found

    def _find(self, card: str, password: str, moment: datetime) -> AppVisitor | None:
        query = (
            select(AppPassword.id, AppPassword.person_id, AppPassword.used_at, Person.card_fingerprint)
            .join(Person, Person.id == AppPassword.person_id)
            .where(
                AppPassword.fingerprint == _fingerprint(self._keys, password),
                AppPassword.ended_at.is_(None),
                Person.erased_at.is_(None),
            )
        )
        with self._transaction(reading=True) as session:
            row = session.execute(query).one_or_none()
        if row is None or row[3] not in {None, fingerprint(self._keys, "card", card)}:
            return None
        if row[2] is None or moment - row[2] >= _NOTED_EVERY:
            _note_use(self._database, row[0], moment)
        return AppVisitor(row[0], row[1])


def _note_use(database: Database, name: str, moment: datetime) -> None:
    limit = moment - _NOTED_EVERY
    with database.transaction() as session:
        session.execute(
            update(AppPassword)
            .where(AppPassword.id == name, or_(AppPassword.used_at.is_(None), AppPassword.used_at <= limit))
            .values(used_at=moment)
        )


def _in_force(person_id: str) -> tuple[Any, ...]:
    return AppPassword.person_id == person_id, AppPassword.ended_at.is_(None)


def _fingerprint(keys: Keys, password: str) -> str:
    """Of what was meant: case, blanks, hyphens and full width do not count."""
    folded = unicodedata.normalize("NFKC", password).casefold()
    return keys.fingerprint("".join(c for c in folded if c.isalnum()), "app-password")


def _note(session: Session, keys: Keys, person_id: str, act: str, name: str) -> None:
    get_person(session, person_id)
    record(
        session,
        keys,
        actor=person_id,
        subject=person_id,
        act=act,
        fields=["app_password"],
        purpose="own-data",
        reference=name,
    )
