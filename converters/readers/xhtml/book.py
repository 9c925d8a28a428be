"""From parsed documents to a whole Book in one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from converters.book import Book, Metadata, Resource, Section, assign_ids, plain_text
from converters.book.blocks import CodeBlock, Heading, Paragraph, Verse
from converters.book.model import PageTarget
from converters.book.walk import blocks_of
from converters.errors import Finding
from converters.language.detect import detect_language
from converters.language.tags import base_language
from converters.readers.xhtml.builder import build_document
from converters.readers.xhtml.context import BuildContext, BuiltDocument
from converters.readers.xhtml.links import Target
from converters.readers.xhtml.parse import ParsedDocument
from converters.readers.xhtml.sections import BuiltSections, ContentsEntry, build_sections
from converters.readers.xhtml.survey import survey

_SAMPLE = 200_000


def build_book(
    documents: Sequence[ParsedDocument],
    metadata: Metadata,
    context: BuildContext,
    *,
    contents: Sequence[ContentsEntry] | None = None,
    resources: Sequence[Resource] = (),
    cover: str | None = None,
    declared_language: str | None = None,
    keep_language: bool = False,
) -> Book:
    """Survey, build, divide into sections, find the language, give ids.

    ``declared_language`` is what the file says; the text decides (finding ``language-differs``), unless ``keep_language`` says that a person
    stated it in ``metadata.language``. Pictures are kept by ``context.load_image``; pass what it gathered as ``resources``
    (a list that it appends to will do).
    """
    survey(documents, context, _targets(contents or ()))
    built = [build_document(document, context) for document in documents]
    for document in documents:
        context.findings[:0] = document.findings
    declared = declared_language or _most_common([document.language for document in built])
    if keep_language and metadata.language:
        language = metadata.language
    else:
        language, differs = detect_language(_sample(built), declared)
        if differs:
            context.findings.append(
                Finding("language-differs", {"declared": declared or "", "found": language})
            )
    _judge_languages(built, language)
    made: BuiltSections = build_sections(built, contents)
    sections = tuple(_same_language(section, language) for section in made.sections)
    book = Book(
        replace(metadata, language=language), sections, tuple(resources), made.contents, made.pages, cover
    )
    return assign_ids(book, made.anchors)


def _targets(entries: Sequence[ContentsEntry]) -> list[Target]:
    found: list[Target] = []
    waiting = list(entries)
    while waiting:
        entry = waiting.pop()
        if entry.target is not None:
            found.append(entry.target)
        waiting.extend(entry.children)
    return found


def _most_common(tags: Sequence[str | None]) -> str | None:
    stated = [tag for tag in tags if tag]
    return max(set(stated), key=stated.count) if stated else None


def _sample(built: Sequence[BuiltDocument], most: int = _SAMPLE) -> str:
    """Text from all over the book: as much of each document as of any other."""
    share = max(most // max(len(built), 1), 400)
    return "\n".join(_words(document, share) for document in built)


def _words(document: BuiltDocument, most: int) -> str:
    pieces: list[str] = []
    length = 0
    for block in blocks_of(document.blocks):
        match block:
            case Paragraph(content=content) | Heading(content=content):
                pieces.append(plain_text(content[:50]))
            case Verse(stanzas=stanzas):
                pieces += [plain_text(line.content) for stanza in stanzas[:20] for line in stanza[:20]]
            case CodeBlock() | _:
                continue
        length += len(pieces[-1]) if pieces else 0
        if length > most:
            break
    return "\n".join(pieces)[:most]


def _judge_languages(built: Sequence[BuiltDocument], language: str) -> None:
    """A document's own language counts only where its text bears it out: templates leave ``en`` on books in Chinese."""
    for document in built:
        if document.language is None or document.language == language:
            document.language = None
            continue
        if language.startswith(f"{document.language}-") or base_language(document.language) == base_language(
            language
        ):
            document.language = None
            continue
        found, _differs = detect_language(_words(document, 4000), document.language)
        document.language = None if base_language(found) == base_language(language) else found


def _same_language(section: Section, language: str) -> Section:
    """Leave out what says only what is known."""
    from converters.book.transform import transform

    def change(node: Any) -> Any:
        if isinstance(node, PageTarget):
            return node
        return (
            replace(node, language=None)
            if getattr(node, "language", None) == language and not isinstance(node, Metadata)
            else node
        )

    return transform(section, change)
