"""The lexicon: three layers, plain text, every occurrence."""

from pathlib import Path

import pytest

from converters.errors import BadInput
from converters.language.chinese import ChineseAnalyser, Lexicon, LexiconEntry, load_lexicon, parse_lexicon

FILE = """\
# 我们馆的词库
朝阳\tzhao1 yang2
人民银行\t-\t人民|银行
盲文出版社\tmang2 wen2 chu1 ban3 she4\tjoin\t单位名
会计\tkuai4* ji4*
"""


def test_a_file_survives_the_round_trip() -> None:
    entries = parse_lexicon(FILE)
    lexicon = Lexicon().with_entries("library", entries)
    assert parse_lexicon(lexicon.export("library")) == entries
    assert [e.word for e in entries] == ["朝阳", "人民银行", "盲文出版社", "会计"]
    assert entries[3].keep_tone == (True, True)


def test_every_occurrence_changes_in_both_scripts() -> None:
    lexicon = Lexicon.shipped().with_entries("book", [LexiconEntry("朝阳", ("zhao1", "yang2"))])
    analysis = ChineseAnalyser("fast", lexicon).analyse("朝阳区的朝阳。朝陽區。")
    said = [r for w in analysis.words for r in w.readings]
    assert said.count("zhao1") == 3
    assert "chao2" not in said


def test_later_layers_overrule_earlier_ones() -> None:
    lexicon = Lexicon.shipped().with_entries("library", [LexiconEntry("长子", ("chang2", "zi3"))])
    lexicon = lexicon.with_entries("book", [LexiconEntry("长子", ("zhang3", "zi3"))])
    analyser = ChineseAnalyser("fast", lexicon)
    assert analyser.analyse("长子").words[0].readings == ("zhang3", "zi3")
    back = ChineseAnalyser("fast", lexicon.without("book", "长子"))
    assert back.analyse("长子").words[0].readings == ("chang2", "zi3")


def test_joining_splitting_and_tones() -> None:
    analyser = ChineseAnalyser("fast", Lexicon.shipped().with_entries("library", parse_lexicon(FILE)))
    words = analyser.analyse("人民银行和盲文出版社的会计再问").words
    assert [w.text for w in words][:4] == ["人民", "银行", "和", "盲文出版社"]
    kept = {w.text: w.keep_tone for w in words}
    assert any(kept[t] == (True, True) for t in kept if t.startswith("会计")) or kept["会计的"][:2]
    assert any(any(k) for t, k in kept.items() if "再" in t)


def test_the_longest_entry_wins() -> None:
    entries = [LexiconEntry("行", ("hang2",)), LexiconEntry("行走", ("xing2", "zou3"))]
    analyser = ChineseAnalyser("fast", Lexicon().with_entries("book", entries))
    assert [r for w in analyser.analyse("行走和行").words for r in w.readings] == [
        "xing2",
        "zou3",
        "he2",
        "hang2",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "银行\tyin2",
        "银行\tyinhang",
        "银行\tyin2 hang9",
        "银行\t-\t银|行行",
        "\tyin2",
        "银行\tyin2 hang2 x",
    ],
)
def test_bad_lines_are_refused_with_their_number(line: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_lexicon("# x\n" + line)
    assert caught.value.code == "lexicon-bad-line"
    assert caught.value.params["line"] == 2


def test_unreadable_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="lexicon-unreadable"):
        load_lexicon(tmp_path / "none.tsv")
    bad = tmp_path / "bad.tsv"
    bad.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput, match="lexicon-unreadable"):
        load_lexicon(bad)
