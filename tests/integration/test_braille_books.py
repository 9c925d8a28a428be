"""Braille of real books: all cells there, in pages that an embosser takes."""

from pathlib import Path

import pytest

from converters.readers import read_book_here
from converters.registry import get_converter
from converters.workspace import Workspace
from tests.books_folder import shared_books
from tests.braille_checks import check_pages, convert, lost_leaves
from tests.brf_linter import lint_brf
from tests.samples import LANGUAGES, sample_book

BOOKS = shared_books(".epub", ".docx")
_FEW_LOST = 0.002
"""Share of words that may not be found in the pages in one piece: words longer than a column of a table, broken there."""


def check(path: Path, tmp_path: Path) -> None:
    root = tmp_path / "read"
    root.mkdir()
    book = read_book_here(path, Workspace(root)).book
    # Formulas in words: thousands of them in Nemeth code take minutes; tests/unit/braille/test_nemeth.py has a sample.
    made = convert(book, tmp_path / "text", maths="linear")
    check_pages(made)
    characters = made.artifact.counts["characters"]
    lost = list(lost_leaves(made, pieces=True, every=1 + characters // 100_000))
    assert len(lost) <= _FEW_LOST * made.artifact.counts["cells"] / 6, lost[:20]
    # The same translated parts, written as BRF.
    brf = convert(book, tmp_path / "text", "braille-brf", maths="linear")
    for name in (name for name in brf.artifact.files if name.endswith(".brf")):
        assert (
            lint_brf((brf.artifact.folder / name).read_bytes(), made.document.width, made.document.height)
            == []
        )
    assert get_converter("braille-brf").name == brf.artifact.converter


@pytest.mark.slow
@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_real_books(path: Path, tmp_path: Path) -> None:
    check(path, tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sample_books(language: str, tmp_path: Path) -> None:
    check(sample_book(language), tmp_path)


def test_real_books_are_there() -> None:
    if not BOOKS:
        pytest.skip("real books lie in a folder ../shared/books beside the clone")
