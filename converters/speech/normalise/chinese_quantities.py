"""Numbers in their surroundings as Chinese says them: dates, times, money, measures, telephone numbers.

Numbers themselves are spelled by :mod:`converters.language.chinese.numbers`, which braille uses too.
"""

from __future__ import annotations

import re
from typing import Final

from converters.language.chinese.numbers import cardinal as han_number
from converters.language.chinese.numbers import digits
from converters.speech.normalise.chinese_tables import CURRENCIES, MEASURE_WORDS, RATES, TWO_BEFORE, UNITS

Match = re.Match[str]

DASH: Final = "(?:[-–—~～―至到]|——)"
COUNTED: Final = rf"(?!年(?:级|級|代)|次(?:方|元))(?:[{MEASURE_WORDS}]|{'|'.join(TWO_BEFORE)})"
"""What a number counts: before it, 2 is 两."""
_LONGEST_NUMBER: Final = 12


def cardinal(text: str, *, traditional: bool = False) -> str:
    """``"1,205.3"`` → 一千二百零五点三."""
    whole, _, decimals = text.replace(",", "").partition(".")
    if len(whole) > _LONGEST_NUMBER or (len(whole) > 1 and whole[0] == "0"):
        spoken = digits(whole)
    else:
        spoken = han_number(int(whole or "0"))
    if spoken[0] == "二" and spoken[1:2] in {"千", "万", "亿"}:
        spoken = "两" + spoken[1:]
    if decimals:
        spoken += f"点{digits(decimals)}"
    return spoken.translate(_TRADITIONAL) if traditional else spoken


_TRADITIONAL: Final = str.maketrans("两万亿点", "兩萬億點")


class Quantities:
    """How the mainland or, with ``traditional``, Taiwan says them."""

    def __init__(self, *, traditional: bool) -> None:
        self._traditional = traditional
        self._column = 1 if traditional else 0
        self.two = "兩" if traditional else "两"

    def pick(self, simplified: str, taiwan: str) -> str:
        """The word of this variety."""
        return taiwan if self._traditional else simplified

    def say(self, number: str) -> str:
        """A number."""
        return cardinal(number, traditional=self._traditional)

    def count(self, number: str) -> str:
        """A number before what it counts: 2 is 两."""
        return self.two if number == "2" else self.say(number)

    def before_measure(self, number: str, match: Match) -> str:
        """A number of a range: counts only if a measure word follows the range."""
        return self.count(number) if _MEASURED.match(match.string, match.end()) else self.say(number)

    def yearly(self, match: Match) -> str:
        """A span of years."""
        return f"{digits(match[1])}至{digits(match[2])}"

    def telephone(self, text: str) -> str:
        """Groups of digits; 1 is 幺 on the mainland."""
        spoken = [digits(group, telephone=not self._traditional) for group in re.findall(r"\d+", text)]
        return "，".join(spoken)

    def clock(self, match: Match) -> str | None:
        """As 10:30."""
        hour, minute, second = match.groups()
        if int(hour) > 24 or _SCORE.search(match.string[: match.start()]):
            return None
        bare = _RANGE_AFTER.match(match.string, match.end()) or match.string[match.end() :].startswith("整")
        minutes = ("" if bare else "整") if minute == "00" and not second else self._minute_words(minute)
        spoken = f"{self.count(str(int(hour)))}{self.pick('点', '點')}{minutes}"
        return spoken + (f"{self.say(str(int(second)))}秒" if second else "")

    def _minute_words(self, minute: str) -> str:
        """As the 05 of 10:05."""
        return ("零" if minute[0] == "0" else "") + self.say(str(int(minute))) + "分"

    def full_date(self, match: Match) -> str | None:
        """As 2024-03-04."""
        year, month, day = match.groups()
        if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
            return None
        return f"{digits(year)}年{self.say(str(int(month)))}月{self.say(str(int(day)))}日"

    def temperature(self, match: Match) -> str:
        """As -5℃."""
        minus, value, scale = match.groups()
        name = self.pick("华氏度", "華氏度") if scale[-1] in "F℉" else self.pick("摄氏度", "攝氏度")
        return f"{'零下' if minus else ''}{self.say(value)}{name}"

    def money(self, match: Match) -> str:
        """As ¥12.50."""
        sign, amount, magnitude = match.groups()
        name = CURRENCIES[sign][self._column]
        whole, _, part = amount.partition(".")
        if name == "元" and len(part) == 2 and not magnitude:
            jiao, fen = part[0], part[1]
            tail = (f"{self.say(jiao)}角" if jiao != "0" else "零" if fen != "0" else "") + (
                f"{self.say(fen)}分" if fen != "0" else ""
            )
            return (f"{self.count(whole)}元" if whole.strip("0,") or not tail else "") + tail.removeprefix(
                "零" if not whole.strip("0,") else "\0"
            )
        if part and not part.strip("0"):
            amount = whole
        elif part:
            amount = amount.rstrip("0")
        return self.count(amount) + (magnitude or "") + name

    def quantity(self, match: Match) -> str:
        """As -5."""
        return (self.pick("负", "負") if match[1] else "") + self.say(match[2])

    def unit(self, match: Match) -> str:
        """As 3-5km."""
        minus, first, last, name = match.groups()
        minus = self.pick("负", "負") if minus else ""
        amount = f"{self.count(first)}到{self.count(last)}" if last else self.count(first)
        if name in RATES:
            per, of = RATES[name]
            return f"{per[self._column]}{minus}{amount}{of[self._column]}"
        return minus + amount + UNITS[name][self._column]

    def percent(self, match: Match) -> str:
        """As 5%-10%."""
        minus, first, last, sign = match.groups()
        of = "千分之" if sign == "‰" else "百分之"
        spoken = f"{self.pick('负', '負') if minus else ''}{of}{'百' if first == '100' and of == '百分之' else self.say(first)}"
        return spoken + (f"到{of}{self.say(last)}" if last else "")

    def power(self, match: Match) -> str:
        """As ^6."""
        sign, exponent = match.groups()
        minus = self.pick("负", "負") if sign else ""
        if exponent in {"2", "3"} and not minus:
            return f"的{'平方' if exponent == '2' else '立方'}"
        return f"的{minus}{self.say(exponent) if exponent.isdecimal() else exponent}次方"

    def pages(self, match: Match) -> str:
        """As pp. 23-25."""
        first, last = match.groups()
        return f"第{self.say(first)}{f'到{self.say(last)}' if last else ''}{self.pick('页', '頁')}"

    def dash(self, match: Match) -> str:
        """Where a dash is a pause, nothing where there is one already: voices fall silent, or run on, at these signs."""
        before = match.string[: match.start()].rstrip()[-1:]
        after = match.string[match.end() :].lstrip()[:1]
        if not before or (before in _STOPS and before not in _CLOSERS):
            return ""
        if not after or after in _CLOSERS:
            return "" if before in _CLOSERS else "。"
        return "" if after in _STOPS else "，"


_MEASURED: Final = re.compile(COUNTED)
_RANGE_AFTER: Final = re.compile(rf"\s?{DASH}\s?\d{{1,2}}[:：]")
_SCORE: Final = re.compile("[比分率例]$")
_CLOSERS: Final = frozenset("”’」』》）】〕")
_STOPS: Final = frozenset("，。！？；：、,.!?;:（(…—“‘「『《》」』”’)）】〕]")
