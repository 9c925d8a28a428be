"""The archive inside a backup: a tar file (POSIX pax) that is written and read as a stream, and proves itself whole.

::

    header.json                       format, version, revision of the tables, which tables with which columns, how to know the keys
    keys.json                         only where asked for: the keys, sealed under the passphrase
    tables/<name>/<number>.jsonl.gz   rows, one a line; pieces of some megabytes
    files/<name in the storage>       sources and artifacts
    manifest.jsonl                    name, size and SHA-256 of each entry before it, one a line
    summary.json                      counts, what was missing, and the SHA-256 of the manifest

Nothing is kept in memory but one entry's name; lists are spooled to unnamed files on disk.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Any, Final, Self

from converters.errors import DamagedFile, UnsupportedFormat

FORMAT: Final = "accessible-reader-backup"
VERSION: Final = 1
HEADER: Final = "header.json"
KEYS: Final = "keys.json"
MANIFEST: Final = "manifest.jsonl"
SUMMARY: Final = "summary.json"
TABLES: Final = "tables/"
FILES: Final = "files/"
_PIECE: Final = 4 << 20
_LONGEST_JSON: Final = 16 << 20
_BLOCK: Final = 1 << 20


class ArchiveWriter(AbstractContextManager["ArchiveWriter"]):
    """Writes entries one after another. Only :meth:`finish` makes it whole."""

    def __init__(self, out: IO[bytes]) -> None:
        self._tar = tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT, bufsize=_BLOCK)  # noqa: SIM115 (closed by finish)
        self._manifest = tempfile.TemporaryFile()  # noqa: SIM115 (closed by __exit__)
        self._entries = 0

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._manifest.close()

    def add(self, name: str, data: bytes) -> None:
        """A small entry."""
        with tempfile.SpooledTemporaryFile(max_size=2 * _PIECE) as spool:
            spool.write(data)
            spool.seek(0)
            self.add_stream(name, len(data), spool)

    def add_json(self, name: str, data: Any) -> None:
        """The same as JSON."""
        self.add(name, json.dumps(data, ensure_ascii=False, indent=1).encode())

    def add_stream(self, name: str, size: int, source: IO[bytes]) -> str:
        """``size`` bytes of ``source``; their SHA-256. Raises OSError where there are fewer."""
        reader = _Hashing(source)
        entry = tarfile.TarInfo(name)
        entry.size = size
        entry.mode = 0o600
        self._tar.addfile(entry, reader)
        self._tar.members.clear()  # type: ignore[attr-defined]  # else it would remember every one
        self._entries += 1
        digest = reader.digest.hexdigest()
        line = json.dumps({"name": name, "size": size, "sha256": digest}, ensure_ascii=False)
        self._manifest.write(line.encode() + b"\n")
        return digest

    def add_rows(self, table: str, rows: Iterator[list[Any]]) -> int:
        """The rows of a table; how many."""
        count = number = size = 0
        lines: list[bytes] = []
        for row in rows:
            lines.append(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode())
            size += len(lines[-1])
            count += 1
            if size >= _PIECE:
                number += 1
                self._add_piece(table, number, lines)
                size = 0
        if lines or not number:
            self._add_piece(table, number + 1, lines)
        return count

    def finish(self, summary: dict[str, Any]) -> None:
        """Write manifest and summary."""
        size = self._manifest.tell()
        self._manifest.seek(0)
        entries = self._entries
        digest = self.add_stream(MANIFEST, size, self._manifest)
        self.add_json(SUMMARY, {**summary, "entries": entries, "manifest_sha256": digest})
        self._tar.close()

    def _add_piece(self, table: str, number: int, lines: list[bytes]) -> None:
        packed = gzip.compress(b"\n".join(lines), 6, mtime=0)
        lines.clear()
        self.add(f"{TABLES}{table}/{number:06}.jsonl.gz", packed)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of an archive that is being read: ``stream`` is good until the next one."""

    name: str
    size: int
    stream: IO[bytes]

    def read(self, most: int = _LONGEST_JSON) -> bytes:
        """All of it, where it is not larger than ``most``."""
        if self.size > most:
            raise DamagedFile("backup-damaged", what=self.name)
        return self.stream.read()

    def json(self) -> Any:
        """The same, understood."""
        try:
            return json.loads(self.read())
        except ValueError:
            raise DamagedFile("backup-damaged", what=self.name) from None

    def rows(self) -> Iterator[list[Any]]:
        """Of a piece of a table."""
        with told_as_damage(self.name), gzip.GzipFile(fileobj=self.stream) as lines:
            for line in lines:
                yield json.loads(line)


def entries(source: IO[bytes]) -> Iterator[Entry]:
    """What is in an archive, in its order, whatever it says of itself. Raises DamagedFile ``backup-damaged``, UnsupportedFormat ``backup-no-backup``."""
    try:
        tar = tarfile.open(fileobj=source, mode="r|", bufsize=_BLOCK)  # noqa: SIM115 (it is only a view of ``source``)
    except (tarfile.TarError, EOFError):
        raise UnsupportedFormat("backup-no-backup") from None
    first = True
    while True:
        with told_as_damage("tar"):
            info = tar.next()
        tar.members.clear()  # type: ignore[attr-defined]  # else it would remember every one
        if info is None:
            return
        if first and info.name != HEADER:
            raise UnsupportedFormat("backup-no-backup")
        first = False
        stream = tar.extractfile(info) if info.isreg() else None
        if stream is None:
            raise DamagedFile("backup-damaged", what=info.name[:200])
        yield Entry(info.name, info.size, stream)


def verified(source: IO[bytes]) -> Iterator[Entry]:
    """The same, each entry read to its end and compared with the manifest: who has seen the last one knows that the archive is whole."""
    with tempfile.TemporaryFile() as seen:
        count, manifest = 0, ""
        for entry in entries(source):
            reader = _Hashing(entry.stream)
            if entry.name == MANIFEST:
                seen.seek(0)
                _compare(reader, seen)
                manifest = reader.digest.hexdigest()
                continue
            if entry.name == SUMMARY:
                summary = entry.json()
                if (summary.get("entries"), summary.get("manifest_sha256")) != (count, manifest):
                    raise DamagedFile("backup-damaged", what=SUMMARY)
                whole = json.dumps(summary).encode()
                yield Entry(SUMMARY, len(whole), _bytes(whole))
                return
            yield Entry(entry.name, entry.size, reader)  # type: ignore[arg-type]
            while reader.read(_BLOCK):
                continue
            line = {"name": entry.name, "size": entry.size, "sha256": reader.digest.hexdigest()}
            seen.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            count += 1
        raise DamagedFile("backup-damaged", what=SUMMARY)


@contextmanager
def told_as_damage(what: str) -> Iterator[None]:
    """What goes wrong in reading is damage of the archive."""
    try:
        yield
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, UnicodeDecodeError, ValueError):
        raise DamagedFile("backup-damaged", what=what[:200]) from None


def _compare(manifest: _Hashing, seen: IO[bytes]) -> None:
    while True:
        theirs, ours = manifest.read(_BLOCK), seen.read(_BLOCK)
        if theirs != ours:
            raise DamagedFile("backup-damaged", what=MANIFEST)
        if not theirs:
            return


def _bytes(data: bytes) -> IO[bytes]:
    import io

    return io.BytesIO(data)


class _Hashing:
    """Reads and hashes what it reads."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        with told_as_damage("tar"):
            data = self._source.read(size)
        self.digest.update(data)
        return data

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return
