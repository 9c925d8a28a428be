"""How the service is: what it needs to work, each part looked at by itself and in little time.

*Live*: this process can answer at all; else it should be started again. *Ready*: pages can be answered; else callers should be sent elsewhere. *Well*: everything is as it
should be. Nothing in the answers is about anybody.
"""

from __future__ import annotations

import shutil
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from accessible_reader.bootstrap import Service
from accessible_reader.conversions.models import ConversionRecord
from accessible_reader.database import Database, Keys, KeysError, func, now, select
from accessible_reader.database.migrate import is_current
from accessible_reader.jobs.models import WorkerRecord
from accessible_reader.people.models import Person
from accessible_reader.people.sealing import unseal

PROBES: Final = "health/"
"""Folder of the storage in which it is tried whether something can be written."""
_SECONDS: Final = 5.0
"""Longer nobody waits: a part that does not answer by then is ill."""
_LONG_WAIT: Final = timedelta(hours=1)
_LITTLE_ROOM: Final = 2 << 30
_NO_ROOM: Final = 256 << 20


class State(StrEnum):
    """How a part is."""

    WELL = "well"
    WARNING = "warning"
    """It works; somebody should look at it soon."""
    ILL = "ill"


@dataclass(frozen=True, slots=True)
class Check:
    """One part: ``name`` is message ``health-part-<name>``, ``code`` message ``health-<code>`` with ``figures`` (seconds, bytes, counts) as parameters."""

    name: str
    state: State
    code: str
    figures: Mapping[str, float | int | str] = field(default_factory=dict)
    for_pages: bool = False
    """Without it no page can be answered."""

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self) | {"figures": dict(self.figures)}


@dataclass(frozen=True, slots=True)
class Health:
    """All parts at one moment."""

    at: datetime
    checks: tuple[Check, ...]
    live: bool = True

    @property
    def ready(self) -> bool:
        """Whether pages can be answered."""
        return not any(check.state is State.ILL for check in self.checks if check.for_pages)

    @property
    def well(self) -> bool:
        """Whether nothing is ill."""
        return not any(check.state is State.ILL for check in self.checks)

    def to_json(self) -> dict[str, Any]:
        """Plain data, for programs that watch."""
        return {
            "at": self.at.isoformat(),
            "live": self.live,
            "ready": self.ready,
            "well": self.well,
            "checks": [check.to_json() for check in self.checks],
        }


_Look = Callable[[Service], Check]
_running: Final[dict[tuple[int, str], threading.Thread]] = {}
_guard: Final = threading.Lock()
_parts_there: Final[set[str]] = set()
"""Models and tables that were found once: nobody takes them away from a running program."""


def health(service: Service, *, for_pages: bool = False, seconds: float = _SECONDS) -> Health:
    """Look at everything (``for_pages``: only at what pages need), all at once, and answer within ``seconds``."""
    looks = {name: look for name, (look, pages) in _LOOKS.items() if pages or not for_pages}
    found: dict[str, Check] = {}
    threads = {name: _begin(service, name, look, found) for name, look in looks.items()}
    end = time.monotonic() + seconds
    for thread in threads.values():
        thread.join(max(0.0, end - time.monotonic()))
    late = {name: Check(name, State.ILL, "too-slow", {"seconds": seconds}) for name in looks}
    checks = [{**late, **found}[name] for name in looks]
    return Health(now(), tuple(_with_pages(check) for check in checks))


def cannot_open(name: str, error: BaseException) -> Health:
    """Health where the service could not even be put together, because the part ``name`` raised ``error``."""
    return Health(
        now(), (Check(name, State.ILL, "failed", {"reason": type(error).__name__}, for_pages=True),)
    )


def _begin(service: Service, name: str, look: _Look, found: dict[str, Check]) -> threading.Thread:
    """A thread that looks. Where an earlier look at the same has not come back, another would only hang as well."""
    with _guard:
        before = _running.get((id(service), name))
        if before is not None and before.is_alive():
            return before
        thread = threading.Thread(target=_attempt, args=(service, name, look, found), daemon=True)
        _running[id(service), name] = thread
        thread.start()
        return thread


def _attempt(service: Service, name: str, look: _Look, found: dict[str, Check]) -> None:
    try:
        found[name] = look(service)
    except Exception as error:  # noqa: BLE001 (whatever it is, the part is ill)
        found[name] = Check(name, State.ILL, "failed", {"reason": type(error).__name__})


def _with_pages(check: Check) -> Check:
    pages = _LOOKS[check.name][1]
    return Check(check.name, check.state, check.code, check.figures, pages)


def _database(service: Service) -> Check:
    current = is_current(service.database.engine)
    return Check("database", State.WELL if current else State.ILL, "works" if current else "not-migrated")


def _storage(service: Service) -> Check:
    name = f"{PROBES}{uuid.uuid4().hex}"
    content = name.encode()
    service.store.put_bytes(name, content)
    same = service.store.read(name) == content
    service.store.delete(name)
    return Check("storage", State.WELL if same else State.ILL, "works" if same else "storage-lies")


def _keys(service: Service) -> Check:
    if service.settings.keys is None:
        Keys.from_json(service.settings.keys_path.read_text())
    fit = keys_fit(service.database, service.keys)
    return Check("keys", State.WELL if fit else State.ILL, "works" if fit else "keys-do-not-fit")


def keys_fit(database: Database, keys: Keys) -> bool:
    """Whether these keys open what the database has: the newest sealed name is tried, and not looked at."""
    query = select(Person.id, Person.name_sealed).where(Person.name_sealed.is_not(None))
    with database.reading() as session:
        row = session.execute(query.order_by(Person.id.desc()).limit(1)).first()
    try:
        return row is None or unseal(keys, "person", row[0], "name", row[1]) is not None
    except KeysError:
        return False


def _workers(service: Service) -> Check:
    with service.database.reading() as session:
        seen = list(session.scalars(select(WorkerRecord.seen_at).where(WorkerRecord.gone.is_(False))))
    ages = [max(0.0, (now() - moment).total_seconds()) for moment in seen]
    alive = [age for age in ages if age < service.settings.gone_seconds]
    figures = {"count": len(alive), "last_beat_seconds": round(min(ages), 1) if ages else -1}
    return Check("workers", State.WELL if alive else State.ILL, "workers" if alive else "no-worker", figures)


def _queue(service: Service) -> Check:
    query = select(func.count(), func.min(ConversionRecord.requested_at)).where(
        ConversionRecord.state == "queued"
    )
    with service.database.reading() as session:
        count, oldest = session.execute(query).one()
    # Aggregates lose what a column knows about its time zone on SQLite; not here, the type is the column's.
    seconds = max(0.0, (now() - oldest).total_seconds()) if oldest is not None else 0.0
    long = seconds > _LONG_WAIT.total_seconds()
    figures = {"count": count, "oldest_seconds": round(seconds), "minutes": round(seconds / 60)}
    return Check("queue", State.WARNING if long else State.WELL, "long-wait" if long else "queue", figures)


def _disk(service: Service) -> Check:
    folders = [service.settings.data, service.settings.data / "work"]
    if "://" not in service.settings.storage:
        folders.append(Path(service.settings.storage))
    free = min(shutil.disk_usage(folder).free for folder in folders if folder.exists())
    state = State.ILL if free < _NO_ROOM else State.WARNING if free < _LITTLE_ROOM else State.WELL
    return Check("disk", state, "room", {"free_bytes": free, "free_gib": f"{free / 2**30:.1f}"})


def _voices(_service: Service) -> Check:
    return _there("voices", _find_voices)


def _braille(_service: Service) -> Check:
    return _there("braille", _find_braille)


def _there(name: str, find: Callable[[], None]) -> Check:
    if name not in _parts_there:
        find()
        _parts_there.add(name)
    return Check(name, State.WELL, "works")


def _find_voices() -> None:
    """Whether the files are there. That they are whole the doctor sees, who reads all of them."""
    from converters.speech.models import HIBARI, KOKORO, model_parts

    for model in (HIBARI, KOKORO):
        model_parts(model)


def _find_braille() -> None:
    from converters.braille.liblouis import liblouis

    liblouis()


_LOOKS: Final[dict[str, tuple[_Look, bool]]] = {
    "database": (_database, True),
    "storage": (_storage, True),
    "keys": (_keys, True),
    "workers": (_workers, False),
    "queue": (_queue, False),
    "disk": (_disk, False),
    "voices": (_voices, False),
    "braille": (_braille, False),
}
