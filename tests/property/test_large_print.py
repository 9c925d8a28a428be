"""No word of the book is lost between the Book and large print: four outputs, each read back by another tool."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from converters.book import Book
from converters.large_print.chapter_trees import TextGate
from converters.large_print.fonts import Gate
from converters.large_print.geometry import geometry
from converters.large_print.options import PdfOptions
from converters.readers import read_book_here
from converters.workspace import Workspace
from tests.books_folder import shared_books
from tests.large_print_reading import convert, docx_text, epub_text, html_text, lost, pdf_text
from tests.property.strategies import add_pictures, books

FEW = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def lost_in(book: Book, workspace: Workspace, name: str) -> list[str]:
    if name == "large-print-pdf":
        artifact = convert(book, workspace, name, images="describe")
        page = geometry(PdfOptions(), book.metadata.language)
        return lost(book, pdf_text(artifact), Gate(page.font, book.metadata.language).clean)
    artifact = convert(book, workspace, name)
    path = artifact.folder / artifact.main
    read = {"large-print-epub": epub_text, "large-print-docx": docx_text}.get(name)
    text = read(path) if read else html_text(path.read_text("utf-8").partition("<main")[2])
    return lost(book, text, TextGate().clean)


@pytest.mark.parametrize(
    "name", ["large-print-pdf", "large-print-epub", "large-print-docx", "large-print-html"]
)
def test_no_text_of_random_books_is_lost(name: str) -> None:
    @FEW
    @given(books())
    def check(book: Book) -> None:
        with tempfile.TemporaryDirectory() as folder:
            workspace = Workspace(Path(folder))
            add_pictures(workspace)
            assert lost_in(book, workspace, name) == []

    check()


SMALL = [path for path in shared_books() if path.stat().st_size < 300_000 and "arabic" not in path.name]


@pytest.mark.slow
@pytest.mark.skipif(not SMALL, reason="real books lie in a folder ../shared/books beside the clone")
@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.name)
def test_no_text_of_real_books_is_lost(path: Path, workspace: Workspace) -> None:
    book = read_book_here(path, workspace).book
    for name in ("large-print-pdf", "large-print-epub", "large-print-docx", "large-print-html"):
        assert lost_in(book, workspace, name) == [], name
