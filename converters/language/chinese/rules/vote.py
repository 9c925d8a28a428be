"""Rules for frequent characters whose reading follows from part of speech and neighbours: 为 得 地 着 长 只 还 行 重 种 数 ...

Each rule is a few lines; it returns a reading and how sure it is ("x" beyond weighing, "s" sure, "l" likely, "n" for want of a verb, "f" a family name), or None when it has nothing to say. Tags are LAC's;
in fast mode rjieba's, put into the same alphabet. The rules are evidence, not law: the arbiter weighs them against words and model.
"""

from __future__ import annotations

from collections.abc import Sequence

from converters.language.chinese.engines import is_word
from converters.language.chinese.rules import characters, particles
from converters.language.chinese.rules.context import VERB, Context, Rule, Vote
from converters.language.chinese.rules.tables import BY_TAG, FAMILY_NAMES, TRANSCRIBING
from converters.language.chinese.words import Token

RULES: dict[str, Rule] = particles.RULES | characters.RULES
"""By character."""


def rule_for(
    run: str, i: int, tokens: Sequence[Token], number: int, *, before: str, after: str
) -> Vote | None:
    """The rule's vote for the character at ``i``, which is in ``tokens[number]``."""
    char = run[i]
    token = tokens[number]
    if i == token.start and char in FAMILY_NAMES and _is_name(tokens, number):
        native = len(token.text) == 3 and not set(token.text[1:]) & TRANSCRIBING
        return FAMILY_NAMES[char], "x" if native else "f"
    function = RULES.get(char)
    if function is None:
        by_tag = BY_TAG.get(char)
        if by_tag and len(token.text) == 1 and token.tag in by_tag:
            return by_tag[token.tag], "l"
        return None
    left = tokens[number - 1] if number else None
    right = tokens[number + 1] if number + 1 < len(tokens) else None
    verb_later = any(t.tag in VERB for t in tokens[number + 1 :]) if char == "为" else False
    return function(Context(run, i, token, left, right, before, after, verb_later))


_SPEAKING = frozenset(
    {"说", "表示", "告诉", "认为", "介绍", "回忆", "指出", "坦言", "回答", "解释", "透露", "担任"}
)


def _is_name(tokens: Sequence[Token], number: int) -> bool:
    """A personal name, also where the engine took it for another word: 任大庆 | 说."""
    token = tokens[number]
    if token.tag == "PER":
        return 2 <= len(token.text) <= 3
    said = number + 1 < len(tokens) and tokens[number + 1].text in _SPEAKING
    return said and len(token.text) == 3 and token.tag in {"v", "n", "nz", "a"} and not is_word(token.text)
