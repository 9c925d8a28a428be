"""The provision ledger as a table: what was given, how it was made, when, in what way, to whom by pseudonym."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, TextIO

from accessible_reader.catalogue.models import Branch, Edition
from accessible_reader.conversions.models import ArtifactRecord, Provision
from accessible_reader.database import Database, select
from accessible_reader.tables import TableWriter

COLUMNS: Final = (
    "at", "title", "authors", "edition", "identifier", "rights", "rights_basis", "format", "made_with", "source_sha256", "made_at", "how", "recipient",
    "copy_id", "branch",
)  # fmt: skip
_AT_ONCE: Final = 500


def write_ledger(
    database: Database, out: TextIO, since: datetime | None = None, until: datetime | None = None
) -> int:
    """Write the lines from ``since`` until before ``until`` as CSV (RFC 4180), the oldest first; how many. What a spreadsheet would take for a formula is made text."""
    writer = TableWriter(out)
    writer.write(COLUMNS)
    count = 0
    for row in _rows(database, since, until):
        writer.write(row)
        count += 1
    return count


def _rows(database: Database, since: datetime | None, until: datetime | None) -> Iterator[list[str]]:
    last = 0
    while True:
        query = (
            select(Provision, ArtifactRecord, Edition, Branch.code)
            .outerjoin(ArtifactRecord, ArtifactRecord.id == Provision.artifact_id)
            .join(Edition, Edition.id == Provision.edition_id)
            .outerjoin(Branch, Branch.id == Provision.branch_id)
            .where(Provision.id > last)
            .order_by(Provision.id)
            .limit(_AT_ONCE)
        )
        if since is not None:
            query = query.where(Provision.at >= since)
        if until is not None:
            query = query.where(Provision.at < until)
        with database.reading() as session:
            found = session.execute(query).all()
        for provision, artifact, edition, branch in found:
            last = provision.id
            yield [
                provision.at.isoformat(timespec="seconds"),
                provision.title,
                provision.authors,
                edition.id,
                edition.identifier,
                provision.rights,
                edition.rights_basis,
                provision.format,
                artifact.provenance.get("software", "") if artifact else "",
                artifact.provenance.get("source", {}).get("sha256", "")
                if artifact
                else edition.source_sha256 or "",
                (artifact.made_at if artifact else provision.at).isoformat(timespec="seconds"),
                provision.how,
                provision.recipient,
                provision.copy_id,
                branch or "",
            ]
        if len(found) < _AT_ONCE:
            return
