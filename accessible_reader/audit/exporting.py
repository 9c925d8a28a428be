"""The audit log as a table, for an auditor: who did what with whose data (ids and names of fields), with the hashes of the chain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final, Literal, TextIO

from accessible_reader.audit.models import AuditRow
from accessible_reader.database import Database, select
from accessible_reader.tables import TableWriter

COLUMNS: Final = (
    "number",
    "at",
    "actor",
    "subject",
    "act",
    "fields",
    "purpose",
    "reference",
    "previous_hash",
    "hash",
)
_AT_ONCE: Final = 1_000


def write_audit(
    database: Database,
    out: TextIO,
    form: Literal["csv", "jsonl"] = "csv",
    since: datetime | None = None,
    until: datetime | None = None,
) -> int:
    """Write the rows from ``since`` until before ``until``, in the order of the chain, as CSV (RFC 4180, fields parted by blanks; a reference that begins with a hyphen has an apostrophe before it) or as JSON, one object a line; how many."""
    count = 0
    writer = TableWriter(out)
    if form == "csv":
        writer.write(COLUMNS)
    for row in _rows(database, since, until):
        if form == "csv":
            writer.write(["" if row[name] is None else _cell(row[name]) for name in COLUMNS])
        else:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
        count += 1
    return count


def find_hash(database: Database, beginning: str) -> int | None:
    """Number of the row whose hash begins so; None where there is none: then the log is not the one, or older than the one, from which it was noted."""
    query = select(AuditRow.number).where(AuditRow.hash.startswith(beginning, autoescape=True))
    with database.reading() as session:
        return session.scalar(query.limit(1))


def _rows(database: Database, since: datetime | None, until: datetime | None) -> Iterator[dict[str, Any]]:
    last = 0
    while True:
        query = select(AuditRow).where(AuditRow.number > last).order_by(AuditRow.number).limit(_AT_ONCE)
        if since is not None:
            query = query.where(AuditRow.at >= since)
        if until is not None:
            query = query.where(AuditRow.at < until)
        with database.reading() as session:
            found = list(session.scalars(query))
        for row in found:
            last = row.number
            values = {name: getattr(row, name) for name in COLUMNS}
            # As it is in the hash, so that the chain can be computed again from the table.
            yield {**values, "at": row.at.astimezone(UTC).isoformat(timespec="microseconds")}
        if len(found) < _AT_ONCE:
            return


def _cell(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)
