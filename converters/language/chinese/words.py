"""A word in the making, as the engines, the rules and the joining hand it on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Token:
    """A word in the making: ``text`` at ``start``; ``tag`` in LAC's alphabet."""

    text: str
    start: int
    tag: str

    @property
    def end(self) -> int:
        """Where the next token starts."""
        return self.start + len(self.text)
