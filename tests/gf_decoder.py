"""Reads 国家通用盲文 back into pinyin. Written from the rule table alone and sharing nothing with the encoder: it is its judge.

A bare syllable stands for more than one tone (the one its rule leaves out, or the neutral tone), so a decoded syllable has
a set of tones.
"""

from __future__ import annotations

from dataclasses import dataclass


def _dots(cell: str) -> str:
    bits = ord(cell) - 0x2800
    return "".join(str(n + 1) for n in range(6) if bits >> n & 1)


# dots -> initials; two where the final decides.
INITIAL = {
    "12": "b", "1234": "p", "134": "m", "124": "f", "145": "d", "2345": "t", "1345": "n", "123": "l",
    "1245": "gj", "13": "kq", "125": "hx", "34": "zh", "12345": "ch", "156": "sh", "245": "r", "1356": "z", "14": "c", "234": "s",
}  # fmt: skip
# dots -> (spelling after an initial, spelling alone)
FINAL = {
    "35": ("a", "a"), "26": ("e", "e"), "24": ("i", "yi"), "136": ("u", "wu"), "346": ("v", "yu"), "1235": ("er", "er"),
    "246": ("ai", "ai"), "235": ("ao", "ao"), "2346": ("ei", "ei"), "12356": ("ou", "ou"), "1246": ("ia", "ya"),
    "345": ("iao", "yao"), "15": ("ie", "ye"), "1256": ("iu", "you"), "123456": ("ua", "wa"), "13456": ("uai", "wai"),
    "2456": ("ui", "wei"), "135": ("uo", "wo"), "23456": ("ve", "yue"), "1236": ("an", "an"), "236": ("ang", "ang"),
    "356": ("en", "en"), "3456": ("eng", "eng"), "146": ("ian", "yan"), "1346": ("iang", "yang"), "126": ("in", "yin"),
    "16": ("ing", "ying"), "12456": ("uan", "wan"), "2356": ("uang", "wang"), "25": ("un", "wen"), "256": ("ong", "weng"),
    "12346": ("van", "yuan"), "456": ("vn", "yun"), "1456": ("iong", "yong"),
}  # fmt: skip
TONE = {"1": 1, "2": 2, "3": 3, "23": 4}
DIGIT = {
    "1": "1",
    "12": "2",
    "14": "3",
    "145": "4",
    "15": "5",
    "124": "6",
    "1245": "7",
    "125": "8",
    "24": "9",
    "245": "0",
}
LOWERED = {
    "2": "1",
    "23": "2",
    "25": "3",
    "256": "4",
    "26": "5",
    "235": "6",
    "2356": "7",
    "236": "8",
    "35": "9",
    "356": "0",
}
LETTER = dict(
    zip(
        [
            "1",
            "12",
            "14",
            "145",
            "15",
            "124",
            "1245",
            "125",
            "24",
            "245",
            "13",
            "123",
            "134",
            "1345",
            "135",
            "1234",
            "12345",
            "1235",
            "234",
            "2345",
            "136",
            "1236",
            "2456",
            "1346",
            "13456",
            "1356",
        ],
        "abcdefghijklmnopqrstuvwxyz",
        strict=True,
    )
)
# The longest that fits is taken. A mark that could also begin something else is settled in _mark.
MARK = {
    ("5", "23"): "。", ("5", "3"): "？", ("56", "2"): "！", ("56", "3"): "（", ("6", "23"): "）", ("56", "23"): "［",
    ("6", "36"): "——", ("5", "5", "5"): "……", ("5", "36"): "《", ("36", "2"): "》", ("6", "2"): "〉", ("6", "3"): "·",
    ("45", "45"): "‘", ("45",): "“", ("3456", "245", "356"): "%", ("123456", "123456"): "\ufffd",
    ("5", "356"): "°", ("2356", "35"): "*", ("3456", "123456"): "∞",
}  # fmt: skip


@dataclass(frozen=True)
class Syllable:
    spelling: str
    tones: frozenset[int]
    contracted: str = ""
    """The character, where the cells tell it: 的 么 你 他 她 它."""

    def may_be(self, reading: str) -> bool:
        """Could these cells stand for the reading?"""
        return canonical(reading[:-1]) == self.spelling and int(reading[-1]) in self.tones


def canonical(spelling: str) -> str:
    """The spelling under which syllables that share their cells are known here."""
    spelling = spelling.replace("ü", "v")
    if spelling[0] in "jqx" and spelling[1] == "u":
        spelling = spelling[0] + "v" + spelling[2:]
    spelling = {
        "r": "er",
        "n": "en",
        "ng": "en",
        "ê": "ei",
        "wong": "weng",
        "lo": "le",
        "o": "e",
        "yo": "you",
        "lue": "lve",
        "nue": "nve",
    }.get(spelling, spelling)
    if spelling[-1] == "o" and spelling[:-1] in {*"bpmfdtnlgkhrzcs", "zh", "ch", "sh"}:
        return spelling[:-1] + "e"
    return spelling


def words(cells: str) -> list[list[Syllable | str]]:
    """What lies between blanks: syllables, marks, numbers and letters in order. ValueError at cells that mean nothing."""
    return [_word([_dots(c) for c in group]) for group in cells.split("\u2800") if group]


def syllables(cells: str) -> list[Syllable]:
    """All syllables, in order."""
    return [item for word in words(cells) for item in word if isinstance(item, Syllable)]


def _word(dots: list[str]) -> list[Syllable | str]:
    out: list[Syllable | str] = []
    at = 0
    while at < len(dots):
        item, at = _mark(dots, at) or _foreign(dots, at) or _syllable(dots, at)
        out.append(item)
    return out


def _mark(dots: list[str], at: int) -> tuple[str, int] | None:
    for length in (3, 2, 1):
        key = tuple(dots[at : at + length])
        if len(key) == length and key in MARK:
            return MARK[key], at + length
    here, after = dots[at], dots[at + 1] if at + 1 < len(dots) else ""
    if here == "5":
        return "，", at + 1
    if here == "4" and after != "2345":
        return "、", at + 1
    if here == "36":
        return "：" if not after else "-", at + 1
    if here == "56" and after not in LETTER:
        return "；", at + 1
    if here == "6" and after == "1256":
        return "/", at + 2
    if here == "46":
        return "sign", at + 2
    return None


def _foreign(dots: list[str], at: int) -> tuple[str, int] | None:
    """A number, or letters after their sign."""
    sign = dots[at]
    table = {"3456": DIGIT, "56": LETTER, "6": LETTER}.get(sign)
    if table is None:
        return None
    end = at + 1
    text = ""
    if sign == "3456" and end < len(dots) and dots[end] in LOWERED:
        while end < len(dots) and dots[end] in LOWERED:
            text += LOWERED[dots[end]]
            end += 1
        return f"({text})", end
    while end < len(dots) and dots[end] in table | ({"2": "."} if sign == "3456" else {}):
        text += "." if dots[end] == "2" else table[dots[end]]
        end += 1
    if not text:
        return None
    return (text.upper() if sign == "6" else text), end


def _syllable(dots: list[str], at: int) -> tuple[Syllable, int]:
    special = ""
    if dots[at] == "4":
        special, at = "它", at + 1
    initials = INITIAL.get(dots[at])
    final = None
    if initials is None:
        if dots[at] not in FINAL:
            raise ValueError(dots, at)
        spelling, initial = FINAL[dots[at]][1], ""
        at += 1
    else:
        at += 1
        final = FINAL.get(dots[at]) if at < len(dots) else None
        initial = _which(initials, final[0] if final else "")
        if final:
            at += 1
            spelling = initial + final[0]
        elif initial in ("zh", "ch", "sh", "r", "z", "c", "s"):
            spelling = initial + "i"
        else:
            return _contracted(initial, special, dots, at)
    tone = TONE.get(dots[at]) if at < len(dots) else None
    if tone:
        return Syllable(spelling, frozenset((tone,))), at + 1
    if spelling == "ta" and special:
        return Syllable("ta", frozenset((1,)), "它"), at
    return Syllable(spelling, _left_out(spelling, initial)), at


def _which(initials: str, final: str) -> str:
    if initials in ("gj", "kq", "hx"):
        return initials[1] if final[:1] in ("i", "v") else initials[0]
    return initials


def _contracted(initial: str, special: str, dots: list[str], at: int) -> tuple[Syllable, int]:
    if initial == "d":
        return Syllable("de", frozenset((5,)), "的"), at
    if initial == "m":
        return Syllable("me", frozenset((5,)), "么"), at
    if initial == "n":
        return Syllable("ni", frozenset((3,)), "你"), at
    if initial == "t" and special:
        return Syllable("ta", frozenset((1,)), "它"), at
    if initial == "t" and at < len(dots) and dots[at] == "1":
        return Syllable("ta", frozenset((1,)), "她"), at + 1
    if initial == "t":
        return Syllable("ta", frozenset((1,)), "他"), at
    raise ValueError(dots, at)


def _left_out(spelling: str, initial: str) -> frozenset[int]:
    """Tones that a bare syllable may have: the one that its rule leaves out, and the neutral one."""
    if spelling == "ta":  # 9.4: 他 spelled out
        return frozenset((1, 2, 5))
    if spelling in ("tou", "le", "zi"):
        return frozenset((5,))
    if spelling == "e":  # o is written bare in every tone, e never is
        return frozenset((1, 2, 3, 4, 5))
    special = {"yi": 1, "er": 2, "wo": 3, "ye": 3, "you": 3}
    if not initial:
        return frozenset((special.get(spelling, 4), 5))
    if initial == "f":
        return frozenset((1, 5))
    if initial in ("p", "m", "t", "n", "h", "q", "ch", "r", "c"):
        return frozenset((2, 5))
    return frozenset((4, 5))
