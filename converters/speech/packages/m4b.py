"""``audio-m4b``: one audio book file with chapters and cover, as phones and audio book players like it.

Each chapter is encoded once, to AAC in ADTS frames; putting them together copies frames into the MP4 container and encodes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar, Final, Literal

import av
import mutagen.mp4
import numpy as np
from numpy.typing import NDArray

from converters.book import Book
from converters.errors import Finding
from converters.protocol import Artifact, Conversion, ConverterOptions, Locator, Part, PartResult
from converters.run import all_findings, sum_counts
from converters.speech.clips import split_pause
from converters.speech.engine import SAMPLE_RATE
from converters.speech.packages.cover import cover_jpeg
from converters.speech.packages.tags import authors, language_code
from converters.speech.plan import narrator_for, plan_chapters, slug
from converters.speech.script import lines_of
from converters.speech.tally import merge_findings
from converters.speech.track import (
    PART_SECONDS,
    TIMES_FILE,
    EncodedSpeechOptions,
    Track,
    TrackLine,
    clips_for,
    read_track,
    spoken_findings,
    voiceless,
    write_track,
)

FRAME: Final = 1024
"""Samples in a frame of AAC."""
DELAY: Final = 1024
"""Samples of silence that the encoder puts before each chapter."""
_PART: Final = "chapter.aac"
_AUDIOBOOK: Final = 2  # iTunes' media kind


class M4bOptions(EncodedSpeechOptions):
    """What is said, by whom, and how it is encoded."""


class M4bConverter:
    """``<title>.m4b``. Locators: ``{"file", "start", "end"}`` in seconds from the beginning of the book."""

    name: ClassVar[str] = "audio-m4b"
    media_type: ClassVar[str] = "audio/mp4"
    kind: ClassVar[Literal["audio", "braille", "print", "text", "data"]] = "audio"
    Options: ClassVar[type[ConverterOptions]] = M4bOptions
    part_seconds: ClassVar[float] = PART_SECONDS

    def plan(self, conversion: Conversion) -> tuple[Part, ...]:
        """A part a chapter."""
        return plan_chapters(conversion)

    def convert_part(self, conversion: Conversion, part: Part, folder: Path) -> PartResult:
        """Speak and encode the chapter; sound goes straight through, memory does not grow with its length."""
        options: M4bOptions = conversion.options
        narration = narrator_for(conversion).narrate(part)
        clips = clips_for(options)
        lines: list[TrackLine] = []
        unspoken: Counter[str] = Counter()
        substitutes: list[Finding] = []
        encoder = AacFile(folder / _PART, SAMPLE_RATE, options.bitrate)
        position = DELAY
        try:
            for line in lines_of(narration.script):
                items, pause = split_pause(line.items)
                speech = clips.samples(items)
                end = position + len(speech.audio)
                if line.mark or end > position:
                    words = tuple((word.text, position + word.sample) for word in speech.words)
                    lines.append(TrackLine(line.mark, position, end, words))
                unspoken.update(speech.unspoken)
                substitutes += speech.substitutes
                encoder.write(speech.audio)
                encoder.write(np.zeros(pause, np.int16))
                position = end + pause
            if position == DELAY:
                encoder.write(np.zeros(SAMPLE_RATE // 2, np.int16))
        finally:
            frames = encoder.close()
            clips.close()
        samples = frames * FRAME
        write_track(folder, Track(samples, tuple(line.within(samples) for line in lines)))
        return PartResult(
            part.key,
            (_PART, TIMES_FILE),
            (
                *narration.tally.findings(part.title),
                *voiceless(unspoken, part.title),
                *spoken_findings(options, narration.script, clips, substitutes, part.title),
            ),
            narration.tally.counts(),
            {"samples": samples, "spoken": clips.counts.spoken, "reused": clips.counts.reused},
        )

    def assemble(
        self, conversion: Conversion, results: Sequence[tuple[Part, PartResult, Path]], folder: Path
    ) -> Artifact:
        """Copy the chapters' frames into one file; name chapters, book and cover."""
        name = f"{slug(conversion.book.metadata.title).replace('chapter', 'book') or 'book'}.m4b"
        starts = [0]
        for _part, result, _source in results:
            starts.append(starts[-1] + int(str(result.data["samples"])))
        join_chapters(
            folder / name,
            [(part.title, source / _PART) for part, _result, source in results],
            starts,
            SAMPLE_RATE,
            conversion.book,
        )
        tag_book(folder / name, conversion.book, cover_jpeg(conversion))
        locators = [
            Locator(
                line.mark,
                {
                    "file": name,
                    "start": round((start + line.start) / SAMPLE_RATE, 3),
                    "end": round((start + line.end) / SAMPLE_RATE, 3),
                },
            )
            for (_part, _result, source), start in zip(results, starts, strict=False)
            for line in read_track(source).lines
            if line.mark
        ]
        return Artifact(
            self.name,
            self.media_type,
            folder,
            name,
            (name,),
            merge_findings(all_findings(results)),
            {**sum_counts(results), "seconds": round(starts[-1] / SAMPLE_RATE)},
            tuple(locators),
        )


class AacFile:
    """Encodes 16-bit samples of one channel into an ADTS file as they come."""

    def __init__(self, path: Path, sample_rate: int, kilobits: int) -> None:
        self._container: Any = av.open(str(path), "w", format="adts")
        # The fast coder takes a sixth of the time of the usual one; on speech the difference is not heard.
        self._stream: Any = self._container.add_stream("aac", rate=sample_rate, options={"aac_coder": "fast"})
        self._stream.bit_rate = kilobits * 1000
        self._stream.layout = "mono"
        self._rate = sample_rate
        self._position = 0
        self._frames = 0

    def write(self, audio: NDArray[np.int16]) -> None:
        """Encode more samples, shape (n,); the encoder keeps what does not fill a frame."""
        if not len(audio):
            return
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(audio.reshape(1, -1)), format="s16", layout="mono"
        )
        frame.sample_rate = self._rate
        frame.pts = self._position
        frame.time_base = Fraction(1, self._rate)
        self._position += len(audio)
        self._mux(self._stream.encode(frame))

    def close(self) -> int:
        """Encode the rest, close the file, and return how many frames are in it."""
        try:
            self._mux(self._stream.encode(None))
        finally:
            self._container.close()
        return self._frames

    def _mux(self, packets: Any) -> None:
        for packet in packets:
            self._frames += 1
            self._container.mux(packet)


def join_chapters(
    path: Path, chapters: Sequence[tuple[str, Path]], starts: Sequence[int], rate: int, book: Book
) -> None:
    """One MP4 file from ADTS files, frame by frame; ``starts`` are samples, one more than chapters."""
    with av.open(str(path), "w", format="ipod", options={"movflags": "+faststart"}) as target:
        output: Any = None
        base = Fraction(1, rate)
        position = 0
        for _title, source_path in chapters:
            with av.open(str(source_path), format="aac") as source:
                stream = source.streams.audio[0]
                if output is None:
                    output = target.add_stream_from_template(stream)
                    output.time_base = base
                    target.metadata["title"] = book.metadata.title
                for packet in source.demux(stream):
                    if not packet.size:
                        continue
                    packet.stream = output
                    packet.time_base = base
                    packet.pts = packet.dts = position
                    packet.duration = FRAME
                    position += FRAME
                    target.mux(packet)
        if position != starts[-1]:
            raise RuntimeError(f"{position} samples were joined, {starts[-1]} were made")
        target.set_chapters(
            [
                {
                    "id": number,
                    "start": start,
                    "end": end,
                    "time_base": base,
                    "metadata": {"title": " ".join(title.split())},
                }
                for number, ((title, _source), start, end) in enumerate(
                    zip(chapters, starts, starts[1:], strict=False)
                )
            ]
        )


def tag_book(path: Path, book: Book, cover: bytes | None) -> None:
    """Title, author, cover, and the mark that makes players remember the place."""
    mp4: Any = mutagen.mp4  # the package has no types
    tags = mp4.MP4(str(path))
    tags["\xa9nam"] = [book.metadata.title]
    tags["\xa9alb"] = [book.metadata.title]
    if authors(book):
        tags["\xa9ART"] = [authors(book)]
    if book.metadata.description:
        tags["desc"] = [book.metadata.description]
    tags["\xa9gen"] = ["Audiobook"]
    tags["----:com.apple.iTunes:LANGUAGE"] = [language_code(book.metadata.language).encode()]
    tags["stik"] = [_AUDIOBOOK]
    if cover:
        tags["covr"] = [mp4.MP4Cover(cover, imageformat=mp4.MP4Cover.FORMAT_JPEG)]
    tags.save()
