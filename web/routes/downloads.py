"""Taking a book away: a copy of one's own, written into the ledger before it leaves, under an address that works in this session for ten minutes."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from starlette.responses import FileResponse, Response

from accessible_reader.database import now
from accessible_reader.errors import NotFound
from web.access import Pages, Who
from web.visit import Visit, Visiting

pages = Pages()

VALID: Final = timedelta(minutes=10)
_KEPT: Final = timedelta(hours=6)
"""Longer than any download takes that was begun in time."""
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{32}")


@pages.form("/making/{conversion_id}/take", Who.SIGNED_IN, name="take")
def take(visit: Visiting, conversion_id: str) -> Response:
    """Borrow it where that was not done yet (which asks for all rights), make the copy, and go to it."""
    folder = _folder(visit)
    _clear(folder)
    token = secrets.token_urlsafe(24)
    room = folder / token
    (room / "copy").mkdir(parents=True, mode=0o700)
    try:
        handed = visit.service.handouts.download(
            visit.person_id, visit.subject_id, conversion_id, room / "copy"
        )
        given, form = handed.copy, handed.conversion.format
        edition = visit.service.titles.edition(handed.conversion.edition_id)
        title = visit.service.titles.get(edition.title_id)
        file, name = _one_file(room, given.main, given.files, title.name, form)
    except BaseException:
        shutil.rmtree(room, ignore_errors=True)
        raise
    about = {
        "session": visit.visitor.session_id if visit.visitor else "",
        "until": (now() + VALID).isoformat(),
        "file": file.relative_to(room).as_posix(),
        "name": name,
        "media_type": handed.artifact.media_type if len(given.files) == 1 else "application/zip",
    }
    (room / "about.json").write_text(json.dumps(about), "utf-8")
    return visit.go("given", token=token)


@pages.media("/given/{token}", Who.SIGNED_IN, name="given")
def given(visit: Visiting, token: str) -> Response:
    """The copy; parts of it, too (Range), so that a broken download goes on."""
    room = _folder(visit) / token
    if not _TOKEN.fullmatch(token) or not (room / "about.json").is_file():
        raise NotFound("download-over")
    about = json.loads((room / "about.json").read_text("utf-8"))
    mine = visit.visitor is not None and secrets.compare_digest(about["session"], visit.visitor.session_id)
    if not mine or datetime.fromisoformat(about["until"]) < now():
        raise NotFound("download-over")
    return FileResponse(
        room / about["file"],
        media_type=about["media_type"],
        filename=about["name"],
        headers={"Cache-Control": "no-store"},
    )


def _folder(visit: Visit) -> Path:
    return visit.service.settings.data / "given"


def _one_file(room: Path, main: str, files: tuple[str, ...], title: str, form: str) -> tuple[Path, str]:
    """One file to download: the only one, or a ZIP of all. A name that every file system and player takes."""
    name = "".join(c if c.isalnum() or c in " -_" else " " for c in title)
    name = " ".join(name.split())[:60] or "book"
    if len(files) == 1:
        return room / "copy" / main, f"{name}{Path(main).suffix}"
    packed = room / "copy.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for one in files:
            archive.write(room / "copy" / one, one)
    shutil.rmtree(room / "copy")
    return packed, f"{name} {form}.zip"


def _clear(folder: Path) -> None:
    """Remove copies nobody can fetch any more."""
    if not folder.is_dir():
        return
    limit = (now() - _KEPT).timestamp()
    for room in folder.iterdir():
        if room.is_dir() and room.stat().st_mtime < limit:
            shutil.rmtree(room, ignore_errors=True)
