"""Inline runs: what stands inside a line of text.

Every inline may carry its own ``language`` (a BCP 47 tag) where it differs from what surrounds it;
``None`` means "as the parent". Text is Unicode NFC-preserving: readers collapse white space as the
source format says, and change nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

EmphasisKind: TypeAlias = Literal[
    "emphasis", "strong", "underline", "small-caps", "code", "superscript", "subscript", "strike"
]


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters; never empty."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break (``<br/>``) inside a paragraph; reads as white space."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed or otherwise marked text. ``emphasis`` is ``<em>``/``<i>``, ``strong`` is ``<strong>``/``<b>``."""

    kind: EmphasisKind
    children: tuple[Inline, ...]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A run that differs only in language."""

    children: tuple[Inline, ...]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link. ``target`` is ``#<id of a section, block or page>`` inside the book, else an absolute URL (never fetched)."""

    target: str
    children: tuple[Inline, ...]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class NoteReference:
    """The mark that calls a note. ``note`` is the id of a :class:`~converters.book.blocks.Note`; ``label`` is the mark as printed."""

    note: str
    label: str


@dataclass(frozen=True, slots=True)
class Ruby:
    """Base text with its reading (``<ruby>``). Read once: never base and annotation both."""

    base: tuple[Inline, ...]
    annotation: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Math:
    """A formula inside a line. ``mathml`` is a serialised ``<math>`` element; ``alternative`` its ``alttext``."""

    mathml: str
    alternative: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture inside a line. ``alternative`` None: none was given; empty: decorative. ``resource`` None: missing."""

    resource: str | None
    alternative: str | None = None


@dataclass(frozen=True, slots=True)
class PageMarker:
    """The place where a printed page begins inside a line; ``label`` is the page number as printed."""

    label: str
    id: str = ""


Inline: TypeAlias = (
    Text | LineBreak | Emphasis | Span | Link | NoteReference | Ruby | Math | Image | PageMarker
)
Container = (Emphasis, Span, Link)


def plain_text(inlines: Iterable[Inline]) -> str:
    """The words of ``inlines``, in order.

    This is the string that sentence offsets count in (see :func:`converters.language.sentences_of`) and that "no
    text is lost" is measured against: :class:`Text` as it is, :class:`LineBreak` one newline, :class:`Ruby` its base only,
    :class:`Math` its alternative, :class:`Image` its alternative. Note references and page markers are marks,
    not words: they are empty here.
    """
    return "".join(inline_text(inline) for inline in inlines)


def inline_text(inline: Inline) -> str:
    """The words of one inline: see :func:`plain_text`."""
    match inline:
        case Text(text=text):
            return text
        case LineBreak():
            return "\n"
        case Emphasis(children=children) | Span(children=children) | Link(children=children):
            return plain_text(children)
        case Ruby(base=base):
            return plain_text(base)
        case Math(alternative=alternative) | Image(alternative=alternative):
            return alternative or ""
        case _:
            return ""
