"""What a listener chose to hear beside the running text: one level for all of it, and each kind singly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeAlias

Verbosity: TypeAlias = Literal["main-text", "standard", "everything"]
NotesChoice: TypeAlias = Literal["at-reference", "end-of-section", "skip"]
CodeChoice: TypeAlias = Literal["spell", "read", "skip"]


@dataclass(frozen=True, slots=True)
class Choices:
    """What is said besides running text; the defaults are those of the level ``standard``."""

    notes: NotesChoice = "end-of-section"
    note_marks: bool = False
    """Say "note 1" after a sentence that calls a note."""
    print_pages: bool = False
    pictures: bool = True
    """Descriptions of pictures, and that one has none. Captions are running text."""
    table_details: bool = True
    """Size, headers of columns and rows, empty cells, the end. Caption and cells are running text."""
    code: CodeChoice = "read"
    """``spell``: its punctuation and indentation too, by name."""


_LEVELS: Final[dict[Verbosity, Choices]] = {
    "main-text": Choices(notes="skip", pictures=False, table_details=False, code="skip"),
    "standard": Choices(),
    "everything": Choices(note_marks=True, print_pages=True, code="spell"),
}


def choices_of(verbosity: Verbosity = "standard", **singly: Any) -> Choices:
    """What ``verbosity`` means, with each field of :class:`Choices` that is given and not None in its place."""
    return replace(_LEVELS[verbosity], **{name: value for name, value in singly.items() if value is not None})
