"""Chapters: each block of a book in exactly one, in reading order."""

from converters.book import Book, Heading, Metadata, Paragraph, Section, Text, assign_ids
from converters.chapters import LONG, VERY_LONG, chapters, pieces_with_blocks, weight_of_text


def section(title: str, *children: Section, words: int = 5, role: str = "", own: bool = True) -> Section:
    blocks = (
        (
            Heading(1, (Text(title),)),
            *(Paragraph((Text(f"{title} {n}. " + "word " * 100),)) for n in range(words // 100 + 1)),
        )
        if own
        else ()
    )
    return Section(title, blocks, children, role=role)


def book(*sections: Section) -> Book:
    return assign_ids(Book(Metadata("A book", "en"), sections))


def titles(made: Book) -> list[str]:
    return [chapter.title for chapter in chapters(made)]


def test_top_level_sections_are_chapters_with_their_children() -> None:
    made = book(section("Title page"), section("One", section("A"), section("B")), section("Two"))
    assert titles(made) == ["Title page", "One", "Two"]
    assert len(chapters(made)[1].sections) == 3
    assert [chapter.key for chapter in chapters(made)] == ["001", "002", "003"]


def test_what_only_holds_chapters_is_cut() -> None:
    made = book(
        section("Part one", section("One"), section("Two", section("deep")), role="part"),
        section("Part two", section("Three"), role="part", own=False),
    )
    assert titles(made) == ["Part one", "One", "Two", "Three"]
    assert titles(book(section("All", section("One"), section("Two")))) == ["All", "One", "Two"]


def test_long_sections_are_cut_into_children_or_between_blocks() -> None:
    long = section("Long", section("A", words=LONG // 5), section("B"))
    assert titles(book(section("First"), long)) == ["First", "Long", "A", "B"]
    made = book(section("First"), section("Endless", words=VERY_LONG // 4))
    assert titles(made)[:3] == ["First", "Endless", "Endless (2)"]
    assert all(chapter.weight <= LONG * 1.02 for chapter in chapters(made))


def test_each_block_once_in_order() -> None:
    made = book(
        section(
            "Part one", section("One", words=VERY_LONG // 4), section("Two", section("deep")), role="part"
        ),
        Section("Empty", ()),
    )
    seen = [
        block.id
        for chapter in chapters(made)
        for _piece, _section, _language, blocks in pieces_with_blocks(made, chapter)
        for block in blocks
    ]
    expected: list[str] = []

    def collect(parts: tuple[Section, ...]) -> None:
        for part in parts:
            expected.extend(block.id for block in part.blocks)
            collect(part.sections)

    collect(made.sections)
    assert seen == expected
    assert "Empty" not in titles(made)


def test_a_chinese_character_weighs_four() -> None:
    assert weight_of_text("abc") == 3
    assert weight_of_text("重庆") == 8
