"""Clips in a local folder: time of use, full and forbidden disks, files that are not ours."""

import errno
import os
import pickle
import time
from pathlib import Path

import pytest

from audio_cache import AudioCache, Trouble, clip_key, open_cache
from audio_cache import eviction as eviction_module
from audio_cache.key import entry_name

KEY = clip_key(text="Call me Ishmael.")
DAY = 86400.0


def _file(cache: AudioCache, key: str) -> Path:
    return Path(cache.url) / entry_name(key)


def _age(cache: AudioCache, key: str, days: float) -> None:
    moment = time.time() - days * DAY
    os.utime(_file(cache, key), (moment, moment))


def test_opening_and_reading_make_no_folder(folder: AudioCache) -> None:
    assert folder.get(KEY) is None
    assert folder.stats().entries == 0
    assert not Path(folder.url).exists()


def test_only_the_owner_may_look_and_backups_leave_it_out(folder: AudioCache) -> None:
    folder.put(KEY, b"x")
    assert Path(folder.url).stat().st_mode & 0o777 == 0o700
    assert (
        (Path(folder.url) / "CACHEDIR.TAG")
        .read_bytes()
        .startswith(b"Signature: 8a477f597d28d172789f06886806bc55")
    )
    assert not list((Path(folder.url) / "unfinished").iterdir())


def test_what_is_used_stays(folder: AudioCache) -> None:
    keys = [clip_key(number=number) for number in range(10)]
    for days, key in enumerate(keys):
        folder.put(key, b"x" * 952)
        _age(folder, key, 1 + days)
    assert folder.get(keys[9]) is not None
    small = open_cache(folder.url, max_bytes=4000)
    assert small.evict().left_entries == 3
    assert [key for key in keys if small.contains(key)] == [keys[0], keys[1], keys[9]]


def test_a_use_is_marked_once_an_hour(folder: AudioCache) -> None:
    folder.put(KEY, b"x")
    _age(folder, KEY, 0.5 / 24)
    before = _file(folder, KEY).stat().st_mtime
    folder.get(KEY)
    assert _file(folder, KEY).stat().st_mtime == before
    _age(folder, KEY, 2 / 24)
    folder.get(KEY)
    assert time.time() - _file(folder, KEY).stat().st_mtime < 60


def test_what_nobody_used_for_long_goes(folder: AudioCache) -> None:
    for days in (1, 29, 31, 400):
        key = clip_key(days=days)
        folder.put(key, b"x")
        _age(folder, key, days)
    done = open_cache(folder.url, max_age_days=30).evict()
    assert (done.entries, done.left_entries) == (2, 2)
    assert folder.contains(clip_key(days=29))
    assert not folder.contains(clip_key(days=31))


def test_clips_make_room_when_the_disk_is_nearly_full(
    folder: AudioCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        folder.put(clip_key(number=number), b"x" * 952)
    monkeypatch.setattr(type(folder._store), "free_bytes", lambda _self: eviction_module.KEEP_FREE - 5000)
    assert folder.evict().left_bytes == 4000  # nine tenths of 5,000, in whole clips


def test_files_that_are_not_ours_stay(folder: AudioCache) -> None:
    folder.put(KEY, b"x")
    root = Path(folder.url)
    letters = [root / "letter.txt", root / "clips" / "song.mp3", root / "clips" / "a" / "diary"]
    for letter in letters:
        letter.parent.mkdir(exist_ok=True)
        letter.write_text("dear diary")
        os.utime(letter, (0, 0))
    assert folder.stats().entries == 1
    folder.evict()
    folder.clear()
    assert all(letter.read_text() == "dear diary" for letter in letters)
    assert folder.stats().entries == 0


def test_a_full_disk_is_told_once_and_leaves_nothing_behind(
    folder: AudioCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.put(KEY, b"before")
    told: list[Trouble] = []
    folder.on_trouble = told.append
    written = 0

    def write(handle: int, content: bytes) -> int:
        nonlocal written
        if len(content) < 500:  # counts and other small files still fit
            return os.pwrite(handle, content, 0)
        if not written:
            written = os.pwrite(handle, content[:50], 0)
            return written
        written = 0
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr("audio_cache.folder.os.write", write)
        for number in range(3):
            folder.put(clip_key(number=number), b"x" * 1000)
        if folder._tidying is not None:
            folder._tidying.join()
    assert told == [Trouble("audio-cache-full", "No space left on device")]
    assert folder.trouble == told[0]
    stats = folder.stats()
    assert (stats.entries, stats.dropped) == (1, 3)
    assert not list((Path(folder.url) / "unfinished").iterdir())
    assert folder.get(KEY) == b"before"
    folder.put(clip_key(number=1), b"room again" * 100)
    assert folder.contains(clip_key(number=1))


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EDQUOT, "audio-cache-full"),
        (errno.EACCES, "audio-cache-denied"),
        (errno.EROFS, "audio-cache-denied"),
        (errno.EIO, "audio-cache-unreachable"),
    ],
)
def test_kinds_of_trouble(
    folder: AudioCache, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    folder.put(KEY, b"x")

    def refuse(*_arguments: object) -> int:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as disk:
        disk.setattr("audio_cache.folder.os.open", refuse)
        assert folder.get(KEY) is None
    assert folder.trouble == Trouble(code, os.strerror(number))  # type: ignore[arg-type] # a code of the table above
    assert folder.get(KEY) == b"x"


def test_a_place_that_is_no_folder_is_trouble_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here I am")
    cache = open_cache(str(tmp_path / "file"))
    cache.put(KEY, b"x")
    assert cache.get(KEY) is None
    assert cache.trouble is not None
    assert cache.trouble.code == "audio-cache-unreachable"
    assert (tmp_path / "file").read_text() == "here I am"


def test_a_clip_larger_than_the_bound_is_dropped(tmp_path: Path) -> None:
    cache = open_cache(str(tmp_path), max_bytes=100)
    cache.put(KEY, b"x" * 100)
    assert not cache.contains(KEY)
    assert cache.stats().dropped == 1


def test_writing_tidies_by_itself(tmp_path: Path) -> None:
    cache = open_cache(str(tmp_path), max_bytes=100_000)
    for number in range(300):
        cache.put(clip_key(number=number), b"x" * 952)
        if cache._tidying is not None:
            cache._tidying.join()
    stats = cache.stats()
    # Looked at after every sixteenth of the bound.
    assert 80_000 <= stats.bytes <= 106_250
    assert stats.evicted + stats.entries == 300
    assert cache.contains(clip_key(number=299))
    assert not cache.contains(clip_key(number=0))


def test_what_killed_writers_left_is_swept_after_a_day(folder: AudioCache) -> None:
    folder.put(KEY, b"x")
    unfinished = Path(folder.url) / "unfinished"
    for name, age in (("old", 2 * DAY), ("young", 60.0)):
        (unfinished / name).write_bytes(b"half a cl")
        os.utime(unfinished / name, (time.time() - age, time.time() - age))
    folder.evict()
    assert [left.name for left in unfinished.iterdir()] == ["young"]


def test_damaged_counts_count_nothing(folder: AudioCache) -> None:
    folder.get(KEY)
    folder.save_counts()
    counts = Path(folder.url) / "counts"
    for number, content in enumerate([b"", b"[]", b'{"hits": "many"}', b"\xff\xfe"]):
        (counts / f"{number}").write_bytes(content)
    assert (folder.stats().hits, folder.stats().misses) == (0, 1)


def test_it_can_be_pickled(folder: AudioCache) -> None:
    folder.put(KEY, b"x")
    copy = pickle.loads(pickle.dumps(folder))  # noqa: S301 (our own)
    assert copy.get(KEY) == b"x"
    assert (copy.url, copy.max_bytes, copy.max_age_days) == (
        folder.url,
        folder.max_bytes,
        folder.max_age_days,
    )
    assert folder.hits == 0
