"""What is in a file, as the catalogue wants to know it: sniffed, read and described. Knows no database, so that child processes can do it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from accessible_reader.catalogue.tokens import body_tokens
from accessible_reader.storage.files import hash_file
from converters.book import Book, book_from_json, leaves
from converters.describe import describe
from converters.errors import Finding
from converters.language import SentenceIndex, sentences_of
from converters.limits import LIMITS
from converters.processes import run_limited
from converters.protocol import ReadOptions
from converters.readers import read_book, read_book_here
from converters.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Looked:
    """What is in a file. Plain data: a job can write it down between its steps."""

    sha256: str
    size: int
    file: str
    title: dict[str, Any]
    edition: dict[str, str]
    description: dict[str, Any]
    """``counts``, ``languages`` and, as findings, ``features`` and ``missing``."""
    findings: list[dict[str, Any]]
    body: list[str] = field(repr=False)
    """Tokens of the text, for search."""

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Looked:
        """What :meth:`to_json` wrote."""
        return cls(**data)

    def pack(self) -> bytes:
        """The same, small: a novel's tokens are a hundred kilobytes."""
        return gzip.compress(json.dumps(self.to_json()).encode(), 3, mtime=0)

    @classmethod
    def unpack(cls, data: bytes) -> Looked:
        """What :meth:`pack` wrote."""
        return cls.from_json(json.loads(gzip.decompress(data)))


def look_at(source: Path, workspace: Workspace, options: ReadOptions | None = None) -> Looked:
    """Read and describe ``source`` in children with limits on memory and time. Raises :class:`~converters.errors.BadInput`."""
    findings = read_book(source, workspace, options).findings
    seen = run_limited(
        _describe_in_child, workspace, seconds=LIMITS.read_seconds, memory_bytes=LIMITS.read_memory_bytes
    )
    return _looked(source, findings, seen)


def look_here(source: Path, room: Path, options: ReadOptions, target: Path) -> None:
    """The same in this process, which must be a child with limits; what was seen is written to ``target``, packed. ``room`` is an empty folder."""
    result = read_book_here(source, Workspace(room), options)
    looked = _looked(source, result.findings, _describe(result.book, sentences_of(result.book)))
    target.write_bytes(looked.pack())


def _looked(source: Path, findings: Sequence[Finding], seen: dict[str, Any]) -> Looked:
    digest, size = hash_file(source)
    if not seen["title"]["name"].strip():
        seen["title"]["name"] = source.stem
    return Looked(
        sha256=digest,
        size=size,
        file=source.name.replace("\x00", "")[:300],
        findings=[one.to_json() for one in findings],
        **seen,
    )


def _describe_in_child(workspace: Workspace) -> dict[str, Any]:
    book = book_from_json(workspace.book_path.read_bytes())
    return _describe(book, SentenceIndex.from_json(workspace.sentences_path.read_bytes()))


def _describe(book: Book, sentences: SentenceIndex) -> dict[str, Any]:
    """Everything the catalogue wants to know about the book."""
    about = describe(book, sentences)
    metadata = book.metadata
    return {
        "title": {
            "name": f"{metadata.title}: {metadata.subtitle}" if metadata.subtitle else metadata.title,
            "language": metadata.language,
            "people": [[one.name, one.role] for one in metadata.contributors],
            "subjects": list(metadata.subjects)[:50],
            "summary": metadata.description,
        },
        "edition": {
            "language": metadata.language,
            "identifier": metadata.identifier,
            "publisher": metadata.publisher or "",
            "published": metadata.date or "",
        },
        "description": {
            "counts": about.counts,
            "languages": about.languages,
            "features": [one.to_json() for one in about.features],
            "missing": [one.to_json() for one in about.missing],
            "declared": [list(pair) for pair in metadata.accessibility],
        },
        "body": body_tokens(leaf.text for leaf in leaves(book)),
    }
