"""Puts tracks and text together; nothing is spoken or encoded here that another format of the same tracks has made already."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Literal

from converters.protocol import Artifact, Conversion, ConverterOptions, Locator, Part, PartResult
from converters.run import all_findings, sum_counts
from converters.speech.engine import SAMPLE_RATE
from converters.speech.packages.audio_epub.documents import ChapterFiles, Documents
from converters.speech.packages.audio_epub.package import write_package
from converters.speech.plan import plan_chapters, slug
from converters.speech.tally import merge_findings
from converters.speech.track import PART_SECONDS, TRACK_FILE, Track, TrackOptions, make_track, read_track


class AudioEpubConverter:
    """``<title>.epub``. Locators: ``{"file", "fragment", "audio", "start", "end"}``, files inside the EPUB, seconds of that audio file."""

    name: ClassVar[str] = "audio-epub"
    media_type: ClassVar[str] = "application/epub+zip"
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
        """Write text and overlays chapter by chapter, then the package."""
        build = folder / ".build"
        documents = Documents(conversion, build)
        chapters: list[tuple[ChapterFiles, Path]] = []
        locators: list[Locator] = []
        samples = 0
        for part, _result, source in results:
            track = read_track(source)
            samples += track.samples
            files = documents.write(part.key, part.title, track)
            chapters.append((files, source / TRACK_FILE))
            locators += locators_of(files, track)
        name = f"{slug(conversion.book.metadata.title).replace('chapter', 'book') or 'book'}.epub"
        write_package(folder / name, conversion, documents, build, chapters)
        shutil.rmtree(build)
        return Artifact(
            self.name,
            self.media_type,
            folder,
            name,
            (name,),
            (*merge_findings(all_findings(results)), *documents.findings),
            {**sum_counts(results), "seconds": round(samples / SAMPLE_RATE)},
            tuple(locators),
        )


def locators_of(files: ChapterFiles, track: Track) -> list[Locator]:
    """Where each mark of a chapter is."""
    return [
        Locator(
            line.mark,
            {
                "file": f"EPUB/text/{files.key}.xhtml",
                "fragment": files.elements[line.mark],
                "audio": f"EPUB/audio/{files.key}.mp3",
                "start": round(line.start / SAMPLE_RATE, 3),
                "end": round(line.end / SAMPLE_RATE, 3),
            },
        )
        for line in track.lines
        if line.mark in files.elements
    ]
