"""What doctor says of the parts that speech needs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from accessible_reader.doctor import sound
from converters.speech import models
from converters.speech.engines import gtts, pyttsx3


@pytest.fixture
def no_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.usefixtures("no_programs")
@pytest.mark.parametrize("allowed", [False, True])
def test_ffmpeg_is_needed_where_online_voices_are_allowed(
    allowed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(gtts.SWITCH, "1" if allowed else "")
    (check,) = sound.ffmpeg()
    assert (check.state, check.needed, check.only_for) == ("missing", allowed, "online-voices")
    assert check.mend.endswith("apt-get install -y ffmpeg")


def test_ffmpeg_is_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (check,) = sound.ffmpeg()
    assert check.state == "works"
    program = tmp_path / "ffmpeg"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    (check,) = sound.ffmpeg()
    assert check.state == "broken"


@pytest.mark.usefixtures("no_programs")
def test_what_the_computers_voices_give_is_read_without_any_program() -> None:
    (check,) = sound.pydub()
    assert check.state == "works"


def test_a_driver_that_does_not_start_is_named_with_what_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = tmp_path / "child.py"
    silent.write_text("raise SystemExit('libespeak-ng.so.1 is not there')\n")
    monkeypatch.setattr(pyttsx3, "_CHILD", silent)
    pyttsx3._voices.cache_clear()
    try:
        (check,) = sound.computer_voices()
    finally:
        pyttsx3._voices.cache_clear()
    assert check.state == "missing"
    assert "libespeak-ng1" in check.mend


def test_a_model_that_is_not_the_published_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "HIBARI", replace(models.HIBARI, sha256="0" * 64))
    hibari, kokoro = sound.voice_model()
    assert (hibari.state, hibari.mend) == ("broken", models.MEND_PYTHON)
    assert kokoro.state == "works"
    assert models.KOKORO.sha256[:8] in kokoro.detail


def test_every_check_is_named_after_its_function() -> None:
    """Where a check falls over, its name is the function's, and messages are found by it."""
    from accessible_reader.cli.words import catalogue

    words = catalogue("en")
    for look in (
        sound.voice_model,
        sound.encoder,
        sound.computer_voices,
        sound.pydub,
        sound.ffmpeg,
        sound.audio_cache,
    ):
        code = "doctor-part-" + look.__name__.replace("_", "-")
        assert words.format(code) != code
