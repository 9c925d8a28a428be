"""From text to the sounds that neural voices are given."""

import json
import lzma
from importlib.resources import files
from pathlib import Path

import pytest

from converters.speech.engines.english_spelling import EnglishSpeller, vocabulary
from converters.speech.engines.mandarin_spelling import MandarinSpeller, phonemes_of
from converters.speech.engines.spelling import Sound, Spelt, runs_of
from converters.speech.pinyin import readings

GOLD = Path(__file__).parents[1] / "data" / "kokoro-syllables.json"
TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}


def words(text: str, spelt: Spelt) -> list[str]:
    return [text[sound.start : sound.end] for sound in spelt.sounds if sound.word]


def chinese(text: str) -> Spelt:
    places = [place for place, character in enumerate(text) if character >= "\u3400" and character.isalpha()]
    return MandarinSpeller()(text, dict(zip(places, readings(text), strict=True)))


# --- Mandarin ---------------------------------------------------------------------------------------------------------


def test_every_syllable_is_what_the_model_was_taught() -> None:
    """``kokoro-syllables.json``: what misaki 0.9.4's ``ZHG2P.py2ipa`` makes of 423 syllables, 0 in place of the tone."""
    gold: dict[str, str] = json.loads(GOLD.read_text("utf-8"))
    assert len(gold) == 423
    for name, sound in gold.items():
        for tone, arrow in TONES.items():
            assert phonemes_of(name + tone) == sound.replace("0", arrow), name + tone


def test_every_reading_that_the_analysis_knows_can_be_said() -> None:
    packed = files("converters.language.chinese") / "data/readings.txt.xz"
    characters = lzma.decompress(packed.read_bytes()).decode().split("\n\n")[0]
    syllables = {syllable for line in characters.splitlines() for syllable in line.split("\t")[1].split()}
    assert len(syllables) > 1_300
    for syllable in {
        *syllables,
        "r5",
        "ng2",
        "ng4",
        "m2",
        "m4",
        "n2",
        "hm5",
        "hng5",
        "ê1",
        "lv4",
        "nve4",
        "lüe4",
    }:
        phonemes = phonemes_of(syllable)
        assert phonemes, syllable
        assert set(phonemes) <= set(vocabulary()), syllable


@pytest.mark.parametrize("syllable", ["", "1", "ma", "ma6", "xyz1", "bong9", "huar1", "iPhone"])
def test_what_is_no_syllable_has_no_sound(syllable: str) -> None:
    assert phonemes_of(syllable) is None


def test_a_character_is_a_word_with_its_place() -> None:
    text = "银行在重庆，花儿开了。"
    spelt = chinese(text)
    assert words(text, spelt) == list("银行在重庆花儿开了")
    said = "".join(sound.phonemes for sound in spelt.sounds)
    assert said == "i↗nxa↗ŋ ʦai↘ ꭧʰʊ↗ŋʨʰi↘ŋ, xwa→ɚ kʰai→ lɤ."
    assert spelt.unspoken == ""


def test_readings_decide_not_the_dictionary() -> None:
    speller = MandarinSpeller()
    one, other = (
        "".join(sound.phonemes for sound in speller("行", {0: reading}).sounds)
        for reading in ("xing2", "hang2")
    )
    assert (one, other) == ("ɕi↗ŋ", "xa↗ŋ")


def test_english_and_digits_inside_chinese() -> None:
    text = "他用iPhone说“Hello world”，共35元。"
    spelt = chinese(text)
    assert words(text, spelt) == ["他", "用", "iPhone", "说", "Hello", "world", "共", "3", "5", "元"]
    said = "".join(sound.phonemes for sound in spelt.sounds)
    assert "ˈIfˌOn" in said
    assert "“həlˈO wˈɜɹld”" in said
    assert "san" not in said
    assert "sa→nu↓" in said


def test_what_has_no_reading_is_named() -> None:
    text = "他\U00020000了𪚥😀。"
    spelt = MandarinSpeller()(text, {0: "ta1", 2: "le5"})
    assert words(text, spelt) == ["他", "了"]
    assert spelt.unspoken == "\U00020000𪚥😀"
    assert MandarinSpeller()("。，！", {}) == Spelt((), "")


# --- English ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Call me Ishmael.", ["Call", "me", "Ishmael"]),
        ("“Don’t,” he said — (well…)", ["Don’t", "he", "said", "well"]),
        ("  two   blanks ", ["two", "blanks"]),
        ("Café Dvořák, Łódź", ["Café", "Dvořák", "Łódź"]),
        ("the α and β", ["the", "α", "and", "β"]),
        ("On 3/4/2024 at 7:30 pm he paid $3.50 for it.", ["On", "3/4/2024", "at", "7:30", "pm", "he", "paid", "$3.50", "for", "it"]),
        ("[note](/foo/) bar", ["note", "foo", "bar"]),
    ],
)  # fmt: skip
def test_words_keep_their_places(text: str, found: list[str]) -> None:
    spelt = EnglishSpeller()(text)
    assert words(text, spelt) == found
    assert spelt.unspoken == ""
    assert all(set(sound.phonemes) <= set(vocabulary()) for sound in spelt.sounds)


def test_what_english_cannot_say_is_named() -> None:
    assert EnglishSpeller()("a 中 b 😀 дом").unspoken == "中😀дом"
    assert EnglishSpeller()("日本") == Spelt((), "日本")
    assert EnglishSpeller()("“…” — !") == Spelt((), "")


def test_british_english_is_spelt_otherwise() -> None:
    american, british = (
        "".join(sound.phonemes for sound in EnglishSpeller(british=british)("I can't park the car.").sounds)
        for british in (False, True)
    )
    assert "ɹ" in american
    assert "kˈɑː" in british


def test_no_letter_of_a_long_word_is_lost() -> None:
    text = "rhubarb" * 30
    assert len("".join(sound.phonemes for sound in EnglishSpeller()(text).sounds)) > 4 * 30


# --- runs -------------------------------------------------------------------------------------------------------------


def sounds_of(text: str) -> list[Sound]:
    return [
        Sound(piece, number, number + 1, word=piece.isalpha()) for number, piece in enumerate(text.split("|"))
    ]


def joined(sounds: tuple[Sound, ...]) -> str:
    return "".join(sound.phonemes for sound in sounds)


def test_runs_end_where_a_reader_breathes() -> None:
    text = "abc|, |def|. |ghi|, |jkl| |mno"
    runs = list(runs_of(sounds_of(text), 16))
    assert "".join(joined(run.sounds) for run in runs) == text.replace("|", "")
    assert [joined(run.sounds) for run in runs] == ["abc, def. ", "ghi, jkl mno"]
    assert [run.pause for run in runs] == [0.35, 0.0]


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 20, 1000])
def test_no_run_is_longer_than_the_model_takes(limit: int) -> None:
    text = "|".join(["abcdefghij", " ", "kl", ", ", "m"] * 20)
    runs = list(runs_of(sounds_of(text), limit))
    assert all(0 < len(joined(run.sounds)) <= limit for run in runs)
    assert "".join(joined(run.sounds) for run in runs) == text.replace("|", "")
