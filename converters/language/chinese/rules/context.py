"""What a rule sees of a character: its word, the words beside it, their parts of speech."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from converters.language.chinese.words import Token

Vote = tuple[str, str]

VERB = frozenset({"v", "vd", "vn"})
NUMERALS = frozenset("一二三四五六七八九十百千万两几半数多每这那各某哪第")


@dataclass(slots=True)
class Context:
    """One character in its run."""

    run: str
    i: int
    token: Token
    left: Token | None
    right: Token | None
    before: str
    after: str
    verb_later: bool
    """Whether a verb follows in the run."""

    @property
    def alone(self) -> bool:
        """Whether the character is a word by itself."""
        return len(self.token.text) == 1

    @property
    def previous(self) -> str:
        """The character before, "" where there is none."""
        return self.run[self.i - 1] if self.i else self.before[-1:]

    @property
    def next(self) -> str:
        """The character after, "" where there is none."""
        return self.run[self.i + 1] if self.i + 1 < len(self.run) else self.after[:1]

    @property
    def left_tag(self) -> str:
        """The part of speech of the word before."""
        return self.left.tag if self.left else ""

    @property
    def right_tag(self) -> str:
        """The part of speech of the word after."""
        return self.right.tag if self.right else ""

    @property
    def counted(self) -> bool:
        """Whether a number or a pointing word stands right before."""
        return bool(self.previous) and (
            self.previous in NUMERALS or self.previous.isdigit() or self.left_tag in {"m", "mq"}
        )


Rule = Callable[[Context], Vote | None]


def rules_in(table: dict[str, Rule]) -> Callable[[str], Callable[[Rule], Rule]]:
    """A decorator that makes a function the rule of some characters, written down in ``table``."""

    def of(chars: str) -> Callable[[Rule], Rule]:
        def keep(function: Rule) -> Rule:
            for char in chars:
                table[char] = function
            return function

        return keep

    return of
