"""A chapter as one stream: times, cues, and clips that are spoken once."""

from __future__ import annotations

import io

import av
import numpy as np
import pytest

from audio_cache import AudioCache, open_cache
from converters.speech.clips import Clips, split_pause
from converters.speech.engine import SAMPLE_RATE
from converters.speech.mp3_frames import DELAY
from converters.speech.script import Item, Language, Pause, Say
from converters.speech.track import Cue, Track, TrackLine, cues_of, voiceless
from converters.speech.voices import VoiceTable, find_voice


@pytest.fixture
def cache(tmp_path: object) -> AudioCache:
    """An empty cache."""
    return open_cache(str(tmp_path))


def clips(cache: AudioCache, **settings: float) -> Clips:
    """Beeps, kept in ``cache``."""
    return Clips(VoiceTable(find_voice("tone:beep")), cache, **settings)  # type: ignore[arg-type]


def line(text: str, pause: float = 0.5) -> tuple[Item, ...]:
    return (Language("en"), Say(text), Pause(pause))


def test_the_same_words_are_spoken_once(cache: AudioCache) -> None:
    first = clips(cache)
    spoken = first.encoded(line("Call me Ishmael."))
    again = clips(cache)
    assert again.encoded(line("Call me Ishmael.")) == spoken
    assert (first.counts.spoken, first.counts.reused) == (1, 0)
    assert (again.counts.spoken, again.counts.reused) == (0, 1)


@pytest.mark.parametrize("changed", [{"rate": 1.5}, {"pitch": 1.2}])
def test_what_changes_the_sound_is_spoken_again(cache: AudioCache, changed: dict[str, float]) -> None:
    clips(cache).encoded(line("Call me Ishmael."))
    other = clips(cache, **changed)
    other.encoded(line("Call me Ishmael."))
    assert other.counts.spoken == 1


def test_readings_and_words_are_part_of_the_key(cache: AudioCache) -> None:
    made = clips(cache)
    made.encoded((Language("zh"), Say("行", ("xing2",))))
    made.encoded((Language("zh"), Say("行", ("hang2",))))
    made.encoded((Language("zh"), Say("还", ("hang2",))))
    assert made.counts.spoken == 3


def test_another_form_of_the_same_words_speaks_nothing(cache: AudioCache) -> None:
    first = clips(cache)
    as_mp3 = first.encoded(line("Call me Ishmael."))
    second = clips(cache)
    as_samples = second.samples(line("Call me Ishmael."))
    assert second.counts.spoken == 0
    assert len(as_samples.audio) == as_mp3.length
    fresh = clips(open_cache("off")).samples(line("Call me Ishmael.")).audio
    assert np.corrcoef(as_samples.audio, fresh)[0, 1] > 0.95


def test_samples_that_came_first_are_encoded_not_spoken(cache: AudioCache) -> None:
    first = clips(cache).samples(line("Call me Ishmael."))
    second = clips(cache)
    encoded = second.encoded(line("Call me Ishmael."))
    assert second.counts.spoken == 0
    with av.open(io.BytesIO(encoded.frames), "r", format="mp3") as container:
        sound = np.concatenate([np.asarray(frame.to_ndarray())[0] for frame in container.decode(audio=0)])
    assert np.corrcoef(sound[DELAY : DELAY + encoded.length], first.audio)[0, 1] > 0.95


def test_the_pause_after_a_line_is_no_part_of_its_clip() -> None:
    items, pause = split_pause((*line("One.", 0.4), Pause(0.6)))
    assert items == (Language("en"), Say("One."))
    assert pause == SAMPLE_RATE
    assert split_pause((Language("en"), Pause(0.5), Say("One.")))[1] == 0


def test_a_line_without_words_has_no_clip(cache: AudioCache) -> None:
    made = clips(cache)
    assert made.encoded((Language("en"),)).frames == b""
    assert len(made.samples(()).audio) == 0
    assert made.counts.spoken == made.counts.reused == 0


def test_cues_have_no_gaps_and_silent_places_go_with_what_follows() -> None:
    track = Track(
        1000,
        (
            TrackLine("h", 10, 90),
            TrackLine("page-2", 100, 100),
            TrackLine("s1", 120, 300),
            TrackLine("", 320, 400),
            TrackLine("s2", 500, 700),
            TrackLine("page-3", 710, 710),
        ),
    )
    assert cues_of(track) == (
        Cue(("h",), 0, 120),
        Cue(("page-2", "s1"), 120, 500),
        Cue(("s2", "page-3"), 500, 1000),
    )


def test_a_chapter_where_nothing_is_said_is_one_cue() -> None:
    assert cues_of(Track(800, (TrackLine("p", 0, 0),))) == (Cue(("p",), 0, 800),)
    assert cues_of(Track(800, ())) == (Cue((), 0, 800),)


def test_what_had_no_sound_is_named() -> None:
    from collections import Counter

    (finding,) = voiceless(Counter("☃☃"), "Chapter 1")
    assert finding.code == "speech-voice-silent"
    assert finding.params == {"characters": "☃", "count": 2}
    assert voiceless(Counter(), "Chapter 1") == ()


def test_a_line_that_the_voice_had_no_sound_for_is_kept_too(cache: AudioCache) -> None:
    first = clips(cache).samples((Language("en"), Say(" ")))
    again = clips(cache)
    assert len(first.audio) == len(again.samples((Language("en"), Say(" "))).audio) == 0
    assert again.encoded((Language("en"), Say(" "))).length == 0
