"""Clips in a local folder, one file each.

A write goes to a temporary file and is renamed, so readers see the whole clip or none. Nothing is synced to the disk: after a power cut a file may
be short or empty, its header then says so, and the sentence is spoken again. One ``fsync`` would cost more than speaking the sentence.
The time of last use is the file's modification time: access times are off or coarse on most systems.
"""

# A Path costs more than the call it makes, and this runs for every sentence.
# ruff: noqa: PTH103, PTH105, PTH108, PTH110, PTH120, PTH123

from __future__ import annotations

import errno
import fcntl
import itertools
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from audio_cache.store import Stored, StoreError, Trouble, TroubleCode

_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DENIED: Final = {errno.EACCES, errno.EPERM, errno.EROFS}
_UNFINISHED: Final = "unfinished"
_LEFT_BEHIND: Final = 24 * 3600.0
# https://bford.info/cachedir/: programs that make backups leave such folders out.
_TAG: Final = b"Signature: 8a477f597d28d172789f06886806bc55\n# Speech clips of Accessible Reader. They can be made again.\n"


class FolderStore:
    """A folder; it is made when something is first written, readable by its owner only (what somebody listens to is nobody's business)."""

    mark_after: Final = 3600.0
    pause: Final = 0.0

    def __init__(self, folder: str) -> None:
        self._root = folder
        self._token = secrets.token_hex(6)
        self._numbers = itertools.count()

    @property
    def url(self) -> str:
        """The absolute path."""
        return self._root

    def read(self, name: str) -> tuple[bytes, float] | None:
        """One open, one fstat, one read."""
        try:
            handle = os.open(f"{self._root}/{name}", os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _trouble(error) from error
        try:
            facts = os.fstat(handle)
            # One byte more than it should be: a second read would only be there to see the end.
            content = os.read(handle, facts.st_size + 1)
        except OSError as error:
            raise _trouble(error) from error
        finally:
            os.close(handle)
        return content, facts.st_mtime

    def write(self, name: str, content: bytes) -> None:
        """A temporary file, renamed. Folders are made when one is found missing, not looked for."""
        target = f"{self._root}/{name}"
        # The process id: a forked child has our token and our numbers.
        temporary = f"{self._root}/{_UNFINISHED}/{os.getpid()}-{self._token}-{next(self._numbers)}"
        try:
            try:
                handle = self._create(temporary)
                try:
                    _write_all(handle, content)
                finally:
                    os.close(handle)
                self._move(temporary, target)
            except BaseException:
                with suppress(OSError):
                    os.unlink(temporary)
                raise
        except OSError as error:
            raise _trouble(error) from error

    def mark(self, name: str, content: bytes) -> None:
        """Set the modification time."""
        try:
            os.utime(f"{self._root}/{name}")
        except FileNotFoundError:
            pass
        except OSError as error:
            raise _trouble(error) from error

    def contains(self, name: str) -> bool:
        """Whether the file exists."""
        return os.path.exists(f"{self._root}/{name}")

    def delete(self, name: str) -> bool:
        """Unlink."""
        try:
            os.unlink(f"{self._root}/{name}")
        except FileNotFoundError:
            return False
        except OSError as error:
            raise _trouble(error) from error
        return True

    def list(self, folder: str) -> Iterator[Stored]:
        """Walk; clips that others delete meanwhile are left out."""
        try:
            entries = os.scandir(f"{self._root}/{folder}")
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            raise _trouble(error) from error
        with entries:
            for entry in entries:
                name = f"{folder}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    yield from self.list(name)
                    continue
                try:
                    facts = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue
                except OSError as error:
                    raise _trouble(error) from error
                yield Stored(name, facts.st_size, facts.st_mtime)

    @contextmanager
    def locked(self) -> Iterator[bool]:
        """``flock``: the system gives it back when its holder dies, however that happens."""
        try:
            self._make_root()
            handle = os.open(f"{self._root}/lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            raise _trouble(error) from error
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            except OSError as error:
                raise _trouble(error) from error
            yield True
        finally:
            os.close(handle)

    def free_bytes(self) -> int | None:
        """Of the disk."""
        try:
            return shutil.disk_usage(self._root).free
        except OSError:
            return None

    def sweep(self) -> None:
        """Temporary files older than a day: their writers were killed."""
        for left in list(self.list(_UNFINISHED)):
            if time.time() - left.used > _LEFT_BEHIND:
                self.delete(left.name)

    def _create(self, temporary: str) -> int:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        try:
            return os.open(temporary, flags, 0o666)
        except FileNotFoundError:
            self._make_root()
            os.makedirs(os.path.dirname(temporary), exist_ok=True)
            return os.open(temporary, flags, 0o666)

    def _move(self, temporary: str, target: str) -> None:
        try:
            os.replace(temporary, target)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            os.replace(temporary, target)

    def _make_root(self) -> None:
        os.makedirs(self._root, 0o700, exist_ok=True)
        if not os.path.exists(f"{self._root}/CACHEDIR.TAG"):
            with open(f"{self._root}/CACHEDIR.TAG", "wb") as tag:
                tag.write(_TAG)


def _write_all(handle: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _trouble(error: OSError) -> StoreError:
    code: TroubleCode = "audio-cache-unreachable"
    if error.errno in _FULL:
        code = "audio-cache-full"
    elif error.errno in _DENIED:
        code = "audio-cache-denied"
    return StoreError(Trouble(code, error.strerror or repr(error)))
