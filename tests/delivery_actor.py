"""Somebody in a simulated day of deliveries, as a process that may be killed at any moment and started again: ``python -m tests.delivery_actor ROLE NUMBER PLAN``.

Whoever is started looks at how things stand and does what comes next, as people do. A volunteer's telephone first sends what it knows no answer to.
"""

from __future__ import annotations

import logging
import random
import sys
import time
import warnings
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from accessible_reader.bootstrap import Service, open_service
from accessible_reader.database import OperationalError
from accessible_reader.deliveries.carrying import Outcome
from accessible_reader.deliveries.carrying import Stop as Door
from accessible_reader.deliveries.lifecycle import Reason, VisitState
from accessible_reader.errors import ServiceError
from tests.delivery_parts import Journal, Plan, Round, Stop, noted_work

PRESSES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "delivered": (("arrived", ""), ("delivered", "")),
    "nobody": (("arrived", ""), ("nobody-home", "")),
    "refused": (("refused", ""),),
    "weather": (("problem", "weather"),),
    "neighbour": (("nobody-home", ""), ("delivered", "")),
    "fetch": (("arrived", ""), ("collect", ""), ("delivered", "")),
}
_TWICE: Final = 0.2
"""So often an answer is lost on the way, and the telephone sends again."""
_BRING_BACK: Final = {"refused": Reason.REFUSED, "weather": Reason.WEATHER}
_log = logging.getLogger("day")


class Actor:
    """One of them."""

    def __init__(self, service: Service, plan: Plan, number: int, folder: Path) -> None:
        self.service = service
        self.plan = plan
        self.number = number
        self.folder = folder
        self.chance = random.Random(f"{plan.seed} {number} {time.time()}")  # noqa: S311 (not a secret)

    def tried(self, action: Callable[[], Any]) -> Any:
        """What is refused was done by somebody else in the meantime, or comes later; a database that is busy is asked again."""
        try:
            return action()
        except ServiceError:
            return None
        except OperationalError as error:
            _log.warning("busy: %s", type(error.orig))
            return None

    def turn(self) -> None:
        """What is done again and again."""
        raise NotImplementedError

    def live(self) -> None:
        """Until the day is over."""
        while not self.plan.is_over:
            self.turn()
            time.sleep(self.chance.uniform(0.02, 0.2))


class Librarian(Actor):
    """Packs, hands over, sees to what came back. Each round is looked after by two."""

    def turn(self) -> None:
        """Once around."""
        count = len(self.plan.librarians)
        mine = [
            one
            for index, one in enumerate(self.plan.rounds)
            if index % count in {self.number, (self.number + 1) % count}
        ]
        self.chance.shuffle(mine)
        for one in mine:
            if self.plan.is_over:
                return
            self._see_to(one)

    @property
    def me(self) -> str:
        """Who it is."""
        return self.plan.librarians[self.number]

    def _see_to(self, one: Round) -> None:
        deliveries, states = self.service.deliveries, []
        for stop in one.stops:
            view = deliveries.get(self.me, stop.visit)
            if view.state in {VisitState.CONFIRMED, VisitState.PICKING}:
                self._pack(stop, view.state, [line.barcode for line in view.lines if line.barcode])
            elif view.state is VisitState.NOT_DELIVERED:
                self._bring_back(stop)
            elif view.state is VisitState.COLLECTED:
                self._empty([line.barcode for line in view.lines if line.barcode])
            states.append(deliveries.get(self.me, stop.visit).state)
        if all(state is VisitState.PACKED for state in states):
            rounds, at = self.service.rounds, self.plan.now()
            self.tried(lambda: rounds.set_stops(self.me, one.id, [stop.visit for stop in one.stops]))
            self.tried(lambda: rounds.hand_over(self.me, one.id, at=at))

    def _pack(self, stop: Stop, state: VisitState, first: list[str]) -> None:
        packing, at = self.service.packing, self.plan.now()
        if state is VisitState.CONFIRMED:
            self.tried(lambda: packing.start(self.me, stop.visit, at=at))
        for barcode in first:
            for code in self._set(barcode):
                self.tried(lambda code=code: packing.put_in(self.me, stop.visit, code, at=at))  # type: ignore[misc]
        bag = bool(first)
        self.tried(lambda: packing.close(self.me, stop.visit, return_card=bag, at=at))

    def _bring_back(self, stop: Stop) -> None:
        rounds, at = self.service.rounds, self.plan.now()
        if stop.fate == "nobody":
            tomorrow = datetime.fromisoformat(self.plan.opens).date() + timedelta(days=1)
            self.tried(lambda: rounds.rebook(self.me, stop.visit, tomorrow, "morning", at=at))
        elif stop.fate in _BRING_BACK:
            self.tried(lambda: rounds.give_up(self.me, stop.visit, _BRING_BACK[stop.fate], at=at))

    def _empty(self, first: list[str]) -> None:
        at = self.plan.now()
        for barcode in first:
            for code in self._set(barcode):
                self.tried(lambda code=code: self.service.packing.check_in(self.me, code, at=at))  # type: ignore[misc]

    def _set(self, barcode: str) -> list[str]:
        return [code for code, _state in self.service.loans.look_up(self.me, barcode).set]


class Volunteers(Actor):
    """Some volunteers, each with a telephone."""

    def __init__(self, service: Service, plan: Plan, number: int, folder: Path) -> None:
        super().__init__(service, plan, number, folder)
        self.journal = Journal(folder / f"telephone-{number}.jsonl")
        self.answered: set[str] = set()
        self.pressed: set[str] = set()
        self.waiting: list[dict[str, Any]] = []
        for line in self.journal.lines():
            if "press" in line:
                self.pressed.add(line["press"])
                self.waiting.append(line)
            else:
                self.answered.add(line["answer"])
        self.waiting = [one for one in self.waiting if one["press"] not in self.answered]

    def turn(self) -> None:
        """Each goes on by one door."""
        for press in self.waiting:
            self._send(press, again=True)
        self.waiting = []
        count = self.plan.extra["volunteers_processes"]
        for one in self.plan.rounds:
            if int(one.carrier[:8], 16) % count != self.number or self._done(one):
                continue
            doors = self.tried(partial(self._doors, one))
            for stop in one.stops:
                door = next((it for it in doors or () if it.visit_id == stop.visit), None)
                if door is not None and self._visit(one, stop, door):
                    break

    def _doors(self, one: Round) -> list[Door]:
        return self.service.carrying.stops(one.carrier, one.id, at=self.plan.now())

    def _done(self, one: Round) -> bool:
        return all(
            f"{stop.visit}/{index}" in self.answered
            for stop in one.stops
            for index in range(len(PRESSES[stop.fate]))
        )

    def _visit(self, one: Round, stop: Stop, door: Door) -> bool:
        """Whether anything was done at this door."""
        if door.state is VisitState.PACKED:
            return False
        if stop.fate == "fetch" and f"{stop.earlier}/1" not in self.answered:
            return False  # the bag that is to be fetched is on its way still
        did = False
        for index, (outcome, reason) in enumerate(PRESSES[stop.fate]):
            key = f"{stop.visit}/{index}"
            if key in self.pressed:
                continue
            press = {
                "press": key, "visit": stop.visit, "round": one.id, "carrier": one.carrier, "outcome": outcome, "reason": reason,
                "earlier": stop.earlier, "happened": self.plan.now().isoformat(),
            }  # fmt: skip
            self.journal.add(**press)
            self.pressed.add(key)
            self._send(press)
            if self.chance.random() < _TWICE:
                self._send(press, again=True)
            did = True
        return did

    def _send(self, press: dict[str, Any], *, again: bool = False) -> None:
        """Until there is an answer, as a telephone does."""
        while not self.plan.is_over:
            try:
                self._report(press)
            except OperationalError as error:
                _log.warning("busy: %s", type(error.orig))
                time.sleep(0.2)
                continue
            except ServiceError as error:
                self._answer(press, again=again, refused=error.code)
                return
            self._answer(press, again=again)
            return

    def _answer(self, press: dict[str, Any], *, again: bool, refused: str = "") -> None:
        self.journal.add(answer=press["press"], again=again, refused=refused)
        self.answered.add(press["press"])

    def _report(self, press: dict[str, Any]) -> None:
        carrying, at = self.service.carrying, self.plan.now()
        who, visit, made = press["carrier"], press["visit"], press["round"]
        if press["outcome"] == "collect":
            carrying.collect(who, visit, press["earlier"], round_id=made, at=at)
            return
        carrying.report(
            who,
            visit,
            Outcome(press["outcome"]),
            reason=Reason(press["reason"]) if press["reason"] else None,
            happened=datetime.fromisoformat(press["happened"]),
            round_id=made,
            at=at,
        )


class Machine(Actor):
    """Drafts, reminders, messages: at once, again and again."""

    def turn(self) -> None:
        """Once."""
        work = noted_work(self.service)
        self.tried(lambda: work.run(self.plan.now()))


def worker(service: Service, plan: Plan, number: int) -> None:
    """A real worker with the job engine; every ten minutes of the day have a job."""
    from accessible_reader.conversions.worker import ConversionWorker, WorkerOptions

    work = noted_work(service)
    made = ConversionWorker(
        service.database,
        service.store,
        service.conversions,
        service.settings.data,
        WorkerOptions(f"day{number}", processes=1, beat_seconds=0.5, gone_seconds=10.0),
        deliveries=work,
    )
    made.start()
    while not plan.is_over and not made.lost.wait(0.5):
        work.order(service.queue, plan.now())
    made.stop(5.0)


def main() -> None:
    """Read who it is, and live the day."""
    role, number, path = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    plan = Plan.load(path)
    with open_service(patience=600.0) as service:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        if role == "worker":
            worker(service, plan, number)
            return
        kind = {"librarian": Librarian, "volunteers": Volunteers, "machine": Machine}[role]
        actor = kind(service, plan, number, path.parent)
        actor.live()


if __name__ == "__main__":
    warnings.simplefilter("error")
    logging.basicConfig(level=logging.WARNING)
    main()
