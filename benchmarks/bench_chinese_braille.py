"""国家通用盲文: what it must reach, as one table; then its speed beside liblouis' zhcn-cbs on the same text, in one run.

Usage: python benchmarks/bench_chinese_braille.py [--books FOLDER] [--text FILE IN UTF-8]. FOLDER (default: ``../shared/books`` beside the repository) holds
the books that are written in braille and read back, every one of them whole. Without FILE, the Chinese sample book's words are repeated for the measurement of
speed. liblouis' own tests are run as far as they are there: ``make liblouis-tests``.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measure import Measured, measure, table
from converters.braille.chinese import encode
from converters.language.chinese import Analysis, ChineseAnalyser
from converters.language.chinese.model import Word

LENGTH = 150_000
BOOKS = Path(__file__).resolve().parents[2] / "shared" / "books"

Row = tuple[str, str, str]
"""What, measured, wanted."""


def worked_examples() -> Iterator[Row]:
    """GF 0019's own, and its joining examples in both modes."""
    from tests.gold_chinese import WORKED_EXAMPLES
    from tests.unit.language.chinese.test_joining import EXAMPLES

    good = sum(
        encode((Word(text, 0, len(text), "han", tuple(readings.split())),)).cells == cells
        for text, readings, cells in WORKED_EXAMPLES
    )
    yield "worked examples of GF 0019, clauses 5 to 11", f"{good} of {len(WORKED_EXAMPLES)}", "all"
    for mode in ("fast", "careful"):
        analyser = ChineseAnalyser(mode)
        whole = [example for example in EXAMPLES if len(analyser.analyse(example).words) == 1]
        yield f"joining examples of its clause 12, {mode}", f"{len(whole)} of {len(EXAMPLES)}", "30 of 31"


def gold() -> Iterator[Row]:
    """The project's gold: cells from its words and readings; then from print, for lines with a mark in them, which are sentences rather than lists."""
    from tests.gold_chinese import sentences

    listed = sentences()
    good = sum(encode(one.words).cells == one.cells for one in listed)
    clauses = Counter(one.clause for one in listed)
    yield f"gold: cells, {len(clauses)} clauses", f"{good} of {len(listed)}", "all of at least 200"
    listed = [one for one in listed if any(word.text in "，。！？" for word in one.words)]
    for mode in ("fast", "careful"):
        analyser = ChineseAnalyser(mode)
        said = right = same_words = han_words = same_cells = 0
        for one in listed:
            found = analyser.analyse("".join(word.text for word in one.words)).words
            wanted = _readings(one.words)
            got = _readings(found)
            said += len(wanted)
            right += sum(got.get(place) == reading for place, reading in wanted.items())
            spans = {(word.start, word.end) for word in one.words if word.kind == "han"}
            han_words += len(spans)
            same_words += len(spans & {(word.start, word.end) for word in found})
            same_cells += encode(found).cells == one.cells
        yield f"gold sentences from print, {mode}: readings", f"{right / said:.1%} of {said}", ""
        yield (
            f"gold sentences from print, {mode}: written words",
            f"{same_words / han_words:.1%} of {han_words}",
            "",
        )
        yield (
            f"gold sentences from print, {mode}: lines alike in all cells",
            f"{same_cells} of {len(listed)}",
            "",
        )


def _readings(words: tuple[Word, ...]) -> dict[int, str]:
    """The reading at each place."""
    return {
        word.start + at: reading
        for word in words
        if word.readings and len(word.readings) == word.end - word.start
        for at, reading in enumerate(word.readings)
    }


def upstream() -> Iterator[Row]:
    """Upstream's own test files through our binding, and its examples through our encoder."""
    from tests.liblouis_suite import FILES, REVIEWED, file_of, own_encoder_on, run

    groups = {
        "UEB": [name for name in FILES if name.startswith("en")],
        "mainland tables": [name for name in FILES if name.startswith(("zhcn", "zh-chn"))],
        "Taiwan": [name for name in FILES if name.startswith("zh-tw")],
    }
    for group, names in groups.items():
        paths = [path for name in names if (path := file_of(name))]
        results = [run(path) for path in paths]
        total = sum(checked for checked, _ in results)
        passed = total - sum(len(wrong) for _, wrong in results)
        absent = len(names) - len(paths)
        note = f", {absent} of {len(names)} files not here: make liblouis-tests" if absent else ""
        yield f"liblouis' own tests, {group}", f"{passed:,} of {total:,}{note}", "100 %"
    if path := file_of("zhcn-cbs"):
        total, wrong = own_encoder_on(path)
        measured = f"{total - len(wrong) - len(REVIEWED)} of {total}, {len(REVIEWED)} differ with a reason"
        yield "its zhcn-cbs examples by our own encoder", measured, "all but those with a reason"


def read_books_back(folder: Path) -> Iterator[Row]:
    """Every book of ``folder``, whole, in braille and back."""
    from converters.errors import ConversionError
    from converters.readers import read_book_here
    from converters.workspace import temporary_workspace
    from tests.read_back import chinese_texts, read_back

    analyser = ChineseAnalyser("fast")
    paths = [path for path in sorted(folder.glob("*")) if path.suffix in {".epub", ".txt", ".docx"}]
    if not paths:
        yield f"books read back: none in {folder}", "", ""
    for path in paths:
        if path.name == "README.md":
            continue
        with temporary_workspace() as workspace:
            try:
                texts = chinese_texts(read_book_here(path, workspace).book)
            except ConversionError as error:
                yield f"read back: {path.name}", str(error), ""
                continue
        if not texts:
            yield f"read back: {path.name}", "no Chinese", ""
            continue
        result = read_back(texts, analyser)
        good = result.syllables - len(result.wrong)
        measured = f"{good:,} of {result.syllables:,} syllables"
        if result.undecidable:
            measured += f", {result.undecidable} more are open by the rules"
        yield f"read back: {path.name}", measured, "all"
        for line in result.wrong[:5]:
            yield "", line, ""


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
    parser = argparse.ArgumentParser()
    parser.add_argument("--books", type=Path, default=BOOKS)
    parser.add_argument("--text", default="")
    options = parser.parse_args()
    print(f"{'国家通用盲文':<52}{'measured':<62}wanted")
    for rows in (worked_examples(), gold(), upstream(), read_books_back(options.books)):
        for what, figure, wanted in rows:
            print(f"{what:<58}{figure:<62}{wanted}".rstrip(), flush=True)
    path = options.text
    characters = sum(map(len, text_of(path)))
    bare = measure(text_of, bare_liblouis, path)
    measured: list[tuple[str, Measured]] = [
        ("liblouis zhcn-cbs (no words, no blanks)", bare),
        ("our encoder alone", measure(analysed, only_encode, path)),
        ("analysis (fast) and encoder", measure(text_of, analyse_and_encode, path)),
    ]
    print("\n" + table(measured, bare, f"{characters:,} characters"))
    for name, one in measured:
        print(f"{name}: {characters / one.cpu:,.0f} characters a CPU second")


if __name__ == "__main__":
    main()
