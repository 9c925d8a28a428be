"""Real books into 国家通用盲文 and, by a decoder that knows only the rule table, back to the pinyin of the analysis."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from converters.book import leaves
from converters.book.walk import leaf_text
from converters.braille.chinese import encode
from converters.language.chinese import ChineseAnalyser
from converters.language.chinese.model import Word
from converters.readers import read_book_here
from converters.workspace import Workspace
from tests import gf_decoder
from tests.books_folder import shared_book, shared_books

MOST = 40_000
"""Characters of each book that are looked at: leaves from all over it."""
_HAN = re.compile(r"[\u3400-\u9fff]")
BOOKS = shared_books()


def sample(path: Path, workspace: Workspace) -> list[str]:
    texts = [leaf_text(leaf.node) for leaf in leaves(read_book_here(path, workspace).book)]
    texts = [text for text in texts if _HAN.search(text)]
    step = max(1, sum(map(len, texts)) // MOST)
    return texts[::step]


def undecidable(word: Word) -> bool:
    """A neutral zi, shi ... joined to a syllable without initial (孩子啊): 10.2.7 has no tone to keep between them."""
    return any(
        re.fullmatch("(?:[zcs]h?|r)i5", first) and (second[:1] in {*"aeoywê"} or second == "r5")
        for first, second in pairwise(word.readings)
    )


def written_readings(words: tuple[Word, ...]) -> list[str]:
    return [reading for word in words for reading in word.readings if reading]


@pytest.mark.parametrize("path", BOOKS or [None], ids=lambda path: path.name if path else "none")  # type: ignore[arg-type]  # one skipped case where there are no books
def test_books_read_back_as_the_analysis_reads_them(path: Path | None, workspace: Workspace) -> None:
    path = path or shared_book("journey-to-the-west-zh-Hans.epub")
    analyser = ChineseAnalyser("fast")
    syllables = 0
    for text in sample(path, workspace):
        words = tuple(word for word in analyser.analyse(text).words if not undecidable(word))
        cells = encode(words).cells
        decoded = gf_decoder.syllables(cells)
        readings = written_readings(words)
        assert len(decoded) == len(readings), text
        for syllable, reading in zip(decoded, readings, strict=True):
            assert syllable.may_be(reading), (text, syllable, reading)
        syllables += len(readings)
    if "zh" in path.name or "journey" in path.name:
        assert syllables > 20_000
