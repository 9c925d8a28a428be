"""Programs are kept running: started again, ended when they hang, given up, stopped together, and never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from accessible_reader.operation.child import Child, Program
from accessible_reader.operation.supervisor import GAVE_UP, Patience, Supervisor

ROOT = Path(__file__).resolve().parents[3]
QUICK = Patience(first=0.01, longest=0.05, steady=60.0, quick_deaths=4, look=0.02)
STAYS = "import time\nwhile True: time.sleep(60)"
DEAF = "import signal, sys, time\nsignal.signal(15, signal.SIG_IGN)\nopen(sys.argv[1], 'w').close()\nwhile True: time.sleep(60)"


class EnoughError(Exception):
    """The test has seen what it wanted."""


def program(code: str, *arguments: str, name: str = "one") -> Program:
    return Program(name, (sys.executable, "-S", "-E", "-c", code, *arguments), {})


def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


def runs(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


class Teller:
    def __init__(self, enough: Callable[[str], bool] = lambda _code: False) -> None:
        self.told: list[tuple[str, dict[str, Any]]] = []
        self._enough = enough

    def __call__(self, code: str, **params: Any) -> None:
        self.told.append((code, params))
        if self._enough(code):
            raise EnoughError

    @property
    def codes(self) -> list[str]:
        return [code for code, _params in self.told]


class Look:
    """A watch that asks the test."""

    def __init__(self, judge: Callable[[Sequence[Child]], Sequence[Child]]) -> None:
        self.judge = judge

    def hanging(self, children: Sequence[Child], seconds: float) -> Sequence[Child]:
        assert 0 < seconds <= 4 * QUICK.look
        return self.judge(children)


@contextmanager
def stopping(supervisor: Supervisor, seconds: float = 30.0) -> Iterator[None]:
    try:
        yield
    finally:
        supervisor.stop(seconds)


def test_what_dies_at_once_is_given_up_with_a_sentence(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    teller = Teller()
    dies = program(f"open({str(notes)!r}, 'a').write('x')\nraise SystemExit(7)")
    supervisor = Supervisor([dies, program(STAYS, name="two")], [], teller, QUICK)
    with stopping(supervisor):
        assert supervisor.run() == GAVE_UP
        other = supervisor.children[1].pid
        assert other is not None
        assert runs(other)
    assert not runs(other)
    assert notes.read_text() == "xxxx"
    assert teller.codes == ["serve-restarts"] * 3 + ["serve-gave-up"]
    assert teller.told[-1][1] == {"name": "one", "count": 4, "status": 7}


def test_what_lived_long_enough_is_always_started_again() -> None:
    teller = Teller(lambda _code: len(teller.told) == 9)
    patience = Patience(first=0.01, longest=0.05, steady=0.0, quick_deaths=2, look=0.02)
    supervisor = Supervisor([program("")], [], teller, patience)
    with stopping(supervisor), pytest.raises(EnoughError):
        supervisor.run()
    assert set(teller.codes) == {"serve-restarts"}


def test_pauses_grow_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    teller = Teller(lambda _code: len(teller.told) == 8)
    patience = Patience(first=1.0, longest=30.0, quick_deaths=100)
    supervisor = Supervisor([program("")], [], teller, patience)
    moment = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: moment[0])
    monkeypatch.setattr(time, "sleep", lambda seconds: moment.__setitem__(0, moment[0] + seconds))
    monkeypatch.setattr(Child, "start", lambda _self: None)
    monkeypatch.setattr(Child, "seconds", property(lambda _self: 1.0))
    monkeypatch.setattr(Child, "pid", property(lambda _self: 1))
    monkeypatch.setattr(Child, "terminate", lambda _self: None)
    asked: list[int] = []

    def poll(_self: Child) -> int | None:  # starts at one look, has ended at the next
        case = supervisor._cases[0]
        asked.append(1)
        return 1 if case.start_at is None else None

    monkeypatch.setattr(Child, "poll", poll)
    with pytest.raises(EnoughError):
        supervisor.run()
    assert [params["seconds"] for _code, params in teller.told] == [1, 2, 4, 8, 16, 30, 30, 30]


def test_what_hangs_is_ended_with_all_it_started_and_started_again(tmp_path: Path) -> None:
    note = tmp_path / "below"
    parent = (
        "import subprocess, sys, time\n"
        f"p = subprocess.Popen([sys.executable, '-S', '-c', {STAYS!r}])\n"
        f"open({str(note)!r}, 'a').write(str(p.pid) + '\\n')\n" + STAYS
    )
    seen: list[int] = []

    def judge(children: Sequence[Child]) -> Sequence[Child]:
        pid = children[0].pid
        if pid is None or not note.exists() or len(note.read_text().split()) <= len(seen):
            return []
        if seen:
            raise EnoughError
        seen.append(pid)
        os.kill(pid, signal.SIGSTOP)  # frozen, it hears nothing but SIGKILL
        return children

    teller = Teller()
    supervisor = Supervisor([program(parent)], [Look(judge)], teller, QUICK)
    with stopping(supervisor), pytest.raises(EnoughError):
        supervisor.run()
    below = [int(pid) for pid in note.read_text().split()]
    assert not runs(seen[0])
    until(lambda: not runs(below[0]))
    os.kill(below[1], signal.SIGKILL)  # of one that ended when asked, what it started is its own matter
    assert teller.codes == ["serve-hangs", "serve-restarts"]
    assert teller.told[1][1]["status"] == -signal.SIGKILL


def test_the_deaf_and_the_frozen_are_stopped_as_well(tmp_path: Path) -> None:
    deaf, frozen = tmp_path / "deaf", tmp_path / "frozen"
    pids: list[int] = []

    def judge(children: Sequence[Child]) -> Sequence[Child]:
        if not (deaf.exists() and frozen.exists()):
            return []
        pids.extend(child.pid or 0 for child in children)
        os.kill(pids[1], signal.SIGSTOP)
        raise EnoughError

    ready = "import sys\nopen(sys.argv[1], 'w').close()\n" + STAYS
    programs = [program(DEAF, str(deaf)), program(ready, str(frozen), name="two")]
    supervisor = Supervisor(programs, [Look(judge)], Teller(), QUICK)
    with stopping(supervisor, 0.3), pytest.raises(EnoughError):
        supervisor.run()
    assert [runs(pid) for pid in pids] == [False, False]


def test_nothing_is_left_when_the_supervisor_itself_is_killed(tmp_path: Path) -> None:
    notes = [tmp_path / "deaf", tmp_path / "frozen"]
    pids = tmp_path / "pids"
    script = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from tests.unit.operation.test_supervisor import DEAF, QUICK, Look, Supervisor, Teller, program
def judge(children):
    if all(Path(one).exists() for one in {[str(one) for one in notes]!r}) and not Path({str(pids)!r}).exists():
        partial = Path({str(pids)!r} + "~")
        partial.write_text(" ".join(str(child.pid) for child in children))
        partial.rename({str(pids)!r})
    return []
programs = [program(DEAF, one) for one in {[str(one) for one in notes]!r}]
Supervisor(programs, [Look(judge)], Teller(), QUICK).run()
"""
    process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    try:
        until(pids.exists, 120)
        children = [int(pid) for pid in pids.read_text().split()]
        os.kill(children[1], signal.SIGSTOP)
        assert all(runs(pid) for pid in children)
    finally:
        process.kill()
        process.wait()
    until(lambda: not any(runs(pid) for pid in children))


def test_a_machine_that_can_start_nothing_is_waited_for() -> None:
    nowhere = Program("one", ("/nowhere/at/all",), {})
    teller = Teller()
    supervisor = Supervisor([nowhere], [], teller, QUICK)
    with stopping(supervisor):
        assert supervisor.run() == GAVE_UP
    assert teller.codes == ["serve-restarts"] * 3 + ["serve-gave-up"]
    assert teller.told[0][1]["status"] == os.EX_OSERR


def test_who_gives_way_gives_way_with_all_it_starts() -> None:
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    code = "import subprocess, sys\nsubprocess.run([sys.executable, '-S', '-c', sys.argv[1]])"
    child = Child(Program("one", (sys.executable, "-S", "-E", "-c", code, STAYS), {}, niceness=3))
    child.start()
    try:
        assert child.pid is not None
        started = psutil.Process(child.pid)
        until(lambda: bool(started.children()))
        assert [one.nice() for one in (started, *started.children())] == [min(19, ours + 3)] * 2
    finally:
        child.kill()
