"""Several processes on one folder: each hammers the same keys, while another evicts."""

import multiprocessing
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from audio_cache import clip_key, open_cache

KEYS = [clip_key(number=number) for number in range(40)]
SECONDS = 1.5


def _payload(number: int) -> bytes:
    return bytes([number]) * (1000 + 100 * number)


def _hammer(url: str, seed: int, ends: float) -> None:
    cache = open_cache(url, max_bytes=60_000)
    dice = random.Random(seed)  # noqa: S311 (a test)
    while time.time() < ends:
        number = dice.randrange(len(KEYS))
        found = cache.get(KEYS[number])
        if found is None:
            cache.put(KEYS[number], _payload(number))
        elif found != _payload(number):
            os._exit(3)
    sys.exit(4 if cache.trouble else 0)


def _evict(url: str, ends: float) -> None:
    cache = open_cache(url, max_bytes=60_000)
    while time.time() < ends:
        cache.evict()
    sys.exit(4 if cache.trouble else 0)


def test_nobody_hears_a_wrong_or_half_clip(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ends = time.time() + SECONDS + 1
    url = str(tmp_path / "clips")
    children = [context.Process(target=_hammer, args=(url, seed, ends)) for seed in range(3)]
    children.append(context.Process(target=_evict, args=(url, ends)))
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0, 0, 0, 0]
    cache = open_cache(url, max_bytes=60_000)
    stats = cache.stats()
    assert stats.damaged == 0
    assert stats.dropped == 0
    assert stats.hits > 50
    assert stats.evicted > 0
    cache.evict()
    assert cache.stats().bytes <= 60_000
    for number, key in enumerate(KEYS):
        assert cache.get(key) in {None, _payload(number)}


def test_a_forked_child_counts_only_its_own_and_writes_it_down_at_its_end(tmp_path: Path) -> None:
    # In a process of one thread: a test runner has several.
    program = (
        "import multiprocessing,sys;from audio_cache import open_cache,clip_key\n"
        "cache=open_cache(sys.argv[1]);key=clip_key(a=1);cache.get(key);cache.get(key)\n"
        "child=multiprocessing.get_context('fork').Process(target=cache.get,args=(key,));child.start();child.join()\n"
        "stats=open_cache(sys.argv[1]).stats();assert stats.misses==1,stats"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True, timeout=60)
    assert open_cache(str(tmp_path)).stats().misses == 3
