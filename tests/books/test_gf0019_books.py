"""Real books into 国家通用盲文 and, by a decoder that knows only the rule table, back to the pinyin of the analysis.

A sample of each book; ``make bench-chinese`` does all of every book.
"""

from pathlib import Path

import pytest

from converters.language.chinese import ChineseAnalyser
from converters.readers import read_book_here
from converters.workspace import Workspace
from tests.books_folder import shared_book, shared_books
from tests.read_back import chinese_texts, read_back

MOST = 40_000
"""Characters of each book that are looked at: leaves from all over it."""
BOOKS = shared_books()


@pytest.mark.parametrize("path", BOOKS or [None], ids=lambda path: path.name if path else "none")  # type: ignore[arg-type]  # one skipped case where there are no books
def test_books_read_back_as_the_analysis_reads_them(path: Path | None, workspace: Workspace) -> None:
    path = path or shared_book("journey-to-the-west-zh-Hans.epub")
    texts = chinese_texts(read_book_here(path, workspace).book)
    step = max(1, sum(map(len, texts)) // MOST)
    result = read_back(texts[::step], ChineseAnalyser("fast"))
    assert result.wrong == []
    assert result.undecidable * 1000 <= result.syllables
    if "zh" in path.name or "journey" in path.name:
        assert result.syllables > 20_000
