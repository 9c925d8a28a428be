"""The gold sentences, by clause."""

from collections import Counter

import pytest

from converters.braille.chinese import encode
from tests.gf_decoder import Syllable, syllables
from tests.gold_chinese import Gold, sentences

GOLD = sentences()


@pytest.mark.parametrize(
    "gold", GOLD, ids=lambda gold: f"{gold.clause}-{''.join(w.text for w in gold.words)}"
)
def test_gold_cells(gold: Gold) -> None:
    assert encode(gold.words).cells == gold.cells, gold.remark


@pytest.mark.parametrize(
    "gold", GOLD, ids=lambda gold: f"{gold.clause}-{''.join(w.text for w in gold.words)}"
)
def test_gold_cells_read_back_as_the_readings(gold: Gold) -> None:
    """The gold itself is judged by the decoder, which knows neither encoder nor derivation."""
    readings = [reading for word in gold.words for reading in word.readings]
    decoded = syllables(gold.cells)
    assert len(decoded) == len(readings)
    for syllable, reading in zip(decoded, readings, strict=True):
        assert syllable.may_be(reading), (syllable, reading)


@pytest.mark.parametrize(
    "gold", GOLD, ids=lambda gold: f"{gold.clause}-{''.join(w.text for w in gold.words)}"
)
def test_contractions_tell_the_character(gold: Gold) -> None:
    characters = [c for word in gold.words if word.readings for c in word.text if c > "\u3000"]
    for syllable, character in zip(syllables(gold.cells), characters, strict=False):
        if isinstance(syllable, Syllable) and syllable.contracted:
            assert {"麼": "么"}.get(character, character) == syllable.contracted


# Every clause that has something to say about cells, and what of the other standards is written here.
CLAUSES = [
    "5", "6", "7", "8", "9.1", "9.2", "9.3", "9.4", "10.1",
    *(f"10.2.{n}" for n in range(1, 9)),
    "11.1", "11.2",
    *(f"12.2.{n}" for n in range(1, 7)),
    "B", "C",
    *(f"44725:{n}" for n in ("4.5.2.3", "4.8.1", "4.8.2", "4.8.3", "4.8.5")),
    *(f"18028:{n}" for n in ("5.1", "5.2", "5.3", "5.4", "6.4")),
    "substitute", "own",
]  # fmt: skip

# The characters that the analysis has rules for, each with the readings that must be written somewhere.
POLYPHONES = """
的 de5 di2 di4 di1, 地 de5 di4, 得 de5 de2 dei3, 着 zhe5 zhao2 zhuo2, 了 le5 liao3, 为 wei2 wei4, 长 chang2 zhang3, 只 zhi1 zhi3, 还 hai2 huan2,
行 xing2 hang2, 重 zhong4 chong2, 种 zhong3 zhong4, 数 shu3 shu4, 中 zhong1 zhong4, 处 chu3 chu4, 当 dang1 dang4, 场 chang2 chang3, 没 mei2 mo4,
都 dou1 du1, 难 nan2 nan4, 倒 dao3 dao4, 干 gan1 gan4, 便 bian4 pian2, 好 hao3 hao4, 系 xi5 ji4, 间 jian1 jian4, 朝 zhao1 chao2, 将 jiang1 jiang4,
曾 ceng2 zeng1, 教 jiao1 jiao4, 应 ying1 ying4, 相 xiang1 xiang4, 降 jiang4 xiang2, 转 zhuan3 zhuan4, 卷 juan3 juan4, 分 fen1 fen4 fen5, 空 kong1 kong4,
少 shao3 shao4, 给 gei3 ji3, 兴 xing1 xing4, 传 chuan2 zhuan4, 量 liang2 liang4 liang5, 几 ji1 ji3, 和 he2 huo5, 要 yao1 yao4, 会 hui4 kuai4,
吧 ba1 ba5, 呢 ne5 ni2, 尽 jin3 jin4, 似 si4 shi4, 奔 ben1 ben4, 正 zheng1 zheng4, 更 geng1 geng4, 乐 le4 yue4, 藏 cang2 zang4, 模 mo2 mu2,
折 zhe2 she2, 扎 zha1 za1, 背 bei1 bei4, 挑 tiao1 tiao3, 弹 tan2 dan4, 称 cheng1 chen4, 划 hua2 hua4, 吐 tu3 tu4, 过 guo4, 吗 ma5, 那 na4, 单 shan4,
任 ren2, 解 jie3 jie4 xie4, 华 hua2 hua4, 仇 qiu2, 区 qu1 ou1, 查 cha2 zha1, 发 fa1 fa5, 觉 jiao4 jue2, 参 can1 shen1, 差 cha1 chai1 cha4, 角 jiao3 jue2,
落 luo4 la4, 调 diao4 tiao2, 载 zai3 zai4, 累 lei3 lei4, 假 jia3 jia4, 冠 guan1 guan4, 率 lv4 shuai4, 省 xing3 sheng3, 塞 se4 sai1 sai4, 薄 bo2 bao2 bo4,
血 xue4 xie3, 曲 qu1 qu3, 供 gong1 gong4, 屏 ping2 bing3, 盛 sheng4 cheng2, 宿 su4 xiu3, 症 zheng4 zheng1, 作 zuo1 zuo4, 扇 shan1 shan4, 朮 zhu2, 啦 la1 la5, 子 zi3 zi5,
媛 yuan2 yuan4, 撒 sa1 sa3, 涌 yong3 chong1
"""


def test_every_clause_has_gold() -> None:
    """Fails for a clause that has none, saying how many each has, and for one that is misspelled."""
    lines = Counter(gold.clause for gold in GOLD)
    report = ", ".join(f"{clause}: {lines[clause]}" for clause in CLAUSES)
    assert [clause for clause in CLAUSES if not lines[clause]] == [], report
    assert set(lines) <= set(CLAUSES), report
    assert len(GOLD) >= 200


def test_every_rule_for_a_character_of_several_readings_has_gold() -> None:
    found = {
        (character, reading)
        for gold in GOLD
        for word in gold.words
        if len(word.readings) == len(word.text)
        for character, reading in zip(word.text, word.readings, strict=True)
    }
    wanted = {row.split()[0]: row.split()[1:] for row in POLYPHONES.split(",")}
    assert [(c, r) for c, listed in wanted.items() for r in listed if (c, r) not in found] == []


def test_no_sentence_stands_twice() -> None:
    written = Counter(gold.words for gold in GOLD)
    assert [words for words, count in written.items() if count > 1] == []
