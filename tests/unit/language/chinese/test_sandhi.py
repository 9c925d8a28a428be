"""Tones as they are spoken."""

import pytest

from converters.language.chinese.model import Word
from converters.language.chinese.sandhi import spoken_readings


def word(text: str, readings: str) -> Word:
    return Word(text, 0, len(text), "han", tuple(readings.split()))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([word("一定", "yi1 ding4")], "yi2 ding4"),
        ([word("一天", "yi1 tian1")], "yi4 tian1"),
        ([word("一个", "yi1 ge5")], "yi2 ge5"),
        ([word("第一", "di4 yi1"), word("课", "ke4")], "di4 yi1 ke4"),
        ([word("统一", "tong3 yi1")], "tong3 yi1"),
        ([word("看一看", "kan4 yi1 kan4")], "kan4 yi5 kan4"),
        ([word("不", "bu4"), word("是", "shi4")], "bu2 shi4"),
        ([word("不", "bu4"), word("好", "hao3")], "bu4 hao3"),
        ([word("好不好", "hao3 bu4 hao3")], "hao3 bu5 hao3"),
        ([word("你好", "ni3 hao3")], "ni2 hao3"),
        ([word("我", "wo3"), word("想", "xiang3")], "wo2 xiang3"),
        ([word("雨伞", "yu3 san3"), word("好", "hao3")], "yu2 san3 hao3"),
        ([word("星期一", "xing1 qi1 yi1")], "xing1 qi1 yi1"),
        ([word("一月", "yi1 yue4")], "yi1 yue4"),
    ],
)
def test_said(words: list[Word], said: str) -> None:
    assert " ".join(r for w in spoken_readings(words) for r in w) == said
