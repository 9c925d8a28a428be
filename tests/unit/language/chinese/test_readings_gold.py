"""The project's own sentences: every polyphone rule, read right."""

from pathlib import Path

import pytest

from converters.language.chinese import ChineseAnalyser

GOLD = Path(__file__).parents[3] / "gold" / "chinese" / "readings.tsv"
NATURAL = GOLD.with_name("natural.tsv")


def parse(words: str) -> tuple[str, list[str]]:
    """The sentence and its readings; blanks part words, but also the syllables within brackets."""
    text, readings = "", []
    rest = words
    while rest:
        head, bracket, tail = rest.partition("[")
        text += head.replace(" ", "")
        if not bracket:
            break
        said, _, rest = tail.partition("]")
        readings += said.split()
    return text, readings


ROWS = [
    (shows, modes, *parse(words))
    for shows, modes, words, *_ in (
        line.split("\t")
        for line in GOLD.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
]


@pytest.fixture(scope="module")
def careful() -> ChineseAnalyser:
    return ChineseAnalyser("careful")


@pytest.fixture(scope="module")
def fast() -> ChineseAnalyser:
    return ChineseAnalyser("fast")


def said(analyser: ChineseAnalyser, text: str) -> list[str]:
    return [r for word in analyser.analyse(text).words for r in word.readings]


def test_the_gold_is_large_enough_and_whole() -> None:
    assert len(ROWS) >= 120
    for _, modes, text, readings in ROWS:
        assert modes in {"both", "careful"}
        assert sum("\u3400" <= c <= "\u9fff" for c in text) == len(readings), text


@pytest.mark.parametrize(
    ("shows", "modes", "text", "readings"), ROWS, ids=[f"{r[0]} {r[2][:12]}" for r in ROWS]
)
def test_careful(careful: ChineseAnalyser, shows: str, modes: str, text: str, readings: list[str]) -> None:
    assert said(careful, text) == readings, shows


@pytest.mark.parametrize(
    ("shows", "text", "readings"),
    [(s, t, r) for s, m, t, r in ROWS if m == "both"],
    ids=[f"{r[0]} {r[2][:12]}" for r in ROWS if r[1] == "both"],
)
def test_fast(fast: ChineseAnalyser, shows: str, text: str, readings: list[str]) -> None:
    assert said(fast, text) == readings, shows


NEWS = [
    parse(line.split("\t")[0])
    for line in NATURAL.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_the_newspaper_text_is_large_enough_and_whole() -> None:
    assert len(NEWS) >= 120
    assert sum(len(readings) for _, readings in NEWS) >= 4000
    for text, readings in NEWS:
        assert sum("\u3400" <= c <= "\u9fff" for c in text) == len(readings), text


@pytest.mark.parametrize("mode", ["careful", "fast"])
def test_newspaper_text(mode: str, request: pytest.FixtureRequest) -> None:
    analyser = request.getfixturevalue(mode)
    wrong = total = 0
    for text, readings in NEWS:
        wrong += sum(a != b for a, b in zip(said(analyser, text), readings, strict=True))
        total += len(readings)
    assert wrong <= total * (0.004 if mode == "careful" else 0.006)
