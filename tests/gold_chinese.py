"""Reads the gold sentences of ``tests/gold/chinese/cells.tsv``; the format is told in ``tests/gold/README.md``."""

import re
from dataclasses import dataclass
from pathlib import Path

from converters.language.chinese.model import Word, WordKind

FILE = Path(__file__).parent / "gold" / "chinese" / "cells.tsv"
_TOKEN = re.compile(r"(?P<han>[^\s\[\]]+)\[(?P<readings>[^\]]*)\]|(?P<other>\u3000|␣|[^\s\[\]]+)")


@dataclass(frozen=True)
class Gold:
    clause: str
    words: tuple[Word, ...]
    cells: str
    remark: str


def parse_words(notation: str) -> tuple[Word, ...]:
    """``慈爱[ci2 ai4] ，`` as the analysis would give it."""
    words: list[Word] = []
    at = 0
    for match in _TOKEN.finditer(notation):
        text = match["han"] or match["other"].replace("␣", " ")
        kind: WordKind = "han" if match["han"] else _kind(text)
        words.append(Word(text, at, at + len(text), kind, tuple((match["readings"] or "").split())))
        at += len(text)
    return tuple(words)


def _kind(text: str) -> WordKind:
    if text.isspace():
        return "space"
    if text[0].isdecimal():
        return "number"
    if text[0].isascii() and text[0].isalpha():
        return "latin"
    return "other" if text[0] > "\uffff" or text[0] in "①②③⑩℃" else "punctuation"


def sentences() -> list[Gold]:
    rows = [
        line.split("\t") for line in FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")
    ]
    return [Gold(clause, parse_words(words), cells, remark) for clause, words, cells, remark in rows]
