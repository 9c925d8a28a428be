"""Making a backup while the service runs: one moment of the database, then the files which that moment names."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any, Final

from accessible_reader.audit import SYSTEM, record
from accessible_reader.audit.models import AuditHead
from accessible_reader.backups.archive import FILES, FORMAT, HEADER, KEYS, VERSION, ArchiveWriter
from accessible_reader.backups.contents import SEARCH, files_of, tables
from accessible_reader.backups.envelope import SealingWriter, new_lock
from accessible_reader.backups.keyring import marks_of, seal_keys
from accessible_reader.backups.spool import Spool
from accessible_reader.bootstrap import Service
from accessible_reader.catalogue import search_index
from accessible_reader.database import Session, new_id, now, select
from accessible_reader.database.migrate import current_revision
from accessible_reader.database.portable import read_rows, snapshot
from accessible_reader.storage import FileStore, StoredFile
from converters.errors import BadOptions

ENDING: Final = ".arbackup"
_MOST_NAMED: Final = 100
"""Missing files in the report; all are counted."""
Progress = Callable[[int, int], object]
"""Bytes of files that are in, and of all."""


@dataclass(slots=True)
class BackupReport:
    """``missing``: files that rows name and the storage has not got; ``damaged``: files that are not as their row says, backed up as they are (the first hundred of each)."""

    file: str
    id: str
    made_at: str
    sealed: bool
    with_keys: bool
    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    file_bytes: int = 0
    size: int = 0
    missing: list[str] = field(default_factory=list)
    missing_count: int = 0
    damaged: list[str] = field(default_factory=list)
    damaged_count: int = 0
    audit_number: int = 0
    audit_hash: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


def make_backup(
    service: Service,
    target: Path,
    *,
    passphrase: str | None,
    sealed: bool = True,
    with_keys: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> BackupReport:
    """Back the library up into the file ``target``, or under a name with date and end of the audit log into that folder. Memory does not grow with the library.

    ``sealed``: the whole archive under the passphrase; else it is a plain tar file. ``with_keys``: the keys as well, under the passphrase in either case.

    Raises:
        BadOptions: ``backup-passphrase-missing``, ``backup-passphrase-short``, ``backup-file-there``, ``backup-no-folder``.
        StorageError: the storage is away.

    """
    if (sealed or with_keys) and not passphrase:
        raise BadOptions("backup-passphrase-missing")
    into = target if target.is_dir() else target.parent
    if not into.is_dir():
        raise BadOptions("backup-no-folder", folder=str(into))
    if not target.is_dir() and target.exists():
        raise BadOptions("backup-file-there", file=str(target))
    report = BackupReport("", new_id(), now().isoformat(timespec="seconds"), sealed, with_keys)
    with service.database.transaction() as session:
        # First, so that it is in the archive too.
        record(
            session,
            service.keys,
            actor=SYSTEM,
            subject=None,
            act="backup",
            purpose="backup",
            reference=report.id,
        )
    partial = into / f".{report.id}.part"
    try:
        with _private(partial) as out:
            if sealed and passphrase:
                lock, key = new_lock(passphrase)
                writer = SealingWriter(out, lock, key)
                _fill(service, writer, report, passphrase, progress)  # type: ignore[arg-type]
                writer.finish()
            else:
                _fill(service, out, report, passphrase, progress)
            out.flush()
            os.fsync(out.fileno())
            report.size = out.tell()
        final = into / _name(report) if target.is_dir() else target
        try:
            os.link(partial, final)  # never over something that has come there meanwhile
        except FileExistsError:
            raise BadOptions("backup-file-there", file=str(final)) from None
        except OSError:  # a disk without links
            partial.rename(final)
    finally:
        partial.unlink(missing_ok=True)
    _keep_name(into)
    report.file = str(final)
    return report


def _fill(
    service: Service, out: IO[bytes], report: BackupReport, passphrase: str | None, progress: Progress
) -> None:
    total = 0
    with ArchiveWriter(out) as archive, Spool() as files:
        with snapshot(service.database) as session:
            archive.add_json(HEADER, _header(service, session, report))
            if report.with_keys and passphrase:
                archive.add_json(KEYS, seal_keys(service.keys, passphrase))
            for table in tables():
                report.rows[table.name] = archive.add_rows(table.name, read_rows(session, table.name))
            report.rows[SEARCH] = archive.add_rows(SEARCH, _search_rows(session))
            head = session.scalars(select(AuditHead)).one()
            report.audit_number, report.audit_hash = head.number, head.hash
            for file, needed in files_of(session):
                files.add([file.name, file.size, file.sha256, needed])
                total += file.size
        progress(0, total)
        for name, size, sha256, needed in files.read():
            _add_file(service.store, archive, StoredFile(name, size, sha256), report, needed=needed)
            progress(min(report.file_bytes, total), total)
        archive.finish(
            {
                key: value
                for key, value in report.to_json().items()
                if key not in {"file", "size", "sealed", "with_keys"}
            }
        )


def _header(service: Service, session: Session, report: BackupReport) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "id": report.id,
        "made_at": report.made_at,
        "software": version("accessible-reader"),
        "library": service.settings.library,
        "revision": current_revision(session.connection()),
        "tables": [one.to_json() for one in tables()],
        "keys": marks_of(service.keys),
    }


def _search_rows(session: Session) -> Iterator[list[Any]]:
    for one in search_index.stored(session):
        yield [
            one.title_id, one.name_key, list(one.name), list(one.people), list(one.about), [list(pair) for pair in one.facets], list(one.body),
        ]  # fmt: skip


def _add_file(
    store: FileStore, archive: ArchiveWriter, file: StoredFile, report: BackupReport, *, needed: bool
) -> None:
    try:
        size, pieces = store.stream(file.name)
    except FileNotFoundError:
        report.missing_count += needed
        if needed and report.missing_count <= _MOST_NAMED:
            report.missing.append(file.name)
        return
    digest = archive.add_stream(FILES + file.name, size, _Pieces(pieces))  # type: ignore[arg-type]
    report.files += 1
    report.file_bytes += size
    if digest != file.sha256:
        report.damaged_count += 1
        if report.damaged_count <= _MOST_NAMED:
            report.damaged.append(file.name)


class _Pieces:
    """Pieces as something to read from."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self._rest) < size:
            piece = next(self._pieces, b"")
            if not piece:
                break
            self._rest += piece
        data, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        return data


def _name(report: BackupReport) -> str:
    """With the end of the audit log: noted so, outside the database, it shows later whether an older log was put back."""
    day = report.made_at[:19].replace(":", "-")
    return f"library-{day}Z-audit-{report.audit_number}-{report.audit_hash[:12]}{ENDING}"


@contextlib.contextmanager
def _private(path: Path) -> Iterator[IO[bytes]]:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as stream:
        yield stream


def _keep_name(folder: Path) -> None:
    """That the new name is there after a power cut too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


__all__ = ["ENDING", "BackupReport", "Progress", "make_backup"]
