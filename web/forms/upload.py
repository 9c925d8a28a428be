"""A file that is sent with a form: written to the disk as it comes, so that no memory is taken by it, and never more of it than is allowed."""

from __future__ import annotations

import time
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Annotated, Final

from fastapi import Depends
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from converters.errors import disk_error
from web.forms.filled import posted

FOLDER: Final = "uploads"
"""In the data folder: the disk that books are kept on has room for them, a temporary folder may lie in memory."""
_FORGOTTEN: Final = 86_400.0
"""Seconds after which a file is of a process that died over it."""
_MOST_FIELDS: Final = 50
_MOST_FIELD_BYTES: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A form with one file. ``file`` is gone when the request has been answered; it is None where none was chosen, and where it was ``too_large``."""

    fields: FormData
    file: Path | None
    name: str
    too_large: bool


async def received(request: Request) -> AsyncIterator[Upload]:
    """For routes, as :data:`Received`. What comes is read to its end also where it is too large, as far as that is bearable: a browser that is cut off shows its own error instead of our sentence."""
    ground = request.app.state.ground
    most = ground.settings.upload_mebibytes << 20
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        yield Upload(await posted(request), None, "", too_large=False)
        return
    if int(_digits(request.headers.get("content-length", "0"))) > 2 * most:
        raise HTTPException(413)
    folder: Path = ground.service.settings.data / FOLDER
    await run_in_threadpool(_tidy, folder)
    receiver = _Receiver(options[b"boundary"], folder / uuid.uuid4().hex, most)
    try:
        try:
            async for chunk in request.stream():
                await run_in_threadpool(receiver.write, chunk)
            receiver.finish()
        except (FormParserError, ClientDisconnect, UnicodeDecodeError):
            raise HTTPException(400) from None
        except OSError as error:
            raise disk_error(error) or error from None
        yield receiver.upload()
    finally:
        receiver.remove()


Received = Annotated[Upload, Depends(received)]


class _Receiver:
    """What a form is made of, part after part. The file with a name goes to ``path``."""

    def __init__(self, boundary: bytes, path: Path, most: int) -> None:
        self._path = path
        self._most = most
        self._size = 0
        self._total = 0
        self._file: IO[bytes] | None = None
        self._name: str | None = None
        self._fields: list[tuple[str, str]] = []
        self._headers: dict[str, bytes] = {}
        self._header = self._value = b""
        self._field = ""
        self._data = bytearray()
        self._into_file = self._ended = False
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._on_header_field,
                "on_header_value": self._on_header_value,
                "on_header_end": self._on_header_end,
                "on_headers_finished": self._on_headers,
                "on_part_data": self._on_data,
                "on_part_end": self._end,
                "on_end": self._on_end,
            },
        )

    def write(self, chunk: bytes) -> None:
        """The next piece."""
        self._total += len(chunk)
        if self._total > 2 * self._most + (1 << 20):
            raise HTTPException(413)
        self._parser.write(chunk)

    def finish(self) -> None:
        """There is no more. Raises HTTPException 400 where something is missing."""
        if not self._ended:
            raise HTTPException(400)

    def upload(self) -> Upload:
        """What came."""
        large = self._size > self._most
        if self._file is not None:
            self._file.close()
        name = self._name or ""
        there = self._path if name and not large else None
        return Upload(FormData([*self._fields, ("file", name)]), there, name, too_large=large)

    def remove(self) -> None:
        """Let nothing lie about."""
        if self._file is not None:
            self._file.close()
        self._path.unlink(missing_ok=True)

    def _begin(self) -> None:
        self._headers, self._header, self._value = {}, b"", b""
        self._data, self._into_file, self._field = bytearray(), False, ""

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header = self._header + data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value = self._value + data[start:end]

    def _on_header_end(self) -> None:
        self._headers[self._header.decode("latin-1").lower()] = self._value
        self._header = self._value = b""

    def _on_headers(self) -> None:
        _kind, options = parse_options_header(self._headers.get("content-disposition", b""))
        self._field = options.get(b"name", b"").decode("utf-8")
        self._into_file = b"filename" in options
        if self._into_file:
            if self._name is not None:
                raise HTTPException(400)  # our forms have one
            self._name = options[b"filename"].decode("utf-8", "replace")
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._file = self._path.open("xb")

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        if self._into_file and self._file is not None:
            self._size += end - start
            if self._size <= self._most:
                self._file.write(data[start:end])
            elif self._file.tell():
                self._file.truncate(0)  # what is refused takes no room while the rest comes
                self._file.seek(0)
            return
        self._data += data[start:end]
        if len(self._data) > _MOST_FIELD_BYTES:
            raise HTTPException(413)

    def _end(self) -> None:
        if not self._into_file:
            self._fields.append((self._field, self._data.decode("utf-8")))
            if len(self._fields) > _MOST_FIELDS:
                raise HTTPException(400)

    def _on_end(self) -> None:
        self._ended = True


def _digits(text: str) -> str:
    return text if text.isascii() and text.isdigit() else "0"


def _tidy(folder: Path) -> None:
    """Remove what a process left that died over it."""
    if not folder.is_dir():
        return
    limit = time.time() - _FORGOTTEN
    for one in folder.iterdir():
        try:
            if one.stat().st_mtime < limit:
                one.unlink()
        except OSError:
            continue  # another was first
