"""What lies beside every braille artifact for those who proof-read it: alignment and review list, from the files of the parts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from converters.braille import alignment, review
from converters.errors import Finding
from converters.protocol import Conversion, Part, PartResult


def write_side_files(
    conversion: Conversion, results: Sequence[tuple[Part, PartResult, Path]], folder: Path
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Names of the files written into ``folder``, and what a librarian should know of them. Only what the parts have is merged."""
    book = conversion.book.metadata.identifier
    names: list[str] = []
    findings: list[Finding] = []
    if parts := _files(results, alignment.FILE):
        alignment.merge(parts, book, folder / alignment.MERGED)
        names.append(alignment.MERGED)
    if parts := _files(results, review.FILE):
        places, questions = review.merge(parts, book, folder / review.FILE)
        names.append(review.FILE)
        if places:
            findings.append(
                Finding(
                    "braille-readings-uncertain",
                    {"count": places, "questions": questions, "file": review.FILE},
                )
            )
    return tuple(names), tuple(findings)


def _files(results: Sequence[tuple[Part, PartResult, Path]], name: str) -> list[Path]:
    return [folder / name for _part, result, folder in results if name in result.files]
