"""espeak-ng: the words' times, pitch, speed."""

import numpy as np
import pytest
from numpy.typing import NDArray

from converters.speech.engine import Clip, Voice
from converters.speech.engines.espeak import PINYIN_VOICE, EspeakEngine, pitch_setting
from converters.speech.engines.espeak_words import pinyin_of, word_times
from converters.speech.pinyin import readings
from converters.speech.script import Item, Pause, Say

PROSE = (
    "Some years ago, never mind how long precisely, having little or no money in my purse. "
    "It was a good day for the little dog and a very good cat."
)


def voice(name: str) -> Voice:
    return next(voice for voice in EspeakEngine().voices() if voice.name == name)


def speak(*script: Item, name: str = "en-us", rate: float = 1.0, pitch: float = 1.0) -> Clip:
    return EspeakEngine().session(rate=rate, pitch=pitch).synthesise(script, voice(name))


def words(clip: Clip, *texts: str) -> list[str]:
    return [texts[word.say][word.start : word.end] for word in clip.words]


def usual_frequency(audio: NDArray[np.int16]) -> float:
    """Median of the voice's fundamental frequency, in hertz, by autocorrelation of frames of 0.1 s."""
    found = []
    for start in range(0, len(audio) - 2048, 1024):
        frame = audio[start : start + 2048].astype(float)
        frame -= frame.mean()
        correlation = np.correlate(frame, frame, "full")[2047:]
        lag = 55 + int(correlation[55:551].argmax())  # 400 to 40 Hz
        if np.abs(frame).max() > 3000 and correlation[lag] > correlation[0] / 2:
            found.append(22_050 / lag)
    return float(np.median(found))


def test_words_are_those_of_the_text() -> None:
    first = "It cost $3.50, didn't it? “Well-known” — (aged 45,123): naïve café—dash…done & 3/4/2024."
    clip = speak(Pause(0.1), Say(first), Say("Once more"))
    assert words(clip, first, "Once more") == [
        *("It", "cost", "3.50", "didn't", "it", "Well-known", "aged", "45,123", "naïve", "café", "dash"),
        *("done", "&", "3/4/2024", "Once", "more"),
    ]
    assert clip.words[0].sample == 2205
    samples = [word.sample for word in clip.words]
    assert samples == sorted(set(samples))
    assert samples[-1] < len(clip.audio)


def test_a_word_begins_where_it_is_heard() -> None:
    """A comma's pause lies between two words, and after it is silence until the next begins."""
    clip = speak(Say("Stop, go."))
    begin = clip.words[1].sample
    loud = np.abs(clip.audio.astype(int)) > 800
    assert not loud[begin - 1500 : begin].any()
    assert loud[begin : begin + 3000].any()


@pytest.mark.parametrize("rate", [0.5, 2.0, 2.5, 2.6, 3.0])
def test_words_keep_their_places_at_any_speed(rate: float) -> None:
    """Also beyond 450 words a minute, where espeak's own events go wrong."""
    usual, fast = speak(Say(PROSE)), speak(Say(PROSE), rate=rate)
    assert len(fast.words) == len(usual.words) == 28
    for one, other in zip(usual.words, fast.words, strict=True):
        assert (one.start, one.end) == (other.start, other.end)
        assert one.sample / len(usual.audio) == pytest.approx(other.sample / len(fast.audio), abs=0.06)
    assert usual.seconds / fast.seconds == pytest.approx(rate, rel=0.1)


def test_mandarin_words_are_han_characters() -> None:
    text = "他说：“银行ABC公司，花儿——𠮷吧？”"
    clip = speak(Say(text, readings(text)), name=PINYIN_VOICE)
    assert words(clip, text) == [*"他说银行", "ABC", *"公司花儿吧"]
    assert clip.unspoken == "𠮷"


def test_pinyin_says_where_each_syllable_comes_from() -> None:
    say = Say("（好）花儿，a1。", ("hao3", "hua1", "r5"))
    pinyin = pinyin_of(say)
    assert pinyin.text == ", hao3 , hua1 er5 , a1."
    for part, source in (("hao3", "好"), ("hua1", "花"), ("er5", "儿"), ("a1", "a"), (".", "。")):
        assert say.text[pinyin.source(pinyin.text.rindex(part))] == source


@pytest.mark.parametrize(
    ("name", "text", "expected"), [("yue", "你好，香港。", list("你好香港")), ("th", "สวัสดี", ["สวัสดี"])]
)
def test_other_scripts(name: str, text: str, expected: list[str]) -> None:
    assert words(speak(Say(text), name=name), text) == expected


def test_events_that_make_no_sense_do_no_harm() -> None:
    """Backwards in time, outside the text, after the end."""
    events = [(-1, 0), (4, 900), (0, 50), (8, 100), (12, 5000), (99, 7)]
    found = list(word_times("one two three four", events, 0, 10, 4000))
    assert [(word.start, word.sample) for word in found] == [(0, 60), (4, 910), (8, 910)]


def test_pitch_is_what_it_says() -> None:
    usual = usual_frequency(speak(Say(PROSE)).audio)
    for pitch in (0.75, 1.25, 1.5):
        assert usual_frequency(speak(Say(PROSE), pitch=pitch).audio) / usual == pytest.approx(pitch, abs=0.08)
    assert pitch_setting(1) == 50
    assert (pitch_setting(0.5), pitch_setting(2)) == (0, 100)
