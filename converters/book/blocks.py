"""Blocks: what stands one below the other.

Ids are filled in by :func:`converters.book.ids.assign_ids`, after a reader has built the tree with empty ids or with ids of its own
making (``#...`` link targets and note references are rewritten with them). ``language`` None means "as the parent".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from converters.book.inlines import Inline


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text: a leaf, cut into sentences."""

    content: tuple[Inline, ...]
    id: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of ``level`` 1 (a section's own title at the top) to 6. A leaf."""

    level: int
    content: tuple[Inline, ...]
    id: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class VerseLine:
    """One line of verse. A leaf; ``indent`` in steps from the left."""

    content: tuple[Inline, ...]
    id: str = ""
    language: str | None = None
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Verse:
    """A poem: stanzas of lines, in the order of the page."""

    stanzas: tuple[tuple[VerseLine, ...], ...]
    id: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Preformatted text; ``text`` keeps its line ends and blanks. A leaf read line by line."""

    text: str
    id: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class MathBlock:
    """A displayed formula: see :class:`~converters.book.inlines.Math`. A leaf."""

    mathml: str
    alternative: str | None = None
    id: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture on its own.

    ``alternative`` None: nobody wrote one (a warning); empty string: decorative, silent. ``description`` is the long one.
    ``resource`` is a :class:`~converters.book.resource.Resource` id, or None where the file is missing or broken.
    """

    resource: str | None
    alternative: str | None = None
    description: tuple[Block, ...] = ()
    caption: tuple[Block, ...] = ()
    id: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item. In a definition list ``term`` is the term, a leaf of its own, and ``blocks`` the definition."""

    blocks: tuple[Block, ...]
    term: Paragraph | None = None
    id: str = ""
    label: str | None = None
    """The marker as printed, where the source states it ("3", "iv", "a"); None: made from the list's kind."""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list: ``unordered``, ``ordered`` (from ``start``), ``plain`` (no marker) or ``definition``."""

    kind: Literal["unordered", "ordered", "plain", "definition"]
    items: tuple[ListItem, ...]
    start: int = 1
    id: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell. ``scope`` says for which cells a header stands."""

    blocks: tuple[Block, ...]
    header: bool = False
    scope: Literal["row", "column"] | None = None
    column_span: int = 1
    row_span: int = 1
    id: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of cells; ``head`` rows are repeated on every page."""

    cells: tuple[TableCell, ...]
    head: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption."""

    rows: tuple[TableRow, ...]
    caption: tuple[Block, ...] = ()
    id: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A note, standing where its text stands in the source; called by :class:`~converters.book.inlines.NoteReference`."""

    kind: Literal["footnote", "endnote", "rearnote"]
    blocks: tuple[Block, ...]
    label: str = ""
    id: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    blocks: tuple[Block, ...]
    id: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """A sidebar: text beside the main line of the book, may be skipped."""

    blocks: tuple[Block, ...]
    role: str = "sidebar"
    id: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The place between blocks where a printed page begins; ``label`` as printed."""

    label: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Separator:
    """A change of scene or theme (``<hr/>``, "* * *")."""

    id: str = ""


Block: TypeAlias = (
    Paragraph
    | Heading
    | Verse
    | CodeBlock
    | MathBlock
    | Figure
    | ListBlock
    | Table
    | Note
    | Quote
    | Aside
    | PageBreak
    | Separator
)
