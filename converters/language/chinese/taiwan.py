"""Readings by Taiwan's standard, where it differs from the mainland's.

No package holds the ministry's list (國語一字多音審訂表, 1999) in a usable form, so the differences that come up in running text are kept here by
hand: characters whose only reading differs, and words. What is not listed keeps the mainland's reading; neutral tones stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from converters.language.chinese.readings import Reading
from converters.language.chinese.words import Token

# Simplified character → mainland reading → Taiwan's, in all words.
_CHARACTERS: dict[str, dict[str, str]] = {
    "发": {"fa4": "fa3"}, "血": {"xue4": "xie3"}, "期": {"qi1": "qi2"}, "微": {"wei1": "wei2"}, "危": {"wei1": "wei2"}, "企": {"qi3": "qi4"}, "质": {"zhi4": "zhi2"}, "击": {"ji1": "ji2"},
    "究": {"jiu1": "jiu4"}, "液": {"ye4": "yi4"}, "识": {"shi2": "shi4"}, "绩": {"ji4": "ji1"}, "迹": {"ji4": "ji1"},
    "惜": {"xi1": "xi2"}, "息": {"xi1": "xi2"}, "昔": {"xi1": "xi2"}, "夕": {"xi1": "xi4"}, "汐": {"xi1": "xi4"}, "熄": {"xi1": "xi2"},
    "突": {"tu1": "tu2"}, "凸": {"tu1": "tu2"}, "帆": {"fan1": "fan2"}, "储": {"chu3": "chu2"}, "拥": {"yong1": "yong3"}, "署": {"shu3": "shu4"},
    "曙": {"shu3": "shu4"}, "淑": {"shu1": "shu2"}, "叔": {"shu1": "shu2"}, "播": {"bo1": "bo4"}, "筑": {"zhu4": "zhu2"}, "崖": {"ya2": "yai2"},
    "档": {"dang4": "dang3"}, "劲": {"jin4": "jing4"}, "椰": {"ye1": "ye2"}, "携": {"xie2": "xi1"}, "谊": {"yi4": "yi2"},
    "综": {"zong1": "zong4"}, "跌": {"die1": "die2"}, "酵": {"jiao4": "xiao4"}, "寂": {"ji4": "ji2"}, "鞠": {"ju1": "ju2"},
    "括": {"kuo4": "gua1"}, "拈": {"nian1": "nian2"}, "蜗": {"wo1": "gua1"}, "穴": {"xue2": "xue4"}, "削": {"xue1": "xue4"},
    "坊": {"fang2": "fang1"}, "讽": {"feng3": "feng4"}, "垃": {"la1": "le4"}, "圾": {"ji1": "se4"}, "拙": {"zhuo1": "zhuo2"},
    "伪": {"wei3": "wei4"}, "萎": {"wei3": "wei1"}, "诬": {"wu1": "wu2"}, "驯": {"xun4": "xun2"}, "掷": {"zhi4": "zhi2"},
    "雌": {"ci2": "ci1"}, "蹈": {"dao3": "dao4"}, "堤": {"di1": "ti2"}, "伐": {"fa2": "fa1"}, "刽": {"gui4": "kuai4"},
    "桧": {"hui4": "gui4"}, "框": {"kuang4": "kuang1"}, "眶": {"kuang4": "kuang1"}, "剖": {"pou1": "pou3"}, "怯": {"qie4": "que4"},
    "谁": {"shui2": "shei2"}, "涛": {"tao1": "tao2"}, "暂": {"zan4": "zhan4"}, "紊": {"wen3": "wen4"},
}  # fmt: skip

# Words (simplified) read otherwise as a whole.
_WORDS: dict[str, tuple[str, ...]] = {
    "包括": ("bao1", "gua1"), "概括": ("gai4", "gua1"), "垃圾": ("le4", "se4"), "企业": ("qi4", "ye4"), "说服": ("shui4", "fu2"), "游说": ("you2", "shui4"),
    "头发": ("tou2", "fa3"), "理发": ("li3", "fa3"), "发型": ("fa3", "xing2"), "毛发": ("mao2", "fa3"), "白发": ("bai2", "fa3"), "长发": ("chang2", "fa3"),
    "流血": ("liu2", "xie3"), "血液": ("xie3", "yi4"), "鲜血": ("xian1", "xie3"),     "暴露": ("pu4", "lu4"), "曝光": ("pu4", "guang1"),     "下载": ("xia4", "zai4"), "记载": ("ji4", "zai4"), "载重": ("zai4", "zhong4"), "血型": ("xie3", "xing2"), "高血压": ("gao1", "xie3", "ya1"),
    "血压": ("xie3", "ya1"), "捐血": ("juan1", "xie3"), "星期": ("xing1", "qi2"), "成绩": ("cheng2", "ji1"),
    "质量": ("zhi2", "liang4"), "品质": ("pin3", "zhi2"), "人质": ("ren2", "zhi4"), "亲戚": ("qin1", "qi1"),
    "休息": ("xiu1", "xi2"), "消息": ("xiao1", "xi2"), "认识": ("ren4", "shi4"), "知识": ("zhi1", "shi4"), "意识": ("yi4", "shi4"), "熟悉": ("shu2", "xi1"),
    "穴道": ("xue4", "dao4"), "崩溃": ("beng1", "kui4"), "危险": ("wei2", "xian3"), "拥抱": ("yong3", "bao4"), "微笑": ("wei2", "xiao4"),
    "法国": ("fa4", "guo2"), "法国人": ("fa4", "guo2", "ren2"), "法语": ("fa4", "yu3"), "法文": ("fa4", "wen2"), "法郎": ("fa4", "lang2"),
    "法兰西": ("fa4", "lan2", "xi1"),
}  # fmt: skip


_AND_TAGS = frozenset({"c", "p"})
_PRONOUNS = frozenset("我你您他她它们")
_NOT_AND = frozenset({"好", "好了", "了"})
_DEGREE = frozenset({"很", "太", "更", "最", "真", "非常"})


def _and(key: str, tokens: Sequence[Token], number: int) -> int | None:
    """The place of a 和 that is read hàn, the conjunction and the preposition, in a word; LAC makes one word of 我和你."""
    token = tokens[number]
    if token.text == "和":
        following = tokens[number + 1].text if number + 1 < len(tokens) else ""
        before = tokens[number - 1].text if number else ""
        linking = token.tag in _AND_TAGS and following not in _NOT_AND and before not in _DEGREE
        return token.start if linking else None
    at = key.find("和", token.start + 1, token.end - 1)
    return at if at > 0 and key[at - 1] in _PRONOUNS and key[at + 1] in _PRONOUNS else None


def to_taiwan(key: str, tokens: Sequence[Token], readings: list[Reading]) -> None:
    """Put Taiwan's readings into ``readings`` of a run of simplified characters; confidences stay."""
    for i, char in enumerate(key):
        change = _CHARACTERS.get(char, {}).get(readings[i].reading)
        if change:
            readings[i].reading = change
    for number, token in enumerate(tokens):
        place = _and(key, tokens, number)
        if place is not None and readings[place].reading == "he2":
            readings[place].reading = "han4"
        said = _WORDS.get(token.text)
        if said:
            for k, reading in enumerate(said):
                readings[token.start + k].reading = reading
