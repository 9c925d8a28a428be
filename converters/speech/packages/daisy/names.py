"""Names of files: short, lower case, ASCII, because players read FAT cards with firmware of 2003."""

from __future__ import annotations

import re
from typing import Final

from converters.speech.pinyin import readings
from converters.speech.plan import slug

_NOT_NAMED: Final = "chapter"
_MOST: Final = 40


def book_name(title: str) -> str:
    """The name of the book's folder: its title in ASCII letters, Chinese in pinyin (``xi-you-ji``), else ``book``."""
    plain = slug(title)
    if plain != _NOT_NAMED or _NOT_NAMED in title.lower():
        return plain
    syllables = [re.sub(r"[0-9]", "", one).replace("ü", "v") for one in readings(title[:30]) if one]
    return slug("-".join(syllables), _MOST) if syllables else "book"


class FileNames:
    """Names by kind and number: ``a0001.mp3``, ``s0001.smil``, ``t0001.html``; the same number everywhere for the same chapter."""

    def __init__(self, chapters: int) -> None:
        self._digits = max(4, len(str(chapters)))

    def audio(self, number: int) -> str:
        """The chapter's sound."""
        return f"a{number:0{self._digits}}.mp3"

    def smil(self, number: int) -> str:
        """The chapter's timing."""
        return f"s{number:0{self._digits}}.smil"

    def text(self, number: int) -> str:
        """The chapter's text."""
        return f"t{number:0{self._digits}}.html"

    def picture(self, number: int, ending: str) -> str:
        """A picture, by its own number."""
        return f"p{number:0{self._digits}}.{ending}"
