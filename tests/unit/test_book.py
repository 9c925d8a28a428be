"""The Book model: ids, walking, JSON."""

from dataclasses import replace

from converters.book import (
    Book,
    Emphasis,
    Heading,
    Link,
    ListBlock,
    ListItem,
    Metadata,
    NavigationPoint,
    Note,
    NoteReference,
    PageBreak,
    PageTarget,
    Paragraph,
    Section,
    Text,
    assign_ids,
    book_from_json,
    book_to_json,
    leaves,
    text_of_book,
)
from converters.language import sentences_of


def paragraph(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def sample() -> Book:
    chapter = Section(
        "One",
        (
            Heading(1, (Text("One"),)),
            PageBreak("7", id="p7"),
            Paragraph(
                (
                    Text("Call me "),
                    Emphasis("emphasis", (Text("Ishmael"),)),
                    Text("."),
                    NoteReference("n1", "1"),
                )
            ),
            paragraph("Yes."),
            paragraph("Yes."),
            ListBlock(
                "unordered",
                (ListItem((paragraph("a whale"),)), ListItem((Paragraph((Link("#p7", (Text("see 7"),)),)),))),
            ),
            Note("footnote", (paragraph("A note."),), "1", id="n1"),
        ),
        id="c1",
    )
    return assign_ids(
        Book(
            Metadata("Whales", "en"),
            (chapter,),
            contents=(NavigationPoint("One", "anchor"), NavigationPoint("Lost", "nowhere")),
            pages=(PageTarget("7", "p7"), PageTarget("8", "gone")),
        ),
        {"anchor": "c1"},
    )


def test_json_round_trip() -> None:
    book = sample()
    assert book_from_json(book_to_json(book)) == book
    assert book_to_json(book_from_json(book_to_json(book))) == book_to_json(book)


def test_ids_are_unique_and_references_follow() -> None:
    book = sample()
    chapter = book.sections[0]
    ids = [leaf.node.id for leaf in leaves(book)]
    assert len(ids) == len(set(ids))
    assert book.contents[0].target == chapter.id
    assert book.contents[1].target is None
    assert [page.label for page in book.pages] == ["7"]
    assert book.pages[0].target == chapter.blocks[1].id == "page-7"
    reference = chapter.blocks[2].content[-1]
    assert reference.note == chapter.blocks[6].id


def test_an_edit_elsewhere_keeps_ids() -> None:
    book = sample()
    chapter = book.sections[0]
    edited = replace(chapter, blocks=(chapter.blocks[0], paragraph("New words."), *chapter.blocks[1:]))
    again = assign_ids(replace(book, sections=(edited,)))
    before = {s.id for s in sentences_of(book)}
    after = {s.id for s in sentences_of(again)}
    assert before < after
    assert len(after - before) == 1
    assert {leaf.node.id for leaf in leaves(book)} < {leaf.node.id for leaf in leaves(again)}


def test_all_words_once_in_order() -> None:
    assert text_of_book(sample()).split("\n") == [
        "One",
        "Call me Ishmael.",
        "Yes.",
        "Yes.",
        "a whale",
        "see 7",
        "A note.",
    ]
