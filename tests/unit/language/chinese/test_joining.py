"""分词连写 by GF 0019-2018 §12.2: the standard's own examples, alone and in sentences, and what libraries may decide."""

import pytest

from converters.language.chinese import ChineseAnalyser, JoinPolicy
from converters.language.chinese.joining import split_long

# The 31 examples of the standard, printed pages 10 and 12.
EXAMPLES = [
    "阅读",
    "晚会",
    "地震",
    "年轻",
    "签名",
    "示威",
    "扭转",
    "船只",
    "但是",
    "叮咚",
    "芙蓉",
    "巧克力",
    "电视机",
    "图书馆",
    "全国",
    "走来",
    "胆小",
    "环保",
    "公关",
    "超声波",
    "无条件",
    "半导体",
    "科学性",
    "手工业者",
    "乘务员",
    "艺术家",
    "拖拉机手",
    "孩子们",
    "很好",
    "山上",
    "每年",
]


@pytest.fixture(scope="module", params=["fast", "careful"])
def analyser(request: pytest.FixtureRequest) -> ChineseAnalyser:
    return ChineseAnalyser(request.param)


def words(analyser: ChineseAnalyser, text: str) -> list[str]:
    return [w.text for w in analyser.analyse(text).words if w.kind == "han"]


def test_examples_of_the_standard(analyser: ChineseAnalyser) -> None:
    apart = [e for e in EXAMPLES if words(analyser, e) != [e]]
    assert len(EXAMPLES) == 31
    assert len(apart) <= 1, apart


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("研究研究", ["研究", "研究"]),
        ("清清楚楚", ["清清楚楚"]),
        ("人人", ["人人"]),
        ("中国人民银行", ["中国", "人民", "银行"]),
        ("今天的天气", ["今天的", "天气"]),
        ("看一看", ["看一看"]),
        ("一九四九年十月一日", ["一九四九年", "十月", "一日"]),
        ("孩子们很高兴", ["孩子们", "很", "高兴"]),
        ("老师们走来了", ["老师们", "走来了"]),
    ],
)
def test_rules(text: str, wanted: list[str]) -> None:
    assert words(ChineseAnalyser("fast"), text) == wanted


@pytest.mark.parametrize(
    ("policy", "text", "wanted"),
    [
        (JoinPolicy(structural_particles="apart"), "今天的天气", ["今天", "的", "天气"]),
        (JoinPolicy(aspect_particles="apart"), "他走了", ["他", "走", "了"]),
        (JoinPolicy(idioms="halves"), "杯弓蛇影", ["杯弓", "蛇影"]),
        (JoinPolicy(), "杯弓蛇影", ["杯弓蛇影"]),
        (JoinPolicy(measures="apart"), "一个人", ["一个", "人"]),
    ],
)
def test_what_a_library_decides(policy: JoinPolicy, text: str, wanted: list[str]) -> None:
    assert words(ChineseAnalyser("fast", policy=policy), text) == wanted


def test_transcribed_names_are_not_torn() -> None:
    assert split_long("阿尔巴尼亚") == ("阿尔巴尼亚",)


def test_words_cover_the_text(analyser: ChineseAnalyser) -> None:
    text = "他说：“iPhone 15卖3,999.50元！”😀\n第二天，孩子们走了……"
    found = analyser.analyse(text).words
    assert "".join(w.text for w in found) == text
    assert [text[w.start : w.end] for w in found] == [w.text for w in found]
