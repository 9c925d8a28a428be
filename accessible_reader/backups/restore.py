"""Bringing a library back from a backup. Nothing counts before the one transaction at the end: until it is committed, the target is as it was, whoever is killed.

1. The whole archive is read and compared with its manifest; a damaged one is refused here.
2. Its files are put into the storage, under the names they had. No row names them yet.
3. One transaction: the old tables go, tables as old as the archive's come, rows are filled in, the tables are brought up to date, what was unfinished is queued again.
4. Files that only the old rows named are deleted.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Final, TextIO

from accessible_reader.audit import SYSTEM, Broken, ChainEnd, chain_end, record
from accessible_reader.audit.chain import verify_rows
from accessible_reader.backups.archive import FILES, HEADER, TABLES, Entry, entries, told_as_damage, verified
from accessible_reader.backups.contents import SEARCH, files_of, is_empty, still_named
from accessible_reader.backups.envelope import MAGIC, OpeningReader
from accessible_reader.backups.forgetting import forget_again
from accessible_reader.backups.header import Plan, read_plan
from accessible_reader.backups.spool import Spool
from accessible_reader.bootstrap import Service
from accessible_reader.catalogue import search_index
from accessible_reader.database import DataError, IntegrityError, Session, select, text
from accessible_reader.database.migrate import upgrade_to
from accessible_reader.database.portable import (
    compact,
    continue_counting,
    dangling,
    drop_all,
    snapshot,
    write_rows,
)
from accessible_reader.errors import NotNow
from accessible_reader.jobs.rescue import BEAT_SECONDS, living
from accessible_reader.people.models import Person
from accessible_reader.storage import FileStore
from converters.errors import BadInput, BadOptions, DamagedFile

_RESTORING: Final = 0x41_52_52_53
"""Of PostgreSQL's advisory locks, ours: one restore at a time."""
_BLOCK: Final = 1 << 20
_AT_ONCE: Final = 500
Progress = Callable[[int, int], object]
"""Bytes of the archive that are behind us, and of all; the archive is read more than once."""


@dataclass(slots=True)
class RestoreReport:
    """What came back.

    ``requeued``, ``requeued_intakes``: conversions and files on their way into the catalogue that had not ended; ``missing``: files that the library had lost before the backup; ``forgotten_again``: people who had themselves
    forgotten after the backup, and were in it; ``not_forgotten``: ids of those among them where that was refused (a book is still out).
    """

    id: str
    made_at: str
    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    requeued: int = 0
    requeued_intakes: int = 0
    missing_count: int = 0
    damaged_count: int = 0
    removed_files: int = 0
    forgotten_again: int = 0
    not_forgotten: list[str] = field(default_factory=list)
    audit_number: int = 0
    audit_hash: str = ""
    audit_broken: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


def look_through(file: Path, passphrase: str | None, progress: Progress = lambda _d, _t: None) -> Plan:
    """Read all of it, and say what it is. Touches nothing.

    Raises:
        BadOptions: ``backup-passphrase-missing``, ``backup-passphrase-wrong``.
        UnsupportedFormat: ``backup-no-backup``, ``backup-newer``.
        DamagedFile: ``backup-damaged``.

    """
    with open_archive(file, passphrase, progress) as stream:
        return read_plan(verified(stream))


def restore(
    service: Service,
    file: Path,
    plan: Plan,
    *,
    passphrase: str | None,
    replace: bool = False,
    progress: Progress = lambda _d, _t: None,
    silence_seconds: float = 3 * BEAT_SECONDS,
) -> RestoreReport:
    """Make the library what it was. ``plan`` is what :func:`look_through` gave; ``service`` has keys that fit it (see ``backups.target``).

    Raises:
        NotNow: ``restore-not-empty`` (without ``replace``), ``restore-workers-live``, ``restore-refused``.
        DamagedFile: the file has changed since it was looked through.
        StorageError: the storage is away; as always, the target is as it was.

    """
    _require_free(service, silence_seconds, replace=replace)
    report = RestoreReport(
        plan.id, plan.made_at, missing_count=plan.missing_count, damaged_count=plan.damaged_count
    )
    with Spool() as old_files, Spool() as new_files:
        with snapshot(service.database) as session:
            for one, _needed in files_of(session):
                old_files.add(one.name)
            erased = list(session.scalars(select(Person.id).where(Person.erased_at.is_not(None))))
        committed = False
        try:
            with open_archive(file, passphrase, progress) as stream:
                report.files = _put_files(service.store, stream, new_files)
            with open_archive(file, passphrase, lambda _d, _t: None) as stream:
                _replace_rows(service, stream, plan, report, replace=replace)
            committed = True
        finally:
            # Whichever way it went: of the files of the two lives, those go that no row names.
            doomed = old_files if committed else new_files
            report.removed_files = _remove_unnamed(service, doomed)
    report.forgotten_again, report.not_forgotten = forget_again(service, erased)
    end = chain_end(service.database)
    report.audit_number, report.audit_hash = end.number, end.hash
    if replace:
        compact(service.database)
    return report


@contextmanager
def open_archive(file: Path, passphrase: str | None, progress: Progress) -> Iterator[IO[bytes]]:
    """The tar file in a backup, sealed or not."""
    try:
        size = file.stat().st_size
        stream = file.open("rb")
    except FileNotFoundError:
        raise BadInput("file-not-found", file=file.name) from None
    except OSError as error:
        raise BadInput("file-unreadable", file=file.name, reason=error.strerror or "") from None
    with stream:
        counted = _Counted(stream, size, progress)
        start = stream.peek(len(MAGIC))[: len(MAGIC)]
        if start != MAGIC:
            yield counted  # type: ignore[misc]
            return
        if not passphrase:
            raise BadOptions("backup-passphrase-missing")
        yield OpeningReader(counted, passphrase)  # type: ignore[arg-type, misc]


def _require_free(service: Service, silence_seconds: float, *, replace: bool) -> None:
    with service.database.reading() as session:
        if not replace and not is_empty(session):
            raise NotNow("restore-not-empty")
    workers = living(service.database, silence_seconds)
    if workers:
        raise NotNow("restore-workers-live", workers=", ".join(workers))


def _put_files(store: FileStore, stream: IO[bytes], put: Spool) -> int:
    count = 0
    with tempfile.TemporaryDirectory(prefix="accessible-reader-restore-") as folder:
        part = Path(folder) / "file"
        for entry in verified(stream):
            if not entry.name.startswith(FILES):
                continue
            name = entry.name.removeprefix(FILES)
            _require_ours(name)
            with part.open("wb") as out:
                while data := entry.stream.read(_BLOCK):
                    out.write(data)
            if not store.contains(name):
                put.add(name)  # noted before it is there, so that it can be taken away again
            store.put(name, part)
            count += 1
    return count


def _require_ours(name: str) -> None:
    """Names in the storage are ours to choose, not an archive's."""
    parts = name.split("/")
    if parts[0] not in {"sources", "artifacts"} or any(part in {"", ".", ".."} for part in parts):
        raise DamagedFile("backup-damaged", what=name[:200])


def _replace_rows(
    service: Service, stream: IO[bytes], plan: Plan, report: RestoreReport, *, replace: bool
) -> None:
    database = service.database
    try:
        with database.transaction() as session:
            if database.dialect == "postgresql":
                session.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
                session.execute(text(f"SELECT pg_advisory_xact_lock({_RESTORING})"))
            if not replace and not is_empty(session):  # somebody was faster
                raise NotNow("restore-not-empty")
            service.queue.forget_all(session)
            drop_all(session)
            upgrade_to(session.connection(), plan.revision)
            _empty(session, plan)
            with tempfile.TemporaryFile("w+", encoding="utf-8") as search:
                report.rows = _fill(session, stream, plan, search)
                upgrade_to(session.connection())
                search.seek(0)
                _fill_search(session, search)
            continue_counting(session)
            broken = dangling(session)
            if broken is not None:
                raise DamagedFile("backup-damaged", what=f"{TABLES}{broken}")
            report.requeued = service.conversions.take_up(session)
            report.requeued_intakes = service.intakes.take_up(session)
            end = verify_rows(session, service.keys, ChainEnd(plan.audit_number, plan.audit_hash))
            report.audit_broken = _words_of(end)
            record(
                session,
                service.keys,
                actor=SYSTEM,
                subject=None,
                act="restore",
                purpose="backup",
                reference=plan.id,
            )
    except (IntegrityError, DataError) as error:
        raise NotNow("restore-refused", reason=type(error).__name__) from None


def _empty(session: Session, plan: Plan) -> None:
    """Rows that migrations themselves have put into fresh tables come again from the archive."""
    for one in reversed(plan.tables):
        if one.name == "audit_head":
            session.execute(text("DELETE FROM audit_head"))


def _fill(session: Session, stream: IO[bytes], plan: Plan, search: TextIO) -> dict[str, int]:
    """All rows, but those of the search index: they are for the tables as they are today, and wait in ``search``."""
    counts: dict[str, int] = {}
    known = {one.name: one for one in plan.tables}
    seen: set[str] = set()
    for name, pieces in _by_table(entries(stream)):
        rows = (row for piece in pieces for row in piece.rows())
        seen.add(name)
        if name == SEARCH:
            counts[name] = sum(1 for row in rows if search.write(json.dumps(row) + "\n"))
            continue
        if name not in known:
            raise DamagedFile("backup-damaged", what=f"{TABLES}{name}"[:200])
        with told_as_damage(f"{TABLES}{name}"):
            counts[name] = write_rows(session, known[name], rows)
    if counts != plan.rows or seen - {SEARCH} != known.keys():
        raise DamagedFile("backup-damaged", what=TABLES)
    return counts


def _by_table(source: Iterator[Entry]) -> Iterator[tuple[str, Iterator[Entry]]]:
    """Pieces of one table after another; files come behind them and are not looked at."""
    from itertools import groupby, takewhile

    head = next(source)
    if head.name != HEADER:
        raise DamagedFile("backup-damaged", what=HEADER)
    mine = takewhile(lambda one: not one.name.startswith(FILES), source)
    pieces = (one for one in mine if one.name.startswith(TABLES))
    yield from groupby(pieces, key=lambda one: one.name.split("/")[1])


def _fill_search(session: Session, lines: Iterable[str]) -> None:
    for line in lines:
        title_id, key, name, people, about, facets, body = json.loads(line)
        entry = search_index.IndexEntry(
            title_id, key, name, people, about, [(kind, value) for kind, value in facets], body
        )
        search_index.put(session, entry)


def _remove_unnamed(service: Service, files: Spool) -> int:
    removed = 0
    batch: list[str] = []

    def flush() -> int:
        with service.database.reading() as session:
            kept = still_named(session, batch)
        doomed = [name for name in batch if name not in kept]
        for name in doomed:
            service.store.delete(name)
        batch.clear()
        return len(doomed)

    for name in files.read():
        batch.append(name)
        if len(batch) >= _AT_ONCE:
            removed += flush()
    return removed + flush()


def _words_of(broken: Broken | None) -> str:
    return "" if broken is None else f"{broken.number} {broken.what}"


class _Counted:
    """A file, and how far we are in it."""

    def __init__(self, stream: IO[bytes], size: int, progress: Progress) -> None:
        self._stream = stream
        self._size = size
        self._done = 0
        self._progress = progress

    def read(self, size: int = -1) -> bytes:
        return self._told(self._stream.read(size))

    def readline(self, size: int = -1) -> bytes:
        return self._told(self._stream.readline(size))

    def _told(self, data: bytes) -> bytes:
        self._done += len(data)
        self._progress(self._done, self._size)
        return data
