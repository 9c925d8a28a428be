"""The cache itself: checked on read, bounded, counted, and never the end of a conversion."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import util
from typing import Any, Final

from audio_cache import counting, eviction
from audio_cache.counting import Counts
from audio_cache.entry import pack, unpack
from audio_cache.eviction import Evicted
from audio_cache.key import entry_name, is_key
from audio_cache.store import Store, StoreError, Trouble

SAVE_COUNTS_EVERY: Final = 1000
"""Events after which a process writes its counts down."""
LOOK_EVERY: Final = 64 << 20
"""Bytes after which a writing process asks whether it is time to tidy (less for small caches)."""
SCAN_AFTER: Final = 24 * 3600.0
"""Seconds after which the estimate of the size is no longer trusted, and old clips are looked for."""


@dataclass(frozen=True, slots=True)
class CacheStats:
    """``bytes`` as stored; uses in seconds since 1970, None: empty; the counts are of all processes since ``since`` and approximate."""

    url: str
    entries: int
    bytes: int
    oldest_use: float | None
    newest_use: float | None
    hits: int
    misses: int
    damaged: int
    dropped: int
    evicted: int
    since: float | None
    max_bytes: int
    max_age_days: float


class AudioCache:
    """Clips by key. Made by :func:`audio_cache.open_cache`; one a process, for all its threads; copies itself by its URL when pickled or forked.

    A cache promises nothing: what was put may be gone at the next moment, and the caller then speaks again. ``get`` and ``put`` raise only
    :class:`ValueError` (not a key); whatever the store does is counted, kept in :attr:`trouble` and told once to :attr:`on_trouble`.
    """

    def __init__(self, store: Store, max_bytes: int, max_age_days: float) -> None:
        self._store = store
        self.max_bytes = max_bytes
        self.max_age_days = max_age_days
        self.on_trouble: Callable[[Trouble], None] | None = None
        """Called once for each kind of trouble in this process, by the thread that met it."""
        self._look_every = max(1, min(LOOK_EVERY, max_bytes // 16))
        self._process: int
        self._counts: Counts
        self._saved: Counts
        self._unseen: int
        self._begin()

    def __reduce__(self) -> tuple[Any, ...]:
        from audio_cache.opening import reopen

        return reopen, (self.url, self.max_bytes, self.max_age_days)

    @property
    def url(self) -> str:
        """What :func:`audio_cache.open_cache` makes the same cache of (``memory://``: an empty one)."""
        return self._store.url

    @property
    def trouble(self) -> Trouble | None:
        """The first trouble this process had with the store."""
        return next(iter(self._troubles.values()), None)

    @property
    def hits(self) -> int:
        """Clips found by this process."""
        return self._saved.hits + self._counts.hits

    @property
    def misses(self) -> int:
        """Clips not found by this process."""
        return self._saved.misses + self._counts.misses

    def get(self, key: str) -> bytes | None:
        """The payload; None when there is none, or none that is whole. A damaged entry is removed."""
        name = entry_name(key)
        if os.getpid() != self._process:
            self._begin()
        counts = self._counts
        try:
            found = None if self._paused() else self._store.read(name)
            if found is not None:
                content, used = found
                payload = unpack(key, content)
                if payload is not None:
                    counts.hits += 1
                    if time.time() - used > self._mark_after():
                        self._store.mark(name, content)
                    self._save_counts_sometimes()
                    return payload
                counts.damaged += 1
                self._store.delete(name)
        except StoreError as error:
            self._met(error.trouble)
        counts.misses += 1
        self._save_counts_sometimes()
        return None

    def put(self, key: str, payload: bytes) -> None:
        """Keep ``payload``, if the store will have it; otherwise it is dropped and counted."""
        name = entry_name(key)
        if os.getpid() != self._process:
            self._begin()
        content = pack(key, payload)
        counts = self._counts
        if self._paused() or len(content) > self.max_bytes:
            counts.dropped += 1
            return
        try:
            self._store.write(name, content)
        except StoreError as error:
            counts.dropped += 1
            self._met(error.trouble)
            if error.trouble.code == "audio-cache-full":
                self._tidy_aside()
            return
        counts.puts += 1
        counts.written += len(content)
        self._unseen += len(content)
        self._save_counts_sometimes()
        if self._unseen >= self._look_every:
            self._unseen = 0
            self._tidy_when_due()

    def contains(self, key: str) -> bool:
        """Whether there is an entry, whole or not."""
        return bool(self._tried(lambda: self._store.contains(entry_name(key)), instead=False))

    def delete(self, key: str) -> None:
        """Remove the entry, if there is one."""
        self._tried(lambda: self._store.delete(entry_name(key)), instead=False)

    def evict(self) -> Evicted:
        """Hold the bounds: what was not used for ``max_age_days`` goes, then the least recently used until at most nine tenths of ``max_bytes`` are left.

        Nothing goes for size while the bound holds. One process at a time; others return at once with ``ran`` False. Raises :class:`StoreError`.
        """
        self.save_counts()
        with self._store.locked() as ours:
            if not ours:
                return Evicted(ran=False)
            names = counting.names(self._store)
            counts = counting.total(self._store, names)
            done = eviction.tidy(self._store, self.max_bytes, self.max_age_days)
            counts.written, counts.scanned, counts.scanned_bytes = 0, time.time(), done.left_bytes
            counts.evicted += done.entries
            counts.since = counts.since or counts.scanned
            counting.replace(self._store, names, counts)
            return done

    def clear(self) -> Evicted:
        """Remove all clips and begin counting anew. Files that are not ours stay. Raises :class:`StoreError`."""
        entries = removed = 0
        for stored in list(self._store.list("clips")):
            if is_key(stored.name.rpartition("/")[2]) and self._store.delete(stored.name):
                entries += 1
                removed += stored.size
        for name in counting.names(self._store):
            self._store.delete(name)
        self._begin()
        return Evicted(entries, removed)

    def stats(self) -> CacheStats:
        """Look at every entry (some seconds for a million) and add the counts up. Raises :class:`StoreError`."""
        entries = size = 0
        oldest, newest = float("inf"), 0.0
        for stored in self._store.list("clips"):
            if is_key(stored.name.rpartition("/")[2]):
                entries += 1
                size += stored.size
                oldest, newest = min(oldest, stored.used), max(newest, stored.used)
        counts = counting.total(self._store)
        counts.add(self._counts)
        return CacheStats(
            url=self.url,
            entries=entries,
            bytes=size,
            oldest_use=oldest if entries else None,
            newest_use=newest if entries else None,
            hits=counts.hits,
            misses=counts.misses,
            damaged=counts.damaged,
            dropped=counts.dropped,
            evicted=counts.evicted,
            since=counts.since or None,
            max_bytes=self.max_bytes,
            max_age_days=self.max_age_days,
        )

    def counts(self) -> Counts:
        """What all processes counted, and an estimate of the size; no entry is looked at, so it is quick. Raises :class:`StoreError`."""
        counts = counting.total(self._store)
        counts.add(self._counts)
        return counts

    def save_counts(self) -> None:
        """Write down what was counted; done by itself now and then and at the end of the process."""
        if os.getpid() != self._process or not self._counts.events:
            return
        counts, self._counts = self._counts, Counts(since=time.time())
        self._saved.add(counts)
        if not self._paused():
            self._tried(lambda: counting.save(self._store, counts), instead=None)

    def _begin(self) -> None:
        """A fresh start, also in a forked child: what the parent counted is the parent's to write down."""
        self._process = os.getpid()
        self._counts = Counts(since=time.time())
        self._saved = Counts()
        self._unseen = 0
        self._resume_at = 0.0
        self._troubles: dict[str, Trouble] = {}
        self._tidying: threading.Thread | None = None
        # Unlike atexit this runs at the end of multiprocessing's children too.
        util.Finalize(self, _save_at_exit, (_weak(self),), exitpriority=1)

    def _mark_after(self) -> float:
        # Whatever the bound on age: a clip in use is marked long before it would go.
        return min(self._store.mark_after, self.max_age_days * 86400 / 4)

    def _paused(self) -> bool:
        return bool(self._resume_at) and time.monotonic() < self._resume_at

    def _met(self, trouble: Trouble) -> None:
        if self._store.pause:
            self._resume_at = time.monotonic() + self._store.pause
        if trouble.code not in self._troubles:
            self._troubles[trouble.code] = trouble
            if self.on_trouble is not None:
                self.on_trouble(trouble)

    def _tried(self, action: Callable[[], Any], instead: Any) -> Any:
        try:
            return action()
        except StoreError as error:
            self._met(error.trouble)
            return instead

    def _save_counts_sometimes(self) -> None:
        if self._counts.events >= SAVE_COUNTS_EVERY:
            self.save_counts()

    def _tidy_when_due(self) -> None:
        self.save_counts()
        counts = self._tried(lambda: counting.total(self._store), instead=None)
        if counts is None:
            return
        if counts.estimated_bytes > self.max_bytes or time.time() - counts.scanned > SCAN_AFTER:
            self._tidy_aside()

    def _tidy_aside(self) -> None:
        """In a thread: whoever listens must not wait until a million files were looked at."""
        if self._tidying is None or not self._tidying.is_alive():
            self._tidying = threading.Thread(target=self._tried, args=(self.evict, None), daemon=True)
            self._tidying.start()


def _weak(cache: AudioCache) -> Callable[[], AudioCache | None]:
    import weakref

    return weakref.ref(cache)


def _save_at_exit(cache: Callable[[], AudioCache | None]) -> None:
    there = cache()
    if there is not None:
        there.save_counts()
