"""An empty, migrated database of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from accessible_reader.database import Database, make_engine
from tests.databases import KINDS, ready_url


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    database = Database(make_engine(ready_url(request.param, tmp_path)))
    yield database
    database.close()


@pytest.fixture(params=KINDS, scope="module")
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One for all tests of a module that only look."""
    database = Database(make_engine(ready_url(request.param, tmp_path_factory.mktemp("shared"))))
    yield database
    database.close()
