"""The table of contents and the page list of an audio book: names for places in its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from converters.chapters import chapter_of_key, pieces_with_blocks
from converters.protocol import Conversion, Part
from converters.speech.engine import SAMPLE_RATE
from converters.speech.packages.headings import headings_in
from converters.speech.pages import page_places
from converters.speech.track import Track, read_track


@dataclass(frozen=True, slots=True)
class AudioFile:
    """A chapter: ``href`` in the package, where its track lies, its length and size in bytes."""

    part: Part
    href: str
    source: Path
    track: Track
    size: int


@dataclass(slots=True)
class Place:
    """``title`` is heard at ``href`` (with a media fragment where it is not the file's beginning, W3C Media Fragments 1.0 §4.2.1)."""

    title: str
    href: str
    children: list[Place] = field(default_factory=list)


def audio_files(results: Sequence[tuple[Part, Path]], track_name: str) -> list[AudioFile]:
    """The chapters in reading order."""
    return [
        AudioFile(
            part,
            f"audio/{part.data['file']}.mp3",
            folder / track_name,
            read_track(folder),
            (folder / track_name).stat().st_size,
        )
        for part, folder in results
    ]


def contents(conversion: Conversion, files: Sequence[AudioFile]) -> list[Place]:
    """A place for each chapter, with the headings inside it below, each under the one of a higher level before it."""
    found = []
    for file in files:
        top = Place(" ".join(file.part.title.split()) or file.part.key, file.href)
        above: list[tuple[int, Place]] = [(0, top)]
        headings = headings_in(conversion, file.part, file.track)
        if headings and headings[0].title == top.title:
            headings = headings[1:]
        for heading in headings:
            place = Place(heading.title, at(file.href, heading.sample))
            while len(above) > 1 and above[-1][0] >= heading.level:
                above.pop()
            above[-1][1].children.append(place)
            above.append((heading.level, place))
        found.append(top)
    return found


def page_list(conversion: Conversion, files: Sequence[AudioFile]) -> list[Place]:
    """Where each page of the printed book begins to be heard."""
    found = []
    for file in files:
        times = {line.mark: line.start for line in reversed(file.track.lines)}
        chapter = chapter_of_key(conversion.book, file.part.key)
        for _piece, _section, _language, blocks in pieces_with_blocks(conversion.book, chapter):
            found += [
                Place(page.label, at(file.href, times[page.id]))
                for page in page_places(blocks)
                if page.id in times and page.label
            ]
    return found


def at(href: str, sample: int) -> str:
    """The moment in a file."""
    return f"{href}#t={sample / SAMPLE_RATE:.3f}"
