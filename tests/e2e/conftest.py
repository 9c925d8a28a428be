"""One library and one browser for all tests here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.browser import open_browser
from tests.web_ground import Ground, open_ground


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with open_ground(tmp_path_factory.mktemp("web")) as made:
        yield made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with open_browser() as made:
        yield made
