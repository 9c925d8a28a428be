"""``make chaos``: fairness between two libraries, the database gone for half a minute, then 100 kills of a worker, on SQLite and on PostgreSQL, bounded in time. Only processes that it started itself are killed, by their ids."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

_GONE = 30.0
"""Seconds without the database."""


def main() -> None:
    """Read the arguments, run, print figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    given = parser.parse_args()
    import tests.service_registered  # noqa: F401 (the format for trials)
    from tests.service_chaos import run_chaos, small_books, undisturbed
    from tests.service_fairness import measure
    from tests.service_outages import database_gone

    with tempfile.TemporaryDirectory(prefix="accessible-reader-chaos-") as name:
        folder = Path(name)
        os.environ["ACCESSIBLE_READER_AUDIO_CACHE"] = f"{name}/clips"
        for kind in given.databases:
            for owner, waited in measure(kind, folder / f"fair-{kind}").items():
                _say(f"{kind}: {owner}: {waited.line()}")
            took = database_gone(kind, folder / f"gone-{kind}", _GONE)
            _say(f"{kind}: gone for {_GONE:.0f} s, done {took:.1f} s after it was back; no part made twice")
        if not given.kills:
            return
        books = small_books(folder / "books")
        _say(f"seed {given.seed}; three books in five formats, undisturbed ...")
        calm = undisturbed(folder / "calm", books)
        for kind in given.databases:
            # Each has its clips made anew.
            os.environ["ACCESSIBLE_READER_AUDIO_CACHE"] = f"{name}/clips-{kind}"
            figures = run_chaos(kind, folder, books, calm, kills=given.kills, seed=given.seed, say=_say)
            _say(f"{kind}: {figures.line()}; all as undisturbed")


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
