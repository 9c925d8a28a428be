"""A private folder for one job: the book, its files, what each part made.

Nothing outside it is touched until :func:`publish` moves a finished folder to where the user wants it, in one step.

::

    <root>/book.json  sentences.json
    <root>/resources/<sha-256>
    <root>/parts/<format>/<hash of options>/<part key>/...  result.json (written last: a part with it is done)
    <root>/made/<format>/...              the artifact before it is published
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from converters.book import Resource


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folder of one job. Cheap to pickle: only the path travels to worker processes."""

    root: Path

    @property
    def book_path(self) -> Path:
        """Where the Book's canonical JSON lies."""
        return self.root / "book.json"

    @property
    def sentences_path(self) -> Path:
        """Where the sentence index lies."""
        return self.root / "sentences.json"

    def resource_path(self, resource_id: str) -> Path:
        """Where the bytes of a resource lie; ``resource_id`` is 64 hex digits (else ValueError: it is never a path)."""
        if len(resource_id) != 64 or not all(c in "0123456789abcdef" for c in resource_id):
            raise ValueError(f"not a resource id: {resource_id!r}")
        return self.root / "resources" / resource_id

    def add_resource(
        self, data: bytes, media_type: str, href: str, width: int | None = None, height: int | None = None
    ) -> Resource:
        """Keep ``data``; the same bytes are kept once."""
        digest = hashlib.sha256(data).hexdigest()
        path = self.resource_path(digest)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, data)
        return Resource(digest, media_type, href, len(data), width, height)

    def part_folder(self, recipe: str, key: str) -> Path:
        """The folder of one part of one format with certain options (``<format>/<hash>``); made when missing."""
        folder = self.root / "parts" / recipe / key
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def made_folder(self, converter: str) -> Path:
        """An empty folder in which ``assemble`` builds the artifact."""
        folder = self.root / "made" / converter
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
        return folder


@contextmanager
def temporary_workspace(near: Path | None = None) -> Iterator[Workspace]:
    """A workspace that is gone afterwards, whatever happens. ``near``: make it on the same disk as this folder."""
    root = Path(tempfile.mkdtemp(prefix=".accessible-reader-", dir=near))
    try:
        yield Workspace(root)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def write_atomically(path: Path, data: bytes | str) -> None:
    """Write ``data`` so that ``path`` has either all of it or is untouched."""
    raw = data.encode("utf-8") if isinstance(data, str) else data
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
        os.chmod(name, 0o644)  # noqa: PTH101 (mkstemp made it 0600; outputs are for the user to share)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_json(path: Path, value: Any) -> None:
    """``value`` as UTF-8 JSON with sorted keys, atomically."""
    write_atomically(path, json_bytes(json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n"))


def json_bytes(text: str) -> bytes:
    """JSON as UTF-8; a lone surrogate, which some books have, as its escape."""
    return text.encode("utf-8", "backslashreplace")


def publish(made: Path, target: Path) -> None:
    """Move the finished folder ``made`` to ``target``, replacing an older one only once the new one is there.

    Across file systems the copy is made beside the target first, so that the last step is always one rename.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        new = staging / "new"
        shutil.move(made, new)
        old = staging / "old"
        if target.exists():
            target.rename(old)
        try:
            new.rename(target)
        except BaseException:
            if old.exists():
                old.rename(target)
            raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)
