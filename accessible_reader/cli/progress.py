"""Progress on standard error: bars with the time left on a terminal, plain lines everywhere else.

Nothing is said by colour alone, and no spinner turns where a screen reader or a log would read every frame of it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any, Protocol, TextIO

from accessible_reader.cli.words import say
from converters.run import Progress

STEP = 10
"""Per cent between two plain lines."""


class Reporter(Protocol):
    """What a conversion tells while it runs."""

    def reading(self, file: str) -> None:
        """The book is being read."""
        ...

    def begin(self, format_name: str) -> None:
        """A format begins."""
        ...

    def update(self, progress: Progress) -> None:
        """A part of it is done."""
        ...

    def end(self, format_name: str, *, done: bool) -> None:
        """A format is ready, or has failed."""
        ...

    def close(self) -> None:
        """No more will come."""
        ...


class PlainReporter:
    """One line at the start and at the end of a format, and one for every ten per cent in between."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown: dict[str, int] = {}

    def _line(self, text: str) -> None:
        print(text, file=self._stream, flush=True)

    def reading(self, file: str) -> None:
        """Say which book is being read."""
        self._line(say("progress-reading", file=file))

    def begin(self, format_name: str) -> None:
        """Say which format begins."""
        self._line(say("progress-begin", format=format_name))

    def update(self, progress: Progress) -> None:
        """Say the per cent, when a new ten is reached."""
        percent = 100 * progress.done // max(progress.total, 1)
        step = percent - percent % STEP
        if self._shown.get(progress.converter, 0) < step < 100:
            self._shown[progress.converter] = step
            self._line(say("progress-percent", format=progress.converter, percent=step))

    def end(self, format_name: str, *, done: bool) -> None:
        """Say that the format is ready, or that it is not."""
        self._line(say("progress-done" if done else "progress-failed", format=format_name))

    def close(self) -> None:
        """Nothing to tidy."""


class BarReporter:
    """A bar for each format, with the time left."""

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        self._bars = RichProgress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[part]}", markup=False),
            console=Console(file=stream),
        )
        self._tasks: dict[str, Any] = {}
        self._bars.start()

    def reading(self, file: str) -> None:
        """A line above the bars."""
        self._bars.console.print(say("progress-reading", file=file), markup=False, highlight=False)

    def begin(self, format_name: str) -> None:
        """A new bar."""
        self._tasks[format_name] = self._bars.add_task(format_name, total=None, part="")

    def update(self, progress: Progress) -> None:
        """Move the bar."""
        # Assembling comes after the last part: the bar is full only when the format is in its place.
        total = progress.total * 1.02 + 1
        self._bars.update(
            self._tasks[progress.converter], completed=progress.done, total=total, part=progress.part[:30]
        )

    def end(self, format_name: str, *, done: bool) -> None:
        """Fill the bar, or say beside it that the format failed."""
        task = self._tasks[format_name]
        if done:
            self._bars.update(task, completed=1, total=1, part=say("progress-ready-mark"))
        else:
            self._bars.update(task, part=say("progress-failed-mark"))
            self._bars.stop_task(task)

    def close(self) -> None:
        """Leave the bars as they are."""
        self._bars.stop()


def make_reporter(environment: Mapping[str, str] = os.environ) -> Reporter:
    """Bars on a terminal; lines when piped, on a dumb terminal, or when ``ACCESSIBLE_READER_PLAIN`` is set (for screen readers)."""
    plain = bool(environment.get("ACCESSIBLE_READER_PLAIN")) or environment.get("TERM") == "dumb"
    if plain or not sys.stderr.isatty():
        return PlainReporter(sys.stderr)
    return BarReporter(sys.stderr)
