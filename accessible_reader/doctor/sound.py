"""What speech needs: voices, their models, encoder, decoder and the store of spoken sentences."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from accessible_reader.doctor.check import Check, State
from accessible_reader.doctor.trying import SETUP, apt, run_python
from converters.errors import ConversionError

if TYPE_CHECKING:
    from converters.speech.script import Say


def voice_english() -> Iterator[Check]:
    """The voice that reads English says a word."""
    from converters.speech.script import Say

    yield _speak("voice-english", "en", Say("Hello"))


def voice_chinese() -> Iterator[Check]:
    """The voice that reads Mandarin says a word."""
    from converters.speech.script import Say

    yield _speak("voice-chinese", "zh", Say("你好", ("ni3", "hao3")))


def voice_model() -> Iterator[Check]:
    """The files of the neural voices are those that were published: all are read through, a second or two."""
    from converters.speech.models import HIBARI, KOKORO, kokoro_voice, kokoro_voices, read_model

    for model in (HIBARI, KOKORO):
        try:
            size = len(read_model(model))
            if model is KOKORO:
                for name in kokoro_voices():
                    kokoro_voice(name)
        except ConversionError as error:
            state: State = "missing" if error.code == "speech-model-missing" else "broken"
            part = str(error.params.get("part", error.params["model"]))
            yield Check("voice-model", state, f"{model.name}: {part}", str(error.params["mend"]))
        else:
            detail = f"{model.name}, {size / 2**20:.0f} MiB, SHA-256 {model.sha256[:8]}…"
            yield Check("voice-model", "works", detail)


def _speak(name: str, language: str, words: Say) -> Check:
    from converters.speech.voices import VoiceTable, get_engine

    mend = f"{SETUP}  # or: pip install espeakng-loader"
    try:
        voice = VoiceTable().voice_for(language)
    except ConversionError as error:
        return Check(name, "missing", str(error), mend)
    if voice is None:
        return Check(name, "missing", language, mend)
    session = get_engine(voice.engine).session()
    try:
        clip = session.synthesise([words], voice)
    finally:
        session.close()
    loud = bool(len(clip.audio)) and int(abs(clip.audio.astype("int32")).max()) > 1000
    detail = f"{voice.id}, {clip.seconds:.1f} s"
    return Check(name, "works", detail) if loud else Check(name, "broken", detail, mend)


def encoder() -> Iterator[Check]:
    """LAME makes frames."""
    program = (
        "import lameenc,sys;e=lameenc.Encoder();e.silence();e.set_channels(1);e.set_in_sample_rate(22050);"
        "sys.stdout.write(str(len(e.encode(bytes(44100))+e.flush())))"
    )
    yield run_python("encoder", program, "lameenc", lambda out: out.isdigit() and int(out) > 1000)


def computer_voices() -> Iterator[Check]:
    """The voices of the computer itself, through pyttsx3: asked for by name, and tried in a child process as they are when they speak."""
    mend = apt("libespeak-ng1") if sys.platform == "linux" else f"{SETUP}  # or: pip install pyttsx3"
    from converters.speech.voices import get_engine

    try:
        voices = get_engine("pyttsx3").voices()
    except ConversionError as error:
        yield Check("computer-voices", "missing", str(error.params.get("reason", error.code))[:200], mend)
        return
    state: State = "works" if voices else "missing"
    yield Check("computer-voices", state, f"pyttsx3, {len(voices)}", "" if voices else mend)


def pydub() -> Iterator[Check]:
    """A WAV is read, as the computer's voices give it."""
    from converters.speech.engine import SAMPLE_RATE
    from converters.speech.engines.outside import decode

    try:
        heard = len(decode(_wav(_hum(), SAMPLE_RATE), "wav"))
    except (ImportError, ValueError) as error:
        yield Check("pydub", "broken", str(error)[:200], f"{SETUP}  # or: pip install pydub soxr")
        return
    yield Check("pydub", "works", f"WAV, {heard / SAMPLE_RATE:.1f} s")


def ffmpeg() -> Iterator[Check]:
    """An MP3 is read, as online voices send it; needed where these are allowed."""
    import numpy as np

    from converters.speech.engine import SAMPLE_RATE
    from converters.speech.engines.gtts import is_allowed
    from converters.speech.engines.outside import decode
    from converters.speech.mp3_frames import encode_clip

    needed = is_allowed()
    where = shutil.which("ffmpeg")
    if where is None:
        yield Check("ffmpeg", "missing", "ffmpeg", apt("ffmpeg"), needed, "online-voices")
        return
    try:
        heard = len(decode(encode_clip(np.frombuffer(_hum(), np.int16), 48, 7), "mp3"))
    except (ImportError, ValueError) as error:
        yield Check("ffmpeg", "broken", str(error)[:200], apt("ffmpeg"), needed, "online-voices")
        return
    yield Check("ffmpeg", "works", f"{where}, MP3, {heard / SAMPLE_RATE:.1f} s", needed=needed)


def _hum() -> bytes:
    """A second of a tone, 16-bit samples."""
    import numpy as np

    from converters.speech.engine import SAMPLE_RATE

    return (8_000 * np.sin(np.arange(SAMPLE_RATE) / 10)).astype(np.int16).tobytes()


def _wav(samples: bytes, rate: int) -> bytes:
    import io
    import wave

    stream = io.BytesIO()
    with wave.open(stream, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples)
    return stream.getvalue()


def audio_cache() -> Iterator[Check]:
    """A clip goes in, comes out and is removed; a store that is off is what somebody wants."""
    from audio_cache import CacheSettingError, clip_key, open_cache

    mend = "unset ACCESSIBLE_READER_AUDIO_CACHE ACCESSIBLE_READER_AUDIO_CACHE_BYTES ACCESSIBLE_READER_AUDIO_CACHE_DAYS"
    try:
        store = open_cache()
    except CacheSettingError as error:
        yield Check("audio-cache", "broken", ", ".join(error.params.values()), mend)
        return
    key = clip_key(doctor=os.getpid())
    payload = os.urandom(20000)
    store.put(key, payload)
    same = store.get(key) == payload
    store.delete(key)
    if same or store.url == "off":
        yield Check("audio-cache", "works", store.url)
    else:
        reason = store.trouble.reason if store.trouble else "?"
        yield Check("audio-cache", "broken", f"{store.url}: {reason}", mend)
