"""Opens a ZIP archive from a stranger: counts what it inflates, refuses what overlaps, and reads on where it is damaged.

Python 3.11's ``zipfile`` reads overlapping entries (CVE-2024-0450) and trusts declared sizes, so only its reading of the central
directory is used here. Nothing is ever written under a name from the archive, and archives inside are never opened.
"""

from __future__ import annotations

import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Self

from converters.errors import DamagedFile, Finding, LimitExceeded, ProtectedFile
from converters.limits import LIMITS, MIB

_LOCAL: Final = b"PK\x03\x04"
_LOCAL_SIZE: Final = 30
_CHUNK: Final = 256 * 1024
_RATIO_FROM: Final = LIMITS.document_bytes
_STORED, _DEFLATED = 0, 8
_LOCKED, _DESCRIPTOR, _UTF8 = 0x1, 0x8, 0x800


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in the archive: where its data begins and how long that is, compressed. ``size`` is what is declared, -1 unknown."""

    name: str
    start: int
    length: int
    method: int
    size: int
    crc: int | None


class Archive:
    """The files of a ZIP. Use as a context manager. ``findings`` grows while it is read."""

    def __init__(self, source: Path) -> None:
        """Raises DamagedFile ``archive-damaged``, LimitExceeded ``archive-*``, ProtectedFile ``archive-password``."""
        self.findings: list[Finding] = []
        self.total = 0
        """Bytes inflated so far."""
        self._stream: BinaryIO = source.open("rb")
        try:
            self._entries = {entry.name: entry for entry in self._list(source)}
        except BaseException:
            self._stream.close()
            raise
        self._loose = {_loose(name): name for name in reversed(self._entries)}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    @property
    def names(self) -> tuple[str, ...]:
        """All names, in the archive's order, with ``/`` between folders and none leading out."""
        return tuple(self._entries)

    def find(self, path: str) -> str | None:
        """The entry that ``path`` means: exactly, or but for case and Unicode composition, as forgiving reading systems do."""
        if path in self._entries:
            return path
        return self._loose.get(_loose(path))

    def read(self, name: str, most: int = LIMITS.archive_entry_bytes) -> bytes:
        """The bytes of entry ``name`` (KeyError when there is none), inflated and counted.

        Damaged data is given as far as it goes, with a finding ``archive-entry-damaged``. Raises LimitExceeded ``archive-bomb`` /
        ``archive-too-large``.
        """
        entry = self._entries[name]
        if entry.method not in {_STORED, _DEFLATED}:
            self.findings.append(Finding("archive-entry-damaged", {"file": name}, name))
            return b""
        pieces: list[bytes] = []
        count, crc, whole = 0, 0, True
        try:
            for piece in self._inflated(entry):
                count += len(piece)
                crc = zlib.crc32(piece, crc)
                self._check(entry, count, most)
                pieces.append(piece)
        except (zlib.error, EOFError):
            whole = False
        self.total += count
        if not whole or (entry.crc is not None and crc != entry.crc):
            self.findings.append(Finding("archive-entry-damaged", {"file": name}, name))
        return b"".join(pieces)

    def _check(self, entry: Entry, count: int, most: int) -> None:
        grown = entry.length >= 0 and count > LIMITS.archive_ratio * max(entry.length, 1)
        if grown and (count > _RATIO_FROM or count > most):
            raise LimitExceeded("archive-bomb", file=entry.name)
        if count > most or self.total + count > LIMITS.archive_total_bytes:
            raise LimitExceeded("archive-too-large", file=entry.name, mebibytes=most // MIB)

    def _inflated(self, entry: Entry) -> Iterator[bytes]:
        self._stream.seek(entry.start)
        inflater = zlib.decompressobj(-15) if entry.method == _DEFLATED else None
        left = entry.length if entry.length >= 0 else 1 << 62
        while left > 0:
            raw = self._stream.read(min(_CHUNK, left))
            if not raw:
                raise EOFError
            left -= len(raw)
            if inflater is None:
                yield raw
                continue
            yield inflater.decompress(raw, _CHUNK * 4)
            while inflater.unconsumed_tail:
                yield inflater.decompress(inflater.unconsumed_tail, _CHUNK * 4)
            if inflater.eof:
                return
        if inflater is not None and not inflater.eof:
            raise EOFError

    # --- finding the entries -----------------------------------------------------------------------------------------

    def _list(self, source: Path) -> list[Entry]:
        try:
            with zipfile.ZipFile(self._stream) as opened:
                infos = opened.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error, OverflowError):
            return self._recovered(source)
        if len(infos) > LIMITS.archive_entries:
            raise LimitExceeded("archive-too-many", count=len(infos), most=LIMITS.archive_entries)
        entries = [entry for info in infos if (entry := self._entry(info)) is not None]
        self._refuse_overlaps(entries)
        if not entries or any(finding.code == "archive-entry-damaged" for finding in self.findings):
            # The directory itself is damaged: what it does not lead to may still be there.
            known = {entry.name for entry in entries}
            entries += [entry for entry in self._recovered(source) if entry.name not in known]
        return entries

    def _entry(self, info: zipfile.ZipInfo) -> Entry | None:
        name = _clean_name(info.filename)
        if info.filename.endswith("/"):
            return None
        if name is None or stat.S_ISLNK(info.external_attr >> 16):
            self.findings.append(Finding("archive-entry-refused", {"file": info.filename[:200]}))
            return None
        if info.flag_bits & _LOCKED:
            raise ProtectedFile("archive-password")
        if info.file_size > _RATIO_FROM and info.file_size > LIMITS.archive_ratio * max(
            info.compress_size, 1
        ):
            raise LimitExceeded("archive-bomb", file=name)
        header = b""
        if info.header_offset >= 0:
            self._stream.seek(info.header_offset)
            header = self._stream.read(_LOCAL_SIZE)
        if len(header) < _LOCAL_SIZE or not header.startswith(_LOCAL):
            self.findings.append(Finding("archive-entry-damaged", {"file": name}, name))
            return None
        name_length, extra_length = struct.unpack("<HH", header[26:30])
        start = info.header_offset + _LOCAL_SIZE + name_length + extra_length
        return Entry(name, start, info.compress_size, info.compress_type, info.file_size, info.CRC)

    def _refuse_overlaps(self, entries: list[Entry]) -> None:
        """Entries that share bytes are how 100 kB become 10 GB; honest programs never write them."""
        end = -1
        for entry in sorted(entries, key=lambda entry: entry.start):
            if entry.start < end:
                raise LimitExceeded("archive-overlap", file=entry.name)
            end = entry.start + entry.length

    def _recovered(self, source: Path) -> list[Entry]:
        """Entries from their local headers, for an archive whose directory is lost. Linear in the size of the file."""
        entries: list[Entry] = []
        size = source.stat().st_size
        at = 0
        while (at := self._next_header(at)) >= 0:
            self._stream.seek(at)
            header = self._stream.read(_LOCAL_SIZE)
            if len(header) < _LOCAL_SIZE:
                break
            flags, method = struct.unpack("<HH", header[6:10])
            crc, packed, unpacked, name_length, extra_length = struct.unpack("<IIIHH", header[14:30])
            raw = self._stream.read(name_length)
            start = at + _LOCAL_SIZE + name_length + extra_length
            name = _clean_name(raw.decode("utf-8" if flags & _UTF8 else "cp437", "replace"))
            if flags & _LOCKED:
                raise ProtectedFile("archive-password")
            at += 4
            if name is None or name.endswith("/") or method not in {_STORED, _DEFLATED} or start > size:
                continue
            known = not flags & _DESCRIPTOR
            length = min(packed, size - start) if known else -1
            if method == _STORED and not known:
                continue
            entries.append(
                Entry(name, start, length, method, unpacked if known else -1, crc if known else None)
            )
            if len(entries) > LIMITS.archive_entries:
                raise LimitExceeded("archive-too-many", count=len(entries), most=LIMITS.archive_entries)
            at = start + max(length, 0)
        if not entries:
            raise DamagedFile("archive-damaged", file=source.name)
        self.findings.append(Finding("archive-recovered", {"count": len(entries)}))
        return entries

    def _next_header(self, at: int) -> int:
        self._stream.seek(at)
        tail = b""
        while chunk := self._stream.read(_CHUNK):
            found = (tail + chunk).find(_LOCAL)
            if found >= 0:
                return at - len(tail) + found
            at += len(chunk)
            tail = chunk[-3:]
        return -1


def _clean_name(name: str) -> str | None:
    """``name`` with plain slashes; None where it would lead out of the archive."""
    name = name.replace("\\", "/").split("\0")[0]
    if name.startswith("/") or ":" in name.split("/")[0][1:2]:
        return None
    parts = [part for part in name.split("/") if part not in {"", "."}]
    if ".." in parts or not parts:
        return None
    return "/".join(parts)


def _loose(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
