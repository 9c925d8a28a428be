"""What ``info`` finds in a book."""

from converters.book import (
    Book,
    Emphasis,
    Figure,
    Heading,
    Math,
    Metadata,
    NavigationPoint,
    PageBreak,
    Paragraph,
    Ruby,
    Section,
    Table,
    TableCell,
    TableRow,
    Text,
    assign_ids,
)
from converters.describe import Description, describe
from converters.language import sentences_of


def described(*blocks: object, contents: bool = False) -> Description:
    book = assign_ids(
        Book(
            Metadata("T", "zh-Hans"),
            (Section("One", blocks, id="c"),),  # type: ignore[arg-type]  # blocks of many kinds
            contents=(NavigationPoint("One", "c"),) if contents else (),
        )
    )
    return describe(book, sentences_of(book))


def codes(findings: object) -> set[str]:
    return {finding.code for finding in findings}  # type: ignore[attr-defined]  # tuples of findings


def test_words_and_characters() -> None:
    counts = described(Paragraph((Text("我读 Moby-Dick，第2遍。"),))).counts
    assert counts["han_characters"] == 4
    assert counts["words"] == 2
    assert counts["characters"] == len("我读Moby-Dick，第2遍。")
    assert counts["sentences"] == 1


def test_phrases_count_for_their_own_language() -> None:
    found = described(Paragraph((Text("她说"), Emphasis("emphasis", (Text("abc"),), language="en"))))
    assert found.languages == {"en": 3, "zh-Hans": 2}
    assert "feature-languages" in codes(found.features)


def test_pictures_with_without_and_decorative() -> None:
    found = described(Figure(None, "a cat"), Figure(None, None), Figure(None, ""))
    assert found.counts["pictures"] == 3
    missing = {finding.code: finding.params for finding in found.missing}
    assert missing["missing-alternatives"] == {"count": 1}
    assert "feature-alternatives" in codes(found.features)


def test_tables_formulas_ruby_pages() -> None:
    cell = TableCell((Paragraph((Text("x"),)),))
    found = described(
        Heading(1, (Text("One"),)),
        PageBreak("3"),
        Table((TableRow((cell,)),)),
        Table((TableRow((TableCell(cell.blocks, header=True),)),)),
        Paragraph((Math("<math/>"), Ruby((Text("饕"),), "tāo"))),
        contents=True,
    )
    assert found.counts["tables"] == 2
    assert found.counts["tables_with_headers"] == 1
    assert codes(found.missing) == {
        "missing-table-headers",
        "missing-formula-alternatives",
        "missing-page-source",
        "missing-authors",
    }
    assert {"feature-pages", "feature-ruby", "feature-formulas", "feature-contents"} <= codes(found.features)


def test_a_bare_text() -> None:
    assert codes(described(Paragraph((Text("x"),))).missing) == {
        "missing-contents",
        "missing-headings",
        "missing-pages",
        "missing-authors",
    }


def test_a_deeply_nested_book_is_no_trouble() -> None:
    section = Section("end", (Paragraph((Text("x"),)),), id="0")
    for number in range(3000):
        section = Section("s", (), (section,), id=str(number + 1))
    from converters.describe import _nodes

    assert sum(isinstance(node, Section) for node in _nodes((section,))) == 3001
