"""Makes ``converters/language/chinese/data/readings.txt.xz`` anew from dictionaries that are free to use.

Usage: ``build_chinese_readings.py PINYIN_PRO_DATA JIEBA_DICT``, where PINYIN_PRO_DATA is ``json/complete.json`` of the npm package
``@pinyin-pro/data`` 1.3.1 (MIT) and JIEBA_DICT is ``jieba/dict.txt`` of the package ``jieba`` 0.42.1 (MIT: words with their frequency). The
Python packages ``pypinyin`` 0.55 and ``pypinyin-dict`` 0.9 (MIT; the latter holds CC-CEDICT readings, CC BY-SA 4.0 facts as redistributed there)
must be importable (``pip install pypinyin-dict``: 108 MB, and only needed here).

The result has one line a character (``char<TAB>reading reading ...``, the most frequent first; ``*`` after the character when several are in
living use) and, after an empty line, one line a word:
``word<TAB>digits``, one digit a character, the place of its reading in the character's line. Only words that say something are kept: they
hold a character with several readings.
"""

from __future__ import annotations

import importlib
import json
import lzma
import pickle
import sys
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path

from pypinyin.contrib.tone_convert import to_tone3

OUT = Path(__file__).parent.parent / "converters/language/chinese/data/readings.txt.xz"
MAX_LENGTH = 8
# Words whose last syllable is neutral by the list of the Putonghua test (必读轻声词语), where the dictionaries disagree about it.
NEUTRAL_LAST = frozenset(
    [
        "巴掌",
        "白净",
        "帮手",
        "包袱",
        "包涵",
        "本事",
        "鼻子",
        "比方",
        "扁担",
        "别扭",
        "拨弄",
        "簸箕",
        "补丁",
        "不由得",
        "财主",
        "裁缝",
        "苍蝇",
        "差事",
        "柴火",
        "掺和",
        "称呼",
        "锄头",
        "畜生",
        "窗户",
        "刺猬",
        "凑合",
        "耷拉",
        "答应",
        "打扮",
        "打点",
        "打发",
        "打量",
        "打算",
        "打听",
        "大方",
        "大爷",
        "大夫",
        "大意",
        "耽搁",
        "耽误",
        "道士",
        "灯笼",
        "提防",
        "嘀咕",
        "底下",
        "地道",
        "地方",
        "弟弟",
        "点心",
        "东家",
        "东西",
        "动静",
        "动弹",
        "豆腐",
        "嘟囔",
        "对付",
        "队伍",
        "多么",
        "耳朵",
        "废物",
        "风筝",
        "福气",
        "甘蔗",
        "干事",
        "高粱",
        "膏药",
        "告诉",
        "疙瘩",
        "胳膊",
        "跟头",
        "工夫",
        "功夫",
        "公公",
        "姑姑",
        "姑娘",
        "骨头",
        "故事",
        "寡妇",
        "怪物",
        "关系",
        "官司",
        "规矩",
        "闺女",
        "蛤蟆",
        "含糊",
        "行当",
        "合同",
        "和尚",
        "核桃",
        "红火",
        "后头",
        "厚道",
        "狐狸",
        "胡琴",
        "胡萝卜",
        "糊涂",
        "护士",
        "皇上",
        "晃悠",
        "活泼",
        "火候",
        "伙计",
        "机灵",
        "记号",
        "记性",
        "家伙",
        "架势",
        "嫁妆",
        "见识",
        "将就",
        "交情",
        "叫唤",
        "结实",
        "街坊",
        "姐夫",
        "姐姐",
        "戒指",
        "精神",
        "舅舅",
        "咳嗽",
        "客气",
        "口袋",
        "窟窿",
        "快活",
        "困难",
        "阔气",
        "喇叭",
        "喇嘛",
        "懒得",
        "烂糊",
        "老婆",
        "老实",
        "老爷",
        "姥姥",
        "累赘",
        "篱笆",
        "里头",
        "力气",
        "厉害",
        "利落",
        "利索",
        "痢疾",
        "连累",
        "凉快",
        "粮食",
        "溜达",
        "啰嗦",
        "萝卜",
        "骆驼",
        "麻烦",
        "麻利",
        "马虎",
        "码头",
        "买卖",
        "馒头",
        "忙活",
        "冒失",
        "眉毛",
        "媒人",
        "门道",
        "眯缝",
        "迷糊",
        "苗条",
        "名堂",
        "名字",
        "明白",
        "蘑菇",
        "木匠",
        "木头",
        "那么",
        "难为",
        "脑袋",
        "能耐",
        "念叨",
        "念头",
        "娘家",
        "奴才",
        "女婿",
        "暖和",
        "疟疾",
        "牌楼",
        "盘算",
        "朋友",
        "脾气",
        "屁股",
        "便宜",
        "漂亮",
        "婆家",
        "婆婆",
        "铺盖",
        "欺负",
        "前头",
        "亲戚",
        "勤快",
        "清楚",
        "亲家",
        "拳头",
        "热闹",
        "人家",
        "人们",
        "认识",
        "扫帚",
        "商量",
        "晌午",
        "上司",
        "上头",
        "烧饼",
        "少爷",
        "身份",
        "什么",
        "生意",
        "牲口",
        "师父",
        "师傅",
        "石匠",
        "石榴",
        "石头",
        "时辰",
        "时候",
        "实在",
        "拾掇",
        "使唤",
        "世故",
        "似的",
        "事情",
        "收成",
        "收拾",
        "首饰",
        "叔叔",
        "舒服",
        "舒坦",
        "疏忽",
        "爽快",
        "思量",
        "俗气",
        "算计",
        "岁数",
        "踏实",
        "抬举",
        "太太",
        "特务",
        "挑剔",
        "铁匠",
        "头发",
        "妥当",
        "唾沫",
        "挖苦",
        "娃娃",
        "晚上",
        "尾巴",
        "委屈",
        "为了",
        "位置",
        "温和",
        "稳当",
        "窝囊",
        "稀罕",
        "媳妇",
        "喜欢",
        "下巴",
        "吓唬",
        "先生",
        "乡下",
        "相公",
        "相声",
        "消息",
        "小气",
        "笑话",
        "谢谢",
        "心思",
        "星星",
        "猩猩",
        "行李",
        "休息",
        "秀才",
        "秀气",
        "学生",
        "学问",
        "丫头",
        "衙门",
        "哑巴",
        "胭脂",
        "烟筒",
        "眼睛",
        "秧歌",
        "养活",
        "吆喝",
        "妖精",
        "钥匙",
        "爷爷",
        "衣服",
        "衣裳",
        "意思",
        "应酬",
        "冤枉",
        "月饼",
        "月亮",
        "云彩",
        "运气",
        "在乎",
        "咱们",
        "早上",
        "怎么",
        "扎实",
        "眨巴",
        "栅栏",
        "张罗",
        "丈夫",
        "丈人",
        "帐篷",
        "招呼",
        "招牌",
        "折腾",
        "这个",
        "这么",
        "芝麻",
        "知识",
        "指甲",
        "指头",
        "主意",
        "转悠",
        "庄稼",
        "壮实",
        "状元",
        "字号",
        "自在",
        "祖宗",
        "嘴巴",
        "作坊",
        "琢磨",
        "做作",
        "知道",
        "觉得",
        "值得",
        "记得",
        "舍得",
        "显得",
        "免得",
        "省得",
        "懂得",
        "晓得",
        "使得",
        "懒得",
    ]
)
NOT_NEUTRAL = frozenset(
    [
        "大意",
        "大爷",
        "地道",
        "东家",
        "地方",
        "大方",
        "精神",
        "实在",
        "人家",
        "温和",
        "位置",
        "困难",
        "厉害",
        "合同",
        "护士",
        "关系",
        "队伍",
        "烟筒",
    ]
)
"""Of these, words that are neutral in one sense only, or only in speech: books mean the other."""
# How much each source is believed, for the syllable; measured on words that have one right answer.
# "large" and "zdic" repeat the others' words: they are only asked where none of those speaks.
WEIGHTS = {"pypinyin": 2.3, "pro": 2.6, "cedict": 2.4, "large": 1.5, "zdic": 0.6}
CAREFUL = ("pypinyin", "pro", "cedict")
# Words on which most dictionaries err, or list the rarer of two readings first.
MENDED = {
    "困难": "kun4 nan2",
    "啦啦队": "la1 la1 dui4",
    "拉拉队": "la1 la1 dui4",
    "勃艮第": "bo2 gen4 di4",
    "艮卦": "gen4 gua4",
    "大夫": "dai4 fu5", "卷子": "juan4 zi5", "少将": "shao4 jiang4", "供养": "gong1 yang3", "教会": "jiao4 hui4",
    "教学": "jiao4 xue2", "应声": "ying4 sheng1", "好好": "hao3 hao3", "记载": "ji4 zai3", "不予": "bu4 yu3", "空中": "kong1 zhong1",
    "一行": "yi1 xing2", "兄弟": "xiong1 di4", "弟兄": "di4 xiong1", "部分": "bu4 fen5", "干劲": "gan4 jin4", "相差": "xiang1 cha1", "切入": "qie1 ru4", "强征": "qiang2 zheng1", "太行": "tai4 hang2",
    "挣扎": "zheng1 zha2", "垂死挣扎": "chui2 si3 zheng1 zha2", "太姥山": "tai4 mu3 shan1", "天姥山": "tian1 mu3 shan1", "热轧": "re4 zha2",
    "冷轧": "leng3 zha2", "轧钢": "zha2 gang1", "钻头": "zuan4 tou2", "钻石": "zuan4 shi2", "风扇": "feng1 shan4", "扇形": "shan4 xing2",
    "萨塞克斯": "sa4 sai4 ke4 si1", "干净": "gan1 jing4", "空儿": "kong4 er5", "很高兴": "hen3 gao1 xing4", "分子": "fen1 zi3", "哪些": "na3 xie1", "哪个": "na3 ge4", "这些": "zhe4 xie1", "谁知": "shei2 zhi1", "重创": "zhong4 chuang1",
}  # fmt: skip


def tone3(syllable: str) -> str:
    """``lǜ`` → ``lv4``; an unmarked syllable is neutral (5)."""
    return to_tone3(syllable, v_to_u=False, neutral_tone_with_five=True).replace("ü", "v")


def is_han(text: str) -> bool:
    """Whether all are Han characters."""
    return all("\u3400" <= c <= "\u9fff" or c == "〇" or "\U00020000" <= c <= "\U0003ffff" for c in text)


def base_tones(word: str, readings: list[str]) -> list[str]:
    """一 and 不 in their base tones (GF 0019 §10.1): dictionaries differ in writing sandhi."""
    return [{"一": "yi1", "不": "bu4"}.get(c, r) for c, r in zip(word, readings, strict=True)]


def sources(pro_path: Path) -> dict[str, dict[str, list[str]]]:
    """Each dictionary: word to readings."""
    found: dict[str, dict[str, list[str]]] = {}
    from pypinyin.phrases_dict import phrases_dict

    tables = {"pypinyin": phrases_dict}
    for name, module in (("cedict", "cc_cedict"), ("large", "large_pinyin"), ("zdic", "zdic_cibs")):
        tables[name] = importlib.import_module(f"pypinyin_dict.phrase_pinyin_data.{module}").phrases_dict
    for name, table in tables.items():
        found[name] = {
            w: base_tones(w, [tone3(x[0]) for x in r])
            for w, r in table.items()
            if len(w) == len(r) and is_han(w)
        }
    pro = json.loads(pro_path.read_text(encoding="utf-8"))
    found["pro"] = {}
    for word, (readings, _) in pro.items():
        syllables = [tone3(s) for s in readings.split()]
        if len(syllables) == len(word) and is_han(word):
            found["pro"][word] = base_tones(word, syllables)
    return found


def vote(word: str, found: dict[str, dict[str, list[str]]]) -> list[str]:
    """One reading a character: the syllable and tone most sources give; neutral where two of three careful sources say so."""
    if word in MENDED:
        return MENDED[word].split()
    if word in NEUTRAL_LAST and word not in NOT_NEUTRAL:
        *head, last = vote_among(word, found)
        return [*head, last[:-1] + "5"]
    result = vote_among(word, found)
    # 实际上, 世界上: the suffix is neutral in speech only; 晚上 and 早上 are in the list above.
    return [r if r != "shang5" else "shang4" for r in result]


def vote_among(word: str, found: dict[str, dict[str, list[str]]]) -> list[str]:
    """The vote itself."""
    result = []
    given = {name: table[word] for name, table in found.items() if word in table}
    if any(name in given for name in CAREFUL):
        given = {name: readings for name, readings in given.items() if name in CAREFUL}
    for i in range(len(word)):
        full: Counter[str] = Counter()
        neutral = 0.0
        for name, readings in given.items():
            reading = readings[i]
            if reading.endswith("5"):
                if name in CAREFUL:
                    neutral += 1
            else:
                full[reading] += WEIGHTS[name]
        if not full or (neutral and neutral >= sum(1 for n in given if n in CAREFUL) / 2):
            toneless: Counter[str] = Counter()
            for name, readings in given.items():
                if readings[i].endswith("5"):
                    toneless[readings[i]] += WEIGHTS[name]
            best_full = max(full.values(), default=0)
            best_neutral, weight = max(toneless.items(), key=lambda kv: kv[1])
            if not full or weight >= 0.5 * best_full:
                result.append(best_neutral)
                continue
        result.append(max(full.items(), key=lambda kv: kv[1])[0])
    return result


def characters(found: dict[str, dict[str, list[str]]], frequency: dict[str, int]) -> dict[str, Counter[str]]:
    """Every character's readings, weighted by official list, by commonness in words, by the order of the dictionaries."""
    from pypinyin.pinyin_dict import pinyin_dict
    from pypinyin_dict.pinyin_data import khanyupinlu, kmandarin_8105, ktghz2013

    official = {chr(k): [tone3(s) for s in v.split(",")] for k, v in ktghz2013.pinyin_dict.items()}
    common = {chr(k): [tone3(s) for s in v.split(",")] for k, v in khanyupinlu.pinyin_dict.items()}
    first = {chr(k): tone3(v.split(",")[0]) for k, v in kmandarin_8105.pinyin_dict.items()}
    weights: dict[str, Counter[str]] = defaultdict(Counter)
    for code, value in pinyin_dict.items():
        char = chr(code)
        readings = [tone3(s) for s in value.split(",")]
        weights[char][first.get(char, readings[0])] += 40
        allowed = set(official.get(char, readings))
        for place, reading in enumerate(common.get(char, [])):
            if reading in allowed or place == 0:
                weights[char][reading] += 60 / (1 + place)
        for place, reading in enumerate(readings):
            if reading in allowed:
                weights[char][reading] += 1 / (1 + place)
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for word, count in frequency.items():
        if 1 < len(word) <= 4 and any(word in found[n] for n in ("cedict", "pypinyin", "pro")):
            for char, reading in zip(word, vote(word, found), strict=True):
                words[char][reading] += count
    for char, counts in words.items():
        total = sum(counts.values())
        for reading, count in counts.items():
            weights[char][reading] += 50 * count / total
    return weights


def several_readings() -> set[str]:
    """Characters with several readings in living use: those CC-CEDICT gives several, as listed in the package g2pM."""
    path = Path(str(files("g2pM"))) / "digest_cedict.pkl"
    table = pickle.loads(path.read_bytes())  # noqa: S301 (part of an installed package)
    return {char for char, readings in table.items() if len(readings) > 1}


def main() -> None:
    """Vote, prune, write."""
    pro_path, jieba_path = map(Path, sys.argv[1:3])
    frequency = {}
    for line in jieba_path.read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        frequency[word] = int(count)
    found = sources(pro_path)
    weights = characters(found, frequency)
    all_words = {
        w
        for name, table in found.items()
        for w in table
        if 1 < len(w) <= MAX_LENGTH
        and (
            name in {"cedict", "pypinyin"}
            or w in frequency
            or (name == "pro" and len(w) <= 4)
            or w in found["cedict"]
        )
    }
    read = {w: vote(w, found) for w in all_words}
    for word, readings in read.items():
        for char, reading in zip(word, readings, strict=True):
            weights[char][reading] += 0.001
    order = {c: [r for r, _ in counts.most_common()] for c, counts in weights.items()}
    plain = {c for c, readings in order.items() if sum(weights[c][r] >= 0.4 for r in readings) < 2}
    polyphones = several_readings()
    lines = [f"{c}{'*' * (c in polyphones)}\t{' '.join(r[:10])}" for c, r in sorted(order.items())]
    lines.append("")
    kept = 0
    for word in sorted(all_words):
        readings = read[word]
        if any(r not in order[c][:10] for c, r in zip(word, readings, strict=True)):
            continue
        digits = "".join(str(order[c].index(r)) for c, r in zip(word, readings, strict=True))
        interesting = any(c not in plain for c in word) or any(d != "0" for d in digits)
        if not interesting or (len(word) > 4 and redundant(word, digits, read, order)):
            continue
        lines.append(f"{word}\t{digits}")
        kept += 1
    data = "\n".join(lines).encode()
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(lzma.compress(data, preset=9 | lzma.PRESET_EXTREME))
    print(f"{len(order)} characters, {kept} words, {len(data)} bytes, {OUT.stat().st_size} compressed")


def redundant(word: str, digits: str, read: dict[str, list[str]], order: dict[str, list[str]]) -> bool:
    """Whether a long entry says no more than the shorter words in it do (longest first, from the left)."""
    position = 0
    while position < len(word):
        for length in range(min(4, len(word) - position), 0, -1):
            piece = word[position : position + length]
            readings = read.get(piece) if length > 1 else [order[piece][0]]
            if readings and all(r in order[c] for c, r in zip(piece, readings, strict=True)):
                said = [str(order[c].index(r)) for c, r in zip(piece, readings, strict=True)]
                if "".join(said) != digits[position : position + length]:
                    return False
                position += length
                break
    return True


if __name__ == "__main__":
    main()
