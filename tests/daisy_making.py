"""Makes talking books for tests, in this process and with the instant voice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from converters.book import Book
from converters.language import sentences_of
from converters.protocol import Artifact, Conversion
from converters.readers import read_book_here
from converters.registry import get_converter
from converters.run import make_options
from converters.workspace import Workspace
from tests.daisy3_checks import problems_of_3
from tests.daisy202_checks import problems_of_202
from tests.samples import sample_book

CHECKS = {"daisy-202": problems_of_202, "daisy-3": problems_of_3}


@dataclass(frozen=True)
class Made:
    conversion: Conversion
    artifact: Artifact

    @property
    def folder(self) -> Path:
        """Where the talking book's files are."""
        return (self.artifact.folder / self.artifact.main).parent

    def problems(self, **choices: bool) -> list[str]:
        """What the independent checker says."""
        return CHECKS[self.artifact.converter](self.folder, **choices)


def make_daisy(name: str, book: Book, workspace: Workspace, **options: Any) -> Made:
    """``book`` as a talking book in format ``name``."""
    converter = get_converter(name)
    chosen = make_options(converter, {"voice": "tone:beep", **options})
    conversion = Conversion(book, sentences_of(book), chosen, workspace, name)
    results = []
    for part in converter.plan(conversion):
        folder = workspace.part_folder("parts", part.key)
        results.append((part, converter.convert_part(conversion, part, folder), folder))
    return Made(conversion, converter.assemble(conversion, results, workspace.made_folder(name)))


def make_sample(name: str, language: str, root: Path, **options: Any) -> Made:
    """A sample book of ours as a talking book."""
    root.mkdir(exist_ok=True)
    workspace = Workspace(root)
    return make_daisy(name, read_book_here(sample_book(language), workspace).book, workspace, **options)
