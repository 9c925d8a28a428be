"""A list that is kept on disk, because nobody knows how long it gets."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any


class Spool(AbstractContextManager["Spool"]):
    """First written, then read as often as wanted; gone afterwards. It has no name, so nobody else can open it."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed by __exit__)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, value: Any) -> None:
        """Plain data at the end of the list."""
        self._file.write(json.dumps(value, ensure_ascii=True).encode() + b"\n")

    def read(self) -> Iterator[Any]:
        """All of it, in order."""
        self._file.seek(0)
        for line in self._file:
            yield json.loads(line)
