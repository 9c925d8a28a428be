"""EPUB with overlays before its judges: EPUBCheck, Ace, and the engine of a real reading system."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from converters.book import Book
from converters.chapters import chapters
from converters.readers import read_book_here
from converters.workspace import Workspace
from tests.audio_epub_checks import ace, check_overlays, epubcheck, make_silent, readium
from tests.books_folder import shared_book
from tests.integration.test_large_print import feature_book
from tests.property.strategies import add_pictures, books
from tests.samples import sample_book

SOURCES = ("features", "en", "zh-Hans", "Tiny-3-Footnote.epub", "regime-anticancer-arabic.epub")


def book_of(source: str, workspace: Workspace) -> Book:
    if source == "features":
        return feature_book(workspace, words=20)
    path = sample_book(source) if source in {"en", "zh-Hans"} else shared_book(source)
    return read_book_here(path, workspace).book


@pytest.mark.slow
@pytest.mark.parametrize("source", SOURCES)
def test_epubcheck_has_nothing_to_say_and_a_reading_system_sees_all(
    source: str, workspace: Workspace
) -> None:
    book = book_of(source, workspace)
    artifact = make_silent(book, workspace, print_pages=True)
    path = artifact.folder / artifact.main
    check_overlays(path)
    assert epubcheck(path) == []
    seen = readium(path)
    assert [one["href"] for one in seen["reading"]] == [
        f"EPUB/text/{chapter.key}.xhtml" for chapter in chapters(book)
    ]
    assert all(one["overlay"] and one["duration"] > 0 for one in seen["reading"])
    assert seen["duration"] == pytest.approx(sum(one["duration"] for one in seen["reading"]), abs=0.001)
    assert [label for label, _href in seen["pages"]] == [row.label for row in book.pages]
    assert seen["toc"]
    assert seen["activeClass"] == "-epub-media-overlay-active"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("chromium") is None, reason="Ace needs Chromium: apt-get install chromium")
@pytest.mark.parametrize("source", ["features", "zh-Hans"])
def test_ace_has_nothing_to_say(source: str, workspace: Workspace, tmp_path: Path) -> None:
    book = book_of(source, workspace)
    artifact = make_silent(book, workspace)
    assert ace(artifact.folder / artifact.main, tmp_path / "ace") == []


def test_overlays_of_random_books_hold() -> None:
    @settings(
        max_examples=15,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
    @given(books())
    def check(book: Book) -> None:
        with tempfile.TemporaryDirectory() as folder:
            workspace = Workspace(Path(folder))
            add_pictures(workspace)
            artifact = make_silent(book, workspace, print_pages=True)
            check_overlays(artifact.folder / artifact.main, decode=False)

    check()
