"""Text through analysis and encoder, as a braille book gets it."""

from pathlib import Path

import pytest

from converters.braille.cells import Cells
from converters.braille.chinese.choices import ChineseChoices
from converters.braille.flow import FlowBlock, filled, flow_from_json, flow_to_json
from converters.braille.front_flow import front_flow
from converters.braille.inline_text import LeafText
from converters.braille.leaf_flow import LeafTranscriber
from converters.braille.options import TRANSLATION, BrailleOptions
from converters.braille.paginate import Paginator, Sheet
from converters.braille.profiles import PROFILES
from converters.braille.tables import table_for, table_named
from converters.braille.transcriber import LanguageSpan, Transcriber
from converters.language import SentenceIndex
from tests.unit.braille.books import chinese_book

pytestmark = pytest.mark.skipif(not Path("/usr/share/liblouis").is_dir(), reason="liblouis is not installed")


@pytest.fixture(scope="module")
def transcriber() -> Transcriber:
    return Transcriber("zh-CN", 1)


def pieces(text: str, cells: Cells) -> list[str]:
    return [cells.cells[a:b] for a, b in zip(cells.offsets, cells.offsets[1:], strict=False)]


def test_mainland_chinese_is_ours_and_liblouis_a_choice() -> None:
    for tag in ("zh", "zh-CN", "zh-Hans", "cmn-Hans-CN"):
        table = table_for(tag, 2)
        assert table is not None
        assert (table.name, table.own) == ("national-common", True)
    assert not table_named("zhcn-cbs").own
    assert Transcriber("zh-CN", 1, "zhcn-cbs").main.name == "zhcn-cbs"


def test_sentence(transcriber: Transcriber) -> None:
    cells = transcriber.translate("今天的天气不错。")
    assert cells.cells == "⠛⠣⠁⠞⠩⠁⠙⠀⠞⠩⠁⠅⠊⠆⠀⠃⠥⠉⠕⠆⠐⠆"
    assert pieces("今天的天气不错。", cells) == ["⠛⠣⠁", "⠞⠩⠁", "⠙⠀", "⠞⠩⠁", "⠅⠊⠆⠀", "⠃⠥", "⠉⠕⠆", "⠐⠆"]


def test_english_inside_chinese_is_ueb_between_blanks(transcriber: Transcriber) -> None:
    marked = transcriber.translate("他读Moby Dick了", spans=[LanguageSpan(2, 11, "en")])
    assert marked.cells == transcriber.translate("他读Moby Dick了").cells
    assert "⠀⠠⠍⠕⠃⠽⠀⠠⠙⠊⠉⠅⠀" in marked.cells
    # What a UEB table itself says of the words.
    assert Transcriber("en", 1).translate("Moby Dick").cells in marked.cells


def test_french_inside_chinese_keeps_its_own_table(transcriber: Transcriber) -> None:
    text = "他说très bien"
    cells = transcriber.translate(text, spans=[LanguageSpan(2, 11, "fr")]).cells
    assert Transcriber("fr", 1).translate("très bien").cells in cells


def test_line_ends_of_verse(transcriber: Transcriber) -> None:
    text = "床前明月光\n疑是地上霜"
    cells = transcriber.translate(text)
    assert cells.cells[cells.offsets[5]] == "⠀"
    assert cells.offsets[6] == cells.offsets[5] + 1


def test_print_that_normalising_takes_out_keeps_its_place(transcriber: Transcriber) -> None:
    text = "\u200b他\u200b们。"
    cells = transcriber.translate(text)
    assert cells.cells == "⠞⠍⠴⠐⠆"
    assert list(cells.offsets) == sorted(cells.offsets)
    assert (cells.offsets[0], cells.offsets[-1]) == (0, len(cells.cells))


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "😀", "\ud800", "a", "。", "\x00", "①", "1" * 9000, "好" * 9000]
)
def test_odd_texts(transcriber: Transcriber, text: str) -> None:
    cells = transcriber.translate(text)
    assert set(cells.cells) <= set(map(chr, range(0x2800, 0x2840)))
    assert len(cells.offsets) == len(text) + 1


def test_what_has_no_cells_is_counted() -> None:
    transcriber = Transcriber("zh-CN", 1)
    assert transcriber.translate("好😀😀").cells.endswith("⠿⠿⠿⠿")
    assert transcriber.unknown[("😀", "national-common")] == 2


def lines(block: FlowBlock, width: int) -> list[str]:
    paginator = Paginator(Sheet(width, 20, "", numbers=False), PROFILES["bana"])
    paginator.paragraph(block, 0, 0)
    return [line for page in paginator.finish() for line in page.lines if line]


def test_a_divided_word_goes_on_after_the_connector() -> None:
    """4.8.4; ⠤ only where a word is divided, and never inside a syllable."""
    block = FlowBlock(
        "paragraph", "⠌⠲⠁⠛⠕⠂⠀⠞⠥⠱⠥⠁⠛⠻⠄⠇⠪⠂⠅⠧", connectors=(3, 9, 12, 15, 18), hyphens=(3, 9, 12, 15, 18)
    )
    assert lines(block, 20) == ["⠌⠲⠁⠛⠕⠂⠀⠞⠥⠱⠥⠁⠛⠻⠄⠇⠪⠂⠅⠧"]
    assert lines(block, 14) == ["⠌⠲⠁⠛⠕⠂⠀⠞⠥⠱⠥⠁", "⠤⠛⠻⠄⠇⠪⠂⠅⠧"]


def test_words_stay_whole_unless_asked_or_too_long_for_a_line() -> None:
    block = FlowBlock("paragraph", "⠌⠲⠁⠛⠕⠂⠀⠞⠥⠱⠥⠁⠛⠻⠄⠇⠪⠂⠅⠧", connectors=(3, 9, 12, 15, 18))
    assert lines(block, 14) == ["⠌⠲⠁⠛⠕⠂", "⠞⠥⠱⠥⠁⠛⠻⠄⠇⠪⠂⠅⠧"]
    assert lines(block, 12) == ["⠌⠲⠁⠛⠕⠂", "⠞⠥⠱⠥⠁⠛⠻⠄⠇⠪⠂", "⠤⠅⠧"]


def test_a_line_may_end_after_a_full_stop_without_a_blank() -> None:
    block = FlowBlock("paragraph", "⠌⠲⠁⠛⠕⠂⠐⠆⠞⠥⠱⠥⠁", breaks=(8,))
    assert lines(block, 12) == ["⠌⠲⠁⠛⠕⠂⠐⠆", "⠞⠥⠱⠥⠁"]


def test_a_date_is_not_divided_after_a_hyphen() -> None:
    leaves = LeafTranscriber(Transcriber("zh-CN", 1), SentenceIndex({}))
    text = "报告写于2024-11-21，电话是010-6552-3387，读e-book"
    block = leaves.flat_block("paragraph", LeafText(text), "b-1", "zh-CN")
    for width in range(20, 40):
        for line in lines(block, width):
            assert not line.endswith("⠤"), (width, line)
        whole = "⠀".join(lines(block, width))
        assert "⠼⠃⠚⠃⠙⠤⠼⠁⠁⠤⠼⠃⠁" in whole
        assert "⠼⠚⠁⠚⠤⠼⠋⠑⠑⠃⠤⠼⠉⠉⠓⠛" in whole
    assert leaves.flat_block("paragraph", LeafText("北京-上海"), "b-1", "zh-CN").breaks


def test_numbers_of_volumes_and_pages_keep_their_blank() -> None:
    """第2册: without the blank ⠉ would be one more digit, and the volume the 23rd."""
    front = front_flow(chinese_book(), LeafTranscriber(Transcriber("zh-CN", 1), SentenceIndex({})), 2)
    said = filled(front.volume_of, "⠼⠃", "⠼⠉")
    assert said.startswith("⠙⠊⠼⠃⠀⠉⠢⠆")
    assert "⠼⠉⠀⠉⠢⠆" in said
    assert Transcriber("zh-CN", 1).translate("第2册，共3册").cells == said.replace("⠐⠀⠛⠲⠁⠀", "⠐⠀⠛⠲⠀")


def test_the_point_of_a_list_number_is_no_full_stop(transcriber: Transcriber) -> None:
    assert transcriber.translate("1.").cells == "⠼⠁⠄"
    assert transcriber.translate("12. 看书").cells == "⠼⠁⠃⠄⠀⠅⠧⠱⠥⠁"
    assert transcriber.translate("用了12.").cells.endswith("⠼⠁⠃⠐⠆")


def test_kana_is_named_as_japanese() -> None:
    transcriber = Transcriber("zh-TW", 1)
    transcriber.translate("這是ひらがな。")
    assert set(transcriber.without_table) == {"ja"}


def test_stored_flow_keeps_connectors() -> None:
    block = FlowBlock("paragraph", "⠌⠲⠁⠛⠕⠂", connectors=(3,))
    (kept,) = flow_from_json(flow_to_json([block]))
    assert isinstance(kept, FlowBlock)
    assert list(kept.connectors) == [3]


def test_choices_of_a_library() -> None:
    options = BrailleOptions(
        chinese_tones="all",
        chinese_particles="apart",
        chinese_idioms="halves",
        chinese_stop_blank=True,
        chinese_number_link="connector",
    )
    chosen = Transcriber("zh-CN", 1, "", ChineseChoices.from_options(options))
    assert chosen.translate("我的坝。3次").cells == "⠕⠄⠀⠙⠀⠃⠔⠆⠐⠆⠀⠼⠉⠤⠉⠆"
    assert chosen.translate("千山万水").cells == "⠅⠩⠁⠱⠧⠁⠀⠻⠆⠱⠺⠄"
    assert Transcriber("zh-CN", 1).translate("我的坝。3次").cells == "⠕⠙⠀⠃⠔⠐⠆⠼⠉⠀⠉⠆"


def test_every_choice_decides_which_translated_parts_may_be_shared() -> None:
    fields = {name for name in BrailleOptions.model_fields if name.startswith("chinese_")}
    assert fields
    assert fields <= set(TRANSLATION)
