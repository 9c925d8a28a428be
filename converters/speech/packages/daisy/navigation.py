"""What a reader can jump to: headings, pages, notes, sidebars, pictures; each leads to the phrase that is heard for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from converters.marked_text import page_kind
from converters.speech.packages.daisy.phrases import Phrase
from converters.speech.packages.daisy.places import SKIPPABLE, Group, Places
from converters.speech.phrases import phrase as our_words
from converters.speech.phrases import phrase_language

EntryKind: TypeAlias = Literal["heading", "page", "note", "sidebar", "prodnote"]
DEEPEST: Final = 6
_LONGEST: Final = 80
"""Characters of a label: a player says all of it before one can go on."""


@dataclass(frozen=True, slots=True)
class Entry:
    """``phrase`` is the number of a phrase in its chapter, from 0; ``level`` counts for headings, 1 to 6, ``page`` for pages."""

    kind: EntryKind
    label: str
    phrase: int
    level: int = 0
    page: Literal["front", "normal", "special"] = "special"


def entries_of(places: Places, phrases: Sequence[Phrase], language: str) -> list[Entry]:
    """The entries of one chapter in the order in which they are heard. What is not heard has none: a player could not go there."""
    numbers = {phrase.mark: number for number, phrase in enumerate(phrases)}
    found: list[Entry] = []
    for titled in places.titles:
        at = min((numbers[mark] for mark in titled.marks if mark in numbers), default=None)
        if at is not None:
            found.append(Entry("heading", titled.title, at, level=min(max(1, titled.level), DEEPEST)))
    seen: set[str] = set()
    words = phrase_language(language)
    for number, phrase in enumerate(phrases):
        if phrase.mark in places.pages:
            label = places.pages[phrase.mark].strip()
            kind = page_kind(label)
            shown = str(int(label)) if kind == "normal" else label or "–"
            found.append(Entry("page", shown, number, page=kind))
        for group in places.groups.get(phrase.mark, ()):
            if group.kind in SKIPPABLE and group.id not in seen:
                seen.add(group.id)
                found.append(Entry(_entry_kind(group), _label(group, words), number))
    # A page number stands before the heading that begins on it only where it is said before.
    return sorted(found, key=lambda entry: (entry.phrase, entry.kind != "heading"))


def _entry_kind(group: Group) -> EntryKind:
    return "note" if group.kind == "note" else "sidebar" if group.kind == "sidebar" else "prodnote"


def _label(group: Group, words: str) -> str:
    label = " ".join(group.label.split())
    if len(label) > _LONGEST:
        label = f"{label[:_LONGEST].rstrip()}…"
    if group.kind == "prodnote":
        return label or our_words(words, "picture-without-description")
    if group.kind == "note":
        return our_words(words, "note", label=label).strip().rstrip(":：").strip()
    return label or "–"


def without_gaps(chapters: Sequence[Sequence[Entry]]) -> list[list[Entry]]:
    """Headings so that none is more than one level below the one before it: old players lose their way else. The first is of level 1."""
    above = 0
    mended: list[list[Entry]] = []
    for entries in chapters:
        row: list[Entry] = []
        for entry in entries:
            if entry.kind != "heading":
                row.append(entry)
                continue
            above = min(entry.level, above + 1)
            row.append(replace(entry, level=above))
        mended.append(row)
    return mended
