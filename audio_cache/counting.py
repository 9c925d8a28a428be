"""Counts that several processes share: each writes what it counted since it last did so as a small object of its own, and whoever tidies adds them up.

Approximate on purpose: a killed process takes its last counts with it, threads may lose one now and then, and nobody waits for anybody.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Final

from audio_cache.store import Store

FOLDER: Final = "counts"


@dataclass(slots=True)
class Counts:
    """What happened since ``since``.

    ``written``: bytes put since the last scan; ``scanned``, ``scanned_bytes``: when all entries were last added up, and to what. Times in seconds
    since 1970, 0: never.
    """

    hits: int = 0
    misses: int = 0
    damaged: int = 0
    puts: int = 0
    dropped: int = 0
    evicted: int = 0
    written: int = 0
    since: float = 0.0
    scanned: float = 0.0
    scanned_bytes: int = 0

    @property
    def estimated_bytes(self) -> int:
        """What the store should hold by now; too much where clips were put twice or deleted."""
        return self.scanned_bytes + self.written

    def add(self, other: Counts) -> None:
        """Sums, the earlier beginning, the later scan."""
        for name in ("hits", "misses", "damaged", "puts", "dropped", "evicted", "written"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        if other.since and (not self.since or other.since < self.since):
            self.since = other.since
        if other.scanned > self.scanned:
            self.scanned, self.scanned_bytes = other.scanned, other.scanned_bytes

    @property
    def events(self) -> int:
        """How much there is to be written down."""
        return self.hits + self.misses + self.puts + self.dropped + self.evicted


def save(store: Store, counts: Counts) -> None:
    """Write ``counts`` down beside what others wrote."""
    name = f"{FOLDER}/{time.time_ns():020d}-{secrets.token_hex(6)}"
    store.write(name, json.dumps(asdict(counts), separators=(",", ":")).encode("ascii"))


def names(store: Store) -> list[str]:
    """The objects that hold counts now."""
    return [stored.name for stored in store.list(FOLDER)]


def total(store: Store, among: Iterable[str] | None = None) -> Counts:
    """All counts, or those of ``among``, as one. What is damaged or gone does not count."""
    everything = Counts()
    for name in names(store) if among is None else among:
        found = store.read(name)
        if found is not None:
            everything.add(_parse(found[0]))
    return everything


def replace(store: Store, old: Iterable[str], counts: Counts) -> None:
    """``counts`` in place of those of ``old``. To be called by the holder of the lock. Written first: killed in between, we count twice, not nothing."""
    save(store, counts)
    for name in old:
        store.delete(name)


def _parse(content: bytes) -> Counts:
    counts = Counts()
    try:
        values = json.loads(content)
        for field in fields(Counts):
            kind = type(getattr(counts, field.name))
            setattr(counts, field.name, max(kind(0), kind(values[field.name])))
    except (ValueError, TypeError, KeyError, OverflowError):
        return Counts()
    return counts
