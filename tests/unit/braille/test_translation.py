import threading
from array import array
from pathlib import Path

import pytest

from converters.braille.cells import BLANK
from converters.braille.liblouis import Liblouis, Typeform, liblouis
from converters.braille.scripts import ScriptRun, script_runs
from converters.braille.tables import TABLES, table_for, table_named
from converters.braille.transcriber import LanguageSpan, Transcriber
from converters.braille.translator import SUBSTITUTE_CELLS
from converters.braille.translators import translator_of
from converters.errors import BadOptions, MissingPart


def cells(transcriber: Transcriber, text: str, *more) -> str:
    result = transcriber.translate(text, *more)
    assert len(result.offsets) == len(text) + 1
    assert list(result.offsets) == sorted(result.offsets)
    assert result.offsets[-1] == len(result.cells)
    assert all("\u2800" <= cell <= "\u283f" for cell in result.cells)
    return result.cells.replace(BLANK, " ")


@pytest.fixture
def english() -> Transcriber:
    return Transcriber("en", 2)


class TestLiblouis:
    def test_a_second_thread_is_refused(self) -> None:
        found: list[BaseException] = []

        def use() -> None:
            try:
                liblouis_here.translate(b"en-ueb-g1.ctb", "a")
            except RuntimeError as error:
                found.append(error)

        liblouis_here = liblouis()
        thread = threading.Thread(target=use)
        thread.start()
        thread.join()
        assert len(found) == 1

    def test_a_missing_binding_says_what_to_install(self, tmp_path: Path) -> None:
        with pytest.raises(MissingPart, match="braille-liblouis-missing"):
            Liblouis(tmp_path / "louis.py")

    def test_text_that_grows_much_is_not_cut(self) -> None:
        result, _positions = liblouis().translate(b"en-ueb-g1.ctb", "\u00e6" * 300 + "A1" * 300)
        assert result.count("⠼") == 300

    def test_input_that_stops_is_an_error_and_not_an_endless_loop(self) -> None:
        with pytest.raises(RuntimeError, match="stops at character 1"):
            liblouis().translate(b"en-ueb-g1.ctb", "a\0b")

    def test_hyphenation(self) -> None:
        assert liblouis().hyphenate(b"en-ueb-g1.ctb,hyph_en_US.dic", "international") == (2, 5, 7, 11)


class TestTables:
    @pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
    def test_every_table_compiles_and_gives_six_dots(self, table) -> None:
        samples = {
            "Hani": "你好",
            "Cyrl": "да",
            "Grek": "ναι",
            "Arab": "نعم",
            "Hebr": "כן",
            "Hang": "안녕",
            "Deva": "हाँ",
        }
        translator = translator_of(table)
        translator.unknown.clear()  # one translator serves a whole process
        text = samples.get(table.script, "Yes, no.")
        result = translator.translate(text)
        assert result.cells.strip(BLANK)
        assert all("\u2800" <= cell <= "\u283f" for cell in result.cells)
        assert not translator.unknown

    @pytest.mark.parametrize(
        ("language", "grade", "name"),
        [
            ("en-GB", 2, "en-ueb-g2"),
            ("en", 1, "en-ueb-g1"),
            ("zh-TW", 2, "zh-tw"),
            ("zh-HK", 1, "zh-hk"),
            ("fr", 2, "fr-g2"),
            ("ru", 2, "ru-g1"),
        ],
    )
    def test_the_best_table_for_a_language(self, language: str, grade: int, name: str) -> None:
        found = table_for(language, grade)
        assert found is not None
        assert found.name == name

    def test_none_for_a_language_we_have_no_table_for(self) -> None:
        assert table_for("ja", 1) is None

    def test_an_unknown_name(self) -> None:
        with pytest.raises(BadOptions, match="braille-unknown-table"):
            table_named("klingon")


class TestScripts:
    def test_plain_text_is_one_run(self) -> None:
        assert script_runs("Hello, “world” – 12!", "Latn") == [ScriptRun(0, 20, "Latn")]

    def test_digits_that_touch_a_latin_word_belong_to_it(self) -> None:
        text = "用COVID-19和MP3，共3个"
        assert [text[r.start : r.end] for r in script_runs(text, "Hani") if r.script == "Latn"] == [
            "COVID-19",
            "MP3",
        ]

    def test_words_of_one_foreign_script_stay_together(self) -> None:
        text = "He said «да, конечно» twice"
        assert [text[r.start : r.end] for r in script_runs(text, "Latn") if r.script == "Cyrl"] == [
            "да, конечно"
        ]


class TestEnglish:
    def test_contractions(self, english: Transcriber) -> None:
        assert cells(english, "the people and the children") == "⠮ ⠏ ⠯ ⠮ ⠡⠝"
        assert cells(Transcriber("en", 1), "the people") == "⠞⠓⠑ ⠏⠑⠕⠏⠇⠑"

    def test_emphasis_of_a_word_and_of_a_passage(self, english: Transcriber) -> None:
        assert cells(english, "a dog", "", (), array("H", [0, 0, 1, 1, 1])) == "⠁ ⠨⠂⠙⠕⠛"
        bold = array("H", [Typeform.BOLD] * 15)
        assert cells(english, "a big black dog", "", (), bold).startswith("⠘⠶⠁")

    def test_super_and_subscript_digits_are_not_lost(self, english: Transcriber) -> None:
        assert cells(english, "x² H₂O").count("⠼⠃") == 2

    def test_foreign_words_are_not_contracted(self, english: Transcriber) -> None:
        assert cells(english, "the mother", "", [LanguageSpan(4, 10, "fr")]) == "⠮ ⠍⠕⠞⠓⠑⠗"

    def test_chinese_stands_between_indicators_and_never_goes_to_the_english_table(
        self, english: Transcriber
    ) -> None:
        assert cells(english, "the 你 word").startswith("⠮ ⠘⠷⠝")
        assert "⠘⠾ " in cells(english, "the 你 word")
        assert not english.unknown

    @pytest.mark.parametrize("char", ["☺", "😀", "\ue000", "\ud800", "\U0010ffff"])
    def test_unknown_characters_are_shown_and_named(self, english: Transcriber, char: str) -> None:
        assert cells(english, f"a {char} b") == f"⠁ {SUBSTITUTE_CELLS} ⠰⠃"
        assert english.unknown[char, "en-ueb-g2"] == 1

    @pytest.mark.parametrize(
        ("odd", "plain"),
        [
            ("co\u00adop", "coop"),
            ("a\u200bb", "ab"),
            ("\ufb01ne", "fine"),
            ("e\u0301t\u00e9", "été"),
            ("a\u00a0b", "a b"),
            ("\uff21b", "Ab"),
            ("a，b。", "a,b."),
            ("a\x85b", "a b"),
        ],
    )
    def test_invisible_and_compatible_characters(self, english: Transcriber, odd: str, plain: str) -> None:
        assert cells(english, odd) == cells(english, plain)
        assert not english.unknown

    @pytest.mark.parametrize("control", ["\0", "\x07", "\x1b", "\x7f", "\x9d"])
    def test_control_characters_are_seen(self, english: Transcriber, control: str) -> None:
        assert cells(english, f"a{control}b") == "⠁⠿⠿⠃"
        assert english.unknown == {(control, "en-ueb-g2"): 1}

    def test_japanese_is_not_read_as_english(self, english: Transcriber) -> None:
        assert cells(english, "ありがとう") == SUBSTITUTE_CELLS * 5
        assert sum(english.without_table.values()) == 1

    def test_a_very_long_paragraph(self, english: Transcriber) -> None:
        assert cells(english, "the cat sat " * 5000).count("⠉⠁⠞") == 5000
        assert len(cells(english, "x" * 50_000)) >= 50_000


class TestChinese:
    def test_liblouis_with_blanks_between_words(self) -> None:
        chinese = Transcriber("zh-Hans", 2, "zhcn-cbs")
        assert cells(chinese, "今天的天气很好，我们去公园。") == "⠛⠣⠁⠞⠩⠁⠙ ⠞⠩⠁⠅⠊⠆ ⠓⠴⠄ ⠓⠖⠄⠐ ⠕⠍⠴ ⠅⠬⠆ ⠛⠲⠁⠯⠂⠐⠆"

    def test_no_blank_inside_a_word_nor_before_a_mark(self) -> None:
        chinese = Transcriber("zh-Hans", 2, "zhcn-cbs")
        assert cells(chinese, "“你好！”") == "⠘⠝⠓⠖⠄⠰⠂⠘"

    def test_english_words_have_the_letter_sign(self) -> None:
        assert " ⠰⠊⠠⠏⠓⠕⠝⠑ " in cells(Transcriber("zh-Hans", 2, "zhcn-cbs"), "我用iPhone打电话")

    def test_a_whole_english_paragraph_is_contracted(self) -> None:
        assert cells(Transcriber("zh-Hans", 2), "the children", "en") == "⠮ ⠡⠝"

    def test_dots_7_and_8_are_taken_away(self) -> None:
        assert cells(Transcriber("zh-TW", 1), "你——")
