"""Plain text: paragraphs between blank lines. (Encodings and chapters come next.)"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from converters.book import Book, Metadata, Paragraph, Section, Text, assign_ids
from converters.protocol import ReadOptions, ReadResult
from converters.workspace import Workspace


class PlainTextReader:
    """Reads ``.txt``."""

    name: ClassVar[str] = "plain-text"
    media_types: ClassVar[tuple[str, ...]] = ("text/plain",)
    extensions: ClassVar[tuple[str, ...]] = (".txt",)

    def sniff(self, source: Path, head: bytes) -> float:
        """Text without NUL bytes."""
        return 0.0 if b"\0" in head else 0.3

    def read(self, source: Path, workspace: Workspace, options: ReadOptions) -> ReadResult:
        """One section of paragraphs."""
        text = source.read_text("utf-8", "replace")
        blocks = tuple(
            Paragraph((Text(" ".join(piece.split())),)) for piece in text.split("\n\n") if piece.strip()
        )
        title = options.title or source.stem
        return ReadResult(
            assign_ids(Book(Metadata(title, options.language or "en"), (Section(title, blocks),)))
        )
