"""The durable way of a file into the catalogue: look → keep → end.

*look* reads the file in a child process and leaves what it saw in the storage; *keep* writes title, edition, index and the intake's own row in one transaction, so that of
a worker killed at any moment either all of it is there or nothing. Each step may run again, and does nothing where the intake has ended or a newer attempt is on its way.
"""

from __future__ import annotations

import logging
import shutil
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from accessible_reader.catalogue.intake import KnownWork, TakenIn, record_in
from accessible_reader.catalogue.intakes import ACTIVE, LOOKED, IntakeFacts
from accessible_reader.catalogue.models import Intake
from accessible_reader.catalogue.reading import Looked, look_here
from accessible_reader.conversions.children import Children
from accessible_reader.conversions.ground import STOPPED, Ground
from accessible_reader.database import IntegrityError, OperationalError, Session, now, select
from accessible_reader.errors import BadRecord
from accessible_reader.jobs import Steps
from accessible_reader.jobs.port import JobFunction
from accessible_reader.jobs.queues import INTAKE
from accessible_reader.logs import OpenWord
from accessible_reader.storage import FileStore
from converters.errors import BadInput, ConversionError, LimitExceeded
from converters.limits import LIMITS
from converters.protocol import ReadOptions

_log: Final = logging.getLogger(__name__)
_TOO_MUCH: Final = {"limit-part-time": "limit-time", "limit-part-memory": "limit-memory"}
"""Limits of children speak of parts of a conversion; here there is only a file."""


class IntakeGround(Ground):
    """What the steps of an intake stand on."""

    def wanted(self, name: str, attempt: int) -> bool:
        """Whether somebody still waits for this attempt. A database that is away has not said no."""
        query = select(Intake.attempt, Intake.state).where(Intake.id == name)
        try:
            with self.database.reading() as session:
                row = session.execute(query).first()
        except OperationalError:
            return True
        return row is not None and row[0] == attempt and row[1] in ACTIVE


class IntakeWork:
    """What a worker does for intakes. ``folder``: its own, emptied now."""

    def __init__(self, ground: IntakeGround, folder: Path, store: FileStore, children: Children) -> None:
        self._ground = ground
        self._folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self._store = store
        self._children = children

    def functions(self) -> Mapping[str, JobFunction]:
        """For the job engine."""
        return {INTAKE: self.intake}

    def intake(self, steps: Steps, name: str, attempt: int) -> None:
        """One attempt. The body takes the same way each time it is run: everything else is in the steps."""
        outcome = steps.step("look", self._look, name, attempt)
        if not outcome:
            outcome = steps.step("keep", self._keep, name, attempt)
        steps.step("end", self._end, name, attempt, outcome)

    def _look(self, name: str, attempt: int) -> dict[str, Any]:
        return self._outcome(name, attempt, lambda: self._look_it(name, attempt))

    def _look_it(self, name: str, attempt: int) -> dict[str, Any]:
        ground = self._ground
        record = ground.patiently(lambda: self._begin(name, attempt))
        if record is None:
            return dict(STOPPED)
        room = self._folder / uuid.uuid4().hex
        try:
            (room / "file").mkdir(parents=True)
            (room / "read").mkdir()
            # Readers may look at the ending and show the name; a path in it would lead elsewhere.
            file = room / "file" / (Path(record.name).name or "book")
            self._fetch(record, file, attempt)
            facts = IntakeFacts.from_json(record.facts)
            options = ReadOptions(facts.language or None, facts.encoding or None, facts.title or None)
            seen = room / "seen"
            self._children.run(
                look_here,
                file,
                room / "read",
                options,
                seen,
                seconds=LIMITS.read_seconds,
                title=record.name,
                wanted=lambda: ground.wanted(name, attempt),
            )
            ground.patiently(lambda: self._store.put(_seen_name(name, attempt), seen))
        finally:
            shutil.rmtree(room, ignore_errors=True)
        return {}

    def _fetch(self, record: Intake, file: Path, attempt: int) -> None:
        ground = self._ground
        try:
            ground.patiently(
                lambda: self._store.fetch(record.stored_as, file), lambda: ground.wanted(record.id, attempt)
            )
        except FileNotFoundError:
            raise ConversionError("source-file-missing", file=record.name) from None

    def _begin(self, name: str, attempt: int) -> Intake | None:
        with self._ground.database.transaction() as session:
            record = _held(session, name, attempt)
            if record is not None:
                record.state = "reading"
                record.started_at = record.started_at or now()
            return record

    def _keep(self, name: str, attempt: int) -> dict[str, Any]:
        return self._outcome(name, attempt, lambda: self._keep_it(name, attempt))

    def _keep_it(self, name: str, attempt: int) -> dict[str, Any]:
        ground = self._ground
        if not ground.patiently(lambda: ground.wanted(name, attempt)):
            return dict(STOPPED)  # it was kept, and killed before that was written down; or cancelled
        try:
            data = ground.patiently(lambda: self._store.read(_seen_name(name, attempt)))
        except FileNotFoundError:
            return (
                dict(STOPPED) if not ground.wanted(name, attempt) else {"error": "intake-lost", "params": {}}
            )
        looked = Looked.unpack(data)
        try:
            return ground.patiently(lambda: self._record(name, attempt, looked))
        except IntegrityError:
            # Another file of the work, or this one by command, came in at the same moment; now it is there to be found.
            return ground.patiently(lambda: self._record(name, attempt, looked))

    def _record(self, name: str, attempt: int, looked: Looked) -> dict[str, Any]:
        with self._ground.database.transaction() as session:
            record = _held(session, name, attempt)
            if record is None:
                return dict(STOPPED)
            facts = IntakeFacts.from_json(record.facts)
            taken: TakenIn = record_in(
                session,
                looked,
                stored_as=record.stored_as,
                rights=facts.rights,
                rights_basis=facts.rights_basis,
                if_known=facts.if_known,
                title_id=facts.title_id,
            )
            record.state, record.ended_at, record.status = "done", now(), taken.status
            record.title_id, record.edition_id = taken.title_id, taken.edition_id
            record.said = [one.to_json() for one in taken.said]
        return {}

    def _end(self, name: str, attempt: int, outcome: dict[str, Any]) -> dict[str, Any]:
        return self._ground.patiently(lambda: self._end_it(name, attempt, outcome))

    def _end_it(self, name: str, attempt: int, outcome: dict[str, Any]) -> dict[str, Any]:
        if "error" in outcome:
            with self._ground.database.transaction() as session:
                record = _held(session, name, attempt)
                if record is not None:
                    record.state = "refused" if outcome.get("refused") else "failed"
                    record.ended_at = now()
                    record.error_code, record.error_params = outcome["error"], outcome["params"]
                    record.title_id = outcome.get("title_id")
                    # The id says nothing; what the file is called, and whose hands it came from, stays out of the log.
                    level = logging.INFO if record.state == "refused" else logging.ERROR
                    state, code = OpenWord(record.state), OpenWord(outcome["error"])
                    _log.log(level, "intake %s attempt %d: %s, %s", name, attempt, state, code)
        self._store.delete(_seen_name(name, attempt))
        return {}

    def _outcome(self, name: str, attempt: int, action: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """As :meth:`Ground.outcome`; what is the file's own fault, or a person's to say, is marked as refused."""

        def told() -> dict[str, Any]:
            try:
                return action()
            except (BadInput, BadRecord) as error:
                code = error.code
                params = dict(error.params)
                if isinstance(error, LimitExceeded) and code in _TOO_MUCH:
                    code = _TOO_MUCH[code]
                    params.pop("part", None)
                refused = {"error": code, "params": params, "refused": True}
                return refused | ({"title_id": error.title_id} if isinstance(error, KnownWork) else {})

        return self._ground.outcome(name, attempt, told)


def _held(session: Session, name: str, attempt: int) -> Intake | None:
    """The row, held until the transaction ends; None where the attempt is no longer wanted."""
    record = session.get(Intake, name, with_for_update=True)
    if record is None or record.attempt != attempt or record.state not in ACTIVE:
        return None
    return record


def _seen_name(name: str, attempt: int) -> str:
    return f"{LOOKED}/{name}/{attempt}"
