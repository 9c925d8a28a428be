"""A small library for tests: books on its shelf, workers as processes of their own that can be killed, and what must hold afterwards."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from accessible_reader.bootstrap import Service, open_service
from accessible_reader.catalogue.models import Branch, Edition, SourceFile, Title
from accessible_reader.conversions.models import ArtifactRecord, ConversionRecord
from accessible_reader.conversions.service import ACTIVE, Wish
from accessible_reader.database import select
from accessible_reader.settings import Settings
from tests.databases import ready_url
from tests.epub_builder import make_epub
from tests.service_process import LIMIT, ROOT, WorkerProcess, gone, hear, left_of, say, until

__all__ = [
    "FORMATS",
    "LIMIT",
    "ROOT",
    "TONE",
    "Library",
    "WorkerProcess",
    "gone",
    "left_of",
    "open_library",
    "until",
    "write_books",
]

_marks = itertools.count(1_000)
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

    def one_book(self, chapters: int = 2) -> str:
        """The first of the books; its edition."""
        return self.add_book(write_books(self.folder / "books", chapters)[0])

    def ask(self, edition: str, **options: Any) -> str:
        """A trial conversion that is like no other; its id."""
        wish = Wish(edition, "trial", {"mark": next(_marks), **options})
        return self.service.conversions.request(wish).id

    def assert_whole(self, name: str, parts: int) -> None:
        """The trial conversion is done as if nothing had happened, and nothing of it lies about."""
        artifact = self.service.conversions.artifact(name)
        assert artifact is not None
        text = self.service.store.read(f"{artifact.folder}/made.txt").decode()
        assert text == "".join(f"part {n:03}\n" for n in range(parts))
        assert artifact.report["parts_made"] == artifact.report["parts"] == parts
        self.wait_tidy()

    def start_worker(self, name: str = "w1", **options: Any) -> WorkerProcess:
        """A worker in a process of its own. ``options``: fields of ``WorkerOptions``; ``environment``: more of it."""
        environment = self.environment | options.pop("environment", {})
        worker = WorkerProcess(self.url, environment, self.folder / f"worker-{name}.log", name, options)
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
                say(asker, json.dumps([edition, list(wish)]))
            for asker in askers:
                assert hear(asker) == "ready"
            for asker in askers:
                say(asker, "go")
            return [[(name, attempt) for name, attempt in json.loads(hear(asker))] for asker in askers]
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
    url = url or ready_url(kind, folder, jobs=True)
    with open_service(Settings(data=folder / "data", database_url=url, **settings)) as service:
        library = Library(kind, folder, service, url)
        try:
            yield library
        finally:
            library.stop()


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
