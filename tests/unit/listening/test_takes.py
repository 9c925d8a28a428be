"""Chapters that are spoken while they are heard: shared, taking turns, ended when nobody listens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accessible_reader.listening.takes import Studio, Take
from converters.speech.mp3_frames import frame_count
from converters.speech.track import TrackOptions
from converters.workspace import Workspace
from tests.service_ground import until

TONE: dict[str, Any] = TrackOptions(voice="tone:beep").model_dump(mode="json")


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    made = Studio(tmp_path / "listening", 1, grace=0.2)
    yield made
    made.close()


def finish(take: Take) -> None:
    until(lambda: take.over)
    assert take.error is None


def test_several_listeners_share_one_making(studio: Studio, book: Workspace) -> None:
    first = studio.join("source", book.root, TONE, "002", None)
    second = studio.join("source", book.root, TONE, "002", None)
    assert first is second
    assert studio.makings() == 1
    finish(first)
    audio = first.audio.read_bytes()
    lines = first.lines()
    assert [line.offset for line in lines] == sorted(line.offset for line in lines)
    assert lines[-1].end * 22_050 <= frame_count(len(audio), TONE["bitrate"]) * 576
    studio.leave(first)
    studio.leave(second)
    until(lambda: not studio.makings())
    # Kept: nobody has to speak it again, also after a restart.
    again = studio.find("source", TONE, "002", None)
    assert again is not None
    assert again.done
    assert again.audio.read_bytes() == audio


def test_from_a_sentence_on_is_the_end_of_the_whole(studio: Studio, book: Workspace) -> None:
    whole = studio.join("source", book.root, TONE, "002", None)
    finish(whole)
    middle = whole.lines()[20].sentence
    part = studio.join("source", book.root, TONE, "002", middle)
    finish(part)
    assert [line.sentence for line in part.lines()] == [line.sentence for line in whole.lines()[20:]]


def test_whoever_takes_turns_gets_the_same_sound(
    studio: Studio, book: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = studio.join("source", book.root, TONE, "002", None)
    finish(whole)
    monkeypatch.setattr("accessible_reader.listening.takes._TURN_SECONDS", 0.0)  # a sentence a turn
    other = {**TONE, "encoder_quality": 8}
    one = studio.join("source", book.root, other, "002", None)
    two = studio.join("source", book.root, other, "001", None)
    finish(one)
    finish(two)
    assert [line.sentence for line in one.lines()] == [line.sentence for line in whole.lines()]
    assert [line.start for line in one.lines()] == [line.start for line in whole.lines()]


def test_nothing_is_made_for_nobody(studio: Studio, book: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accessible_reader.listening.takes._TURN_SECONDS", 0.0)
    monkeypatch.setattr("accessible_reader.listening.takes.AHEAD_SECONDS", 31.0)
    take = studio.join("source", book.root, TONE, "002", None)
    until(lambda: take.seconds > 1)
    assert not take.done  # it waits for the listener
    studio.leave(take)
    until(lambda: not studio.makings())
    until(lambda: not take.folder.exists())  # it is off the list first
    assert studio.find("source", TONE, "002", None) is None


def test_why_it_failed_is_told(studio: Studio, book: Workspace) -> None:
    options = {**TONE, "voice": "nobody-at-all"}
    take = studio.join("source", book.root, options, "001", None)
    until(lambda: take.over)
    until(lambda: not studio.makings())
    found = studio.find("source", options, "001", None)
    assert found is not None
    assert found.error is not None
    assert found.error.code == "unknown-voice"
