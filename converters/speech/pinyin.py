"""Which syllable each Han character is: the one door through which speech gets its Mandarin readings."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pypinyin import Style, lazy_pinyin

from converters.speech.normalise.common import HAN

_HAN_RUN: Final = re.compile(f"[{HAN}]+")
_SYLLABLE: Final = re.compile(r"[a-zêü]+[1-5]?")


@lru_cache(maxsize=8192)
def readings(sentence: str) -> tuple[str, ...]:
    """One syllable for each Han character of ``sentence``, in order; "" where nobody knows.

    Pinyin with tone digit, ``lv4`` for ü, 5 for the neutral tone, tone sandhi applied as spoken (``ni2 hao3``).
    """
    found: list[str] = []
    for run in _HAN_RUN.findall(sentence):
        syllables = lazy_pinyin(
            run,
            style=Style.TONE3,
            # A list is allowed, one entry a character, though the types do not say so.
            errors=_unknown,  # type: ignore[arg-type]
            v_to_u=False,
            neutral_tone_with_five=True,
            tone_sandhi=True,
        )
        found += [_clean(syllable) for syllable in syllables]
        found += [""] * (len(run) - len(syllables))
    return tuple(found)


def _unknown(characters: str) -> list[str]:
    return [""] * len(characters)


def _clean(syllable: str) -> str:
    plain = syllable.replace("ü", "v").replace("ê", "e")
    if not _SYLLABLE.fullmatch(plain):
        return ""
    return plain if plain[-1].isdigit() else f"{plain}5"
