"""Where real books lie, when they are there: a newcomer's clone has none, and those tests are skipped."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
BOOKS = SHARED / "books"


def shared_books(*suffixes: str) -> list[Path]:
    """All real books (``.epub``, ``.docx``, ``.txt``), sorted; an empty list where the folder is missing."""
    wanted = suffixes or (".epub", ".docx", ".txt")
    return sorted(path for path in BOOKS.glob("*") if path.suffix in wanted) if BOOKS.is_dir() else []


def shared_book(name: str) -> Path:
    """One real book, or a skip that says what is missing."""
    path = BOOKS / name
    if not path.is_file():
        pytest.skip(f"{name} is not here: real books lie in a folder ../shared/books beside the clone")
    return path
