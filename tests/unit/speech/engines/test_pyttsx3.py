"""The computer's own voices: what their drivers do wrong, done by children of ours, and the real driver once."""

import json
import sys
import textwrap
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from converters.errors import MissingPart
from converters.speech.engine import EngineUnavailable, Voice
from converters.speech.engines import pyttsx3 as module
from converters.speech.engines.pyttsx3 import Pyttsx3Engine, Pyttsx3Session, language_tags
from converters.speech.engines.pyttsx3_child import complete, speak
from converters.speech.script import Mark, Pause, Say

TONE = (9_000 * np.sin(2 * np.pi * 300 * np.arange(22_050) / 22_050)).astype(np.int16)
"""A second of sound."""
CHILD = """
import json, os, sys, time, wave
request = json.load(sys.stdin)
tries = os.path.join(os.path.dirname(__file__), "tries")
with open(tries, "a") as stream:
    stream.write("x")
tried = os.path.getsize(tries)
def write(seconds):
    with wave.open(request["file"], "wb") as out:
        out.setparams((1, 2, 44100, 0, "NONE", ""))
        out.writeframes((b"\\x00\\x20" * 50 + b"\\x00\\xe0" * 50) * int(441 * seconds))
"""


def child(folder: Path, body: str) -> tuple[str, ...]:
    """A program that stands in for the child: ``body`` answers."""
    file = folder / "child.py"
    file.write_text(CHILD + textwrap.dedent(body), "utf-8")
    return (sys.executable, str(file))


@pytest.fixture
def voice() -> Voice:
    return next(voice for voice in Pyttsx3Engine().voices() if "en-us" in voice.languages)


def tries(folder: Path) -> int:
    return len((folder / "tries").read_text())


def test_the_real_one_speaks_whole_texts_in_a_row(voice: Voice) -> None:
    """Looped texts were lost or empty when they shared a process."""
    session = Pyttsx3Session()
    clips = [
        session.synthesise((Say(f"This is sentence number {n}, spoken whole."),), voice) for n in (1, 2, 3)
    ]
    twice = session.synthesise((Mark("a"), Say("This is one."), Pause(0.5), Mark("b"), Say("Yes.")), voice)
    session.close()
    assert all(2 < clip.seconds < 4 for clip in clips)
    assert [mark.mark for mark in twice.marks] == ["a", "b"]
    assert 0 == twice.marks[0].sample < twice.marks[1].sample < len(twice.audio)


def test_its_prints_do_not_reach_ours(voice: Voice, capfd: pytest.CaptureFixture[str]) -> None:
    Pyttsx3Session().synthesise((Say("Yes."),), voice)
    assert capfd.readouterr() == ("", "")


def test_mandarin_that_is_read_as_english_is_not_offered() -> None:
    assert not any(tag.startswith("cmn") for voice in Pyttsx3Engine().voices() for tag in voice.languages)


@pytest.mark.parametrize(
    "fault",
    [
        'print("Audio saved to x")',  # no answer of its own
        'print(json.dumps({"error": "RuntimeError: the file was not finished in time"}))',
        'print("{}")',  # no file
        'open(request["file"], "w").close(); print("{}")',  # an empty file
        'open(request["file"], "wb").write(b"RIFFgarbage"); print("{}")',
        "os.kill(os.getpid(), 9)",
    ],
)
def test_a_fault_is_tried_again_once(tmp_path: Path, voice: Voice, fault: str) -> None:
    good = 'write(1); print("{}")'
    once = child(tmp_path, f"if tried == 1:\n    {fault}\nelse:\n    {good}\n")
    assert Pyttsx3Session(command=once).synthesise((Say("Yes."),), voice).seconds == pytest.approx(1, abs=0.1)
    assert tries(tmp_path) == 2
    session = Pyttsx3Session(command=child(tmp_path, fault))
    with pytest.raises(EngineUnavailable) as caught:
        session.synthesise((Say("Yes."),), voice)
    assert tries(tmp_path) == 4
    assert caught.value.reason


def test_a_child_that_hangs_is_ended(tmp_path: Path, voice: Voice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_START_SECONDS", 0.1)
    session = Pyttsx3Session(command=child(tmp_path, "time.sleep(60)"))
    with pytest.raises(EngineUnavailable, match="no answer"):
        session.synthesise((Say("Yes."),), voice)


def test_a_voice_without_sound_for_a_text_says_so(tmp_path: Path, voice: Voice) -> None:
    session = Pyttsx3Session(command=child(tmp_path, 'write(0); print("{}")'))
    clip = session.synthesise((Say("你好。"), Pause(0.1)), voice)
    assert clip.unspoken == "你好"
    assert clip.seconds == pytest.approx(0.1, abs=0.01)
    assert tries(tmp_path) == 2
    assert session.synthesise((Say("。"),), voice).unspoken == ""


def test_a_driver_that_does_not_work_is_a_missing_part(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(
        module, "_CHILD", Path(child(tmp_path, 'print(json.dumps({"error": "no driver"}))')[1])
    )
    module._voices.cache_clear()
    try:
        with pytest.raises(MissingPart, match="pyttsx3-missing"):
            Pyttsx3Engine().voices()
    finally:
        module._voices.cache_clear()


def test_a_voice_that_is_gone() -> None:
    with pytest.raises(EngineUnavailable):
        Pyttsx3Session().synthesise((Say("Yes."),), Voice("pyttsx3:gone", "pyttsx3", "gone", "Gone", ("en",)))


@pytest.mark.parametrize(
    ("given", "tags"),
    [
        (["en_US"], ("en-us",)),
        (["zh-CN", "zh-CN"], ("zh-cn",)),
        (["Unknown Locale: 4096"], ("und",)),
        ([], ("und",)),
    ],
)
def test_languages(given: list[str], tags: tuple[str, ...]) -> None:
    assert language_tags(given) == tags


# --- the child ---------------------------------------------------------------------------------------------------------


def write_wave(file: Path) -> None:
    with wave.open(str(file), "wb") as out:
        out.setparams((1, 2, 22_050, 0, "NONE", ""))
        out.writeframes(TONE.tobytes())


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        (b"", False),
        (b"RIFF\x08\x00\x00\x00WAVE", False),
        (b"RIFF\x04\x00\x00\x00WAVE", True),
        (b"FORM\x00\x00\x00\x06AIFF", False),
        (b"FORM\x00\x00\x00\x06AIFFxx", True),
        (b"not a sound file", False),
    ],
)
def test_a_file_is_whole_when_it_is_as_long_as_it_says(tmp_path: Path, content: bytes, whole: bool) -> None:
    (tmp_path / "file").write_bytes(content)
    assert complete(tmp_path / "file") is whole
    assert not complete(tmp_path / "none")


class Driver:
    """As pyttsx3's engine; what happens in ``runAndWait`` is the test's."""

    def __init__(self, driver_name: str, run: Any) -> None:
        self.driver_name = driver_name
        self.run = run
        self.said = ""

    def connect(self, topic: str, callback: Any) -> None:
        assert topic == "finished-utterance"
        self.note = callback

    def setProperty(self, name: str, value: object) -> None:  # noqa: N802 (its name)
        assert name in {"voice", "rate"}

    def save_to_file(self, text: str, file: str) -> None:
        self.said, self.file = text, Path(file)

    def runAndWait(self) -> None:  # noqa: N802 (its name)
        self.run(self)


def request(tmp_path: Path, text: str = "Yes.", seconds: float = 0.3) -> dict[str, Any]:
    made = {"text": text, "file": str(tmp_path / "x.wav"), "voice": "v", "rate": 200, "seconds": seconds}
    return dict(json.loads(json.dumps(made)))


def test_it_waits_for_the_driver_to_say_that_it_finished(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="not finished in time"):
        speak(Driver("espeak", lambda driver: write_wave(driver.file)), request(tmp_path))

    def finish(driver: Driver) -> None:
        write_wave(driver.file)
        driver.note(name=None, completed=True)

    speak(Driver("espeak", finish), request(tmp_path))


def test_finished_without_a_file_is_not_finished(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="not finished in time"):
        speak(Driver("espeak", lambda driver: driver.note(name=None, completed=True)), request(tmp_path))


def test_cut_short_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="cancelled"):
        speak(Driver("espeak", lambda driver: driver.note(name=None, completed=False)), request(tmp_path))


def test_windows_says_nothing_but_is_done(tmp_path: Path) -> None:
    speak(Driver("sapi5", lambda driver: write_wave(driver.file)), request(tmp_path))


@pytest.mark.parametrize(("driver", "command"), [("sapi5", "<"), ("nsss", "[[")])
def test_a_book_gives_no_commands(tmp_path: Path, driver: str, command: str) -> None:
    def finish(made: Driver) -> None:
        write_wave(made.file)
        made.note()

    made = Driver(driver, finish)
    speak(made, request(tmp_path, "<speak>[[slnc 9000]] words"))
    assert command not in made.said
    assert "words" in made.said
