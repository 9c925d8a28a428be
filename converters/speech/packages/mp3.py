"""``audio-mp3``: a folder of numbered chapter files that any player takes, from a DAISY player to a car radio.

Constant bit rate, one channel, 22.05 kHz, ASCII names, ID3v2.3 titles, a playlist, and a manifest with exact lengths.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Final, Literal

import lameenc
from pydantic import Field

from converters.book import Book
from converters.protocol import Artifact, Conversion, ConverterOptions, Json, Locator, Part, PartResult
from converters.run import all_findings, sum_counts
from converters.speech.packages.cover import cover_jpeg
from converters.speech.packages.tags import id3_bytes
from converters.speech.plan import SpeechOptions, narrator_for, plan_chapters, voice_table
from converters.speech.synthesise import Speaker, Timeline
from converters.speech.tally import merge_findings
from converters.speech.timings import read_timings, write_timings
from converters.workspace import write_atomically, write_json

FRAME: Final = 576
"""Samples in a frame of MPEG-2 Layer III, which is what 22.05 kHz makes it."""
DELAY: Final = 1105
"""Samples that a decoder puts out before ours: LAME's delay of 576 and the decoder's 529. The files have no header that tells
players to cut them, since old players stumble over one; so times count them in."""


class Mp3Options(SpeechOptions):
    """What is said, by whom, and how it is encoded."""

    bitrate: Literal[32, 40, 48, 56, 64] = Field(
        48,
        title="Bit rate",
        description="Kilobits a second of the audio files: more sounds better and takes more room.",
    )
    encoder_quality: int = Field(
        7,
        title="Encoder effort",
        description="From 0 (slowest, best) to 9 (fastest); speech gains little below 5.",
        ge=0,
        le=9,
    )


class Mp3Converter:
    """``001-title.mp3`` ... Locators: ``{"file", "start", "end"}`` in seconds, as a player counts them."""

    name: ClassVar[str] = "audio-mp3"
    media_type: ClassVar[str] = "audio/mpeg"
    kind: ClassVar[Literal["audio", "braille", "print", "text", "data"]] = "audio"
    Options: ClassVar[type[ConverterOptions]] = Mp3Options
    part_seconds: ClassVar[float] = 3600.0

    def plan(self, conversion: Conversion) -> tuple[Part, ...]:
        """A part a chapter."""
        return plan_chapters(conversion)

    def convert_part(self, conversion: Conversion, part: Part, folder: Path) -> PartResult:
        """Speak and encode the chapter; sound goes straight through, memory does not grow with its length."""
        options: Mp3Options = conversion.options
        narration = narrator_for(conversion).narrate(part)
        speaker = Speaker(voice_table(options), options.rate)
        encoder = lameenc.Encoder()
        encoder.silence()
        encoder.set_bit_rate(options.bitrate)
        encoder.set_in_sample_rate(speaker.sample_rate)
        encoder.set_channels(1)
        encoder.set_quality(options.encoder_quality)
        timeline = Timeline()
        name = f"{part.data['file']}.mp3"
        digest = hashlib.sha256()
        size = 0
        with (folder / name).open("wb") as stream:

            def write(data: bytes) -> None:
                stream.write(data)
                digest.update(data)

            write(id3_bytes(conversion.book, part, cover_jpeg(conversion)))
            for line in speaker.speak(narration.script):
                timeline.add(line)
                if len(line.audio):
                    encoded = bytes(encoder.encode(line.audio.tobytes()))
                    size += len(encoded)
                    write(encoded)
            if not timeline.position:
                # A chapter where nothing is said still plays: an empty file would stop a player.
                encoded = bytes(encoder.encode(bytes(speaker.sample_rate)))
                size += len(encoded)
                write(encoded)
            encoded = bytes(encoder.flush())
            size += len(encoded)
            write(encoded)
        speaker.close()
        frames = frame_count(size, options.bitrate, speaker.sample_rate)
        return PartResult(
            part.key,
            (name, write_timings(folder, timeline.timings)),
            narration.tally.findings(part.title),
            narration.tally.counts(),
            {
                "samples": frames * FRAME,
                "sample_rate": speaker.sample_rate,
                "sha256": digest.hexdigest(),
                "bytes": (folder / name).stat().st_size,
            },
        )

    def assemble(
        self, conversion: Conversion, results: Sequence[tuple[Part, PartResult, Path]], folder: Path
    ) -> Artifact:
        """Put the files together; write playlists and manifest."""
        rows: list[dict[str, Json]] = []
        locators: list[Locator] = []
        for part, result, source in results:
            name = result.files[0]
            link_or_copy(source / name, folder / name)
            rate = _number(result, "sample_rate")
            length = _number(result, "samples")
            rows.append(
                {
                    "file": name,
                    "title": part.title,
                    "seconds": round(length / rate, 6),
                    "bytes": result.data["bytes"],
                    "sha256": result.data["sha256"],
                }
            )
            for timing in read_timings(source):
                start = min(timing.start + DELAY, length) / rate
                end = min(timing.end + DELAY, length) / rate
                locators.append(
                    Locator(timing.mark, {"file": name, "start": round(start, 3), "end": round(end, 3)})
                )
        samples = sum(_number(result, "samples") for _part, result, _folder in results)
        files = [str(row["file"]) for row in rows]
        files += write_playlists(folder, rows)
        write_json(folder / "manifest.json", manifest(conversion.book, rows, samples / Speaker.sample_rate))
        files.append("manifest.json")
        return Artifact(
            self.name,
            self.media_type,
            folder,
            "playlist.m3u8",
            tuple(files),
            merge_findings(all_findings(results)),
            {**sum_counts(results), "seconds": round(samples / Speaker.sample_rate)},
            tuple(locators),
        )


def frame_count(size: int, bitrate: int, sample_rate: int) -> int:
    """Frames in ``size`` bytes of constant bit rate: a frame has 72 · bit rate / sample rate bytes on the average."""
    return round(size * sample_rate / (72_000 * bitrate))


def manifest(book: Book, rows: list[dict[str, Json]], seconds: float) -> dict[str, Json]:
    """The list of files for programs."""
    return {
        "title": book.metadata.title,
        "authors": [person.name for person in book.metadata.contributors if person.role == "aut"],
        "language": book.metadata.language,
        "identifier": book.metadata.identifier,
        "seconds": round(seconds, 6),
        "files": list(rows),
    }


def write_playlists(folder: Path, rows: Sequence[dict[str, Json]]) -> list[str]:
    """``playlist.m3u8`` with titles in UTF-8, and ``playlist.m3u``, ASCII only, for players that know no other."""
    titled = ["#EXTM3U"]
    for row in rows:
        title = " ".join(str(row["title"]).split())
        titled += [f"#EXTINF:{round(float(str(row['seconds'])))},{title}", str(row["file"])]
    write_atomically(folder / "playlist.m3u8", "\n".join(titled) + "\n")
    write_atomically(folder / "playlist.m3u", "".join(f"{row['file']}\r\n" for row in rows))
    return ["playlist.m3u8", "playlist.m3u"]


def link_or_copy(source: Path, target: Path) -> None:
    """``target`` as another name for ``source`` where the disk can do that: hours of audio are not copied."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _number(result: PartResult, name: str) -> int:
    return int(str(result.data[name]))
