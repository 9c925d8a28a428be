"""A library whose pages Orca reads, and Orca itself, one at a time on this machine."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from tests.e2e.browser import open_driver
from tests.e2e.server import serve
from tests.orca.screen_reader import ScreenReader, open_screen_reader, require_programs
from tests.web_ground import Ground, open_ground


@pytest.fixture
def long_journey() -> None:
    """Journeys of some minutes belong to ``make orca``; those in the suite are its short form."""
    if not os.environ.get("ORCA_ALL"):
        pytest.skip("a long journey: make orca")


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Of its own: what other tests borrow would be heard."""
    require_programs()
    with open_ground(tmp_path_factory.mktemp("orca") / "library") as made:
        yield made


@pytest.fixture(scope="module")
def address(ground: Ground) -> Iterator[str]:
    with serve(ground) as made:
        yield made


@pytest.fixture
def orca() -> Iterator[ScreenReader]:
    """Two screen readers at once would only take time from one another."""
    require_programs()
    temporary = Path(tempfile.gettempdir())
    # Short paths: addresses of sockets have at most 107 characters.
    with (
        FileLock(temporary / f"accessible-reader-orca-{os.getuid()}.lock"),
        tempfile.TemporaryDirectory(prefix="orca-", ignore_cleanup_errors=True) as folder,
        open_driver() as playwright,
        open_screen_reader(Path(folder), playwright) as reader,
    ):
        yield reader
