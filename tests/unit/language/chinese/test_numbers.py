"""Numbers as a person says them."""

from itertools import pairwise

import pytest

from converters.language.chinese.numbers import cardinal, find_numbers, speak_numbers, spell_number


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1949年10月1日", "一九四九年十月一日"),
        ("2000年", "二〇〇〇年"),
        ("20年前", "二十年前"),
        ("98年", "九八年"),
        ("1990-1995年", "一九九〇到一九九五年"),
        ("2024-05-01", "二〇二四年五月一日"),
        ("12:30", "十二点三十分"),
        ("8:05", "八点零五分"),
        ("15:00", "十五点整"),
        ("比分3:20", "比分三比二十"),
        ("第2章", "第二章"),
        ("2个人", "两个人"),
        ("2小时", "两小时"),
        ("3.14", "三点一四"),
        ("1,234,567", "一百二十三万四千五百六十七"),
        ("100%", "百分之百"),
        ("3%～5%", "百分之三到百分之五"),
        ("5‰", "千分之五"),
        ("1/2", "二分之一"),
        ("$3.5亿", "三点五亿美元"),
        ("-5℃", "零下五摄氏度"),
        ("60km/h", "六十公里每小时"),
        ("3-5天", "三到五天"),
        ("13812345678", "幺三八幺二三四五六七八"),
        ("电话62345678", "电话六二三四五六七八"),
        ("007", "零零七"),
    ],
)
def test_said(written: str, said: str) -> None:
    assert speak_numbers(written) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "零"),
        (10, "十"),
        (110, "一百一十"),
        (10005, "一万零五"),
        (20050, "二万零五十"),
        (100_000_000, "一亿"),
        (10**12, "一万亿"),
    ],
)
def test_cardinals(number: int, said: str) -> None:
    assert cardinal(number) == said


def test_a_number_in_its_surroundings() -> None:
    assert spell_number("1949", after="年") == "一九四九"
    assert spell_number("2", after="个") == "两"
    assert spell_number("2", before="第", after="个") == "二"


def test_spans_are_in_order_and_cover_every_digit() -> None:
    text = "1.2.3-4:5:6/7%8" * 50 + "9" * 40
    found = find_numbers(text)
    inside = {i for n in found for i in range(n.start, n.end)}
    assert all(i in inside for i, c in enumerate(text) if c.isdigit())
    assert all(a.end <= b.start for a, b in pairwise(found))
