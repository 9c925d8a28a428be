"""Searching inside a book, in a child process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from accessible_reader.catalogue.tokens import fold
from converters.book import leaves
from converters.run import load_conversion
from converters.workspace import Workspace

MOST: Final = 100
_AROUND: Final = 60
"""Characters shown on each side."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence in which it stands, with what is around it."""

    sentence: str
    text: str
    language: str


def find_in_book(root: Path, wanted: str) -> tuple[list[Hit], bool]:
    """Sentences with ``wanted``: case, width, accents and simplified or traditional do not count. The first hundred, and whether there are more."""
    query = " ".join(fold(wanted).split())
    if not query:
        return [], False
    found: list[Hit] = []
    for sentence, text, folded, language in _sentences(root):
        at = folded.find(query)
        if at < 0:
            continue
        if len(found) == MOST:
            return found, True
        found.append(Hit(sentence, _around(text, at, len(query)), language))
    return found, False


@lru_cache(maxsize=2)
def _sentences(root: Path) -> list[tuple[str, str, str, str]]:
    conversion = load_conversion(Workspace(root), None, "")
    rows = []
    for leaf in leaves(conversion.book):
        text = leaf.text
        for sentence in conversion.sentences.of(leaf.node.id):
            own = " ".join(text[sentence.start : sentence.end].split())
            rows.append((sentence.id, own, fold(own), leaf.language))
    return rows


def _around(text: str, at: int, length: int) -> str:
    """Folding keeps lengths but for a few signs, so the place is right or nearly so."""
    start, end = max(0, at - _AROUND), min(len(text), at + length + _AROUND)
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
