"""A moment for tests that say when something happens: a round hour of tomorrow. What a test furnishes is written down now, so a moment of its own has to come after that, on whatever day the test runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

TOMORROW: Final = (datetime.now(UTC) + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
