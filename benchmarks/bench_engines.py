"""Seconds of speech a processor second: each engine by itself beside the same engine through our session (spelling, times of words, resampling).

Usage: ``bench_engines.py [hibari espeak kokoro]``; Kokoro takes two minutes. "Bare" is the engine as its package is used: text or phonemes in, samples out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measure import Measured, measure
from converters.speech.engine import SAMPLE_RATE
from converters.speech.loudness import leveller
from converters.speech.pinyin import readings
from converters.speech.script import Say
from converters.speech.voices import VoiceTable, find_voice, get_engine

ENGLISH: Final = (
    "Call me Ishmael.",
    "Some years ago, having little or no money in my purse, I thought I would sail about a little and see the watery part of the world.",
    "It is a way I have of driving off the spleen and regulating the circulation.",
    "This is my substitute for pistol and ball; with a philosophical flourish Cato throws himself upon his sword, I quietly take to the ship.",
)
CHINESE: Final = (
    "这几天心里颇不宁静。",
    "今晚在院子里坐着乘凉，忽然想起日日走过的荷塘，在这满月的光里，总该另有一番样子吧。",
)
VOICES: Final = {
    "hibari": ("hibari:heart", ENGLISH, 20),
    "espeak": ("espeak:en-us", ENGLISH, 100),
    "kokoro": ("kokoro:zf_xiaoxiao", CHINESE, 1),
}


def through_us(name: str) -> Any:
    """A warm session of ours."""
    voice_id, texts, times = VOICES[name]
    voice = find_voice(voice_id)
    session = get_engine(voice.engine).session()
    says = [Say(text, readings(text) if texts is CHINESE else ()) for text in texts]
    session.synthesise(says[:1], voice)
    level = leveller(voice)
    return lambda: (
        sum(len(level(session.synthesise((say,), voice).audio)) for _ in range(times) for say in says)
        / SAMPLE_RATE
    )


def bare(name: str) -> Any:
    """The engine without us."""
    _, texts, times = VOICES[name]
    if name == "hibari":
        from hibari import Hibari

        tts = Hibari(threads=1)
        tts("Warm up.")
        return lambda: sum(len(tts(text, seed=1)) for _ in range(times) for text in texts) / 24_000
    if name == "espeak":
        from converters.speech.engines.espeak import library

        espeak = library()
        speak: Callable[..., Any] = espeak.speak
        return lambda: (
            sum(_samples(speak(text, "en-us", 175)) for _ in range(times) for text in texts) / SAMPLE_RATE
        )
    return _bare_kokoro(texts, times)


def _samples(spoken: Any) -> int:
    sound = spoken[0] if isinstance(spoken, tuple) else spoken
    return len(sound) // 2 if isinstance(sound, bytes) else len(sound)


def _bare_kokoro(texts: tuple[str, ...], times: int) -> Any:
    from converters.speech.engines.english_spelling import vocabulary
    from converters.speech.engines.mandarin_spelling import MandarinSpeller
    from converters.speech.models import KOKORO, kokoro_voice, open_model

    session, styles, speller, known = (
        open_model(KOKORO),
        kokoro_voice("zf_xiaoxiao"),
        MandarinSpeller(),
        vocabulary(),
    )
    given = []
    for text in texts:
        places = [
            place for place, character in enumerate(text) if character >= "\u4e00" and character < "\uff00"
        ]
        spelt = speller(text, dict(zip(places, readings(text), strict=False)))
        ids = [0, *(known[phoneme] for sound in spelt.sounds for phoneme in sound.phonemes), 0]
        style = styles[len(ids) - 3][None]
        given.append({"tokens": np.array([ids], np.int64), "style": style, "speed": np.ones(1, np.float32)})
    session.run(["audio"], given[0])
    return lambda: sum(session.run(["audio"], each)[0].size for _ in range(times) for each in given) / 24_000


def run(job: Any) -> float:
    """Seconds of speech."""
    return float(job())


def line(name: str, measured: Measured) -> str:
    """A row of the table."""
    return f"{name:<24}{measured.cpu:>8.2f}{measured.result:>10.1f}{measured.result / measured.cpu:>10.1f}{measured.peak:>10.0f}"


def main() -> None:
    """Print the table."""
    assert VoiceTable().voice_for("en") is not None
    print(f"{'engine':<24}{'CPU s':>8}{'speech s':>10}{'x real':>10}{'peak MiB':>10}")
    for name in sys.argv[1:] or VOICES:
        print(line(f"{name}, bare", measure(bare, run, name)), flush=True)
        print(line(f"{name}, through us", measure(through_us, run, name)), flush=True)


if __name__ == "__main__":
    main()
