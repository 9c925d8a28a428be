"""The chain of the audit log: writing its next row, and verifying all of it.

Each row's hash is a keyed hash (HMAC, key outside the database) of its contents and of the row before it. Whoever can write to the database but has no keys can therefore neither
change, remove, insert nor reorder a row unseen. Someone who puts back an *older state of the whole log* is only found by comparing with an end that was noted elsewhere: see
:func:`chain_end` and the ``noted`` parameter of :func:`verify_chain`.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from accessible_reader.audit.models import AuditHead, AuditRow
from accessible_reader.database import Database, Keys, Session, select

FIRST_HASH: Final = "0" * 64
_BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class ChainEnd:
    """How long the log is, and its last hash: to be noted outside the database (in the backup's name, on paper)."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the log was tampered with. ``what``: changed, missing, end-missing, end-changed, older-than-noted."""

    number: int
    what: str


def append(
    session: Session,
    keys: Keys,
    *,
    at: datetime,
    actor: str,
    subject: str | None,
    act: str,
    fields: list[str],
    purpose: str,
    reference: str,
) -> AuditRow:
    """Add a row in the caller's transaction. Writers queue at the head of the chain until that transaction ends, so make this its last step."""
    head = session.scalars(select(AuditHead).where(AuditHead.id == 1).with_for_update()).one()
    row = AuditRow(
        number=head.number + 1,
        at=at.astimezone(UTC),
        actor=actor,
        subject=subject,
        act=act,
        fields=sorted(fields),
        purpose=purpose,
        reference=reference,
        previous_hash=head.hash,
    )
    row.hash = _hash(keys, row)
    head.number, head.hash = row.number, row.hash
    session.add(row)
    session.flush()
    return row


def chain_end(database: Database) -> ChainEnd:
    """The end of the log as it is now."""
    with database.reading() as session:
        head = session.scalars(select(AuditHead)).one()
        return ChainEnd(head.number, head.hash)


def verify_chain(database: Database, keys: Keys, noted: ChainEnd | None = None) -> Broken | None:
    """The first place where the log is not as it was written; None when all of it is. ``noted`` is an end that was noted earlier."""
    with database.reading() as session:
        if database.dialect == "postgresql":  # one moment for all that is read; SQLite always does so
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        return verify_rows(session, keys, noted)


def verify_rows(session: Session, keys: Keys, noted: ChainEnd | None = None) -> Broken | None:
    """The same in the caller's transaction."""
    expected, previous = 1, FIRST_HASH
    head = session.scalars(select(AuditHead)).one_or_none()
    while True:
        rows = session.scalars(
            select(AuditRow)
            .where(AuditRow.number >= expected)
            .order_by(AuditRow.number)
            .limit(_BATCH)
            .execution_options(populate_existing=True)
        ).all()
        for row in rows:
            if row.number != expected:
                return Broken(expected, "missing")
            if row.previous_hash != previous or not hmac.compare_digest(row.hash, _hash(keys, row)):
                return Broken(row.number, "changed")
            if noted is not None and row.number == noted.number and row.hash != noted.hash:
                return Broken(row.number, "changed")
            expected, previous = row.number + 1, row.hash
        session.expunge_all()
        if len(rows) < _BATCH:
            break
    last = expected - 1
    if head is None or head.number > last:
        return Broken(expected, "end-missing")
    if head.number < last or head.hash != previous:
        return Broken(last, "end-changed")
    if noted is not None and noted.number > last:
        return Broken(expected, "older-than-noted")
    return None


def _hash(keys: Keys, row: AuditRow) -> str:
    contents = [
        row.number, row.at.astimezone(UTC).isoformat(timespec="microseconds"), row.actor, row.subject, row.act,
        row.fields, row.purpose, row.reference, row.previous_hash,
    ]  # fmt: skip
    return keys.fingerprint(json.dumps(contents, ensure_ascii=True), "audit")
