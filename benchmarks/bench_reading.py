"""Reading an EPUB into a Book, beside the bare engine: inflating and parsing the same documents with zipfile and lxml, and no more.

``python benchmarks/bench_reading.py [BOOK.epub ...]``; without books, Moby-Dick. The aim is at most 2 s for Moby-Dick, in this process.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path

from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measure import measure, table
from converters.readers import read_book, read_book_here
from converters.workspace import Workspace
from tests.books_folder import BOOKS


def prepare(path: str) -> Path:
    """The path; imports are done by now, as in a running service."""
    import converters.readers.epub  # noqa: F401
    from converters.language.detect import detect_language

    detect_language("Loaded before the clock starts, as it is in a service that has read a book already.")
    return Path(path)


def bare(path: Path) -> int:
    """Inflate and parse, and count the characters."""
    count = 0
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xhtml", ".html", ".htm")):
                parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
                count += sum(
                    len(str(text)) for text in etree.fromstring(archive.read(name), parser).itertext()
                )
    return count


def ours(path: Path) -> int:
    """Into a Book, in this process."""
    with tempfile.TemporaryDirectory() as folder:
        return len(read_book_here(path, Workspace(Path(folder))).book.sections)


def whole(path: Path) -> int:
    """As the command line does it: a limited child process, sentences, JSON, and the Book back."""
    with tempfile.TemporaryDirectory() as folder:
        return len(read_book(path, Workspace(Path(folder))).book.sections)


def main() -> None:
    """Print a table for each book."""
    books = [Path(name) for name in sys.argv[1:]] or [BOOKS / "moby-dick.epub"]
    for path in books:
        if not path.is_file():
            print(f"{path.name} is not here: nothing measured")
            continue
        engine = measure(prepare, bare, str(path))
        rows = [
            ("bare: zipfile + lxml", engine),
            ("ours: EPUB into a Book", measure(prepare, ours, str(path))),
            ("ours: child process, sentences, JSON", measure(prepare, whole, str(path))),
        ]
        print(table(rows, engine, f"Reading {path.name}"))


if __name__ == "__main__":
    main()
