"""How pages look for somebody: theme, size, spacing, motion. Kept in the account, or for whoever is not signed in, in a cookie of this browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from accessible_reader.people.preferences import PagePreferences

THEMES: Final = (
    "system", "light", "dark", "white-on-black", "yellow-on-black", "black-on-yellow", "sepia",
)  # fmt: skip
SIZES: Final = (100, 125, 150, 175, 200, 250, 300, 400)
"""Per cent."""
SPACINGS: Final = ("normal", "wide", "wider")


@dataclass(frozen=True, slots=True)
class Display:
    """What is chosen; the defaults follow the device."""

    theme: str = "system"
    size: int = 100
    spacing: str = "normal"
    reduced_motion: bool = False

    def to_cookie(self) -> str:
        """Short, and telling nobody anything about anybody."""
        return f"{self.theme}.{self.size}.{self.spacing}.{int(self.reduced_motion)}"

    @classmethod
    def from_cookie(cls, value: str) -> Display:
        """What :meth:`to_cookie` wrote; it comes back from outside, so what does not fit is left out."""
        theme, size, spacing, motion = [*value.split("."), "", "", "", ""][:4]
        return cls(
            theme if theme in THEMES else "system",
            int(size) if size in {str(one) for one in SIZES} else 100,
            spacing if spacing in SPACINGS else "normal",
            motion == "1",
        )

    @classmethod
    def from_account(cls, page: PagePreferences) -> Display:
        """From a person's preferences."""
        theme = "white-on-black" if page.theme == "high-contrast" else page.theme
        return cls(theme, page.text_size, page.line_spacing, page.reduced_motion)

    def to_account(self, page: dict[str, Any]) -> dict[str, Any]:
        """``page`` of a person's preferences with these in it."""
        return page | {
            "theme": self.theme,
            "text_size": self.size,
            "line_spacing": self.spacing,
            "reduced_motion": self.reduced_motion,
        }
