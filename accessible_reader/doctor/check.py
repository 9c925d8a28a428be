"""The result of looking at one part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

State = Literal["works", "missing", "broken"]


@dataclass(frozen=True, slots=True)
class Check:
    """``name`` is the name of a message ``doctor-<name>``; ``detail`` a version, a path or a reason; ``mend`` a command for a shell.

    ``needed`` False: only what ``only_for`` says needs it, and that is not in use here.
    """

    name: str
    state: State
    detail: str = ""
    mend: str = ""
    needed: bool = True
    only_for: Literal["tests", "online-voices"] = "tests"

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "name": self.name,
            "state": self.state,
            "detail": self.detail,
            "mend": self.mend,
            "needed": self.needed,
        }
