"""Cuts text into runs of one kind, and Chinese into pieces short enough for the engines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from converters.language.chinese.model import WordKind
from converters.language.chinese.normalise import HAN

MAX_PIECE = 120
"""Longest piece, in characters, given to an engine at once: sentences are cut at commas and, in the end, anywhere."""

_RUN = re.compile(
    rf"(?P<han>[{HAN}]+)"
    r"|(?P<latin>[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]+(?:['’\u00b4-][A-Za-z\u00c0-\u024f]+)*)"
    r"|(?P<number>\d+(?:,\d{3}(?!\d))*(?:\.\d+)?)"
    r"|(?P<space>\s+)"
    r"|(?P<punctuation>—+|…+|\.{3,}|[!-/:-@\[-`{-~\u00a1\u00ab\u00b7\u00bb\u00bf\u2010-\u2027\u2030-\u205e\u3001-\u3003\u3008-\u3011\u3014-\u301f\u30fb\ufe10-\ufe6f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65])"
    r"|(?P<other>.)",
    re.DOTALL,
)
_PIECE = re.compile(
    rf"[^\n。！？!?；;…]{{1,{MAX_PIECE}}}(?:[\n。！？!?；;…”’」』）)]+|$)|[^\n。！？!?；;…]{{1,{MAX_PIECE}}}[，,：:、]|.{{1,{MAX_PIECE}}}",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Run:
    """``text`` stands at ``start`` in the normalised text."""

    text: str
    start: int
    kind: WordKind


def runs(text: str) -> Iterator[Run]:
    """The whole text, in order. Digits here are ASCII and other decimal digits."""
    for match in _RUN.finditer(text):
        yield Run(match[0], match.start(), match.lastgroup)  # type: ignore[arg-type]  # the groups are named by kind


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """(place, piece): about a sentence each, never longer than :data:`MAX_PIECE` and its closing marks; together the whole text."""
    for match in _PIECE.finditer(text):
        yield match.start(), match[0]
