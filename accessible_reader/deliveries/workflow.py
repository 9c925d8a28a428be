"""The durable day of deliveries: drafts → what can be made → readers told → silence means go → notices.

Each worker orders it every ten minutes, as a job whose name is that moment, so one worker does it and another goes on should that one die. Every step looks at the rows again, and does nothing that has
been done.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from accessible_reader.conversions.service import Conversions
from accessible_reader.database import Database, Keys
from accessible_reader.deliveries import ahead, plans
from accessible_reader.deliveries.handing import settle_all
from accessible_reader.deliveries.notices import Channel, send_due
from accessible_reader.jobs import Job, JobQueue, Steps
from accessible_reader.jobs.port import JobFunction
from accessible_reader.jobs.queues import DELIVERIES

Answer = TypeVar("Answer")
_PRIORITY: Final = 6
_log: Final = logging.getLogger(__name__)


class DeliveryWork:
    """What a worker does for deliveries."""

    def __init__(
        self, database: Database, keys: Keys, conversions: Conversions, channels: Mapping[str, Channel]
    ) -> None:
        self._database = database
        self._keys = keys
        self._conversions = conversions
        self._channels = channels

    def functions(self) -> Mapping[str, JobFunction]:
        """For the job engine."""
        return {DELIVERIES: self.job}

    def order(self, queue: JobQueue, at: datetime) -> None:
        """Order the job of these ten minutes (UTC), unless somebody has."""
        moment = at.astimezone(UTC)
        moment = moment.replace(minute=moment.minute // 10 * 10, second=0, microsecond=0)
        name = f"deliveries.{moment:%Y%m%d%H%M}"
        if queue.status(name) is None:
            with self._database.transaction() as session:
                queue.enqueue(session, Job(name, DELIVERIES, (at.isoformat(),), priority=_PRIORITY))

    def job(self, steps: Steps, at: str) -> dict[str, Any]:
        """The job. Its body takes the same way each time: which plans and visits there are is the result of a step."""
        drafted: list[str] = []
        for plan_id in steps.step("plans", self._plans, at):
            visit_id = steps.step("draft", self._draft, plan_id, at)
            if visit_id:
                drafted.append(visit_id)
        for visit_id in drafted:
            steps.step("make", self._make, visit_id)
        seen = 0
        for visit_id in steps.step("visits", self._visits, at):
            seen += bool(steps.step("visit", self._visit, visit_id, at))
        steps.step("settle", self._settle, at)
        return {"drafted": len(drafted), "seen": seen, "sent": steps.step("send", self._send, at)}

    def run(self, at: datetime) -> dict[str, Any]:
        """The same at once, without the job engine: for commands and tests."""
        return self.job(_Plainly(), at.isoformat())

    def _plans(self, at: str) -> list[str]:
        with self._database.reading() as session:
            return plans.due_plans(session, datetime.fromisoformat(at))

    def _draft(self, plan_id: str, at: str) -> str | None:
        return self._tried(
            lambda: ahead.draft_plan(self._database, self._keys, plan_id, datetime.fromisoformat(at))
        )

    def _make(self, visit_id: str) -> int | None:
        return self._tried(lambda: ahead.start_conversions(self._database, self._conversions, visit_id))

    def _visits(self, at: str) -> list[str]:
        return ahead.due_visits(self._database, datetime.fromisoformat(at))

    def _visit(self, visit_id: str, at: str) -> str | None:
        return self._tried(
            lambda: ahead.see_to(self._database, self._keys, visit_id, datetime.fromisoformat(at))
        )

    def _settle(self, at: str) -> int | None:
        """What was checked in at the ordinary desk."""

        def settle() -> int:
            with self._database.transaction() as session:
                return settle_all(session, self._keys, datetime.fromisoformat(at))

        return self._tried(settle)

    def _send(self, at: str) -> int:
        return send_due(self._database, self._keys, self._channels, datetime.fromisoformat(at))

    def _tried(self, action: Callable[[], Answer]) -> Answer | None:
        """One that fails must not keep the others from theirs; in ten minutes it is tried again."""
        try:
            return action()
        except Exception as error:  # noqa: BLE001 (as said)
            _log.warning("deliveries: %s", type(error))
            return None


class _Plainly:
    """Steps that are remembered by nobody."""

    job_id = "now"

    def step(self, _name: str, function: Any, *arguments: Any) -> Any:
        """Do it."""
        return function(*arguments)

    def spread(self, _jobs: Any) -> Any:
        """Nothing is spread."""
        raise NotImplementedError
