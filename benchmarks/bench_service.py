"""``make bench-service``: the service at scale, on SQLite and PostgreSQL, in one run of at most a quarter of an hour on two cores.

``TITLES=1000`` makes it small, ``KEEP=folder`` keeps rows and databases there and uses them again. ``--only`` runs parts: search, desk, jobs, fairness, intake, conversions.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any, Final

import tests.service_registered  # noqa: F401 (registers the format of parts that do nothing)
from accessible_reader.database import Database, Keys, load_keys, make_engine, text, upgrade
from benchmarks.bench_catalogue import page_costs, page_table, search_table
from benchmarks.bench_service_jobs import fairness_table, overhead_table
from benchmarks.bench_service_library import COPIES, add_branches, load_patrons, load_titles, make_rows
from benchmarks.bench_service_work import conversion_table, desk_table, intake_table
from tests.databases import KINDS, database_url

PARTS: Final = ("search", "desk", "jobs", "fairness", "intake", "conversions")


def main() -> None:
    """Print all tables; write the figures where one says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--titles", type=int, default=100_000)
    parser.add_argument(
        "--keep", type=Path, help="folder for rows and the SQLite database, used again the next time"
    )
    parser.add_argument("--only", nargs="*", choices=PARTS, default=list(PARTS))
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=list(KINDS))
    parser.add_argument("--figures", type=Path, help="JSON file to write the figures to")
    given = parser.parse_args()
    started = time.monotonic()
    figures: dict[str, Any] = {"titles": given.titles, "load_before": os.getloadavg()[0]}
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}, cores: {os.cpu_count()}")
    small = given.titles < 10_000
    folder = given.keep or Path(tempfile.mkdtemp(prefix="accessible-reader-bench-"))
    try:
        if {"search", "desk"} & set(given.only):
            for kind in given.kinds:
                _large(kind, folder, given.titles, given.only, figures)
        if "jobs" in given.only:
            overhead_table(60 if small else 200, figures)
        if "fairness" in given.only:
            fairness_table(60 if small else 200)
        if "intake" in given.only:
            intake_table(10 if small else 40, figures)
        if "conversions" in given.only:
            conversion_table("sqlite", 5_000 if small else 20_000, figures)
    finally:
        if given.keep is None:
            shutil.rmtree(folder, ignore_errors=True)
    figures["load_after"] = os.getloadavg()[0]
    print(
        f"\nload of the machine after: {os.getloadavg()[0]:.1f}; all of it took {time.monotonic() - started:.0f} s"
    )
    if given.figures:
        old = json.loads(given.figures.read_text()) if given.figures.exists() else {}
        given.figures.write_text(json.dumps(old | figures, indent=1, sort_keys=True) + "\n")


def _large(kind: str, folder: Path, titles: int, only: list[str], figures: dict[str, Any]) -> None:
    """Grow a library in steps, and measure at each."""
    start = time.monotonic()
    chunks = make_rows(folder / "rows", titles)
    made = time.monotonic() - start
    keys = load_keys(folder / "keys.json")
    there = folder / f"{titles}"
    there.mkdir(exist_ok=True)
    database = Database(make_engine(database_url(kind, there)))
    upgrade(database.engine)
    costs: dict[int, dict[str, float]] = {}
    if not _count(database):
        add_branches(database)
        loaded = 0
        seconds = 0.0
        for size in [one for one in (1_000, 10_000, 100_000, 1_000_000) if one <= titles] or [titles]:
            some = [chunk for chunk in chunks if loaded <= _first(chunk) < size]
            seconds += load_titles(database, some)
            loaded = size
            if "search" in only:
                costs[size] = page_costs(database)
        print(
            f"\n{kind}: {titles:,} titles, {titles * COPIES:,} copies: rows made in {made:.0f} s, loaded in {seconds:.0f} s",
            flush=True,
        )
        _patrons(database, keys, titles // 2)
    if "search" in only:
        if costs:
            page_table(kind, costs, figures)
        search_table(database, figures)
    if "desk" in only:
        desk_table(database, keys, titles // 2)
    database.close()


def _patrons(database: Database, keys: Keys, count: int) -> None:
    seconds = load_patrons(database, keys, count)
    print(f"{database.dialect}: {count:,} patrons with sealed fields in {seconds:.0f} s", flush=True)


def _count(database: Database) -> int:
    with database.reading() as session:
        return int(session.scalar(text("SELECT count(*) FROM person")) or 0)


def _first(chunk: Path) -> int:
    return int(chunk.stem.partition("-")[0])


if __name__ == "__main__":
    main()
