"""The worked examples of GF 0019-2018 that the reference gives, by clause, each with what it must not do."""

import pytest

from converters.braille.chinese import GfSettings, encode
from converters.language.chinese.model import Word
from tests.gold_chinese import WORKED_EXAMPLES


def written(text: str, readings: str, settings: GfSettings | None = None, keep: tuple[bool, ...] = ()) -> str:
    word = Word(text, 0, len(text), "han", tuple(readings.split()), keep_tone=keep)
    return encode((word,), settings or GfSettings()).cells


@pytest.mark.parametrize(("text", "readings", "cells"), WORKED_EXAMPLES)
def test_worked_examples(text: str, readings: str, cells: str) -> None:
    assert written(text, readings) == cells


def test_all_tones_for_learners() -> None:
    assert written("坝", "ba4", GfSettings(tones="all")) == "⠃⠔⠆"
    assert written("芬", "fen1", GfSettings(tones="all")) == "⠋⠴⠁"
    assert written("吗", "ma5", GfSettings(tones="all")) == "⠍⠔"


def test_without_contractions() -> None:
    settings = GfSettings(contractions=False)
    assert written("你", "ni3", settings) == "⠝⠊⠄"
    assert written("他", "ta1", settings) == "⠞⠔"  # 9.4
    assert written("她", "ta1", settings) == "⠞⠔⠁"  # 9.4 does not speak of 她
    assert written("它", "ta1", settings) == "⠈⠞⠔"  # 9.4


def test_lexicon_keeps_a_tone() -> None:
    assert written("世界", "shi4 jie4", keep=(False, True)) == "⠱⠛⠑⠆"
    assert written("T世", "shi4", keep=(True,)) == "⠠⠞⠀⠱⠆"


def test_joining_changes_cells() -> None:
    """10.2.7 and 11.2 hold inside one written word only."""
    apart = (Word("慈", 0, 1, "han", ("ci2",)), Word("爱", 1, 2, "han", ("ai4",)))
    assert encode(apart).cells == "⠉⠀⠪"


@pytest.mark.parametrize(
    ("reading", "cells"),
    [("lü4", "⠇⠬"), ("lv4", "⠇⠬"), ("nüe4", "⠝⠾⠆"), ("lve4", "⠇⠾"), ("lue4", "⠇⠾"), ("ju4", "⠛⠬"), ("quan2", "⠅⠯"), ("xun4", "⠓⠸"), ("yue1", "⠾⠁")],
)  # fmt: skip
def test_spellings_of_u_umlaut(reading: str, cells: str) -> None:
    assert written("字", reading) == cells


@pytest.mark.parametrize(
    "reading", ["", "x", "zh4", "b1", "zhii4", "hang", "hang6", "4", "ẅ4", "jv", "lol3", "ci"]
)
def test_what_is_no_reading_becomes_the_substitute(reading: str) -> None:
    encoded = encode((Word("字", 0, 1, "han", (reading,)),))
    assert encoded.cells == "⠿⠿"
    assert [f.code for f in encoded.findings] == ["braille-character-without-cells"]
    assert encoded.findings[0].params["code_point"] == "U+5B57"
