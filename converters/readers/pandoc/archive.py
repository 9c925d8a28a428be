"""Guards the zip files of Word and OpenDocument before anything else opens them."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from pathlib import Path
from typing import Final

from converters.errors import DamagedFile, LimitExceeded
from converters.limits import LIMITS, MIB

_TOTAL: Final = 512 * MIB
_CHUNK: Final = MIB
_BROKEN: Final = (OSError, EOFError, ValueError, NotImplementedError, RuntimeError, KeyError)


class OfficeArchive:
    """The members of an office file, each inflated with its bytes counted: declared sizes are not believed."""

    def __init__(self, source: Path, name: str) -> None:
        self._name = name
        try:
            self._zip = zipfile.ZipFile(source)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
            raise DamagedFile("office-damaged", file=name) from None
        members = self._zip.infolist()
        if len(members) > LIMITS.archive_entries:
            raise LimitExceeded("limit-office-size", file=name)
        _no_overlaps(members, name)
        self.names = frozenset(member.filename for member in members)
        if len(self.names) != len(members):
            raise DamagedFile("office-damaged", file=name)

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def check(self) -> None:
        """Inflate everything once. Raises LimitExceeded ``limit-office-size`` and DamagedFile ``office-damaged``."""
        total = 0
        for name in sorted(self.names):
            most = LIMITS.document_bytes if name.endswith((".xml", ".rels")) else _TOTAL
            total += self._inflate(name, min(most, _TOTAL - total), None)

    def read(self, name: str) -> bytes:
        """The bytes of one member; empty where there is none."""
        if name not in self.names:
            return b""
        kept: list[bytes] = []
        self._inflate(name, LIMITS.document_bytes, kept)
        return b"".join(kept)

    def _inflate(self, name: str, most: int, kept: list[bytes] | None) -> int:
        size = 0
        try:
            with self._zip.open(name) as stream:
                while size <= most and (chunk := stream.read(_CHUNK)):
                    size += len(chunk)
                    if kept is not None:
                        kept.append(chunk)
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, *_BROKEN):
            raise DamagedFile("office-damaged", file=self._name) from None
        if size > most:
            raise LimitExceeded("limit-office-size", file=self._name)
        return size


def _no_overlaps(members: list[zipfile.ZipInfo], name: str) -> None:
    """Python before 3.11.8 inflates entries that share bytes: the way 100 kB become 10 GB (CVE-2024-0450)."""
    end = 0
    for member in sorted(members, key=lambda one: one.header_offset):
        if member.header_offset < end:
            raise DamagedFile("office-damaged", file=name)
        end = member.header_offset + 30 + len(member.filename.encode("utf-8")) // 4 + member.compress_size
