"""What a child process does for a listener: speak a chapter into a file, some of it at a time, so that a few children can serve many."""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from converters.protocol import Conversion
from converters.run import load_conversion
from converters.speech.stream import StreamPiece, speak_chapter, threads
from converters.speech.track import TrackOptions
from converters.workspace import Workspace

AUDIO: Final = "audio.mp3"
LINES: Final = "lines.jsonl"
"""A row a piece: ``[sentence id, first sample, sample after the last, size of the audio before it]``."""
_KEPT: Final = 3


@dataclass(slots=True)
class _Begun:
    pieces: Iterator[StreamPiece]
    given: int = 0


_begun: OrderedDict[str, _Begun] = OrderedDict()
_conversion: list[tuple[tuple[str, str], Conversion]] = []


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be spoken: the book in ``root`` (a workspace), ``options`` of a track, the chapter ``key`` from ``start`` on, into ``folder``."""

    root: Path
    options: dict[str, Any]
    key: str
    start: str | None
    folder: Path


def speak_some(order: Order, given: int, seconds: float, samples: int) -> tuple[int, int, bool]:
    """Go on after ``given`` pieces, for so many seconds or until there are ``samples``; at least one piece. Returns pieces, samples so far, and whether that was all.

    Another child may have made what is there: what it spoke is in the cache, so getting there again takes no time.
    """
    end = time.monotonic() + seconds
    state = _state(order, given)
    reached = 0
    with (
        (order.folder / AUDIO).open("ab") as audio,
        (order.folder / LINES).open("a", encoding="utf-8") as lines,
    ):
        while True:
            piece = next(state.pieces, None)
            if piece is None:
                _begun.pop(str(order.folder), None)
                return state.given, reached, True
            row = [piece.line.mark, piece.line.start, piece.line.end, audio.tell()]
            audio.write(piece.frames)
            audio.flush()
            lines.write(json.dumps(row) + "\n")
            lines.flush()
            state.given += 1
            reached = piece.line.end
            if reached >= samples or time.monotonic() >= end:
                return state.given, reached, False


def warm_up(root: Path, options: dict[str, Any]) -> None:
    """Load what the first word needs, while the listener still reads the page."""
    conversion = _load(root, options)
    from converters.speech.plan import narrator_for, voice_table
    from converters.speech.sessions import SESSIONS

    if conversion.book.metadata.language.startswith("zh"):
        narrator_for(conversion).readings("夜很静。")  # the dictionaries
    voice = voice_table(conversion.options).voice_for(conversion.book.metadata.language)
    if voice is not None:
        rate, pitch = conversion.options.rate, conversion.options.pitch
        SESSIONS.give_back(
            voice.engine, rate, pitch, SESSIONS.borrow(voice.engine, rate, pitch, threads()), threads()
        )


def _state(order: Order, given: int) -> _Begun:
    name = str(order.folder)
    state = _begun.get(name)
    if state is None or state.given != given:
        pieces = speak_chapter(_load(order.root, order.options), order.key, order.start)
        for _ in range(given):
            next(pieces, None)
        state = _begun[name] = _Begun(pieces, given)
    _begun.move_to_end(name)
    while len(_begun) > _KEPT:
        _begun.popitem(last=False)
    return state


def _load(root: Path, options: dict[str, Any]) -> Conversion:
    key = (str(root), json.dumps(options, sort_keys=True))
    if not _conversion or _conversion[0][0] != key:
        _conversion[:] = [(key, load_conversion(Workspace(root), TrackOptions(**options), ""))]
    return _conversion[0][1]
