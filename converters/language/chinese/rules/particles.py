"""的 得 地 着 了 为: particles that are also words."""

from __future__ import annotations

from converters.language.chinese.engines import is_word
from converters.language.chinese.rules.context import VERB, Context, Rule, Vote, rules_in

_MUST_HOW = frozenset("赶尽马先再去把多好")
_MUST_AFTER = frozenset(
    {"先", "就", "也", "还", "都", "总", "只", "非", "必", "可", "至少", "起码", "最少", "一定"}
)
# Verbs whose 得 tells how it was done, even where an engine makes one word of the two (听得 入了迷).
_TOLD_HOW = frozenset("听看说跑走做写唱吃喝住睡打洗飞活玩笑哭累忙讲准好高快长过来学干卖画跳站坐")
_WITH_PLEASURE = frozenset("他她它我你人大孩老")

_ON_BEHALF = frozenset({"专门", "特意", "特地", "专程", "分别", "无偿", "免费", "主动", "义务", "及时"})

RULES: dict[str, Rule] = {}
"""By character."""
rule = rules_in(RULES)


@rule("的")
def _de(c: Context) -> Vote | None:
    return ("de5", "s") if c.alone else None


@rule("得")
def _de_complement(c: Context) -> Vote | None:
    if not c.alone:
        # 看得见, 说得好 as one word
        if len(c.token.text) == 2 and c.i == c.token.start + 1 and c.next and c.next not in "到了的":
            if c.token.tag in VERB | {"a"} and (c.previous in _TOLD_HOW or not is_word(c.token.text)):
                return "de5", "x"
            if c.previous == "乐" and c.next in _WITH_PLEASURE:
                return "de5", "x"  # 乐得他合不上嘴, unlike 乐得清闲
        middle = len(c.token.text) == 3 and c.i == c.token.start + 1 and c.token.tag in {"v", "l", "a", "i"}
        return ("de5", "l") if middle and not is_word(c.run[c.i : c.i + 2]) else None
    if c.left_tag in {"r", "PER"} and (c.right_tag in {"v", "p"} or c.next in _MUST_HOW):
        return "dei3", "x"  # 我得走了, 我们得赶紧走
    if c.left and c.left.text in _MUST_AFTER and c.next and c.next not in "了到":
        return "dei3", "x"  # 先得把路修好
    if c.token.tag == "u" and c.left_tag in VERB | {"a"} and c.next:
        return ("de5", "x") if c.next not in "了到以" or c.left_tag == "a" else ("de5", "l")
    if c.left_tag in {"r", "PER"} and c.next == "了":
        return "de2", "l"  # 他得了奖
    if c.token.tag == "u":
        return "de5", "s"
    if (
        c.left_tag in VERB | {"a"}
        and c.left
        and len(c.left.text) <= 2
        and c.right_tag in {"a", "d", "ad", "r", "v", "m"}
    ):
        return "de5", "l"
    if c.token.tag == "v" and c.right_tag in VERB | {"d", "p"} and c.left_tag in {"r", "PER", "d"}:
        return "dei3", "x"
    if c.right_tag in VERB | {"d", "p", "r"} and c.left_tag in {
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


@rule("地")
def _di(c: Context) -> Vote | None:
    if not c.alone:
        # LAC gives 慢慢地, 大声地 as one adverb; rjieba 轻轻地 as one adjective.
        adverb = c.i == c.token.end - 1 and len(c.token.text) >= 3 and c.token.tag in {"d", "ad", "vd", "a"}
        return ("de5", "x") if adverb and c.next else None
    if c.left and len(c.left.text) == 2 and c.left.text[0] == c.left.text[1] and c.right:
        return "de5", "x"  # 慢慢地
    if c.right is None or c.left_tag == "m":
        return "di4", "l"  # 服务地。 多地有雨: adverbs have something to follow them, and numbers make none
    if c.token.tag == "u" and c.left_tag in {"a", "ad", "d", "v", "z"} and c.right_tag in VERB | {"d", "p"}:
        return "de5", "x"  # 会心地笑
    if c.token.tag == "u":
        return "de5", "l" if c.left_tag in {"v", "vn", "n", "nz", ""} else "s"
    if c.token.tag in {"n", "s"}:
        return "di4", "l"
    return None


@rule("着")
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


_UNDONE = frozenset("放除决释答说剖药雇冻散围闷体手开脱析")


@rule("了")
def _le(c: Context) -> Vote | None:
    if c.next == "解" and c.i + 2 < len(c.run) and c.run[c.i + 2] not in _UNDONE and c.token.tag != "xc":
        return "liao3", "x"  # 记者了解到, also where an engine divides 了 解到; unlike 有了解决办法
    if c.previous in {"不", "得"} and c.i > 1 and c.next not in {"解", "了"}:
        stem = c.run[c.i - 2]
        if c.previous == "不" or (stem not in "觉获取求免懂记值显晓舍懒使" and c.token.tag != "u"):
            return "liao3", "l"
    if c.alone and c.token.tag in {"u", "xc"}:
        return "le5", "s"
    return ("le5", "l") if c.alone else None


@rule("为")
def _wei(c: Context) -> Vote | None:
    if not c.alone:
        if (
            c.i == c.token.end - 1
            and c.token.tag in VERB
            and c.token.text not in {"因为", "难为", "特为", "专为", "为"}
        ):
            return "wei2", "l"
        return None
    if c.left and c.left.text in _ON_BEHALF and c.verb_later:
        return "wei4", "x"  # 专门为盲人准备
    if c.left_tag in VERB and c.token.tag != "p":
        return "wei2", "l"  # 聘请为顾问
    if c.token.tag == "p":
        return ("wei4", "x") if c.verb_later else ("wei2", "n")  # 为大家服务; ，为中国特有植物
    if c.token.tag in VERB:
        return "wei2", "l"
    return None


@rule("啦")
def _la(c: Context) -> Vote | None:
    sound = "啦" in (c.previous, c.next) or c.previous in set("哆巴哇呼哗噼")
    if sound:
        return "la1", "s"
    return ("la5", "s") if not c.next.strip() or not "\u3400" <= c.next <= "\u9fff" else ("la1", "l")
