"""The script: what is said, in order, whoever says it.

A script is a flat sequence. :class:`Mark` begins a line: one sentence of the book, or an announcement. :class:`Language` holds until the next
one. Pauses are silence of a length of our own, not the engine's, so that every engine reads with the same rhythm.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Mark:
    """Here begins what ``id`` names: a sentence id, a page id, a block id, or "" for words of our own (an announcement)."""

    id: str


@dataclass(frozen=True, slots=True)
class Language:
    """What follows is in ``tag`` (BCP 47)."""

    tag: str


@dataclass(frozen=True, slots=True)
class Say:
    """Words to speak, already written out (numbers, abbreviations).

    In Chinese ``readings`` has one syllable for each Han character of ``text``, pinyin with tone digit (``lv4`` for ü, neutral tone 5);
    elsewhere it is empty.
    """

    text: str
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence."""

    seconds: float


Item: TypeAlias = Mark | Language | Say | Pause
Script: TypeAlias = tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """All from one mark up to the next. ``items`` begins with the language in force and has no mark."""

    mark: str
    items: Script

    @property
    def text(self) -> str:
        """What is spoken, on one line; "" where it only marks a place."""
        return " ".join("".join(item.text for item in self.items if isinstance(item, Say)).split())


def lines_of(script: Iterable[Item]) -> Iterator[Line]:
    """The lines of ``script``. Lazy: a line is handed out as soon as the next begins, so that memory stays flat."""
    mark: str | None = None
    language = Language("")
    items: list[Item] = [language]
    for item in script:
        if isinstance(item, Mark):
            if mark is not None or len(items) > 1:
                yield Line(mark or "", tuple(items))
            mark, items = item.id, [language]
        else:
            if isinstance(item, Language):
                language = item
            items.append(item)
    if mark is not None or len(items) > 1:
        yield Line(mark or "", tuple(items))


def script_to_json(script: Iterable[Item]) -> list[list[Any]]:
    """Plain data: ``["mark", id]``, ``["language", tag]``, ``["say", text, [readings]]``, ``["pause", seconds]``."""
    rows: list[list[Any]] = []
    for item in script:
        match item:
            case Mark(id=name):
                rows.append(["mark", name])
            case Language(tag=tag):
                rows.append(["language", tag])
            case Say(text=text, readings=readings):
                rows.append(["say", text, list(readings)])
            case Pause(seconds=seconds):
                rows.append(["pause", seconds])
    return rows


def script_hash(script: Iterable[Item]) -> str:
    """SHA-256 (hex) of what is said: marks do not count, so the same words anywhere in any book are the same clip."""
    rows = [row for row in script_to_json(script) if row[0] != "mark"]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()
