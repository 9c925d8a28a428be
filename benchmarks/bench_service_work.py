"""Intake, the desk, and conversions of real books: parts of ``make bench-service``."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from accessible_reader.catalogue.intakes import ACTIVE, IntakeFacts
from accessible_reader.conversions.service import Wish
from accessible_reader.database import Database, Keys
from accessible_reader.people.persons import person_with_card, reveal
from accessible_reader.people.sign_in.pin_sign_in import put_pin, sign_in_with_pin
from accessible_reader.people.sign_in.pins import PinHasher
from accessible_reader.shelf.loans import check_in, lend
from benchmarks.bench_service_clock import ROW_HEADING, Clock, Timed, together
from benchmarks.bench_service_library import card_of
from benchmarks.bench_service_room import open_room, workers_cpu
from converters.readers import read_book_here
from converters.workspace import temporary_workspace
from tests.databases import KINDS
from tests.epub_builder import make_epub
from tests.service_ground import Library

FACTS: Final = IntakeFacts("public_domain", "made up")
SPEED: Final = {
    "audio, espeak-ng": ("audio-mp3", {"voice": "espeak"}),
    "braille (BRF)": ("braille-brf", {}),
    "large print (PDF)": ("large-print-pdf", {}),
}
_WORDS: Final = [
    "the",
    "old",
    "man",
    "went",
    "down",
    "to",
    "the",
    "river",
    "and",
    "looked",
    "at",
    "the",
    "water",
    "for",
    "a",
    "long",
    "time",
    "before",
    "he",
    "said",
    "anything",
    "about",
    "the",
    "boat",
    "or",
    "the",
    "winter",
]
_SECONDS: Final = 300.0


def desk_table(database: Database, keys: Keys, patrons: int) -> None:
    """A patron by card, signing in, lending and taking back, in the large library."""
    clock, hasher = Clock(database), PinHasher(keys)
    print(f"\n{database.dialect + ': the desk, ms':<36}{ROW_HEADING}")
    chance = random.Random(1)  # noqa: S311
    cards = [card_of(chance.randrange(patrons)) for _ in range(60)]
    _row(
        "a patron by card number",
        clock,
        [lambda card=card: person_with_card(database, keys, card) for card in cards],
    )  # type: ignore[misc]
    people = [person_with_card(database, keys, card) for card in cards]
    _row("name and telephone, noted in the log", clock, [
        lambda person=person: reveal(database, keys, person, person, ["name", "phone"], purpose="bench") for person in people[:20]  # type: ignore[misc]
    ])  # fmt: skip
    pin = "270415"
    with database.transaction() as session:
        put_pin(session, keys, hasher, people[0], pin, temporary=False)
    stored = hasher.hash(people[0], pin)
    _row("signing in with card and PIN", clock, [
        lambda: sign_in_with_pin(database, keys, hasher, card=cards[0], pin=pin, address="192.0.2.1")
    ] * 12)  # fmt: skip
    _row("  of that argon2id alone", clock, [lambda: hasher.fits(people[0], stored, pin)] * 12)
    barcodes = [f"{number:07d}00" for number in range(30)]
    given = [(barcode, people[n % len(people)]) for n, barcode in enumerate(barcodes)]
    _row("lending", clock, [lambda b=b, p=p: lend(database, p, b) for b, p in given], warm=False)  # type: ignore[misc]
    _row(
        "taking back", clock, [lambda b=b: check_in(database, b, history=False) for b in barcodes], warm=False
    )  # type: ignore[misc]


def _row(name: str, clock: Clock, jobs: Sequence[Any], *, warm: bool = True) -> None:
    timed = []
    for job in jobs:
        if warm:
            timed.append(clock.time(job, 1))
            continue
        cpu, start = clock.cpu(), time.perf_counter()
        job()
        timed.append(Timed((1000 * (time.perf_counter() - start),), (1000 * (clock.cpu() - cpu),)))
    print(f"{name:<36}{together(timed).row()}", flush=True)


def intake_table(files: int, figures: dict[str, Any]) -> None:
    """Books that come in with one worker of one process, beside reading them alone."""
    print(
        f"\n{'intake, EPUBs of 20,000 words':<36}{'files':>7}{'wall s':>8}{'a minute':>10}{'CPU s/file':>12}{'reading alone':>15}"
    )
    for kind in KINDS:
        with open_room(kind, 1) as library:
            books = [
                write_epub(library.folder / f"b{number}.epub", 20_000, number) for number in range(files + 1)
            ]
            bare = _read_alone(books[0])
            _take_in(library, books[:1])
            before, started = workers_cpu(library), time.monotonic()
            _take_in(library, books[1:])
            wall, cpu = time.monotonic() - started, workers_cpu(library) - before
            print(
                f"{kind:<36}{files:>7}{wall:>8.1f}{60 * files / wall:>10.0f}{cpu / files:>12.2f}{bare:>15.2f}",
                flush=True,
            )
            figures[f"intake_{kind}"] = {"a_minute": 60 * files / wall, "cpu_seconds": cpu / files}


def conversion_table(kind: str, words: int, figures: dict[str, Any]) -> None:
    """Real books of ``words`` words in real formats with one and two workers."""
    print(
        f"\n{kind + f': books of {words:,} words':<36}{'workers':>8}{'books':>7}{'wall s':>8}{'CPU s/book':>12}{'books/h':>9}"
    )
    for name, (form, options) in SPEED.items():
        for workers in (1, 2):
            with open_room(kind, workers) as library:
                files = [write_epub(library.folder / f"b{number}.epub", words, number) for number in range(3)]
                editions = [library.add_book(file) for file in files]
                # The first one also loads programs and tables.
                _convert(library, editions[:1], form, options)
                before, started = workers_cpu(library), time.monotonic()
                _convert(library, editions[1:], form, options)
                wall, cpu = time.monotonic() - started, workers_cpu(library) - before
                print(
                    f"{name:<36}{workers:>8}{2:>7}{wall:>8.1f}{cpu / 2:>12.1f}{7200 / wall:>9.0f}", flush=True
                )
                figures.setdefault("conversions", {}).setdefault(name, {})[str(workers)] = {
                    "words": words, "wall_seconds": wall / 2, "cpu_seconds": cpu / 2,
                }  # fmt: skip


def write_epub(path: Path, words: int, seed: int) -> Path:
    """A made-up English book, each with other sentences, so that nothing is spoken once for two."""
    chance = random.Random(seed)  # noqa: S311
    chapters = {}
    for chapter in range(10):
        paragraphs = []
        for _ in range(max(1, words // 1_000)):
            sentences = [
                " ".join(chance.choices(_WORDS, k=12)).capitalize() + f" {chance.randrange(10**4)}."
                for _ in range(8)
            ]
            paragraphs.append(f"<p>{' '.join(sentences)}</p>")
        chapters[f"c{chapter}.xhtml"] = f"<h1>Chapter {chapter + 1}</h1>{''.join(paragraphs)}"
    return make_epub(path, chapters=chapters, title=f"Book {seed}")


def _take_in(library: Library, books: Sequence[Path]) -> None:
    intakes = library.service.intakes
    waiting = {intakes.request(book, FACTS).id for book in books}
    end = time.monotonic() + _SECONDS
    while waiting and time.monotonic() < end:
        waiting = {one for one in waiting if intakes.get(one).state in ACTIVE}
        time.sleep(0.05)
    assert not waiting


def _convert(library: Library, editions: Sequence[str], form: str, options: dict[str, Any]) -> None:
    names = [library.service.conversions.request(Wish(one, form, options)).id for one in editions]
    assert {record.state for record in library.wait(names, _SECONDS).values()} == {"done"}


def _read_alone(book: Path) -> float:
    with temporary_workspace() as workspace:
        read_book_here(book, workspace)
    with temporary_workspace() as workspace:
        start = time.process_time()
        read_book_here(book, workspace)
        return time.process_time() - start
