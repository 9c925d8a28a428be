"""Signs of life: workers beat in the database, the web answers.

On SQLite one process writes at a time. A worker that is frozen in the middle of a write keeps everybody else from writing, so *all* of them fall silent, and only one is to
blame. The system knows who holds the lock, so the others are not ended for it. Nobody is blamed for a lock that a stranger holds, nor for a database that is away.
"""

from __future__ import annotations

import http.client
import logging
import platform
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Final

from accessible_reader.database import Database, select
from accessible_reader.jobs.models import WorkerRecord
from accessible_reader.operation.child import Child
from accessible_reader.operation.supervisor import Teller

START_SECONDS: Final = 180.0
"""A program may take so long until it first shows that it works."""
_WEB_SECONDS: Final = 5.0
_BETWEEN_ASKING: Final = 5.0
_WRITE_LOCK: Final = 120
"""The byte of SQLite's ``-shm`` file that whoever writes has locked (walformat, 2.2.3: WAL_WRITE_LOCK)."""

_log: Final = logging.getLogger(__name__)


class BeatWatch:
    """Watches whether workers' numbers grow, as they do among themselves: by our steady clock, comparing no other's."""

    def __init__(
        self,
        database: Database,
        gone_seconds: float,
        holder: Callable[[], int | None] | None = None,
    ) -> None:
        self._database = database
        self._gone_seconds = gone_seconds
        self._holder = holder or (lambda: write_lock_holder(_file_of(database)))
        self._seen: dict[int, tuple[str, int]] = {}
        self._silent: dict[int, float] = {}
        self._holding: tuple[int | None, float] = (None, 0.0)
        """Who was found writing at each look, and for how long."""

    def hanging(self, children: Sequence[Child], seconds: float) -> Sequence[Child]:
        """See :class:`~accessible_reader.operation.supervisor.Watch`."""
        ours = {child.pid: child for child in children if child.pid is not None and child.program.beats_as}
        if not ours:
            return []
        for pid in self._silent.keys() - ours.keys():
            self._seen.pop(pid, None)
            del self._silent[pid]
        try:
            beats = self._beats([child.program.beats_as for child in ours.values()])
        except Exception as error:  # noqa: BLE001 (a database that is away says nothing about workers; whatever is wrong with it, they will find out)
            _log.warning("cannot see the workers' beats: %s", type(error))
            self._silent.clear()
            return []
        holder = self._note_holder(seconds, {child.pid for child in children})
        found = []
        for pid, child in ours.items():
            beat = beats.get(child.program.beats_as)
            if beat is not None and self._seen.get(pid) != beat:
                # The row that the last holder of the name has left is no sign of life: its number would have to grow.
                child.ready = child.ready or pid in self._seen
                self._seen[pid] = beat
                self._silent[pid] = 0.0
            else:
                excused = holder is not None and holder != pid
                self._silent[pid] = self._silent.get(pid, 0.0) + (0.0 if excused else seconds)
            if self._silent[pid] >= self._bound(child):
                found.append(child)
        return found

    def _bound(self, child: Child) -> float:
        holder, held = self._holding
        if child.ready or (holder == child.pid and held >= self._gone_seconds):
            return self._gone_seconds
        return max(START_SECONDS, self._gone_seconds)

    def _note_holder(self, seconds: float, known: Collection[int | None]) -> int | None:
        holder = self._holder()
        before, held = self._holding
        same = holder is not None and holder == before
        self._holding = (holder, held + seconds if same else 0.0)
        # Once for each time: it is the look at which the bound is passed.
        if same and holder not in known and held < self._gone_seconds <= self._holding[1]:
            _log.warning("the database is held by process %d, which is none of ours", holder)
        return holder

    def _beats(self, names: Sequence[str]) -> dict[str, tuple[str, int]]:
        query = select(WorkerRecord.name, WorkerRecord.id, WorkerRecord.beat).where(
            WorkerRecord.name.in_(names),
            WorkerRecord.host == platform.node(),
            WorkerRecord.gone.is_(False),
        )
        with self._database.reading() as session:
            return {name: (record, beat) for name, record, beat in session.execute(query)}


class WebWatch:
    """Asks the website for ``/health/live``; whatever it answers, it lives."""

    def __init__(self, program: str, host: str, port: int, gone_seconds: float, tell: Teller) -> None:
        self._program = program
        self._address = (_reachable(host), port)
        self._gone_seconds = gone_seconds
        self._tell = tell
        self._pid: int | None = None
        self._silent = 0.0
        self._waited = 0.0
        self._told = False

    def hanging(self, children: Sequence[Child], seconds: float) -> Sequence[Child]:
        """See :class:`~accessible_reader.operation.supervisor.Watch`."""
        for child in children:
            if child.program.name == self._program and child.pid is not None:
                return [child] if self._hangs(child, seconds) else []
        return []

    def _hangs(self, child: Child, seconds: float) -> bool:
        if child.pid != self._pid:
            self._pid, self._silent = child.pid, 0.0
        self._silent += seconds
        self._waited += seconds
        if child.ready and self._waited < _BETWEEN_ASKING:
            return False
        self._waited = 0.0
        if self._answers():
            self._silent = 0.0
            child.ready = True
            if not self._told:
                self._told = True
                host, port = self._address
                shown = f"[{host}]" if ":" in host else host
                self._tell("serve-open", address=f"http://{shown}:{port}/")
            return False
        return self._silent >= (self._gone_seconds if child.ready else max(START_SECONDS, self._gone_seconds))

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(*self._address, timeout=_WEB_SECONDS)
        try:
            connection.request("GET", "/health/live", headers={"Connection": "close"})
            connection.getresponse().read(1)
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return True


def write_lock_holder(database: Path | None, locks: Path = Path("/proc/locks")) -> int | None:
    """The process that is writing to this SQLite database now; None where there is none, or nobody can tell (no SQLite, no Linux)."""
    if database is None:
        return None
    try:
        inode = str(database.with_name(database.name + "-shm").stat().st_ino)
        lines = locks.read_text("ascii").splitlines()
    except OSError:
        return None
    for line in lines:
        fields = line.split()
        # proc(5): "1: POSIX  ADVISORY  WRITE 3568 fd:00:2531452 120 120"; "->" are those that wait.
        if len(fields) != 8 or fields[1] != "POSIX" or fields[3] != "WRITE":
            continue
        if fields[5].rpartition(":")[2] != inode or not fields[4].isdigit():
            continue
        last = int(fields[7]) if fields[7].isdigit() else 1 << 62
        if int(fields[6]) <= _WRITE_LOCK <= last:
            return int(fields[4])
    return None


def _file_of(database: Database) -> Path | None:
    name = database.engine.url.database
    return Path(name) if database.dialect == "sqlite" and name else None


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (asked, not bound)
