"""Where a worker works: folders on its own disk that can be made again anywhere, and finished parts in the storage that all share.

::

    <work>/editions/<source sha>-<version>/   book.json sentences.json read.json resources/: read once
    <work>/scratch/<worker>/                  what is half done; emptied when that worker starts again
    <work>/conversions/<id>.<attempt>/        the same by links, and parts/<key>/
    storage: work/<conversion id>/<key>.tar   finished parts, until the conversion has ended
"""

from __future__ import annotations

import io
import os
import shutil
import tarfile
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from accessible_reader.conversions import tasks
from accessible_reader.conversions.children import USUAL, Children
from accessible_reader.storage import FileStore
from converters.limits import LIMITS
from converters.run import load_result

_KEPT_SECONDS: Final = 7 * 86_400
"""An edition that was not used for so long is read again when it is needed."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file a conversion is made from."""

    sha256: str
    name: str
    stored_as: str


class WorkRooms:
    """The rooms of one machine; its workers share them. Safe to share between threads. ``worker`` is a name that no other living worker of the machine has."""

    def __init__(self, folder: Path, store: FileStore, children: Children, worker: str) -> None:
        self.folder = folder
        self._scratch = folder / "scratch" / worker
        shutil.rmtree(self._scratch, ignore_errors=True)
        self._scratch.mkdir(parents=True)
        self._store = store
        self._children = children

    def prepare(self, room: str, source: Source, wanted: Callable[[], bool], priority: int = USUAL) -> Path:
        """The workspace of an attempt at a conversion, with the book read. Raises what reading raises, and FileNotFoundError where the source is gone."""
        root = self._root(room)
        edition = self.edition(source, wanted, priority)
        if not (root / "read.json").exists():
            root.mkdir(parents=True, exist_ok=True)
            for entry in ("resources", "sentences.json", "book.json", "read.json"):
                _link(edition / entry, root / entry)
        return root

    def edition(self, source: Source, wanted: Callable[[], bool], priority: int = USUAL) -> Path:
        """The book as it was read: a workspace that many share, in which nothing may be written. Raises as :meth:`prepare`."""
        edition = self.folder / "editions" / f"{source.sha256[:32]}-{version('accessible-reader')}"
        if not (edition / "read.json").exists():
            self._read(source, edition, wanted, priority)
        os.utime(edition / "read.json")
        return edition

    def part_folder(self, room: str, key: str) -> Path:
        """Where a part lies on this machine."""
        return self._root(room) / "parts" / key

    def has_part(self, room: str, key: str) -> bool:
        """Whether the storage has the part, of this attempt or an earlier one."""
        return self._store.contains(_part_name(room, key))

    def keep_part(self, room: str, key: str) -> None:
        """Put a finished part into the storage."""
        folder = self.part_folder(room, key)
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w") as archive:
            for path in sorted(folder.rglob("*")):
                archive.add(path, str(path.relative_to(folder)), recursive=False)
        self._store.put_bytes(_part_name(room, key), buffer.getvalue())

    def bring_part(self, room: str, key: str) -> Path | None:
        """The folder of a part, from the storage where another machine made it; None where nobody has it."""
        folder = self.part_folder(room, key)
        if load_result(folder) is not None:
            return folder
        try:
            data = self._store.read(_part_name(room, key))
        except FileNotFoundError:
            return None
        partial = folder.with_name(f".{folder.name}.{uuid.uuid4().hex}")
        partial.mkdir(parents=True)
        try:
            with tarfile.open(fileobj=io.BytesIO(data)) as archive:
                archive.extractall(partial, filter="data")
            tasks.move_into_place(partial, folder)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
        return folder

    def made_folder(self, room: str) -> Path:
        """An empty folder for an artifact."""
        folder = self._root(room) / "made" / uuid.uuid4().hex
        folder.mkdir(parents=True)
        return folder

    def clear(self, name: str, attempt: int) -> None:
        """Remove what this machine has of a conversion up to this attempt; a newer one may have begun already."""
        for room in self.names():
            owner, _, number = room.partition(".")
            if owner == name and int(number or 0) <= attempt:
                shutil.rmtree(self._root(room), ignore_errors=True)

    def clear_room(self, room: str) -> None:
        """Remove one room."""
        shutil.rmtree(self._root(room), ignore_errors=True)

    def clear_parts(self, name: str) -> None:
        """Remove its parts from the storage."""
        for stored in list(self._store.names(f"work/{name}/")):
            self._store.delete(stored)

    def names(self) -> Iterable[str]:
        """The rooms there are on this machine."""
        folder = self.folder / "conversions"
        return [entry.name for entry in folder.iterdir()] if folder.exists() else []

    def trim(self) -> None:
        """Forget editions that were not used for long."""
        folder = self.folder / "editions"
        for entry in folder.iterdir() if folder.exists() else ():
            try:
                age = time.time() - (entry / "read.json").stat().st_mtime
            except FileNotFoundError:
                continue
            if age > _KEPT_SECONDS:
                shutil.rmtree(entry, ignore_errors=True)

    def _root(self, room: str) -> Path:
        return self.folder / "conversions" / room

    def _read(self, source: Source, edition: Path, wanted: Callable[[], bool], priority: int) -> None:
        edition.parent.mkdir(parents=True, exist_ok=True)
        incoming = self._scratch / uuid.uuid4().hex
        incoming.mkdir()
        try:
            # Readers may look at the ending and show the name; a path in it would lead elsewhere.
            file = self._store.fetch(source.stored_as, _named(incoming / "file", source.name))
            self._children.run(
                tasks.read,
                file,
                edition,
                incoming / "book",
                seconds=LIMITS.read_seconds + 60,
                title=source.name,
                wanted=wanted,
                priority=priority,
            )
        finally:
            shutil.rmtree(incoming, ignore_errors=True)


def room_of(name: str, attempt: int) -> str:
    """The room of one attempt at a conversion: none ever stands in the way of another."""
    return f"{name}.{attempt}"


def _part_name(room: str, key: str) -> str:
    return f"work/{room.partition('.')[0]}/{key}.tar"


def _named(folder: Path, name: str) -> Path:
    folder.mkdir()
    return folder / (Path(name).name or "book")


def _link(source: Path, target: Path) -> None:
    if not source.exists():
        return
    try:
        target.symlink_to(source.resolve())
    except FileExistsError:
        return  # another part of the same conversion was first
