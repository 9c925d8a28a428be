"""Traditional and simplified characters: the look-up works on simplified text of the same length, whatever the book is in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_BLOCK = "".join(map(chr, range(0x4E00, 0x9FF0)))


# Characters that OpenCC merges with one that is read otherwise: 閤 (gé, a side door), 朮 (zhú, in drugs).
_MERGED_CHARACTERS = frozenset("閤朮")
_MERGED = re.compile("[閤朮]")


@lru_cache(maxsize=2)
def _converter(name: str) -> Any:
    from opencc import OpenCC

    return OpenCC(name)


@lru_cache(maxsize=1)
def _traditional_only() -> frozenset[str]:
    converted = _converter("t2s").convert(_BLOCK)
    return (
        frozenset(a for a, b in zip(_BLOCK, converted, strict=True) if a != b)
        if len(converted) == len(_BLOCK)
        else frozenset()
    )


@lru_cache(maxsize=1)
def _simplified_only() -> frozenset[str]:
    converted = _converter("s2t").convert(_BLOCK)
    changed = (
        {a for a, b in zip(_BLOCK, converted, strict=True) if a != b}
        if len(converted) == len(_BLOCK)
        else set()
    )
    return frozenset(changed - _traditional_only())


@lru_cache(maxsize=1)
def _traditional_pattern() -> re.Pattern[str]:
    return re.compile("[" + "".join(sorted(_traditional_only())) + "]")


def is_traditional_only(char: str) -> bool:
    """Whether simplified text would write another character."""
    return char in _traditional_only()


def is_simplified_only(char: str) -> bool:
    """Whether traditional text would write another character."""
    return char in _simplified_only()


def simplify(text: str) -> str:
    """The same text in simplified characters, **of the same length**; text without traditional characters comes back as it is."""
    if not _traditional_pattern().search(text):
        return text
    converted: str = _converter("t2s").convert(text)
    if len(converted) != len(text):
        converted = "".join(_one(c) for c in text)
    if _MERGED.search(text):
        return "".join(a if a in _MERGED_CHARACTERS else b for a, b in zip(text, converted, strict=True))
    return converted


@lru_cache(maxsize=4096)
def _one(char: str) -> str:
    converted: str = _converter("t2s").convert(char)
    return converted if len(converted) == 1 else char
