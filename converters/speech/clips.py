"""Lines as sound, spoken once: from the cache where they were spoken before, by whatever book or format.

Kept are MP3 frames, and for voices that take long to speak also their samples without loss (FLAC), from which other formats and bit rates are made.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import soundfile
from numpy.typing import NDArray

from audio_cache import AudioCache, clip_key
from converters.errors import Finding
from converters.speech.engine import SAMPLE_RATE
from converters.speech.mp3_frames import DELAY, encode_clip
from converters.speech.script import Item, Pause, script_to_json
from converters.speech.synthesise import Run, Speaker, Speech, SpokenWord, runs_of
from converters.speech.voices import VoiceTable, get_engine

_VERSION: Final = 2
"""Of what is done to an engine's sound before it is kept. Change it when that changes."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A line as MP3 ``frames``: its ``length`` samples of speech begin at :data:`~converters.speech.mp3_frames.DELAY`; ``words`` count from there."""

    frames: bytes
    length: int
    words: tuple[SpokenWord, ...] = ()
    unspoken: str = ""
    substitutes: tuple[Finding, ...] = ()


@dataclass(slots=True)
class ClipCounts:
    """How many lines were spoken, and how many were there already."""

    spoken: int = 0
    reused: int = 0


class Clips:
    """Gives lines as sound. One a process and conversion, not shared."""

    def __init__(
        self,
        voices: VoiceTable,
        cache: AudioCache,
        *,
        rate: float = 1.0,
        pitch: float = 1.0,
        bitrate: int = 48,
        quality: int = 7,
        threads: int = 1,
    ) -> None:
        self._voices = voices
        self._cache = cache
        self._speaker = Speaker(rate, pitch, threads)
        self._settings = {"rate": rate, "pitch": pitch}
        self._encoding = {"bitrate": bitrate, "quality": quality}
        self._versions: dict[str, str] = {}
        self.counts = ClipCounts()

    def encoded(self, items: Sequence[Item]) -> Encoded:
        """``items`` (a line without the pause after it) as MP3."""
        runs = runs_of(items, self._voices)
        if not any(run.voice for run in runs):
            return Encoded(b"", 0)
        facts = self._facts(runs)
        key = clip_key(form="mp3", **self._encoding, **facts)
        kept = self._cache.get(key)
        if kept is not None:
            self.counts.reused += 1
            return _unpack(kept)
        speech = self._kept_samples(facts)
        if speech is None:
            speech = self._speak(runs)
            if speech.substitutes:
                # Another voice than the key says: not to be kept.
                return Encoded(
                    self._encode(speech), len(speech.audio), speech.words, speech.unspoken, speech.substitutes
                )
            if not all(_is_quick(run) for run in runs):
                self._cache.put(clip_key(form="flac", **facts), _pack(_flac(speech.audio), speech))
        else:
            self.counts.reused += 1
        frames = self._encode(speech)
        self._cache.put(key, _pack(frames, speech))
        return Encoded(frames, len(speech.audio), speech.words, speech.unspoken)

    def samples(self, items: Sequence[Item]) -> Speech:
        """``items`` (a line without the pause after it) as samples."""
        runs = runs_of(items, self._voices)
        if not any(run.voice for run in runs):
            return Speech(np.zeros(0, np.int16))
        facts = self._facts(runs)
        speech = self._kept_samples(facts)
        if speech is None and all(_is_quick(run) for run in runs):
            kept = self._cache.get(clip_key(form="mp3", **self._encoding, **facts))
            speech = _decode(_unpack(kept)) if kept is not None else None
        if speech is not None:
            self.counts.reused += 1
            return speech
        speech = self._speak(runs)
        if not speech.substitutes:
            self._cache.put(clip_key(form="flac", **facts), _pack(_flac(speech.audio), speech))
        return speech

    def is_slow(self, items: Sequence[Item]) -> bool:
        """Whether ``items`` would have to be spoken now by a voice that is hardly faster than speech."""
        runs = runs_of(items, self._voices)
        slow = any(run.voice and get_engine(run.voice.engine).capabilities.slow for run in runs)
        return slow and not self._cache.contains(clip_key(form="mp3", **self._encoding, **self._facts(runs)))

    def close(self) -> None:
        """Give back all engines, write the cache's counts down."""
        self._speaker.close()
        self._cache.save_counts()

    @property
    def trouble(self) -> Finding | None:
        """What kept clips from being kept or found, for the report."""
        found = self._cache.trouble
        return Finding(found.code, {"reason": found.reason}) if found else None

    def _encode(self, speech: Speech) -> bytes:
        return encode_clip(speech.audio, self._encoding["bitrate"], self._encoding["quality"])

    def _speak(self, runs: tuple[Run, ...]) -> Speech:
        self.counts.spoken += 1
        return self._speaker.speak(runs)

    def _facts(self, runs: tuple[Run, ...]) -> dict[str, Any]:
        rows = [
            [run.voice.id if run.voice else "", self._engine_version(run), script_to_json(run.items)]
            for run in runs
        ]
        return {"version": _VERSION, "script": rows, **self._settings}

    def _engine_version(self, run: Run) -> str:
        if run.voice is None:
            return ""
        name = run.voice.engine
        if name not in self._versions:
            self._versions[name] = get_engine(name).version()
        return self._versions[name]

    def _kept_samples(self, facts: dict[str, Any]) -> Speech | None:
        kept = self._cache.get(clip_key(form="flac", **facts))
        if kept is None:
            return None
        found = _unpack(kept)
        if not found.length:  # a FLAC of nothing has no format that could be recognised
            return Speech(np.zeros(0, np.int16), found.words, found.unspoken)
        audio, _rate = soundfile.read(io.BytesIO(found.frames), dtype="int16")
        return Speech(audio, found.words, found.unspoken)


def split_pause(items: tuple[Item, ...]) -> tuple[tuple[Item, ...], int]:
    """What is said, and the samples of silence after it. The pause is no part of a clip: the same words are followed by this or that."""
    end = len(items)
    seconds = 0.0
    while end and isinstance(pause := items[end - 1], Pause):
        seconds += pause.seconds
        end -= 1
    return items[:end], round(seconds * SAMPLE_RATE)


def _is_quick(run: Run) -> bool:
    return run.voice is None or get_engine(run.voice.engine).capabilities.quick


def _pack(data: bytes, speech: Speech) -> bytes:
    """A line of JSON with what is not sound, then the sound."""
    head = {
        "length": len(speech.audio),
        "words": [[word.text, word.sample] for word in speech.words],
        "unspoken": speech.unspoken,
    }
    return json.dumps(head, separators=(",", ":")).encode() + b"\n" + data


def _unpack(payload: bytes) -> Encoded:
    line, _, data = payload.partition(b"\n")
    head = json.loads(line)
    words = tuple(SpokenWord(text, sample) for text, sample in head["words"])
    return Encoded(data, head["length"], words, head["unspoken"])


def _flac(audio: NDArray[np.int16]) -> bytes:
    stream = io.BytesIO()
    soundfile.write(stream, audio, SAMPLE_RATE, format="FLAC", subtype="PCM_16", compression_level=0.0)
    return stream.getvalue()


def _decode(clip: Encoded) -> Speech:
    import av  # 17 MB, which most conversions do not need

    with av.open(io.BytesIO(clip.frames), "r", format="mp3") as container:
        pieces = [np.asarray(frame.to_ndarray())[0] for frame in container.decode(audio=0)]
    sound = np.concatenate(pieces)[DELAY : DELAY + clip.length]
    audio = np.clip(np.rint(sound * 32_768), -32_768, 32_767).astype(np.int16)
    return Speech(audio, clip.words, clip.unspoken)
