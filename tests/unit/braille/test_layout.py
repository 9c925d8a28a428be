import pytest

from converters.braille.cells import BLANK, label_cells, number_cells, offsets_of
from converters.braille.flow import FlowBlock, FlowTable, flow_from_json, flow_to_json
from converters.braille.layout import Layout
from converters.braille.pages import Page
from converters.braille.paginate import Paginator, Sheet
from converters.braille.profiles import BANA
from converters.braille.table_layout import column_widths
from converters.braille.volumes import cut_volumes


def word(length: int) -> str:
    return "⠁" * length


def text(*lengths: int) -> str:
    return BLANK.join(word(length) for length in lengths)


def laid(*items, width: int = 20, height: int = 8, head: str = "", **more) -> Paginator:
    paginator = Paginator(Sheet(width, height, head), BANA)
    Layout(paginator, BANA, **more).chapter(list(items), new_page=True)
    paginator.finish()
    return paginator


def lines(paginator: Paginator) -> list[list[str]]:
    return [[line.replace(BLANK, " ") for line in page.lines] for page in paginator.pages]


class TestLabels:
    @pytest.mark.parametrize(
        ("label", "cells"),
        [("57", "⠼⠑⠛"), ("xiv", "⠭⠊⠧"), ("A3", "⠠⠁⠼⠉"), ("12b", "⠼⠁⠃⠰⠃"), ("12x", "⠼⠁⠃⠭"), ("第一", "")],
    )
    def test_page_labels(self, label: str, cells: str) -> None:
        assert label_cells(label) == cells

    def test_numbers(self) -> None:
        assert number_cells(120) == "⠼⠁⠃⠚"

    def test_offsets_are_made_to_rise(self) -> None:
        assert list(offsets_of([0, -1, 3, 2, 9], 5)) == [0, 0, 3, 3, 5, 5]


class TestParagraphs:
    def test_first_line_at_cell_3_runovers_at_cell_1(self) -> None:
        (page,) = lines(laid(FlowBlock("paragraph", text(10, 10, 10))))
        assert page[:3] == ["  " + word(10), word(10), word(10)]

    def test_a_page_number_stands_at_the_right_of_the_last_line_three_blanks_from_text(self) -> None:
        first, second = lines(laid(FlowBlock("paragraph", text(*[5] * 26))))
        assert first[-1] == f"{word(5)} {word(5)}       ⠼⠁"
        assert len(first[-1]) == 20
        assert second[-1].strip() == "⠼⠃"

    def test_a_long_word_is_broken_with_a_sign_and_not_after_a_prefix(self) -> None:
        (page,) = lines(laid(FlowBlock("paragraph", "⠁" * 16 + "⠼" + "⠃" * 10)))
        assert page[:2] == ["  " + "⠁" * 16 + "⠐", "⠼" + "⠃" * 10]

    def test_a_line_may_end_after_a_hyphen(self) -> None:
        (page,) = lines(laid(FlowBlock("paragraph", "⠁" * 9 + "⠤" + "⠃" * 12, breaks=(10,))))
        assert page[:2] == ["  " + "⠁" * 9 + "⠤", "⠃" * 12]

    def test_a_line_feed_ends_a_line(self) -> None:
        (page,) = lines(laid(FlowBlock("paragraph", "⠁⠁\n⠃⠃")))
        assert page[:2] == ["  ⠁⠁", "⠃⠃"]

    def test_sentences_have_their_line(self) -> None:
        paginator = laid(FlowBlock("paragraph", text(10, 10, 10), sentences=((0, "a"), (22, "b"))))
        assert [(paginator.places[i].page, paginator.places[i].line) for i in "ab"] == [(0, 0), (0, 2)]


class TestPrintedPages:
    def test_a_line_across_ending_with_the_number(self) -> None:
        block = FlowBlock("paragraph", text(5, 5), pages=((6, "⠼⠛", "7", "page-7"),))
        paginator = laid(block)
        assert lines(paginator)[0][:3] == ["  " + word(5), "⠤" * 18 + "⠼⠛", word(5)]
        assert paginator.places["page-7"].line == 1

    def test_at_the_top_only_the_number_and_letters_on_the_pages_after_it(self) -> None:
        items = [
            FlowBlock("mark", "", pages=((0, "⠼⠛", "7", "page-7"),)),
            FlowBlock("paragraph", text(*[9] * 34)),
        ]
        pages = lines(laid(*items, head="⠓⠓"))
        assert [page[0].split()[-1] for page in pages] == ["⠼⠛", "⠁⠼⠛", "⠃⠼⠛"]
        assert all(page[0].split()[0] == "⠓⠓" for page in pages)
        assert "⠤" not in "".join(map("".join, pages))

    def test_never_on_the_last_line(self) -> None:
        items = [
            FlowBlock("paragraph", text(*[15] * 7)),
            FlowBlock("mark", "", pages=((0, "⠼⠛", "7", "page-7"),)),
            FlowBlock("paragraph", word(3)),
        ]
        paginator = laid(*items)
        assert paginator.places["page-7"].page == 1
        assert lines(paginator)[1][0].endswith("   ⠼⠛")

    def test_can_be_left_out(self) -> None:
        items = [
            FlowBlock("mark", "", pages=((0, "⠼⠛", "7", "page-7"),)),
            FlowBlock("paragraph", text(5, 5), pages=((6, "⠼⠓", "8", "page-8"),)),
        ]
        (page,) = lines(laid(*items, print_pages=False))
        assert page[0] == f"  {word(5)} {word(5)}"
        assert not any("⠼⠛" in line or "⠼⠓" in line for line in page)


class TestHeadings:
    def test_a_chapter_is_centred_with_blank_lines(self) -> None:
        page = lines(laid(FlowBlock("h1", word(6)), FlowBlock("paragraph", word(3)), head="⠓⠓"))[0]
        assert page[:5] == [" " * 9 + "⠓⠓", "", " " * 7 + word(6), "", "  " + word(3)]

    def test_side_headings_at_cells_5_and_7(self) -> None:
        page = lines(
            laid(
                FlowBlock("paragraph", "⠁"),
                FlowBlock("h2", "⠃"),
                FlowBlock("h3", "⠉"),
                FlowBlock("paragraph", "⠙"),
            )
        )[0]
        assert page[:6] == ["  ⠁", "", "    ⠃", "", "      ⠉", "  ⠙"]

    @pytest.mark.parametrize("filling", range(1, 8))
    def test_a_heading_has_two_lines_of_text_under_it(self, filling: int) -> None:
        items = [FlowBlock("paragraph", word(3)) for _ in range(filling)]
        pages = lines(laid(*items, FlowBlock("h2", "⠃⠃⠃"), FlowBlock("paragraph", text(15, 15, 15))))
        page = next(page for page in pages if any("⠃⠃⠃" in line for line in page))
        place = next(index for index, line in enumerate(page) if "⠃⠃⠃" in line)
        assert sum(word(15) in line for line in page[place + 1 : place + 3]) == 2


class TestBlocks:
    def test_lists_hang_by_the_deepest_level(self) -> None:
        items = [
            FlowBlock("list", text(12, 12), depth=0, deepest=1),
            FlowBlock("list", text(12, 12), depth=1, deepest=1),
        ]
        page = lines(laid(*items))[0]
        assert page[:4] == [word(12), "    " + word(12), "  " + word(12), "    " + word(12)]

    def test_verse_runs_over_at_cell_5(self) -> None:
        assert lines(laid(FlowBlock("verse", text(12, 12))))[0][:2] == [word(12), "    " + word(12)]

    def test_quotations_move_right(self) -> None:
        page = lines(laid(FlowBlock("paragraph", text(12, 12), margin=1)))[0]
        assert page[:2] == ["    " + word(12), "  " + word(12)]

    def test_blank_lines_between_groups_but_not_at_the_top(self) -> None:
        gap = FlowBlock("gap", "")
        page = lines(laid(gap, FlowBlock("list", "⠁"), gap, gap, FlowBlock("paragraph", "⠃")))[0]
        assert page[:3] == ["⠁", "", "  ⠃"]


def table(*rows: list[str], heads: int = 1) -> FlowTable:
    grid = [
        [FlowBlock("cell", cells, f"c{r}{c}", sentences=((0, f"s{r}{c}"),)) for c, cells in enumerate(row)]
        for r, row in enumerate(rows)
    ]
    return FlowTable(grid, heads, "⠈⠨⠣⠝⠈⠨⠜", "⠒", "table")


class TestTables:
    def test_columns_with_a_rule_under_the_headings(self) -> None:
        paginator = laid(table(["⠁", "⠃⠃⠃"], ["⠉⠉", "⠙"]))
        assert lines(paginator)[0][:3] == ["⠁   ⠃⠃⠃", "⠐⠒  ⠐⠒⠒", "⠉⠉  ⠙"]
        assert paginator.places["s11"].line == 2

    def test_headings_come_again_on_the_next_page(self) -> None:
        pages = lines(laid(table(["⠁", "⠃"], *[["⠉", "⠙"]] * 12)))
        assert len(pages) > 1
        assert all(page[:2] == ["⠁  ⠃", "⠐  ⠐"] for page in pages)
        assert sum(line.startswith("⠉  ⠙") for page in pages for line in page) == 12

    def test_too_wide_becomes_a_list_with_a_note(self) -> None:
        wide = table([word(9), word(8)], ["⠉" * 12, text(12, 12, 12, 12)])
        assert column_widths(wide, 20, 2) is None
        paginator = laid(wide, height=12)
        page = lines(paginator)[0]
        assert page[0].strip() == "⠈⠨⠣⠝⠈⠨⠜"
        assert page[1:4] == [word(9) + "⠒", "    " + "⠉" * 12, "  " + word(8) + "⠒"]
        assert paginator.places["s11"].line == 3

    def test_ragged_and_empty(self) -> None:
        assert lines(laid(table(["", ""], heads=0)))[0][-1].strip() == "⠼⠁"


class TestVolumes:
    def pages(self, *chapters: int) -> list[Page]:
        return [Page("1", [], level=1 if first == 0 else 9) for length in chapters for first in range(length)]

    def test_a_short_book_is_one_volume(self) -> None:
        assert cut_volumes(self.pages(50, 50), 90) == [(0, 100)]

    def test_cuts_where_chapters_begin(self) -> None:
        assert cut_volumes(self.pages(30, 30, 30, 40, 45, 20), 90) == [(0, 90), (90, 195)]

    def test_a_chapter_longer_than_a_volume_is_cut(self) -> None:
        cuts = cut_volumes(self.pages(400), 90)
        assert [start for start, _ in cuts[1:]] == [end for _, end in cuts[:-1]]
        assert all(60 <= end - start <= 135 for start, end in cuts)


def test_flow_survives_json() -> None:
    items = [
        FlowBlock("list", "⠁⠃", "b-1", 1, 2, 0, ((0, "s"),), ((1, "⠼⠁", "1", "page-1"),), (1,)),
        table(["⠁", "⠃"]),
        FlowBlock("gap", ""),
    ]
    again = flow_from_json(flow_to_json(items))
    assert flow_to_json(again) == flow_to_json(items)
    assert isinstance(again[1], FlowTable)
