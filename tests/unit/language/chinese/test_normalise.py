"""Normalisation: what conversions and typing spoil is mended, and every character remembers where it stood."""

import time

import pytest

from converters.language.chinese.normalise import REPLACEMENT, normalise


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("ＡＢＣ１２３％", "ABC123%"),
        ("你好，世界！（真的）", "你好，世界！（真的）"),  # Chinese marks stay
        ("⼀⼈⽂", "一人文"),  # radicals that look like characters
        ("\uf900車", "豈車"),
        ("文\u200b字\ufeff", "文字"),
        ("葛\U000e0100飾", "葛飾"),  # a variation selector
        ("第一行\n第二行\t尾", "第一行\n第二行\t尾"),
    ],
)
def test_forms(given: str, wanted: str) -> None:
    assert normalise(given).text == wanted


def test_pinyin_left_in_words_goes_and_offsets_stay() -> None:
    given = "我國(guó)大陸地區(qū)的規(guī)劃、數(shù)字。"
    normal = normalise(given)
    assert normal.text == "我國大陸地區的規劃、數字。"
    for place, char in enumerate(normal.text):
        assert given[normal.start(place)] == char
        assert given[normal.end(place + 1) - 1] == char
    assert [f.code for f in normal.findings] == ["chinese-stuck-pinyin"]
    assert normal.findings[0].params == {"count": 4}


@pytest.mark.parametrize(
    "text",
    [
        "“行”字读作行（xíng）。",
        "他姓单（shàn）。",
        "拼音是好(hǎo)和坏",
        "他来了（a）吗",
        "价格(US)和数量(kg)",
    ],
)
def test_pinyin_that_explains_stays(text: str) -> None:
    assert normalise(text).text == text


def test_what_cannot_be_read_is_named() -> None:
    normal = normalise("好\ue123好\ud800好\U0010fffe")
    assert normal.text == f"好{REPLACEMENT}好{REPLACEMENT}好{REPLACEMENT}"
    (finding,) = normal.findings
    assert finding.code == "chinese-unreadable-characters"
    assert finding.params["count"] == 3
    assert "U+E123" in str(finding.params["characters"])


def test_rare_characters_without_reading_are_named() -> None:
    (finding,) = normalise("𰻞𰻞面\U0002a7ff").findings
    assert finding.code == "chinese-characters-without-reading"


def test_mixed_scripts_are_reported_and_pure_ones_are_not() -> None:
    mixed = "这是简体的书，說話時頭髮亂了，他们还在说话"
    assert "chinese-mixed-scripts" in {f.code for f in normalise(mixed).findings}
    assert not normalise("這是繁體的書，說話時頭髮亂了。").findings
    assert not normalise("这是简体的书，皇后后来著名。").findings


def test_brackets_by_the_hundred_thousand_are_linear() -> None:
    begin = time.process_time()
    normalise("國(guó" * 100_000 + "國(guó)家" * 50_000)
    assert time.process_time() - begin < 60  # quadratic work would take hours
