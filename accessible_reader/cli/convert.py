"""``accessible-reader convert``: a book into one or more formats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from converters.language import SentenceIndex
from converters.protocol import Conversion
from converters.readers import read_book
from converters.registry import get_converter
from converters.run import make_options, run_conversion
from converters.workspace import publish, temporary_workspace


def convert(
    book: Path,
    to: Annotated[list[str], typer.Option("--to")],
    out: Annotated[Path, typer.Option("--out")] = Path("out"),
) -> None:
    """Convert BOOK."""
    with temporary_workspace() as workspace:
        result = read_book(book, workspace)
        sentences = SentenceIndex.from_json(workspace.sentences_path.read_bytes())
        for name in to:
            options = make_options(get_converter(name), {})
            artifact = run_conversion(Conversion(result.book, sentences, options, workspace, name))
            publish(artifact.folder, out / name)
