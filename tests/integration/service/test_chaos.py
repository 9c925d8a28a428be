"""A short form of ``make chaos``: the same, with fewer kills and a smaller book."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import KINDS
from tests.service_chaos import run_chaos, small_books, undisturbed
from tests.service_ground import FORMATS


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_killed_at_random_moments(tmp_path: Path) -> None:
    books = small_books(tmp_path / "books", count=1, chapters=4)
    calm = undisturbed(tmp_path / "calm", books)
    for kind in KINDS:
        figures = run_chaos(kind, tmp_path, books, calm, kills=3, seed=20260711)
        assert figures.kills == 3
        assert figures.conversions >= len(FORMATS)
        assert figures.made_after_kept == 0
