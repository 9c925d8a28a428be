"""What both DAISY converters do the same way: parts, files, the artifact."""

from __future__ import annotations

import shutil
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar, Final, Literal

from converters.errors import Finding
from converters.protocol import Artifact, Conversion, ConverterOptions, Locator, Part, PartResult
from converters.run import all_findings, sum_counts
from converters.speech.engine import SAMPLE_RATE
from converters.speech.packages.daisy.edition import Chapter, Edition
from converters.speech.packages.daisy.names import FileNames, book_name
from converters.speech.packages.daisy.options import DaisyOptions
from converters.speech.packages.daisy.title import TITLE_KEY, make_title, title_part
from converters.speech.packages.mp3 import link_or_copy
from converters.speech.plan import plan_chapters
from converters.speech.tally import merge_findings
from converters.speech.track import PART_SECONDS, make_track

_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
Results = Sequence[tuple[Part, PartResult, Path]]


class DaisyConverter(ABC):
    """A folder named after the book, or that folder zipped.

    Locators: ``{"file", "start", "end"}`` as of every audio format, with ``"smil"``, the address of the phrase, and ``"text"``, that of the words.
    In a zip, files are named as inside it.
    """

    name: ClassVar[str]
    media_type: ClassVar[str] = "application/x-daisy"
    kind: ClassVar[Literal["audio", "braille", "print", "text", "data"]] = "audio"
    Options: ClassVar[type[ConverterOptions]] = DaisyOptions
    part_seconds: ClassVar[float] = PART_SECONDS
    main: ClassVar[str]
    """The file that a player opens."""

    @abstractmethod
    def write(
        self, conversion: Conversion, results: Results, folder: Path, names: FileNames
    ) -> tuple[Edition, list[Finding]]:
        """Write everything but the sound into ``folder``. What counts files finds ``results`` linked there already."""

    @abstractmethod
    def anchor(self, chapter: Chapter, phrase: int) -> str:
        """The id of a phrase (its number from 0) in the SMIL file of its chapter."""

    @abstractmethod
    def text(self, chapter: int, names: FileNames) -> str:
        """The file with the text of a chapter, by its number."""

    def plan(self, conversion: Conversion) -> tuple[Part, ...]:
        """The spoken title, then a part a chapter."""
        return (title_part(conversion), *plan_chapters(conversion))

    def convert_part(self, conversion: Conversion, part: Part, folder: Path) -> PartResult:
        """Speak and encode it."""
        if part.key == TITLE_KEY:
            return make_title(conversion, part, folder)
        return make_track(conversion, part, folder)

    def assemble(self, conversion: Conversion, results: Results, folder: Path) -> Artifact:
        """Link the sound, write the rest around it."""
        names = FileNames(len(results))
        book = book_name(conversion.book.metadata.title)
        inside = folder / book
        inside.mkdir()
        for number, (_part, _result, source) in enumerate(results, 1):
            link_or_copy(source / "track.mp3", inside / names.audio(number))
        edition, findings = self.write(conversion, results, inside, names)
        files = sorted(path.name for path in inside.iterdir())
        files.insert(0, files.pop(files.index(self.main)))
        if conversion.options.packaging == "zip":
            _zip(inside, folder / f"{book}.zip", files)
            shutil.rmtree(inside)
            listed, prefix = [f"{book}.zip"], ""
        else:
            listed, prefix = [f"{book}/{name}" for name in files], f"{book}/"
        return Artifact(
            self.name,
            self.media_type,
            folder,
            listed[0],
            tuple(listed),
            merge_findings((*all_findings(results), *findings)),
            {**sum_counts(results), "seconds": round(edition.length / 1000), "phrases": _phrases(edition)},
            tuple(self._locators(edition, names, prefix)),
        )

    def _locators(self, edition: Edition, names: FileNames, prefix: str) -> Iterator[Locator]:
        for chapter in edition.chapters:
            if chapter.key == TITLE_KEY:
                continue
            audio = prefix + names.audio(chapter.number)
            smil = prefix + names.smil(chapter.number)
            phrases = {phrase.mark: number for number, phrase in enumerate(chapter.phrases)}
            latest = 0
            for line in chapter.track.lines:
                if not line.mark:
                    continue
                latest = phrases.get(line.mark, latest)
                phrase = chapter.phrases[latest]
                yield Locator(
                    line.mark,
                    {
                        "file": audio,
                        "start": round(line.start / SAMPLE_RATE, 3),
                        "end": round(line.end / SAMPLE_RATE, 3),
                        "smil": f"{smil}#{self.anchor(chapter, latest)}",
                        "text": f"{prefix}{self.text(phrase.home, names)}#{phrase.element}",
                    },
                )


def _phrases(edition: Edition) -> int:
    return sum(len(chapter.phrases) for chapter in edition.chapters)


def _zip(source: Path, target: Path, files: Sequence[str]) -> None:
    """The folder's files at the top of a zip, always the same bytes; sound is not squeezed again."""
    with zipfile.ZipFile(target, "w") as archive:
        for name in files:
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.external_attr = 0o644 << 16
            packed = not name.endswith((".mp3", ".jpg", ".png"))
            entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            with (source / name).open("rb") as stream, archive.open(entry, "w") as out:
                shutil.copyfileobj(stream, out, 1 << 20)
