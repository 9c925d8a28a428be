"""Where two engines divide a text differently."""

from converters.language.chinese import ChineseAnalyser
from converters.language.chinese.boundaries import splits
from converters.language.chinese.words import Token


def tokens(words: str, tag: str = "n") -> list[Token]:
    result, start = [], 0
    for word in words.split():
        result.append(Token(word, start, tag))
        start += len(word)
    return result


def test_only_the_stretch_that_differs_is_asked_about() -> None:
    (split,) = splits(tokens("我们 研究生 命 起源"), tokens("我们 研究 生命 起源"))
    assert (split.start, split.end) == (2, 6)
    assert split.words == ("研究生", "命")
    assert split.others == ("研究", "生命")
    assert split.crossing


def test_joining_more_is_no_crossing() -> None:
    (split,) = splits(tokens("图书馆"), tokens("图书 馆"))
    assert not split.crossing


def test_names_and_particles_are_not_asked_about() -> None:
    assert not list(splits(tokens("王小明", "PER"), tokens("王 小明")))
    assert not list(splits(tokens("看着 书"), tokens("看 着 书")))


def test_the_same_words_give_nothing() -> None:
    assert not list(splits(tokens("今天 天气"), tokens("今天 天气")))


def test_the_analysis_asks_about_divisions_within_the_cap() -> None:
    text = "乒乓球拍卖完了，结合成分子时，这项研究生命的工作从小学到中学都有人做。" * 20
    analysis = ChineseAnalyser("careful").analyse(text)
    asked = [u for u in analysis.uncertain if u.reason == "segmentation"]
    assert asked
    for one in asked:
        assert text[one.start : one.end] == one.text
        assert len(one.choices) == 2
        assert {c.replace(" ", "") for c in one.choices} == {one.text}
        assert one.choices[0] != one.choices[1]
    assert len(analysis.uncertain) <= len(text) * 25 / 1000
