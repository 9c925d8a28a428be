"""Who is print-disabled in the sense of the law: found by staff, with a date and an end. Of a certificate the last four digits and a keyed hash are kept, never a scan."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from accessible_reader.audit import record
from accessible_reader.database import Database, Keys, Session, new_id, now, or_, select
from accessible_reader.errors import BadRecord, NotFound, NotNow
from accessible_reader.people.access import by_whom, has_consented, lock_person, require
from accessible_reader.people.models import Eligibility
from accessible_reader.people.permissions import Action
from accessible_reader.people.sealing import seal, unseal


class Basis(StrEnum):
    """Marrakesh art. 3 and 国版发〔2022〕1号: what keeps somebody from reading print."""

    VISUAL = "visual"
    PERCEPTUAL = "perceptual"
    PHYSICAL = "physical"
    OTHER = "other"


class Proof(StrEnum):
    """What the library was shown."""

    CERTIFICATE = "disability_certificate"
    DOCTOR = "doctor"
    INSTITUTION = "institution"
    OWN_STATEMENT = "own_statement"


_CERTIFICATE: Final = re.compile(r"[0-9A-Z]{6,30}")
_OWN_STATEMENT_DAYS: Final = 365
"""A statement of one's own opens the shelves for a year; something better can be shown in the meantime."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What staff found; never printed."""

    basis: Basis = field(repr=False)
    proof: Proof = field(repr=False)
    certificate: str | None = field(default=None, repr=False)
    """The whole number; only its last four digits and a hash are kept."""
    until: datetime | None = None
    """None: for life, but for a statement of one's own, which ends after a year."""


@dataclass(frozen=True, slots=True)
class EligibilityView:
    """What the library has written down, in the clear; never printed."""

    id: str
    basis: str | None = field(repr=False)
    proof: str | None = field(repr=False)
    certificate_last4: str | None = field(repr=False)
    verified_by: str | None
    verified_at: datetime
    from_at: datetime
    until_at: datetime | None
    ended_at: datetime | None


def verify_eligibility(database: Database, keys: Keys, actor: str, subject: str, found: Finding) -> str:
    """Write down that ``actor`` has seen the proof; what was in force before ends. Returns the id.

    Raises:
        NotAllowed: ``permission-...``; nobody verifies themselves.
        NotNow: ``eligibility-needs-consent``: the separate consent (PIPL 29) comes first.
        BadRecord: ``eligibility-certificate-missing``, ``-bad``, ``-taken`` (somebody else has it), ``eligibility-until-past``.

    """
    moment = now()
    until = found.until
    if found.proof is Proof.OWN_STATEMENT:
        latest = moment + timedelta(days=_OWN_STATEMENT_DAYS)
        until = min(until, latest) if until else latest
    if until is not None and until <= moment:
        raise BadRecord("eligibility-until-past")
    certificate = _tidy_certificate(found)
    with database.transaction() as session:
        require(session, actor, Action.VERIFY_ELIGIBILITY, subject)
        lock_person(session, subject)
        if not has_consented(session, subject, "sensitive_data"):
            raise NotNow("eligibility-needs-consent")
        mark = keys.fingerprint(certificate, "certificate") if certificate else None
        if mark is not None and _held_by_another(session, mark, subject):
            raise BadRecord("eligibility-certificate-taken")
        end_all(session, subject, moment)
        made = Eligibility(
            id=new_id(),
            person_id=subject,
            verified_by=by_whom(actor),
            verified_at=moment,
            from_at=moment,
            until_at=until,
        )
        made.basis_sealed = seal(keys, "eligibility", made.id, "basis", found.basis.value)
        made.proof_sealed = seal(keys, "eligibility", made.id, "proof", found.proof.value)
        made.certificate_last4_sealed = seal(
            keys, "eligibility", made.id, "certificate_last4", certificate[-4:] if certificate else None
        )
        made.certificate_fingerprint = mark
        session.add(made)
        record(
            session,
            keys,
            actor=actor,
            subject=subject,
            act="verify-eligibility",
            fields=["basis", "proof", *(["certificate"] if certificate else [])],
            purpose="eligibility-check",
            at=moment,
        )
        return made.id


def view_eligibility(
    database: Database, keys: Keys, actor: str, subject: str, *, purpose: str = "eligibility-check"
) -> list[EligibilityView]:
    """All that is written down, newest first; the view is noted. Raises NotAllowed, NotFound."""
    with database.transaction() as session:
        by = require(session, actor, Action.VIEW_ELIGIBILITY, subject).by
        views = open_eligibility(session, keys, subject)
        record(
            session,
            keys,
            actor=actor,
            subject=subject,
            act="view",
            fields=["basis", "proof", "certificate_last4"],
            purpose="own-data" if by == "self" else purpose,
        )
    return views


def end_eligibility(database: Database, keys: Keys, actor: str, subject: str) -> None:
    """It no longer holds, from now on. Raises NotAllowed, NotFound ``eligibility-not-found``."""
    with database.transaction() as session:
        require(session, actor, Action.VERIFY_ELIGIBILITY, subject)
        lock_person(session, subject)
        if not end_all(session, subject, now()):
            raise NotFound("eligibility-not-found")
        record(
            session, keys, actor=actor, subject=subject, act="end-eligibility", purpose="eligibility-check"
        )


def open_eligibility(session: Session, keys: Keys, subject: str) -> list[EligibilityView]:
    """In the clear, without permission or note: for services that see to both themselves."""
    rows = session.scalars(
        select(Eligibility).where(Eligibility.person_id == subject).order_by(Eligibility.verified_at.desc())
    )
    return [
        EligibilityView(
            row.id,
            unseal(keys, "eligibility", row.id, "basis", row.basis_sealed),
            unseal(keys, "eligibility", row.id, "proof", row.proof_sealed),
            unseal(keys, "eligibility", row.id, "certificate_last4", row.certificate_last4_sealed),
            row.verified_by,
            row.verified_at,
            row.from_at,
            row.until_at,
            row.ended_at,
        )
        for row in rows
    ]


def end_all(session: Session, subject: str, at: datetime, *, forget: bool = False) -> bool:
    """End what is in force; ``forget`` also drops what the body or the certificate shows, of all rows. Whether there was any in force."""
    ended = False
    for row in session.scalars(select(Eligibility).where(Eligibility.person_id == subject)):
        if row.ended_at is None:
            row.ended_at = at
            ended = True
        if forget:
            row.basis_sealed = row.proof_sealed = row.certificate_last4_sealed = (
                row.certificate_fingerprint
            ) = None
    return ended


def _held_by_another(session: Session, mark: str, subject: str) -> bool:
    moment = now()
    other = session.scalars(
        select(Eligibility.id).where(
            Eligibility.certificate_fingerprint == mark,
            Eligibility.person_id != subject,
            Eligibility.ended_at.is_(None),
            or_(Eligibility.until_at.is_(None), Eligibility.until_at > moment),
        )
    ).first()
    return other is not None


def _tidy_certificate(found: Finding) -> str | None:
    if found.certificate is None:
        if found.proof is Proof.CERTIFICATE:
            raise BadRecord("eligibility-certificate-missing")
        return None
    number = "".join(
        c for c in unicodedata.normalize("NFKC", found.certificate).upper() if not c.isspace() and c != "-"
    )
    if not _CERTIFICATE.fullmatch(number):
        raise BadRecord("eligibility-certificate-bad")
    return number
