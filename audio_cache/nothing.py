"""No store: every clip is spoken whenever it is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from audio_cache.store import Stored


class NoStore:
    """Keeps nothing and finds nothing."""

    url: Final = "off"
    mark_after: Final = 0.0
    pause: Final = 0.0

    def read(self, name: str) -> tuple[bytes, float] | None:
        """Never there."""
        return None

    def write(self, name: str, content: bytes) -> None:
        """Forgotten at once."""

    def mark(self, name: str, content: bytes) -> None:
        """Nothing to mark."""

    def contains(self, name: str) -> bool:
        """Never."""
        return False

    def delete(self, name: str) -> bool:
        """Nothing there."""
        return False

    def list(self, folder: str) -> Iterator[Stored]:
        """Nothing."""
        return iter(())

    @contextmanager
    def locked(self) -> Iterator[bool]:
        """There is nothing to tidy."""
        yield False

    def free_bytes(self) -> int | None:
        """Unknown."""
        return None

    def sweep(self) -> None:
        """Nothing was left behind."""
