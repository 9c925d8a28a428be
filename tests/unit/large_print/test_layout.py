"""Presets, fonts, tables, volumes: the arithmetic of large print."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.book import Paragraph, Table, TableCell, TableRow, Text
from converters.edition.grid import grid_of
from converters.errors import BadOptions
from converters.large_print.fonts import (
    BODY_FONTS,
    CJK,
    LIBERATION,
    Gate,
    cjk_face,
    font_file,
    in_order,
    name_of,
)
from converters.large_print.geometry import MM, geometry, typst_language
from converters.large_print.options import PdfOptions
from converters.large_print.presets import PRESETS, THEMES, default_preset
from converters.large_print.volumes import pack, volumes_of
from converters.registry import get_converter
from converters.run import make_options


def cell(words: str, **more: object) -> TableCell:
    return TableCell((Paragraph((Text(words),)),), **more)  # type: ignore[arg-type]


class TestPresets:
    def test_the_default_follows_the_language(self) -> None:
        assert default_preset("zh-Hans") == "zh-large"
        assert default_preset("zh-TW") == "zh-large"
        assert default_preset("en-GB") == default_preset("fr") == "acb"

    @pytest.mark.parametrize("name", PRESETS)
    def test_sizes_are_large(self, name: str) -> None:
        preset = PRESETS[name]
        assert preset.size >= 18
        assert all(size >= preset.size for size in preset.headings)
        assert list(preset.headings) == sorted(preset.headings, reverse=True)

    def test_leading_is_a_step_between_baselines(self) -> None:
        # Word's "1.15 lines" of 18-point Arial, as the reference computes it.
        assert geometry(PdfOptions(preset="acb"), "en").step == pytest.approx(23.8, abs=0.05)
        assert geometry(PdfOptions(preset="zh-large"), "zh").step == pytest.approx(28.8, abs=0.05)

    def test_aph_keeps_lines_short_and_letters_tall(self) -> None:
        page = geometry(PdfOptions(preset="aph"), "en")
        assert page.measure / MM == pytest.approx(120, abs=4)
        small = geometry(PdfOptions(preset="aph", font="atkinson-hyperlegible"), "en")
        assert small.size > 18
        assert small.size * small.font.x_height >= 9

    def test_a_size_below_sixteen_is_refused(self) -> None:
        with pytest.raises(BadOptions):
            make_options(get_converter("large-print-pdf"), {"size": 12})

    def test_paper_and_size_can_be_chosen(self) -> None:
        page = geometry(PdfOptions(paper="16k", size=16), "zh-Hans")
        assert (page.width, page.height, page.size) == (185, 260, 16)
        assert page.headings[0] == pytest.approx(22 * 16 / 18, abs=0.01)

    @pytest.mark.parametrize("name", THEMES)
    def test_themes_have_contrast(self, name: str) -> None:
        theme = THEMES[name]
        for ink in (theme.ink, theme.link):
            for paper in (theme.paper or "#ffffff", theme.tint):
                if ink == theme.ink or paper != theme.tint:
                    assert contrast(ink, paper) >= 7, (ink, paper)


def contrast(first: str, second: str) -> float:
    """WCAG 2.2 contrast ratio of two ``#rrggbb``."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(first), light(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


class TestFonts:
    @pytest.mark.parametrize("font", BODY_FONTS.values(), ids=lambda font: font.family)
    def test_measures_are_those_of_the_files(self, font: object) -> None:
        from fontTools.ttLib import TTFont

        path = font_file(font.files[0])  # type: ignore[attr-defined]
        assert path is not None
        with TTFont(path, fontNumber=font.index if path.suffix == ".ttc" else -1, lazy=True) as file:  # type: ignore[attr-defined]
            unit = file["head"].unitsPerEm
            line = (file["hhea"].ascent - file["hhea"].descent + file["hhea"].lineGap) / unit
            assert font.line == pytest.approx(line, abs=0.005)  # type: ignore[attr-defined]
            assert font.x_height == pytest.approx(file["OS/2"].sxHeight / unit, abs=0.005)  # type: ignore[attr-defined]

    def test_private_use_is_named_and_replaced(self) -> None:
        gate = Gate(LIBERATION, "en")
        assert gate.clean("a\ue000b") == "a[U+E000]b"
        assert {name_of(c) for c in gate.missing} == {"U+E000 PRIVATE USE CHARACTER"}

    def test_every_script_finds_its_font(self) -> None:
        gate = Gate(LIBERATION, "en")
        text = "Aé 中文 𠮷 བོད مرحبا، שלום हिन्दी ไทย 😀 ∑ ♪ ǎ"
        assert gate.clean(text) == text
        assert gate.missing == set()
        families = in_order(gate.ranks)
        assert families[0] == "Liberation Sans"
        assert {"Noto Sans CJK SC", "Noto Sans Arabic", "Noto Serif Tibetan"} <= set(families)

    def test_soft_hyphens_go(self) -> None:
        assert Gate(LIBERATION, "en").clean("soft\u00adhyphen\ufeff") == "softhyphen"

    def test_the_faces_of_chinese(self) -> None:
        assert cjk_face("zh-Hans") is CJK["SC"]
        assert cjk_face("zh-Hant") is cjk_face("zh-TW") is CJK["TC"]
        assert cjk_face("zh-HK") is cjk_face("yue") is CJK["HK"]
        assert cjk_face("ja") is CJK["JP"]

    def test_languages_for_the_typesetter(self) -> None:
        assert typst_language("zh-Hans") == {"lang": "zh", "region": "CN", "rtl": False}
        assert typst_language("zh-Hant")["region"] == "TW"
        assert typst_language("ar")["rtl"]
        assert typst_language("x; rm -rf")["lang"] == "zxx"


class TestGrid:
    def test_spans_push_cells_aside(self) -> None:
        table = Table((TableRow((cell("a", row_span=2), cell("b", column_span=2))), TableRow((cell("c"),))))
        assert [(p.x, p.y, p.width, p.height) for p in grid_of(table).cells] == [
            (0, 0, 1, 2),
            (1, 0, 2, 1),
            (1, 1, 1, 1),
        ]

    def test_spans_end_at_the_edge(self) -> None:
        table = Table((TableRow((cell("a", row_span=99),)), TableRow((cell("b"),))))
        assert grid_of(table).cells[0].height == 2

    def test_a_first_row_of_headers_is_the_head(self) -> None:
        table = Table((TableRow((cell("a", header=True),)), TableRow((cell("b"),))))
        assert grid_of(table).head == 1

    @given(
        st.lists(
            st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=4),
            min_size=1,
            max_size=5,
        )
    )
    def test_no_two_cells_overlap(self, rows: list[list[tuple[int, int]]]) -> None:
        table = Table(
            tuple(
                TableRow(tuple(cell("x", column_span=w, row_span=h) for w, h in row), head=index == 0)
                for index, row in enumerate(rows)
            )
        )
        grid = grid_of(table)
        taken = [
            (place.x + dx, place.y + dy)
            for place in grid.cells
            for dx in range(place.width)
            for dy in range(place.height)
        ]
        assert len(taken) == len(set(taken))
        assert all(x < grid.columns and y < grid.rows for x, y in taken)


class TestVolumes:
    @given(st.lists(st.integers(1, 300), min_size=1, max_size=60), st.integers(40, 400))
    def test_volumes_hold_every_chapter_once_within_the_cap(self, pages: list[int], cap: int) -> None:
        groups = pack(pages, cap)
        assert [index for group in groups for index in group] == list(range(len(pages)))
        assert all(len(group) == 1 or sum(pages[i] for i in group) <= cap for group in groups)

    @given(st.lists(st.integers(1, 300), min_size=1, max_size=60))
    def test_page_numbers_go_on_and_volumes_begin_on_the_right(self, pages: list[int]) -> None:
        volumes = volumes_of(pages, 350)
        assert all(volume.first_page % 2 == 1 for volume in volumes)
        for before, after in pairwise(volumes):
            assert 0 <= after.first_page - (before.first_page + before.pages) <= 1

    def test_volumes_are_even(self) -> None:
        assert [len(group) for group in pack([10] * 37, 360)] == [19, 18]
