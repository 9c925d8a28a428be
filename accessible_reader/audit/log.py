"""What is written into the audit log, and what a person or an auditor reads there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from accessible_reader.audit.chain import append
from accessible_reader.audit.models import AuditRow
from accessible_reader.database import Database, Keys, Session, now, select
from accessible_reader.errors import BadRecord

SYSTEM: Final = "system"
PURPOSES: Final = (
    "own-data", "desk", "phone-call", "eligibility-check", "delivery", "sign-in", "correction", "care", "complaint", "import", "export", "erasure", "set-up",
    "backup",
)  # fmt: skip
"""Why somebody looked: a closed list, because free text would itself hold personal data. Messages ``purpose-...``."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One line of “who has seen my data”."""

    number: int
    at: datetime
    actor: str
    """Id of the person who looked, or ``system``."""
    subject: str | None
    act: str
    fields: tuple[str, ...]
    purpose: str
    reference: str


def record(
    session: Session,
    keys: Keys,
    *,
    actor: str,
    subject: str | None,
    act: str,
    fields: Iterable[str] = (),
    purpose: str,
    reference: str = "",
    at: datetime | None = None,
) -> None:
    """Note that ``actor`` did ``act`` with ``fields`` of ``subject``. ``reference`` is an opaque id: letters, digits, ``-``.

    Raises:
        BadRecord: ``audit-purpose-unknown``, ``audit-reference-no-id``.

    """
    if purpose not in PURPOSES:
        raise BadRecord("audit-purpose-unknown")
    if len(reference) > 80 or not all((c.isascii() and c.isalnum()) or c in "-_" for c in reference):
        raise BadRecord("audit-reference-no-id")
    append(
        session,
        keys,
        at=at or now(),
        actor=actor,
        subject=subject,
        act=act,
        fields=list(fields),
        purpose=purpose,
        reference=reference,
    )


def seen_of(database: Database, subject: str, *, newest: int = 200, before: int | None = None) -> list[Seen]:
    """Who saw or changed the data of ``subject``, newest first; page on with ``before`` = the last ``number``."""
    wanted = select(AuditRow).where(AuditRow.subject == subject)
    if before is not None:
        wanted = wanted.where(AuditRow.number < before)
    with database.reading() as session:
        return [seen(row) for row in session.scalars(wanted.order_by(AuditRow.number.desc()).limit(newest))]


def seen(row: AuditRow) -> Seen:
    """A row as plain data."""
    return Seen(
        row.number, row.at, row.actor, row.subject, row.act, tuple(row.fields), row.purpose, row.reference
    )
