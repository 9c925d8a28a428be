"""Files that nobody will take in are not kept for ever."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from accessible_reader.catalogue.intake import SOURCES
from accessible_reader.catalogue.models import Intake, SourceFile
from accessible_reader.database import Database, now, or_, select
from accessible_reader.storage import FileStore

ACTIVE: Final = ("waiting", "reading")
KEPT: Final = timedelta(days=7)
"""So long the file of a refused, failed or cancelled intake is kept for another try."""
UNCLAIMED: Final = timedelta(days=1)
"""So long a file without any row may lie in the storage: somebody may be handing it in just now."""
LOOKED: Final = "intake"
"""Folder in the storage of what was seen in a file, between two steps."""


def sweep(
    database: Database, store: FileStore, *, kept: timedelta = KEPT, unclaimed: timedelta = UNCLAIMED
) -> int:
    """Remove files that were handed in and never finished, or refused, failed or cancelled long ago; and what jobs that ended left between their steps. How many there were."""
    removed = 0
    for stored in list(store.names(f"{SOURCES}/", now() - unclaimed)):
        if not _is_needed(database, stored, kept):
            store.delete(stored)
            removed += 1
    for stored in list(store.names(f"{LOOKED}/")):
        with database.reading() as session:
            state = session.scalar(select(Intake.state).where(Intake.id == stored.split("/")[1]))
        if state not in ACTIVE:
            store.delete(stored)
            removed += 1
    return removed


def _is_needed(database: Database, stored: str, kept: timedelta) -> bool:
    digest = stored.rpartition("/")[2]
    waits = select(Intake.id).where(
        Intake.sha256 == digest, or_(Intake.state.in_(ACTIVE), Intake.ended_at > now() - kept)
    )
    with database.reading() as session:
        source = session.scalar(select(SourceFile.sha256).where(SourceFile.stored_as == stored))
        return source is not None or session.scalar(waits.limit(1)) is not None
