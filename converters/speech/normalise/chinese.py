"""Chinese, written out as a person reads it aloud: after this, what is spoken is Han characters, stops and words in Latin letters.

The rules follow reading practice: years, telephone numbers and long codes digit by digit, other numbers as quantities, 2 before a
measure word as 两.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from converters.language.chinese.numbers import digits
from converters.speech.normalise.chinese_quantities import COUNTED, DASH, Quantities
from converters.speech.normalise.chinese_tables import (
    CURRENCIES,
    SIGNS,
    UNITS,
)
from converters.speech.normalise.common import HAN, Rewrite, Rules, Written

Match = re.Match[str]


def chinese(text: str, *, traditional: bool = False) -> Written:
    """``text`` as it is spoken; ``traditional`` chooses Taiwan's words and characters."""
    plain = _FOLD.sub(_fold, _NOTE_MARK.sub(_note_mark, text)) if _FOLD.search(text) else text
    return _rules(traditional).apply(plain)


# Full-width digits, letters and signs, ① ⑴ Ⅳ and the like: one character for another of the same meaning. ○ is a zero only in a number.
_FOLD: Final = re.compile(
    "[０-９Ａ-Ｚａ-ｚ％＋＝／＠＆＃＜＞～．－¼-¾⅐-ↈ①-⓿❶-➓㈠-㈩㊀-㊉㎎㎏㎜-㎞㎡㏄﹐-﹫︰]|(?<=[一二三四五六七八九〇○])○"
)


# ① after a word at a stop is the mark of a note; after "见" (see) or in a list it is a number.
_NOTE_MARK: Final = re.compile(
    f"(?<=[{HAN}”’》）])(?<![见見如第图圖题題案选選是即和与與及或])([①-⑳])(?=[，。！？；：、”’」』]|$)"
)


_ONE_FOR_ANOTHER: Final = {"㎡": "m²", "︰": "："}
"""What Unicode would write otherwise: a sign that Taiwan's old character set has for a colon."""


def _note_mark(match: Match) -> str:
    return f"，注{unicodedata.numeric(match[1]):.0f}"


def _fold(match: Match) -> str:
    character = match.group()
    if character == "○":
        return "〇"
    if character in _ONE_FOR_ANOTHER:
        return _ONE_FOR_ANOTHER[character]
    if "Ⅰ" <= character <= "ↈ" or "①" <= character <= "⓿" or "❶" <= character <= "➓":
        value = unicodedata.numeric(character, -1)
        if value >= 0 and value == int(value):
            return f" {int(value)} "
    return unicodedata.normalize("NFKC", character).replace("⁄", "/").strip("()")


_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_YEAR: Final = r"(?:1\d|20)\d\d"
_UNIT: Final = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_CODED: Final = (
    "(?:电话|電話|手机|手機|热线|熱線|传真|傳真|邮编|郵編|郵遞區號|邮政编码|房间号|房號|门牌|编号|編號|号码|號碼|密码|密碼|学号|學號|账号|帳號|"
    "卡号|卡號|车牌|車牌|身份证|QQ|qq|微信|拨打|撥打|致电|致電|拨|撥)[号號]?[码碼]?[是为為:：]?"
)
_TELEPHONE: Final = (
    r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)"
    r"|(?<!\d)[48]00-?\d{3,4}-?\d{3,4}(?!\d)"
)
_SIGN: Final = re.compile(rf"[\d{re.escape(''.join((*SIGNS, *CURRENCIES)))}‰…—―─^@]|--|\.{{3}}|www")


def _table(traditional: bool) -> list[tuple[str, str, Rewrite]]:
    """What is looked for, in order of precedence: an example, its pattern, how it is said."""
    column = 1 if traditional else 0
    by = Quantities(traditional=traditional)
    say, pick = by.say, by.pick

    as_it_is: Rewrite = lambda m: m.group()  # noqa: E731 (in one table with the others)

    return [
        # English stays English: its own rules read it.
        (
            "https://a.cn",
            r"(?:https?://|(?<![A-Za-z0-9])www\.)[A-Za-z0-9./?&=_%~:#@+-]*[A-Za-z0-9/]",
            as_it_is,
        ),
        ("a@b.cn", r"[A-Za-z0-9.+_-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", as_it_is),
        ("Q&A", r"[A-Za-z]+\d*[&@/'’_-][A-Za-z][\w]*|[A-Za-z]+\d+[A-Za-z]+[A-Za-z0-9]*", as_it_is),
        ("in 1949 he", r"(?<=[A-Za-z,] )\d[\d,.]*(?= [A-Za-z])", as_it_is),
        ("C++", r"(?<![A-Za-z])C\+\+|(?<![A-Za-z])[CF]#", as_it_is),
        ("2024-03-04", r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", by.full_date),
        ("1914—1918年", rf"(?<!\d)(\d{{4}})年?{DASH}(\d{{4}})(?=年)", by.yearly),
        (
            "(1881—1936)",
            rf"(?<![\d.])({_YEAR}){DASH}({_YEAR})(?![\d.]|\s?(?:{_UNIT})(?![A-Za-z]))",
            by.yearly,
        ),
        (
            "2022—23赛季",
            rf"(?<!\d)({_YEAR}){DASH}(\d\d)(?=(?:赛季|賽季|学年|學年|财年|財年|年度))",
            by.yearly,
        ),
        # 2000年前 is a span of years, 1949年 is the year.
        (
            "2000年前",
            r"(?<!\d)(\d+00)(?=\s?年(?:前|来|來|历史|歷史|间|間|以上|多|的历史|的歷史))",
            lambda m: say(m[1]),
        ),
        ("1949年", r"(?<!\d)(\d{4})\s?(?=年)", lambda m: digits(m[1])),
        ("公元221年", r"(?<=公元|西元)([前]?)(\d{3})(?=年)", lambda m: m[1] + digits(m[2])),
        (
            "98年5月",
            r"(?<![\d第近约約过過了达達共整])([5-9]\d|0\d)(?=年(?:\d{1,2}月|[春夏秋冬]))",
            lambda m: digits(m[1]),
        ),
        (
            "2024届",
            rf"(?<!\d)({_YEAR})(?=[届屆级級款版]|学年|學年|赛季|賽季|财年|財年|年度|奥运|奧運|世界杯|世界盃)",
            lambda m: digits(m[1]),
        ),
        ("《1984》", rf"(?<=《)({_YEAR})(?!\d)", lambda m: digits(m[1])),
        ("80后", r"(?<!\d)([5-9]0|0[05]|10)(?=[后後](?![天年]))", lambda m: digits(m[1])),
        ("9·11", r"(?<![\d.])(\d{1,2})[·•・](\d{1,2})(?![\d.])", lambda m: digits(m[1]) + digits(m[2])),
        (
            "3.15晚会",
            r"(?<![\d.])(\d{1,2})\.(\d{1,2})(?=晚会|晚會|事变|事變|劳动节|勞動節|大地震|运动|運動|国庆|國慶)",
            lambda m: digits(m[1]) + digits(m[2]),
        ),
        ("10:30", r"(?<![\d:：])(\d{1,2})[:：]([0-5]\d)(?:[:：]([0-5]\d))?(?![\d:：])", by.clock),
        ("3:2", r"(?<![\d:：])(\d+)[:：∶](\d+)(?![\d:：])", lambda m: f"{say(m[1])}比{say(m[2])}"),
        ("5%-10%", rf"([-−])?({_NUMBER})(?:\s?[%‰]?{DASH}({_NUMBER}))?\s?([%‰])", by.percent),
        ("-5℃", rf"([-−])?({_NUMBER})\s?(℃|℉|°\s?C|°\s?F)", by.temperature),
        ("5′30″", r"(\d+)′(\d+)″", lambda m: f"{by.count(m[1])}分{by.count(m[2])}秒"),
        (
            "¥12.50",
            rf"({'|'.join(re.escape(c) for c in sorted(CURRENCIES, key=len, reverse=True))})\s?({_NUMBER})([万萬亿億千]?)",
            by.money,
        ),
        (
            "13800138000",
            _TELEPHONE,
            lambda m: by.telephone(m.group()),
        ),
        ("邮编100871", rf"({_CODED}\s?)(\d{{3,}}(?:-\d+)*)", lambda m: m[1] + by.telephone(m[2])),
        (
            "110报警",
            r"(?<!\d)(1(?:10|19|20|22|14))(?=报警|報警|急救|电话|電話|热线|熱線|指挥|指揮)",
            lambda m: by.telephone(m[1]),
        ),
        ("打110", r"(?<=打)(1(?:10|19|20|22|14))(?![\d个個元块塊多])", lambda m: by.telephone(m[1])),
        ("502室", r"(?<!\d)(\d{3,4})(?=[室]|房(?![子屋间間产產]))", lambda m: by.telephone(m[1])),
        ("ISBN 978-7", r"(?<=ISBN)([-:： ]{0,2})(\d[\d -]{8,15}[\dX])", lambda m: " " + digits(m[2])),
        ("G1234", r"(?<=[A-Z])-?(\d{3,})(?![\d.,])", lambda m: digits(m[1])),
        (
            "5-3=",
            r"(?<![\d.])(\d+)\s?[-−–]\s?(\d+)(?=\s?=)",
            lambda m: f"{say(m[1])}{pick('减', '減')}{say(m[2])}",
        ),
        ("8:00-17:30", r"(?<=\d)\s?[-–—~]\s?(?=\d{1,2}[:：]\d\d)", lambda _m: "到"),
        ("1月-3月", r"(?<=[年月日])[-–—~](?=\d)|(?<=\d)[-–—~](?=\d{4}[.年])", lambda _m: "至"),
        ("3/4", r"(?<![\d/])(\d{1,4})/(\d{1,4})(?![\d/])", lambda m: f"{say(m[2])}分之{say(m[1])}"),
        ("p.23", rf"\bpp?\.\s?(\d+)(?:{DASH}(\d+))?", by.pages),
        ("No.5", r"\bNo\.\s?(\d+)", lambda m: f"第{say(m[1])}"),
        (
            "3-5km",
            rf"(?:(?<![\w)）])([-−]))?({_NUMBER})(?:{DASH}({_NUMBER}))?\s?({_UNIT})(?![A-Za-z²³/])",
            by.unit,
        ),
        (
            "每m²",
            rf"(?<=[{HAN}])(m²|m³|km²|km/h|℃)",
            lambda m: UNITS[m[1]][column] if m[1] in UNITS else None,
        ),
        (
            "3-5",
            rf"(?<![\d.-])(\d{{1,5}}){DASH}(\d{{1,5}})(?![\d.-])",
            lambda m: f"{by.before_measure(m[1], m)}到{by.before_measure(m[2], m)}",
        ),
        ("3.2.1", r"\d+(?:\.\d+){2,}", lambda m: pick("点", "點").join(say(p) for p in m.group().split("."))),
        ("2个", rf"(?<![\d第.])2(?={COUNTED})", lambda _m: by.two),
        ("x^6", r"(?<=[\w)）])\^([-−])?(\d{1,4}|[A-Za-z])", by.power),
        ("x²", r"(?<=[A-Za-z0-9)）])([²³])", lambda m: "的平方" if m[1] == "²" else "的立方"),
        (
            "-5",
            rf"(?:(?<![^\s，。；：、（(“”=<>≤≥≈至到为為是约約达達从從在于於和与與降升])([-−]))?({_NUMBER})",
            by.quantity,
        ),
        ("......", r"…+|\.{3,}", by.dash),
        ("——", r"[—―─]+|-{2,3}", by.dash),
        ("+", f"[{re.escape(''.join(SIGNS))}]", lambda m: SIGNS[m.group()][column]),
    ]


@lru_cache(maxsize=2)
def _rules(traditional: bool) -> Rules:
    return Rules(_SIGN.search, _table(traditional))
