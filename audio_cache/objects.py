"""Clips in S3, or whatever speaks its protocol (MinIO, OSS, Ceph), by obstore; in memory for tests.

The time of last use is the object's last modification. S3 cannot set it and refuses to copy an object onto itself unchanged, so a clip is put again
when it is used after a week without a mark: at most one write a week for each clip in use.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlsplit

from audio_cache.store import Stored, StoreError, Trouble, TroubleCode

if TYPE_CHECKING:
    import obstore.store

_LOCK: Final = "lock"
_STALE_LOCK: Final = timedelta(hours=1)
# The process in which obstore's threads live: one for all stores.
_RUNTIME: Final[dict[str, int]] = {}
_Result = TypeVar("_Result")


class ObjectStore:
    """``s3://bucket/prefix`` or ``memory://``. Nothing is asked before the first use.

    obstore's threads do not live on in a forked child, and a call would wait for them for ever. A child forked after the first use is therefore told
    that the store is out of reach; start it with ``spawn`` (``converters.processes`` does, because of those threads), or fork before.
    """

    mark_after: Final = 7 * 86400.0
    pause: Final = 60.0

    def __init__(self, url: str) -> None:
        self.url = url
        self._token = secrets.token_hex(6)
        self._client: Any = None

    def read(self, name: str) -> tuple[bytes, float] | None:
        """One GET."""
        import obstore

        def get() -> tuple[bytes, float] | None:
            try:
                found = obstore.get(self._store(), name)
                return bytes(found.bytes()), found.meta["last_modified"].timestamp()
            except FileNotFoundError:
                return None

        return _tried(get)

    def write(self, name: str, content: bytes) -> None:
        """One PUT; S3 shows it whole or not at all."""
        import obstore

        _tried(lambda: obstore.put(self._store(), name, content, use_multipart=False))

    def mark(self, name: str, content: bytes) -> None:
        """Put again."""
        self.write(name, content)

    def contains(self, name: str) -> bool:
        """One HEAD."""
        return self._head(name) is not None

    def delete(self, name: str) -> bool:
        """One DELETE; S3 does not tell whether there was something."""
        import obstore

        def delete() -> bool:
            try:
                obstore.delete(self._store(), name)
            except FileNotFoundError:
                return False
            return True

        return _tried(delete)

    def list(self, folder: str) -> Iterator[Stored]:
        """A thousand a request."""
        import obstore

        pages = _tried(lambda: iter(obstore.list(self._store(), prefix=folder)))
        while True:
            page = _tried(lambda: next(pages, None))
            if page is None:
                return
            for meta in page:
                yield Stored(meta["path"], meta["size"], meta["last_modified"].timestamp())

    @contextmanager
    def locked(self) -> Iterator[bool]:
        """A lock object; see :meth:`_take_lock`."""
        ours = self._take_lock()
        try:
            yield ours
        finally:
            if ours:
                self.delete(_LOCK)

    def free_bytes(self) -> int | None:
        """Endless, for all we know."""
        return None

    def sweep(self) -> None:
        """Unfinished uploads leave nothing behind."""
        return

    def _take_lock(self) -> bool:
        """An object that must not be there yet. One older than an hour was left by somebody who was killed."""
        import obstore
        from obstore.exceptions import AlreadyExistsError, PreconditionError

        def create() -> bool:
            content = f"{self._token} {os.getpid()} {time.time():.0f}".encode("ascii")
            try:
                obstore.put(self._store(), _LOCK, content, mode="create", use_multipart=False)
            except (AlreadyExistsError, PreconditionError):
                return False
            return True

        if _tried(create):
            return True
        made = self._head(_LOCK)
        if made is not None and datetime.now(UTC) - made < _STALE_LOCK:
            return False
        self.delete(_LOCK)
        return _tried(create)

    def _head(self, name: str) -> datetime | None:
        import obstore

        def head() -> datetime | None:
            try:
                return obstore.head(self._store(), name)["last_modified"]
            except FileNotFoundError:
                return None

        return _tried(head)

    def _store(self) -> obstore.store.ObjectStore:
        if _RUNTIME.setdefault("process", os.getpid()) != os.getpid():
            raise RuntimeError("forked after the object store was used")
        if self._client is None:
            self._client = _connect(self.url)
        client: obstore.store.ObjectStore = self._client
        return client


def _connect(url: str) -> obstore.store.ObjectStore:
    from obstore.store import MemoryStore, S3Store

    parts = urlsplit(url)
    if parts.scheme == "memory":
        return MemoryStore()
    return S3Store(
        parts.netloc,
        prefix=parts.path.strip("/") or None,
        client_options=_client_options(),
        # The defaults (ten tries, three minutes) are for data; whoever waits for a clip can have it spoken instead.
        retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=20)},
    )


def _client_options() -> Any:
    """Our patience, and what the environment says: obstore reads these variables itself only when no option is given."""
    options: dict[str, Any] = {"connect_timeout": "3s", "timeout": "20s"}
    for name in ("connect_timeout", "timeout", "proxy_url"):
        if value := os.environ.get(f"AWS_{name.upper()}"):
            options[name] = value
    for name in ("allow_http", "allow_invalid_certificates"):
        if os.environ.get(f"AWS_{name.upper()}", "").lower() in {"true", "1", "yes", "on"}:
            options[name] = True
    return options


def _tried(action: Callable[[], _Result]) -> _Result:
    from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError

    try:
        return action()
    except (BaseError, OSError, ValueError, RuntimeError) as error:
        denied = isinstance(error, PermissionDeniedError | UnauthenticatedError)
        code: TroubleCode = "audio-cache-denied" if denied else "audio-cache-unreachable"
        reason = " ".join(str(error).split())[:300]
        raise StoreError(Trouble(code, reason)) from error
