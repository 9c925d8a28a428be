"""A worker: takes jobs, shows that it lives, keeps house. ``serve`` has one inside, ``worker`` is nothing else."""

from __future__ import annotations

import logging
import os
import platform
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from accessible_reader.catalogue.facet_lists import fold
from accessible_reader.catalogue.intakes import Intakes
from accessible_reader.conversions.children import Children
from accessible_reader.conversions.errors import ServiceError
from accessible_reader.conversions.ground import Ground
from accessible_reader.conversions.intake_workflow import IntakeGround, IntakeWork
from accessible_reader.conversions.leftovers import Leftovers
from accessible_reader.conversions.publishing import Publisher
from accessible_reader.conversions.rooms import WorkRooms
from accessible_reader.conversions.service import Conversions
from accessible_reader.conversions.workflow import ConversionWork
from accessible_reader.database import Database, now
from accessible_reader.deliveries.workflow import DeliveryWork
from accessible_reader.jobs.engine import DbosWorker
from accessible_reader.jobs.queues import UPKEEP, default_limits
from accessible_reader.jobs.rescue import BEAT_SECONDS, GONE_SECONDS, Heart
from accessible_reader.operation.upkeep import Upkeep
from accessible_reader.storage import FileStore
from converters.limits import LIMITS

_MOST_WORKERS: Final = 64
_HOUSE_SECONDS: Final = 60.0

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """How a worker works; seconds and bytes."""

    name: str = ""
    processes: int | None = None
    beat_seconds: float = BEAT_SECONDS
    gone_seconds: float = GONE_SECONDS
    patience: float = 600.0
    memory_bytes: int = LIMITS.worker_memory_bytes


class ConversionWorker:
    """One worker in this process. ``lost`` is set when others have declared it gone: then the process must end."""

    def __init__(
        self,
        database: Database,
        store: FileStore,
        conversions: Conversions,
        folder: Path,
        options: WorkerOptions = WorkerOptions(),
        *,
        deliveries: DeliveryWork | None = None,
    ) -> None:
        self.lost = threading.Event()
        self._database = database
        self._lock = _take_name(folder, options.name)
        processes = options.processes or os.cpu_count() or 1
        self._heart = Heart(
            database,
            Path(self._lock.lock_file).stem,
            beat_seconds=options.beat_seconds,
            gone_seconds=options.gone_seconds,
            declared_gone=self.lost.set,
        )
        self.children = Children(processes, options.memory_bytes)
        rooms = WorkRooms(folder / "work", store, self.children, Path(self._lock.lock_file).stem)
        self._patience = options.patience
        self._ground = ground = Ground(database, options.patience)
        publisher = Publisher(ground, rooms, self.children, store)
        self._work = ConversionWork(ground, rooms, self.children, publisher, self._heart.id)
        intake_folder = folder / "work" / "intake" / Path(self._lock.lock_file).stem
        intake_ground = IntakeGround(database, options.patience)
        self._intake_work = IntakeWork(intake_ground, intake_folder, store, self.children)
        self._intakes = Intakes(database, store, conversions.queue)
        self._jobs = DbosWorker(database, self._heart.id, default_limits(processes))
        self._leftovers = Leftovers(database, rooms, store)
        self._upkeep = Upkeep(database, store, conversions, self._intakes, self._leftovers)
        self._conversions = conversions
        self._deliveries = deliveries
        self._stop = threading.Event()

    @property
    def id(self) -> str:
        """Name and start of this worker."""
        return self._heart.id

    def start(self) -> None:
        """Begin."""
        functions = {**self._work.functions(), **self._intake_work.functions(), UPKEEP: self._upkeep.job}
        if self._deliveries is not None:
            functions |= self._deliveries.functions()
        # Known before it holds a job: what it leaves behind, were it to die in the next moment, is found.
        self._ground.patiently(self._heart.register)
        self._jobs.start(functions, self._patience)
        self._ground.patiently(lambda: self._heart.start(self._jobs))
        threading.Thread(target=self._keep_house, name="house", daemon=True).start()

    def stop(self, seconds: float = 10.0) -> None:
        """Take no more jobs, finish what ends within ``seconds``, leave the rest to others."""
        self._stop.set()
        closer = threading.Timer(seconds, self.children.close)
        closer.daemon = True
        closer.start()
        self._jobs.stop(seconds)
        closer.cancel()
        self.children.close()
        self._heart.stop()
        self._lock.release()

    def _keep_house(self) -> None:
        while True:
            try:
                self._conversions.settle()
                self._intakes.settle()
                fold(self._database)
                self._leftovers.collect()
                self._upkeep.order(self._conversions.queue, now())
                if self._deliveries is not None:
                    self._deliveries.order(self._conversions.queue, now())
            except Exception as error:  # noqa: BLE001 (next minute again)
                _log.warning("housekeeping: %s", type(error))
            if self._stop.wait(_HOUSE_SECONDS):
                return


def _take_name(folder: Path, name: str) -> FileLock:
    """A name that no living worker of this machine has, held by a lock that even a killed process gives back."""
    locks = folder / "workers"
    locks.mkdir(parents=True, exist_ok=True)
    host = "".join(c if c.isalnum() or c == "-" else "-" for c in platform.node())[:40] or "worker"
    for candidate in [name] if name else [f"{host}-{number}" for number in range(1, _MOST_WORKERS + 1)]:
        lock = FileLock(locks / f"{candidate}.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            continue
        return lock
    raise ServiceError("worker-name-taken", name=name or host)
