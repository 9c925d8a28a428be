"""``make chaos``: 100 kills of a worker on SQLite and on PostgreSQL, bounded in time. Only processes that it started itself are killed, by their ids."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def main() -> None:
    """Read the arguments, run, print figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    given = parser.parse_args()
    from tests.service_chaos import run_chaos

    for kind in given.databases:
        with tempfile.TemporaryDirectory(prefix="accessible-reader-chaos-") as name:
            os.environ["ACCESSIBLE_READER_AUDIO_CACHE"] = f"{name}/clips"
            started = time.monotonic()
            print(f"{kind}: seed {given.seed}", flush=True)
            figures = run_chaos(
                kind, Path(name), given.kills, given.seed, lambda line: print(line, flush=True)
            )
            print(f"{kind}: {figures}, {time.monotonic() - started:.0f} s; all as undisturbed", flush=True)


if __name__ == "__main__":
    main()
