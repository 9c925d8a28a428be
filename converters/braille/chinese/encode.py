"""Analysed words to 国家通用盲文 (GF 0019-2018), with the way back from cells to print and the places where a line may end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from converters.braille.chinese.english import English, run_end
from converters.braille.chinese.settings import GfSettings
from converters.braille.chinese.writer import Writer
from converters.errors import Finding
from converters.language.chinese.model import Word


@dataclass(frozen=True, slots=True)
class Encoded:
    """Braille of a text.

    ``spans``: (ink_start, ink_end, cell_start, cell_end) for each character or word of print, in order; together they cover the
    words given. Blanks that braille adds belong to none; a character that has no cells of its own has an empty span.
    ``free_breaks``: before these cells a line may end although no blank is there. ``connector_breaks``: before these a line may
    end in the middle of a word; the next then begins with the connector ⠤ (GB/T 44725-2024, 4.8.4). A line may also end at
    any blank. Nowhere else: so no line begins with a closing mark or · (4.8.5), and no syllable or number is split.
    """

    cells: str
    spans: tuple[tuple[int, int, int, int], ...]
    free_breaks: tuple[int, ...] = ()
    connector_breaks: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()


_DEFAULT: Final = GfSettings()


def encode(words: Sequence[Word], settings: GfSettings = _DEFAULT, english: English | None = None) -> Encoded:
    """The braille of ``words``. ``english`` writes runs of English; without it they are written letter by letter.

    Never raises for any text: a character without reading or cells becomes the substitute, with the finding
    ``braille-character-without-cells``.
    """
    writer = Writer(settings, english)
    at, count = 0, len(words)
    while at < count:
        word = words[at]
        kind = word.kind
        if kind == "han":
            writer.han(word)
        elif kind in ("punctuation", "other"):
            writer.marks(word, words[at + 1] if at + 1 < count else None)
        elif kind == "number":
            writer.number(word)
        elif kind == "space":
            writer.space(word)
        else:
            end = run_end(words, at, settings.english_from) if english else at
            if english and end > at:
                writer.english_run(words[at:end], english)
                at = end
                continue
            writer.latin(word)
        at += 1
    return Encoded(
        "".join(writer.pieces),
        tuple(writer.spans),
        tuple(writer.free_breaks),
        tuple(writer.connector_breaks),
        writer.findings(),
    )
