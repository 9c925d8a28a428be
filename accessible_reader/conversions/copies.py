"""Copies that apps fetch piece by piece: made once, written into the ledger once, and kept while the app comes back for the rest of it."""

from __future__ import annotations

import json
import os
import shutil
import time
import uuid
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from filelock import FileLock

from accessible_reader.conversions.provision import Provisions
from accessible_reader.database import Keys

KEPT: Final = timedelta(hours=6)
"""Longer than any download takes."""
KEPT_EPISODES: Final = timedelta(days=7)
"""Podcast players look for something new every day or so."""
_ABOUT: Final = "about.json"
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """``files`` are paths below ``folder``; ``packed`` is the one file to download: the only one, or a ZIP of all of them (None where it was not asked for)."""

    folder: Path
    main: str
    files: tuple[str, ...]
    packed: Path | None

    def path(self, name: str) -> Path:
        """Of one of ``files``."""
        return self.folder / "copy" / name


class KeptCopies:
    """Copies by name, in ``folder``. Whether somebody may have one is decided before, with every request. Safe between processes."""

    def __init__(self, folder: Path, keys: Keys, provisions: Provisions) -> None:
        self._folder = folder
        self._keys = keys
        self._provisions = provisions

    def get(
        self,
        purpose: str,
        artifact_id: str,
        person_id: str,
        branch_id: str | None,
        *,
        kept: timedelta = KEPT,
        pack: bool = True,
    ) -> KeptCopy:
        """The copy of the artifact that ``person_id`` was given for ``purpose`` (a loan, an app), made where there is none. Raises as :meth:`Provisions.give`."""
        # The name of the folder tells nobody whose it is.
        name = self._keys.fingerprint(f"{purpose}/{artifact_id}/{person_id}", "kept-copy")
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        room = self._folder / name
        with FileLock(self._folder / f"{name}.lock"):
            found = _read(room)
            if found is None:
                self._clear()
                self._make(room, artifact_id, person_id, branch_id, kept, pack=pack)
                found = _read(room)
        if found is None:
            raise FileNotFoundError(room)
        return found

    def _make(
        self,
        room: Path,
        artifact_id: str,
        person_id: str,
        branch_id: str | None,
        kept: timedelta,
        *,
        pack: bool,
    ) -> None:
        shutil.rmtree(room, ignore_errors=True)
        made = self._folder / f"making-{uuid.uuid4().hex}"
        (made / "copy").mkdir(parents=True, mode=0o700)
        try:
            given = self._provisions.give(artifact_id, person_id, "download", made / "copy", branch_id)
            about = {
                "main": given.main,
                "files": list(given.files),
                "kept": kept.total_seconds(),
                "packed": "",
            }
            if pack:
                about["packed"] = _pack(made, given.main, given.files)
            (made / _ABOUT).write_text(json.dumps(about), "utf-8")
            made.rename(room)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise

    def _clear(self) -> None:
        """Remove what nobody came back for, and what a process left that died over it."""
        moment = time.time()
        for room in self._folder.iterdir():
            if room.is_dir():
                try:
                    about = json.loads((room / _ABOUT).read_bytes())
                    over = (room / _ABOUT).stat().st_mtime + about["kept"] < moment
                except (OSError, ValueError, KeyError):
                    over = _modified(room) + KEPT.total_seconds() < moment
                if over:
                    shutil.rmtree(room, ignore_errors=True)


def _read(room: Path) -> KeptCopy | None:
    try:
        about = json.loads((room / _ABOUT).read_bytes())
        os.utime(room / _ABOUT)
    except (OSError, ValueError):
        return None
    packed = room / about["packed"] if about["packed"] else None
    return KeptCopy(room, about["main"], tuple(about["files"]), packed)


def _modified(room: Path) -> float:
    try:
        return room.stat().st_mtime
    except OSError:
        return time.time()


def _pack(room: Path, main: str, files: tuple[str, ...]) -> str:
    """One file to download: the only one, or a ZIP of all. Its path below ``room``."""
    if len(files) == 1:
        return f"copy/{main}"
    # Stored, not compressed: sound and EPUB are compressed already.
    with zipfile.ZipFile(room / "copy.zip", "w", zipfile.ZIP_STORED) as archive:
        for one in files:
            archive.write(room / "copy" / one, one)
    return "copy.zip"


def file_name(title: str, suffix: str) -> str:
    """A name that every file system and player takes."""
    kept = "".join(c if c.isalnum() or c in " -_" else " " for c in title)
    return f"{' '.join(kept.split())[:_LONGEST_NAME] or 'book'}{suffix}"
