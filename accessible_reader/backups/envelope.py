r"""The envelope of a backup: a stream under a passphrase, in which nothing can be read, changed, cut off or moved unseen.

::

    AR-BACKUP 1\n               what it is
    {"salt": ...}\n             JSON: how the key is made of the passphrase (argon2id), and by what a wrong passphrase is known
    chunk chunk ... chunk      each 1 MiB and 16 bytes (AES-256-GCM), the last one shorter

A chunk's nonce is its number and whether it is the last one (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015), the first two lines are authenticated with each. The key
is used for this one file only, because the salt is new each time.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Final

from argon2.exceptions import Argon2Error
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from converters.errors import BadOptions, DamagedFile

MAGIC: Final = b"AR-BACKUP 1\n"
CHUNK: Final = 1 << 20
_TAG: Final = 16
_LONGEST_HEADER: Final = 4_096
_MOST_KIBIBYTES: Final = 1 << 21
_MOST_PASSES: Final = 64
LEAST_CHARACTERS: Final = 12
"""Of a passphrase: whoever has the file can try as many as they like."""


@dataclass(frozen=True, slots=True)
class Lock:
    """How a key is made of a passphrase. ``check`` tells a wrong passphrase from a damaged file and says nothing about the key."""

    salt: str
    check: str
    passes: int = 3
    kibibytes: int = 262_144
    lanes: int = 4

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


def new_lock(passphrase: str, *, passes: int = 3, kibibytes: int = 262_144) -> tuple[Lock, bytes]:
    """A lock with a salt of its own, and its key. Raises BadOptions ``backup-passphrase-short``."""
    if len(passphrase) < LEAST_CHARACTERS:
        raise BadOptions("backup-passphrase-short", least=LEAST_CHARACTERS)
    salt = base64.b64encode(secrets.token_bytes(16)).decode()
    key, check = _derive(Lock(salt, "", passes, kibibytes), passphrase)
    return Lock(salt, check, passes, kibibytes), key


def open_lock(data: Any, passphrase: str) -> bytes:
    """The key. ``data`` is what :meth:`Lock.to_json` made. Raises DamagedFile; BadOptions ``backup-passphrase-wrong``."""
    try:
        lock = Lock(
            str(data["salt"]),
            str(data["check"]),
            int(data["passes"]),
            int(data["kibibytes"]),
            int(data["lanes"]),
        )
        if not (
            0 < lock.passes <= _MOST_PASSES
            and 8 <= lock.kibibytes <= _MOST_KIBIBYTES
            and 0 < lock.lanes <= 64
        ):
            raise DamagedFile("backup-damaged", what="lock")
        key, check = _derive(lock, passphrase)
    except (KeyError, TypeError, ValueError, Argon2Error):
        raise DamagedFile("backup-damaged", what="lock") from None
    if not hmac.compare_digest(check, lock.check):
        raise BadOptions("backup-passphrase-wrong")
    return key


def _derive(lock: Lock, passphrase: str) -> tuple[bytes, str]:
    raw = hash_secret_raw(
        passphrase.encode(),
        base64.b64decode(lock.salt),
        lock.passes,
        lock.kibibytes,
        lock.lanes,
        64,
        Type.ID,
    )
    return raw[:32], hashlib.sha256(raw[32:]).hexdigest()


class SealingWriter(io.RawIOBase):
    """Writes into ``out`` what is written into it, sealed. :meth:`close` seals the last chunk and leaves ``out`` open."""

    def __init__(self, out: IO[bytes], lock: Lock, key: bytes) -> None:
        self._out = out
        self._cipher = AESGCM(key)
        self._head = MAGIC + json.dumps(lock.to_json()).encode() + b"\n"
        self._number = 0
        self._buffer = bytearray()
        out.write(self._head)

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: Any) -> int:
        """Take ``data``; chunks that are full are written."""
        self._buffer += data
        while len(self._buffer) > CHUNK:  # one is always held back: it may be the last
            self._seal(bytes(self._buffer[:CHUNK]), last=False)
            del self._buffer[:CHUNK]
        return len(data)

    def finish(self) -> None:
        """Write the last chunk. What is not finished is damaged, and is known to be."""
        self._seal(bytes(self._buffer), last=True)
        self._buffer.clear()

    def _seal(self, data: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._number, last=last), data, self._head))
        self._number += 1


class OpeningReader(io.RawIOBase):
    """Reads what a :class:`SealingWriter` wrote. Raises DamagedFile ``backup-damaged`` where it was changed or cut off."""

    def __init__(self, source: IO[bytes], passphrase: str) -> None:
        self._source = source
        magic, line = source.read(len(MAGIC)), source.readline(_LONGEST_HEADER)
        try:
            header = json.loads(line)
        except ValueError:
            header = None
        if magic != MAGIC or header is None:
            raise DamagedFile("backup-damaged", what="lock")
        self._head = magic + line
        self._cipher = AESGCM(open_lock(header, passphrase))
        self._number = 0
        self._next: bytes | None = source.read(CHUNK + _TAG)
        self._buffer = memoryview(b"")

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, target: Any) -> int:
        """At most a chunk."""
        if not self._buffer and self._next is not None:
            self._open()
        count = min(len(target), len(self._buffer))
        target[:count] = self._buffer[:count]
        self._buffer = self._buffer[count:]
        return count

    def _open(self) -> None:
        sealed, after = self._next or b"", self._source.read(CHUNK + _TAG)
        try:
            plain = self._cipher.decrypt(_nonce(self._number, last=not after), sealed, self._head)
        except (InvalidTag, ValueError):
            raise DamagedFile("backup-damaged", what=f"chunk {self._number + 1}") from None
        self._buffer = memoryview(plain)
        self._next = after or None
        self._number += 1


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def is_sealed(file: Path) -> bool:
    """Whether the file says that it is sealed; False for one that cannot be read."""
    try:
        with file.open("rb") as stream:
            return stream.read(len(MAGIC)) == MAGIC
    except OSError:
        return False
