"""``serve`` as somebody at the server would run it: workers that die, hang, or hold everybody up are replaced, and conversions end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from accessible_reader.conversions.service import Wish
from accessible_reader.operation.watches import write_lock_holder
from tests.service_ground import ROOT, Library, gone, open_library, until, write_books

GONE_SECONDS = "8"


class Serve:
    """A running ``serve``; what it prints is in files."""

    def __init__(self, library: Library, *arguments: str) -> None:
        self.library = library
        self.out = library.folder / "serve.out"
        self.log = library.folder / "serve.log"
        environment = os.environ | {
            "ACCESSIBLE_READER_DATA": str(library.folder / "data"),
            "ACCESSIBLE_READER_DATABASE_URL": library.url,
            "ACCESSIBLE_READER_LANGUAGE": "en",
            "ACCESSIBLE_READER_BEAT_SECONDS": "0.5",
            "ACCESSIBLE_READER_GONE_SECONDS": GONE_SECONDS,
        }
        with self.out.open("wb") as out, self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "accessible_reader", "serve", *arguments],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=log,
            )

    def workers(self) -> list[psutil.Process]:
        """Its worker processes."""
        return [one for one in psutil.Process(self.process.pid).children() if "worker" in _command(one)]

    def everything(self) -> list[psutil.Process]:
        """All it started."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def wait_for(self, count: int) -> None:
        """Until so many workers have said that they are ready."""
        until(lambda: self._alive() and self.out.read_text().count("is ready.") >= count, 180, self.said())

    def said(self) -> str:
        """What it said."""
        return self.out.read_text() + self.log.read_text()

    def _alive(self) -> bool:
        assert self.process.poll() is None, self.said()
        return True

    def end(self) -> None:
        """Nothing may outlive a test."""
        left = []
        with suppress(psutil.NoSuchProcess):
            left = self.everything()
        self.process.kill()
        self.process.wait()
        assert gone(left, 60), "something outlived serve"


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []


@contextmanager
def serving(library: Library, *arguments: str) -> Iterator[Serve]:
    serve = Serve(library, *arguments)
    try:
        yield serve
    finally:
        serve.end()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library("sqlite", tmp_path) as library:
        yield library


def convert(library: Library, book: str, text: str) -> str:
    return library.service.conversions.request(Wish(book, text)).id


def freeze_in_the_middle_of_a_write(library: Library, worker: psutil.Process) -> None:
    """Stop it at random moments until it is one at which it has the lock."""
    file = Path(library.url.partition("///")[2])
    end = time.monotonic() + 120
    while time.monotonic() < end:
        worker.suspend()
        until(lambda: worker.status() == psutil.STATUS_STOPPED)
        if write_lock_holder(file) == worker.pid:
            return
        worker.resume()
        time.sleep(0.011)
    raise TimeoutError("it was never found writing")


@pytest.mark.slow
def test_a_worker_frozen_while_it_writes_is_ended_and_conversions_end(library: Library) -> None:
    book = library.add_book(write_books(library.folder / "books", 2)[0])
    with serving(library, "--no-web", "--workers", "2") as serve:
        serve.wait_for(2)
        first = convert(library, book, "speech-text")
        frozen, other = serve.workers()
        freeze_in_the_middle_of_a_write(library, frozen)
        until(lambda: not frozen.is_running(), 120, serve.said())
        # The lock is free again: this is written, and what was begun goes on.
        second = convert(library, book, "large-print-html")
        records = library.wait([first, second], 180)
        assert {record.state for record in records.values()} == {"done"}
        serve.wait_for(3)
        assert "shows no sign of life" in serve.log.read_text()
        # Its neighbour, which could not write either, is not to blame.
        assert other.is_running()
        serve.process.send_signal(signal.SIGTERM)
        assert serve.process.wait(120) == 128 + signal.SIGTERM


@pytest.mark.slow
def test_workers_that_die_are_replaced_and_all_end_together(library: Library) -> None:
    book = library.add_book(write_books(library.folder / "books", 2)[0])
    with serving(library, "--no-web", "--workers", "1") as serve:
        serve.wait_for(1)
        name = convert(library, book, "braille-brf")
        for worker in serve.workers():
            worker.kill()
        assert library.wait([name], 180)[name].state == "done"
        serve.wait_for(2)
        everything = serve.everything()
        assert len(everything) > 1
        serve.process.kill()  # even if it has no chance to say anything
        assert gone(everything, 60)
    with serving(library, "--no-web", "--workers", "1") as serve:
        serve.wait_for(1)
        everything = serve.everything()
        serve.process.send_signal(signal.SIGINT)
        assert serve.process.wait(120) == 128 + signal.SIGINT
        assert gone(everything, 60)


def test_what_cannot_run_is_said_at_once(library: Library) -> None:
    import socket

    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        serving(library, "--port", str(taken.getsockname()[1])) as serve,
    ):
        assert serve.process.wait(120) == 2
        assert f"cannot listen on port {taken.getsockname()[1]}" in serve.log.read_text()
    with serving(library, "--no-web", "--workers", "0") as serve:
        assert serve.process.wait(120) == 2
        assert "nothing to run" in serve.log.read_text()
