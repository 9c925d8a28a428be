"""What nobody needs any more: rooms and parts of conversions that have ended, files that never came to count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from accessible_reader.conversions.models import ArtifactRecord, ConversionRecord
from accessible_reader.conversions.rooms import WorkRooms
from accessible_reader.conversions.service import ACTIVE
from accessible_reader.database import Database, now, select
from accessible_reader.storage import FileStore

KEPT_FOR_RETRY: Final = timedelta(days=1)
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Collected:
    """How many were removed."""

    rooms: int = 0
    parts: int = 0
    files: int = 0


class Leftovers:
    """Collects leftovers; harmless at any time and from several workers at once. ``rooms`` are those of this machine; None where no worker asks."""

    def __init__(self, database: Database, rooms: WorkRooms | None, store: FileStore) -> None:
        self._database = database
        self._rooms = rooms
        self._store = store

    def collect(self, *, all_files: bool = False, kept_for_retry: timedelta = KEPT_FOR_RETRY) -> Collected:
        """Remove them. ``all_files`` looks through all artifacts as well, which takes long where there are many: once a day."""
        unused = self._clear_rooms(self._rooms) if self._rooms is not None else 0
        parts = list(self._store.names("work/"))
        needed = self._needed({_owner(part) for part in parts}, kept_for_retry)
        removed = [part for part in parts if _owner(part) not in needed]
        for part in removed:
            self._store.delete(part)
        files = self._unclaimed() if all_files else []
        for file in files:
            self._store.delete(file)
        return Collected(unused, len(removed), len(files))

    def _clear_rooms(self, rooms: WorkRooms) -> int:
        here = list(rooms.names())
        active = self._active({_conversion(room) for room in here})
        unused = [room for room in here if _conversion(room) not in active]
        for room in unused:
            rooms.clear_room(room)
        rooms.trim()
        return len(unused)

    def _active(self, names: Iterable[str]) -> set[str]:
        return self._found(names, ConversionRecord.state.in_(ACTIVE))

    def _needed(self, names: Iterable[str], kept_for_retry: timedelta) -> set[str]:
        names = list(names)
        fresh = (ConversionRecord.state == "failed") & (ConversionRecord.ended_at > now() - kept_for_retry)
        return self._active(names) | self._found(names, fresh)

    def _found(self, names: Iterable[str], condition: object) -> set[str]:
        wanted = list(names)
        found: set[str] = set()
        with self._database.reading() as session:
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                query = select(ConversionRecord.id).where(ConversionRecord.id.in_(some), condition)  # type: ignore[arg-type]
                found.update(session.scalars(query))
        return found

    def _unclaimed(self) -> list[str]:
        # Files first, rows after: what is being written now belongs to a conversion that is active.
        files = list(self._store.names("artifacts/"))
        active = self._active({_owner(file) for file in files})
        with self._database.reading() as session:
            claimed = set(session.scalars(select(ArtifactRecord.folder)))
        return [
            file
            for file in files
            if _owner(file) not in active and "/".join(file.split("/")[:3]) not in claimed
        ]


def _conversion(room: str) -> str:
    return room.partition(".")[0]


def _owner(stored: str) -> str:
    return stored.split("/")[1]
