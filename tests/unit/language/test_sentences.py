"""Where sentences end, in English and Chinese."""

import pytest

from converters.language import split_sentences


def cut(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Call me Ishmael.", "Some years ago I went to sea."],
        ["Mr. Starbuck met Dr. J. R. Smith at 4.30 p.m. on Main St. near the inn.", "He left."],
        ["See p. 57 and No. 5, vol. II, Fig. 3.", "Then stop."],
        ["Is it so?", "No.", "He said no."],
        ["“Where is he?” asked Ahab.", "“Gone!” cried Stubb."],
        ["He said “Stop.”", "Nobody stopped."],
        ["It cost $3.50, i.e. 1,200.75 in all, e.g. for nails etc. and more.", "Fine."],
        ["They sold nails, rope, etc.", "The end came soon."],
        ["The U.S. Army came.", "He lives in the U.S.", "They left."],
        ["Well... maybe not.", "But... I think so.", "Who knows... Nobody did."],
        ["Really?!", "Yes!!!", "Good."],
        ["1. Introduction", "2. The rest"],
        ["Chapter 4. The Counterpane", "It was dark."],
        ["IV. The Whiteness of the Whale"],
        ["It happened in 1851.", "The book was out."],
        ["Vitamin C. is odd, but J. Smith took vitamin C.", "He lived."],
        ["This is known.[12]", "That is not.[3]"],
        ["(He left.)", "She stayed (why?) at home."],
        ["Yahoo! is a name, and so is Jeopardy! too."],
        ["He stopped. . . . nobody came."],
        ["On Oct. 3 it rained.", "In Oct.", "We met."],
    ],
)
def test_english(sentences: list[str]) -> None:
    joined = "\n".join(sentences) if sentences[0].startswith(("1. ", "Chapter")) else " ".join(sentences)
    if sentences[0].startswith("Well"):
        sentences = ["Well... maybe not.", "But... I think so.", "Who knows...", "Nobody did."]
    assert cut(joined) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["话说天下大势，分久必合，合久必分。", "周末七国分争。"],
        ["“你是谁？”", "他问道。", "“我是悟空！”"],
        ["「你是誰？」", "他問道。", "『好！』"],
        ["“好！”，他说，“走吧。”", "两人走了。"],
        ["我读过《谁是最可爱的人？》这本书。", "你呢？"],
        ["他（真的吗？）笑了。", "（完。）"],
        ["我……我不知道。", "他等了很久……", "第二天，他走了。"],
        ["“他说：‘不行！’”", "我走了。"],
        ["圆周率是3.14。", "增长2.5%！！", "真的？！"],
        ["你好!", "我是悟空.", "走吧?", "“好”"],
        ['他说:"你好。"', "然后走了。", '"再见!"', "她说。"],
        ["他走了。", '"等等！"', "她喊。"],
        ["用Python 3.11写程序。", "版本号是v2.0。"],
        ["1.西游记的作者是吴承恩。", "2.红楼梦……"],
    ],
)
def test_chinese(sentences: list[str]) -> None:
    assert cut("".join(sentences), "zh-Hans") == sentences


def test_other_languages() -> None:
    assert cut("Am 3. Oktober kam er. Er blieb.", "de") == ["Am 3. Oktober kam er.", "Er blieb."]
    assert cut("هل أنت هنا؟ نعم. حسنا.", "ar") == ["هل أنت هنا؟", "نعم.", "حسنا."]
    assert cut("吾輩は猫である。名前はまだ無い。", "ja") == ["吾輩は猫である。", "名前はまだ無い。"]
    assert cut("यह है। वह है।", "hi") == ["यह है।", "वह है।"]


def test_a_line_break_ends_a_sentence() -> None:
    assert cut("To the Lighthouse\nby Virginia Woolf") == ["To the Lighthouse", "by Virginia Woolf"]


def test_endless_sentences_are_cut_at_commas_or_blanks() -> None:
    pieces = cut("word, " * 1000)
    assert all(len(piece) <= 1000 and piece.endswith(",") for piece in pieces)
    pieces = cut("甲" * 5000, "zh-Hans")
    assert [len(piece) for piece in pieces] == [1000] * 5


@pytest.mark.parametrize(
    "piece", [".", "。", "…", "a.", "a. ", "。”", '"', ".)", "!?", "\n", " ", "Mr. ", "](", "A.B."]
)
def test_work_grows_with_length_only(piece: str) -> None:
    """Half a million of anything is done at once: work that grew with the square would stop the suite."""
    text = piece * (500_000 // len(piece)) + "x"
    assert "".join(cut(text)).replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")
