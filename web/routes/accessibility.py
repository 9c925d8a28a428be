"""The accessibility statement, from ``web/accessibility_statement.json``: what was tested, when, with what, clause by clause, and what is missing."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from starlette.responses import Response

from web.access import Pages, Who
from web.visit import Visiting

pages = Pages()

_FILE: Final = Path(__file__).resolve().parents[1] / "accessibility_statement.json"


@cache
def statement_facts() -> dict[str, Any]:
    """What the file says: ``tested``, ``tools``, ``clauses`` (id, GB/T 37668 level, state, WCAG), ``gaps``."""
    facts: dict[str, Any] = json.loads(_FILE.read_text("utf-8"))
    return facts


@pages.page("/accessibility", Who.ANYBODY, name="accessibility")
def statement(visit: Visiting) -> Response:
    """What we promise, how it was tested, what is missing, and whom to tell."""
    facts = statement_facts()
    return visit.page(
        "accessibility.html",
        "accessibility-title",
        tested=date.fromisoformat(facts["tested"]),
        tools=facts["tools"],
        clauses=facts["clauses"],
        gaps=facts["gaps"],
        email=visit.ground.settings.help_email,
    )
