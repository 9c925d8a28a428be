"""Whatever is in a book, its talking book agrees with itself, and all of its text is heard."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from converters.book import Book
from converters.workspace import Workspace
from tests.daisy_making import CHECKS, make_daisy
from tests.property.strategies import add_pictures, books


@pytest.mark.slow
@pytest.mark.parametrize("name", tuple(CHECKS))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(book=books(), notes=st.sampled_from(["at-reference", "end-of-section"]), pages=st.booleans())
def test_any_book(name: str, book: Book, notes: str, pages: bool) -> None:
    with tempfile.TemporaryDirectory() as root:
        workspace = Workspace(Path(root))
        add_pictures(workspace)
        made = make_daisy(name, book, workspace, notes=notes, print_pages=pages)
        assert made.problems() == []
