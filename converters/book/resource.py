"""Files that belong to a book: pictures, covers, recorded audio. The bytes live in the workspace, under the id."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of the book.

    ``id`` is the SHA-256 of its bytes (64 hex digits), which is also its name in :class:`converters.workspace.Workspace`; ``href`` is
    where the source kept it, for messages only, never used as a path.
    """

    id: str
    media_type: str
    href: str
    size: int
    width: int | None = None
    height: int | None = None
