"""Blanks, marks, numbers, letters, alignment, line ends and damaged input."""

from collections.abc import Sequence

import pytest

from converters.braille.chinese import GfSettings, encode
from converters.language.chinese.model import Word
from tests.gold_chinese import parse_words


def english(text: str) -> tuple[str, Sequence[int]]:
    """A stand-in for UEB: letters as they are, everything else but blanks and full stops unknown to it."""
    table = {
        **dict(zip("abcdefghijklmnopqrstuvwxyz", "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵", strict=True)),
        " ": "⠀",
        ".": "⠲",
        "é": "⠑",
    }
    cells, owners = "", []
    for at, character in enumerate(text):
        piece = ("⠠" if character.isupper() else "") + table.get(character.lower(), "⡿")
        cells += piece
        owners += [at] * len(piece)
    return cells, owners


@pytest.mark.parametrize(
    ("words", "settings", "cells"),
    [
        ("来[lai2] 。 走[zou3]", GfSettings(), "⠇⠪⠂⠐⠆⠵⠷⠄"),
        ("来[lai2] 。 走[zou3]", GfSettings(blank_after_sentence_end=True), "⠇⠪⠂⠐⠆⠀⠵⠷⠄"),
        ("来[lai2] 。 ” 走[zou3]", GfSettings(blank_after_sentence_end=True), "⠇⠪⠂⠐⠆⠘⠀⠵⠷⠄"),
        ("3.14", GfSettings(decimal_point="46"), "⠼⠉⠨⠁⠙"),
        ("3.14", GfSettings(decimal_point="3"), "⠼⠉⠄⠁⠙"),
        ("3 次[ci4]", GfSettings(number_link="connector"), "⠼⠉⠤⠉⠆"),
        ("T恤[xu4]", GfSettings(number_link="connector"), "⠠⠞⠤⠓⠬"),
    ],
)
def test_settings(words: str, settings: GfSettings, cells: str) -> None:
    assert encode(parse_words(words), settings).cells == cells


@pytest.mark.parametrize(
    ("words", "cells"),
    [
        ('他[ta1] " 好[hao3] " 了[le5]', "⠞⠀⠘⠓⠖⠄⠘⠀⠇⠢"),
        ("你[ni3] ␣ 好[hao3]", "⠝⠀⠓⠖⠄"),
        ("你[ni3] ␣ ，", "⠝⠐"),
        ("，␣ 你[ni3]", "⠐⠀⠝"),
        ("（ ␣ 你[ni3]", "⠰⠄⠝"),
        ("好[hao3] 。。。。 好[hao3]", "⠓⠖⠄⠐⠐⠐⠀⠓⠖⠄"),
        ("好[hao3] ...... 好[hao3]", "⠓⠖⠄⠐⠐⠐⠀⠓⠖⠄"),
        ("你[ni3] , 好[hao3] !", "⠝⠐⠀⠓⠖⠄⠰⠂"),
        ("1 . 鱼[yu2]", "⠼⠁⠄⠀⠬⠂"),
        ("鱼[yu2] 5 .", "⠬⠂⠀⠼⠑⠐⠆"),
        ("8 ： 30", "⠼⠓⠤⠼⠉⠚"),
        ("比[bi3] ： 3", "⠃⠊⠄⠤⠀⠼⠉"),
        ("10 ~ 20 元[yuan2]", "⠼⠁⠚⠤⠼⠃⠚⠀⠯⠂"),
        ("5 kg", "⠼⠑⠰⠅⠛"),
        ("５", "⠼⠑"),
        ("Ⅲ", "⠠⠊⠊⠊"),
        ("café", "⠰⠉⠁⠋⠑"),
    ],
)
def test_marks_and_numbers(words: str, cells: str) -> None:
    assert encode(parse_words(words)).cells == cells


def test_run_of_english() -> None:
    words = parse_words("读[du2] Moby ␣ Dick . 和[he2] 《 the ␣ end 》")
    assert encode(words, english=english).cells == "⠙⠥⠂⠀⠠⠍⠕⠃⠽⠀⠠⠙⠊⠉⠅⠲⠀⠓⠢⠀⠐⠤⠰⠞⠓⠑⠀⠑⠝⠙⠤⠂"


def test_one_word_keeps_letter_signs_also_with_a_translator() -> None:
    assert encode(parse_words("CPU 快[kuai4]"), english=english).cells == "⠠⠉⠏⠥⠀⠅⠽"


def test_accents_are_for_the_translator() -> None:
    assert encode(parse_words("café 好[hao3]"), english=english).cells == "⠰⠉⠁⠋⠑⠀⠓⠖⠄"
    assert encode(parse_words("cafè 好[hao3]"), english=english).cells == "⠰⠉⠁⠋⠑⠀⠓⠖⠄"


def test_mathematics_is_no_english() -> None:
    assert encode(parse_words("a + b"), english=english).cells == "⠰⠁⠀⠨⠖⠀⠰⠃"


def test_english_that_the_translator_cannot_write_falls_back_to_letters() -> None:
    words = (*parse_words("ab ␣ c"), Word("-", 4, 5, "punctuation"), Word("d", 5, 6, "latin"))
    assert encode(words, english=english).cells == "⠰⠁⠃⠀⠰⠉⠤⠰⠙"


def test_spans_lead_from_print_to_cells_and_back() -> None:
    words = parse_words("她们[ta1 men5] 说[shuo1] ： “ 慈爱[ci2 ai4] 。 ”")
    encoded = encode(words)
    text = "".join(word.text for word in words)
    found = {text[a:b]: encoded.cells[c:d] for a, b, c, d in encoded.spans}
    assert found == {
        "她": "⠞⠁",
        "们": "⠍⠴",
        "说": "⠱⠕⠁",
        "：": "⠤",
        "“": "⠘",
        "慈": "⠉⠂",
        "爱": "⠪",
        "。": "⠐⠆",
        "”": "⠘",
    }
    assert [a for a, *_ in encoded.spans] == list(range(len(text)))
    covered = "".join(encoded.cells[c:d] for *_, c, d in encoded.spans)
    assert covered == encoded.cells.replace("⠀", "")


def test_spans_of_a_word_from_which_normalising_took_something() -> None:
    """「規(guī)劃」: the word is two characters, its print nine."""
    encoded = encode((Word("規劃", 0, 7, "han", ("gui1", "hua4")), Word("好", 7, 8, "han", ("hao3",))))
    assert encoded.spans == ((0, 7, 0, 6), (7, 8, 7, 10))


def test_line_ends() -> None:
    encoded = encode(parse_words("图书馆[tu2 shu1 guan3] —— 约翰[yue1 han4] · 李[li3] 。 走[zou3] 2024"))
    lines = {encoded.cells[:at] for at in encoded.connector_breaks}
    assert lines == {"⠞⠥", "⠞⠥⠱⠥⠁", "⠞⠥⠱⠥⠁⠛⠻⠄⠠⠤⠾⠁"}
    free = {encoded.cells[at:] for at in encoded.free_breaks}
    assert free == {"⠾⠁⠓⠧⠆⠠⠄⠇⠊⠄⠐⠆⠵⠷⠄⠀⠼⠃⠚⠃⠙", "⠇⠊⠄⠐⠆⠵⠷⠄⠀⠼⠃⠚⠃⠙", "⠵⠷⠄⠀⠼⠃⠚⠃⠙"}
    # 4.8.5: no line begins with ·
    assert not any(cells.startswith("⠠⠄") for cells in free)


@pytest.mark.parametrize(
    "text",
    [
        "😀",
        "\ue000",
        chr(0xD800),
        "\x07",
        "\U0010ffff",
        "\ufffd",
        "👩‍👩‍👧",
        "한",
        "ب",
        "⠿",
        "\U0001f1e8",
        "𝒜",
    ],
)
@pytest.mark.parametrize("kind", ["other", "punctuation", "han", "latin", "number"])
def test_damaged_and_foreign_characters(text: str, kind: str) -> None:
    words = (
        Word("他", 0, 1, "han", ("ta1",)),
        Word(text, 1, 1 + len(text), kind, ()),
        Word("。", 9, 10, "punctuation"),
    )  # type: ignore[arg-type]  # all kinds on purpose
    for translator in (None, english):
        encoded = encode(words, english=translator)
        assert set(encoded.cells) <= set(map(chr, range(0x2800, 0x2840)))
        assert encoded.cells.startswith("⠞")
        assert encoded.cells.endswith("⠐⠆")
        if text != "𝒜":
            assert "⠿⠿" in encoded.cells
            assert {f.code for f in encoded.findings} == {"braille-character-without-cells"}


def test_silent_characters_leave_nothing() -> None:
    encoded = encode(
        (Word("他", 0, 1, "han", ("ta1",)), Word("\u200b", 1, 2, "other"), Word("们", 2, 3, "han", ("men5",)))
    )
    assert encoded.cells == "⠞⠀⠍⠴"
    assert not encoded.findings


def test_findings_count_each_character_once() -> None:
    encoded = encode((Word("😀😀🚀", 3, 6, "other"),))
    assert [(f.params["code_point"], f.params["count"], f.where) for f in encoded.findings] == [
        ("U+1F600", 2, "3"),
        ("U+1F680", 1, "5"),
    ]


def test_nothing_gives_nothing() -> None:
    assert encode(()).cells == ""
