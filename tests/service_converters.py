"""A format that misbehaves as it is told. Test workers and their children register it by importing :mod:`tests.service_registered`."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import Field

from converters.protocol import Artifact, Conversion, ConverterOptions, Locator, Part, PartResult


class TrialOptions(ConverterOptions):
    """``parts`` parts of ``seconds`` each; the one numbered ``bad`` does what ``fault`` says. ``mark`` makes recipes differ."""

    parts: int = Field(4, title="Parts", description="How many.")
    seconds: float = Field(0.0, title="Seconds", description="How long each takes.")
    bad: int = Field(-1, title="Bad", description="Which one misbehaves.")
    fault: Literal["bug", "memory", "exit", "hang", "disk"] = Field("bug", title="Fault", description="How.")
    mark: int = Field(0, title="Mark", description="Any number.")
    tell: str = Field(
        "", title="Tell", description="A folder in which each part that begins puts an empty file."
    )


class TrialConverter:
    """Says in ``made.txt`` which process made which part."""

    name: ClassVar[str] = "trial"
    media_type: ClassVar[str] = "text/plain"
    kind: ClassVar[Literal["audio", "braille", "print", "text", "data"]] = "text"
    Options: ClassVar[type[ConverterOptions]] = TrialOptions
    part_seconds: ClassVar[float] = 600.0

    def plan(self, conversion: Conversion) -> tuple[Part, ...]:
        """Numbered parts."""
        return tuple(Part(f"{n:03}", f"Part {n}", weight=10) for n in range(conversion.options.parts))

    def convert_part(self, conversion: Conversion, part: Part, folder: Path) -> PartResult:
        """One line, or a misdeed."""
        options = conversion.options
        if options.tell:
            (Path(options.tell) / f"{options.mark}-{part.key}").touch()
        time.sleep(options.seconds)
        if int(part.key) == options.bad:
            _misbehave(options.fault)
        (folder / "line.txt").write_text(f"part {part.key}\n")
        return PartResult(part.key, ("line.txt",), (), {"lines": 1})

    def assemble(
        self, conversion: Conversion, results: Sequence[tuple[Part, PartResult, Path]], folder: Path
    ) -> Artifact:
        """All lines."""
        (folder / "made.txt").write_text("".join((f / "line.txt").read_text() for _p, _r, f in results))
        rows = tuple(Locator(s.id, {"file": "made.txt"}) for s in conversion.sentences)
        return Artifact(
            self.name,
            self.media_type,
            folder,
            "made.txt",
            ("made.txt",),
            (),
            {"lines": len(results)},
            rows,
        )


def _misbehave(fault: str) -> None:
    if fault == "bug":
        raise ZeroDivisionError
    if fault == "memory":
        bytearray(64 << 30)
    if fault == "exit":
        os._exit(9)
    if fault == "hang":
        time.sleep(3600)
    if fault == "disk":
        raise OSError(errno.ENOSPC, "no room")


class HastyConverter(TrialConverter):
    """The same with little time for each part."""

    name: ClassVar[str] = "trial-hasty"
    part_seconds: ClassVar[float] = 2.0


WHERE = {
    "trial": "tests.service_converters:TrialConverter",
    "trial-hasty": "tests.service_converters:HastyConverter",
}
