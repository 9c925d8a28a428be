"""Layout profiles as data: how a braille authority sets headings, paragraphs, lists, notes and page numbers.

Cells are counted from 0 here (``first`` 2 is the producers' "cell 3"). A style's indents are fixed plus a part for each level of nesting:
see :meth:`Style.indents`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final, Literal

from converters.braille.cells import CONNECTOR


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
    cells: int = 40
    """Its own width of a line."""
    lines: int = 25
    """Its own height in lines, a line that only page numbers stand on not counted."""
    running_head: bool = True
    """Whether the title of the book may stand on the first line of each page."""
    number_place: Literal["last", "own", "head"] = "last"
    """The braille page number: at the right of the last line of text, on a line of its own under the text, or at the right of the first line."""
    odd_only: bool = False
    """On paper with two sides, page numbers only on the right-hand pages."""
    print_place: Literal["first", "own", "head"] = "first"
    """The printed page's number: at the right of the first line, or at the left of the line that the braille page number is on."""
    page_letters: bool = True
    """a, b ... before the number of a printed page that goes on."""
    page_sign: str = ""
    """Before the number in the middle of the line on which a printed page begins, instead of ``page_change``."""
    continues: str = ""
    """Begins the line on which a word goes on that had to be cut where no rule allows it."""
    front_letters: bool = True
    """t and p before the page numbers of title page and contents; without them the title page has no number."""


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

_SIDE_HEADING: Final = Style(0, 0, blank_before=True, keep=2)

UKAAF: Final = replace(
    BANA,
    name="ukaaf",
    styles={
        **BANA.styles,
        "h1": Style(centre=True, new_page=True, blank_before=True, blank_after=True, keep=2),
        "h2": Style(4, 4, blank_before=True, keep=2),
        "h3": _SIDE_HEADING, "h4": _SIDE_HEADING, "h5": _SIDE_HEADING, "h6": _SIDE_HEADING,
    },
    cells=38, number_place="head", print_place="head", page_letters=False, page_sign="⠐⠒", blank_under_head=False,
)  # fmt: skip
"""British practice: a page information line at the top of each page (printed page left, title, braille page right), the turn of a printed page in the
middle of a line of its own after dots 5 and 25, three plain kinds of headings."""

_TOP_HEADING: Final = Style(centre=True, blank_before=True, blank_after=True, keep=2)
_LOW_HEADING: Final = Style(centre=True, keep=2)

CHINA: Final = replace(
    BANA,
    name="china",
    styles={
        **BANA.styles,
        "h1": replace(_TOP_HEADING, new_page=True),
        "h2": _TOP_HEADING,
        "h3": _LOW_HEADING, "h4": _LOW_HEADING, "h5": _LOW_HEADING, "h6": _LOW_HEADING,
        "verse": Style(4, 6, per_depth=2, per_deepest=2, orphans=2),
        "note": Style(2, 0),
        "note-more": Style(2, 0),
    },
    heading_margin=4, cells=30, running_head=False, number_place="own", odd_only=True, print_place="own", page_letters=False,
    continued="", continues=CONNECTOR, blank_under_head=False, front_letters=False,
)  # fmt: skip
"""GB/T 44725-2024, books: 25 lines of 30 cells (4.4), the page number on a line 26 that ends at cell 30, on right-hand pages only where both sides are
embossed (4.5.3), headings in the middle after at least four blanks (4.5.1), a divided word goes on after the connector (4.8.4). Where the
standard leaves a choice: paragraphs are moved in by two cells; the number of a printed page stands at the left of line 26."""

CHINA_32: Final = replace(CHINA, name="china-32", cells=32)
"""The same on lines of 32 cells, the size of the embossers and displays that 阳光 software is set to."""

PROFILES: Final[dict[str, Profile]] = {one.name: one for one in (BANA, UKAAF, CHINA, CHINA_32)}


def profile_for(name: str, language: str) -> Profile:
    """The profile called ``name``; ``auto``: by the ``language`` of the braille code, mainland Chinese by its own standard, all others by BANA's."""
    if name == "auto":
        name = "china" if language == "zh-Hans" else "bana"
    return PROFILES[name]
