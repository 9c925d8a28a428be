"""Complete chapters that a player was just handed. It goes on asking for one range after the other, and for each of them the same ten questions would be put to the database."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from pathlib import Path
from typing import Final

Key = tuple[str, str, str, str]
"""Id of the session, edition, chapter, sentence."""
CHECK_SECONDS: Final = 30.0
"""So often it is looked whether somebody who is listening still may."""
_MOST: Final = 10_000


class Handed:
    """Which file it was. What is handed over at the beginning of a file is always asked for anew; what follows it is believed for :data:`CHECK_SECONDS`, then rights are looked at again, as they are for a chapter that is still being made. Safe to share between threads."""

    def __init__(self) -> None:
        self._known: OrderedDict[Key, tuple[float, Path]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Key, ranges: str) -> Path | None:
        """The file for a request with the header ``Range: ranges``; None where it must be asked for."""
        if not ranges.startswith("bytes=") or ranges.startswith(("bytes=0-", "bytes=-")):
            return None
        with self._lock:
            until, path = self._known.get(key, (0.0, None))
        return path if path is not None and time.monotonic() < until and path.exists() else None

    def keep(self, key: Key, path: Path) -> None:
        """It was handed over just now."""
        with self._lock:
            self._known[key] = (time.monotonic() + CHECK_SECONDS, path)
            self._known.move_to_end(key)
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
