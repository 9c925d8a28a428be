"""Takes: chapters being spoken for somebody who listens now.

A take is a chapter from a certain sentence on, in one recipe. It is made once, whoever listens; its file grows while it is sent. Makings take turns with a few child processes, a few seconds each, and whoever
has least ahead goes first. When the last listener has left, nothing more is made. Finished takes stay until the room is needed.

::

    <folder>/making/<random>/   audio.mp3 lines.jsonl, growing
    <folder>/takes/<hash>/      the same, finished: done.json
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import psutil

from accessible_reader.conversions.children import ChildBug, Children, TaskCancelled, WorkerStops
from accessible_reader.errors import NotNow
from accessible_reader.listening.speaking import AUDIO, LINES, Order, speak_some
from converters.errors import ConversionError
from converters.speech.engine import SAMPLE_RATE
from converters.workspace import write_json

AHEAD_SECONDS: Final = 600.0
"""So much is made before it is heard, and no more: a slow voice serves others meanwhile."""
GRACE_SECONDS: Final = 20.0
"""A listener who went away may come back: browsers close a connection and open another."""
_TURN_SECONDS: Final = 3.0
_PIECE_SECONDS: Final = 180.0
"""Longest time one turn may take with its last sentence; then something hangs."""
MOST_MAKINGS: Final = 64
_MOST_BYTES: Final = 4 << 30
_DONE: Final = "done.json"

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as it is heard: seconds from the beginning of the take; ``offset`` is the size of the audio before it."""

    sentence: str
    start: float
    end: float
    offset: int


@dataclass(eq=False)
class Take:
    """A take. ``error``: why there will be no more."""

    name: str
    folder: Path
    bitrate: int
    done: bool = False
    error: ConversionError | None = None
    pieces: int = 0
    seconds: float = 0.0
    wanted: float = 0.0
    """Seconds that were sent to whoever is furthest."""
    listeners: int = 0
    left_at: float = 0.0
    changed: threading.Condition = field(default_factory=threading.Condition, repr=False)

    @property
    def audio(self) -> Path:
        """The file; it grows until :attr:`done`."""
        return self.folder / AUDIO

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.done or self.error is not None

    def lines(self, after: int = 0) -> list[Line]:
        """What has been made, from piece number ``after`` on."""
        try:
            rows = (self.folder / LINES).read_text("utf-8").splitlines(keepends=True)
        except FileNotFoundError:
            return []
        found = [json.loads(row) for row in rows[after:] if row.endswith("\n")]
        return [Line(mark, start / SAMPLE_RATE, end / SAMPLE_RATE, at) for mark, start, end, at in found]

    def heard(self, sent: int) -> None:
        """Somebody was sent so many bytes."""
        with self.changed:
            self.wanted = max(self.wanted, sent * 8 / self.bitrate / 1000)
            self.changed.notify_all()


class Studio:
    """Makes takes with ``count`` children. Safe to share between threads; nothing runs until somebody listens."""

    def __init__(self, folder: Path, count: int, grace: float = GRACE_SECONDS) -> None:
        self._folder = folder
        self._making = folder / "making" / f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self._grace = grace
        self.children = Children(count)
        self._lock = threading.Lock()
        self._open: dict[str, Take] = {}
        self._failed: OrderedDict[str, Take] = OrderedDict()
        self._closed = False
        self._tidy()

    def find(self, source: str, options: dict[str, Any], key: str, start: str | None) -> Take | None:
        """The take, where it is made, being made, or was given up."""
        name = take_name(source, options, key, start)
        with self._lock:
            return self._open.get(name) or self._finished(name, options) or self._failed.get(name)

    def join(self, source: str, root: Path, options: dict[str, Any], key: str, start: str | None) -> Take:
        """The take, made for one listener more until :meth:`leave`. Raises NotNow ``listening-busy``."""
        name = take_name(source, options, key, start)
        with self._lock:
            if self._closed:
                raise NotNow("listening-busy")
            take = self._open.get(name) or self._finished(name, options)
            if take is None:
                if len(self._open) >= MOST_MAKINGS:
                    raise NotNow("listening-busy")
                folder = self._making / uuid.uuid4().hex
                folder.mkdir(parents=True)
                self._failed.pop(name, None)
                take = self._open[name] = Take(name, folder, options["bitrate"])
                order = Order(root, options, key, start, folder)
                threading.Thread(target=self._make, args=(take, order), name="listening", daemon=True).start()
            with take.changed:
                take.listeners += 1
                take.changed.notify_all()
            return take

    def leave(self, take: Take) -> None:
        """A listener less."""
        with take.changed:
            take.listeners -= 1
            take.left_at = time.monotonic()
            take.changed.notify_all()

    @property
    def is_idle(self) -> bool:
        """Whether nobody listens."""
        return not self.makings()

    def makings(self) -> int:
        """How many are under way."""
        with self._lock:
            return len(self._open)

    def close(self) -> None:
        """Stop everything."""
        with self._lock:
            self._closed = True
            takes = list(self._open.values())
        self.children.close()
        for take in takes:
            with take.changed:
                take.changed.notify_all()
        shutil.rmtree(self._making, ignore_errors=True)

    def _tidy(self) -> None:
        """Remove what processes left that are no more."""
        folder = self._folder / "making"
        for left in folder.iterdir() if folder.exists() else ():
            number = left.name.partition("-")[0]
            if number.isdigit() and not psutil.pid_exists(int(number)):
                shutil.rmtree(left, ignore_errors=True)

    def _finished(self, name: str, options: dict[str, Any]) -> Take | None:
        folder = self._folder / "takes" / name
        try:
            done = json.loads((folder / _DONE).read_bytes())
            os.utime(folder / _DONE)
        except (FileNotFoundError, ValueError):
            return None
        return Take(
            name, folder, options["bitrate"], done=True, seconds=done["seconds"], pieces=done["pieces"]
        )

    def _make(self, take: Take, order: Order) -> None:
        try:
            while not take.over and self._is_hungry(take):
                self._turn(take, order)
        except TaskCancelled:
            pass
        except WorkerStops:
            take.error = NotNow("listening-stopped")
        except ConversionError as error:
            take.error = error
        except ChildBug as bug:
            _log.error("listening: a bug", exc_info=bug)
            take.error = NotNow("listening-stopped")
        except Exception as error:  # noqa: BLE001 (the listener hears of it, and the others go on)
            _log.error("listening: a bug", exc_info=error)
            take.error = NotNow("listening-stopped", reason=type(error).__name__)
        with self._lock:
            if self._open.get(take.name) is take:
                del self._open[take.name]
            if take.error is not None:
                self._failed[take.name] = take
                while len(self._failed) > MOST_MAKINGS:
                    self._failed.popitem(last=False)
            elif not take.done:
                # Whoever joined in this very moment begins anew.
                take.error = NotNow("listening-stopped")
        if not take.done:
            shutil.rmtree(take.folder, ignore_errors=True)
        with take.changed:
            take.changed.notify_all()

    def _turn(self, take: Take, order: Order) -> None:
        ahead = take.seconds - take.wanted
        samples = round((take.wanted + AHEAD_SECONDS) * SAMPLE_RATE)
        pieces, reached, done = self.children.run(
            speak_some,
            order,
            take.pieces,
            _TURN_SECONDS,
            samples,
            seconds=_PIECE_SECONDS,
            # Not before the turn ends: the child would be killed, and its voice with it.
            wanted=lambda: not self._closed,
            priority=max(0, min(99, int(ahead / 5))),
        )
        take.pieces, take.seconds = pieces, max(take.seconds, reached / SAMPLE_RATE)
        if done:
            self._keep(take)

    def _keep(self, take: Take) -> None:
        write_json(take.folder / _DONE, {"seconds": take.seconds, "pieces": take.pieces})
        target = self._folder / "takes" / take.name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            take.folder.rename(target)
            take.folder = target
        except OSError:
            # Another process finished the same first; its file is as good.
            if (target / _DONE).exists():
                shutil.rmtree(take.folder, ignore_errors=True)
                take.folder = target
        take.done = True
        self._trim()

    def _is_hungry(self, take: Take) -> bool:
        """Wait until more is needed; False when nobody is left."""
        still = self._still(take)
        with take.changed:
            while still():
                if take.seconds < take.wanted + AHEAD_SECONDS - 30 or not take.pieces:
                    return True
                take.changed.wait(1.0)
        return False

    def _still(self, take: Take) -> Callable[[], bool]:
        def still() -> bool:
            if self._closed:
                return False
            return take.listeners > 0 or time.monotonic() - take.left_at < self._grace

        take.left_at = take.left_at or time.monotonic()
        return still

    def _trim(self) -> None:
        """Forget takes that were not heard for longest, where there are too many."""
        rows = []
        for folder in (self._folder / "takes").iterdir():
            try:
                rows.append(((folder / _DONE).stat().st_mtime, (folder / AUDIO).stat().st_size, folder))
            except OSError:
                continue
        size = sum(row[1] for row in rows)
        for _when, own, folder in sorted(rows):
            if size <= _MOST_BYTES:
                return
            shutil.rmtree(folder, ignore_errors=True)
            size -= own


def take_name(source: str, options: dict[str, Any], key: str, start: str | None) -> str:
    """SHA-256 (hex) of what the take depends on: the file, what is said and how, chapter and beginning."""
    recipe = json.dumps([source, options, key, start], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(recipe.encode()).hexdigest()
