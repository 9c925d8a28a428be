"""Make DAISY 2.02 and DAISY 3 of books with the instant test voice, and look at them with the independent checker, the schemas and mp3val.

    .venv/bin/python scripts/check_daisy.py                 # all books of ../shared/books, and the samples
    .venv/bin/python scripts/check_daisy.py BOOK.epub ...   # these

Exit status 1 where something is wrong. A long novel takes some minutes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.books_folder import shared_books
from tests.daisy3_checks import problems_of_3
from tests.daisy202_checks import problems_of_202
from tests.daisy_schemas import missing, schema_problems_3, schema_problems_202
from tests.samples import LANGUAGES, sample_book

PROGRAM = Path(__file__).resolve().parents[1] / ".venv" / "bin" / "accessible-reader"
SHOWN = 15
CHECKS = {
    "daisy-202": (problems_of_202, schema_problems_202),
    "daisy-3": (problems_of_3, schema_problems_3),
}


def check(book: Path, root: Path) -> int:
    """Convert and check one book; prints what is wrong and returns how much."""
    started = time.monotonic()
    formats = [word for name in CHECKS for word in ("--to", name)]
    done = subprocess.run(
        [PROGRAM, "convert", book, "--out", root / "out", "--voice", "tone:beep", "--rate", "3", *formats],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(f"{book.name}: not converted: {done.stdout[-500:]}{done.stderr[-500:]}")
        return 1
    count = 0
    for name, (ours, schemas) in CHECKS.items():
        (folder,) = (path for path in (root / "out" / name).iterdir() if path.is_dir())
        found = ours(folder)
        found += [] if missing() else schemas(folder, root / "stripped")
        found += _mp3val(folder)
        print(f"{book.name}: {name}: {len(found)} problems, {len(list(folder.glob('*.smil')))} SMIL files")
        for problem in found[:SHOWN]:
            print(f"    {problem[:300]}")
        count += len(found)
    print(f"{book.name}: {time.monotonic() - started:.0f} s")
    return count


def _mp3val(folder: Path) -> list[str]:
    files = sorted(folder.glob("*.mp3"))
    done = subprocess.run(["mp3val", *files], capture_output=True, text=True, check=True)
    # A talking book's sound has no tags, on purpose: old players stumble over them.
    quiet = ("Analyzing", "INFO", "Done")
    lines = done.stdout.splitlines()
    return [line for line in lines if not line.startswith(quiet) and "No supported tags" not in line]


def main() -> int:
    """Check the books named, or all."""
    books = [Path(name) for name in sys.argv[1:]]
    books = books or [*(sample_book(language) for language in LANGUAGES), *shared_books()]
    if missing():
        print(f"Without schemas: {missing()}")
    count = 0
    for book in books:
        with tempfile.TemporaryDirectory(prefix="check-daisy-") as root:
            count += check(book, Path(root))
    print(f"{count} problems")
    return int(count > 0)


if __name__ == "__main__":
    sys.exit(main())
