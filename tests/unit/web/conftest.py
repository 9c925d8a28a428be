"""One small library for all tests of pages."""

from collections.abc import Iterator

import pytest

from tests.web_ground import Ground, open_ground


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with open_ground(tmp_path_factory.mktemp("web")) as made:
        yield made
