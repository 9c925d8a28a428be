"""Layout profiles as data: how a braille authority sets headings, paragraphs, lists, notes and page numbers.

Cells are counted from 0 here (``first`` 2 is the producers' "cell 3"). A style's indents are fixed plus a part for each level of nesting:
see :meth:`Style.indents`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Style:
    """How one kind of block is set."""

    first: int = 0
    """Blank cells before the first line."""
    runover: int = 0
    """Blank cells before the lines after it."""
    per_depth: int = 0
    """More for the first line, for each level a block is nested."""
    per_deepest: int = 0
    """More for runovers, for each level of the deepest neighbour."""
    centre: bool = False
    new_page: bool = False
    blank_before: bool = False
    blank_after: bool = False
    keep: int = 0
    """Lines of what follows that must be on the same page."""
    orphans: int = 1
    """Fewest lines of it at the foot of a page."""

    def indents(self, depth: int, deepest: int, margin: int) -> tuple[int, int]:
        """Blank cells before the first line and before runovers."""
        return (
            margin + self.first + self.per_depth * depth,
            margin + self.runover + self.per_deepest * deepest,
        )


@dataclass(frozen=True, slots=True)
class Profile:
    """One authority's layout."""

    name: str
    styles: dict[str, Style]
    quote_margin: int
    """Cells a quotation is moved to the right."""
    heading_margin: int
    """Cells left free on both sides of a centred heading."""
    number_gap: int
    """Fewest blanks between text and a page number on the same line."""
    page_change: str
    """Fills the line on which a printed page begins, before its number."""
    separator: str
    box_top: str
    box_bottom: str
    guide: str
    contents_gutter: int
    column_gap: int
    column_rule: tuple[str, str]
    """First cell and filling of the line under a column heading."""
    continued: str
    """Ends a line inside a word that is longer than a line."""
    hyphen: str
    blank_under_head: bool
    """A blank line between running head and a centred heading."""
    prefixes: frozenset[str] = field(default_factory=frozenset)
    """Cells that belong to the next one: a line does not end after them inside a word."""


_HEADING: Final = Style(6, 6, blank_before=True, keep=2)

BANA: Final = Profile(
    name="bana",
    styles={
        "h1": Style(centre=True, new_page=True, blank_before=True, blank_after=True, keep=2),
        "h2": Style(4, 4, blank_before=True, keep=2),
        "h3": _HEADING, "h4": _HEADING, "h5": _HEADING, "h6": _HEADING,
        "paragraph": Style(2, 0),
        "list": Style(0, 2, per_depth=2, per_deepest=2, orphans=2),
        "list-more": Style(4, 2, per_deepest=2),
        "verse": Style(0, 4, per_depth=2, per_deepest=2, orphans=2),
        "code": Style(0, 4, per_depth=2, per_deepest=2),
        "math": Style(4, 6),
        "picture": Style(6, 4),
        "caption": Style(6, 4),
        "note": Style(0, 2),
        "note-more": Style(4, 2),
        "cell": Style(0, 2),
    },
    quote_margin=2, heading_margin=3, number_gap=3, page_change="⠤", separator="⠒" * 12, box_top="⠶", box_bottom="⠛",
    guide="⠐", contents_gutter=6, column_gap=2, column_rule=("⠐", "⠒"), continued="⠐", hyphen="⠤", blank_under_head=True,
    prefixes=frozenset("⠼⠠⠐⠰⠨⠘⠸⠈"),
)  # fmt: skip
"""Braille Formats: Principles of Print-to-Braille Transcription 2016 (BANA), as read from DAISY's ``bana.scss``."""

PROFILES: Final[dict[str, Profile]] = {BANA.name: BANA}
