"""Children: copied where that is safe, fresh where it is not, and never left behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from converters.errors import BadInput, LimitExceeded
from converters.processes import run_limited, signals_held, worker_context

ROOT = Path(__file__).resolve().parents[2]


def double(number: int) -> int:
    return 2 * number


def sleep_long() -> None:
    time.sleep(600)


def eat() -> int:
    return len(bytearray(4 * 2**30))


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refuse() -> None:
    raise BadInput("file-empty", file="x")


def test_the_result_comes_back() -> None:
    assert run_limited(double, 21) == 42


def test_time_is_limited() -> None:
    with pytest.raises(LimitExceeded) as caught:
        run_limited(sleep_long, seconds=0.5)
    assert caught.value.code == "limit-time"


@pytest.mark.parametrize("job", [eat, die])
def test_memory_is_limited(job) -> None:
    with pytest.raises(LimitExceeded) as caught:
        run_limited(job, memory_bytes=2**30)
    assert caught.value.code == "limit-memory"


def test_an_error_of_ours_comes_back_as_it_was() -> None:
    with pytest.raises(BadInput) as caught:
        run_limited(refuse)
    assert (caught.value.code, caught.value.params) == ("file-empty", {"file": "x"})


def test_with_threads_children_are_fresh() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert worker_context().get_start_method() == "spawn"
        assert run_limited(double, 4) == 8
    finally:
        stop.set()
        thread.join()


def test_threads_of_libraries_count() -> None:
    """Python knows nothing of the threads of OpenBLAS, or of others that a copy of the process would wait for for ever."""
    script = (
        "from converters.processes import worker_context\n"
        "assert worker_context().get_start_method() == 'fork'\n"
        "import numpy\n"
        "assert worker_context().get_start_method() == 'spawn'\n"
    )
    # Whoever started children in this process before may have told their libraries to keep to one thread.
    free = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=free, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_worker_dies_with_its_parent() -> None:
    script = (
        "from tests.unit.test_processes import sleep_long\n"
        "from converters.processes import run_limited\n"
        "run_limited(sleep_long)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    try:
        child = first_child(psutil.Process(parent.pid))
    finally:
        parent.kill()
        parent.wait()
    child.wait(timeout=30)


def first_child(parent: psutil.Process) -> psutil.Process:
    for _ in range(600):
        if children := parent.children():
            time.sleep(0.5)  # let it ask to be told of our death
            return children[0]
        time.sleep(0.1)
    raise AssertionError("no child")


def test_a_signal_waits_until_workers_are_started() -> None:
    said = []
    before = signal.signal(signal.SIGTERM, lambda *_: said.append("stop"))
    try:
        with signals_held():
            os.kill(os.getpid(), signal.SIGTERM)
            assert run_limited(double, 3) == 6
            assert said == []
        assert said == ["stop"]
    finally:
        signal.signal(signal.SIGTERM, before)
