"""An artifact becomes real: its files first, then one transaction that makes them count."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from accessible_reader.catalogue.indexing import index_title
from accessible_reader.catalogue.models import Edition
from accessible_reader.conversions.children import Children
from accessible_reader.conversions.ground import Assignment, Ground
from accessible_reader.conversions.models import ArtifactRecord, ConversionRecord, PartRecord
from accessible_reader.conversions.quality import check_artifact, provenance_of, report_of
from accessible_reader.conversions.rooms import WorkRooms
from accessible_reader.conversions.service import ACTIVE
from accessible_reader.database import delete, func, now, select
from accessible_reader.storage import FileStore

_CHECK_SECONDS = 600.0


class Publisher:
    """Puts artifacts into the storage and tidies up after them."""

    def __init__(self, ground: Ground, rooms: WorkRooms, children: Children, store: FileStore) -> None:
        self._ground = ground
        self._rooms = rooms
        self._children = children
        self._store = store

    def publish(self, assignment: Assignment, made: Path, what: dict[str, Any]) -> bool:
        """Check, copy, commit. False where the attempt is no longer wanted; then nothing of it is left."""
        ground, name = self._ground, assignment.name
        checks: list[dict[str, Any]] = self._children.run(
            check_artifact,
            made,
            assignment.format,
            what,
            seconds=_CHECK_SECONDS,
            title=assignment.source.name,
            wanted=lambda: ground.wanted(name, assignment.attempt),
            priority=assignment.priority,
        )
        # A folder that no other try, of another worker or after a crash, writes to.
        folder = f"artifacts/{name}/{uuid.uuid4().hex}"
        files = []
        for file in what["files"]:
            stored = ground.patiently(lambda file=file: self._store.put(f"{folder}/{file}", made / file))  # type: ignore[misc]
            files.append({"name": file, "size": stored.size, "sha256": stored.sha256})
        if ground.patiently(lambda: self._commit(assignment, folder, files, what, checks)):
            return True
        self._delete(folder)
        return False

    def _commit(
        self,
        assignment: Assignment,
        folder: str,
        files: list[dict[str, Any]],
        what: dict[str, Any],
        checks: list[dict[str, Any]],
    ) -> bool:
        name = assignment.name
        with self._ground.database.transaction() as session:
            record = self._ground.locked(session, name, assignment.attempt)
            if record is None:
                # Also when this very transaction was committed, but the answer got lost on the way.
                return session.scalar(select(ArtifactRecord.folder).filter_by(conversion_id=name)) == folder
            made_times = session.scalar(
                select(func.coalesce(func.sum(PartRecord.times), 0)).where(PartRecord.conversion_id == name)
            )
            session.add(
                ArtifactRecord(
                    conversion_id=name,
                    folder=folder,
                    main=what["main"],
                    media_type=what["media_type"],
                    files=files,
                    size=sum(file["size"] for file in files),
                    report=report_of(what, checks)
                    | {"parts": record.parts_total, "parts_made": int(made_times or 0)},
                    provenance=provenance_of(assignment),
                )
            )
            record.state, record.ended_at = "done", now()
            record.parts_done, record.weight_done = record.parts_total, record.weight_total
            session.execute(delete(PartRecord).where(PartRecord.conversion_id == name))
            # From now on the title is found among those that are ready in this format.
            index_title(session, session.get_one(Edition, assignment.edition_id).title_id)
        return True

    def tidy(self, name: str) -> None:
        """Remove what an ended conversion does not need: its rooms, its parts, files that never came to count. Parts of a failed one stay for the next try."""
        with self._ground.database.reading() as session:
            record = session.get(ConversionRecord, name)
            kept = session.scalar(select(ArtifactRecord.folder).where(ArtifactRecord.conversion_id == name))
        if record is None or record.state in ACTIVE:
            return
        self._rooms.clear(name, record.attempt)
        if record.state != "failed":
            self._rooms.clear_parts(name)
        for stored in list(self._store.names(f"artifacts/{name}/")):
            if kept is None or not stored.startswith(f"{kept}/"):
                self._store.delete(stored)

    def _delete(self, folder: str) -> None:
        for stored in list(self._store.names(f"{folder}/")):
            self._store.delete(stored)
