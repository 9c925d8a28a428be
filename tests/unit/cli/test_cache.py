"""The command ``cache`` and doctor's line about the store of spoken clips."""

import json
from pathlib import Path

import pytest

from accessible_reader.cli.app import run
from accessible_reader.cli.cache import size_words
from accessible_reader.doctor.sound import audio_cache
from audio_cache import clip_key, open_cache


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("ACCESSIBLE_READER_AUDIO_CACHE", str(tmp_path / "clips"))
    monkeypatch.setenv("ACCESSIBLE_READER_LANGUAGE", "en")
    return str(tmp_path / "clips")


def _fill(count: int) -> None:
    cache = open_cache()
    for number in range(count):
        cache.put(clip_key(number=number), b"x" * 976)
    cache.get(clip_key(number=0))
    cache.get(clip_key(number=-1))
    cache.save_counts()


def test_stats_for_people(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    _fill(3)
    assert run(["cache"]) == 0
    said = capsys.readouterr().out
    assert place in said
    assert "3 sentences, 3.0 KiB" in said
    assert "found 1, not found 1; 50.0 %" in said
    assert "At most 20.0 GiB, and 365 days" in said


def test_evict_and_clear(
    place: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(5)
    monkeypatch.setenv("ACCESSIBLE_READER_AUDIO_CACHE_BYTES", "3K")
    assert run(["cache", "evict", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) | {"ran": True} == {
        "entries": 3,
        "bytes": 3072,
        "left_entries": 2,
        "left_bytes": 2048,
        "ran": True,
    }
    assert run(["cache", "clear"]) == 0
    assert "2 sentences removed, 2.0 KiB." in capsys.readouterr().out
    assert open_cache().stats().entries == 0


def test_evict_says_when_somebody_else_tidies(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    _fill(1)
    with open_cache()._store.locked():
        assert run(["cache", "evict"]) == 0
    assert "Somebody else" in capsys.readouterr().out


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("", "ftp://x", "ftp://x"), ("_BYTES", "lots", "lots"), ("", "/dev/null/clips", "Not a directory")],
)
def test_what_cannot_be_is_no_bug(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
    said: str,
) -> None:
    monkeypatch.setenv(f"ACCESSIBLE_READER_AUDIO_CACHE{name}", value)
    assert run(["cache", "evict"]) == 2
    assert said in capsys.readouterr().err
    assert [check.state for check in audio_cache()] == ["broken"]


def test_doctor_tries_it_and_leaves_nothing(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [(check.state, check.detail) for check in audio_cache()] == [("works", place)]
    assert open_cache().stats().entries == 0
    monkeypatch.setenv("ACCESSIBLE_READER_AUDIO_CACHE", "off")
    assert [(check.state, check.detail) for check in audio_cache()] == [("works", "off")]


def test_sizes_in_words() -> None:
    assert [size_words(size) for size in (0, 1023, 1024, 5 << 30, 3 << 50)] == [
        "0 B",
        "1023 B",
        "1.0 KiB",
        "5.0 GiB",
        "3072.0 TiB",
    ]
