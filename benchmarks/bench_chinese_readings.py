"""How well and how fast Chinese is read, beside pypinyin and g2pM alone.

``bench_chinese_readings.py [--polyphones FOLDER] [--natural FILE]... [--book FILE]``. FOLDER holds ``sentences.txt`` (one character a line between two
``▁``) and ``readings.txt``; the shipped arbiter was trained on its development part, so that figure flatters: ``scripts/train_chinese_arbiter.py
--check`` gives the held-out one. FILE is ordinary text with readings, a line each: sentence, tab, a syllable for each Han character. The default corpora
are those beside the repository, where they are there, and always the project's own gold sentences.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measure import Measured, measure, table
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


def print_review(name: str, lines: list[Line], mode: str) -> None:
    """How long the review list is and what it catches."""
    errors = caught = asked = characters = 0
    questions: Counter[str] = Counter()
    for (sentence, wanted), (got, places) in zip(lines, analysed([s for s, _ in lines], mode), strict=True):
        wrong = {i for i, r in wanted.items() if not same(r, got.get(i, ""), lenient=True)}
        errors += len(wrong)
        caught += len(wrong & places)
        asked += len(places)
        characters += len(_HAN.findall(sentence))
        questions.update(sentence[i] for i in places)
    share = f"{caught / errors:.0%}" if errors else "-"
    often = " ".join(c for c, _ in questions.most_common(10))
    print(
        f"{name:<34}{mode:<9}{1000 * asked / max(1, characters):>6.1f} a thousand, with {caught} of {errors} errors ({share}); most often {often}"
    )


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


def main() -> None:
    """All tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--polyphones", type=Path, default=POLYPHONES)
    parser.add_argument("--natural", type=Path, action="append", default=[])
    parser.add_argument("--book", type=Path, default=BOOK)
    options = parser.parse_args()
    corpora = [("own gold", gold_lines(GOLD, 2)), ("own newspaper-like text", gold_lines(NATURAL, 0))]
    if options.polyphones.is_dir():
        corpora.append(("polyphones (training data)", polyphone_lines(options.polyphones)))
    else:
        print(f"left out, not there: {options.polyphones}")
    corpora += [(path.name, natural_lines(path)) for path in options.natural]
    for name, lines in corpora:
        print_accuracy(name, lines)
    print("\nreview list")
    for name, lines in corpora:
        for mode in ("careful", "fast"):
            print_review(name, lines, mode)
    if options.book.is_file():
        rows: list[tuple[str, Measured]] = [
            (name, measure(read_book, job, options.book))
            for name, job in (
                ("pypinyin alone", pypinyin_book),
                ("ours, fast", fast_book),
                ("ours, careful", careful_book),
            )
        ]
        print("\n" + table(rows, rows[0][1], f"{BOOK_SIZE} characters of {options.book.name}"))


if __name__ == "__main__":
    main()
