"""Sessions of engines with a model, kept from one chapter to the next: opening a model takes as long as speaking a page.

A process keeps at most one that nobody uses for each engine, so a worker that spoke a book with Kokoro goes on holding some 300 MB until it ends.
"""

from __future__ import annotations

import os
import threading
from typing import Final

from converters.speech.engine import SpeechSession
from converters.speech.voices import get_engine

_Settings = tuple[str, float, float, int]


class SessionKeeper:
    """Lends sessions. Safe to share between threads; what it lends is not."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._idle: dict[str, tuple[_Settings, SpeechSession]] = {}

    def borrow(self, engine: str, rate: float, pitch: float, threads: int = 1) -> SpeechSession:
        """A session of ``engine`` at these settings, for the caller alone until :meth:`give_back`."""
        wanted = (engine, rate, pitch, threads)
        with self._lock:
            if self._process != os.getpid():
                # A copied process: the sessions are its parent's, who closes them.
                self._process = os.getpid()
                self._idle.clear()
            kept = self._idle.get(engine)
            if kept is not None and kept[0] == wanted:
                del self._idle[engine]
                return kept[1]
        return get_engine(engine).session(rate=rate, pitch=pitch, threads=threads)

    def give_back(
        self, engine: str, rate: float, pitch: float, session: SpeechSession, threads: int = 1
    ) -> None:
        """Keep ``session`` for the next one who asks, or close it: what is quickly made is not kept, and of two only the one used last."""
        unwanted: SpeechSession | None = session
        if get_engine(engine).capabilities.heavy:
            with self._lock:
                before = self._idle.get(engine)
                self._idle[engine] = ((engine, rate, pitch, threads), session)
            unwanted = before[1] if before else None
        if unwanted is not None:
            unwanted.close()


SESSIONS: Final = SessionKeeper()
"""Of this process."""
