"""``audio-mp3``: a folder of numbered chapter files that any player takes, from a DAISY player to a car radio.

Constant bit rate, one channel, 22.05 kHz, ASCII names, ID3v2.3 titles and chapters, a playlist, and a manifest with exact lengths.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Literal

from converters.book import Book
from converters.protocol import Artifact, Conversion, ConverterOptions, Json, Locator, Part, PartResult
from converters.run import all_findings, sum_counts
from converters.speech.engine import SAMPLE_RATE
from converters.speech.packages.cover import cover_jpeg
from converters.speech.packages.headings import headings_in
from converters.speech.packages.tags import id3_bytes
from converters.speech.plan import plan_chapters
from converters.speech.tally import merge_findings
from converters.speech.track import PART_SECONDS, TRACK_FILE, TrackOptions, make_track, read_track
from converters.workspace import write_atomically, write_json


class Mp3Converter:
    """``001-title.mp3`` ... Locators: ``{"file", "start", "end"}`` in seconds, as a player counts them."""

    name: ClassVar[str] = "audio-mp3"
    media_type: ClassVar[str] = "audio/mpeg"
    kind: ClassVar[Literal["audio", "braille", "print", "text", "data"]] = "audio"
    Options: ClassVar[type[ConverterOptions]] = TrackOptions
    part_seconds: ClassVar[float] = PART_SECONDS

    def plan(self, conversion: Conversion) -> tuple[Part, ...]:
        """A part a chapter."""
        return plan_chapters(conversion)

    def convert_part(self, conversion: Conversion, part: Part, folder: Path) -> PartResult:
        """Speak and encode the chapter."""
        return make_track(conversion, part, folder)

    def assemble(
        self, conversion: Conversion, results: Sequence[tuple[Part, PartResult, Path]], folder: Path
    ) -> Artifact:
        """Put a tag before each track; write playlists and manifest."""
        rows: list[dict[str, Json]] = []
        locators: list[Locator] = []
        cover = cover_jpeg(conversion)
        samples = 0
        for part, _result, source in results:
            name = f"{part.data['file']}.mp3"
            track = read_track(source)
            samples += track.samples
            tag = id3_bytes(conversion.book, part, cover, headings_in(conversion, part, track), track.samples)
            rows.append(
                {
                    "file": name,
                    "title": part.title,
                    "seconds": round(track.seconds, 6),
                    **_write_tagged(folder / name, tag, source / TRACK_FILE),
                }
            )
            locators += [
                Locator(
                    line.mark,
                    {
                        "file": name,
                        "start": round(line.start / SAMPLE_RATE, 3),
                        "end": round(line.end / SAMPLE_RATE, 3),
                    },
                )
                for line in track.lines
                if line.mark
            ]
        files = [str(row["file"]) for row in rows]
        files += write_playlists(folder, rows)
        write_json(folder / "manifest.json", manifest(conversion.book, rows, samples / SAMPLE_RATE))
        files.append("manifest.json")
        return Artifact(
            self.name,
            self.media_type,
            folder,
            "playlist.m3u8",
            tuple(files),
            merge_findings(all_findings(results)),
            {**sum_counts(results), "seconds": round(samples / SAMPLE_RATE)},
            tuple(locators),
        )


def _write_tagged(path: Path, tag: bytes, track: Path) -> dict[str, Json]:
    """Write ``path``; returns its size and SHA-256 for the manifest."""
    digest = hashlib.sha256(tag)
    with path.open("wb") as target, track.open("rb") as frames:
        target.write(tag)
        while piece := frames.read(1 << 20):
            target.write(piece)
            digest.update(piece)
        return {"bytes": target.tell(), "sha256": digest.hexdigest()}


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
