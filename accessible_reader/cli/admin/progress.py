"""How far one long piece of work is: a bar on a terminal, elsewhere a line for every ten per cent."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from accessible_reader.cli.printing import print_line

_STEP: Final = 10
Show = Callable[[int, int], object]


@contextmanager
def progress(code: str) -> Iterator[Show]:
    """``show(done, total)``. ``code`` names the message with ``$percent`` for the lines; without a terminal, and with ``ACCESSIBLE_READER_PLAIN``, there are only those."""
    from accessible_reader.cli.words import say

    if sys.stderr.isatty() and not os.environ.get("ACCESSIBLE_READER_PLAIN"):
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True)) as bars:
            task = bars.add_task("", total=None)
            yield lambda done, total: bars.update(task, completed=done, total=max(total, 1))
        return
    shown = 0

    def plain(done: int, total: int) -> None:
        nonlocal shown
        percent = 100 * done // max(total, 1)
        if percent - percent % _STEP > shown:
            shown = percent - percent % _STEP
            print_line(say(code, percent=shown), sys.stderr)

    yield plain
