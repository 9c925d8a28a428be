"""Markdown (CommonMark with tables, notes, definition lists, struck-out words, front matter): turned into HTML, then read as that."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import ClassVar, Final

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from converters.book import Contributor, Metadata
from converters.errors import Finding, LimitExceeded
from converters.limits import LIMITS
from converters.protocol import ReadOptions, ReadResult
from converters.readers.encodings import decode_text, looks_like_text
from converters.readers.html import HtmlReader, book_of
from converters.readers.picture_files import PictureFiles, files_in
from converters.readers.plain_text.reader import read_text
from converters.readers.xhtml import parse_document
from converters.workspace import Workspace

_FRONT: Final = re.compile(r"---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD: Final = re.compile(r"([A-Za-z_-]{1,40}):[ \t]*(.*)")
_DEEPEST: Final = 60


class MarkdownReader:
    """Reads ``.md``. Text of any kind may be Markdown, so only the file's name tells it from plain text."""

    name: ClassVar[str] = "markdown"
    media_types: ClassVar[tuple[str, ...]] = ("text/markdown",)
    extensions: ClassVar[tuple[str, ...]] = (".md", ".markdown", ".mkd", ".mdown")

    def sniff(self, source: Path, head: bytes) -> float:
        """Text that is not HTML, under a Markdown name."""
        if source.suffix.lower() not in self.extensions or HtmlReader().sniff(source, head) > 0.8:
            return 0.0
        return 0.6 if looks_like_text(head) else 0.0

    def read(self, source: Path, workspace: Workspace, options: ReadOptions) -> ReadResult:
        """Headings make the sections; pictures beside the file are taken if they are inside its folder."""
        if source.stat().st_size > LIMITS.document_bytes:
            raise LimitExceeded("limit-text-size", mebibytes=LIMITS.document_bytes // 2**20)
        decoded = decode_text(source.read_bytes(), options.encoding, source.name)
        findings = [finding for finding in decoded.findings if finding.code != "text-control-characters"]
        metadata, body = front_matter(decoded.text)
        if _too_deep(body):
            findings.append(Finding("markdown-too-deep"))
            return ReadResult(read_text(body, source.stem, options, findings), tuple(findings))
        rendered = _renderer().render(body).replace('<hr class="footnotes-sep" />', "")
        markup = f"<html><head></head><body>{rendered}</body></html>"
        parsed = parse_document(markup, name=source.name)
        pictures = PictureFiles(workspace, findings, files_in(source.parent))
        return ReadResult(book_of(parsed, source, options, pictures, metadata), tuple(findings))


def _renderer() -> MarkdownIt:
    # Markdown may hold HTML; it is read like any stranger's HTML: no scripts, nothing fetched.
    renderer = MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST * 2})
    renderer.enable(["table", "strikethrough"]).use(footnote_plugin).use(deflist_plugin)
    renderer.validateLink = _any_link  # type: ignore[method-assign, assignment]  # (links are judged when the HTML is read)
    return renderer


def _any_link(_url: str) -> bool:
    return True


def _too_deep(body: str) -> bool:
    """Whether quotes or lists are nested so deep that the parser would leave text out."""
    deep = re.compile(
        rf"^[ \t]*(?:>[ \t]?|[-*+][ \t]+|\d{{1,9}}[.)][ \t]+){{{_DEEPEST // 2},}}|^[ \t]{{{_DEEPEST * 2},}}[-*+\d>]",
        re.MULTILINE,
    )
    return bool(deep.search(body)) or bool(re.search(r"[\[(*_]{200}", body))


def front_matter(text: str) -> tuple[Metadata, str]:
    """Metadata from the YAML block at the head (plain ``key: value`` lines and lists), and the rest of the text."""
    match = _FRONT.match(text)
    if not match or not _FIELD.search(match[1]):
        return Metadata("", ""), text
    values: dict[str, list[str]] = {}
    key = ""
    for line in match[1].split("\n"):
        field = _FIELD.match(line)
        if field:
            key, value = field[1].lower(), field[2].strip()
            pieces = value[1:-1].split(",") if value.startswith("[") and value.endswith("]") else [value]
        elif line.lstrip().startswith("- ") and key:
            pieces = [line.lstrip()[2:]]
        else:
            continue
        values.setdefault(key, []).extend(plain for piece in pieces if (plain := _scalar(piece)))

    def first(*names: str) -> str | None:
        return next((values[name][0] for name in names if values.get(name)), None)

    people = tuple(Contributor(name) for name in (*values.get("author", []), *values.get("authors", [])))
    metadata = Metadata(
        title=first("title") or "",
        language=first("lang", "language") or "",
        contributors=people,
        publisher=first("publisher"),
        date=first("date"),
        description=first("description", "abstract"),
        subjects=tuple(values.get("keywords", []) + values.get("tags", [])),
    )
    return metadata, text[match.end() :]


def _scalar(text: str) -> str:
    plain = text.strip()
    if len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "\"'":
        plain = plain[1:-1]
    return html.unescape(" ".join(plain.split()))[:500]
