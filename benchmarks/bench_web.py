"""``make bench-web``: pages of a library of 100,000 titles at 50 requests a second while a conversion runs, 200 listeners at once, and the first sound of books nobody has listened to.

``TITLES=1000`` makes it small, ``KEEP=folder`` keeps the library (the same that ``make bench-service`` makes), ``ONLY="pages"`` parts: pages, listeners, first.

Pages: the website and one worker as ``serve`` starts them, on the database's real size; signed-in patrons of whom each has a book, a wish and a hold; home, search, book page and shelf in turn.
Wanted: 95 % within 100 ms. Where the machine has other work the wall tells of that too, so the load is printed, and the processor time of the website a page.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import psutil

from accessible_reader.bootstrap import Service, open_service
from accessible_reader.catalogue.intake import take_in
from accessible_reader.conversions.service import Wish
from accessible_reader.database import Database, make_engine, now, select, text, upgrade
from accessible_reader.people.models import Person
from accessible_reader.people.permissions import Role
from accessible_reader.people.roles import give_role
from accessible_reader.people.sign_in.sessions import Method, begin_session
from accessible_reader.settings import Settings
from accessible_reader.shelf.loans import lend
from benchmarks.bench_listen import first_sounds, listeners
from benchmarks.bench_service_clock import median, p95
from benchmarks.bench_service_library import add_branches, load_patrons, load_titles, make_rows
from converters.workspace import temporary_workspace
from tests.databases import KINDS, database_url

ROOT: Final = Path(__file__).resolve().parents[1]
SHARED: Final = ROOT.parent / "shared" / "books"
PARTS: Final = ("pages", "listeners", "first")
WANTED_MS: Final = 100
A_SECOND: Final = 50
_PATRONS: Final = 200
_LOANS: Final = 3
_WORDS: Final = (
    "红楼梦",
    "历史",
    "时代 故事",
    "hongloumeng",
    "the sea",
    "winter garden",
    "母亲",
    "secret",
    "旅行",
    "王明",
)
_SETTLE_SECONDS: Final = 20.0


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--titles", type=int, default=100_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", nargs="*", choices=PARTS, default=list(PARTS))
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=list(KINDS))
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--listeners", type=int, default=200)
    given = parser.parse_args()
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}, cores: {os.cpu_count()}", flush=True)
    folder = given.keep or Path(tempfile.mkdtemp(prefix="accessible-reader-bench-"))
    try:
        if "pages" in given.only:
            for kind in given.kinds:
                _pages(kind, folder.absolute(), given.titles, given.seconds)
    finally:
        if given.keep is None:
            shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="accessible-reader-bench-") as some:
        if "listeners" in given.only:
            asyncio.run(listeners(Path(some) / "many", given.listeners, given.seconds))
        if "first" in given.only:
            first_sounds(Path(some), [book for book in _books() if book.exists()])


def _books() -> list[Path]:
    found = [SHARED / "moby-dick.epub", SHARED / "journey-to-the-west-gb18030.txt"]
    return (
        found if all(one.exists() for one in found) else sorted((ROOT / "build" / "samples").glob("*.epub"))
    )


def _pages(kind: str, folder: Path, titles: int, seconds: float) -> None:
    there = folder / f"{titles}"
    there.mkdir(parents=True, exist_ok=True)
    url = _library(kind, folder, there, titles)
    environment = {
        "ACCESSIBLE_READER_DATA": str(there / f"data-{kind}"),
        "ACCESSIBLE_READER_DATABASE_URL": url,
        "ACCESSIBLE_READER_KEYS_FILE": str(folder / "keys.json"),
        "ACCESSIBLE_READER_REQUESTS_PER_MINUTE": "1000000",
        "ACCESSIBLE_READER_AUDIO_CACHE": str(there / f"cache-{kind}"),
        "ACCESSIBLE_READER_LOG_LEVEL": "warning",
        "ACCESSIBLE_READER_PORT": str(_free_port()),
    }
    settings = Settings(
        data=there / f"data-{kind}", database_url=url, keys_file=folder / "keys.json", port=int(environment["ACCESSIBLE_READER_PORT"])
    )  # fmt: skip
    with open_service(settings) as service:
        sessions, books = _readers(service)
        addresses = {
            "home": ["/"],
            "search": [f"/search?q={word}" for word in _WORDS],
            "book": [f"/book/{title}" for title in books],
            "shelf": ["/shelf"],
        }
        print(
            f"\n{kind}, {titles:,} titles, {A_SECOND} pages a second for {seconds:.0f} s (ms from the moment of asking)"
        )
        print(f"{'':<24}{'asked':>7}{'p50':>8}{'p95':>8}{'longest':>9}{'bytes':>9}", flush=True)
        with _serving(environment) as serve:
            for working in (False, True):
                if working:
                    _convert(service, there)
                    time.sleep(_SETTLE_SECONDS)  # the worker has begun, and speaks
                _measure(serve, settings.port, sessions, addresses, seconds, working=working)


def _measure(
    serve: psutil.Process, port: int, sessions: list[str], addresses: dict[str, list[str]], seconds: float, *, working: bool
) -> None:  # fmt: skip
    job = {
        "address": f"http://127.0.0.1:{port}",
        "sessions": sessions,
        "a_second": A_SECOND,
        "addresses": addresses,
    }
    _ask(job | {"seconds": 5})  # what is made at first use is made now
    web, workers = _cpu(serve, web=True), _cpu(serve, web=False)
    told = _ask(job | {"seconds": seconds})
    web, workers = _cpu(serve, web=True) - web, _cpu(serve, web=False) - workers
    everything = [one for waits in told["waits"].values() for one in waits]
    name = "while a conversion runs" if working else "nothing else"
    for what, waits in (*told["waits"].items(), (name, everything)):
        size = f"{told['sizes'][what]:>9,}" if what in told["sizes"] else ""
        print(f"{what:<24}{len(waits):>7}{median(waits):>8.0f}{p95(waits):>8.0f}{max(waits):>9.0f}{size}")
    late = sum(one > WANTED_MS for one in everything) / len(everything)
    print(
        f"  {100 * late:.1f} % later than {WANTED_MS} ms; answers {told['statuses']}; website {1000 * web / len(everything):.1f} ms CPU a page, "
        f"{web / seconds:.2f} cores; worker {workers / seconds:.2f} cores; asked up to {told['late']:.0f} ms late; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def _ask(job: dict[str, Any]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.bench_web_load"], cwd=ROOT, input=json.dumps(job).encode(), capture_output=True, check=False
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr.decode())
    return dict(json.loads(done.stdout))


@contextmanager
def _serving(environment: dict[str, str]) -> Iterator[psutil.Process]:
    command = [sys.executable, "-m", "accessible_reader", "serve", "--workers", "1"]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 120
        while True:
            try:
                socket.create_connection(("127.0.0.1", int(environment["ACCESSIBLE_READER_PORT"])), 1).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > end:
                    raise SystemExit("serve did not start") from None
                time.sleep(0.2)
        yield psutil.Process(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _cpu(serve: psutil.Process, *, web: bool) -> float:
    """Seconds of processor that the website, or the workers, with all they started have had so far."""
    total = 0.0
    for child in serve.children():
        if ("web" in child.cmdline()) == web:
            for one in (child, *child.children(recursive=True)):
                times = one.cpu_times()
                total += times.user + times.system + times.children_user + times.children_system
    return total


def _library(kind: str, folder: Path, there: Path, titles: int) -> str:
    """The URL of a database with ``titles`` titles, made where it is not there."""
    url = str(database_url(kind, there))
    settings = Settings(data=there / f"data-{kind}", database_url=url, keys_file=folder / "keys.json")
    with open_service(settings) as service:
        keys = service.keys
    database = Database(make_engine(url))
    upgrade(database.engine)
    with database.reading() as session:
        there_already = bool(session.scalar(text("SELECT count(*) FROM person")))
    if not there_already:
        start = time.monotonic()
        chunks = make_rows(folder / "rows", titles)
        add_branches(database)
        load_titles(database, chunks)
        load_patrons(database, keys, max(_PATRONS, titles // 2))
        print(f"{kind}: library made in {time.monotonic() - start:.0f} s", flush=True)
    database.close()
    return url


def _readers(service: Service) -> tuple[list[str], list[str]]:
    """Sessions of patrons who each have something, and titles that are looked at."""
    with service.database.transaction() as session:
        people = list(session.scalars(select(Person.id).order_by(Person.id).limit(_PATRONS)))
        titles = list(session.scalars(text("SELECT id FROM title ORDER BY added_at DESC LIMIT 500")))
        had = bool(session.scalar(text("SELECT count(*) FROM loan")))
    tokens = []
    for number, person in enumerate(people):
        with service.database.transaction() as session:
            if not had:
                give_role(
                    session,
                    person,
                    Role.PATRON,
                    session.get_one(Person, person).home_branch_id,
                    granted_by=None,
                )
            tokens.append(begin_session(session, person, Method.PIN, now()).token)
        if not had:
            service.wishes.add(person, person, titles[number])
            for one in range(_LOANS):
                lend(service.database, person, f"{number * _LOANS + one:07d}05")
    return tokens, titles


def _convert(service: Service, folder: Path) -> None:
    """A long book to be spoken: more than enough for the time of the measurement."""
    book = SHARED / "moby-dick.epub"
    if not book.exists():
        book = folder / "long.md"
        chapters = (
            f"# Chapter {n}\n\n" + "It was a very long book, and nobody had read all of it. " * 600
            for n in range(100)
        )
        book.write_text("---\ntitle: Long\nlanguage: en\n---\n\n" + "\n\n".join(chapters), "utf-8")
    with temporary_workspace() as workspace:
        taken = take_in(
            service.database, service.store, book, workspace, rights="public_domain", rights_basis="benchmark"
        )
    shutil.rmtree(folder / f"cache-{service.database.dialect}", ignore_errors=True)
    service.conversions.request(Wish(taken.edition_id, "audio-mp3", {"voice": "espeak:en-gb", "bitrate": 48}))


if __name__ == "__main__":
    main()
