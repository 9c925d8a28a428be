"""What a conversion has to tell at its end: as JSON for programs, as lines for people."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from accessible_reader.cli.words import say, sentence
from converters.book import Book
from converters.errors import ConversionError, Finding
from converters.protocol import Artifact

VERSION: Final = 1
_MEDIA_TYPES: Final = {
    ".brf": "application/x-brf",
    ".pef": "application/x-pef+xml",
    ".epub": "application/epub+zip",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".m4b": "audio/mp4",
    ".m3u8": "application/vnd.apple.mpegurl",
    ".m3u": "audio/x-mpegurl",
    ".txt": "text/plain",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
}


@dataclass(frozen=True, slots=True)
class Report:
    """All of it. ``status`` is "done" or "failed"; ``errors`` and ``findings`` are JSON objects with code and sentence."""

    status: str
    file: str
    book: dict[str, Any] | None = None
    text: dict[str, int] = field(default_factory=dict)
    findings: list[dict[str, Any]] = field(default_factory=list)
    artifacts: list[dict[str, Any]] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """Plain data; the shape is described in ``docs/formats.md``."""
        return {
            "version": VERSION,
            "status": self.status,
            "file": self.file,
            "book": self.book,
            "text": self.text,
            "findings": self.findings,
            "artifacts": self.artifacts,
            "errors": self.errors,
            "seconds": round(self.seconds, 3),
        }


def book_to_report(book: Book) -> dict[str, Any]:
    """Who and what the book is."""
    metadata = book.metadata
    return {
        "title": metadata.title,
        "subtitle": metadata.subtitle,
        "language": metadata.language,
        "authors": [person.name for person in metadata.contributors if person.role == "aut"],
        "contributors": [{"name": person.name, "role": person.role} for person in metadata.contributors],
        "identifier": metadata.identifier,
        "publisher": metadata.publisher,
        "date": metadata.date,
    }


def finding_to_report(finding: Finding) -> dict[str, Any]:
    """Code, parameters, place and the sentence."""
    return {**finding.to_json(), "message": sentence(finding)}


def error_to_report(error: ConversionError, format_name: str | None = None) -> dict[str, Any]:
    """Code, parameters, the sentence, and the format it stopped (None: all of them)."""
    return {
        "code": error.code,
        "params": dict(error.params),
        "message": sentence(error),
        "format": format_name,
    }


def artifact_to_report(artifact: Artifact, folder: Path, kind: str, seconds: float) -> dict[str, Any]:
    """The artifact as it lies in ``folder`` now, every file with its size and SHA-256."""
    files = [_file(folder, name, artifact) for name in artifact.files]
    return {
        "format": artifact.converter,
        "kind": kind,
        "media_type": artifact.media_type,
        "folder": str(folder),
        "path": str(folder / artifact.main),
        "files": files,
        "size": sum(file["size"] for file in files),
        "counts": dict(artifact.counts),
        "located_sentences": len(artifact.locators),
        "findings": [finding_to_report(finding) for finding in artifact.findings],
        "seconds": round(seconds, 3),
    }


def _file(folder: Path, name: str, artifact: Artifact) -> dict[str, Any]:
    path = folder / name
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    guessed = _MEDIA_TYPES.get(path.suffix.lower()) or mimetypes.guess_type(name)[0]
    return {
        "path": name,
        "media_type": artifact.media_type
        if name == artifact.main and "/" not in name and not guessed
        else guessed or "application/octet-stream",
        "size": path.stat().st_size,
        "sha256": digest.hexdigest(),
    }


def report_lines(report: Report) -> Iterable[str]:
    """The report for a person: findings about the book, then each format with what to open first."""
    yield from _finding_lines(report.findings)
    for artifact in report.artifacts:
        yield say(
            "report-artifact",
            format=artifact["format"],
            path=artifact["path"],
            size=readable_size(artifact["size"]),
            files=len(artifact["files"]),
        )
        yield from ("  " + line for line in _finding_lines(artifact["findings"]))


def _finding_lines(findings: list[dict[str, Any]]) -> Iterable[str]:
    for finding in findings:
        where = f" ({finding['where']})" if finding["where"] else ""
        yield say("report-note", message=finding["message"] + where)


def readable_size(size: int) -> str:
    """``size`` bytes in KiB or MiB, two or three digits."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KiB"
    return f"{size / 1024 / 1024:.1f} MiB"
