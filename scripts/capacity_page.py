"""``docs/capacity.md``: what so many machines convert in a day, from the measured figures in ``docs/capacity-figures.json``. ``make docs`` writes it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
FIGURES: Final = ROOT / "docs" / "capacity-figures.json"
CAPACITY: Final = ROOT / "docs" / "capacity.md"
_DAY: Final = 86_400
_MACHINES: Final = (1, 10, 100)


def cpu_seconds(figures: Mapping[str, Any], book: Mapping[str, Any], form: str) -> float:
    """Processor time of one book in one format: reading, making, and the durable way's own."""
    words = book["words"]
    own = figures["part_cpu_ms"] / 1000 * figures["chapters"]
    reading = figures["reading_cpu_seconds_a_thousand_words"] * words / 1000
    return float(reading + own + _making(figures, book, form))


def _making(figures: Mapping[str, Any], book: Mapping[str, Any], form: str) -> float:
    if form in figures["sound_a_cpu_second"]:
        return 3600 * hours(figures, book) / figures["sound_a_cpu_second"][form]
    return float(figures["cpu_seconds_a_thousand_words"][form] * book["words"] / 1000)


def hours(figures: Mapping[str, Any], book: Mapping[str, Any]) -> float:
    """How long it takes to listen."""
    return float(book["words"] / figures["words_a_minute"][book["language"]] / 60)


def books_a_day(figures: Mapping[str, Any], book: Mapping[str, Any], form: str, workers: int) -> float:
    """Of one machine with so many workers of one process each."""
    together = 1.0 if workers == 1 else workers * figures["speed_up_of_two_workers"] / 2
    return _DAY * together / cpu_seconds(figures, book, form)


def shared_limits(figures: Mapping[str, Any], book: Mapping[str, Any], form: str) -> dict[str, float]:
    """Books a day that one database, and one storage, can bear however many machines there are."""
    sound = form in figures["sound_a_cpu_second"]
    mebibytes = hours(figures, book) * figures["stored_mebibytes_an_hour_of_sound"] if sound else 5.0
    # A part is written, read and written again as the artifact.
    return {
        "database": _DAY * figures["database_parts_a_second"] / figures["chapters"],
        "storage": _DAY * figures["storage_mebibytes_a_second"] / (3 * mebibytes),
    }


def page() -> str:
    """The whole page."""
    figures = json.loads(FIGURES.read_text("utf-8"))
    return "\n".join([*_head(figures), *_table(figures), *_foot(figures)]) + "\n"


def _head(figures: Mapping[str, Any]) -> Iterator[str]:
    yield "# What so many machines convert in a day"
    yield ""
    yield "Written by `make docs` from [capacity-figures.json](capacity-figures.json). Measure anew with `make bench-service`, `make bench` and `make bench-speech`, put the figures there, and run `make docs`."
    yield ""
    yield "    books a day = 86,400 s × machines × speed of a machine's workers ÷ CPU seconds of a book"
    yield "    CPU seconds of a book = reading + chapters × own time of a part + making"
    yield "    making audio = hours to listen × 3,600 ÷ seconds of sound a CPU second; making the others grows with the words"
    yield ""
    yield f"A machine is one of {figures['cores_a_machine']} cores like those measured. One worker with one process counts as 1, two as {figures['speed_up_of_two_workers']}: the cores share a cache. A book has {figures['chapters']} chapters. Listening: {figures['words_a_minute']['en']} English words or {figures['words_a_minute']['zh']} Chinese characters a minute."
    yield ""


def _table(figures: Mapping[str, Any]) -> Iterator[str]:
    yield "| book | format | CPU s | 1 machine, 1 worker | 1 machine, 2 workers | 10 machines | 100 machines | limit shared by all |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for book in figures["books"]:
        for form in (*figures["sound_a_cpu_second"], *figures["cpu_seconds_a_thousand_words"]):
            # English and Chinese have voices of their own.
            if (form, book["language"]) in {("audio, hibari", "zh"), ("audio, Kokoro", "en")}:
                continue
            if book["language"] == "zh" and form not in figures["sound_a_cpu_second"]:
                continue  # not measured
            yield _row(figures, book, form)
    yield ""


def _row(figures: Mapping[str, Any], book: Mapping[str, Any], form: str) -> str:
    name, limit = min(shared_limits(figures, book, form).items(), key=lambda pair: pair[1])
    one = books_a_day(figures, book, form, 1)
    both = books_a_day(figures, book, form, figures["cores_a_machine"])
    many = []
    for machines in _MACHINES[1:]:
        reached = both * machines > limit
        many.append(f"{_number(min(both * machines, limit))}{f' ({name})' if reached else ''}")
    cells = [
        book["name"],
        form,
        _number(cpu_seconds(figures, book, form)),
        _number(one),
        _number(both),
        *many,
    ]
    return f"| {' | '.join(cells)} | {_number(limit)} ({name}) |"


def _number(value: float) -> str:
    """Two digits that count: more would promise too much."""
    if value >= 10:
        digits = len(str(int(value))) - 2
        return f"{round(value, -digits):,.0f}"
    return f"{value:.1f}"


def _foot(figures: Mapping[str, Any]) -> Iterator[str]:
    yield "## What is assumed"
    yield ""
    yield f"- The database bears {figures['database_parts_a_second']} parts a second in all (a part is some ten small transactions), and the storage {figures['storage_mebibytes_a_second']} MiB a second; a part is written, read, and written again as the artifact. Both are assumptions, not measured with many machines: where a cell names one of them, machines wait for it."
    yield "- On SQLite all workers are on one machine; ten and a hundred machines mean PostgreSQL and S3."
    yield "- Nothing is spoken twice: a second format of sound costs what putting together costs, and is not in the table."
    yield "- The machines do nothing else. A reader who listens at once, or a library that asks for many books of one author, finds other figures."
    yield "- Chinese braille and large print were not measured with books of this length, and are left out."
    yield ""
    yield "## Where the figures come from"
    yield ""
    yield "| figure | measured by |"
    yield "| --- | --- |"
    for name, source in figures["sources"].items():
        yield f"| {name} | {source} |"


if __name__ == "__main__":
    CAPACITY.write_text(page(), "utf-8")
