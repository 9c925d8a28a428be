"""The store of clips beside bare files: one book's 14,000 clips of 20 kB, by one process and by two at once, then what looking at all of them costs.

``python benchmarks/bench_audio_cache.py [FOLDER]``: a folder on the disk to be measured (default: the temporary folder). The kernel's share of the
figures depends on the disk and on what else it does; in /dev/shm there is none of that.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from audio_cache import AudioCache, clip_key, open_cache
from benchmarks.measure import Measured, measure

CLIPS = 14_000
PAYLOAD = os.urandom(20_000)
SPEAKING = 5000.0
"""Microseconds of CPU in which espeak-ng speaks a sentence."""


def keys(_where: str, start: int = 0) -> list[str]:
    """As many keys as a book has sentences."""
    return [
        clip_key(engine="espeak", voice="en-us", script=["say", f"sentence {start + n}"])
        for n in range(CLIPS)
    ]


def bare_write(where: str) -> Callable[[list[str]], None]:
    """What any store of files has to do."""

    def job(names: list[str]) -> None:
        Path(where, "bare").mkdir()
        for name in names:
            handle = os.open(f"{where}/bare/{name}", os.O_WRONLY | os.O_CREAT, 0o666)
            os.write(handle, PAYLOAD)
            os.close(handle)

    return job


def bare_read(where: str) -> Callable[[list[str]], None]:
    """The same for reading."""

    def job(names: list[str]) -> None:
        for name in names:
            handle = os.open(f"{where}/bare/{name}", os.O_RDONLY)
            os.read(handle, 30_000)
            os.close(handle)

    return job


def put(cache: AudioCache, names: list[str]) -> None:
    """A book spoken for the first time."""
    for name in names:
        cache.put(name, PAYLOAD)


def get(cache: AudioCache, names: list[str]) -> None:
    """A second format."""
    for name in names:
        if cache.get(name) is None:
            raise SystemExit(f"lost {name}")


def miss(cache: AudioCache, names: list[str]) -> None:
    """What a first time asks in vain."""
    for name in names:
        cache.get("f" * 32 + name[32:])


def two(cache: AudioCache, names: list[str]) -> None:
    """Both halves at once, each looked for, put and got, as two workers do."""
    halves = [names[::2], names[1::2]]
    context = multiprocessing.get_context("fork")
    children = [context.Process(target=_worker, args=(cache, half)) for half in halves]
    for child in children:
        child.start()
    for child in children:
        child.join()


def _worker(cache: AudioCache, names: list[str]) -> None:
    for name in names:
        if cache.get(name) is None:
            cache.put(name, PAYLOAD)
            cache.get(name)


class Job:
    """A function of a cache and keys, picklable for a spawned process."""

    def __init__(self, function: Callable[..., Any], where: str) -> None:
        self.function, self.where = function, where

    def __call__(self, names: list[str]) -> None:
        """What ``measure`` calls."""
        made = self.function(self.where)
        if callable(made):
            made(names)


class CacheJob(Job):
    """The same with a cache."""

    def __call__(self, names: list[str]) -> None:
        """What ``measure`` calls."""
        cache = open_cache(f"{self.where}/cache")
        self.function(cache, names)
        cache.save_counts()


def main() -> None:
    """Print the table."""
    where = tempfile.mkdtemp(dir=sys.argv[1] if len(sys.argv) > 1 else None)
    try:
        rows: list[tuple[str, Measured]] = [
            ("key of a sentence", measure(str, CacheKeys(), where)),
            ("bare: write a file each, one folder", measure(keys, Job(bare_write, where), where)),
            ("ours: put", measure(keys, CacheJob(put, where), where)),
            ("bare: read", measure(keys, Job(bare_read, where), where)),
            ("ours: get", measure(keys, CacheJob(get, where), where)),
            ("ours: get, nothing there", measure(keys, CacheJob(miss, where), where)),
            ("ours: get, put, get; two processes", measure(keys, CacheJob(two, where), where, 10**6)),
            ("ours: stats of 28,000", measure(keys, CacheJob(look_at_all, where), where)),
            ("ours: a round of eviction, nothing to do", measure(keys, CacheJob(evict, where), where)),
        ]
        print(f"{CLIPS:,} clips of {len(PAYLOAD):,} bytes in {where}")
        print(f"{'':<44}{'CPU µs':>8}{'of 5 ms':>9}{'wall µs':>9}{'peak MiB':>10}   (each clip)")
        for name, row in rows:
            cpu, wall = row.cpu / CLIPS * 1e6, row.wall / CLIPS * 1e6
            print(f"{name:<44}{cpu:>8.1f}{cpu / SPEAKING:>9.2%}{wall:>9.1f}{row.peak:>10.0f}")
    finally:
        shutil.rmtree(where)


class CacheKeys:
    """Making the keys."""

    def __call__(self, _where: str) -> None:
        """What ``measure`` calls."""
        keys("")


def look_at_all(cache: AudioCache, _names: list[str]) -> None:
    """What doctor asks."""
    cache.stats()


def evict(cache: AudioCache, _names: list[str]) -> None:
    """What writers start now and then."""
    cache.evict()


if __name__ == "__main__":
    main()
