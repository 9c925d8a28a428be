"""A small day of deliveries in which everybody may be killed at any moment; ``make chaos-deliveries`` is the large one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import KINDS
from tests.delivery_day import Size, run_day


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost_and_nothing_sent_twice(kind: str, tmp_path: Path) -> None:
    size = Size(20, 4, 5, librarians=2, telephones=1, workers=1, seconds=900.0)
    figures = run_day(kind, tmp_path, size, seed=20)
    assert figures.visits == 20
    assert sum(figures.killed.values()) == 5
    assert figures.sent > 20
