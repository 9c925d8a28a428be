"""``make chaos-deliveries``: a day of 300 deliveries by 40 volunteers, in which librarians, volunteers' telephones, the machine and a worker are killed again and again, on SQLite and on PostgreSQL. Only processes that it started itself are killed, by their ids."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def main() -> None:
    """Read the arguments, run, print figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=300)
    parser.add_argument("--volunteers", type=int, default=40)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    given = parser.parse_args()
    from tests.delivery_day import Size, run_day

    with tempfile.TemporaryDirectory(prefix="accessible-reader-day-") as name:
        _say(f"seed {given.seed}")
        for kind in given.databases:
            size = Size(given.visits, given.volunteers, given.kills)
            figures = run_day(kind, Path(name) / kind, size, seed=given.seed, say=_say)
            _say(f"{kind}: {figures.line()}; nothing lost, nothing sent twice")


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
