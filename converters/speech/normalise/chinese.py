"""Chinese, written out as a person reads it aloud: after this, what is spoken is Han characters and stops only.

The rules follow reading practice: years, telephone numbers and long codes digit by digit, other numbers as quantities, 2 before a
measure word as 两.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from converters.speech.normalise.chinese_tables import CURRENCIES, MEASURE_WORDS, SIGNS, UNITS
from converters.speech.normalise.common import Rewrite, Rules, Written

Match = re.Match[str]

_DIGITS: Final = "零一二三四五六七八九"
_PLACES: Final = ("", "十", "百", "千")
_LONGEST_NUMBER: Final = 12


def chinese(text: str, *, traditional: bool = False) -> Written:
    """``text`` as it is spoken; ``traditional`` chooses Taiwan's words and characters."""
    plain = _FOLD.sub(lambda found: _fold(found.group()), text) if _FOLD.search(text) else text
    return _rules(traditional).apply(plain)


# Full-width digits, letters and signs, ① ⑴ Ⅳ and the like: one character for another of the same meaning.
_FOLD: Final = re.compile("[０-９Ａ-Ｚａ-ｚ％＋＝／＠＆＃＜＞～．－¼-¾⅐-ↈ①-⓿❶-➓㈠-㈩㊀-㊉㎎㎏㎜-㎞㎡㏄○○]")


def _fold(character: str) -> str:
    if character == "○":
        return "〇"
    if "Ⅰ" <= character <= "ↈ" or "①" <= character <= "⓿" or "❶" <= character <= "➓":
        value = unicodedata.numeric(character, -1)
        if value >= 0 and value == int(value):
            return f" {int(value)} "
    return unicodedata.normalize("NFKC", character).replace("⁄", "/")


# --- numbers ---------------------------------------------------------------------------------------------------------


def cardinal(text: str, *, traditional: bool = False) -> str:
    """``"1,205.3"`` → 一千二百零五点三."""
    whole, _, decimals = text.replace(",", "").partition(".")
    if len(whole) > _LONGEST_NUMBER or (len(whole) > 1 and whole[0] == "0"):
        spoken = digits(whole)
    else:
        spoken = _whole(int(whole or "0"), traditional)
    if spoken[0] == "二" and spoken[1:2] in {"千", "万", "萬", "亿", "億"}:
        spoken = ("兩" if traditional else "两") + spoken[1:]
    return f"{spoken}{'點' if traditional else '点'}{digits(decimals)}" if decimals else spoken


def digits(text: str) -> str:
    """``"1949"`` → 一九四九."""
    return "".join(_DIGITS[int(c)] for c in text if c.isdecimal())


def _whole(value: int, traditional: bool) -> str:
    if value == 0:
        return "零"
    groups = []
    while value:
        value, group = divmod(value, 10_000)
        groups.append(group)
    spoken = ""
    for power in reversed(range(len(groups))):
        group = groups[power]
        if not group:
            continue
        if spoken and group < 1_000:
            spoken += "零"
        spoken += _group(group) + ("", "萬" if traditional else "万", "億" if traditional else "亿")[power]
    return spoken[1:] if spoken.startswith("一十") else spoken


def _group(value: int) -> str:
    spoken, gap = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit:
            spoken += ("零" if gap and spoken else "") + _DIGITS[digit] + _PLACES[place]
            gap = False
        else:
            gap = True
    return spoken


# --- rules -----------------------------------------------------------------------------------------------------------

_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_DASH: Final = "[-–—~～―至到]{1,2}"


def _table(traditional: bool) -> list[tuple[str, str, Rewrite]]:
    """What is looked for, in order of precedence: an example, its pattern, how it is said."""
    column = 1 if traditional else 0

    def say(number: str) -> str:
        return cardinal(number, traditional=traditional)

    def count(number: str) -> str:
        return pick("两", "兩") if number == "2" else say(number)

    def pick(simplified: str, taiwan: str) -> str:
        return taiwan if traditional else simplified

    def clock(match: Match) -> str | None:
        hour, minute, second = match.groups()
        if int(hour) > 24:
            return None
        minutes = (
            pick("整", "整")
            if minute == "00"
            else ("零" if minute[0] == "0" else "") + say(str(int(minute))) + "分"
        )
        point = pick("点", "點")
        return f"{count(str(int(hour)))}{point}{minutes}" + (f"{say(str(int(second)))}秒" if second else "")

    def full_date(match: Match) -> str | None:
        year, month, day = match.groups()
        if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
            return None
        return f"{digits(year)}年{say(str(int(month)))}月{say(str(int(day)))}日"

    def telephone(match: Match) -> str:
        spoken = [digits(group) for group in re.findall(r"\d+", match.group())]
        return "，".join(spoken if traditional else [group.replace("一", "幺") for group in spoken])

    def temperature(match: Match) -> str:
        minus, value, scale = match.groups()
        name = pick("华氏度", "華氏度") if scale[-1] in "F℉" else pick("摄氏度", "攝氏度")
        return f"{'零下' if minus else ''}{say(value)}{name}"

    def quantity(match: Match) -> str:
        return (pick("负", "負") if match[1] else "") + say(match[2])

    return [
        ("2024-03-04", r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", full_date),
        (
            "1914—1918年",
            rf"(?<!\d)(\d{{4}})年?{_DASH}(\d{{4}})(?=年)",
            lambda m: f"{digits(m[1])}至{digits(m[2])}",
        ),
        # 2000年前 is a span of years, 1949年 is the year.
        (
            "2000年前",
            r"(?<!\d)(\d+00)(?=\s?年(?:前|来|來|历史|歷史|间|間|以上|多|的历史|的歷史))",
            lambda m: say(m[1]),
        ),
        ("1949年", r"(?<!\d)(\d{4})\s?(?=年)", lambda m: digits(m[1])),
        ("10:30", r"(?<![\d:])(\d{1,2})[:：]([0-5]\d)(?:[:：]([0-5]\d))?(?![\d:])", clock),
        ("50%", rf"({_NUMBER})\s?%", lambda m: f"百分之{say(m[1])}"),
        ("5‰", rf"({_NUMBER})\s?‰", lambda m: f"千分之{say(m[1])}"),
        ("-5℃", rf"([-−])?({_NUMBER})\s?(℃|℉|°\s?C|°\s?F)", temperature),
        (
            "¥12.50",
            rf"([{''.join(CURRENCIES)}])\s?({_NUMBER})",
            lambda m: say(m[2]) + CURRENCIES[m[1]][column],
        ),
        ("13800138000", r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)", telephone),
        ("010-62345678", r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)|(?<!\d)[48]00-\d{3,4}-?\d{3,4}(?!\d)", telephone),
        ("3/4", r"(?<![\d/])(\d{1,4})/(\d{1,4})(?![\d/])", lambda m: f"{say(m[2])}分之{say(m[1])}"),
        (
            "3-5",
            rf"(?<![\d.-])(\d{{1,5}}){_DASH}(\d{{1,5}})(?![\d.-])",
            lambda m: f"{say(m[1])}到{say(m[2])}",
        ),
        (
            "5km",
            rf"({_NUMBER})\s?({'|'.join(re.escape(u) for u in sorted(UNITS, key=len, reverse=True))})(?![A-Za-z²³/])",
            lambda m: count(m[1]) + UNITS[m[2]][column],
        ),
        ("3.2.1", r"\d+(?:\.\d+){2,}", lambda m: pick("点", "點").join(say(p) for p in m.group().split("."))),
        (
            "2个",
            rf"(?<![\d第.])2(?=[{MEASURE_WORDS}])(?!年(?:级|級|代)|次(?:方|元))",
            lambda _m: pick("两", "兩"),
        ),
        ("1,205.3", rf"(?:(?<![\w)])([-−]))?({_NUMBER})", quantity),
        ("+", f"[{re.escape(''.join(SIGNS))}]", lambda m: SIGNS[m.group()][column]),
    ]


@lru_cache(maxsize=2)
def _rules(traditional: bool) -> Rules:
    return Rules(rf"[\d{re.escape(''.join((*SIGNS, *CURRENCIES)))}‰]", _table(traditional))
