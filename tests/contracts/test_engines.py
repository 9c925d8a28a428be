"""What every speech engine promises."""

import re
from collections.abc import Iterator
from typing import Protocol

import numpy as np
import pytest

from converters.errors import BadOptions, MissingPart
from converters.speech.engine import SAMPLE_RATE, Clip, SpeechEngine, Voice
from converters.speech.engines.gtts import SWITCH, GttsEngine
from converters.speech.engines.gtts_service import ENDPOINT_SETTING, Patience
from converters.speech.pinyin import readings
from converters.speech.script import Item, Language, Mark, Pause, Say
from converters.speech.voices import VoiceTable, engine_names, find_voice, get_engine, voices
from tests.speech_service import speech_service

ENGINES = (*engine_names(), "tone")
SENTENCE = "Some years ago, never mind how long precisely."
SHORT = "Never mind how long."


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[SpeechEngine]:
    """Each engine; the online one talks to a stand-in of its service."""
    found = get_engine(request.param)
    with pytest.MonkeyPatch.context() as patch:
        if not found.capabilities.offline:
            service = request.getfixturevalue("service")
            patch.setenv(SWITCH, "1")
            patch.setenv(ENDPOINT_SETTING, service)
            patch.setattr(GttsEngine, "patience", Patience(interval=0.0))
        try:
            found.voices()
        except MissingPart as error:
            pytest.fail(f"not installed: {error}")
        yield found


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    with speech_service() as running:
        yield running.url


@pytest.fixture(scope="module")
def voice(engine: SpeechEngine) -> Voice:
    """Its voice for English."""
    found = engine.voices()
    by_tag = {tag: voice for voice in reversed(found) for tag in voice.languages}
    return next(by_tag[tag] for tag in ("en-us", "en", "en-gb", "und") if tag in by_tag)


class Speak(Protocol):
    def __call__(self, *script: Item) -> Clip: ...


@pytest.fixture(scope="module")
def speak(engine: SpeechEngine, voice: Voice) -> Iterator[Speak]:
    """Speaks English with one session: loading a model takes seconds."""
    session = engine.session()
    yield lambda *script: session.synthesise(script, voice)
    session.close()


def speak_anew(
    engine: SpeechEngine, voice: Voice, *script: Item, rate: float = 1.0, pitch: float = 1.0
) -> Clip:
    session = engine.session(rate=rate, pitch=pitch)
    try:
        return session.synthesise(script, voice)
    finally:
        session.close()


def check(clip: Clip, *texts: str) -> None:
    """What holds for every clip of the Says ``texts``."""
    assert clip.audio.dtype == np.int16
    assert clip.audio.ndim == 1
    assert clip.sample_rate == SAMPLE_RATE
    samples = [mark.sample for mark in clip.marks]
    assert samples == sorted(samples)
    assert all(0 <= sample <= len(clip.audio) for sample in samples)
    places = [(word.say, word.start, word.sample) for word in clip.words]
    assert places == sorted(set(places))
    assert [sample for _, _, sample in places] == sorted(sample for _, _, sample in places)
    for word in clip.words:
        assert 0 <= word.start < word.end <= len(texts[word.say])
        assert 0 <= word.sample < len(clip.audio)
        assert texts[word.say][word.start : word.end].strip() == texts[word.say][word.start : word.end]
    ends: dict[int, int] = {}
    for word in clip.words:
        assert ends.get(word.say, 0) <= word.start
        ends[word.say] = word.end


def test_voices_are_named_once_and_belong_to_it(engine: SpeechEngine) -> None:
    found = engine.voices()
    assert found == engine.voices()
    assert len({voice.id.lower() for voice in found}) == len(found) > 0
    for voice in found:
        assert voice.id == f"{engine.name}:{voice.name}"
        assert voice.title
        assert len(voice.id) <= 80
        assert voice.languages
        assert all(re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]+)*", language) for language in voice.languages)
    assert engine.version()
    assert engine.version() == engine.version()


def test_it_speaks_and_tells_when(engine: SpeechEngine, speak: Speak) -> None:
    clip = speak(Mark("a"), Language("en"), Say("Call me Ishmael."), Pause(0.5), Mark("b"), Say("Yes."))
    check(clip, "Call me Ishmael.", "Yes.")
    assert [mark.mark for mark in clip.marks] == ["a", "b"]
    first, second = (mark.sample for mark in clip.marks)
    assert 0 == first < second < len(clip.audio)
    assert np.abs(clip.audio[:second].astype(int)).max() > 1000
    assert np.abs(clip.audio[second - int(0.4 * SAMPLE_RATE) : second].astype(int)).max() < 50
    assert np.abs(clip.audio[second:].astype(int)).max() > 1000


def test_every_word_has_its_time(engine: SpeechEngine, speak: Speak) -> None:
    texts = (SENTENCE, "“Call me Ishmael,” he said (twice).")
    clip = speak(Say(texts[0]), Pause(0.3), Say(texts[1]))
    check(clip, *texts)
    words = [texts[word.say][word.start : word.end] for word in clip.words]
    if engine.capabilities.marks == "word":
        assert [re.sub(r"\W", "", word) for word in words] == re.findall(r"\w+", " ".join(texts))
        # Spread over the sound, not heaped at one end.
        share = [word.sample / len(clip.audio) for word in clip.words]
        assert share[0] < 0.05
        assert 0.25 < share[7] < 0.7
        assert 0.7 < share[-1] < 1
        assert len(set(share)) > len(share) * 0.8
    else:
        assert words == []


def test_marks_without_words_are_kept(speak: Speak) -> None:
    clip = speak(Mark("a"), Mark("b"), Say("Yes."), Mark("c"))
    check(clip, "Yes.")
    assert [mark.mark for mark in clip.marks] == ["a", "b", "c"]
    assert clip.marks[1].sample == 0
    assert clip.marks[2].sample == len(clip.audio)


def test_silence_is_as_long_as_asked_for(speak: Speak) -> None:
    clip = speak(Mark("a"), Pause(0.25), Mark("b"), Pause(0.5), Mark("c"))
    check(clip)
    assert [mark.sample for mark in clip.marks] == [0, round(0.25 * SAMPLE_RATE), len(clip.audio)]
    assert clip.seconds == pytest.approx(0.75, abs=0.001)
    assert not clip.audio.any()


def test_an_empty_script_is_an_empty_clip(speak: Speak) -> None:
    for script in ((), (Language("en"),), (Say(""),), (Say(" \n\t"),)):
        clip = speak(*script)
        check(clip, "")
        assert len(clip.audio) == 0


@pytest.mark.parametrize("text", ["。", "…", "—", "?!", "“”", "* * *", "()"])
def test_nothing_but_signs_is_no_error(speak: Speak, text: str) -> None:
    clip = speak(Say(text))
    check(clip, text)
    assert clip.seconds < 4


@pytest.mark.parametrize(
    "text",
    ["\0", "\ud800", "\ue000", "a\u0301\u200b\ufeffb", "<speak>&amp;[[p@]]", "😀 no", "你好 and Ωμέγα"],
)
def test_odd_characters_are_no_error(speak: Speak, text: str) -> None:
    check(speak(Say(text)), text)


def test_a_sentence_without_end(engine: SpeechEngine, speak: Speak) -> None:
    """Longer than models take at once, where that does not take minutes; nothing of it is lost."""
    times = 8 if engine.capabilities.slow else 60
    text = ("and then they sailed on " * times).strip()
    clip = speak(Say(text))
    check(clip, text)
    once = speak(Say("and then they sailed on")).seconds
    assert clip.seconds > 0.55 * times * once
    if engine.capabilities.marks == "word":
        assert len(clip.words) > 0.75 * 5 * times


def test_a_word_without_end(engine: SpeechEngine, speak: Speak) -> None:
    long = 3000 if engine.capabilities.offline else 600
    text = "a" * (60 if engine.capabilities.slow else long)
    check(speak(Say(text)), text)


def test_rate_changes_length(engine: SpeechEngine, voice: Voice) -> None:
    if not engine.capabilities.rate:
        pytest.skip("it has one speed")
    text = SHORT if engine.capabilities.slow else SENTENCE
    clips = [speak_anew(engine, voice, Say(text), rate=rate) for rate in (0.7, 1.0, 2.0)]
    for clip in clips:
        check(clip, text)
    lengths = [len(clip.audio) for clip in clips]
    assert lengths[0] > lengths[1] > lengths[2]
    assert lengths[2] < 0.7 * lengths[1]


def test_pitch_changes_sound_not_words(engine: SpeechEngine, voice: Voice) -> None:
    text = SHORT if engine.capabilities.slow else SENTENCE
    usual, high = (speak_anew(engine, voice, Say(text), pitch=pitch) for pitch in (1.0, 1.4))
    check(high, text)
    assert len(high.words) == len(usual.words)
    assert high.seconds == pytest.approx(usual.seconds, rel=0.1)
    if engine.capabilities.pitch:
        assert high.audio.tobytes() != usual.audio.tobytes()


def test_a_new_session_repeats_itself(engine: SpeechEngine, voice: Voice) -> None:
    if not engine.capabilities.deterministic:
        pytest.skip("it does not promise to")
    takes = []
    for threads in (1, 2):  # nor does it matter how many processors speak a sentence
        session = engine.session(threads=threads)
        takes.append(
            [
                session.synthesise((Say(text),), voice).audio.tobytes()
                for text in ("Call me Ishmael.", "I went to sea.")
            ]
        )
        session.close()
    assert takes[0] == takes[1]


def test_sessions_live_side_by_side_and_end_alone(engine: SpeechEngine, voice: Voice) -> None:
    first, second = engine.session(), engine.session()
    assert len(first.synthesise((Say("Yes."),), voice).audio)
    first.close()
    assert len(second.synthesise((Say("Yes."),), voice).audio)
    second.close()


def test_chinese_is_spoken_from_readings(engine: SpeechEngine) -> None:
    voice = next((v for v in engine.voices() if {"zh", "und"} & set(v.languages)), None)
    if voice is None or not engine.capabilities.readings:
        pytest.skip("it has readings of its own, or no Chinese")
    session = engine.session()
    texts = ("银", "银行", "银行在重庆")
    clips = [session.synthesise((Say(text, readings(text)),), voice) for text in texts]
    session.close()
    for text, clip in zip(texts, clips, strict=True):
        check(clip, text)
    assert 0 < clips[0].seconds < clips[1].seconds < clips[2].seconds
    if engine.capabilities.marks == "word":
        assert "".join(texts[2][word.start : word.end] for word in clips[2].words) == texts[2]


@pytest.mark.parametrize(
    ("tag", "voice"),
    [
        ("yue", "espeak:yue"),
        ("zh-HK", "espeak:yue"),
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
    table = VoiceTable(find_voice("espeak:en-gb"))
    assert table.voice_for("en-US") == find_voice("espeak:en-gb")
    assert table.voice_for("fr") == VoiceTable().voice_for("fr")
    assert VoiceTable().voice_for("bo") is None
    with pytest.raises(BadOptions):
        find_voice("espeak:nobody")
    assert not any(voice.engine == "tone" for voice in voices())


def test_the_computer_s_and_online_voices_are_never_chosen_for_anybody() -> None:
    for tag in ("en", "zh", "fr", "de", "sw", "la", "jv", "su", "haw"):
        found = VoiceTable().voice_for(tag)
        assert found is None or found.engine not in {"pyttsx3", "gtts"}


def test_online_voices_are_not_listed_unless_switched_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SWITCH, raising=False)
    with pytest.raises(MissingPart, match="online-speech-off"):
        find_voice("gtts:en")
