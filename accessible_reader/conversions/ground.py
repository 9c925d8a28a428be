"""What every step of a conversion stands on: the row, the source, patience with what comes back, and one way to tell how a step ended."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from accessible_reader.catalogue.models import Edition, SourceFile
from accessible_reader.conversions.children import TaskCancelled
from accessible_reader.conversions.models import ConversionRecord
from accessible_reader.conversions.rooms import Source, room_of
from accessible_reader.conversions.service import ACTIVE
from accessible_reader.database import AWAY, Database, Session, select
from accessible_reader.storage import StorageError
from converters.errors import ConversionError, disk_error

Answer = TypeVar("Answer")
STOPPED: Final[dict[str, Any]] = {"stopped": True}
"""The outcome of a step that nobody waits for any more."""

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One attempt at a conversion: what steps know of it."""

    name: str
    attempt: int
    format: str
    options: dict[str, Any]
    edition_id: str
    rights: str
    source: Source
    priority: int

    @property
    def room(self) -> str:
        """Where it is worked on."""
        return room_of(self.name, self.attempt)


class Ground:
    """Rows and patience. ``patience``: seconds that a step waits for a database or storage that is away before it gives up."""

    def __init__(self, database: Database, patience: float) -> None:
        self.database = database
        self._patience = patience

    def assignment(self, name: str, attempt: int) -> Assignment | None:
        """What is to be done; None where the attempt is no longer wanted."""
        query = (
            select(ConversionRecord, Edition.rights, SourceFile)
            .join(Edition, Edition.id == ConversionRecord.edition_id)
            .join(SourceFile, SourceFile.sha256 == Edition.source_sha256)
            .where(ConversionRecord.id == name)
        )
        with self.database.reading() as session:
            row = session.execute(query).first()
            if row is None or row[0].attempt != attempt or row[0].state not in ACTIVE:
                return None
            record, rights, source = row
            return Assignment(
                name,
                attempt,
                record.format,
                record.options,
                record.edition_id,
                rights,
                Source(source.sha256, source.name, source.stored_as),
                record.priority,
            )

    def wanted(self, name: str, attempt: int) -> bool:
        """Whether somebody still waits for this attempt. A database that is away has not said no."""
        query = select(ConversionRecord.attempt, ConversionRecord.state).where(ConversionRecord.id == name)
        try:
            with self.database.reading() as session:
                row = session.execute(query).first()
        except AWAY:
            return True
        return row is not None and row[0] == attempt and row[1] in ACTIVE

    def locked(self, session: Session, name: str, attempt: int) -> ConversionRecord | None:
        """The row, held until the transaction ends; None where the attempt is no longer wanted."""
        record = session.get(ConversionRecord, name, with_for_update=True)
        if record is None or record.attempt != attempt or record.state not in ACTIVE:
            return None
        return record

    def patiently(self, action: Callable[[], Answer], still: Callable[[], bool] = lambda: True) -> Answer:
        """``action()``, again after a while when the database or the storage was away. Raises the last error when patience ends, or nobody waits any more."""
        end = time.monotonic() + self._patience
        pause = 0.2
        while True:
            try:
                return action()
            except (StorageError, *AWAY) as error:
                if time.monotonic() + pause > end:
                    raise
                if not still():
                    raise TaskCancelled from None
                _log.warning("waiting for %s", type(error))
                time.sleep(pause)
                pause = min(2 * pause, 15.0)

    def outcome(self, name: str, attempt: int, action: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """What ``action`` answers, or how it failed: ``{"error": code, "params": {...}}``. Nothing that was foreseen is raised."""
        try:
            return action()
        except TaskCancelled:
            return dict(STOPPED)
        except ConversionError as error:
            return {"error": error.code, "params": dict(error.params)}
        except StorageError as error:
            return {"error": "storage-unavailable", "params": {"reason": str(error)[:200]}}
        except OSError as error:
            known = disk_error(error)
            if known is None:
                return self._bug(name, attempt, error)
            return {"error": known.code, "params": dict(known.params)}
        except AWAY:
            # Written down when the database is back: the job engine waits for it.
            return {"error": "database-unavailable", "params": {}}
        except Exception as error:  # noqa: BLE001 (a bug of ours must end as a clear state)
            return self._bug(name, attempt, error)

    def _bug(self, name: str, attempt: int, error: Exception) -> dict[str, Any]:
        if not self.wanted(name, attempt):
            # Its room was tidied away under it: nobody's fault.
            return dict(STOPPED)
        _log.error("conversion %s: a bug", name, exc_info=error)
        return {"error": "bug", "params": {"reason": type(error).__name__}}
