"""A day of deliveries under kill -9: librarians, volunteers, the machine and a worker are processes on one library; any of them is killed at random and started again. In the evening nothing is lost, and nothing was sent twice."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from accessible_reader.catalogue.copies import NewCopy, add_copies_in
from accessible_reader.catalogue.titles import EditionFacts, TitleFacts, add_edition, add_title
from accessible_reader.database import func, select
from accessible_reader.deliveries.fields import VisitWish, Wanted
from accessible_reader.deliveries.models import DeliveryEvent, DeliveryNotice, Visit
from accessible_reader.people.consents import ConsentKind, Means
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.permissions import Role
from accessible_reader.people.persons import new_row
from accessible_reader.people.roles import give_role
from tests.clock import TOMORROW
from tests.delivery_evening import check_evening, events_of_fate
from tests.delivery_parts import Journal, Plan, Round, Stop, noted_work
from tests.service_ground import ROOT, Library, open_library

ZONE: Final = ZoneInfo("Asia/Shanghai")
_WRONG: Final = ("nobody", "refused", "weather", "neighbour")
"""One in five goes wrong, in one of these ways."""
_FETCHED: Final = 5
"""Of every so many bags that are delivered one is fetched again in the afternoon."""


@dataclass(frozen=True)
class Size:
    """How large a day is."""

    visits: int
    volunteers: int
    kills: int
    librarians: int = 3
    telephones: int = 3
    """Processes of volunteers."""
    machines: int = 1
    workers: int = 1
    seconds: float = 3_600.0
    """After which it will not be over any more."""
    speed: float = 20.0


@dataclass
class DayFigures:
    """What happened. ``answers_again``: presses that were sent again and answered; ``refused_again``: of these, such as had been noted, and whose bag was somebody else's matter by then."""

    visits: int = 0
    rounds: int = 0
    events: int = 0
    kills: int = 0
    killed: Counter[str] = field(default_factory=Counter)
    presses: int = 0
    answers_again: int = 0
    refused_again: int = 0
    notices: int = 0
    sent: int = 0
    to_call: int = 0
    seconds: float = 0.0

    def line(self) -> str:
        """For a report."""
        facts = asdict(self) | {"killed": dict(self.killed)}
        return ", ".join(
            f"{name}: {value:.0f}" if isinstance(value, float) else f"{name}: {value}"
            for name, value in facts.items()
        )


def run_day(
    kind: str, folder: Path, size: Size, *, seed: int, say: Callable[[str], None] = lambda _line: None
) -> DayFigures:
    """The whole day on a database of ``kind``. Raises AssertionError where in the evening anything is not as it should be."""
    chance = random.Random(seed)  # noqa: S311 (not a secret)
    with open_library(kind, folder) as library:
        plan = furnish(library, size, seed)
        path = folder / "plan.json"
        before = _events(library)
        after = before + sum(events_of_fate(stop) for one in plan.rounds for stop in one.stops)
        say(f"{kind}: {before} things have happened before the doors open, {after - before} are to come")
        plan = Plan(**{**plan.__dict__, "began": time.time()})
        plan.save(path)
        figures = DayFigures(rounds=len(plan.rounds), kills=size.kills)
        moments = sorted(chance.sample(range(before, before + (after - before) * 95 // 100), size.kills))
        started = time.monotonic()
        with _actors(library, size, path) as actors:
            while (happened := _events(library)) < after or not _all_answered(folder, plan):
                if time.monotonic() - started > size.seconds:
                    raise TimeoutError(f"{happened} of {after}; {_logs(folder)}")
                while moments and happened >= moments[0]:
                    moments.pop(0)
                    role = actors.kill_one(chance)
                    figures.killed[role] += 1
                    if not len(moments) % 10:
                        say(f"{kind}: {happened - before} of {after - before}, {len(moments)} kills left")
                actors.look()
                time.sleep(0.1)
            assert not moments
            Path(plan.over).touch()
            actors.wait()
        figures.seconds = time.monotonic() - started
        # In the night the machine sends what is left, and gives up on messages of which nobody knows.
        night = datetime.fromisoformat(plan.opens) + timedelta(hours=14, minutes=30)
        noted_work(library.service).run(night)
        check_evening(library, plan, figures.kills)
        _count(library, plan, folder, figures)
        assert figures.events == after
        return figures


def furnish(library: Library, size: Size, seed: int) -> Plan:
    """Readers, books, requests with a day, rounds without stops."""
    service = library.service
    branch = library.add_branch("main")
    opens = datetime.combine(TOMORROW.astimezone(ZONE).date(), datetime.min.time(), ZONE).replace(hour=9)
    with service.database.transaction() as session:

        def person(name: str, role: Role) -> str:
            new = NewPerson(name, phone="13900000000", address="街1号", home_branch_id=branch)
            row = new_row(session, service.keys, new)
            session.flush()
            give_role(session, row.id, role, branch, granted_by=None)
            return row.id

        librarians = tuple(person(f"馆员{one}", Role.LIBRARIAN) for one in range(size.librarians))
        volunteers = [person(f"志愿{one}", Role.VOLUNTEER) for one in range(size.volunteers)]
        bring = size.visits * _FETCHED // (_FETCHED + 1)
        readers, titles = [], []
        for number in range(bring):
            new = NewPerson(
                f"读者{number}", phone=f"138{number:08}", address=f"街{number}号", home_branch_id=branch
            )
            row = new_row(session, service.keys, new)
            readers.append(row.id)
            title = add_title(session, TitleFacts(f"书{number}", "zh"))
            edition = add_edition(session, title, EditionFacts("licensed", "7", "zh"))
            volumes = 1 + number % 3
            add_copies_in(
                session,
                edition.id,
                "main",
                "braille",
                [NewCopy(f"b{number}-{one}") for one in range(volumes)],
            )
            titles.append(title.id)
    for reader in readers:
        service.consents.give(
            reader, reader, ConsentKind.SHARE_WITH_VOLUNTEERS, text_version="1", how=Means.ONLINE
        )
        service.deliveries.set_profile(reader, reader, {"channel": "sms", "knock": "敲三下"})
    asked = opens - timedelta(days=3)

    def confirmed(reader: str, wish: VisitWish, part: str) -> str:
        visit = service.deliveries.ask(reader, reader, wish, at=asked)
        service.deliveries.confirm(librarians[0], visit, opens.date(), part, at=asked)
        return visit

    stops: dict[str, list[Stop]] = {one: [] for one in volunteers}
    fetches: dict[str, list[Stop]] = {one: [] for one in volunteers}
    fetched = 0
    for number, (reader, wanted) in enumerate(zip(readers, titles, strict=True)):
        carrier = volunteers[number % len(volunteers)]
        fate = "delivered" if number % 5 else _WRONG[number // 5 % len(_WRONG)]
        visit = confirmed(reader, VisitWish((Wanted(wanted, "braille"),)), "morning")
        again = fate == "delivered" and bring + fetched < size.visits
        stops[carrier].append(Stop(visit, fate, fetched=again))
        if again:
            fetched += 1
            later = confirmed(reader, VisitWish(fetch=True), "afternoon")
            fetches[carrier].append(Stop(later, "fetch", earlier=visit))
    assert bring + fetched == size.visits
    rounds = [
        Round(
            service.rounds.make(librarians[0], branch, opens.date(), part, carrier=one),
            one,
            tuple(found[one]),
        )
        for part, found in (("morning", stops), ("afternoon", fetches))
        for one in volunteers
        if found[one]
    ]
    return Plan(
        branch,
        librarians,
        tuple(rounds),
        time.time(),
        opens.isoformat(),
        size.speed,
        seed,
        str(library.folder / "over"),
        {"volunteers_processes": size.telephones},
    )


class Actors:
    """The processes of the day. Only these are killed, by their ids."""

    def __init__(self, library: Library, size: Size, plan: Path) -> None:
        self._library = library
        self._plan = plan
        counts: Mapping[str, int] = {
            "librarian": size.librarians, "volunteers": size.telephones, "machine": size.machines, "worker": size.workers,
        }  # fmt: skip
        self._running = {
            (role, number): self._start(role, number)
            for role, count in counts.items()
            for number in range(count)
        }

    def _start(self, role: str, number: int) -> subprocess.Popen[bytes]:
        with (self._plan.parent / f"actor-{role}-{number}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.delivery_actor", role, str(number), str(self._plan)],
                cwd=ROOT,
                env=self._library.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def kill_one(self, chance: random.Random) -> str:
        """SIGKILL to somebody, who is started again at once; the role."""
        key = chance.choice(sorted(self._running))
        process = self._running[key]
        process.send_signal(signal.SIGKILL)
        process.wait()
        self._running[key] = self._start(*key)
        return key[0]

    def look(self) -> None:
        """Nobody goes home before the day is over."""
        for (role, number), process in self._running.items():
            assert process.poll() is None, (role, number, process.returncode, _logs(self._plan.parent))

    def wait(self, seconds: float = 120.0) -> None:
        """Until all have gone home."""
        for key, process in self._running.items():
            assert process.wait(seconds) == 0, (key, _logs(self._plan.parent))

    def end(self) -> None:
        """Whatever still runs."""
        for process in self._running.values():
            if process.poll() is None:
                process.kill()
                process.wait()


@contextmanager
def _actors(library: Library, size: Size, plan: Path) -> Iterator[Actors]:
    made = Actors(library, size, plan)
    try:
        yield made
    finally:
        made.end()


def telephones(folder: Path, plan: Plan) -> list[dict[str, object]]:
    """All lines of all telephones."""
    found = []
    for number in range(plan.extra["volunteers_processes"]):
        found += Journal(folder / f"telephone-{number}.jsonl").lines()
    return found


def _all_answered(folder: Path, plan: Plan) -> bool:
    lines = telephones(folder, plan)
    pressed = {one["press"] for one in lines if "press" in one}
    return pressed <= {one["answer"] for one in lines if "answer" in one}


def _events(library: Library) -> int:
    with library.service.database.reading() as session:
        return session.scalar(select(func.count()).select_from(DeliveryEvent)) or 0


def _logs(folder: Path) -> str:
    return "\n".join(
        f"{one.name}: {one.read_text('utf-8')[-1500:]}" for one in sorted(folder.glob("actor-*.log"))
    )


def _count(library: Library, plan: Plan, folder: Path, figures: DayFigures) -> None:
    figures.events = _events(library)
    lines = telephones(folder, plan)
    figures.presses = sum("press" in one for one in lines)
    figures.answers_again = sum(bool(one.get("again")) for one in lines)
    figures.refused_again = sum(bool(one.get("refused")) for one in lines)
    with library.service.database.reading() as session:
        figures.visits = session.scalar(select(func.count()).select_from(Visit)) or 0
        states = Counter(session.scalars(select(DeliveryNotice.state)))
    figures.notices, figures.sent, figures.to_call = sum(states.values()), states["sent"], states["to_call"]
