"""Stable ids for sections, blocks, pages and sentences.

An id is made from *what the thing says*, not from where it stands: the SHA-256 of its kind and words, and, where the same words
come again, their count in reading order. So an id does not depend on the output format, and an edit elsewhere in the book
leaves it alone (only adding or removing an earlier piece with the very same words can shift a repeat's number).
Ids are NCNames: usable as XML ids, fragment identifiers and ASCII file name parts.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from converters.book.blocks import Figure, ListItem, PageBreak, TableCell
from converters.book.inlines import Link, NoteReference, PageMarker, plain_text
from converters.book.model import Book, NavigationPoint, PageTarget, Section
from converters.book.transform import transform

_PLAIN_LABEL = re.compile(r"[A-Za-z0-9]{1,20}")


def content_hash(*parts: str) -> str:
    """Twelve hex digits of the SHA-256 of ``parts``, white space folded."""
    folded = "\x1f".join(" ".join(part.split()) for part in parts)
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:12]


class IdMaker:
    """Hands out unique ids: the same words again get ``-2``, ``-3`` ..."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def make(self, prefix: str, *content: str) -> str:
        """A new id ``<prefix>-<hash>`` for ``content``."""
        return self.unique(f"{prefix}-{content_hash(*content)}")

    def unique(self, stem: str) -> str:
        """``stem``, or ``stem-2`` ... when it was handed out before."""
        self._seen[stem] += 1
        count = self._seen[stem]
        return stem if count == 1 else f"{stem}-{count}"


def page_id(maker: IdMaker, label: str) -> str:
    """The id of a printed page: ``page-12``, ``page-xiv``; a hash where the label is no plain word."""
    stem = f"page-{label}" if _PLAIN_LABEL.fullmatch(label) else f"page-{content_hash(label)}"
    return maker.unique(stem)


def assign_ids(book: Book, anchors: Mapping[str, str] | None = None) -> Book:
    """Give every section, block, cell, item and page of ``book`` its stable id.

    ``book`` comes from a reader, with ids that are empty or any unique string of the reader's own. ``anchors`` names further
    source anchors (key) that mean one of the reader's ids (value). Link targets ``#x``, note references, contents and pages are
    rewritten from reader's ids to stable ids; a target that does not exist becomes ``#`` (links), "" (note references), ``None`` (contents) or
    is left out (pages).
    """
    maker = IdMaker()
    new_ids: dict[str, str] = {}

    def rename(node: Any) -> Any:
        if isinstance(node, (PageBreak, PageMarker)):
            new = page_id(maker, node.label)
        elif isinstance(node, Section):
            new = maker.make("sec", node.title)
        elif hasattr(node, "id") and not isinstance(node, NavigationPoint):
            new = maker.make("b", type(node).__name__, _words(node))
        else:
            return node
        if node.id:
            new_ids[node.id] = new
        return replace(node, id=new)

    sections = tuple(transform(section, rename) for section in book.sections)
    aliases = dict(anchors or {})

    def resolve(old: str) -> str | None:
        return new_ids.get(old) or new_ids.get(aliases.get(old, ""))

    def retarget(node: Any) -> Any:
        if isinstance(node, Link) and node.target.startswith("#"):
            return replace(node, target=f"#{resolve(node.target[1:]) or ''}")
        if isinstance(node, NoteReference):
            return replace(node, note=resolve(node.note) or "")
        if isinstance(node, NavigationPoint) and node.target is not None:
            return replace(node, target=resolve(node.target))
        return node

    pages = tuple(
        PageTarget(page.label, target) for page in book.pages if (target := resolve(page.target)) is not None
    )
    return replace(
        book,
        sections=tuple(transform(section, retarget) for section in sections),
        contents=tuple(transform(point, retarget) for point in book.contents),
        pages=pages,
    )


def _words(node: Any) -> str:
    """What a block says, for hashing: all its words, and the picture of a figure."""
    pieces: list[str] = []
    if isinstance(node, Figure):
        pieces += [node.resource or "", node.alternative or ""]
    for field in fields(node):
        if field.name in {"id", "language"}:
            continue
        value = getattr(node, field.name)
        if field.name == "content":
            pieces.append(plain_text(value))
        elif field.name in {"text", "mathml"}:
            pieces.append(value)
        else:
            _collect(value, pieces)
    return " ".join(pieces)


def _collect(value: Any, pieces: list[str]) -> None:
    if isinstance(value, tuple):
        for item in value:
            _collect(item, pieces)
    elif is_dataclass(value):
        # Children are done already (ids are given from the leaves up): their id stands for their words.
        identity = getattr(value, "id", "")
        if identity:
            pieces.append(identity.split("-")[1] if "-" in identity else identity)
        elif isinstance(value, (ListItem, TableCell)) or not isinstance(value, type):
            for field in fields(value):
                _collect(getattr(value, field.name), pieces)
