"""What the reading rules of all languages share: rules as data, applied in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd〇"
"""Han characters, for use inside a character class."""

_WORD: Final = re.compile(f"[{HAN}]|[^\\s{HAN}]*[^\\W_{HAN}][^\\s{HAN}]*")


@dataclass(frozen=True, slots=True)
class Written:
    """Text written out for speaking. ``replaced`` counts the words of the source that are said in other words."""

    text: str
    replaced: int = 0


def count_words(text: str) -> int:
    """Words as reports count them: each Han character, and each run between blanks that has a letter or digit."""
    return len(_WORD.findall(text))


Rewrite: TypeAlias = Callable[["re.Match[str]"], str | None]
"""From a match of the rule's pattern to the words to say; None: not what the rule is about, leave it."""


class Rules:
    """Reading rules in order of precedence; where several match at one place, the first that does not decline wins.

    ``only_if`` tells text that needs looking at: most sentences do not, and this is the fast way past them.
    """

    def __init__(self, only_if: Callable[[str], object], rules: Iterable[tuple[str, str, Rewrite]]) -> None:
        self._only_if = only_if
        self._rules = [(re.compile(pattern), rewrite) for _name, pattern, rewrite in rules]
        self._any = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in self._rules))

    def apply(self, text: str) -> Written:
        """``text`` with every rule applied once, from left to right; what a rule wrote is not looked at again."""
        if not self._only_if(text):
            return Written(text)
        pieces: list[str] = []
        replaced = done = place = 0
        while (found := self._any.search(text, place)) is not None:
            start = found.start()
            end, words = self._rewrite(text, start)
            if words is None:
                place = start + 1
                continue
            pieces += [text[done:start], _set_off(words, text[start - 1 : start], text[end : end + 1])]
            if words != text[start:end]:
                replaced += count_words(text[start:end])
            done = place = max(end, start + 1)
        pieces.append(text[done:])
        return Written("".join(pieces), replaced)

    def _rewrite(self, text: str, start: int) -> tuple[int, str | None]:
        for pattern, rewrite in self._rules:
            match = pattern.match(text, start)
            if match is not None and match.end() > start:
                words = rewrite(match)
                if words is not None:
                    return match.end(), words
        return start, None


_GLUE: Final = re.compile(f"[^\\W{HAN}]")


def _set_off(words: str, before: str, after: str) -> str:
    """Blanks where written-out words would run into the letters beside them ("4x" → "four x"); Chinese needs none."""
    if words and _GLUE.match(words[0]) and before and _GLUE.match(before):
        words = " " + words
    if words and _GLUE.match(words[-1]) and after and _GLUE.match(after):
        words += " "
    return words
