"""The online voices, against a stand-in of their service on this computer."""

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from converters.errors import BadOptions, MissingPart
from converters.speech.engine import EngineUnavailable, Voice
from converters.speech.engines import gtts_service
from converters.speech.engines.gtts import SWITCH, GttsEngine, GttsSession
from converters.speech.engines.gtts_service import ENDPOINT, ENDPOINT_SETTING, Patience, Service, endpoint
from converters.speech.script import Mark, Pause, Say
from tests.speech_service import SECONDS_A_CHARACTER, SpeechService, speech_service

QUICK = Patience(interval=0.0, tries=3, first_wait=0.01, request_seconds=2.0, text_seconds=20.0)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[SpeechService]:
    with speech_service() as running:
        monkeypatch.setenv(SWITCH, "1")
        monkeypatch.setenv(ENDPOINT_SETTING, running.url)
        yield running


def session(patience: Patience = QUICK, rate: float = 1.0) -> GttsSession:
    return GttsSession(Service(patience), rate)


def voice(code: str = "en") -> Voice:
    return next(voice for voice in GttsEngine().voices() if voice.name == code)


@pytest.mark.parametrize("value", [None, "", "0", "yes"])
def test_off_unless_somebody_switched_it_on(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv(SWITCH, raising=False)
    if value is not None:
        monkeypatch.setenv(SWITCH, value)
    for ask in (GttsEngine().voices, GttsEngine().session):
        with pytest.raises(MissingPart, match="online-speech-off"):
            ask()


def test_the_list_says_that_the_text_leaves_the_house(service: SpeechService) -> None:
    assert all("sent to Google" in voice.title for voice in GttsEngine().voices())
    assert voice("zh-CN").languages[0] == "zh"
    assert voice("iw").languages[0] == "he"


def test_a_text_is_spoken_without_the_service_s_own_silence(service: SpeechService) -> None:
    clip = session().synthesise(
        (Mark("a"), Say("Call me Ishmael."), Pause(0.5), Mark("b"), Say("Yes.")), voice()
    )
    assert service.asked == [("Call me Ishmael.", "en"), ("Yes.", "en")]
    assert clip.seconds == pytest.approx(20 * SECONDS_A_CHARACTER + 0.5, abs=0.25)
    assert clip.marks[1].sample / 22_050 == pytest.approx(16 * SECONDS_A_CHARACTER + 0.5, abs=0.15)
    assert np.abs(clip.audio).max() > 5_000


def test_long_texts_are_cut_and_nothing_is_lost(service: SpeechService) -> None:
    text = "Some years ago, never mind how long precisely, I went to sea. " * 5
    clip = session().synthesise((Say(text),), voice())
    assert len(service.asked) > 3
    asked = " ".join(part for part, _ in service.asked)
    assert re.findall(r"\w+", asked) == re.findall(r"\w+", text)
    assert clip.seconds > 0.8 * SECONDS_A_CHARACTER * len(text)


def test_nothing_to_say_asks_nothing(service: SpeechService) -> None:
    for text in ("", " ", "\0", "。", "…", "\ud800"):
        assert len(session().synthesise((Say(text),), voice()).audio) == 0
    assert service.asked == []


@pytest.mark.parametrize("mood", ["429", "500", "503", "garbage", "no-audio", "not-mp3", "redirect", "slow"])
def test_a_bad_moment_is_waited_for(service: SpeechService, mood: str) -> None:
    service.moods.extend([mood, mood])
    patience = replace(QUICK, request_seconds=0.5) if mood == "slow" else QUICK
    assert session(patience).synthesise((Say("Yes."),), voice()).seconds > 0.1
    assert [text for text, _ in service.asked] == ["Yes."] * 3


@pytest.mark.parametrize("mood", ["429", "500", "garbage", "redirect", "endless"])
def test_it_gives_up_with_a_reason_and_then_leaves_the_service_alone(
    service: SpeechService, mood: str
) -> None:
    service.always = mood
    speaking = session()
    with pytest.raises(EngineUnavailable) as caught:
        speaking.synthesise((Say("Yes."),), voice())
    assert "online voice" in caught.value.reason
    asked = len(service.asked)
    assert asked == (1 if mood == "endless" else QUICK.tries)
    with pytest.raises(EngineUnavailable):
        speaking.synthesise((Say("No."),), voice())
    assert len(service.asked) == asked


def test_what_will_not_change_is_not_repeated(service: SpeechService) -> None:
    service.always = "403"
    with pytest.raises(EngineUnavailable, match="403"):
        session().synthesise((Say("Yes."),), voice())
    assert len(service.asked) == 1


def test_after_a_rest_it_is_asked_again(service: SpeechService) -> None:
    service.moods.append("403")
    speaking = session(replace(QUICK, rest_seconds=0.0))
    with pytest.raises(EngineUnavailable):
        speaking.synthesise((Say("Yes."),), voice())
    assert speaking.synthesise((Say("Yes."),), voice()).seconds > 0.1


def test_nobody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "1")
    with speech_service() as gone:
        monkeypatch.setenv(ENDPOINT_SETTING, gone.url)
    with pytest.raises(EngineUnavailable, match="cannot be reached"):
        session().synthesise((Say("Yes."),), voice())


def test_waits_grow_and_the_service_may_ask_for_longer(
    service: SpeechService, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(gtts_service.time, "sleep", waited.append)
    service.always, service.retry_after = "429", "7"
    with pytest.raises(EngineUnavailable):
        session(replace(QUICK, tries=4, first_wait=6.0, text_seconds=600)).synthesise((Say("Yes."),), voice())
    assert [7 <= waited[0] < 8, 9 <= waited[1] <= 15, 18 <= waited[2] <= 30] == [True] * 3
    assert len(waited) == 3


def test_no_wait_goes_past_the_limit(service: SpeechService, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(gtts_service.time, "sleep", waited.append)
    service.always = "429"
    with pytest.raises(EngineUnavailable):
        session(replace(QUICK, first_wait=60.0)).synthesise((Say("Yes."),), voice())
    assert waited == []


def test_requests_keep_their_distance_whoever_makes_them(service: SpeechService) -> None:
    patience = replace(QUICK, interval=0.15)
    for speaking in (session(patience), session(patience)):
        speaking.synthesise((Say("Yes."), Say("No.")), voice())
    gaps = np.diff(service.times)
    assert len(gaps) == 3
    assert gaps.min() >= 0.14


def test_nobody_is_recognised(service: SpeechService) -> None:
    session().synthesise((Say("Yes."), Say("No.")), voice())
    assert not any("Cookie" in headers for headers in service.headers)


@pytest.mark.parametrize(("rate", "expected"), [(0.5, 2.0), (2.0, 0.5)])
def test_rate_is_made_here(service: SpeechService, rate: float, expected: float) -> None:
    script = (Say("Some years ago, never mind how long."),)
    usual = session().synthesise(script, voice()).seconds
    assert session(rate=rate).synthesise(script, voice()).seconds / usual == pytest.approx(expected, rel=0.1)


def test_the_address_is_private(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ENDPOINT_SETTING, raising=False)
    assert endpoint() == ENDPOINT
    monkeypatch.setenv(ENDPOINT_SETTING, "https://relay.example/speak")
    assert endpoint() == "https://relay.example/speak"
    for address in ("http://relay.example/speak", "file:///etc/passwd", "http://localhost.example/"):
        monkeypatch.setenv(ENDPOINT_SETTING, address)
        with pytest.raises(BadOptions, match="online-speech-address"):
            endpoint()
