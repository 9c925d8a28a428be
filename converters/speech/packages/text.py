"""``speech-text``: exactly what will be spoken, one UTF-8 file a chapter, one sentence a line."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Literal

from converters.protocol import Artifact, Conversion, ConverterOptions, Locator, Part, PartResult
from converters.run import all_findings, sum_counts
from converters.speech.plan import SpeechTextOptions, narrator_for, plan_chapters
from converters.speech.script import lines_of
from converters.speech.tally import merge_findings
from converters.speech.timings import Timing, read_timings, write_timings
from converters.workspace import write_atomically


class SpeechTextConverter:
    """``001-title.txt`` ... Locators: ``{"file", "line"}``, lines from 1; a silent page mark is where the next line begins."""

    name: ClassVar[str] = "speech-text"
    media_type: ClassVar[str] = "text/plain"
    kind: ClassVar[Literal["audio", "braille", "print", "text", "data"]] = "text"
    Options: ClassVar[type[ConverterOptions]] = SpeechTextOptions
    part_seconds: ClassVar[float] = 600.0

    def plan(self, conversion: Conversion) -> tuple[Part, ...]:
        """A part a chapter."""
        return plan_chapters(conversion)

    def convert_part(self, conversion: Conversion, part: Part, folder: Path) -> PartResult:
        """Write the chapter's lines."""
        narration = narrator_for(conversion).narrate(part)
        lines: list[str] = []
        places: list[Timing] = []
        for line in lines_of(narration.script):
            if line.mark:
                places.append(Timing(line.mark, len(lines) + 1, len(lines) + 1))
            if line.text:
                lines.append(line.text)
        name = f"{part.data['file']}.txt"
        write_atomically(folder / name, "".join(f"{line}\n" for line in lines))
        return PartResult(
            part.key,
            (name, write_timings(folder, places)),
            narration.tally.findings(part.title),
            narration.tally.counts(),
            {"lines": len(lines)},
        )

    def assemble(
        self, conversion: Conversion, results: Sequence[tuple[Part, PartResult, Path]], folder: Path
    ) -> Artifact:
        """Copy the files together."""
        files: list[str] = []
        locators: list[Locator] = []
        for _part, result, source in results:
            name = result.files[0]
            shutil.copyfile(source / name, folder / name)
            files.append(name)
            locators += (Locator(row.mark, {"file": name, "line": row.start}) for row in read_timings(source))
        return Artifact(
            self.name,
            self.media_type,
            folder,
            files[0],
            tuple(files),
            merge_findings(all_findings(results)),
            sum_counts(results),
            tuple(locators),
        )
