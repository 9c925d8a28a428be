"""Layout rules of each profile, on small pages."""

from pathlib import Path

import pytest

from converters.book import Book, Metadata, PageBreak, Paragraph, Section, Text, assign_ids
from converters.braille.cells import BLANK, label_cells
from converters.braille.converter import page_of
from converters.braille.edges import Sheet
from converters.braille.flow import FlowBlock
from converters.braille.layout import Layout
from converters.braille.options import BrailleOptions
from converters.braille.paginate import Paginator
from converters.braille.profiles import BANA, CHINA, PROFILES, UKAAF, Profile, profile_for
from tests.braille_checks import check_pages, convert, lost_leaves
from tests.unit.braille.books import chinese_book, english_book, h, p


def word(length: int) -> str:
    return "⠁" * length


def text(*lengths: int) -> str:
    return BLANK.join(word(length) for length in lengths)


def laid(
    profile: Profile,
    *items: FlowBlock,
    width: int = 20,
    height: int = 8,
    head: str = "",
    odd_only: bool = False,
) -> list[list[str]]:
    paginator = Paginator(Sheet(width, height, head, odd_only=odd_only), profile)
    Layout(paginator, profile).chapter(list(items), new_page=True)
    return [[line.replace(BLANK, " ") for line in page.lines] for page in paginator.finish()]


@pytest.mark.parametrize(
    ("language", "options", "name", "size"),
    [
        ("en-GB", {}, "bana", (40, 25)),
        ("zh-CN", {}, "china", (30, 26)),
        ("zh-Hans", {"table": "zhcn-g2"}, "china", (30, 26)),
        ("zh-CN", {"page_numbers": False}, "china", (30, 25)),
        ("zh-TW", {}, "bana", (40, 25)),
        ("yue", {}, "bana", (40, 25)),
        ("zh-CN", {"profile": "china-32"}, "china-32", (32, 26)),
        ("en", {"profile": "ukaaf"}, "ukaaf", (38, 25)),
        ("zh-CN", {"profile": "bana", "cells": 33}, "bana", (33, 25)),
        ("zh-CN", {"cells": 28, "lines": 20}, "china", (28, 20)),
    ],
)  # fmt: skip
def test_the_code_decides_the_profile_and_the_profile_the_size(
    language: str, options: dict[str, object], name: str, size: tuple[int, int]
) -> None:
    profile, sheet = page_of(BrailleOptions.model_validate(options), language)
    assert profile.name == name
    assert (sheet.width, sheet.height) == size
    assert sheet.odd_only == (name.startswith("china"))


def test_every_profile_has_every_style() -> None:
    assert {frozenset(profile.styles) for profile in PROFILES.values()} == {frozenset(BANA.styles)}
    assert profile_for("auto", "fr") is BANA


class TestChina:
    def test_the_number_has_a_line_of_its_own_under_the_text(self) -> None:
        pages = laid(CHINA, FlowBlock("paragraph", text(*[5] * 24)))
        assert pages[0][0] == "  " + text(5, 5, 5).replace(BLANK, " ")
        assert [page[-1] for page in pages] == [" " * 18 + "⠼⠁", " " * 18 + "⠼⠃"]
        assert all(len(page) == 8 for page in pages)
        assert pages[0][-2] == f"{word(5)} {word(5)} {word(5)}"

    def test_embossed_on_both_sides_only_right_hand_pages_have_numbers(self) -> None:
        pages = laid(CHINA, FlowBlock("paragraph", text(*[5] * 60)), odd_only=True)
        assert [page[-1].strip() for page in pages] == ["⠼⠁", "", "⠼⠉"]

    def test_headings_stand_in_the_middle_after_four_blanks_at_least(self) -> None:
        blocks = [FlowBlock(f"h{level}", text(5, 5, 5)) for level in (2, 3, 4)]
        (page,) = laid(
            CHINA, FlowBlock("paragraph", word(9)), *blocks, FlowBlock("paragraph", word(3)), height=15
        )
        lead = " " * 4
        # A level with a blank line around it, then two without.
        assert page[:10] == ["  " + word(9), "", lead + f"{word(5)} {word(5)}", " " * 7 + word(5), "", lead + f"{word(5)} {word(5)}", " " * 7 + word(5), lead + f"{word(5)} {word(5)}", " " * 7 + word(5), "  " + word(3)]  # fmt: skip

    def test_a_word_is_divided_after_a_syllable_and_goes_on_after_the_connector(self) -> None:
        block = FlowBlock("paragraph", text(10) + BLANK + word(12), connectors=(15, 18, 21))
        (page,) = laid(CHINA, block)
        assert page[:2] == ["  " + word(10), word(12)]
        divided = FlowBlock("paragraph", word(30), connectors=(15, 18, 21))
        assert laid(CHINA, divided)[0][:2] == ["  " + word(18), "⠤" + word(12)]

    def test_what_may_not_be_divided_goes_on_after_the_connector_too(self) -> None:
        assert laid(CHINA, FlowBlock("paragraph", word(30)))[0][:2] == ["  " + word(18), "⠤" + word(12)]
        assert laid(BANA, FlowBlock("paragraph", word(30)))[0][:2] == ["  " + word(17) + "⠐", word(13)]

    def test_a_printed_page_is_named_at_the_left_of_the_number_line(self) -> None:
        block = FlowBlock("paragraph", text(*[5] * 30), pages=((6, "⠼⠛", "7", "p7"),))
        first, second = laid(CHINA, block)
        assert first[:2] == ["  " + word(5), "⠤" * 18 + "⠼⠛"]
        assert (first[-1], second[-1]) == (" " * 18 + "⠼⠁", "⠼⠛" + " " * 16 + "⠼⠃")

    def test_without_page_numbers_a_printed_page_is_a_line_even_at_the_top(self) -> None:
        paginator = Paginator(Sheet(20, 8, numbers=False), CHINA)
        Layout(paginator, CHINA).chapter(
            [FlowBlock("paragraph", word(5), pages=((0, "⠼⠛", "7", "p7"),))], new_page=True
        )
        assert paginator.finish()[0].lines == ["⠤" * 18 + "⠼⠛", BLANK * 2 + word(5)]

    def test_odd_pages_are_right_hand_pages_in_every_volume(self, tmp_path: Path) -> None:
        chapters = tuple(
            Section(
                f"第{number}章",
                (h(1, f"第{number}章"), *(p("我们都去海边看灯塔，灯塔很高。" * 9) for _ in range(11))),
            )
            for number in (1, 2, 3)
        )
        book = assign_ids(Book(Metadata("海边的灯塔", "zh-CN", identifier="urn:x-test:hai"), chapters))
        made = convert(book, tmp_path / "w", volume_pages=10, lines=14)
        check_pages(made)
        assert len(made.document.volumes) > 1
        for volume in made.document.volumes:
            for side, page in enumerate(volume.pages):
                if page.number.isdigit():
                    assert int(page.number) % 2 == (side + 1) % 2
            title = "".join(volume.front[0].lines)
            assert label_cells(str(volume.number)) in title
            assert any("⠐⠐⠐" in line for page in volume.front[1:] for line in page.lines)
        assert not list(lost_leaves(made))


class TestUkaaf:
    def test_the_first_line_has_printed_page_title_and_number(self) -> None:
        block = FlowBlock("paragraph", text(*[5] * 30), pages=((6, "⠼⠛", "7", "p7"),))
        first, second = laid(UKAAF, block, head="⠓⠓")
        assert (first[0], second[0]) == (
            " " * 9 + "⠓⠓" + " " * 7 + "⠼⠁",
            "⠼⠛" + " " * 7 + "⠓⠓" + " " * 7 + "⠼⠃",
        )
        assert first[1:3] == ["  " + word(5), " " * 8 + "⠐⠒⠼⠛"]
        assert len(first[-1]) > 15, "the last line is free for text"

    def test_no_running_head_still_has_the_number(self) -> None:
        (page,) = laid(UKAAF, FlowBlock("paragraph", word(3)))
        assert page[:2] == [" " * 18 + "⠼⠁", "  " + word(3)]

    def test_plain_headings(self) -> None:
        (page,) = laid(
            UKAAF,
            FlowBlock("h2", word(3)),
            FlowBlock("paragraph", word(4)),
            FlowBlock("h3", word(5)),
            FlowBlock("paragraph", word(6)),
        )
        assert page[1:6] == ["    " + word(3), "  " + word(4), "", word(5), "  " + word(6)]


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("make", [english_book, chinese_book])
@pytest.mark.parametrize(
    "more", [{}, {"cells": 22, "lines": 12}, {"duplex": False, "volume_pages": 10}, {"page_numbers": False}]
)
def test_a_book_with_one_of_everything(profile: str, make, more: dict[str, object], tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    made = convert(make(), tmp_path / "w", profile=profile, **more)
    check_pages(made)
    if more.get("page_numbers", True) and more.get("cells") != 22:
        assert not list(lost_leaves(made, pieces=True))


def test_a_number_in_chinese_goes_with_print_pages_of_a_book(tmp_path: Path) -> None:
    section = Section("章", (PageBreak("57", "pg57"), h(1, "章"), Paragraph((Text("一"),))))
    made = convert(assign_ids(Book(Metadata("书", "zh-CN"), (section,))), tmp_path / "w")
    assert made.body[0][-1] == "⠼⠑⠛" + BLANK * 25 + "⠼⠁"
