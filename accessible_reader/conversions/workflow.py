"""The durable way of a conversion: plan → parts → assemble, check, publish → end.

Each step may run again after a crash, and two workers may for a moment believe that a conversion is theirs. Both do no harm: parts appear whole or not at
all, an artifact's files lie in a folder of their own until one transaction makes them count, and every row is changed only by the attempt it belongs to.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from typing import Any, Final

from accessible_reader.conversions import tasks
from accessible_reader.conversions.children import Children, TaskCancelled
from accessible_reader.conversions.ground import STOPPED, Assignment, Ground
from accessible_reader.conversions.models import ConversionRecord, PartRecord
from accessible_reader.conversions.publishing import Publisher
from accessible_reader.conversions.rooms import WorkRooms
from accessible_reader.database import now
from accessible_reader.jobs import Job, Steps
from accessible_reader.jobs.port import JobFunction
from accessible_reader.jobs.queues import CONVERT, PART
from accessible_reader.logs import OpenWord
from converters.errors import BadInput
from converters.registry import get_converter

_log: Final = logging.getLogger(__name__)
_PLAN_SECONDS: Final = 300.0
_ASSEMBLE_SECONDS: Final = 3_600.0


class ConversionWork:
    """What a worker does for conversions."""

    def __init__(
        self, ground: Ground, rooms: WorkRooms, children: Children, publisher: Publisher, worker: str
    ) -> None:
        self._ground = ground
        self._rooms = rooms
        self._children = children
        self._publisher = publisher
        self._worker = worker

    def functions(self) -> Mapping[str, JobFunction]:
        """For the job engine."""
        return {CONVERT: self.convert, PART: self.part}

    def convert(self, steps: Steps, name: str, attempt: int, library: str, priority: int) -> None:
        """One attempt at a conversion. The body takes the same way each time it is run: everything else is in the steps."""
        outcome = steps.step("plan", self._plan, name, attempt)
        if "parts" in outcome:
            parts = outcome["parts"]
            jobs = [
                Job(f"{steps.job_id}.{part['key']}", PART, (name, attempt, part), library, priority)
                for part in parts
            ]
            outcome = {}
            for made in steps.spread(jobs):
                if made:
                    outcome = made
                    break
            if not outcome:
                outcome = steps.step("publish", self._publish, name, attempt, parts)
        if outcome:
            steps.step("end", self._end, name, attempt, outcome)

    def part(self, steps: Steps, name: str, attempt: int, part: dict[str, Any]) -> dict[str, Any]:
        """One part; ``{}`` when it is made."""
        made: dict[str, Any] = steps.step("make", self._make, name, attempt, part)
        return made

    def _plan(self, name: str, attempt: int) -> dict[str, Any]:
        return self._ground.outcome(name, attempt, lambda: self._plan_it(name, attempt))

    def _plan_it(self, name: str, attempt: int) -> dict[str, Any]:
        ground = self._ground
        assignment = ground.patiently(lambda: self._begin(name, attempt))
        if assignment is None:
            return dict(STOPPED)
        root = self._prepared(assignment)
        parts: list[dict[str, Any]] = self._children.run(
            tasks.plan,
            root,
            assignment.format,
            assignment.options,
            seconds=_PLAN_SECONDS,
            title=assignment.source.name,
            wanted=lambda: ground.wanted(name, attempt),
            priority=assignment.priority,
        )
        ground.patiently(lambda: self._planned(name, attempt, parts))
        _log.info("a conversion into %s has %d parts", OpenWord(assignment.format), len(parts))
        return {"parts": parts}

    def _begin(self, name: str, attempt: int) -> Assignment | None:
        with self._ground.database.transaction() as session:
            record = self._ground.locked(session, name, attempt)
            if record is None:
                return None
            record.state = "running"
            record.started_at = record.started_at or now()
        return self._ground.assignment(name, attempt)

    def _planned(self, name: str, attempt: int, parts: list[dict[str, Any]]) -> None:
        with self._ground.database.transaction() as session:
            record = self._ground.locked(session, name, attempt)
            if record is not None:
                record.parts_total = len(parts)
                record.weight_total = sum(part["weight"] for part in parts)

    def _make(self, name: str, attempt: int, part: dict[str, Any]) -> dict[str, Any]:
        return self._ground.outcome(name, attempt, lambda: self._make_it(name, attempt, part))

    def _make_it(self, name: str, attempt: int, part: dict[str, Any]) -> dict[str, Any]:
        ground = self._ground
        assignment = ground.patiently(lambda: ground.assignment(name, attempt))
        if assignment is None:
            return dict(STOPPED)
        key = part["key"]
        started = time.monotonic()
        fresh = not ground.patiently(lambda: self._rooms.has_part(assignment.room, key))
        if fresh:
            self.make_here(assignment, part)
        seconds = time.monotonic() - started
        if not ground.patiently(lambda: self._made(name, attempt, part, fresh=fresh, seconds=seconds)):
            # It ended while we were at it, here or at the worker that took over from us: what we kept is nobody's.
            ground.patiently(lambda: self._publisher.tidy(name))
            return dict(STOPPED)
        _log.debug("a part took %.1f s", seconds)
        return {}

    def make_here(self, assignment: Assignment, part: dict[str, Any]) -> None:
        """Make a part on this machine, and put it where all can have it."""
        room, key = assignment.room, part["key"]
        root = self._prepared(assignment)
        self._children.run(
            tasks.make_part,
            root,
            assignment.format,
            assignment.options,
            part,
            self._rooms.part_folder(room, key),
            seconds=get_converter(assignment.format).part_seconds,
            title=part["title"],
            wanted=lambda: self._ground.wanted(assignment.name, assignment.attempt),
            priority=assignment.priority,
        )
        self._ground.patiently(lambda: self._rooms.keep_part(room, key))

    def _made(self, name: str, attempt: int, part: dict[str, Any], *, fresh: bool, seconds: float) -> bool:
        with self._ground.database.transaction() as session:
            # The row is held, so that of two parts finished at once the second counts the first.
            record = self._ground.locked(session, name, attempt)
            if record is None:
                return False
            row = session.get(PartRecord, (name, part["key"]))
            if row is None:
                record.parts_done += 1
                record.weight_done += part["weight"]
                session.add(
                    PartRecord(
                        conversion_id=name,
                        key=part["key"],
                        weight=part["weight"],
                        worker=self._worker,
                        seconds=seconds,
                    )
                )
            elif fresh:
                row.times += 1
        return True

    def _publish(self, name: str, attempt: int, parts: list[dict[str, Any]]) -> dict[str, Any]:
        return self._ground.outcome(name, attempt, lambda: self._publish_it(name, attempt, parts))

    def _publish_it(self, name: str, attempt: int, parts: list[dict[str, Any]]) -> dict[str, Any]:
        ground = self._ground
        assignment = ground.patiently(lambda: ground.assignment(name, attempt))
        if assignment is None:
            # Killed between the transaction and the tidying up, or cancelled.
            ground.patiently(lambda: self._publisher.tidy(name))
            return dict(STOPPED)
        root = self._prepared(assignment)
        pieces = []
        for part in parts:
            key = part["key"]
            folder = ground.patiently(lambda key=key: self._rooms.bring_part(assignment.room, key))  # type: ignore[misc]
            if folder is None:
                self.make_here(assignment, part)
                folder = self._rooms.part_folder(assignment.room, key)
            pieces.append((part, folder))
        made = self._rooms.made_folder(assignment.room)
        what: dict[str, Any] = self._children.run(
            tasks.put_together,
            root,
            assignment.format,
            assignment.options,
            pieces,
            made,
            seconds=_ASSEMBLE_SECONDS,
            title=assignment.source.name,
            wanted=lambda: ground.wanted(name, attempt),
            priority=assignment.priority,
        )
        done = self._publisher.publish(assignment, made, what)
        if done:
            _log.info("a conversion into %s is done", OpenWord(assignment.format))
        ground.patiently(lambda: self._publisher.tidy(name))
        return {} if done else dict(STOPPED)

    def _prepared(self, assignment: Assignment) -> Any:
        name, attempt = assignment.name, assignment.attempt
        try:
            return self._ground.patiently(
                lambda: self._rooms.prepare(
                    assignment.room,
                    assignment.source,
                    lambda: self._ground.wanted(name, attempt),
                    assignment.priority,
                ),
                lambda: self._ground.wanted(name, attempt),
            )
        except FileNotFoundError:
            raise BadInput("source-file-missing", file=assignment.source.name) from None

    def _end(self, name: str, attempt: int, outcome: dict[str, Any]) -> dict[str, Any]:
        return self._ground.patiently(lambda: self._end_it(name, attempt, outcome))

    def _end_it(self, name: str, attempt: int, outcome: dict[str, Any]) -> dict[str, Any]:
        with self._ground.database.transaction() as session:
            record = session.get(ConversionRecord, name, with_for_update=True)
            if record is None or record.attempt != attempt:
                return {}  # a newer attempt is at work, on the same parts
            if "error" in outcome and record.state in {"queued", "running"}:
                record.state, record.ended_at = "failed", now()
                record.error_code, record.error_params = outcome["error"], outcome["params"]
                _log.warning("a conversion failed: %s", OpenWord(record.error_code))
        # What is finished is kept for another try of a failed conversion, for a day: see leftovers.
        self._publisher.tidy(name)
        return {}


__all__ = ["ConversionWork", "TaskCancelled"]
