"""What the rest of the service may ask of a job engine. Thin on purpose: the engine can be replaced behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeAlias

from accessible_reader.database import Session

Data: TypeAlias = Any
"""Plain data: what JSON can hold."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do once. ``id`` is its name for ever: a second job of the same id is the same job."""

    id: str
    kind: str
    """Which function does it, and in whose queues it stands: see :mod:`accessible_reader.jobs.queues`."""
    arguments: tuple[Data, ...] = ()
    library: str = ""
    """Whose job it is: queues are fair between these."""
    priority: int = 5
    """Lower is sooner, among the jobs of one library."""


@dataclass(frozen=True, slots=True)
class JobStatus:
    """How a job is. ``state``: queued, running, done, failed, cancelled."""

    id: str
    kind: str
    state: str
    worker: str
    queued_at: datetime
    ended_at: datetime | None


class Steps(Protocol):
    """What a job may do that is remembered: after a crash, what was finished is not done again."""

    @property
    def job_id(self) -> str:
        """Id of the job that is running."""
        ...

    def step(self, name: str, function: Callable[..., Data], *arguments: Data) -> Data:
        """``function(*arguments)``, whose result is kept. It may run again after a crash in the middle of it, never after it was kept."""
        ...

    def spread(self, jobs: Sequence[Job]) -> Iterator[Data]:
        """Queue ``jobs`` for all workers, and give their results in the same order, each as soon as it is there."""
        ...


JobFunction: TypeAlias = Callable[..., Data]
"""``function(steps, *arguments)``. Its body only calls steps: it is run from the start after a crash, and must take the same way."""


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """How much one worker takes on: at most so many jobs of each kind at a time."""

    at_once: Mapping[str, int]


class JobQueue(Protocol):
    """The engine from the outside: any process of the service."""

    def enqueue(self, session: Session, job: Job) -> None:
        """Queue ``job`` in the caller's transaction: it is there when that is committed, and never if it is rolled back."""
        ...

    def cancel(self, ids: Sequence[str]) -> None:
        """These jobs and their children stop before their next step; finished ones stay as they are."""
        ...

    def status(self, job_id: str) -> JobStatus | None:
        """How a job is; None for one that never was."""
        ...

    def list(self, states: Sequence[str] = (), limit: int = 100) -> list[JobStatus]:
        """Jobs, the newest first."""
        ...

    def counts(self, ended_after: datetime) -> dict[tuple[str, str], int]:
        """(kind, state) → how many wait or run now; of the other states, how many have ended since ``ended_after``."""
        ...

    def forget(self, before: datetime) -> int:
        """Delete what is kept of jobs that ended before then, so that the tables do not grow for ever; how many there were."""
        ...

    def forget_all(self, session: Session) -> None:
        """Every job there ever was, in the caller's transaction: the rows they belong to are about to be replaced. No worker may live."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...


class Worker(Protocol):
    """The engine in a process that does jobs."""

    def start(self, functions: Mapping[str, JobFunction], patience: float = 0.0) -> None:
        """Begin to take jobs of these kinds. ``patience``: seconds that a database is waited for which is away."""
        ...

    def recover(self, worker: str) -> int:
        """Queue again what ``worker``, which is gone, has left unfinished; the number of jobs."""
        ...

    def holders(self) -> set[str]:
        """All workers, living or not, that hold jobs."""
        ...

    def left_by(self, worker: str) -> int:
        """How many jobs ``worker`` holds."""
        ...

    def stop(self, seconds: float) -> None:
        """Take no more; wait so long for what runs. What is unfinished then goes on elsewhere."""
        ...
