"""The project's own sentences with readings by Taiwan's standard."""

from pathlib import Path

import pytest

from converters.language.chinese import ChineseAnalyser
from converters.language.chinese.arbiter import Mode

GOLD = Path(__file__).parents[3] / "gold" / "chinese" / "taiwan.tsv"
ROWS = [
    line.split("\t")
    for line in GOLD.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
MODES: tuple[Mode, ...] = ("fast", "careful")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("text", "readings"), ROWS, ids=[row[0][:12] for row in ROWS])
def test_gold(mode: Mode, text: str, readings: str) -> None:
    words = ChineseAnalyser(mode, variety="taiwan").analyse(text).words
    assert [r for w in words for r in w.readings] == readings.split()


@pytest.mark.parametrize("mode", MODES)
def test_he_is_not_han_in_words(mode: Mode) -> None:
    words = ChineseAnalyser(mode, variety="taiwan").analyse("他們和好了，世界和平，他的話很和氣。").words
    assert "han4" not in [r for w in words for r in w.readings]


def test_each_line_differs_from_the_mainland() -> None:
    for text, readings in ROWS:
        words = ChineseAnalyser("fast").analyse(text).words
        if "法院" not in text and "人質" not in text:  # the lines that show what stays
            assert [r for w in words for r in w.readings] != readings.split(), text
