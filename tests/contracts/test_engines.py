"""What every speech engine promises."""

import re

import numpy as np
import pytest

from converters.errors import BadOptions
from converters.speech.engine import SpeechEngine, Voice
from converters.speech.pinyin import readings
from converters.speech.script import Language, Mark, Pause, Say
from converters.speech.voices import VoiceTable, engine_names, find_voice, get_engine, voices

ENGINES = (*engine_names(), "tone")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> SpeechEngine:
    return get_engine(request.param)


def english_voice(engine: SpeechEngine) -> Voice:
    return next(voice for voice in engine.voices() if {"en", "und"} & set(voice.languages))


def test_voices_are_named_once_and_belong_to_it(engine: SpeechEngine) -> None:
    found = engine.voices()
    assert found == engine.voices()
    assert len({voice.id for voice in found}) == len(found) > 0
    for voice in found:
        assert voice.id == f"{engine.name}:{voice.name}"
        assert voice.title
        assert all(re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]+)*", language) for language in voice.languages)
    assert engine.version()


def test_it_speaks_and_tells_when(engine: SpeechEngine) -> None:
    session = engine.session()
    script = (Mark("a"), Language("en"), Say("Call me Ishmael."), Pause(0.5), Mark("b"), Say("Yes."))
    clip = session.synthesise(script, english_voice(engine))
    session.close()
    assert clip.audio.dtype == np.int16
    assert clip.audio.ndim == 1
    assert clip.sample_rate == session.sample_rate
    assert [mark.mark for mark in clip.marks] == ["a", "b"]
    first, second = (mark.sample for mark in clip.marks)
    assert 0 == first < second < len(clip.audio)
    assert np.abs(clip.audio[:second]).max() > 1000
    assert np.abs(clip.audio[second - int(0.4 * clip.sample_rate) : second]).max() < 50
    assert np.abs(clip.audio.astype(int)).max() <= 32767


def test_what_cannot_be_spoken_is_no_error(engine: SpeechEngine) -> None:
    session = engine.session()
    voice = english_voice(engine)
    for text in ("", " ", "\0", "\ud800", "\ue000", "。", "<speak>&amp;[[p@]]", "a" * 5000):
        session.synthesise((Say(text),), voice)
    assert len(session.synthesise((), voice).audio) == 0
    session.close()


def test_rate_changes_length(engine: SpeechEngine) -> None:
    if not engine.capabilities.rate:
        pytest.skip("it has one speed")
    script = (Say("Some years ago, never mind how long precisely."),)
    lengths = [
        len(engine.session(rate=rate).synthesise(script, english_voice(engine)).audio)
        for rate in (0.7, 1.0, 2.0)
    ]
    assert lengths[0] > lengths[1] > lengths[2]
    assert lengths[2] < 0.7 * lengths[1]


def test_a_new_session_repeats_itself(engine: SpeechEngine) -> None:
    if not engine.capabilities.deterministic:
        pytest.skip("it does not promise to")
    voice = english_voice(engine)
    scripts = [(Say("Call me Ishmael."),), (Say("Some years ago, I went to sea."),)]
    takes = []
    for _ in range(2):
        session = engine.session()
        takes.append([session.synthesise(script, voice).audio.tobytes() for script in scripts])
    assert takes[0] == takes[1]


def test_chinese_is_spoken_from_readings(engine: SpeechEngine) -> None:
    voice = next((v for v in engine.voices() if {"zh", "und"} & set(v.languages)), None)
    if voice is None or not engine.capabilities.readings:
        pytest.skip("it has readings of its own, or no Chinese")
    session = engine.session()
    lengths = [
        session.synthesise((Say(text, readings(text)),), voice).seconds
        for text in ("银", "银行", "银行在重庆")
    ]
    assert 0 < lengths[0] < lengths[1] < lengths[2]


@pytest.mark.parametrize(
    ("tag", "voice"),
    [
        ("en", "hibari:heart"),
        ("en-GB", "hibari:heart"),
        ("en-AU", "hibari:heart"),
        ("zh-Hans", "espeak:cmn-latn-pinyin"),
        ("zh-TW", "espeak:cmn-latn-pinyin"),
        ("lzh", "espeak:cmn-latn-pinyin"),
        ("yue", "espeak:yue"),
        ("zh-HK", "espeak:yue"),
        ("zh-Hant-HK", "espeak:yue"),
        ("pt-BR", "espeak:pt-br"),
        ("fr-CA", "espeak:fr-fr"),
        ("de-AT", "espeak:de"),
        ("ar", "espeak:ar"),
    ],
)
def test_each_language_has_its_voice(tag: str, voice: str) -> None:
    found = VoiceTable().voice_for(tag)
    assert found is not None
    assert found.id == voice


def test_a_chosen_voice_speaks_its_own_languages_only() -> None:
    table = VoiceTable(find_voice("en-gb"))
    assert table.voice_for("en-US") == find_voice("espeak:en-gb")
    assert table.voice_for("fr") == VoiceTable().voice_for("fr")
    assert VoiceTable().voice_for("bo") is None
    with pytest.raises(BadOptions):
        find_voice("espeak:nobody")
    assert not any(voice.engine == "tone" for voice in voices())
