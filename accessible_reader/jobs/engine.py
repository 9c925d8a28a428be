"""The job engine: DBOS, on the service's own database. The only module that knows it.

DBOS keeps every step's result in tables beside ours. It is imported when first needed: that takes seconds.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from accessible_reader.database import AWAY, Database, Session, make_jobs_engine, text
from accessible_reader.jobs.port import Data, Job, JobFunction, JobStatus, WorkerLimits
from accessible_reader.jobs.queues import APPLICATION, POLL_SECONDS, VERSION, queue_of, queues_of
from accessible_reader.logs import OpenWord, about

if TYPE_CHECKING:
    from dbos import DBOSClient

_STATES: Final = {
    "ENQUEUED": "queued",
    "DELAYED": "queued",
    "PENDING": "running",
    "SUCCESS": "done",
    "ERROR": "failed",
    "MAX_RECOVERY_ATTEMPTS_EXCEEDED": "failed",
    "CANCELLED": "cancelled",
}
_MOST_RECOVERIES: Final = 1_000
"""A job that took so many workers with it is given up. Books are read in child processes, so it is never the book."""
_FORGOTTEN_AT_ONCE: Final = 200
_TABLES_OF_JOBS: Final = (
    "operation_outputs", "notifications", "workflow_events", "workflow_events_history", "streams", "workflow_input", "workflow_output", "workflow_status",
)  # fmt: skip
"""DBOS's tables with rows of jobs, in an order in which they can be emptied."""
_WAIT_SECONDS: Final = 0.25
"""Between two looks whether a child job has ended."""
_START_PAUSE: Final = 1.0

_log: Final = logging.getLogger(__name__)


def prepare(database: Database) -> None:
    """Make or update the engine's tables; nothing happens where they are up to date."""
    from dbos._error import DBOSInitializationError
    from dbos._serialization import DefaultSerializer
    from dbos._sys_db import SystemDatabase

    engine = make_jobs_engine(_url(database), pool_size=2)
    _quiet()
    try:
        tables = SystemDatabase.create(
            system_database_url=_placeholder(database),
            engine_kwargs={},
            engine=engine,
            schema=_SCHEMA,
            serializer=DefaultSerializer(),
            use_listen_notify=False,
            executor_id=None,
        )
        try:
            tables.verify_migrations()  # only looks; the other would lock the database each time
        except DBOSInitializationError:
            tables.run_migrations()
    finally:
        engine.dispose()


_SCHEMA: Final = "dbos"


class DbosQueue:
    """DBOS from the outside: see :class:`~accessible_reader.jobs.port.JobQueue`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._opened: tuple[DBOSClient, Any] | None = None

    @property
    def _client(self) -> DBOSClient:
        if self._opened is None:
            from dbos import DBOSClient

            _quiet()
            engine = make_jobs_engine(_url(self._database), pool_size=5)
            client = DBOSClient(
                system_database_engine=engine,
                dbos_system_schema=_SCHEMA,
                application_name=APPLICATION,
                retry_connection_errors=False,
                lazy=True,
            )
            self._opened = (client, engine)
        return self._opened[0]

    def enqueue(self, session: Session, job: Job) -> None:
        """Queue ``job`` in the caller's transaction."""
        self._client.enqueue_in_transaction(session, _options(job), *job.arguments)  # type: ignore[arg-type]

    def cancel(self, ids: Sequence[str]) -> None:
        """These jobs and their children stop before their next step."""
        self._client.cancel_workflows(list(ids), cancel_children=True)

    def status(self, job_id: str) -> JobStatus | None:
        """How a job is."""
        found = self._client.list_workflows(workflow_ids=[job_id], load_input=False, load_output=False)
        return _status(found[0]) if found else None

    def list(self, states: Sequence[str] = (), limit: int = 100) -> list[JobStatus]:
        """Jobs, the newest first."""
        wanted = [theirs for theirs, ours in _STATES.items() if ours in states] if states else None
        found = self._client.list_workflows(
            status=wanted, limit=limit, sort_desc=True, load_input=False, load_output=False
        )
        return [_status(one) for one in found]

    def counts(self, ended_after: datetime) -> dict[tuple[str, str], int]:
        """How many there are of each kind and state. Both questions are answered from an index, however many jobs there were."""
        schema = "" if self._database.dialect == "sqlite" else f"{_SCHEMA}."
        questions = (
            "status IN ('ENQUEUED', 'PENDING')",
            "status = 'DELAYED'",
            "completed_at > :after AND status NOT IN ('ENQUEUED', 'PENDING', 'DELAYED')",
        )
        counts: dict[tuple[str, str], int] = {}
        with self._database.reading() as session:
            for question in questions:
                query = f"SELECT name, status, count(*) FROM {schema}workflow_status WHERE {question} GROUP BY name, status"  # noqa: S608 (names of ours)
                after = {"after": int(ended_after.timestamp() * 1000)} if ":after" in question else {}
                for kind, state, count in session.execute(text(query), after):
                    key = (str(kind), _STATES[state])
                    counts[key] = counts.get(key, 0) + int(count)
        return counts

    def forget(self, before: datetime) -> int:
        """Delete what is kept of jobs that ended before then."""
        count = 0
        while True:
            found = self._client.list_workflows(
                status=["SUCCESS", "ERROR", "CANCELLED"],
                completed_before=before.isoformat(),
                limit=_FORGOTTEN_AT_ONCE,
                load_input=False,
                load_output=False,
            )
            if not found:
                return count
            self._client.delete_workflows([one.workflow_id for one in found])
            count += len(found)

    def forget_all(self, session: Session) -> None:
        """Every job there ever was, in the caller's transaction."""
        schema = "" if self._database.dialect == "sqlite" else f"{_SCHEMA}."
        for table in _TABLES_OF_JOBS:
            session.execute(text(f"DELETE FROM {schema}{table}"))  # noqa: S608 (names of ours)

    def close(self) -> None:
        """Let go of the database."""
        if self._opened is not None:
            client, engine = self._opened
            client.destroy()
            engine.dispose()
            self._opened = None


class DbosWorker:
    """DBOS in this process: see :class:`~accessible_reader.jobs.port.Worker`. One at a time in a process.

    ``name`` must be new for each start: what is held under a name that is no longer alive can then be given to others without doubt.
    """

    def __init__(self, database: Database, name: str, limits: WorkerLimits) -> None:
        self._database = database
        self._name = name
        self._limits = limits
        self._engine: Any = None

    def start(self, functions: Mapping[str, JobFunction], patience: float = 0.0) -> None:
        """Begin to take jobs of these kinds, as soon as the database can be had."""
        end = time.monotonic() + patience
        while True:
            try:
                self._begin(functions)
            except AWAY as error:
                self.stop(0.0)
                if time.monotonic() + _START_PAUSE > end:
                    raise
                _log.warning("the job engine waits for the database: %s", type(error))
                time.sleep(_START_PAUSE)
            else:
                return

    def _begin(self, functions: Mapping[str, JobFunction]) -> None:
        from dbos import DBOS

        self._engine = make_jobs_engine(_url(self._database), pool_size=20)
        _quiet()
        DBOS(
            config={
                "name": APPLICATION,
                "system_database_engine": self._engine,
                "dbos_system_schema": _SCHEMA,
                "use_listen_notify": False,
                "application_version": VERSION,
                "executor_id": self._name,
                "log_level": "ERROR",
                "run_migrations": False,  # see prepare()
                "max_executor_threads": sum(
                    most * len(queues_of(kind)) for kind, most in self._limits.at_once.items()
                )
                + 16,
            }
        )
        for kind, function in functions.items():
            DBOS.workflow(name=kind, max_recovery_attempts=_MOST_RECOVERIES)(_workflow(kind, function))
        DBOS.launch()
        for kind in functions:
            most = self._limits.at_once[kind]
            for queue in queues_of(kind):
                DBOS.register_queue(
                    queue,
                    worker_concurrency=most,
                    partition_worker_concurrency=most,
                    polling_interval_sec=POLL_SECONDS.get(kind, 1.0),
                )

    def recover(self, worker: str) -> int:
        """Queue again what ``worker`` has left. Only jobs that are still its own are touched, in one statement each."""
        from dbos import DBOS

        return len(DBOS._recover_pending_workflows([worker]))  # noqa: SLF001 (the guarded way; the public one would also take jobs that others took on meanwhile)

    def holders(self) -> set[str]:
        """All workers, living or not, that hold jobs."""
        from dbos import DBOS

        found = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        return {one.executor_id for one in found if one.executor_id}

    def left_by(self, worker: str) -> int:
        """How many jobs ``worker`` holds."""
        from dbos import DBOS

        return len(
            DBOS.list_workflows(status="PENDING", executor_id=worker, load_input=False, load_output=False)
        )

    def stop(self, seconds: float) -> None:
        """Take no more; wait so long for what runs."""
        from dbos import DBOS

        DBOS.destroy(workflow_completion_timeout_sec=int(seconds), destroy_registry=True)
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None


class _DbosSteps:
    """What a running job may do: see :class:`~accessible_reader.jobs.port.Steps`."""

    @property
    def job_id(self) -> str:
        from dbos import DBOS

        return DBOS.workflow_id or ""

    def step(self, name: str, function: Callable[..., Data], *arguments: Data) -> Data:
        from dbos import DBOS

        return DBOS.run_step({"name": name}, function, *arguments)

    def spread(self, jobs: Sequence[Job]) -> Iterator[Data]:
        from dbos import DBOS

        handles = [DBOS.enqueue_workflow_with_options(_options(job), *job.arguments) for job in jobs]  # type: ignore[arg-type]
        for handle in handles:
            yield handle.get_result(polling_interval_sec=_WAIT_SECONDS)


def _workflow(kind: str, function: JobFunction) -> Callable[..., Data]:
    def run(*arguments: Data) -> Data:
        steps = _DbosSteps()
        # Names of jobs are made of ids, and of kinds and numbers of ours.
        with about(job=OpenWord(steps.job_id)):
            return function(steps, *arguments)

    run.__name__ = run.__qualname__ = kind
    return run


def _options(job: Job) -> dict[str, Any]:
    return {
        "workflow_name": job.kind,
        "queue_name": queue_of(job.kind, job.priority),
        "workflow_id": job.id,
        "queue_partition_key": job.library or "-",
        "priority": job.priority,
        "app_version": VERSION,
        "application_name": APPLICATION,
    }


def _status(found: Any) -> JobStatus:
    return JobStatus(
        found.workflow_id,
        found.name,
        _STATES[found.status],
        found.executor_id or "",
        datetime.fromtimestamp((found.created_at or 0) / 1000, UTC),
        datetime.fromtimestamp(found.completed_at / 1000, UTC) if found.completed_at else None,
    )


def _url(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def _placeholder(database: Database) -> str:
    return "sqlite:///engine" if database.dialect == "sqlite" else "postgresql://engine"


def _quiet() -> None:
    logging.getLogger("dbos").setLevel(logging.ERROR)
