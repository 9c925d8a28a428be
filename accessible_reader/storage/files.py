"""Files under names of our own, in a local folder or in S3 (obstore). A file is there whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import obstore
import obstore.exceptions
import obstore.store

from converters.errors import disk_error

_PIECE: Final = 8 << 20


class StorageError(Exception):
    """The storage could not be reached, refused, or is full. Trying again later may help."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """``name`` in the store; ``size`` in bytes; SHA-256 in hex."""

    name: str
    size: int
    sha256: str


class FileStore:
    """One store. Safe to share between threads and to open from many processes."""

    def __init__(self, store: Any, url: str) -> None:
        self._store = store
        self.url = url

    def put(self, name: str, source: Path) -> StoredFile:
        """Copy ``source`` into the store as ``name``; what was there under that name is replaced as a whole."""
        digest, size = hash_file(source)
        with _told():
            obstore.put(self._store, name, source)
        return StoredFile(name, size, digest)

    def put_bytes(self, name: str, data: bytes) -> StoredFile:
        """The same from memory."""
        with _told():
            obstore.put(self._store, name, data)
        return StoredFile(name, len(data), hashlib.sha256(data).hexdigest())

    def put_by_hash(self, folder: str, source: Path) -> StoredFile:
        """Copy ``source`` to ``<folder>/<first two digits>/<SHA-256>``; a file that is there already is not written again."""
        digest, size = hash_file(source)
        name = f"{folder}/{digest[:2]}/{digest}"
        if not self.contains(name):
            with _told():
                obstore.put(self._store, name, source)
        return StoredFile(name, size, digest)

    def contains(self, name: str) -> bool:
        """Whether there is such a file."""
        with _told():
            try:
                obstore.head(self._store, name)
            except FileNotFoundError:
                return False
        return True

    def size(self, name: str) -> int:
        """In bytes. FileNotFoundError where there is none."""
        with _told():
            return int(obstore.head(self._store, name)["size"])

    def fetch(self, name: str, target: Path) -> Path:
        """Copy the file to ``target``, in pieces. FileNotFoundError where there is none."""
        partial = target.with_name(f".{target.name}.part")
        try:
            with _told(), partial.open("wb") as stream:
                for piece in obstore.get(self._store, name).stream(_PIECE):
                    stream.write(bytes(piece))
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        return target

    def stream(self, name: str) -> tuple[int, Iterator[bytes]]:
        """Size, and the file in pieces of some megabytes. FileNotFoundError where there is none; while reading, StorageError."""
        with _told():
            found = obstore.get(self._store, name)
            size, pieces = int(found.meta["size"]), found.stream(_PIECE)
        return size, _told_pieces(pieces)

    def read(self, name: str, start: int = 0, length: int | None = None) -> bytes:
        """The file, or ``length`` bytes of it from ``start``. FileNotFoundError where there is none."""
        with _told():
            if length is None and not start:
                return bytes(obstore.get(self._store, name).bytes())
            end = self.size(name) if length is None else start + length
            return bytes(obstore.get_range(self._store, name, start=start, end=end))

    def names(self, prefix: str = "", written_before: datetime | None = None) -> Iterator[str]:
        """All names below the folder ``prefix``; with ``written_before`` only of files that nobody has written since, by the storage's clock."""
        with _told():
            for page in obstore.list(self._store, prefix or None):
                yield from (
                    str(entry["path"])
                    for entry in page
                    if written_before is None or entry["last_modified"] < written_before
                )

    def delete(self, name: str) -> None:
        """Remove the file; nothing happens where there is none."""
        with _told():
            try:
                obstore.delete(self._store, name)
            except FileNotFoundError:
                return


def _told_pieces(pieces: Any) -> Iterator[bytes]:
    with _told():
        for piece in pieces:
            yield bytes(piece)


class _told:  # noqa: N801 (reads as a word in a with statement)
    """Turns the store's errors into :class:`StorageError`; a missing file stays a FileNotFoundError."""

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, FileNotFoundError) or (isinstance(error, OSError) and disk_error(error)):
            return  # our own disk is full: not the store's fault
        if isinstance(error, (obstore.exceptions.BaseError, OSError)):
            raise StorageError(str(error).splitlines()[0][:200]) from error


def hash_file(path: Path) -> tuple[str, int]:
    """SHA-256 (hex) and size of a file."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
        return digest.hexdigest(), stream.tell()


def open_store(url: str) -> FileStore:
    """The store at ``url``: a folder (made where missing), ``file://``, ``s3://bucket/prefix`` (settings from the environment, as obstore reads them) or ``memory://``."""
    if url == "memory://":
        return FileStore(obstore.store.MemoryStore(), url)
    if "://" in url and not url.startswith("file://"):
        return FileStore(obstore.store.from_url(url), url)
    folder = Path(url.removeprefix("file://"))
    folder.mkdir(parents=True, exist_ok=True)
    return FileStore(obstore.store.LocalStore(prefix=folder, mkdir=True), str(folder))
