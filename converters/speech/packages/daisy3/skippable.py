"""The structures a player offers to leave out: their tests in SMIL, their names in the NCX."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from converters.speech.packages.daisy.edition import Chapter
from converters.speech.packages.daisy.places import SKIPPABLE, Group, GroupKind
from converters.speech.packages.daisy.xml import add

SkipKind = Literal["pagenum", "note", "sidebar", "prodnote"]


@dataclass(frozen=True, slots=True)
class Skippable:
    """``structure`` is its name in the NCX (``bookStruct``)."""

    kind: SkipKind
    structure: str


ALL: Final = (
    Skippable("pagenum", "PAGE_NUMBER"),
    Skippable("note", "NOTE"),
    Skippable("sidebar", "OPTIONAL_SIDEBAR"),
    Skippable("prodnote", "OPTIONAL_PRODUCER_NOTE"),
)
_OF_GROUPS: Final[dict[GroupKind, SkipKind]] = {"note": "note", "sidebar": "sidebar", "prodnote": "prodnote"}


def skip_test(group: Group) -> SkipKind | None:
    """The test of a group, None where it is only left, not left out."""
    return _OF_GROUPS.get(group.kind) if group.kind in SKIPPABLE else None


def used_in(chapter: Chapter) -> tuple[Skippable, ...]:
    """What of :data:`ALL` the chapter's phrases use."""
    used: set[str] = set()
    for phrase in chapter.phrases:
        if phrase.mark in chapter.pages:
            used.add("pagenum")
        used |= {test for group in chapter.groups.get(phrase.mark, ()) if (test := skip_test(group))}
    return tuple(one for one in ALL if one.kind in used)


def add_tests(parent: Any, tag: str, tests: tuple[Skippable, ...], *, structures: bool) -> None:
    """``customTest`` or ``smilCustomTest`` elements; all is played until a person says otherwise, and the two say the same."""
    for one in tests:
        add(
            parent,
            tag,
            id=one.kind,
            defaultState="true",
            override="visible",
            bookStruct=one.structure if structures else None,
        )
