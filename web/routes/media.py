"""The sound of a book: a chapter as a file, made while it is sent where it is not yet complete, and the times of its sentences."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from typing import BinaryIO, Final, Self

import anyio
import anyio.to_thread
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse

from accessible_reader.errors import NotFound
from accessible_reader.listening import OpenBook, Take
from converters.errors import ConversionError
from web.access import Pages, Who
from web.handed import CHECK_SECONDS
from web.visit import Visit, Visiting

pages = Pages()

_TYPE: Final = "audio/mpeg"
_CHUNK: Final = 32 * 1024
_WAIT_SECONDS: Final = 0.1
_FORM: Final = "audio-stream"


@pages.media("/listen/{edition_id}/chapters/{chapter}.mp3", Who.SIGNED_IN, name="listen_audio")
def audio(visit: Visiting, edition_id: str, chapter: str, at: str = "") -> Response:
    """The chapter, or from the sentence ``at`` on. Complete: with ranges (RFC 9110, 14). Not yet: as it comes, without length, and without ranges."""
    listening = visit.service.listening
    key = (visit.session_id, edition_id, chapter, at)
    known = visit.ground.handed.find(key, visit.request.headers.get("range", ""))
    if known is not None:
        return FileResponse(known, media_type=_TYPE)
    book = listening.open(visit.person_id, edition_id)
    start = _start(visit, book, chapter, at)
    options = listening.options(visit.preferences, book.language)
    listening.note_provision(visit.person_id, book, _FORM)
    take = listening.find(book, options, chapter, start)
    if take is not None and take.done:
        visit.ground.handed.keep(key, take.audio)
        return FileResponse(take.audio, media_type=_TYPE)
    headers = {"Accept-Ranges": "none"}
    if visit.request.method == "HEAD":
        return StreamingResponse(iter(()), media_type=_TYPE, headers=headers)
    take = listening.join(book, options, chapter, start)
    return StreamingResponse(_growing(visit, edition_id, take), media_type=_TYPE, headers=headers)


@pages.page("/listen/{edition_id}/chapters/{chapter}.json", Who.SIGNED_IN, name="listen_times")
def times(visit: Visiting, edition_id: str, chapter: str, at: str = "", after: int = 0) -> Response:
    """When each sentence is heard, as far as it has been made: rows ``[sentence, start, end]`` in seconds, from row ``after`` on. Asking makes nothing."""
    listening = visit.service.listening
    book = listening.open(visit.person_id, edition_id)
    options = listening.options(visit.preferences, book.language)
    take = listening.find(book, options, chapter, _start(visit, book, chapter, at))
    if take is None:
        return JSONResponse({"lines": [], "next": after, "complete": False, "making": False})
    complete = take.done
    lines = take.lines(max(0, after))
    return JSONResponse(
        {
            "lines": [[one.sentence, round(one.start, 2), round(one.end, 2)] for one in lines],
            "next": after + len(lines),
            "complete": complete,
            "making": not take.over,
            **({"error": visit.words.finding(take.error)} if take.error else {}),
        }
    )


def _start(visit: Visit, book: OpenBook, chapter: str, at: str) -> str | None:
    """The sentence as takes are called by; None for the chapter's beginning. Raises NotFound ``listening-no-such-place``."""
    outline = visit.service.listening.outline(book)
    found = outline.chapter(chapter)
    if found is None:
        raise NotFound("listening-no-such-place")
    if not at or (found.sentences and at == found.sentences[0]):
        return None
    if at not in found.sentences:
        raise NotFound("listening-no-such-place")
    return at


async def _growing(visit: Visit, edition_id: str, take: Take) -> AsyncIterator[bytes]:
    """What there is, and what comes, until all is there or the listener goes; then the making is left."""
    listening = visit.service.listening
    sent, checked = 0, time.monotonic()
    try:
        with _Growing(take) as file:
            while True:
                over = take.over
                data = file.read(_CHUNK)
                if data:
                    sent += len(data)
                    take.heard(sent)
                    yield data
                elif over:
                    return
                else:
                    await anyio.sleep(_WAIT_SECONDS)
                if time.monotonic() - checked > CHECK_SECONDS:
                    checked = time.monotonic()
                    await anyio.to_thread.run_sync(listening.open, visit.person_id, edition_id)
    except (ConversionError, FileNotFoundError):
        return
    finally:
        listening.leave(take)


class _Growing:
    """The file of a take; it may not be there yet, and is moved when it is complete."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._file is not None:
            self._file.close()

    def read(self, size: int) -> bytes:
        """What there is, at most ``size``."""
        if self._file is None:
            try:
                self._file = self._take.audio.open("rb")
            except FileNotFoundError:
                return b""
        return self._file.read(size)
