"""What an archive says of itself, checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from accessible_reader.backups.archive import FORMAT, HEADER, KEYS, SUMMARY, VERSION, Entry
from accessible_reader.database.migrate import knows_revision
from accessible_reader.database.portable import PortableTable
from converters.errors import DamagedFile, UnsupportedFormat


@dataclass(frozen=True, slots=True)
class Plan:
    """A backup that was found whole."""

    id: str
    made_at: str
    software: str
    library: str
    revision: str
    tables: tuple[PortableTable, ...]
    marks: dict[str, Any]
    """Of the keys: see :mod:`accessible_reader.backups.keyring`."""
    keys: dict[str, Any] | None
    """The keys themselves, sealed, where they are in it."""
    rows: dict[str, int]
    files: int
    file_bytes: int
    missing_count: int
    damaged_count: int
    audit_number: int
    audit_hash: str


def read_plan(source: Iterator[Entry]) -> Plan:
    """Go through all entries. Raises UnsupportedFormat ``backup-newer``, as soon as the header is read; DamagedFile."""
    header: dict[str, Any] = {}
    summary: dict[str, Any] = {}
    keys: dict[str, Any] | None = None
    for entry in source:
        if entry.name == HEADER:
            header = entry.json()
            _require_known(header)
        elif entry.name == KEYS:
            keys = entry.json()
        elif entry.name == SUMMARY:
            summary = entry.json()
    try:
        tables = tuple(PortableTable.from_json(one) for one in header["tables"])
        if any(one.name == "alembic_version" or not one.name.isidentifier() for one in tables):
            raise DamagedFile("backup-damaged", what=HEADER)
        return Plan(
            id=_id(header["id"]),
            made_at=str(header["made_at"]),
            software=str(header["software"]),
            library=str(header["library"]),
            revision=str(header["revision"]),
            tables=tables,
            marks={"index": str(header["keys"]["index"]), "encryption": dict(header["keys"]["encryption"])},
            keys=keys,
            rows={str(name): int(count) for name, count in summary["rows"].items()},
            files=int(summary["files"]),
            file_bytes=int(summary["file_bytes"]),
            missing_count=int(summary["missing_count"]),
            damaged_count=int(summary["damaged_count"]),
            audit_number=int(summary["audit_number"]),
            audit_hash=str(summary["audit_hash"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise DamagedFile("backup-damaged", what=HEADER) from None


def _require_known(header: Any) -> None:
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise UnsupportedFormat("backup-no-backup")
    if header.get("version") != VERSION or not knows_revision(str(header.get("revision"))):
        raise UnsupportedFormat("backup-newer", software=str(header.get("software"))[:40])


def _id(value: Any) -> str:
    text = str(value)  # it is noted in the audit log, where only ids may stand
    if len(text) != 32 or not (text.isascii() and text.isalnum()):
        raise ValueError
    return text
