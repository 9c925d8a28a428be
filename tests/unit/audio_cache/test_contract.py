"""What every store keeps to."""

import time
from collections.abc import Callable

import pytest

from audio_cache import AudioCache, clip_key
from audio_cache.entry import pack
from audio_cache.key import entry_name

KEY = clip_key(text="Call me Ishmael.")


@pytest.mark.parametrize("payload", [b"", b"x", bytes(range(256)) * 100])
def test_what_was_put_is_got_by_others(open_again: Callable[..., AudioCache], payload: bytes) -> None:
    first = open_again()
    assert first.get(KEY) is None
    first.put(KEY, payload)
    assert open_again().get(KEY) == payload
    assert open_again().contains(KEY)
    assert not open_again().contains(clip_key(text="other"))
    assert first.trouble is None


def test_the_last_put_counts(cache: AudioCache) -> None:
    cache.put(KEY, b"first")
    cache.put(KEY, b"second")
    assert cache.get(KEY) == b"second"
    assert cache.stats().entries == 1


def test_deleted_is_gone_and_deleting_nothing_is_no_trouble(cache: AudioCache) -> None:
    cache.put(KEY, b"first")
    cache.delete(KEY)
    cache.delete(KEY)
    assert cache.get(KEY) is None
    assert not cache.contains(KEY)
    assert cache.trouble is None


@pytest.mark.parametrize(
    "bad", ["", "../../etc/passwd", "a" * 63, "a" * 65, "A" * 64, "g" * 64, "a" * 64 + "\n"]
)
def test_a_key_is_never_a_path(cache: AudioCache, bad: str) -> None:
    for action in (cache.get, cache.contains, cache.delete):
        with pytest.raises(ValueError, match="not a clip key"):
            action(bad)
    with pytest.raises(ValueError, match="not a clip key"):
        cache.put(bad, b"x")


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: whole[:10],
        lambda whole: whole[:-1],
        lambda whole: whole + b"x",
        lambda whole: whole[:-1] + bytes([whole[-1] ^ 1]),
        lambda whole: b"X" + whole[1:],
        lambda whole: pack(clip_key(text="another sentence"), whole[48:]),
    ],
    ids=["empty", "half a header", "short", "long", "bit flipped", "other magic", "another's clip"],
)
def test_a_damaged_clip_is_a_miss_and_removed(cache: AudioCache, damage: Callable[[bytes], bytes]) -> None:
    cache.put(KEY, b"sound" * 1000)
    cache._store.write(entry_name(KEY), damage(pack(KEY, b"sound" * 1000)))
    assert cache.get(KEY) is None
    assert not cache.contains(KEY)
    stats = cache.stats()
    assert (stats.entries, stats.hits, stats.misses, stats.damaged) == (0, 0, 1, 1)
    cache.put(KEY, b"again")
    assert cache.get(KEY) == b"again"


def test_stats_are_of_all_processes(open_again: Callable[..., AudioCache]) -> None:
    before = time.time()
    first, second = open_again(), open_again()
    first.put(KEY, b"x" * 100)
    first.get(KEY)
    first.get(clip_key(text="?"))
    second.get(KEY)
    first.save_counts()
    second.save_counts()
    stats = open_again().stats()
    assert (stats.entries, stats.bytes, stats.hits, stats.misses) == (1, 148, 2, 1)
    assert stats.oldest_use == stats.newest_use
    # S3 tells whole seconds.
    assert stats.newest_use is not None
    assert before - 1 <= stats.newest_use <= time.time()
    assert stats.since is not None
    assert before - 1 <= stats.since <= time.time()
    assert (first.hits, first.misses, second.hits) == (1, 1, 1)


def test_clear_removes_clips_and_begins_counting_anew(cache: AudioCache) -> None:
    for number in range(5):
        cache.put(clip_key(number=number), b"x")
    cache.get(KEY)
    cache.save_counts()
    done = cache.clear()
    assert (done.entries, done.bytes) == (5, 5 * 49)
    stats = cache.stats()
    assert (stats.entries, stats.bytes, stats.hits, stats.misses, stats.oldest_use) == (0, 0, 0, 0, None)


def test_only_one_tidies(open_again: Callable[..., AudioCache]) -> None:
    first, second = open_again(), open_again()
    with first._store.locked() as ours:
        assert ours
        assert not second.evict().ran
    assert second.evict().ran


def test_the_size_holds_and_counts_survive_tidying(open_again: Callable[..., AudioCache]) -> None:
    writer = open_again()
    for number in range(20):
        writer.put(clip_key(number=number), b"x" * 952)
    writer.get(KEY)
    done = open_again(max_bytes=10_500).evict()
    assert (done.entries, done.bytes, done.left_entries, done.left_bytes) == (11, 11_000, 9, 9_000)
    again = open_again(max_bytes=10_500)
    assert again.evict().entries == 0
    writer.save_counts()
    stats = again.stats()
    assert (stats.entries, stats.bytes, stats.evicted, stats.misses) == (9, 9_000, 11, 1)


def test_many_count_objects_become_one(open_again: Callable[..., AudioCache]) -> None:
    from audio_cache import counting

    for _ in range(5):
        cache = open_again()
        cache.get(KEY)
        cache.save_counts()
    assert len(counting.names(cache._store)) == 5
    cache.evict()
    assert len(counting.names(cache._store)) == 1
    assert cache.stats().misses == 5


def test_the_length_counts_where_the_checksum_is_blind(cache: AudioCache) -> None:
    payload = b"\x9d\x0a\xd9\x6d"  # its CRC-32 is 0, like that of nothing at all
    cache.put(KEY, payload)
    assert cache.get(KEY) == payload
    cache._store.write(entry_name(KEY), pack(KEY, payload)[:48])
    assert cache.get(KEY) is None
