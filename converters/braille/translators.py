"""Which translator stands behind a table: the one place that knows all of them."""

from __future__ import annotations

from typing import Final

from converters.braille.chinese.choices import ChineseChoices
from converters.braille.chinese.translator import ChineseTranslator
from converters.braille.liblouis import liblouis
from converters.braille.spaced_chinese import SpacedChinese
from converters.braille.tables import Table
from converters.braille.translator import LouisTranslator, Translator

_MADE: Final[dict[str, Translator]] = {}
_OWN: Final[dict[tuple[str, ChineseChoices], Translator]] = {}


def translator_of(table: Table, choices: ChineseChoices | None = None) -> Translator:
    """The translator of ``table`` in this process; ``choices`` are for our own Chinese. MissingPart where its engine is not installed."""
    if table.own:
        key = (table.name, choices or ChineseChoices())
        if key not in _OWN:
            _OWN[key] = ChineseTranslator(table, key[1])
        return _OWN[key]
    if table.name not in _MADE:
        louis = LouisTranslator(table, liblouis())
        if table.words:
            import rjieba

            _MADE[table.name] = SpacedChinese(louis, rjieba.cut)
        else:
            _MADE[table.name] = louis
    return _MADE[table.name]
