"""EPUBCheck, Ace, Thorium's engine and our own measurements on the audio EPUB of whole books, with silence for a voice.

.venv/bin/python scripts/check_audio_epub.py [--ace] [BOOK ...]     (default: all of ../shared/books)
"""

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from converters.chapters import chapters  # noqa: E402  (the repository is not installed)
from converters.readers import read_book_here  # noqa: E402
from converters.workspace import Workspace  # noqa: E402
from tests.audio_epub_checks import ace, check_overlays, epubcheck, make_silent, readium  # noqa: E402
from tests.books_folder import shared_books  # noqa: E402


def check(path: Path, *, with_ace: bool) -> list[str]:
    """What is wrong with the audio EPUB of ``path``."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        book = read_book_here(path, workspace).book
        artifact = make_silent(book, workspace)
        made = artifact.folder / artifact.main
        check_overlays(made)
        faults = epubcheck(made)
        seen = readium(made)
        if len(seen["reading"]) != len(chapters(book)) or not all(one["overlay"] for one in seen["reading"]):
            faults.append("the reading system does not see every chapter with its sound")
        if [label for label, _href in seen["pages"]] != [row.label for row in book.pages]:
            faults.append("the reading system does not see every page")
        if with_ace:
            faults += ace(made, Path(folder) / "ace")
        return faults


def main() -> int:
    """Exit status 1 where anything is wrong."""
    named = [Path(one) for one in sys.argv[1:] if not one.startswith("--")]
    wrong = 0
    for path in named or shared_books():
        started = time.monotonic()
        faults = check(path, with_ace="--ace" in sys.argv)
        wrong += bool(faults)
        print(f"{path.name}: {len(faults)} faults, {time.monotonic() - started:.0f} s", flush=True)
        for fault in faults[:20]:
            print(f"  {fault}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
