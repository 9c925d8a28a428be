"""Every voice equally loud."""

import math

import numpy as np
import pytest

from converters.speech import loudness
from converters.speech.engine import SAMPLE_RATE
from converters.speech.loudness import PEAK_DBFS, TARGET_LUFS, gain_for, gain_of, leveller, measure
from converters.speech.pinyin import readings
from converters.speech.script import Say
from converters.speech.voices import VoiceTable, find_voice, get_engine, voices_of

PROSE = {
    "en": "Call me Ishmael. Some years ago, never mind how long precisely, having little or no money in my purse, and nothing "
    "particular to interest me on shore, I thought I would sail about a little and see the watery part of the world.",
    "fr": "Longtemps, je me suis couché de bonne heure. Parfois, à peine ma bougie éteinte, mes yeux se fermaient si vite que "
    "je n'avais pas le temps de me dire : je m'endors.",
    "zh": "这几天心里颇不宁静。今晚在院子里坐着乘凉，忽然想起日日走过的荷塘。",
}


@pytest.mark.parametrize(
    ("voice", "language"),
    [
        ("hibari:heart", "en"),
        ("kokoro:zf_xiaoxiao", "zh"),
        ("espeak:en-us", "en"),
        ("espeak:cmn-latn-pinyin", "zh"),
        ("espeak:fr-fr", "fr"),
    ],
)
def test_a_paragraph_is_as_loud_as_it_should_be(voice: str, language: str) -> None:
    found = find_voice(voice)
    session = get_engine(found.engine).session()
    text = PROSE[language]
    audio = session.synthesise((Say(text, readings(text) if language == "zh" else ()),), found).audio
    session.close()
    levelled = leveller(found)(audio)
    assert levelled.dtype == np.int16
    assert len(levelled) == len(audio)
    assert measure(levelled) == pytest.approx(TARGET_LUFS, abs=1)
    assert np.abs(levelled.astype(int)).max() <= 32767 * 10 ** (PEAK_DBFS / 20)
    assert np.mean(np.abs(levelled.astype(int)) > 16_500) < 0.03  # few samples are bent


def test_defaults_have_a_gain_that_was_measured() -> None:
    for tag in ("en", "zh", "zh-HK", "fr", "de", "ja", "ru", "ar", "hi"):
        voice = VoiceTable().voice_for(tag)
        assert voice is not None
        assert gain_of(voice) != 0.0
    for engine in ("hibari", "kokoro", "espeak"):
        assert {voice.id for voice in voices_of(engine)} <= set(loudness._gains())


def test_peaks_are_bent_without_a_corner() -> None:
    voice = find_voice("hibari:heart")  # the one with the largest gain
    ramp = np.arange(-32768, 32768, dtype=np.int32).astype(np.int16)
    bent = leveller(voice)(ramp).astype(int)
    steps = np.diff(bent)
    gain = 10 ** (gain_of(voice) / 20)
    assert (steps >= 0).all()
    assert steps.max() <= math.ceil(gain) + 1
    assert abs(bent).max() <= 32767 * 10 ** (PEAK_DBFS / 20)
    quiet = np.abs(ramp.astype(int)) < 5_000
    assert np.abs(bent[quiet] - ramp[quiet] * gain).max() <= 1
    # The slope changes gradually: no more than a tenth from one hundred samples to the next.
    slopes = np.diff(bent[:: 100 if gain else 1]) / 100
    assert np.abs(np.diff(slopes)).max() < 0.1 * gain


def test_silence_and_odd_clips_pass() -> None:
    level = leveller(find_voice("espeak:en-us"))
    for audio in (np.zeros(0, np.int16), np.zeros(9, np.int16)):
        assert level(audio).tolist() == audio.tolist()
    assert measure(np.zeros(SAMPLE_RATE, np.int16)) == -math.inf
    assert measure(np.ones(5, np.int16)) == -math.inf
    assert gain_for(np.zeros(SAMPLE_RATE, np.int16)) == 0.0


def test_a_voice_nobody_measured_is_measured_now() -> None:
    voice = find_voice("tone:beep")
    assert gain_of(voice) != 0.0
    session = get_engine("tone").session()
    audio = session.synthesise((Say("all the way down to the sea, " * 6),), voice).audio
    assert measure(leveller(voice)(audio)) == pytest.approx(TARGET_LUFS, abs=1.5)


def test_espeak_is_as_loud_after_another_voice() -> None:
    french, hawaiian = find_voice("espeak:fr-fr"), find_voice("espeak:haw")
    script = (Say(PROSE["fr"]),)
    session = get_engine("espeak").session()
    alone = session.synthesise(script, french).audio
    session.synthesise((Say("aloha kakahiaka"),), hawaiian)
    after = session.synthesise(script, french).audio
    session.close()
    assert measure(after) == pytest.approx(measure(alone), abs=0.1)
