"""``book-json``: the Book itself, as canonical JSON with its pictures beside it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Literal

from converters.book import book_to_json, text_of_book
from converters.protocol import Artifact, Conversion, ConverterOptions, Locator, Part, PartResult
from converters.workspace import write_atomically


class BookJsonConverter:
    """Writes ``book.json`` and ``resources/<sha-256>``. A sentence's place is its leaf, and characters ``start`` to ``end`` of that leaf's words."""

    name: ClassVar[str] = "book-json"
    media_type: ClassVar[str] = "application/json"
    kind: ClassVar[Literal["audio", "braille", "print", "text", "data"]] = "data"
    Options: ClassVar[type[ConverterOptions]] = ConverterOptions
    part_seconds: ClassVar[float] = 120.0

    def plan(self, conversion: Conversion) -> tuple[Part, ...]:
        """One part: the whole book."""
        return (Part("book", conversion.book.metadata.title),)

    def convert_part(self, conversion: Conversion, part: Part, folder: Path) -> PartResult:
        """Write the JSON and copy the resources."""
        write_atomically(folder / "book.json", book_to_json(conversion.book, indent=1) + "\n")
        files = ["book.json"]
        for resource in conversion.book.resources:
            target = folder / "resources" / resource.id
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(conversion.workspace.resource_path(resource.id), target)
            files.append(f"resources/{resource.id}")
        characters = sum(not c.isspace() for c in text_of_book(conversion.book))
        return PartResult(part.key, tuple(files), counts={"characters": characters})

    def assemble(
        self, conversion: Conversion, results: Sequence[tuple[Part, PartResult, Path]], folder: Path
    ) -> Artifact:
        """Move the one part's files into place."""
        ((_part, result, source),) = results
        for name in result.files:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / name, target)
        places = [
            Locator(
                sentence.id,
                {"file": "book.json", "leaf": sentence.leaf, "start": sentence.start, "end": sentence.end},
            )
            for sentence in conversion.sentences
        ]
        places += [
            Locator(page.target, {"file": "book.json", "id": page.target}) for page in conversion.book.pages
        ]
        return Artifact(
            self.name,
            self.media_type,
            folder,
            "book.json",
            result.files,
            result.findings,
            result.counts,
            tuple(places),
        )
