"""What EPUB, DOCX and HTML have in common: the whole book is one part, made in one go."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Literal

from converters.book import Book, leaves, text_of_book
from converters.chapters import chapters
from converters.errors import BadInput
from converters.language import SentenceIndex
from converters.protocol import Artifact, Conversion, ConverterOptions, Json, Locator, Part, PartResult
from converters.run import sum_counts
from converters.workspace import write_atomically


class SinglePartConverter:
    """Base: plans one part, copies its files in ``assemble`` and reads ``locators`` rows that the part left in ``places.json``."""

    name: ClassVar[str]
    media_type: ClassVar[str]
    kind: ClassVar[Literal["audio", "braille", "print", "text", "data"]] = "print"
    Options: ClassVar[type[ConverterOptions]]
    part_seconds: ClassVar[float] = 1200.0

    def plan(self, conversion: Conversion) -> tuple[Part, ...]:
        """One part: the whole book."""
        if not chapters(conversion.book):
            raise BadInput("large-print-without-text", book=conversion.book.metadata.title)
        return (Part("book", conversion.book.metadata.title),)

    def assemble(
        self, conversion: Conversion, results: Sequence[tuple[Part, PartResult, Path]], folder: Path
    ) -> Artifact:
        """Copy the files into place; every sentence is in its leaf's element, so its fragment is the leaf's id."""
        ((_part, result, source),) = results
        files = tuple(name for name in result.files if name != "places.json")
        for name in files:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / name, target)
        places: dict[str, str] = json.loads((source / "places.json").read_bytes())
        locators = tuple(_locators(conversion.book, conversion.sentences, places))
        return Artifact(
            self.name,
            self.media_type,
            folder,
            files[0],
            files,
            result.findings,
            sum_counts(results),
            locators,
        )


def keep_places(folder: Path, places: dict[str, str]) -> None:
    """Leave for ``assemble``: leaf id → file it is in."""
    write_atomically(folder / "places.json", json.dumps(places, separators=(",", ":")))


def characters_in(book: Book) -> int:
    """Characters of a book that are no white space."""
    return sum(not c.isspace() for c in text_of_book(book))


def _locators(book: Book, sentences: SentenceIndex, places: dict[str, str]) -> list[Locator]:
    rows = []
    for leaf in leaves(book):
        file = places.get(leaf.node.id)
        if file is None:
            continue
        place: dict[str, Json] = {"file": file, "fragment": leaf.node.id}
        rows += [Locator(sentence.id, place) for sentence in sentences.of(leaf.node.id)]
    for page in book.pages:
        file = places.get(page.target)
        if file is not None:
            rows.append(
                Locator(page.target, {"file": file, "fragment": page.target, "print_page": page.label})
            )
    return rows


def picture_source(conversion: Conversion) -> list[tuple[str, str, Path]]:
    """What :class:`~converters.edition.pictures.PictureStore` takes."""
    return [
        (resource.id, resource.media_type, conversion.workspace.resource_path(resource.id))
        for resource in conversion.book.resources
    ]
