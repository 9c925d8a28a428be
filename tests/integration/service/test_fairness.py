"""Two libraries share two workers: the one that asked last for little is not starved by the one that asked first for much."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import KINDS
from tests.service_fairness import measure


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", KINDS)
def test_the_small_library_is_not_starved(kind: str, tmp_path: Path) -> None:
    # Parts that take longer than a busy machine takes to look into a queue: places tell of priorities then, and not of who was looked at first.
    waited = measure(kind, tmp_path, large=44, small=6, patrons=1, part_seconds=0.3)
    assert waited["large"].count == 44
    # First come, first served would give it the places 45 to 50. Its share is a half, so that 6 of it are done when about 12 are; chance and eight places at once allow for more.
    assert max(waited["small"].places) <= 36
    # Who waits is served before all batches, but for those that began in the same moment.
    assert max(waited["patron"].places) <= 12
