"""Our 国家通用盲文 beside liblouis' zhcn-cbs, character for character: every difference in cells is explained.

liblouis puts no blanks between words, so blanks are left out. Where it only *reads* a character otherwise, that is for the tests of readings.
"""

# ruff: noqa: SIM905 - lists of words and syllables are easier to read as one string

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from converters.book import leaves
from converters.book.walk import leaf_text
from converters.braille.chinese import encode
from converters.braille.chinese.translator import offsets_in
from converters.braille.liblouis import liblouis
from converters.braille.tables import table_named
from converters.braille.translator import SUBSTITUTE_CELLS, LouisTranslator
from converters.language.chinese import ChineseAnalyser
from converters.language.chinese.dictionary import dictionary
from converters.language.chinese.model import Word
from converters.readers import read_book_here
from converters.workspace import Workspace
from tests import gf_decoder
from tests.books_folder import shared_book
from tests.gold_chinese import sentences
from tests.samples import sample_book

pytestmark = pytest.mark.skipif(not Path("/usr/share/liblouis").is_dir(), reason="liblouis is not installed")

FILE = Path(__file__).parents[1] / "gold" / "chinese" / "liblouis-differences.tsv"
REVIEWED = {
    tuple(line.split("\t")[:4]) for line in FILE.read_text("utf-8").splitlines() if line and line[0] != "#"
}
WRONG_ENTRIES = {row[0] for row in REVIEWED} & set("怕 加 强 掠 藏 造化 百里 闹闹哄哄".split())
Difference = tuple[str, str, str, str]


@pytest.fixture(scope="module")
def peer() -> LouisTranslator:
    return LouisTranslator(table_named("zhcn-cbs"), liblouis())


def differences(words: Sequence[Word], text: str, peer: LouisTranslator) -> Iterator[Difference]:
    """(print, readings, ours, liblouis') of the smallest groups of words whose cells can be told apart on both sides."""
    encoded = encode(words)
    ours, result = offsets_in(encoded, len(text)), peer.translate(text)
    theirs = result.offsets
    group: list[Word] = []
    for word in words:
        if word.kind != "han" or "" in word.readings or not word.readings:
            group = []
            continue
        group.append(word)
        if theirs[word.end] == theirs[word.end - 1] and word.end < len(text):
            continue  # a phrase of liblouis' goes on: all its cells belong to its first character
        start = group[0].start
        mine = encoded.cells[ours[start] : ours[word.end]].replace("⠀", "")
        other = result.cells[theirs[start] : theirs[word.end]].replace("⠀", "")
        if mine != other:
            yield "".join(w.text for w in group), " ".join(r for w in group for r in w.readings), mine, other
        group = []


def explained(difference: Difference) -> bool:
    """Whether it is a clause that liblouis lacks, a character that it lacks, another reading, or a character that is in the reviewed list."""
    text, readings, ours, theirs = difference
    listed = readings.split()
    if difference in REVIEWED or SUBSTITUTE_CELLS in theirs:
        return True
    without_context = "".join(
        encode((Word(c, 0, 1, "han", (r,)),)).cells for c, r in zip(text, listed, strict=True)
    )
    if theirs == without_context != ours:
        return True  # 10.2.7 and 11.2
    decoded = gf_decoder.syllables(theirs)
    if len(decoded) != len(listed):
        return False
    if any(entry in text for entry in WRONG_ENTRIES):
        return True
    if all(syllable.may_be(reading) for syllable, reading in zip(decoded, listed, strict=True)):
        return False  # the same readings, written otherwise
    return all(
        any(
            syllable.may_be(other)
            for other in (*dictionary().readings(character), reading, reading[:-1] + "5")
        )
        for character, reading, syllable in zip(text, listed, decoded, strict=True)
    )


def test_gold_sentences_differ_only_where_reviewed(peer: LouisTranslator) -> None:
    found = {
        row
        for gold in sentences()
        for row in differences(gold.words, "".join(w.text for w in gold.words), peer)
    }
    assert found - REVIEWED == set()


def test_the_reviewed_list_holds_what_is_so(peer: LouisTranslator) -> None:
    """Nothing stale: both sides still write what the list says."""
    for text, readings, ours, theirs in REVIEWED:
        split = tuple(readings.split())
        word = Word(text, 0, len(text), "han", split)
        assert encode((word,)).cells == ours, text
        if len(text) > 1:
            assert peer.translate(text).cells.replace("⠀", "") == theirs, text


@pytest.mark.parametrize("name", ["sample", "journey-to-the-west-zh-Hans.epub"])
def test_running_text_differs_only_for_known_reasons(
    name: str, peer: LouisTranslator, workspace: Workspace
) -> None:
    path = sample_book("zh-Hans") if name == "sample" else shared_book(name)
    texts = [leaf_text(leaf.node) for leaf in leaves(read_book_here(path, workspace).book)]
    texts = texts[:: max(1, sum(map(len, texts)) // 15_000)]
    analyser = ChineseAnalyser("fast")
    found = [row for text in texts for row in differences(analyser.analyse(text).words, text, peer)]
    assert found
    assert [row for row in found if not explained(row)] == []
