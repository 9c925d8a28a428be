"""国家通用盲文 as a translator among the others: analysis, then our encoder, English by UEB."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from converters.braille.cells import Cells
from converters.braille.chinese.choices import ChineseChoices
from converters.braille.chinese.encode import Encoded, encode
from converters.braille.chinese.english import English
from converters.braille.liblouis import liblouis
from converters.braille.tables import Table, table_named
from converters.braille.translator import LouisTranslator, Translator
from converters.errors import Finding
from converters.language.chinese import ChineseAnalyser, Lexicon, Uncertain, Word
from converters.language.chinese.normalise import REPLACEMENT

_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_LOST: Final = "\uf6ff"
"""A private-use character: the analysis puts its replacement for it."""


class ChineseTranslator:
    """See :class:`~converters.braille.translator.Translator`. Emphasis has no signs in 国家通用盲文 and is left out."""

    def __init__(
        self,
        table: Table,
        choices: ChineseChoices | None = None,
        lexicon: Lexicon | None = None,
        english: Translator | None = None,
    ) -> None:
        """``lexicon``: the shipped one where none is given. ``english`` writes the runs of English (default: uncontracted UEB)."""
        choices = choices or ChineseChoices()
        self.table = table
        self.unknown: Counter[str] = Counter()
        self.uncertain: list[Uncertain] = []
        """Places that a proof-reader should look at, of all texts translated; whoever takes them empties the list."""
        self.settings = choices.settings
        self._analyser = ChineseAnalyser(choices.mode, lexicon or choices.lexicon, policy=choices.policy)
        self._english = english_by(english or LouisTranslator(table_named("en-ueb-g1"), liblouis()))

    def translate(self, text: str, emphasis: array[int] | None = None) -> Cells:
        """See the class."""
        encoded, _findings = self.encoded(text)
        return Cells(
            encoded.cells,
            offsets_in(encoded, len(text)),
            breaks=encoded.free_breaks,
            connectors=encoded.connector_breaks,
        )

    def encoded(self, text: str) -> tuple[Encoded, tuple[Finding, ...]]:
        """All that is known about the braille of ``text``, and the findings of analysis and encoding."""
        # The analysis drops control characters without a word; here they are shown, as what is left of something that was lost.
        analysis = self._analyser.analyse(_CONTROL.sub(_LOST, text))
        self.uncertain += analysis.uncertain
        encoded = encode(analysis.words, self.settings, self._english)
        for finding in encoded.findings:
            if finding.params["character"] != REPLACEMENT:
                self.unknown[str(finding.params["character"])] += int(finding.params["count"])
        if REPLACEMENT in {finding.params["character"] for finding in encoded.findings}:
            self.unknown.update(_unreadable(text, analysis.words))
        return encoded, (*analysis.findings, *encoded.findings)


def _unreadable(text: str, words: Sequence[Word]) -> Iterator[str]:
    """The characters of print that the analysis put its replacement for."""
    for word in words:
        if REPLACEMENT in word.text:
            print_ = text[word.start : word.end]
            aligned = len(print_) == len(word.text)
            yield from (
                own
                for own, char in zip(print_, word.text, strict=False)
                if char == REPLACEMENT or not aligned
            )


def english_by(translator: Translator) -> English:
    """A translator's answers in the form the encoder wants; a text it has no cells for gets none."""

    def write(text: str) -> tuple[str, Sequence[int]]:
        before = translator.unknown.total()
        found = translator.translate(text)
        if translator.unknown.total() > before:
            return "", ()
        owners: list[int] = []
        offsets = found.offsets
        for at in range(len(text)):
            owners += [at] * (offsets[at + 1] - offsets[at])
        # Cells before the first character's (indicators) are its own.
        return found.cells, [0] * (len(found.cells) - len(owners)) + owners

    return write


def offsets_in(encoded: Encoded, length: int) -> array[int]:
    """For each of ``length`` characters of print the place of its first cell, and at the end the number of cells."""
    end = len(encoded.cells)
    offsets = array("i", [-1]) * (length + 1)
    for ink_start, ink_end, cell_start, _ in encoded.spans:
        for at in range(ink_start, ink_end):
            offsets[at] = cell_start
    offsets[length] = last = end
    for at in range(length - 1, -1, -1):
        # What normalising took out stands where the next character does.
        last = offsets[at] = last if offsets[at] < 0 else offsets[at]
    return offsets
