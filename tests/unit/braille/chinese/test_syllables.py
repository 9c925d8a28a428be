"""The table of syllables, against pypinyin's list of what characters can sound like."""

import pytest
from pypinyin.contrib.tone_convert import to_tone3
from pypinyin.pinyin_dict import pinyin_dict

from converters.braille.chinese.cells import cells
from converters.braille.chinese.syllables import FINALS, INITIALS, parse
from tests.gf_decoder import FINAL, INITIAL, canonical


def test_every_reading_of_every_character_has_cells() -> None:
    readings = {reading for entry in pinyin_dict.values() for reading in entry.split(",")}
    spelled = {to_tone3(reading, v_to_u=False, neutral_tone_with_five=True) for reading in readings}
    assert len(spelled) > 1300
    assert not {reading for reading in spelled if parse(reading.replace("ü", "v")) is None}


def test_tables_agree_with_those_of_the_decoder() -> None:
    for dots, initials in INITIAL.items():
        for initial in [initials] if initials in {"zh", "ch", "sh"} else list(initials):
            assert INITIALS[initial] == cells(dots)
    assert len(set(FINALS.values())) == len(FINAL) == 34
    assert len(set(INITIALS.values())) == len(INITIAL) == 18


def test_syllables_with_the_same_cells_are_the_known_ones() -> None:
    by_body: dict[str, set[str]] = {}
    for entry in pinyin_dict.values():
        for reading in entry.split(","):
            syllable = parse(to_tone3(reading, v_to_u=False, neutral_tone_with_five=True).replace("ü", "v"))
            assert syllable is not None
            by_body.setdefault(syllable.body, set()).add(syllable.spelling)
    shared = {frozenset(map(canonical, spellings)) for spellings in by_body.values() if len(spellings) > 1}
    assert not {group for group in shared if len(group) > 1}


@pytest.mark.parametrize("reading", ["gi1", "ki4", "hia2", "jo1", "qa3", "xe1", "zhii1", "gü4"])
def test_what_would_be_read_as_another_syllable_is_refused(reading: str) -> None:
    assert parse(reading) is None
