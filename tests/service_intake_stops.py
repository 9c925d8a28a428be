"""Makes a worker stand still at a named moment of an intake, so that a test can kill it just there."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from accessible_reader.conversions.intake_workflow import IntakeWork

_MOMENTS = {
    "look": ("_fetch", False),
    "seen": ("_look", True),
    "keep": ("_record", False),
    "kept": ("_record", True),
    "end": ("_end", False),
}
"""Moment → method, and whether after it."""


def stop_at(moment: str, mark: Path) -> None:
    """From now on, whoever comes to ``moment`` leaves ``mark`` and stays there."""
    name, after = _MOMENTS[moment]
    method: Callable[..., Any] = getattr(IntakeWork, name)

    def standing(self: IntakeWork, *arguments: Any) -> Any:
        if after:
            method(self, *arguments)
        mark.touch()
        threading.Event().wait()

    setattr(IntakeWork, name, standing)
