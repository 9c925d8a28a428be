"""Rules for frequent characters whose reading follows from part of speech and neighbours: 为 得 地 着 长 只 还 行 重 种 数 ...

Each rule is a few lines; it returns a reading and how sure it is ("x" beyond weighing, "s" sure, "l" likely, "n" for want of a verb, "f" a family name), or None when it has nothing to say. Tags are LAC's;
in fast mode rjieba's, put into the same alphabet. The rules are evidence, not law: the arbiter weighs them against words and model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from converters.language.chinese.joining import Token

Vote = tuple[str, str]

_VERB = frozenset({"v", "vd", "vn"})
_NOUN = frozenset({"n", "nz", "nw", "PER", "LOC", "ORG", "s", "t", "TIME", "r"})
_NUMERALS = frozenset("一二三四五六七八九十百千万两几半数多每这那各某哪第")


@dataclass(slots=True)
class Context:
    """One character in its run."""

    run: str
    i: int
    token: Token
    left: Token | None
    right: Token | None
    before: str
    after: str
    verb_later: bool
    """Whether a verb follows in the run."""

    @property
    def alone(self) -> bool:
        """Whether the character is a word by itself."""
        return len(self.token.text) == 1

    @property
    def previous(self) -> str:
        """The character before, "" where there is none."""
        return self.run[self.i - 1] if self.i else self.before[-1:]

    @property
    def next(self) -> str:
        """The character after, "" where there is none."""
        return self.run[self.i + 1] if self.i + 1 < len(self.run) else self.after[:1]

    @property
    def left_tag(self) -> str:
        """The part of speech of the word before."""
        return self.left.tag if self.left else ""

    @property
    def right_tag(self) -> str:
        """The part of speech of the word after."""
        return self.right.tag if self.right else ""

    @property
    def counted(self) -> bool:
        """Whether a number or a pointing word stands right before."""
        return bool(self.previous) and (
            self.previous in _NUMERALS or self.previous.isdigit() or self.left_tag in {"m", "mq"}
        )


_RULES: dict[str, Callable[[Context], Vote | None]] = {}


def _rule(chars: str) -> Callable[[Callable[[Context], Vote | None]], Callable[[Context], Vote | None]]:
    def keep(function: Callable[[Context], Vote | None]) -> Callable[[Context], Vote | None]:
        for char in chars:
            _RULES[char] = function
        return function

    return keep


def rule_for(
    run: str, i: int, tokens: Sequence[Token], number: int, *, before: str, after: str
) -> Vote | None:
    """The rule's vote for the character at ``i``, which is in ``tokens[number]``."""
    char = run[i]
    token = tokens[number]
    if token.tag == "PER" and i == token.start and char in _FAMILY_NAMES and 2 <= len(token.text) <= 3:
        native = len(token.text) == 3 and not set(token.text[1:]) & _TRANSCRIBING
        return _FAMILY_NAMES[char], "x" if native else "f"
    function = _RULES.get(char)
    if function is None:
        by_tag = _BY_TAG.get(char)
        if by_tag and len(token.text) == 1 and token.tag in by_tag:
            return by_tag[token.tag], "l"
        return None
    left = tokens[number - 1] if number else None
    right = tokens[number + 1] if number + 1 < len(tokens) else None
    verb_later = any(t.tag in _VERB for t in tokens[number + 1 :]) if char == "为" else False
    return function(Context(run, i, token, left, right, before, after, verb_later))


# Family names that are read otherwise than the same character in words (only at the start of a personal name).
_FAMILY_NAMES = {
    "单": "shan4", "任": "ren2", "华": "hua4", "解": "xie4", "仇": "qiu2", "区": "ou1", "查": "zha1", "盖": "ge3", "曾": "zeng1", "朴": "piao2",
    "冼": "xian3", "尉": "wei4", "乐": "yue4", "翟": "zhai2", "员": "yun4", "种": "chong2", "秘": "bi4", "缪": "miao4", "繁": "po2", "宁": "ning4",
    "纪": "ji3", "万": "wan4", "燕": "yan1", "应": "ying1", "令": "ling2", "晟": "cheng2", "召": "shao4", "臧": "zang1", "祭": "zhai4", "黑": "he4",
    "折": "she2", "卜": "bu3", "石": "shi2", "过": "guo1", "那": "na1", "哈": "ha3", "逄": "pang2", "隗": "wei3", "郇": "xun2", "洗": "xian3",
    "尹": "yin3", "车": "che1", "葛": "ge3", "广": "guang3", "殷": "yin1", "沈": "shen3", "谌": "chen2", "柏": "bai3", "贾": "jia3", "薄": "bo2",
    "牟": "mou2", "於": "yu1", "覃": "qin2", "宓": "mi4", "瞿": "qu2", "訾": "zi1", "褚": "chu3", "佟": "tong2", "费": "fei4", "车轱": "che1",
}  # fmt: skip

# 查尔斯, 华莱士 are no Chinese names.
_TRANSCRIBING = frozenset("尔斯理利德特克莱拉姆士顿维亚巴里罗伊兹森")

# A word of one character whose part of speech decides.
_BY_TAG: dict[str, dict[str, str]] = {
    "便": {"d": "bian4", "c": "bian4", "v": "bian4"}, "好": {"a": "hao3", "d": "hao3", "ad": "hao3"},
    "系": {"n": "xi4"}, "间": {"f": "jian1", "q": "jian1"}, "朝": {"p": "chao2"}, "将": {"d": "jiang1", "p": "jiang1"},
    "曾": {"d": "ceng2"}, "教": {"v": "jiao1"}, "应": {"v": "ying1", "d": "ying1"}, "相": {"d": "xiang1"}, "降": {"v": "jiang4"},
    "转": {"v": "zhuan3"}, "卷": {"q": "juan4", "v": "juan3"},
    "分": {"q": "fen1", "v": "fen1"}, "空": {"a": "kong1"}, "少": {"a": "shao3", "d": "shao3", "ad": "shao3"}, "给": {"p": "gei3", "v": "gei3"},
    "兴": {"v": "xing1"}, "传": {"v": "chuan2"}, "量": {"n": "liang4", "v": "liang2"}, "几": {"m": "ji3"}, "和": {"c": "he2", "p": "he2"},
    "要": {"v": "yao4", "d": "yao4", "c": "yao4"}, "过": {"v": "guo4", "u": "guo4", "f": "guo4"}, "会": {"v": "hui4"}, "吧": {"xc": "ba5", "u": "ba5"},
    "呢": {"xc": "ne5", "u": "ne5"}, "吗": {"xc": "ma5", "u": "ma5"}, "那": {"r": "na4", "c": "na4"}, "尽": {"v": "jin4", "d": "jin4"},
    "似": {"v": "si4", "p": "si4", "d": "si4"}, "奔": {"v": "ben1"}, "正": {"d": "zheng4", "a": "zheng4"}, "更": {"d": "geng4"},
    "乐": {"a": "le4", "v": "le4"}, "藏": {"v": "cang2"}, "模": {"n": "mo2"}, "折": {"v": "zhe2"}, "扎": {"v": "zha1"}, "背": {"n": "bei4"},
    "挑": {"v": "tiao1"}, "弹": {"v": "tan2", "n": "dan4"}, "称": {"v": "cheng1"}, "划": {"v": "hua4"}, "吐": {"v": "tu3"},
}  # fmt: skip


@_rule("的")
def _de(c: Context) -> Vote | None:
    return ("de5", "s") if c.alone else None


@_rule("得")
def _de_complement(c: Context) -> Vote | None:
    if not c.alone:
        return None
    if c.token.tag == "u":
        return "de5", "s"
    if (
        c.left_tag in _VERB | {"a"}
        and c.left
        and len(c.left.text) <= 2
        and c.right_tag in {"a", "d", "ad", "r", "v", "m"}
    ):
        return "de5", "l"
    if c.token.tag == "v" and c.right_tag in _VERB | {"d", "p"} and c.left_tag in {"r", "PER", "d"}:
        return "dei3", "x"
    if c.right_tag in _VERB | {"d", "p", "r"} and c.left_tag in {
        "r",
        "d",
        "PER",
        "n",
        "c",
        "t",
        "TIME",
        "v",
        "",
    }:
        return "dei3", "l"
    if c.right_tag in {"m", "n", "w"} or c.next in {"了", "到"}:
        return "de2", "l"
    return None


@_rule("地")
def _di(c: Context) -> Vote | None:
    if not c.alone:
        # LAC gives 慢慢地, 大声地 as one adverb.
        adverb = c.i == c.token.end - 1 and len(c.token.text) >= 3 and c.token.tag in {"d", "ad", "vd"}
        return ("de5", "x") if adverb and c.next else None
    if c.right is None or c.left_tag == "m":
        return "di4", "l"  # 服务地。 多地有雨: adverbs have something to follow them, and numbers make none
    if c.token.tag == "u":
        return "de5", "l" if c.left_tag in {"v", "vn", "n", "nz", ""} else "s"
    if c.token.tag in {"n", "s"}:
        return "di4", "l"
    return None


@_rule("着")
def _zhe(c: Context) -> Vote | None:
    if c.alone and c.token.tag == "u":
        return "zhe5", "s"
    if c.next == "火" and c.alone:
        return "zhao2", "s"
    if (
        c.previous in {"睡", "点", "猜", "找", "捉"}
        and (c.next == "了" or not c.next)
        and c.left
        and len(c.left.text) <= 2
    ):
        return "zhao2", "l"
    if c.previous in {"不", "得"} and c.i > 1 and c.alone:
        return "zhao2", "l"
    return None


@_rule("了")
def _le(c: Context) -> Vote | None:
    if c.previous in {"不", "得"} and c.i > 1 and c.next not in {"解", "了"}:
        stem = c.run[c.i - 2]
        if c.previous == "不" or (stem not in "觉获取求免懂记值显晓舍懒使" and c.token.tag != "u"):
            return "liao3", "l"
    if c.alone and c.token.tag in {"u", "xc"}:
        return "le5", "s"
    return ("le5", "l") if c.alone else None


@_rule("为")
def _wei(c: Context) -> Vote | None:
    if not c.alone:
        if (
            c.i == c.token.end - 1
            and c.token.tag in _VERB
            and c.token.text not in {"因为", "难为", "特为", "专为", "为"}
        ):
            return "wei2", "l"
        return None
    if c.left_tag in _VERB:
        return "wei2", "l"  # 聘请为顾问
    if c.token.tag == "p":
        return ("wei4", "s") if c.verb_later else ("wei2", "n")  # 为大家服务; ，为中国特有植物
    if c.token.tag in _VERB:
        return "wei2", "l"
    return None


@_rule("长")
def _chang(c: Context) -> Vote | None:
    if c.alone:
        if c.next.isdigit() or (c.next and c.next in "约达"):
            return "chang2", "s"
        if c.next and c.next in "了着出到成得满大高过":
            return "zhang3", "l"
        if c.token.tag in {"a", "an", "ad"}:
            return "chang2", "l"
        if c.token.tag == "v":
            return "zhang3", "l"
        if c.left_tag in {"m", "q"} or (c.previous and c.previous in "很最太更米丈尺里公不"):
            return "chang2", "l"
        if c.left_tag in {"n", "ORG", "LOC"} and c.token.tag == "n":
            return "zhang3", "l"
        return None
    if c.i == c.token.end - 1 and len(c.token.text) >= 3 and c.token.tag in {"n", "PER"}:
        return "zhang3", "l"
    return None


@_rule("只")
def _zhi(c: Context) -> Vote | None:
    if not c.alone:
        return ("zhi1", "l") if c.i == c.token.end - 1 and c.token.tag == "m" else None
    if c.token.tag == "q" or (c.counted and c.right_tag in {"n", "a", "nz", "u", "w"} and c.token.tag != "d"):
        return "zhi1", "l"
    if c.token.tag in {"d", "c"}:
        return "zhi3", "l"
    return None


@_rule("还")
def _hai(c: Context) -> Vote | None:
    if not c.alone:
        return None
    if (
        c.token.tag == "v"
        or (c.next and c.next in "给清债账" and c.token.tag != "d")
        or c.previous in set("召归退返送偿")
    ):
        return "huan2", "l"
    return ("hai2", "l") if c.token.tag in {"d", "c"} else None


@_rule("行")
def _xing(c: Context) -> Vote | None:
    if c.alone:
        if c.token.tag == "q" or (c.counted and c.right_tag != "q" and c.next != "人"):
            return "hang2", "l"
        return ("xing2", "l") if c.token.tag in _VERB | {"a"} else None
    if c.i == c.token.end - 1 and c.token.tag == "ORG":
        return "hang2", "l"
    return None


@_rule("重")
def _zhong(c: Context) -> Vote | None:
    if not c.alone:
        return None
    if c.token.tag == "d" and c.right_tag in _VERB:
        return "chong2", "l"
    if c.token.tag == "q":
        return "chong2", "l"
    return ("zhong4", "l") if c.token.tag in {"a", "an", "n", "ad"} else None


@_rule("种")
def _zhong_seed(c: Context) -> Vote | None:
    if c.alone and c.token.tag == "v" and c.next and c.next in "了着过在上下满花树地菜":
        return "zhong4", "x"
    if c.token.tag in {"q", "m", "r", "n"} or c.counted:
        return "zhong3", "l"
    return ("zhong4", "l") if c.alone and c.token.tag == "v" else None


@_rule("数")
def _shu(c: Context) -> Vote | None:
    if not c.alone:
        return None
    if c.token.tag == "v" and (c.next and c.next in "一了着起不来到过"):
        return "shu3", "l"
    return ("shu4", "l") if c.token.tag in {"n", "m"} else None


@_rule("中")
def _zhong_middle(c: Context) -> Vote | None:
    if c.token.tag == "f" or (c.alone and c.token.tag in {"n", "LOC", "nz", "s"}):
        return "zhong1", "l"
    if c.alone and c.token.tag == "v":
        return "zhong4", "l"
    return None


@_rule("处")
def _chu(c: Context) -> Vote | None:
    if not c.alone:
        return None
    if c.token.tag == "v" or (c.next and c.next in "于在"):
        return "chu3", "l"
    return ("chu4", "l") if c.token.tag in {"n", "q", "f", "s"} else None


@_rule("当")
def _dang(c: Context) -> Vote | None:
    if c.alone and c.next and c.next in "作成":
        return "dang4", "l"
    return ("dang1", "l") if c.alone and c.token.tag in {"p", "v"} else None


@_rule("场")
def _chang_scene(c: Context) -> Vote | None:
    # 一场雨, 一场大病: what comes over people; 一场球: what they go to.
    if (c.counted or c.token.text[:1] in _NUMERALS) and any(
        w in c.run[c.i + 1 : c.i + 4] for w in "雨雪风病梦灾祸仗哭火战争"
    ):
        return "chang2", "s"
    return None


@_rule("没")
def _mei(c: Context) -> Vote | None:
    if c.i == c.token.start and c.next not in set("收落入顶世奈药齿"):
        return "mei2", "s" if c.alone and c.token.tag in {"v", "d"} else "l"
    return None


@_rule("都")
def _dou(c: Context) -> Vote | None:
    if c.i == c.token.start and c.token.tag in {"d", "v", "vd", "a"}:
        return "dou1", "s"
    return None


@_rule("难")
def _nan(c: Context) -> Vote | None:
    if c.alone and (c.token.tag in {"a", "ad", "d"} or (c.previous and c.previous in "很太更最不儿真")):
        return "nan2", "s"
    return None


@_rule("倒")
def _dao(c: Context) -> Vote | None:
    if not c.alone:
        return None
    if c.token.tag == "d":
        return "dao4", "l"
    if c.next and c.next in "水茶酒奶汤油车退垃了":
        return "dao4", "l"
    return ("dao3", "l") if c.next and c.next in "在下地" else None


@_rule("干")
def _gan(c: Context) -> Vote | None:
    if not c.alone:
        return None
    if c.token.tag in _VERB:
        return "gan4", "l"
    return ("gan1", "l") if c.token.tag in {"a", "ad"} else None
