"""rjieba and LAC, loaded when first needed, one of each per process."""

from __future__ import annotations

from functools import lru_cache

import rjieba

from converters.language.chinese.joining import Token

# rjieba's tags in LAC's alphabet, which the rules and the word model speak.
_TAGS = {
    "ns": "LOC", "nr": "PER", "nrt": "PER", "nrfg": "PER", "nt": "ORG", "uj": "u", "ul": "u", "ud": "u", "uz": "u", "uv": "u", "ug": "u",
    "zg": "d", "mq": "m", "x": "", "eng": "nz", "y": "xc", "e": "xc", "o": "xc", "z": "a", "b": "a", "df": "d", "dg": "d", "ag": "a",
    "vg": "v", "vi": "v", "vq": "v", "ng": "n", "tg": "t", "rr": "r", "rz": "r", "rg": "r", "j": "n", "h": "h", "g": "n", "al": "a",
}  # fmt: skip


def fast_tokens(run: str, start: int) -> list[Token]:
    """Words of rjieba of one run of simplified Han characters, which stands at ``start``."""
    tokens = []
    for text, tag in rjieba.tag(run):
        tokens.append(Token(text, start, _TAGS.get(tag, tag)))
        start += len(text)
    return tokens


def words_within(text: str) -> frozenset[str]:
    """All words of rjieba's dictionary that occur in a (short) text."""
    return frozenset(rjieba.cut_all(text))


@lru_cache(maxsize=50_000)
def is_word(text: str) -> bool:
    """Whether rjieba's dictionary holds it."""
    return bool(rjieba.has_word(text))
