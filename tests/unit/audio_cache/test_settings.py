"""Which place and which bounds a setting means."""

import subprocess
import sys
from pathlib import Path

import pytest

from audio_cache import CacheSettingError, clip_key, open_cache

KEY = clip_key(a=1)


def test_off_keeps_nothing() -> None:
    cache = open_cache("off")
    cache.put(KEY, b"x")
    assert cache.get(KEY) is None
    assert not cache.contains(KEY)
    assert cache.stats().entries == 0
    assert not cache.evict().ran
    assert cache.clear().entries == 0
    assert cache.trouble is None


def test_a_file_url_is_a_folder(tmp_path: Path) -> None:
    cache = open_cache(f"file://{tmp_path}/my%20clips")
    assert cache.url == f"{tmp_path}/my clips"
    assert open_cache(cache.url).url == cache.url


def test_the_environment_says_where_and_how_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCESSIBLE_READER_AUDIO_CACHE", str(tmp_path / "here"))
    monkeypatch.setenv("ACCESSIBLE_READER_AUDIO_CACHE_BYTES", "3 GiB")
    monkeypatch.setenv("ACCESSIBLE_READER_AUDIO_CACHE_DAYS", "12.5")
    cache = open_cache()
    assert (cache.url, cache.max_bytes, cache.max_age_days) == (str(tmp_path / "here"), 3 << 30, 12.5)
    said = open_cache("off", max_bytes=7, max_age_days=1)
    assert (said.url, said.max_bytes, said.max_age_days) == ("off", 7, 1)


def test_without_any_setting_it_is_the_users_cache_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("", "_BYTES", "_DAYS"):
        monkeypatch.delenv(f"ACCESSIBLE_READER_AUDIO_CACHE{name}", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    cache = open_cache()
    assert (cache.url, cache.max_bytes, cache.max_age_days) == (
        f"{tmp_path}/accessible-reader/audio",
        20 << 30,
        365,
    )


@pytest.mark.parametrize("text", ["123", "123B", "1.5G", "-1", "0", "lots", "G"])
def test_sizes(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCESSIBLE_READER_AUDIO_CACHE_BYTES", text)
    if text == "123":
        assert open_cache("off").max_bytes == 123
        return
    with pytest.raises(CacheSettingError) as caught:
        open_cache("off")
    assert caught.value.code == "audio-cache-bad-bound"
    assert caught.value.params == {"name": "ACCESSIBLE_READER_AUDIO_CACHE_BYTES", "value": text}


@pytest.mark.parametrize("text", ["nan", "inf", "-1", "0", "a year"])
def test_bad_ages(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCESSIBLE_READER_AUDIO_CACHE_DAYS", text)
    with pytest.raises(CacheSettingError) as caught:
        open_cache("off")
    assert caught.value.params == {"name": "ACCESSIBLE_READER_AUDIO_CACHE_DAYS", "value": text}


@pytest.mark.parametrize("url", ["ftp://host/x", "s3://", "file://otherhost/x", "://"])
def test_places_that_cannot_be(url: str) -> None:
    with pytest.raises(CacheSettingError) as caught:
        open_cache(url)
    assert caught.value.code == "audio-cache-bad-url"


def test_s3_out_of_reach_is_told_once_and_left_alone_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")  # nobody listens on "discard"
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    cache = open_cache("s3://clips")
    told: list[str] = []
    cache.on_trouble = lambda trouble: told.append(trouble.code)
    asked = 0
    read = cache._store.read

    def counted(name: str) -> tuple[bytes, float] | None:
        nonlocal asked
        asked += 1
        return read(name)

    monkeypatch.setattr(cache._store, "read", counted)
    for _ in range(3):
        assert cache.get(KEY) is None
        cache.put(KEY, b"x")
    assert told == ["audio-cache-unreachable"]
    assert asked == 1
    assert (cache.misses, cache._counts.dropped) == (3, 3)


def test_a_child_forked_after_the_use_of_objects_does_not_wait_for_ever() -> None:
    program = (
        "import os;from audio_cache import open_cache,clip_key\n"
        "cache=open_cache('memory://');cache.put(clip_key(a=1),b'x');child=os.fork()\n"
        "if not child: os._exit(5 if cache.get(clip_key(a=1)) is None and cache.trouble else 6)\n"
        "print(os.waitstatus_to_exitcode(os.waitpid(child,0)[1]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "5"
