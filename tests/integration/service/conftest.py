"""One library with a worker for all tests of a module, on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import converters.registry
from tests.databases import KINDS
from tests.service_converters import WHERE
from tests.service_ground import Library, open_library, write_books


@pytest.fixture(autouse=True, scope="module")
def _trial() -> Iterator[None]:
    """The format for trials is there for these tests only: others look at all formats that there are."""
    converters.registry._CONVERTERS.update(WHERE)
    yield
    for name in WHERE:
        del converters.registry._CONVERTERS[name]


@pytest.fixture(params=KINDS, scope="module")
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with open_library(request.param, tmp_path_factory.mktemp(request.param)) as library:
        library.start_worker("w1", memory_bytes=2 << 30, beat_seconds=0.3, gone_seconds=2.0).wait_ready()
        yield library


@pytest.fixture(scope="module")
def book(library: Library) -> str:
    return library.add_book(write_books(library.folder / "books", 2)[0])


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    """A library of a test's own, without a worker."""
    with open_library(request.param, tmp_path) as library:
        yield library
