"""Frequent characters whose reading follows from part of speech and neighbours: 长 只 还 行 重 种 数 ..."""

from __future__ import annotations

from converters.language.chinese.rules.context import NUMERALS, VERB, Context, Rule, Vote, rules_in

RULES: dict[str, Rule] = {}
"""By character."""
rule = rules_in(RULES)


@rule("长")
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


@rule("只")
def _zhi(c: Context) -> Vote | None:
    if not c.alone:
        return ("zhi1", "l") if c.i == c.token.end - 1 and c.token.tag == "m" else None
    if c.token.tag == "q" or (c.counted and c.right_tag in {"n", "a", "nz", "u", "w"} and c.token.tag != "d"):
        return "zhi1", "l"
    if c.token.tag in {"d", "c"}:
        return "zhi3", "l"
    return None


@rule("还")
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


@rule("行")
def _xing(c: Context) -> Vote | None:
    if c.alone:
        if c.token.tag == "q" or (c.counted and c.right_tag != "q" and c.next != "人"):
            return "hang2", "l"
        return ("xing2", "l") if c.token.tag in VERB | {"a"} else None
    if c.i == c.token.end - 1 and c.token.tag == "ORG":
        return "hang2", "l"
    return None


@rule("重")
def _zhong(c: Context) -> Vote | None:
    if not c.alone:
        return None
    if c.token.tag == "d" and c.right_tag in VERB:
        return "chong2", "l"
    if c.token.tag == "q":
        return "chong2", "l"
    return ("zhong4", "l") if c.token.tag in {"a", "an", "n", "ad"} else None


@rule("种")
def _zhong_seed(c: Context) -> Vote | None:
    if c.alone and c.token.tag == "v" and c.next and c.next in "了着过在上下满花树地菜":
        return "zhong4", "x"
    if c.token.tag in {"q", "m", "r", "n"} or c.counted:
        return "zhong3", "l"
    return ("zhong4", "l") if c.alone and c.token.tag == "v" else None


@rule("数")
def _shu(c: Context) -> Vote | None:
    if "数一数" in (c.run[max(0, c.i - 2) : c.i + 1], c.run[c.i : c.i + 3]):
        return "shu3", "x"
    if not c.alone:
        return None
    if c.token.tag == "v" and (c.next and c.next in "一了着起不来到过"):
        return "shu3", "l"
    return ("shu4", "l") if c.token.tag in {"n", "m"} else None


@rule("中")
def _zhong_middle(c: Context) -> Vote | None:
    if c.token.tag == "f" or (c.alone and c.token.tag in {"n", "LOC", "nz", "s"}):
        return "zhong1", "l"
    if c.alone and c.token.tag == "v":
        return "zhong4", "l"
    return None


@rule("处")
def _chu(c: Context) -> Vote | None:
    if not c.alone:
        return None
    if c.token.tag == "v" or (c.next and c.next in "于在"):
        return "chu3", "l"
    return ("chu4", "l") if c.token.tag in {"n", "q", "f", "s"} else None


@rule("当")
def _dang(c: Context) -> Vote | None:
    if c.alone and c.next and c.next in "作成":
        return "dang4", "l"
    return ("dang1", "l") if c.alone and c.token.tag in {"p", "v"} else None


@rule("场")
def _chang_scene(c: Context) -> Vote | None:
    # 一场雨, 一场大病: what comes over people; 一场球: what they go to.
    if (c.counted or c.token.text[:1] in NUMERALS) and any(
        w in c.run[c.i + 1 : c.i + 4] for w in "雨雪风病梦灾祸仗哭火战争"
    ):
        return "chang2", "s"
    return None


@rule("没")
def _mei(c: Context) -> Vote | None:
    if c.i == c.token.start and c.next not in set("收落入顶世奈药齿"):
        return "mei2", "s" if c.alone and c.token.tag in {"v", "d"} else "l"
    return None


@rule("都")
def _dou(c: Context) -> Vote | None:
    if c.alone and c.token.tag == "d" and c.next and c.next in "要会能是有不没可在很已得应想说":
        return "dou1", "x"
    if c.i == c.token.start and c.token.tag in {"d", "v", "vd", "a"}:
        return "dou1", "s"
    return None


@rule("难")
def _nan(c: Context) -> Vote | None:
    if c.alone and (c.token.tag in {"a", "ad", "d"} or (c.previous and c.previous in "很太更最不儿真")):
        return "nan2", "s"
    return None


@rule("倒")
def _dao(c: Context) -> Vote | None:
    if not c.alone:
        return None
    if c.token.tag == "d":
        return "dao4", "l"
    if c.next and c.next in "水茶酒奶汤油车退垃了":
        return "dao4", "l"
    return ("dao3", "l") if c.next and c.next in "在下地" else None


@rule("干")
def _gan(c: Context) -> Vote | None:
    if not c.alone:
        return None
    if c.token.tag in VERB:
        return "gan4", "l"
    return ("gan1", "l") if c.token.tag in {"a", "ad"} else None


@rule("子")
def _zi(c: Context) -> Vote | None:
    if c.previous == "之" or (
        c.alone and (c.token.tag in {"n", "h"} or c.right_tag in {"n", "vn"}) and c.next
    ):
        return "zi3", "s"  # 重山之子; 三个子分期
    return None


@rule("媛")
def _yuan(c: Context) -> Vote | None:
    return ("yuan2", "s") if c.token.tag == "PER" else None


@rule("撒塞")
def _transcribed(c: Context) -> Vote | None:
    if (
        c.token.tag in {"PER", "LOC", "nz", "ORG"}
        and len(c.token.text) > 1
        and c.token.text not in {"塞外", "边塞", "要塞", "塞北"}
    ):
        return {"撒": "sa1", "塞": "sai4"}[c.run[c.i]], "s"  # 伯罗奔尼撒, 塞西尔
    return None


@rule("扇")
def _shan(c: Context) -> Vote | None:
    if c.next in set("动风耳了着打") and c.token.tag in VERB:
        return "shan1", "s"
    return "shan4", "l"


@rule("涌")
def _chong(c: Context) -> Vote | None:
    # 葵涌, 沙鱼涌: a creek, in the names of the south
    return (
        ("chong1", "l") if c.i == c.token.end - 1 and len(c.token.text) > 1 and c.token.tag == "LOC" else None
    )


@rule("将")
def _jiang(c: Context) -> Vote | None:
    if c.alone:
        if c.token.tag == "n" or (
            c.previous and c.previous in "参副大老名猛裨健叛降守敌" and c.token.tag not in {"d", "p"}
        ):
            return "jiang4", "l"
        return ("jiang1", "l") if c.token.tag in {"d", "p"} else None
    if c.i == c.token.end - 1 and c.token.tag in {"n", "nz"}:
        return "jiang4", "l"
    return None


@rule("朮")
def _zhu(_: Context) -> Vote | None:
    return "zhu2", "x"


@rule("方")
def _fang(c: Context) -> Vote | None:
    # 这个地方, 有些地方 is a place, 地方政府 is local
    if (
        c.previous == "地"
        and c.i > 1
        and c.run[c.i - 2] in "的些个么这那多处哪远何"
        and c.next not in set("政财立性标法级戏志税债特")
    ):
        return "fang5", "x"
    return None


@rule("弹")
def _tan(c: Context) -> Vote | None:
    if (
        c.alone
        and (c.token.tag in VERB or c.previous in set("手人他她"))
        and c.next in set("三琴钢吉琵古奏曲唱着起")
    ):
        return "tan2", "x"
    return (
        ("tan2", "l")
        if c.alone and c.token.tag in VERB
        else ("dan4", "l")
        if c.alone and c.token.tag == "n"
        else None
    )


@rule("相")
def _xiang(c: Context) -> Vote | None:
    if c.previous in set("照了张个") and "照" in c.run[max(0, c.i - 3) : c.i]:
        return "xiang4", "x"  # 照了相
    return ("xiang1", "l") if c.alone and c.token.tag in VERB else None


@rule("上")
def _shang(c: Context) -> Vote | None:
    # 昨天晚上八点 is one word to some engines
    return ("shang5", "x") if c.previous in set("晚早") and c.i else None
