"""Chinese text into 国家通用盲文: our encoder alone, analysis with it, and liblouis' zhcn-cbs on the same text, in one run.

Usage: python benchmarks/bench_chinese_braille.py [TEXT FILE IN UTF-8]. Without one, the Chinese sample book's words are repeated.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measure import Measured, measure, table
from converters.braille.chinese import encode
from converters.language.chinese import Analysis, ChineseAnalyser

LENGTH = 150_000


def text_of(path: str) -> list[str]:
    """Paragraphs, about :data:`LENGTH` characters of them."""
    if path:
        text = Path(path).read_text("utf-8")[:LENGTH]
    else:
        from converters.book.walk import text_of_book
        from converters.readers import read_book_here
        from converters.workspace import temporary_workspace
        from tests.samples import sample_book

        with temporary_workspace() as workspace:
            text = text_of_book(read_book_here(sample_book("zh-Hans"), workspace).book)
        text = "\n".join([text] * (LENGTH // len(text)))
    return [line for line in text.split("\n") if line.strip()]


def analysed(path: str) -> list[Analysis]:
    """The analysis of the paragraphs."""
    analyser = ChineseAnalyser("fast")
    return [analyser.analyse(line) for line in text_of(path)]


def only_encode(analyses: list[Analysis]) -> int:
    """Cells, from an analysis that is there."""
    return sum(len(encode(analysis.words).cells) for analysis in analyses)


def analyse_and_encode(lines: list[str]) -> int:
    """Cells from text."""
    analyser = ChineseAnalyser("fast")
    return sum(len(encode(analyser.analyse(line).words).cells) for line in lines)


def bare_liblouis(lines: list[str]) -> int:
    """What liblouis gives for the same text, through the same thin binding."""
    from converters.braille.liblouis import liblouis

    louis = liblouis()
    return sum(len(louis.translate(b"zhcn-cbs.ctb", line)[0]) for line in lines)


def main() -> None:
    """Measure and print."""
    path = sys.argv[1] if len(sys.argv) > 1 else ""
    characters = sum(map(len, text_of(path)))
    bare = measure(text_of, bare_liblouis, path)
    rows: list[tuple[str, Measured]] = [
        ("liblouis zhcn-cbs (no words, no blanks)", bare),
        ("our encoder alone", measure(analysed, only_encode, path)),
        ("analysis (fast) and encoder", measure(text_of, analyse_and_encode, path)),
    ]
    print(table(rows, bare, f"{characters:,} characters"))
    for name, measured in rows:
        print(f"{name}: {characters / measured.cpu:,.0f} characters a CPU second")


if __name__ == "__main__":
    main()
