"""What the main process of a simulated day and its actors share: the plan of the day, the clock, a telephone's journal, a channel that notes each message before it leaves."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Self

from accessible_reader.bootstrap import Service
from accessible_reader.deliveries.channels import SmsFolder
from accessible_reader.deliveries.notices import Channel, Message
from accessible_reader.deliveries.workflow import DeliveryWork

LONGEST: Final = timedelta(hours=13)
"""From nine in the morning: the day does not end before everything is done, and never becomes tomorrow."""


@dataclass(frozen=True)
class Stop:
    """One door. ``fate``: ``delivered``, ``nobody`` (goes again tomorrow), ``refused`` and ``weather`` (come back and are emptied), ``neighbour`` (nobody opened, and then somebody did), ``fetch``."""

    visit: str
    fate: str
    earlier: str = ""
    fetched: bool = False
    """Whether what is brought is fetched in the afternoon."""


@dataclass(frozen=True)
class Round:
    """One way of a volunteer."""

    id: str
    carrier: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Plan:
    """The whole day. ``began``: when, by the clock of this machine; ``opens``: nine o'clock at the library; ``speed``: so much faster goes the day."""

    branch: str
    librarians: tuple[str, ...]
    rounds: tuple[Round, ...]
    began: float
    opens: str
    speed: float
    seed: int = 0
    over: str = ""
    """A file that is there once the day is over."""
    extra: Mapping[str, Any] = field(default_factory=dict)

    def now(self) -> datetime:
        """What time it is at the library."""
        gone = timedelta(seconds=max(0.0, time.time() - self.began) * self.speed)
        return datetime.fromisoformat(self.opens) + min(gone, LONGEST)

    @property
    def is_over(self) -> bool:
        """Whether everybody may go home."""
        return Path(self.over).exists()

    def save(self, path: Path) -> None:
        """For the actors."""
        path.write_text(json.dumps(asdict(self)), "utf-8")

    @classmethod
    def load(cls, path: Path) -> Self:
        """As it was saved."""
        found = json.loads(path.read_text("utf-8"))
        rounds = tuple(
            Round(one["id"], one["carrier"], tuple(Stop(**stop) for stop in one["stops"]))
            for one in found.pop("rounds")
        )
        found["librarians"] = tuple(found["librarians"])
        return cls(rounds=rounds, **found)


class Journal:
    """What a telephone keeps: a line a press, a line an answer. A line is on the disk before anything goes on; the last may be torn by a kill."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, **entry: Any) -> None:
        """One more line."""
        data = (json.dumps(entry) + "\n").encode()
        if self._torn():
            data = b"\n" + data
        file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(file, data)
            os.fsync(file)
        finally:
            os.close(file)

    def lines(self) -> list[dict[str, Any]]:
        """All that are whole."""
        found = []
        for line in self._path.read_text("utf-8").splitlines() if self._path.exists() else []:
            try:
                found.append(json.loads(line))
            except ValueError:
                continue
        return found

    def _torn(self) -> bool:
        if not self._path.exists() or not self._path.stat().st_size:
            return False
        with self._path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read() != b"\n"


class NotedChannel:
    """Short messages as files, as always; but each is noted before, so that one that leaves twice is seen: its file would only be written anew."""

    def __init__(self, service: Service) -> None:
        self._journal = Journal(service.settings.data / "left.jsonl")
        self._channel: Channel = SmsFolder(service.settings.data / "sms")

    def send(self, message: Message) -> None:
        """See :class:`accessible_reader.deliveries.notices.Channel`."""
        self._journal.add(id=message.id)
        self._channel.send(message)


def noted_work(service: Service) -> DeliveryWork:
    """What a worker does for deliveries, with that channel."""
    channel = NotedChannel(service)
    return DeliveryWork(
        service.database, service.keys, service.conversions, {"sms": channel, "email": channel}
    )
