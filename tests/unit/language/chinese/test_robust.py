"""Whatever the text: never a crash, words in order, one reading a character, linear work."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from converters.language.chinese import ChineseAnalyser, most_frequent_first

ODD = (
    "", " ", "\n\n", "\ud800", "\udfff好", "\x00\x07好\x1b[31m", "\ue000\uf8ff", "\U0010ffff", "😀👨‍👩‍👧🇨🇳好", "ééçß中文кириллица日本語ひらがな한국어",
    "々々人々", "〇〇", "\u3000\u3000好", "㈱①②℃㎡", "\u202e好\u202c", "好" * 500, "的" * 300, "１２３ＡＢＣ", "行（行（行（", "\U0002a7ff𠮷",
)  # fmt: skip


@pytest.fixture(scope="module", params=["fast", "careful"])
def analyser(request: pytest.FixtureRequest) -> ChineseAnalyser:
    return ChineseAnalyser(request.param)


def check(analyser: ChineseAnalyser, text: str) -> None:
    analysis = analyser.analyse(text)
    place = 0
    for word in analysis.words:
        assert place <= word.start < word.end <= len(text)
        place = word.end
        if word.kind == "han":
            assert len(word.readings) == len(word.confidences) == len(word.text)
            assert not word.keep_tone or len(word.keep_tone) == len(word.text)
        else:
            assert not word.readings
    for doubt in analysis.uncertain:
        assert 0 <= doubt.start < doubt.end <= len(text)
        assert len(doubt.choices) > 1
    assert set(most_frequent_first(analysis)) == set(analysis.uncertain)


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_text(analyser: ChineseAnalyser, text: str) -> None:
    check(analyser, text)


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("的得地长行一不了儿為國(guó)（），。“”12.Aa \n\ud800\ue000😀"), max_size=60))
def test_any_text(text: str) -> None:
    check(ChineseAnalyser("fast"), text)


def test_a_line_of_a_million_characters() -> None:
    begin = time.process_time()
    analysis = ChineseAnalyser("fast").analyse("他长得很快，" * 170_000)
    assert len(analysis.words) > 500_000
    assert time.process_time() - begin < 300  # quadratic work would take days


def test_the_same_text_gives_the_same_analysis(analyser: ChineseAnalyser) -> None:
    text = "行长说，他长大了还要还书。"
    alone = analyser.analyse(text)
    assert analyser.analyse(text) == alone
    # Sentences do not depend on what else is in the batch.
    together = analyser.analyse(text + "\n" + "别的句子，长短不一。\n" * 40)
    assert [w.readings for w in together.words[: len(alone.words)]] == [w.readings for w in alone.words]


def test_the_review_list_is_short_and_the_most_frequent_comes_first(analyser: ChineseAnalyser) -> None:
    text = "他得去参差不齐的地方系鞋带。" * 30 + "背着包，数着数，朝着朝阳走。" * 10
    analysis = analyser.analyse(text)
    characters = sum(len(w.readings) for w in analysis.words)
    assert len(analysis.uncertain) <= characters * 25 / 1000 + 1
    listed = most_frequent_first(analysis)
    counts = [sum(1 for u in listed if (u.text, u.choices[0]) == (v.text, v.choices[0])) for v in listed]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize(
    ("text", "mainland", "taiwan"),
    [
        ("這個星期", "zhe4 ge5 xing1 qi1", "zhe4 ge5 xing1 qi2"),
        ("垃圾", "la1 ji1", "le4 se4"),
        ("企業的品質", "qi3 ye4 de5 pin3 zhi4", "qi4 ye4 de5 pin3 zhi2"),
        ("擁抱", "yong1 bao4", "yong3 bao4"),
    ],
)
def test_taiwan(text: str, mainland: str, taiwan: str) -> None:
    for variety, wanted in (("mainland", mainland), ("taiwan", taiwan)):
        words = ChineseAnalyser("fast", variety=variety).analyse(text).words
        assert " ".join(r for w in words for r in w.readings) == wanted
