"""Consents: each to one text, given on its own, withdrawn as easily (PIPL 15, 23, 29)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from accessible_reader.audit import record
from accessible_reader.database import Database, Keys, Session, now, select
from accessible_reader.errors import BadRecord, NotFound
from accessible_reader.people.access import lock_person, require
from accessible_reader.people.eligibility import end_all
from accessible_reader.people.models import Consent
from accessible_reader.people.permissions import Action

_VERSION: Final = re.compile(r"[0-9A-Za-z._-]{1,30}")


class ConsentKind(StrEnum):
    """What can be agreed to."""

    SENSITIVE_DATA = "sensitive_data"
    """That the library writes down the disability. Withdrawing ends the eligibility and drops what was written."""
    SHARE_WITH_VOLUNTEERS = "share_with_volunteers"
    SHARE_WITH_POST = "share_with_post"
    RECOMMENDATIONS = "recommendations"
    EMAIL_NOTICES = "email_notices"
    READING_HISTORY = "reading_history"
    """That the library remembers what was lent. Withdrawing forgets it."""


class Means(StrEnum):
    """How somebody agreed."""

    ONLINE = "online"
    PHONE = "phone"
    PAPER = "paper"
    GUARDIAN = "guardian"


@dataclass(frozen=True, slots=True)
class ConsentView:
    """One consent."""

    kind: str
    text_version: str
    how: str
    given_at: datetime
    withdrawn_at: datetime | None


def give_consent(
    database: Database,
    keys: Keys,
    actor: str,
    subject: str,
    kind: ConsentKind,
    *,
    text_version: str,
    how: Means,
) -> None:
    """Write down a consent. Online only by the person; on the telephone, on paper or by a guardian through staff. One to the same text is not written twice.

    Raises:
        NotAllowed: ``permission-...``.
        BadRecord: ``consent-means-bad``, ``consent-version-bad``.

    """
    if not _VERSION.fullmatch(text_version):
        raise BadRecord("consent-version-bad")
    with database.transaction() as session:
        by = require(session, actor, Action.MANAGE_CONSENT, subject).by
        check_means(by, how)
        lock_person(session, subject)
        moment = now()
        present = session.scalars(
            select(Consent).where(
                Consent.person_id == subject, Consent.kind == kind.value, Consent.withdrawn_at.is_(None)
            )
        ).one_or_none()
        if present is not None:
            if present.text_version == text_version:
                return
            present.withdrawn_at = moment  # the new text takes its place
            session.flush()
        session.add(
            Consent(
                person_id=subject,
                kind=kind.value,
                text_version=text_version,
                how=how.value,
                recorded_by=actor,
                given_at=moment,
            )
        )
        session.flush()
        record(
            session,
            keys,
            actor=actor,
            subject=subject,
            act="give-consent",
            fields=[kind.value],
            purpose=_purpose(by),
        )


def withdraw_consent(
    database: Database,
    keys: Keys,
    actor: str,
    subject: str,
    kind: ConsentKind,
    *,
    also: Callable[[Session, str], object] | None = None,
) -> None:
    """From now on it does not hold; ``also`` is done in the same transaction. Raises NotAllowed, NotFound ``consent-not-found``."""
    with database.transaction() as session:
        by = require(session, actor, Action.MANAGE_CONSENT, subject).by
        lock_person(session, subject)
        present = session.scalars(
            select(Consent).where(
                Consent.person_id == subject, Consent.kind == kind.value, Consent.withdrawn_at.is_(None)
            )
        ).one_or_none()
        if present is None:
            raise NotFound("consent-not-found")
        present.withdrawn_at = moment = now()
        if kind is ConsentKind.SENSITIVE_DATA:
            end_all(session, subject, moment, forget=True)
        if also is not None:
            also(session, subject)
        record(
            session,
            keys,
            actor=actor,
            subject=subject,
            act="withdraw-consent",
            fields=[kind.value],
            purpose=_purpose(by),
        )


def consents_of(database: Database, actor: str, subject: str) -> list[ConsentView]:
    """All consents, newest first. Raises NotAllowed, NotFound."""
    with database.reading() as session:
        require(session, actor, Action.MANAGE_CONSENT, subject)
        rows = session.scalars(
            select(Consent).where(Consent.person_id == subject).order_by(Consent.given_at.desc())
        )
        return [
            ConsentView(row.kind, row.text_version, row.how, row.given_at, row.withdrawn_at) for row in rows
        ]


def check_means(by: str, how: Means) -> None:
    """Online is the person's own hand; the other means need staff that heard or saw it. Raises BadRecord ``consent-means-bad``."""
    if by == "system" or (by == "self") != (how is Means.ONLINE):
        raise BadRecord("consent-means-bad")


def _purpose(by: str) -> str:
    return "own-data" if by == "self" else "desk"
