"""A small library for tests: books on its shelf, workers as processes of their own that can be killed, and what must hold afterwards."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Self

import psutil

from accessible_reader.bootstrap import Service, open_service
from accessible_reader.catalogue.models import Branch, Edition, SourceFile, Title
from accessible_reader.conversions.models import ArtifactRecord, ConversionRecord
from accessible_reader.conversions.service import ACTIVE
from accessible_reader.database import select
from accessible_reader.settings import Settings
from tests.databases import database_url
from tests.epub_builder import make_epub

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 300.0
"""Seconds after which what was waited for will not come any more, on the slowest machine."""
TONE = {"voice": "tone:beep"}
FORMATS: Mapping[str, Mapping[str, Any]] = {
    "braille-brf": {},
    "audio-mp3": TONE,
    "daisy-202": TONE,
    "large-print-epub": {},
    "large-print-html": {},
}


def write_books(folder: Path, chapters: int = 8) -> list[Path]:
    """Three small books: Markdown, EPUB, Chinese plain text."""
    folder.mkdir(parents=True, exist_ok=True)
    english = folder / "night.md"
    english.write_text(
        "\n\n".join(f"# Chapter {n}\n\n" + _sentences(n) for n in range(1, chapters + 1)), "utf-8"
    )
    epub = folder / "whale.epub"
    pages = {f"c{n}.xhtml": f"<h1>Part {n}</h1><p>{_sentences(n + 50)}</p>" for n in range(1, chapters + 1)}
    make_epub(epub, chapters=pages)
    chinese = folder / "night.txt"
    chinese.write_text(
        "\n\n".join(f"第{n}章 夜\n\n" + "夜很静，狗在叫。他走到河边，看见一只小船。" * 3 for n in "一二三"),
        "utf-8",
    )
    return [english, epub, chinese]


def _sentences(number: int) -> str:
    return " ".join(f"The dog barked {number * n} times, and nobody came." for n in range(1, 12))


class Library:
    """One library with a database of ``kind`` in ``folder``."""

    def __init__(self, kind: str, folder: Path, service: Service, url: str) -> None:
        self.kind = kind
        self.folder = folder
        self.service = service
        self.url = url
        self.workers: list[WorkerProcess] = []

    def add_book(self, file: Path, rights: str = "public_domain", language: str = "en") -> str:
        """An edition with this file; its id."""
        service = self.service
        stored = service.store.put_by_hash("sources", file)
        with service.database.transaction() as session:
            if session.get(SourceFile, stored.sha256) is None:
                session.add(
                    SourceFile(sha256=stored.sha256, size=stored.size, name=file.name, stored_as=stored.name)
                )
            title = Title(name=file.stem, sort_name=file.stem, language=language)
            session.add(title)
            session.flush()
            edition = Edition(
                title_id=title.id, source_sha256=stored.sha256, language=language, rights=rights
            )
            session.add(edition)
            session.flush()
            return edition.id

    def add_branch(self, code: str) -> str:
        """A branch; its id."""
        with self.service.database.transaction() as session:
            branch = Branch(code=code, name=code)
            session.add(branch)
            session.flush()
            return branch.id

    def start_worker(self, name: str = "w1", **options: Any) -> WorkerProcess:
        """A worker in a process of its own. ``options``: fields of ``WorkerOptions``; ``environment``: more of it."""
        worker = WorkerProcess(self, name, options)
        self.workers.append(worker)
        return worker

    def wait(self, names: list[str], seconds: float = LIMIT) -> dict[str, ConversionRecord]:
        """The conversions, once all have ended."""
        end = time.monotonic() + seconds
        while True:
            records = {name: self.service.conversions.get(name) for name in names}
            if not any(record.state in ACTIVE for record in records.values()):
                return records
            if time.monotonic() > end:
                states = {name[:8]: (r.state, r.parts_done, r.parts_total) for name, r in records.items()}
                raise TimeoutError(f"{states}; workers: {[w.log() for w in self.workers]}")
            time.sleep(0.05)

    def artifact_digests(self, name: str) -> dict[str, str]:
        """Name → digest of the canonical content of each file; hashes in the row are compared with the bytes in the store."""
        artifact = self.service.conversions.artifact(name)
        assert artifact is not None
        digests = {}
        for file in artifact.files:
            data = self.service.store.read(f"{artifact.folder}/{file['name']}")
            assert hashlib.sha256(data).hexdigest() == file["sha256"], file
            digests[file["name"]] = canonical(file["name"], data)
        return digests

    def orphans(self) -> list[str]:
        """Files in the store that no row knows."""
        with self.service.database.reading() as session:
            known = set(session.scalars(select(SourceFile.stored_as)))
            for artifact in session.scalars(select(ArtifactRecord)):
                known |= {f"{artifact.folder}/{file['name']}" for file in artifact.files}
        return sorted(set(self.service.store.names()) - known)

    def rooms(self) -> list[str]:
        """What lies about on the worker's disk."""
        folder = self.folder / "data" / "work"
        conversions = folder / "conversions"
        left = [path.name for path in conversions.iterdir()] if conversions.exists() else []
        return (
            left
            + [str(path) for path in folder.glob("scratch/*/*")]
            + [str(p) for p in folder.glob("editions/.*")]
        )

    def wait_tidy(self, *names: str) -> None:
        """Until these conversions (default: all) were tidied up after: that is after they count as done."""

        def left() -> list[str]:
            found = self.orphans() + self.rooms()
            return [one for one in found if any(name in one for name in names)] if names else found

        until(lambda: not left(), what=lambda: f"not tidied up: {left()}")

    @property
    def environment(self) -> dict[str, str]:
        """For processes of this library."""
        return os.environ | {
            "ACCESSIBLE_READER_DATA": str(self.folder / "data"),
            "ACCESSIBLE_READER_DATABASE_URL": self.url,
        }

    def ask_from_processes(self, edition: str, *wishes: Sequence[Any]) -> list[list[tuple[str, int]]]:
        """Each of ``wishes`` (a list of format, options, branch, priority) is asked for by a process of its own, all at once; id and attempt that each was told."""
        askers = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.service_asker"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in wishes
        ]
        try:
            for asker, wish in zip(askers, wishes, strict=True):
                _say(asker, json.dumps([edition, list(wish)]))
            for asker in askers:
                assert _hear(asker) == "ready"
            for asker in askers:
                _say(asker, "go")
            return [[(name, attempt) for name, attempt in json.loads(_hear(asker))] for asker in askers]
        finally:
            for asker in askers:
                asker.kill()
                asker.communicate()

    def stop(self) -> None:
        """Kill all workers."""
        for worker in self.workers:
            worker.kill()


@contextmanager
def open_library(kind: str, folder: Path, url: str = "", **settings: Any) -> Iterator[Library]:
    """An empty library, in the database at ``url`` or an empty one; workers that still run are killed at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    url = url or database_url(kind, folder)
    with open_service(Settings(data=folder / "data", database_url=url, **settings)) as service:
        library = Library(kind, folder, service, url)
        try:
            yield library
        finally:
            library.stop()


class WorkerProcess:
    """A worker that runs as ``python -m tests.service_worker``."""

    def __init__(self, library: Library, name: str, options: dict[str, Any]) -> None:
        self._url = library.url
        self._path = library.folder / f"worker-{name}.log"
        self._log = self._path.open("ab")
        self._log_began = self._log.tell()
        environment = library.environment | options.pop("environment", {})
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.service_worker", name, json.dumps(options)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
        )

    def descendants(self) -> list[psutil.Process]:
        """Everything it started."""
        try:
            return psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []

    def wait_ready(self, seconds: float = LIMIT) -> Self:
        """Until it takes jobs."""
        end = time.monotonic() + seconds
        while "ready" not in self.log():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the worker did not start: {self.log()}")
            time.sleep(0.05)
        return self

    def log(self) -> str:
        """What it said since it started."""
        return self._path.read_bytes()[self._log_began :].decode("utf-8", "replace")

    def kill(self) -> list[psutil.Process]:
        """kill -9, only the worker itself; what it had started, which must end by itself."""
        started = self.descendants()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        self._log.close()
        return started

    def freeze(self) -> None:
        """As if the machine had stopped: never in the middle of writing to SQLite, where a worker shares the machine with its database (see docs/limitations.md)."""
        for _ in range(100):
            self.process.send_signal(signal.SIGSTOP)
            if not self._holds_the_only_lock():
                return
            self.process.send_signal(signal.SIGCONT)
            time.sleep(0.02)
        raise TimeoutError("it writes all the time")

    def _holds_the_only_lock(self) -> bool:
        if not self._url.startswith("sqlite"):
            return False
        file = self._url.partition("///")[2]
        # Others write too, but only for milliseconds; who still writes after two seconds is the frozen one.
        with closing(sqlite3.connect(file, timeout=2, isolation_level=None)) as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True
            connection.execute("ROLLBACK")
        return False

    def thaw(self) -> None:
        """And went on."""
        self.process.send_signal(signal.SIGCONT)


def gone(processes: list[psutil.Process], seconds: float = 60.0) -> bool:
    """Whether all of them have ended within ``seconds``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(_alive(process) for process in processes):
            return True
        time.sleep(0.05)
    return False


def _say(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(line + "\n")
    process.stdin.flush()


def _hear(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def _alive(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


_STAMPS = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|id=\"to-[0-9a-f]+\"")
"""Moments, and ebooklib's ids in the NCX, which are addresses in memory."""


def canonical(name: str, data: bytes) -> str:
    """Digest of what counts: of archives the entries and not their dates."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        digest = hashlib.sha256()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in sorted(archive.namelist()):
                digest.update(entry.encode() + b"\0" + _STAMPS.sub(b"", archive.read(entry)) + b"\0")
        return digest.hexdigest()
    return hashlib.sha256(_STAMPS.sub(b"", data)).hexdigest()


def until(condition: Any, seconds: float = LIMIT, what: str | Callable[[], str] = "") -> None:
    """Wait until ``condition()`` holds."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(what if isinstance(what, str) else what())
        time.sleep(0.03)
