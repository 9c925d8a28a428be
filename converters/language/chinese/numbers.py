"""Numbers as a person reads them aloud: years, dates, times, ordinals, telephone numbers, units, decimals, percentages.

:func:`find_numbers` finds every numeric expression of a text with the Han characters it is read as; the digits stay in the text (braille
writes them as digits). :func:`spell_number` reads one number in its surroundings.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

NumberKind = Literal[
    "year",
    "date",
    "time",
    "ratio",
    "fraction",
    "percent",
    "range",
    "telephone",
    "money",
    "quantity",
    "digits",
    "cardinal",
]

_DIGITS = "零一二三四五六七八九"
_MAX_CARDINAL = 10**16


@dataclass(frozen=True, slots=True)
class SpokenNumber:
    """A numeric expression at ``start`` … ``end`` of the text, and how it is said in Han characters."""

    start: int
    end: int
    spoken: str
    kind: NumberKind


def cardinal(number: int) -> str:
    """12 → 十二, 10005 → 一万零五. Numbers too long to have names are read digit by digit."""
    if number >= _MAX_CARDINAL:
        return digits(str(number))
    if number < 10000:
        text = _below_10000(number)
        return text.removeprefix("一") if 10 <= number < 20 else text
    pieces: list[str] = []
    for size, name in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1, "")):
        group, number = divmod(number, size)
        if not group:
            continue
        if pieces and group < 1000:
            pieces.append("零")
        said = cardinal(group) if not pieces else _below_10000(group)
        pieces.append(said + name)
    return "".join(pieces)


def _below_10000(number: int) -> str:
    if not number:
        return "零"
    text, gap = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return text


def digits(text: str, *, telephone: bool = False) -> str:
    """Digit by digit; on the telephone 1 is said 幺."""
    said = "".join(_DIGITS[int(c)] for c in text if c.isdigit())
    return said.replace("一", "幺") if telephone else said


def year(text: str) -> str:
    """1949 → 一九四九, 2000 → 二〇〇〇 (written with 〇, read líng)."""
    return digits(text).replace("零", "〇")


_MEASURES = frozenset(
    "个個只隻条條张張本件块塊片把根支枝棵颗顆粒头頭匹名位种種类類样樣次回遍趟场場阵陣顿頓双雙对對副套群排层層座栋棟间間所台架辆輛部首篇章节節段句页頁"
    "口声聲份封幅面杯碗盆瓶盒箱袋包家户戶年天周週米吨噸克倍岁歲分秒元"
)
_TWO_BEFORE_WORD = (
    "小时",
    "小時",
    "公里",
    "公斤",
    "千米",
    "厘米",
    "毫米",
    "平方",
    "立方",
    "分钟",
    "分鐘",
    "星期",
    "万",
    "萬",
    "亿",
    "億",
    "千",
)
_UNITS = {
    "km/h": "公里每小时", "m/s": "米每秒", "km²": "平方公里", "km2": "平方公里", "m²": "平方米", "m2": "平方米", "m³": "立方米", "m3": "立方米",
    "cm²": "平方厘米", "km": "公里", "cm": "厘米", "mm": "毫米", "m": "米", "kg": "公斤", "mg": "毫克", "g": "克", "t": "吨", "ml": "毫升", "mL": "毫升",
    "L": "升", "l": "升", "h": "小时", "min": "分钟", "s": "秒", "ms": "毫秒", "kW": "千瓦", "W": "瓦", "V": "伏", "Hz": "赫兹", "kHz": "千赫", "MHz": "兆赫",
    "GHz": "吉赫", "GB": "吉字节", "MB": "兆字节", "KB": "千字节", "TB": "太字节", "dB": "分贝", "℃": "摄氏度", "°C": "摄氏度", "℉": "华氏度", "㎡": "平方米",
    "㎏": "公斤", "㎞": "公里", "㎝": "厘米", "㎜": "毫米", "°": "度",
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_CURRENCIES = {"$": "美元", "＄": "美元", "￥": "元", "¥": "元", "€": "欧元", "£": "英镑"}
_NUMBER = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_RANGE_MARK = "[-–—~～至]"
_TELEPHONE_WORD = re.compile(
    r"(?:电话|電話|手机|手機|热线|熱線|传真|傳真|拨打|撥打|致电|致電|号码|號碼)[^\d]{0,6}$"
)

_PATTERNS: tuple[tuple[NumberKind, re.Pattern[str]], ...] = (
    ("date", re.compile(r"(?<!\d)(\d{4})([-/.])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])(?!\d)")),
    ("telephone", re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)|(?<!\d)[48]00-?\d{3}-?\d{4}(?!\d)")),
    ("time", re.compile(r"(?<![\d:])([01]?\d|2[0-4])[:：]([0-5]\d)(?:[:：]([0-5]\d))?(?![\d:])")),
    ("ratio", re.compile(r"(?<![\d:])(\d+)[:：∶](\d+)(?![\d:])")),
    ("percent", re.compile(rf"([-−]?)({_NUMBER})(?:[%％]?{_RANGE_MARK}({_NUMBER}))?([%％‰])")),
    ("fraction", re.compile(r"(?<![\d/])(\d{1,4})/(\d{1,4})(?![\d/])")),
    ("money", re.compile(rf"([$＄￥¥€£])\s?({_NUMBER})([万萬亿億])?")),
    ("year", re.compile(rf"(?<!\d)(\d{{4}}){_RANGE_MARK}(\d{{4}})(?=年)|(?<!\d)(\d{{2}}|\d{{4}})(?=年(?![前后後来來以间間级級龄齡内內期制多]))")),
    ("quantity", re.compile(rf"([-−]?)({_NUMBER})(?:{_RANGE_MARK}({_NUMBER}))?\s?({_UNIT})(?![A-Za-z])")),
    ("range", re.compile(rf"(?<![\d.])({_NUMBER}){_RANGE_MARK}({_NUMBER})(?![\d.])")),
    ("cardinal", re.compile(rf"([-−](?=\d))?({_NUMBER})")),
)  # fmt: skip
_ANY_DIGIT = re.compile(r"[-−+$＄￥¥€£]?\s?[0-9]")


def find_numbers(text: str) -> list[SpokenNumber]:
    """All numeric expressions in ``text`` (ASCII digits: normalise first), in order, not overlapping. Linear."""
    found = []
    place = 0
    while match := _ANY_DIGIT.search(text, place):
        number = _at(text, match.start()) or _at(text, match.end() - 1)
        if number is None:  # cannot happen for a digit; never stand still
            place = match.end()
            continue
        found.append(number)
        place = number.end
    return found


def _at(text: str, start: int) -> SpokenNumber | None:
    for kind, pattern in _PATTERNS:
        match = pattern.match(text, start)
        if match and (said := _SAY[kind](match, text)):
            return SpokenNumber(match.start(), match.end(), said, kind)
    return None


def spell_number(word: str, before: str = "", after: str = "") -> str:
    """How the number ``word`` is said between ``before`` and ``after``: ("1949", "", "年") → 一九四九, ("2", "", "个") → 两."""
    text = before[-12:] + word + after[:8]
    start = len(before[-12:])
    number = _at(text, start)
    if number is not None and number.end <= start + len(word):
        return number.spoken
    alone = _at(word, 0)
    return alone.spoken if alone and alone.end == len(word) else digits(word)


def speak_numbers(text: str) -> str:
    """``text`` with every numeric expression written as it is said."""
    pieces: list[str] = []
    place = 0
    for number in find_numbers(text):
        pieces += (text[place : number.start], number.spoken)
        place = number.end
    return "".join([*pieces, text[place:]])


def _plain(text: str) -> str:
    text = text.replace(",", "")
    whole, _, part = text.partition(".")
    if len(whole) > 1 and whole.startswith("0") and not part:
        return digits(whole)
    return cardinal(int(whole)) + ("点" + digits(part) if part else "")


def _counted(text: str, after: str) -> str:
    """2 before a measure word is 两."""
    if text == "2" and (after[:1] in _MEASURES or after.startswith(_TWO_BEFORE_WORD)):
        return "两"
    return _plain(text)


def _before(match: re.Match[str], text: str) -> str:
    return text[max(0, match.start() - 12) : match.start()]


def _say_date(match: re.Match[str], _text: str) -> str:
    return f"{year(match[1])}年{cardinal(int(match[3]))}月{cardinal(int(match[4]))}日"


def _say_telephone(match: re.Match[str], _text: str) -> str:
    return digits(match[0], telephone=True)


def _say_time(match: re.Match[str], text: str) -> str:
    before = _before(match, text)
    if re.search("[比分率]", before[-2:]):  # 比分3:20 is a score
        return ""
    hour, minute, second = int(match[1]), int(match[2]), match[3]
    said = ("两" if hour == 2 else cardinal(hour)) + "点"
    if minute:
        said += ("零" if minute < 10 else "") + cardinal(minute) + "分"
    elif not second:
        return said + "整" if text[match.end() : match.end() + 1] != "整" else said
    return said + (cardinal(int(second)) + "秒" if second else "")


def _say_ratio(match: re.Match[str], _text: str) -> str:
    return f"{_plain(match[1])}比{_plain(match[2])}"


def _say_percent(match: re.Match[str], text: str) -> str:
    base = "千分之" if match[4] == "‰" else "百分之"
    sign = "负" if match[1] and not _before(match, text)[-1:].isdigit() else ""
    said = sign + base + ("百" if match[2] == "100" and base == "百分之" else _plain(match[2]))
    return said + (f"到{base}{_plain(match[3])}" if match[3] else "")


def _say_fraction(match: re.Match[str], _text: str) -> str:
    return f"{_plain(match[2])}分之{_plain(match[1])}"


def _say_money(match: re.Match[str], _text: str) -> str:
    return _plain(match[2]) + (match[3] or "") + _CURRENCIES[match[1]]


def _say_year(match: re.Match[str], text: str) -> str:
    if match[1]:
        return f"{year(match[1])}到{year(match[2])}"
    if len(match[3]) == 2 and re.search("[近约約过過了达達整第共]$", _before(match, text)):
        return ""
    return year(match[3])


def _say_quantity(match: re.Match[str], _text: str) -> str:
    unit = _UNITS[match[4]]
    sign = ("零下" if unit.endswith("氏度") else "负") if match[1] else ""
    first = sign + _counted(match[2], unit)
    return f"{first}到{_counted(match[3], unit)}{unit}" if match[3] else first + unit


def _say_range(match: re.Match[str], text: str) -> str:
    if _TELEPHONE_WORD.search(_before(match, text)):
        return digits(match[0], telephone=True)
    after = text[match.end() : match.end() + 3]
    return f"{_plain(match[1])}到{_counted(match[2], after)}"


def _say_cardinal(match: re.Match[str], text: str) -> str:
    before, after = _before(match, text), text[match.end() : match.end() + 3]
    number = match[2]
    if number.isdigit() and (len(number) >= 7 and _TELEPHONE_WORD.search(before)):
        return digits(number, telephone=True)
    if number.isdigit() and len(number) > 16:
        return digits(number)
    sign = "负" if match[1] else ""
    if before.endswith("第"):
        return _plain(number)
    return sign + _counted(number, after)


_SAY: dict[NumberKind, Callable[[re.Match[str], str], str]] = {
    "date": _say_date, "telephone": _say_telephone, "time": _say_time, "ratio": _say_ratio, "percent": _say_percent, "fraction": _say_fraction,
    "money": _say_money, "year": _say_year, "quantity": _say_quantity, "range": _say_range, "cardinal": _say_cardinal,
}  # fmt: skip
