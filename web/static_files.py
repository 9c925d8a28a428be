"""Style, scripts and pictures of the pages: few and small, so they are kept in memory, compressed once, under names that change with their content."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

FOLDER: Final = Path(__file__).parent / "static"
_FOREVER: Final = "public, max-age=31536000, immutable"
_TEXT: Final = (".css", ".js", ".svg", ".json", ".webmanifest")
_TYPES: Final = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file. ``packed``: gzip, where that is smaller."""

    data: bytes = field(repr=False)
    packed: bytes | None = field(repr=False)
    media_type: str
    version: str


class StaticFiles:
    """All files below a folder, read once."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._files = {
            path.relative_to(folder).as_posix(): _load(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix in {*_TEXT, ".png", ".ico", ".woff2", ".mp3"}
        }

    def address(self, name: str) -> str:
        """Where a page finds it. KeyError for a file that is not there: a page that asks for it is wrong."""
        return f"/static/{name}?v={self._files[name].version}"

    def names(self) -> tuple[str, ...]:
        """All names."""
        return tuple(self._files)

    def size(self, name: str) -> int:
        """Bytes that are sent."""
        file = self._files[name]
        return len(file.packed or file.data)

    def answer(self, name: str, request: Request) -> Response | None:
        """The file; None where there is none."""
        file = self._files.get(name)
        if file is None:
            return None
        headers = {"Vary": "Accept-Encoding", "ETag": f'"{file.version}"', "Cache-Control": "no-cache"}
        if request.query_params.get("v") == file.version:
            headers["Cache-Control"] = _FOREVER
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        data = file.data
        if file.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"], data = "gzip", file.packed
        return Response(data, media_type=file.media_type, headers=headers)


def _load(path: Path) -> StaticFile:
    data = path.read_bytes()
    packed = gzip.compress(data, 9, mtime=0) if path.suffix in _TEXT else None
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return StaticFile(
        data,
        packed if packed is not None and len(packed) < len(data) else None,
        kind,
        hashlib.sha256(data).hexdigest()[:12],
    )
