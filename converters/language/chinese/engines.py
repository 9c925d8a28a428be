"""rjieba and LAC, loaded when first needed, one of each per process."""

from __future__ import annotations

from functools import lru_cache

from converters.language.chinese.words import Token

# rjieba's tags in LAC's alphabet, which the rules and the word model speak.
_TAGS = {
    "ns": "LOC", "nr": "PER", "nrt": "PER", "nrfg": "PER", "nt": "ORG", "uj": "u", "ul": "u", "ud": "u", "uz": "u", "uv": "u", "ug": "u",
    "zg": "d", "mq": "m", "x": "", "eng": "nz", "y": "xc", "e": "xc", "o": "xc", "z": "a", "b": "a", "df": "d", "dg": "d", "ag": "a",
    "vg": "v", "vi": "v", "vq": "v", "ng": "n", "tg": "t", "rr": "r", "rz": "r", "rg": "r", "j": "n", "h": "h", "g": "n", "al": "a",
}  # fmt: skip


_PRONOUNS = frozenset("我你您他她它")
_TORN_FIRST = _PRONOUNS | {"地", "得"}


def fast_tokens(run: str, start: int) -> list[Token]:
    """Words of rjieba of one run of simplified Han characters, which stands at ``start``."""
    import rjieba  # 33 MB, which a book without Chinese does not need

    tokens: list[Token] = []
    for text, tag in rjieba.tag(run):
        for part, kind in _torn(text, _TAGS.get(tag, tag)):
            tokens.append(Token(part, start, kind))
            start += len(part)
    return tokens


def _torn(text: str, tag: str) -> list[tuple[str, str]]:
    """Words that rjieba only guessed, taken apart where a pronoun or a particle is in them: 他读, 地笑, 管得, 活得长."""
    if len(text) not in {2, 3} or not (text[0] in _TORN_FIRST or text[1] == "得") or is_word(text):
        return [(text, tag)]
    first, second = text[0], text[1]
    if len(text) == 3:
        return [(first, "v"), ("得", "u"), (text[2], "a")] if second == "得" else [(text, tag)]
    if second == "得":
        return [
            (first, "d" if first in "先也就还都总只" else "r" if first in _PRONOUNS else "v"),
            ("得", "u"),
        ]
    if first in _PRONOUNS:
        return [(first, "r"), (second, tag)]
    return [(first, "u"), (second, "v")]


def words_within(text: str) -> frozenset[str]:
    """All words of rjieba's dictionary that occur in a (short) text."""
    import rjieba

    return frozenset(rjieba.cut_all(text))


@lru_cache(maxsize=50_000)
def is_word(text: str) -> bool:
    """Whether rjieba's dictionary holds it."""
    import rjieba

    return bool(rjieba.has_word(text))
