"""Rules that need no thought: family names, and words of one character whose part of speech decides."""

from __future__ import annotations

# Family names that are read otherwise than the same character in words (only at the start of a personal name).
FAMILY_NAMES = {
    "单": "shan4", "任": "ren2", "华": "hua4", "解": "xie4", "仇": "qiu2", "区": "ou1", "查": "zha1", "盖": "ge3", "曾": "zeng1", "朴": "piao2",
    "冼": "xian3", "尉": "wei4", "乐": "yue4", "翟": "zhai2", "员": "yun4", "种": "chong2", "秘": "bi4", "缪": "miao4", "繁": "po2", "宁": "ning4",
    "纪": "ji3", "万": "wan4", "燕": "yan1", "应": "ying1", "令": "ling2", "晟": "cheng2", "召": "shao4", "臧": "zang1", "祭": "zhai4", "黑": "he4",
    "折": "she2", "卜": "bu3", "石": "shi2", "过": "guo1", "那": "na1", "哈": "ha3", "逄": "pang2", "隗": "wei3", "郇": "xun2", "洗": "xian3",
    "尹": "yin3", "车": "che1", "葛": "ge3", "广": "guang3", "殷": "yin1", "沈": "shen3", "谌": "chen2", "柏": "bai3", "贾": "jia3", "薄": "bo2",
    "牟": "mou2", "於": "yu1", "覃": "qin2", "宓": "mi4", "瞿": "qu2", "訾": "zi1", "褚": "chu3", "佟": "tong2", "费": "fei4", "车轱": "che1",
}  # fmt: skip

# 查尔斯, 华莱士 are no Chinese names.
TRANSCRIBING = frozenset("尔斯理利德特克莱拉姆士顿维亚巴里罗伊兹森")

# A word of one character whose part of speech decides.
BY_TAG: dict[str, dict[str, str]] = {
    "便": {"d": "bian4", "c": "bian4", "v": "bian4"}, "好": {"a": "hao3", "d": "hao3", "ad": "hao3"},
    "系": {"n": "xi4"}, "间": {"f": "jian1", "q": "jian1"}, "朝": {"p": "chao2"},
    "曾": {"d": "ceng2"}, "教": {"v": "jiao1"}, "应": {"v": "ying1", "d": "ying1"}, "相": {"d": "xiang1"}, "降": {"v": "jiang4"},
    "转": {"v": "zhuan3"}, "卷": {"q": "juan4", "v": "juan3"},
    "分": {"q": "fen1", "v": "fen1"}, "空": {"a": "kong1"}, "少": {"a": "shao3", "d": "shao3", "ad": "shao3"}, "给": {"p": "gei3", "v": "gei3"},
    "兴": {"v": "xing1"}, "传": {"v": "chuan2"}, "量": {"n": "liang4", "v": "liang2"}, "几": {"m": "ji3"}, "和": {"c": "he2", "p": "he2"},
    "要": {"v": "yao4", "d": "yao4", "c": "yao4"}, "过": {"v": "guo4", "u": "guo4", "f": "guo4"}, "会": {"v": "hui4"}, "吧": {"xc": "ba5", "u": "ba5"},
    "呢": {"xc": "ne5", "u": "ne5"}, "吗": {"xc": "ma5", "u": "ma5"}, "那": {"r": "na4", "c": "na4"}, "尽": {"v": "jin4", "d": "jin4"},
    "似": {"v": "si4", "p": "si4", "d": "si4"}, "奔": {"v": "ben1"}, "正": {"d": "zheng4", "a": "zheng4"}, "更": {"d": "geng4"},
    "乐": {"a": "le4", "v": "le4"}, "藏": {"v": "cang2"}, "模": {"n": "mo2"}, "折": {"v": "zhe2"}, "扎": {"v": "zha1"}, "背": {"n": "bei4"},
    "挑": {"v": "tiao1"}, "称": {"v": "cheng1"}, "划": {"v": "hua4"}, "吐": {"v": "tu3"},
}  # fmt: skip
