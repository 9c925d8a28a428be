"""The track: a chapter as one MP3 stream with the time of each of its lines. What all packages of MP3 are made from, encoded once.

The track holds frames only, no tags; ``track.json`` beside it holds the times, in samples as a decoder puts them out.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from pydantic import Field

from audio_cache import CacheSettingError, open_cache
from converters.errors import BadOptions, Finding, fold_findings
from converters.protocol import Conversion, Json, Part, PartResult
from converters.speech.clips import Clips, split_pause
from converters.speech.engine import SAMPLE_RATE
from converters.speech.mp3_frames import FrameWriter
from converters.speech.plan import SpeechOptions, narrator_for, voice_table
from converters.speech.script import Language, Script, lines_of
from converters.workspace import write_atomically

TRACK_FILE: Final = "track.mp3"
TIMES_FILE: Final = "track.json"
_MOST_NAMED: Final = 20
DEFAULT_QUALITY: Final = 7
PART_SECONDS: Final = 6 * 3600.0
"""Longest time a chapter may take: the best Mandarin voice speaks some eight characters a second on a slow core."""


class EncodedSpeechOptions(SpeechOptions):
    """What is said, by whom, and how many bits it takes."""

    bitrate: Literal[32, 40, 48, 56, 64] = Field(
        48,
        title="Bit rate",
        description="Kilobits a second of the audio files: more sounds better and takes more room.",
    )


class TrackOptions(EncodedSpeechOptions):
    """What is said, by whom, and how it is encoded as MP3."""

    encoder_quality: int = Field(
        DEFAULT_QUALITY,
        title="Encoder effort",
        description="From 0 (slowest, best) to 9 (fastest); speech gains little below 5.",
        ge=0,
        le=9,
    )

    def parts_recipe(self, converter: str) -> tuple[str, str]:
        """One track for all formats that are made from it: what is theirs alone does not count."""
        del converter
        return "audio-track", self.model_dump_json(include=set(TrackOptions.model_fields))


@dataclass(frozen=True, slots=True)
class TrackLine:
    """What is heard from sample ``start`` to before ``end``; equal where a place is silent.

    ``mark`` is a sentence, page or block id, "" for words of our own that belong to none. ``words`` are (text, sample), where the voice tells.
    """

    mark: str
    start: int
    end: int
    words: tuple[tuple[str, int], ...] = ()

    def within(self, samples: int) -> TrackLine:
        """The same, cut where a track of ``samples`` ends."""
        return replace(self, start=min(self.start, samples), end=min(self.end, samples))


@dataclass(frozen=True, slots=True)
class Track:
    """``samples`` in all; ``lines`` in order."""

    samples: int
    lines: tuple[TrackLine, ...]

    @property
    def seconds(self) -> float:
        """Its length."""
        return self.samples / SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of the track, ``start`` to before ``end`` in samples, and all ``marks`` that begin there: silent ones first, then the one that is heard.

    Cues follow one another without gaps, from the first sample to the last, and none is empty: a player that plays them in turn plays the track.
    """

    marks: tuple[str, ...]
    start: int
    end: int


def cues_of(track: Track) -> tuple[Cue, ...]:
    """The track cut at its lines. Pauses belong to what is before them; words of our own without a mark belong to the line before them."""
    begun: list[tuple[list[str], int]] = []
    silent: list[str] = []
    for line in track.lines:
        if line.end <= line.start:
            silent.append(line.mark)
        elif line.mark or not begun:
            begun.append(([*silent, line.mark], line.start))
            silent = []
    if silent or not begun:
        # Silent places at the very end: they go with what was heard last.
        if begun:
            begun[-1][0].extend(silent)
        else:
            begun.append((silent, 0))
    ends = [start for _marks, start in begun[1:]] + [track.samples]
    starts = [0, *ends[:-1]]
    return tuple(
        Cue(tuple(mark for mark in marks if mark), start, end)
        for (marks, _start), start, end in zip(begun, starts, ends, strict=True)
    )


def make_track(conversion: Conversion, part: Part, folder: Path) -> PartResult:
    """Speak and encode a chapter; sound goes straight through, memory does not grow with its length.

    ``data`` of the result has ``samples``, ``spoken`` and ``reused`` (lines).
    """
    narration = narrator_for(conversion).narrate(part)
    spoken = speak_track(conversion.options, narration.script, folder, part.title)
    return PartResult(
        part.key,
        (TRACK_FILE, TIMES_FILE),
        (*narration.tally.findings(part.title), *spoken.findings),
        narration.tally.counts(),
        spoken.data,
    )


@dataclass(frozen=True, slots=True)
class SpokenTrack:
    """What :func:`speak_track` tells: ``findings``, and ``data`` for the part's result."""

    findings: tuple[Finding, ...]
    data: dict[str, Json]


def speak_track(options: TrackOptions, script: Script, folder: Path, where: str) -> SpokenTrack:
    """Write the track of ``script`` into ``folder``; ``where`` names it in findings."""
    clips = clips_for(options)
    lines: list[TrackLine] = []
    unspoken: Counter[str] = Counter()
    substitutes: list[Finding] = []
    with (folder / TRACK_FILE).open("wb") as stream:
        writer = FrameWriter(stream, options.bitrate)
        for line in lines_of(script):
            items, pause = split_pause(line.items)
            clip = clips.encoded(items)
            if clip.frames:
                start = writer.clip(clip.frames, clip.length)
                words = tuple((word.text, start + word.sample) for word in clip.words)
                lines.append(TrackLine(line.mark, start, start + clip.length, words))
            elif line.mark:
                lines.append(TrackLine(line.mark, writer.samples, writer.samples))
            unspoken.update(clip.unspoken)
            substitutes += clip.substitutes
            writer.pause(pause)
        if not writer.samples:
            # A chapter where nothing is said still plays: an empty file would stop a player.
            writer.pause(SAMPLE_RATE // 2)
    clips.close()
    write_track(folder, Track(writer.samples, tuple(lines)))
    return SpokenTrack(
        (*voiceless(unspoken, where), *spoken_findings(options, script, clips, substitutes, where)),
        {"samples": writer.samples, "spoken": clips.counts.spoken, "reused": clips.counts.reused},
    )


def clips_for(options: EncodedSpeechOptions, *, threads: int = 1) -> Clips:
    """The lines as ``options`` want them, from this computer's cache where they were spoken before. ``threads``: see :meth:`~converters.speech.engine.SpeechEngine.session`."""
    quality = options.encoder_quality if isinstance(options, TrackOptions) else DEFAULT_QUALITY
    try:
        cache = open_cache()
    except CacheSettingError as error:
        raise BadOptions(error.code, **error.params) from None
    return Clips(
        voice_table(options),
        cache,
        rate=options.rate,
        pitch=options.pitch,
        bitrate=options.bitrate,
        quality=quality,
        threads=threads,
    )


def spoken_findings(
    options: EncodedSpeechOptions, script: Script, clips: Clips, substitutes: list[Finding], where: str
) -> tuple[Finding, ...]:
    """Where other voices spoke than should have, and what kept clips from being kept."""
    voices = voice_table(options)
    tags = dict.fromkeys(item.tag for item in script if isinstance(item, Language))
    stand_ins = [finding for tag in tags if (finding := voices.stand_in(tag)) is not None]
    found = [*stand_ins, *substitutes, *([clips.trouble] if clips.trouble else [])]
    return tuple(replace(finding, where=where) for finding in fold_findings(found))


def voiceless(characters: Counter[str], where: str) -> tuple[Finding, ...]:
    """A finding that names what the voice had no sound for."""
    if not characters:
        return ()
    named = " ".join(list(characters)[:_MOST_NAMED])
    return (Finding("speech-voice-silent", {"characters": named, "count": sum(characters.values())}, where),)


def write_track(folder: Path, track: Track) -> None:
    """Keep the times of ``track`` in ``folder``."""
    rows = [[line.mark, line.start, line.end, [list(word) for word in line.words]] for line in track.lines]
    data = {"samples": track.samples, "lines": rows}
    write_atomically(folder / TIMES_FILE, json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def read_track(folder: Path) -> Track:
    """What :func:`write_track` wrote."""
    data = json.loads((folder / TIMES_FILE).read_bytes())
    return Track(
        data["samples"],
        tuple(
            TrackLine(mark, start, end, tuple((text, sample) for text, sample in words))
            for mark, start, end, words in data["lines"]
        ),
    )
