"""A book into 国家通用盲文 and, by a decoder that knows only the rule table, back to the pinyin of the analysis: for the tests and for the benchmark."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from converters.book import Book, leaves
from converters.book.walk import leaf_text
from converters.braille.chinese import encode
from converters.language.chinese import ChineseAnalyser
from converters.language.chinese.model import Word
from tests import gf_decoder

_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass
class ReadBack:
    """What came of it."""

    characters: int = 0
    syllables: int = 0
    undecidable: int = 0
    """Syllables of words that the rules themselves leave open."""
    wrong: list[str] = field(default_factory=list)


def chinese_texts(book: Book) -> list[str]:
    """The leaves with Han characters in them."""
    texts = (leaf_text(leaf.node) for leaf in leaves(book))
    return [text for text in texts if _HAN.search(text)]


def is_undecidable(word: Word) -> bool:
    """A neutral zi, shi ... joined to a syllable without initial (孩子啊): 10.2.7 has no tone to keep between them."""
    return any(
        re.fullmatch("(?:[zcs]h?|r)i5", first) and (second[:1] in {*"aeoywê"} or second == "r5")
        for first, second in pairwise(word.readings)
    )


def read_back(texts: Iterable[str], analyser: ChineseAnalyser) -> ReadBack:
    """Encode and decode ``texts``."""
    result = ReadBack()
    for text in texts:
        result.characters += len(text)
        words = analyser.analyse(text).words
        decided = tuple(word for word in words if not is_undecidable(word))
        result.undecidable += sum(len(word.readings) for word in words) - sum(
            len(word.readings) for word in decided
        )
        readings = [reading for word in decided for reading in word.readings if reading]
        result.syllables += len(readings)
        result.wrong += _differences(text, encode(decided).cells, readings)
    return result


def _differences(text: str, cells: str, readings: list[str]) -> Iterator[str]:
    try:
        decoded = gf_decoder.syllables(cells)
    except ValueError as error:
        yield f"{text[:60]}: {error}"
        return
    if len(decoded) != len(readings):
        yield f"{text[:60]}: {len(decoded)} syllables of {len(readings)}"
        return
    for syllable, reading in zip(decoded, readings, strict=True):
        if not syllable.may_be(reading):
            yield f"{text[:60]}: {syllable} for {reading}"
