"""Which clips go: those that nobody used for too long, then the least recently used until the rest fits.

A million clips are looked at twice rather than held in memory once: 16 bytes each instead of 240, because this runs inside a speaking process.
"""

from __future__ import annotations

import time
from array import array
from dataclasses import dataclass
from typing import Final

from audio_cache.key import is_key
from audio_cache.store import Store, Stored

LOW_WATER: Final = 0.9
"""A store that is over its bound is brought down to this part of it, so that not every clip after it means another round."""
KEEP_FREE: Final = 1 << 30
"""Bytes of the disk that clips leave to others. Books matter more than what can be spoken again."""


@dataclass(frozen=True, slots=True)
class Evicted:
    """What a round removed and what it left. ``ran`` False: somebody else is tidying, nothing was done."""

    entries: int = 0
    bytes: int = 0
    left_entries: int = 0
    left_bytes: int = 0
    ran: bool = True


@dataclass(frozen=True, slots=True)
class Limit:
    """Entries used before ``time`` go, and of those used just then as many as it takes to remove ``ties`` bytes."""

    time: float
    ties: int = 0

    def dooms(self, stored: Stored, ties_removed: int) -> bool:
        """Whether this entry goes, after ``ties_removed`` bytes of entries used exactly at the limit."""
        return stored.used < self.time or (stored.used == self.time and ties_removed < self.ties)


def clips(store: Store) -> list[str]:
    """Names of all clips; for tests and small stores."""
    return [stored.name for stored in store.list("clips") if is_key(stored.name.rpartition("/")[2])]


def limit(uses: array[float], sizes: array[int], target: int, oldest: float) -> Limit:
    """Up to which time of last use entries have to go, so that none was used before ``oldest`` and at most ``target`` bytes are left."""
    excess = sum(sizes) - target
    order = sorted(range(len(uses)), key=uses.__getitem__)
    removed = 0
    moment = oldest
    at_moment = 0
    for number in order:
        if uses[number] >= oldest and removed >= excess:
            break
        if uses[number] < oldest:
            removed += sizes[number]
            continue
        if uses[number] != moment:
            moment, at_moment = uses[number], 0
        removed += sizes[number]
        at_moment += sizes[number]
    return Limit(moment, at_moment)


def tidy(store: Store, max_bytes: int, max_age_days: float, keep_free: int = KEEP_FREE) -> Evicted:
    """One round; to be called by the holder of the lock. Readers and writers go on meanwhile: a reader of a clip that goes has it open or finds none."""
    store.sweep()
    uses, sizes = array("d"), array("Q")
    for stored in store.list("clips"):
        if is_key(stored.name.rpartition("/")[2]):
            uses.append(stored.used)
            sizes.append(stored.size)
    whole = sum(sizes)
    free = store.free_bytes()
    bound = max_bytes if free is None else min(max_bytes, max(0, whole + free - keep_free))
    target = whole if whole <= bound else int(bound * LOW_WATER)
    until = limit(uses, sizes, target, time.time() - max_age_days * 86400)
    if whole <= target and not any(used < until.time for used in uses):
        return Evicted(0, 0, len(sizes), whole)
    entries = removed = ties = 0
    for stored in store.list("clips"):
        if is_key(stored.name.rpartition("/")[2]) and until.dooms(stored, ties):
            if stored.used == until.time:
                ties += stored.size
            if store.delete(stored.name):
                entries += 1
                removed += stored.size
    return Evicted(entries, removed, max(0, len(sizes) - entries), max(0, whole - removed))
