"""Files that are recognised but not read: each gets a sentence that says what it is and what to do."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import ClassVar, Final

from converters.errors import DamagedFile, ProtectedFile, UnsupportedFormat
from converters.protocol import ReadOptions, ReadResult
from converters.workspace import Workspace

_MAGIC: Final = (
    (b"%PDF-", "refused-pdf"),
    (b"HN\0\0", "refused-caj"),
    (b"CAJ\0", "refused-caj"),
    (b"KDH ", "refused-caj"),
    (b"TEB\0", "refused-caj"),
    (b"\x89\x9b\x9a\xde", "refused-umd"),
    (b"TPZ", "refused-kindle"),
    (b"\xeaDRMION\xee", "refused-kindle"),
    (b"\x89PNG\r\n\x1a\n", "refused-picture"),
    (b"\xff\xd8\xff", "refused-picture"),
    (b"GIF87a", "refused-picture"),
    (b"GIF89a", "refused-picture"),
    (b"II*\0", "refused-picture"),
    (b"MM\0*", "refused-picture"),
    (b"AT&TFORM", "refused-djvu"),
    (b"ITSF", "refused-chm"),
    (b"Rar!\x1a\x07", "refused-archive"),
    (b"7z\xbc\xaf\x27\x1c", "refused-archive"),
    (b"\x1f\x8b", "refused-archive"),
    (b"BZh", "refused-archive"),
    (b"\xfd7zXZ\0", "refused-archive"),
    (b"ID3", "refused-audio"),
    (b"OggS", "refused-audio"),
    (b"fLaC", "refused-audio"),
    (b"\x7fELF", "refused-program"),
    (b"MZ\x90", "refused-program"),
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PICTURE_NAME: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp)$", re.IGNORECASE)
_BOOK_NAME: Final = re.compile(r"\.(?:epub|txt|docx|odt|rtf|fb2|html?|md|pdf|mobi|azw3?)$", re.IGNORECASE)


class RefusedReader:
    """Stands in the registry for all kinds that are known and not read."""

    name: ClassVar[str] = "refused"
    media_types: ClassVar[tuple[str, ...]] = ()
    extensions: ClassVar[tuple[str, ...]] = ()

    def sniff(self, source: Path, head: bytes) -> float:
        """Sure of a kind's own first bytes; less so of a zip file, which a reader may know better."""
        if head.startswith(_ZIP):
            return 0.25
        return 0.85 if _kind_of(source, head) else 0.0

    def read(self, source: Path, workspace: Workspace, options: ReadOptions) -> ReadResult:
        """Never returns: raises UnsupportedFormat ``refused-...``, ProtectedFile ``office-password`` or DamagedFile ``office-damaged``."""
        with source.open("rb") as stream:
            head = stream.read(4096)
        code = _kind_of(source, head)
        if code == "office-password":
            raise ProtectedFile(code, file=source.name)
        if code == "zip-damaged":
            raise DamagedFile(code, file=source.name)
        raise UnsupportedFormat(code or "unsupported-format", file=source.name)


def _kind_of(source: Path, head: bytes) -> str | None:
    for magic, code in _MAGIC:
        if head.startswith(magic):
            return code
    if head[60:68] in {b"BOOKMOBI", b"TEXtREAd"}:
        return "refused-kindle"
    if head[4:12] in {b"ftypM4A ", b"ftypM4B ", b"ftypisom", b"ftypmp42"}:
        return "refused-audio"
    if head[:4] == b"RIFF":
        return "refused-picture" if head[8:12] == b"WEBP" else "refused-audio"
    if head.startswith(_OLE):
        return _ole_kind(source)
    if head.startswith(_ZIP):
        return _zip_kind(source)
    return None


def _ole_kind(source: Path) -> str:
    """What is in a Microsoft compound file: names of its streams stand in it as UTF-16."""
    with source.open("rb") as stream:
        start = stream.read(4 * 2**20)
        stream.seek(max(0, source.stat().st_size - 2**20))
        data = start + stream.read()
    for name, code in (
        ("EncryptedPackage", "office-password"),
        ("WordDocument", "refused-doc"),
        ("Workbook", "refused-office"),
        ("PowerPoint Document", "refused-office"),
    ):
        if name.encode("utf-16-le") in data:
            return code
    return "refused-office"


def _zip_kind(source: Path) -> str:
    try:
        with zipfile.ZipFile(source) as archive:
            names = archive.namelist()[:20_000]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "zip-damaged"
    if "OFD.xml" in names:
        return "refused-ofd"
    if any(name in {"xl/workbook.xml", "ppt/presentation.xml"} for name in names):
        return "refused-office"
    if "mimetype" in names and "content.xml" in names:
        return "refused-office"
    files = [name for name in names if not name.endswith("/") and not name.rpartition("/")[2].startswith(".")]
    pictures = sum(bool(_PICTURE_NAME.search(name)) for name in files)
    if files and pictures * 10 >= len(files) * 8:
        return "refused-comic"
    if any(_BOOK_NAME.search(name) for name in files):
        return "refused-zip-of-books"
    return "refused-archive"
