"""How well and how fast Chinese is read: every figure of the analysis in one table, then tables beside pypinyin and g2pM alone. About ten minutes.

``bench_chinese_readings.py [--polyphones FOLDER] [--natural FILE]... [--book FILE] [--brief]``. FOLDER holds ``sentences.txt`` (one character a line
between two ``▁``) and ``readings.txt``; the arbiter is trained anew without each quarter of it, as ``scripts/train_chinese_arbiter.py --check`` does, so
that what is measured was held out. FILE is ordinary text with readings, a line each: sentence, tab, a syllable for each Han character. The default corpora
are those beside the repository, where they are there, and always the project's own gold sentences. ``--brief`` leaves the other engines out.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measure import Measured, measure
from converters.language.chinese import ChineseAnalyser
from converters.language.chinese.normalise import HAN

ROOT = Path(__file__).resolve().parents[1]
POLYPHONES = ROOT.parent / "shared/data/polyphones"
GOLD = ROOT / "tests/gold/chinese/readings.tsv"
NATURAL = ROOT / "tests/gold/chinese/natural.tsv"
BOOK = ROOT.parent / "shared/books/journey-to-the-west-gb18030.txt"
BOOK_SIZE = 300_000
_HAN = re.compile(f"[{HAN}]")

Line = tuple[str, dict[int, str]]
"""A sentence, and the wanted reading by offset."""
Row = tuple[str, str, str]
"""What, measured, wanted."""
Reader = Callable[[list[str]], list[dict[int, str]]]


def polyphone_lines(folder: Path) -> list[Line]:
    """Sentences with one wanted reading each."""
    sentences = (folder / "sentences.txt").read_text(encoding="utf-8").split("\n")
    readings = (folder / "readings.txt").read_text(encoding="utf-8").split("\n")
    lines = []
    for sentence, reading in zip(sentences, readings, strict=False):
        if match := re.search("▁(.)▁", sentence):
            lines.append((sentence.replace("▁", ""), {match.start(): reading.replace("u:", "v")}))
    return lines


def natural_lines(path: Path) -> list[Line]:
    """Sentences with a wanted reading for every character."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        sentence, _, said = line.partition("\t")
        places = [m.start() for m in _HAN.finditer(sentence)]
        readings = said.split()
        if places and len(places) == len(readings):
            lines.append((sentence, dict(zip(places, readings, strict=True))))
    return lines


def gold_lines(path: Path, column: int) -> list[Line]:
    """The project's own sentences; ``column`` holds the words with their readings."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            words = line.split("\t")[column]
            sentence = re.sub(r"\[[^]]*\]| ", "", words)
            readings = " ".join(re.findall(r"\[([^]]*)\]", words)).split()
            places = [m.start() for m in _HAN.finditer(sentence)]
            lines.append((sentence, dict(zip(places, readings, strict=True))))
    return lines


def by_us(mode: str) -> Reader:
    """Our analyser in a mode."""

    def read(sentences: list[str]) -> list[dict[int, str]]:
        return [found for found, _ in analysed(sentences, mode)]

    return read


def analysed(sentences: list[str], mode: str) -> list[tuple[dict[int, str], set[int]]]:
    """Readings and the places of the review list, by sentence; all sentences are analysed as one text."""
    analysis = ChineseAnalyser(mode).analyse("\n".join(sentences))  # type: ignore[arg-type]
    said = {
        w.start + k: r
        for w in analysis.words
        for k, r in enumerate(w.readings)
        if w.end - w.start == len(w.text)
    }
    asked = {u.start for u in analysis.uncertain}
    result, start = [], 0
    for sentence in sentences:
        span = range(start, start + len(sentence))
        result.append(
            ({i - start: said[i] for i in span if i in said}, {i - start for i in span if i in asked})
        )
        start += len(sentence) + 1
    return result


def by_pypinyin(sentences: list[str]) -> list[dict[int, str]]:
    """The package pypinyin as it comes."""
    from pypinyin import Style, lazy_pinyin

    found = []
    for sentence in sentences:
        said = lazy_pinyin(sentence, style=Style.TONE3, neutral_tone_with_five=True, errors=list)
        found.append(dict(enumerate(r.replace("ü", "v") for r in said)) if len(said) == len(sentence) else {})
    return found


def by_g2pm(sentences: list[str]) -> list[dict[int, str]]:
    """The package g2pM as it comes."""
    from g2pM import G2pM

    model = G2pM()
    return [{i: r.replace("u:", "v") for i, r in enumerate(model(s, char_split=True))} for s in sentences]


def same(wanted: str, got: str, *, lenient: bool) -> bool:
    """``lenient``: neutral or full tone of the same syllable, and third tones that sandhi made second, count as right."""
    if wanted == got or {wanted, got} <= {"er5", "er2", "r5"}:
        return True
    return (
        lenient
        and wanted[:-1] == got[:-1]
        and ("5" in wanted[-1] + got[-1] or wanted[-1] + got[-1] in {"23", "32"})
    )


def accuracy(lines: list[Line], reader: Reader, *, lenient: bool) -> tuple[int, int]:
    """(right, all) readings."""
    good = total = 0
    for (_, wanted), got in zip(lines, reader([s for s, _ in lines]), strict=True):
        good += sum(same(r, got.get(i, ""), lenient=lenient) for i, r in wanted.items())
        total += len(wanted)
    return good, total


def print_accuracy(name: str, lines: list[Line]) -> None:
    """A table of the readers."""
    print(f"\n{name}: {len(lines)} sentences")
    print(f"{'':<24}{'strict':>9}{'lenient':>9}")
    readers: dict[str, Reader] = {
        "ours, careful": by_us("careful"),
        "ours, fast": by_us("fast"),
        "pypinyin": by_pypinyin,
        "g2pM": by_g2pm,
    }
    for label, reader in readers.items():
        strict, total = accuracy(lines, reader, lenient=False)
        mild, _ = accuracy(lines, reader, lenient=True)
        print(f"{label:<24}{strict / total:>9.2%}{mild / total:>9.2%}")


def review_row(name: str, lines: list[Line], mode: str) -> Row:
    """How long the review list is and what it catches, where every character's reading is known; neutral tones are forgiven."""
    errors = caught = asked = characters = 0
    questions: Counter[str] = Counter()
    for (sentence, wanted), (got, places) in zip(lines, analysed([s for s, _ in lines], mode), strict=True):
        wrong = {i for i, r in wanted.items() if not same(r, got.get(i, ""), lenient=True)}
        errors += len(wrong)
        caught += len(wrong & places)
        asked += len(places)
        characters += len(_HAN.findall(sentence))
        questions.update(sentence[i] for i in places)
    often = " ".join(c for c, _ in questions.most_common(8))
    measured = f"{caught} of {errors} errors, {1000 * asked / max(1, characters):.1f} places per 1,000; most often {often}"
    return f"{name}, {mode}: review list", measured, "70 %, 25"


def reading_row(name: str, lines: list[Line], mode: str) -> Row:
    """Readings of every character."""
    good, total = accuracy(lines, by_us(mode), lenient=False)
    mild, _ = accuracy(lines, by_us(mode), lenient=True)
    measured = f"{good / total:.2%} of {total} ({mild / total:.2%} with neutral tones forgiven)"
    return f"{name}, {mode}: readings", measured, "99.4 %" if mode == "careful" else ""


def read_book(path: Path) -> str:
    """The text to time."""
    return path.read_bytes().decode("gb18030", "replace")[:BOOK_SIZE]


def analyse_book(text: str, mode: str) -> int:
    """The number of words."""
    return len(ChineseAnalyser(mode).analyse(text).words)  # type: ignore[arg-type]


def fast_book(text: str) -> int:
    """As a job to measure."""
    return analyse_book(text, "fast")


def careful_book(text: str) -> int:
    """As a job to measure."""
    return analyse_book(text, "careful")


def pypinyin_book(text: str) -> int:
    """As a job to measure."""
    from pypinyin import Style, lazy_pinyin

    return len(lazy_pinyin(text, style=Style.TONE3))


def by_paragraph(path: Path) -> Row:
    """The review list of a book that is analysed paragraph by paragraph, as a conversion does it."""
    analyser = ChineseAnalyser("careful")
    asked = characters = 0
    for paragraph in read_book(path)[:60_000].split("\n"):
        analysis = analyser.analyse(paragraph)
        asked += len(analysis.uncertain)
        characters += sum(len(word.readings) for word in analysis.words)
    return (
        f"{path.name}, by paragraphs, careful: review list",
        f"{1000 * asked / max(1, characters):.1f} places per 1,000",
        "25",
    )


def speed_rows(measured: list[tuple[str, Measured]]) -> Iterator[Row]:
    """A book's time and memory."""
    for (name, found), wanted in zip(measured, ("", "60 s, 500 MB", "240 s, 500 MB"), strict=True):
        figures = f"{found.cpu:.1f} s CPU, {found.peak:.0f} MiB"
        yield f"{BOOK_SIZE:,} characters, {name}", figures, wanted


def summary(options: argparse.Namespace, natural: list[tuple[str, list[Line]]]) -> Iterator[Row]:
    """Every figure."""
    # First: a process that is started by a large one counts the other's memory as its own peak.
    if options.book.is_file():
        jobs = (("pypinyin alone", pypinyin_book), ("fast", fast_book), ("careful", careful_book))
        yield from speed_rows([(name, measure(read_book, job, options.book)) for name, job in jobs])
        yield by_paragraph(options.book)
    else:
        yield f"speed: not there: {options.book}", "", ""
    if options.polyphones.is_dir():
        sys.path.append(str(ROOT / "scripts"))
        from train_chinese_arbiter import check

        for mode in ("careful", "fast"):
            yield from check(options.polyphones, mode)  # type: ignore[arg-type]
    else:
        yield f"polyphone sentences: not there: {options.polyphones}", "", ""
    for name, lines in natural:
        for mode in ("careful", "fast"):
            yield reading_row(name, lines, mode)
            yield review_row(name, lines, mode)


def main() -> None:
    """All tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--polyphones", type=Path, default=POLYPHONES)
    parser.add_argument("--natural", type=Path, action="append", default=[])
    parser.add_argument("--book", type=Path, default=BOOK)
    parser.add_argument("--brief", action="store_true")
    options = parser.parse_args()
    natural = [("own newspaper-like text", gold_lines(NATURAL, 0))]
    natural += [(path.name, natural_lines(path)) for path in options.natural]
    print(f"{'Chinese readings':<70}{'measured':<88}wanted")
    for what, measured, wanted in summary(options, natural):
        print(f"{what:<70}{measured:<88}{wanted}".rstrip(), flush=True)
    if not options.brief:
        corpora = [("own gold", gold_lines(GOLD, 2)), *natural]
        if options.polyphones.is_dir():
            corpora.append(("polyphones (ours was trained on them)", polyphone_lines(options.polyphones)))
        for name, lines in corpora:
            print_accuracy(name, lines)


if __name__ == "__main__":
    main()
