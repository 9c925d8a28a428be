"""Listening before it is finished: a book spoken from any sentence on, sentence by sentence, as fast as it can be made.

What is spoken is kept like everything else: a later conversion speaks only the rest, and what was converted before is heard at once.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile
from typing import Final

from converters.chapters import chapter_of_key
from converters.errors import BadOptions
from converters.protocol import Conversion, Part
from converters.speech.clips import Clips, split_pause
from converters.speech.first_words import first_words
from converters.speech.mp3_frames import FrameWriter
from converters.speech.places import chapter_of_place, places_in
from converters.speech.plan import narrator_for, plan_chapters
from converters.speech.script import Item, Line, lines_of
from converters.speech.track import TrackLine, TrackOptions, clips_for

_MOST_THREADS: Final = 4
"""More hardly shorten a sentence."""


def threads() -> int:
    """On how many processors one sentence is spoken for somebody who waits for it."""
    return min(os.cpu_count() or 1, _MOST_THREADS)


@dataclass(frozen=True, slots=True)
class StreamPiece:
    """A line, or the first words of one, with the silence after it: ``frames`` are MP3, to be played after those of the piece before.

    ``chapter`` is its chapter's key. ``line`` has its mark and times in samples of the stream, whose first sample is 0. A place that is silent has no frames.
    """

    chapter: str
    line: TrackLine
    frames: bytes


def speak(conversion: Conversion, start: str | None = None) -> Iterator[StreamPiece]:
    """The book from ``start`` (id of a sentence, page or block; None: its beginning) to its end.

    ``conversion.options`` are :class:`~converters.speech.track.TrackOptions`. Lazy: a piece is made when it is asked for, so whoever plays decides how far ahead to go, and
    stops by closing the iterator. From a place that is not said (a note that is skipped) it goes on with what is said next. Raises :class:`BadOptions`
    ``speech-no-such-place``, before anything is spoken, where the book has no such id.
    """
    parts = plan_chapters(conversion)
    wanted: frozenset[str] | None = None
    if start is not None:
        chapter = chapter_of_place(conversion, start)
        if chapter is None:
            raise BadOptions("speech-no-such-place", place=start)
        parts = tuple(part for part in parts if part.key >= chapter.key)
        wanted = frozenset(dropwhile(lambda place: place != start, places_in(conversion, chapter)))
    return _pieces(conversion, parts, wanted)


def speak_chapter(conversion: Conversion, key: str, start: str | None = None) -> Iterator[StreamPiece]:
    """The same for the chapter ``key`` alone, from ``start`` (None: its beginning, with what is announced there).

    Raises :class:`BadOptions` ``speech-no-such-place`` where there is no such chapter, or no such place in it.
    """
    parts = tuple(part for part in plan_chapters(conversion) if part.key == key)
    if not parts:
        raise BadOptions("speech-no-such-place", place=key)
    wanted: frozenset[str] | None = None
    if start is not None:
        places = places_in(conversion, chapter_of_key(conversion.book, key))
        wanted = frozenset(dropwhile(lambda place: place != start, places))
        if not wanted:
            raise BadOptions("speech-no-such-place", place=start)
    return _pieces(conversion, parts, wanted)


def _pieces(
    conversion: Conversion, parts: tuple[Part, ...], wanted: frozenset[str] | None
) -> Iterator[StreamPiece]:
    options: TrackOptions = conversion.options
    clips = clips_for(options, threads=threads())
    stream = _Stream(clips, options.bitrate)
    try:
        for part in parts:
            lines = lines_of(narrator_for(conversion).narrate(part).script)
            if wanted is not None:
                lines = _from(lines, wanted)
            for line in lines:
                yield from stream.line(part.key, line)
            wanted = None
    finally:
        clips.close()


def _from(lines: Iterator[Line], wanted: frozenset[str]) -> Iterator[Line]:
    """From the first line on that belongs to one of ``wanted``."""
    return dropwhile(lambda line: line.mark not in wanted, lines)


class _Stream:
    def __init__(self, clips: Clips, bitrate: int) -> None:
        self._clips = clips
        self._buffer = io.BytesIO()
        self._writer = FrameWriter(self._buffer, bitrate)
        self._begun = False

    def line(self, chapter: str, line: Line) -> Iterator[StreamPiece]:
        items, pause = split_pause(line.items)
        pieces = (items,) if self._begun or not self._clips.is_slow(items) else first_words(items)
        for number, piece in enumerate(pieces, 1):
            yield self._piece(chapter, line.mark, piece, pause if number == len(pieces) else 0)

    def _piece(self, chapter: str, mark: str, items: tuple[Item, ...], pause: int) -> StreamPiece:
        clip = self._clips.encoded(items)
        if clip.frames:
            start = self._writer.clip(clip.frames, clip.length)
            words = tuple((word.text, start + word.sample) for word in clip.words)
            heard = TrackLine(mark, start, start + clip.length, words)
            self._begun = True
        else:
            heard = TrackLine(mark, self._writer.samples, self._writer.samples)
        if self._begun:  # nobody waits for the silence before the first word
            self._writer.pause(pause)
        frames = self._buffer.getvalue()
        self._buffer.seek(0)
        self._buffer.truncate()
        return StreamPiece(chapter, heard, frames)
