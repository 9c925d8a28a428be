"""``accessible-reader info``: what a book is, what is in it, and what is missing for people who do not see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from accessible_reader.cli.printing import print_json, print_line

_MOST_ENTRIES: Final = 40
_SHOWN_COUNTS: Final = (
    "characters",
    "words",
    "han_characters",
    "sentences",
    "chapters",
    "sections",
    "pages",
    "notes",
    "pictures",
    "pictures_described",
    "tables",
    "formulas",
    "lists",
    "poems",
)


def info(
    book: Annotated[Path, typer.Argument(show_default=False)],
    language: Annotated[str | None, typer.Option("--language", metavar="TAG")] = None,
    encoding: Annotated[str | None, typer.Option("--encoding", metavar="NAME")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    """Read BOOK and describe it."""
    from accessible_reader.cli.report import Report, error_to_report
    from converters.describe import describe
    from converters.errors import ConversionError
    from converters.language import SentenceIndex
    from converters.protocol import ReadOptions
    from converters.readers import read_book
    from converters.workspace import temporary_workspace

    with temporary_workspace() as workspace:
        try:
            result = read_book(book, workspace, ReadOptions(language, encoding))
        except ConversionError as error:
            if not as_json:
                raise
            print_json(Report("failed", str(book), errors=[error_to_report(error)]).to_json())
            return 2
        sentences = SentenceIndex.from_json(workspace.sentences_path.read_bytes())
    description = describe(result.book, sentences)
    if as_json:
        print_json(_as_json(str(book), result, description))
    else:
        for line in _lines(result, description):
            print_line(line)
    return 0


def _as_json(file: str, result: Any, description: Any) -> dict[str, Any]:
    from accessible_reader.cli.report import book_to_report, finding_to_report

    def point(item: Any) -> dict[str, Any]:
        return {"title": item.title, "children": [point(child) for child in item.children]}

    return {
        "file": file,
        "book": book_to_report(result.book),
        "contents": [point(item) for item in result.book.contents],
        "counts": description.counts,
        "languages": description.languages,
        "declared": [list(pair) for pair in result.book.metadata.accessibility],
        "features": [finding_to_report(item) for item in description.features],
        "missing": [finding_to_report(item) for item in description.missing],
        "findings": [finding_to_report(item) for item in result.findings],
    }


def _lines(result: Any, description: Any) -> Iterator[str]:
    from accessible_reader.cli.words import say, sentence

    metadata = result.book.metadata
    yield say("info-title", title=metadata.title)
    for code, value in (
        ("info-subtitle", metadata.subtitle),
        ("info-authors", ", ".join(person.name for person in metadata.contributors)),
        ("info-language", metadata.language),
        ("info-publisher", metadata.publisher),
        ("info-date", metadata.date),
        ("info-identifier", metadata.identifier),
    ):
        if value:
            yield say(code, value=value)
    yield ""
    yield say("info-contents")
    yield from _contents(result.book.contents)
    yield ""
    yield say("info-counts")
    for name in _SHOWN_COUNTS:
        if description.counts.get(name):
            yield f"  {say('count-' + name.replace('_', '-'))}: {description.counts[name]}"
    for heading, findings in (
        ("info-features", description.features),
        ("info-missing", description.missing),
        ("info-findings", result.findings),
    ):
        if findings:
            yield ""
            yield say(heading)
            for finding in findings:
                where = f" ({finding.where})" if finding.where else ""
                yield f"  - {sentence(finding)}{where}"
    if not description.missing:
        yield ""
        yield say("info-nothing-missing")


def _contents(points: Sequence[Any]) -> Iterator[str]:
    """The contents, indented; deep entries first to go where it is long."""
    from accessible_reader.cli.words import say

    def flat(items: Sequence[Any], depth: int) -> Iterator[tuple[int, str]]:
        for item in items:
            yield depth, item.title
            yield from flat(item.children, depth + 1)

    entries = list(flat(points, 0))
    if not entries:
        yield "  " + say("info-no-contents")
        return
    depth = max(level for level, _title in entries)
    while depth > 0 and sum(level <= depth for level, _title in entries) > _MOST_ENTRIES:
        depth -= 1
    shown = [entry for entry in entries if entry[0] <= depth][:_MOST_ENTRIES]
    for level, title in shown:
        yield "  " * (level + 1) + title
    if len(entries) > len(shown):
        yield "  " + say("info-more-contents", count=len(entries) - len(shown))
