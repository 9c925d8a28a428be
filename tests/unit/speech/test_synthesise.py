"""Who speaks a line, how loud, and what happens when a voice cannot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from audio_cache import open_cache
from converters.speech import sessions
from converters.speech.clips import Clips
from converters.speech.engine import EngineUnavailable, Voice
from converters.speech.loudness import PEAK_DBFS
from converters.speech.script import Language, Pause, Say
from converters.speech.synthesise import Run, Speaker, runs_of
from converters.speech.voices import VoiceTable, find_voice

ESPEAK = VoiceTable("espeak")


def test_each_language_has_its_voice_and_pauses_stand_between() -> None:
    items = (Language("en"), Say("He said "), Language("fr"), Say("bonjour"), Pause(0.2), Say("encore"))
    runs = runs_of(items, ESPEAK)
    assert [(run.tag, run.voice.name if run.voice else None) for run in runs] == [
        ("en", "en-us"),
        ("fr", "fr-fr"),
        ("", None),
        ("fr", "fr-fr"),
    ]


def test_what_no_voice_speaks_is_left_to_the_script_to_announce() -> None:
    assert runs_of((Language("tlh"), Say("Qapla")), ESPEAK) == ()


class _Broken:
    """An engine whose service is away."""

    def session(self, **_settings: float) -> Any:
        return self

    def synthesise(self, _script: object, _voice: Voice) -> Any:
        raise EngineUnavailable("no network")

    def close(self) -> None:
        return


def test_when_a_voice_cannot_speak_another_does_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    real = sessions.get_engine
    monkeypatch.setattr(sessions, "get_engine", lambda name: _Broken() if name == "gtts" else real(name))
    voice = Voice("gtts:en", "gtts", "en", "Online", ("en",))
    speech = Speaker().speak([Run(voice, (Say("Call me Ishmael."),), "en")])
    assert len(speech.audio) > 10_000
    (finding,) = speech.substitutes
    assert finding.code == "speech-voice-unavailable"
    assert finding.params == {"voice": "gtts:en", "instead": "espeak:en-us", "reason": "no network"}


def test_what_another_voice_said_is_not_kept_as_the_first_ones(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = sessions.get_engine
    broken = True
    monkeypatch.setattr(
        sessions, "get_engine", lambda name: _Broken() if broken and name == "tone" else real(name)
    )
    made = Clips(VoiceTable(find_voice("tone:beep")), open_cache(str(tmp_path)))
    items = (Language("en"), Say("Call me Ishmael."))
    first = made.encoded(items)
    assert first.substitutes
    broken = False
    again = Clips(VoiceTable(find_voice("tone:beep")), open_cache(str(tmp_path)))
    second = again.encoded(items)
    assert again.counts.spoken == 1
    assert second.substitutes == ()
    assert second.frames != first.frames


@pytest.mark.parametrize(("name", "tag"), [("espeak:en-us", "en"), ("espeak:fr-fr", "fr")])
def test_no_peak_is_above_the_bound(name: str, tag: str) -> None:
    say = Say("What a piece of work is a man! How noble in reason! How infinite in faculty!")
    audio = Speaker().speak([Run(find_voice(name), (say,), tag)]).audio
    assert np.abs(audio.astype(int)).max() <= 32_768 * 10 ** (PEAK_DBFS / 20) + 1
    assert np.abs(audio.astype(int)).max() > 6_000
