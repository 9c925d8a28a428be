"""Finds the reader for a file and runs it within limits."""

from __future__ import annotations

from pathlib import Path

from converters.book import book_from_json, book_to_json
from converters.errors import BadInput, Finding, LimitExceeded, UnsupportedFormat, fold_findings
from converters.language import sentences_of
from converters.limits import LIMITS
from converters.processes import run_limited
from converters.protocol import Reader, ReadOptions, ReadResult
from converters.registry import get_reader, reader_names
from converters.workspace import Workspace, write_atomically

HEAD_BYTES = 4096
_SURE_ENOUGH = 0.2


def choose_reader(source: Path) -> Reader:
    """The reader that is most sure of ``source``. Raises BadInput: ``file-not-found``, ``file-empty``, ``unsupported-format`` ..."""
    try:
        with source.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
        size = source.stat().st_size
    except FileNotFoundError:
        raise BadInput("file-not-found", file=source.name) from None
    except IsADirectoryError:
        raise BadInput("file-is-folder", file=source.name) from None
    except OSError as error:
        raise BadInput("file-unreadable", file=source.name, reason=error.strerror or "") from None
    if size == 0:
        raise BadInput("file-empty", file=source.name)
    if size > LIMITS.file_bytes:
        raise LimitExceeded("limit-file-size", mebibytes=LIMITS.file_bytes // 2**20)
    readers = [get_reader(name) for name in reader_names()]
    sure, best = max(
        ((r.sniff(source, head) + 0.01 * (source.suffix.lower() in r.extensions), r) for r in readers),
        key=lambda pair: pair[0],
    )
    if sure < _SURE_ENOUGH:
        raise UnsupportedFormat("unsupported-format", file=source.name)
    return best


def read_book(source: Path, workspace: Workspace, options: ReadOptions | None = None) -> ReadResult:
    """Read ``source`` in a child process with limits; leaves ``book.json``, ``sentences.json`` and resources in ``workspace``."""
    findings = run_limited(_read_in_child, source, workspace, options or ReadOptions())
    return ReadResult(book_from_json(workspace.book_path.read_bytes()), findings)


def read_book_here(source: Path, workspace: Workspace, options: ReadOptions | None = None) -> ReadResult:
    """Read ``source`` in this process: for tests, benchmarks and the child."""
    reader = choose_reader(source)
    result = reader.read(source, workspace, options or ReadOptions())
    if not result.book.sections:
        raise BadInput("book-without-text", file=source.name)
    return ReadResult(result.book, tuple(fold_findings(list(result.findings))))


def _read_in_child(source: Path, workspace: Workspace, options: ReadOptions) -> tuple[Finding, ...]:
    result = read_book_here(source, workspace, options)
    write_atomically(workspace.book_path, book_to_json(result.book))
    write_atomically(workspace.sentences_path, sentences_of(result.book).to_json())
    return result.findings
