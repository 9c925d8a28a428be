"""Two packages of the same files: one that reading systems built on Readium open, one that W3C recommends."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Final, Literal

from pydantic import Field

from converters.language.tags import is_chinese, is_traditional
from converters.protocol import Artifact, Conversion, ConverterOptions, Json, Locator, Part, PartResult
from converters.run import all_findings, sum_counts
from converters.speech.engine import SAMPLE_RATE
from converters.speech.packages.cover import cover_jpeg
from converters.speech.packages.webpub.contents import AudioFile, audio_files, contents, page_list
from converters.speech.packages.webpub.manifests import (
    Publication,
    contents_page,
    readium_manifest,
    w3c_manifest,
)
from converters.speech.plan import plan_chapters, slug, voice_table
from converters.speech.tally import merge_findings
from converters.speech.track import PART_SECONDS, TRACK_FILE, TrackOptions, make_track

_COVER: Final = "cover.jpg"
_CONTENTS: Final = "contents.html"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


class WebpubOptions(TrackOptions):
    """What is said, by whom, how it is encoded, and into which packages it goes."""

    packages: Literal["both", "audiobook", "lpf"] = Field(
        "both",
        title="Packages",
        description="Readium's .audiobook, W3C's .lpf (Lightweight Packaging Format), or both.",
    )


class WebpubConverter:
    """``<title>.audiobook`` and ``<title>.lpf``. Locators: ``{"file", "start", "end"}``, the file inside the package, in seconds."""

    name: ClassVar[str] = "audio-webpub"
    media_type: ClassVar[str] = "application/audiobook+zip"
    kind: ClassVar[Literal["audio", "braille", "print", "text", "data"]] = "audio"
    Options: ClassVar[type[ConverterOptions]] = WebpubOptions
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
        """Write manifests and packages."""
        options: WebpubOptions = conversion.options
        files = audio_files([(part, source) for part, _result, source in results], TRACK_FILE)
        cover = cover_jpeg(conversion)
        language = conversion.book.metadata.language
        voice = voice_table(options).voice_for(language)
        publication = Publication(
            conversion.book,
            files,
            contents(conversion, files),
            page_list(conversion, files),
            options.bitrate,
            voice.title if voice else "",
            _COVER if cover else None,
        )
        name = slug(conversion.book.metadata.title).replace("chapter", "book")
        made = []
        if options.packages != "lpf":
            made.append(f"{name}.audiobook")
            _pack(folder / made[-1], {"manifest.json": _json(readium_manifest(publication))}, files, cover)
        if options.packages != "audiobook":
            made.append(f"{name}.lpf")
            texts = {
                "publication.json": _json(w3c_manifest(publication, _CONTENTS)),
                _CONTENTS: contents_page(publication, _headings(language)),
            }
            _pack(folder / made[-1], texts, files, cover)
        return Artifact(
            self.name,
            self.media_type,
            folder,
            made[0],
            tuple(made),
            merge_findings(all_findings(results)),
            {**sum_counts(results), "seconds": round(publication.seconds)},
            tuple(
                Locator(
                    line.mark,
                    {
                        "file": file.href,
                        "start": round(line.start / SAMPLE_RATE, 3),
                        "end": round(line.end / SAMPLE_RATE, 3),
                    },
                )
                for file in files
                for line in file.track.lines
                if line.mark
            ),
        )


def _headings(language: str) -> tuple[str, str]:
    """What the lists of places and pages are called in the book's language."""
    if is_chinese(language):
        return ("目錄", "頁碼") if is_traditional(language) else ("目录", "页码")
    return "Contents", "Pages"


def _json(manifest: dict[str, Json]) -> str:
    return json.dumps(manifest, ensure_ascii=False, indent=1)


def _pack(path: Path, texts: dict[str, str], files: Sequence[AudioFile], cover: bytes | None) -> None:
    """A zip whose manifest comes first; audio is stored as it is, so that players can seek in it. The same content gives the same bytes."""
    with zipfile.ZipFile(path, "w") as package:
        for name, text in texts.items():
            package.writestr(_entry(name, zipfile.ZIP_DEFLATED), text.encode())
        if cover:
            package.writestr(_entry(_COVER, zipfile.ZIP_STORED), cover)
        for file in files:
            entry = _entry(file.href, zipfile.ZIP_STORED)
            with package.open(entry, "w", force_zip64=True) as target, file.source.open("rb") as source:
                shutil.copyfileobj(source, target, 1 << 20)


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = method
    entry.external_attr = 0o644 << 16
    return entry
