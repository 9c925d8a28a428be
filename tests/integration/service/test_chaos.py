"""A short form of ``make chaos``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import KINDS
from tests.service_chaos import run_chaos


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_killed_at_random_moments(kind: str, tmp_path: Path) -> None:
    figures = run_chaos(kind, tmp_path, kills=2, seed=20260711)
    assert figures["kills"] == 2
    assert figures["conversions"] >= 15
