"""The gold sentences, by clause."""

import pytest

from converters.braille.chinese import encode
from tests.gf_decoder import Syllable, syllables
from tests.gold_chinese import Gold, sentences

GOLD = sentences()


@pytest.mark.parametrize(
    "gold", GOLD, ids=lambda gold: f"{gold.clause}-{''.join(w.text for w in gold.words)}"
)
def test_gold_cells(gold: Gold) -> None:
    assert encode(gold.words).cells == gold.cells, gold.remark


@pytest.mark.parametrize(
    "gold", GOLD, ids=lambda gold: f"{gold.clause}-{''.join(w.text for w in gold.words)}"
)
def test_gold_cells_read_back_as_the_readings(gold: Gold) -> None:
    """The gold itself is judged by the decoder, which knows neither encoder nor derivation."""
    readings = [reading for word in gold.words for reading in word.readings]
    decoded = syllables(gold.cells)
    assert len(decoded) == len(readings)
    for syllable, reading in zip(decoded, readings, strict=True):
        assert syllable.may_be(reading), (syllable, reading)


@pytest.mark.parametrize(
    "gold", GOLD, ids=lambda gold: f"{gold.clause}-{''.join(w.text for w in gold.words)}"
)
def test_contractions_tell_the_character(gold: Gold) -> None:
    characters = [c for word in gold.words if word.readings for c in word.text if c > "\u3000"]
    for syllable, character in zip(syllables(gold.cells), characters, strict=False):
        if isinstance(syllable, Syllable) and syllable.contracted:
            assert {"麼": "么"}.get(character, character) == syllable.contracted


def test_every_clause_has_gold() -> None:
    wanted = {
        "5",
        "6",
        "7",
        "8",
        "9.1",
        "9.2",
        "9.3",
        "9.4",
        "10.1",
        "11.1",
        "11.2",
        "12.2.1",
        "12.2.2",
        "12.2.4",
        "12.2.5",
        "12.2.6",
        "B",
        "C",
    }
    wanted |= {f"10.2.{n}" for n in range(1, 9)} | {f"44725:4.8.{n}" for n in (1, 2, 3, 5)}
    assert wanted <= {gold.clause for gold in GOLD}
    assert len(GOLD) >= 100
