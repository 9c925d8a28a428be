"""What is said of each kind of block, and in which order."""

import pytest

from converters.book import (
    Book,
    CodeBlock,
    Emphasis,
    Figure,
    Heading,
    Image,
    LineBreak,
    ListBlock,
    ListItem,
    Math,
    MathBlock,
    Metadata,
    Note,
    NoteReference,
    PageBreak,
    PageMarker,
    Paragraph,
    Ruby,
    Section,
    Span,
    Table,
    TableCell,
    TableRow,
    Text,
    Verse,
    VerseLine,
    assign_ids,
)
from converters.book.blocks import Block
from converters.book.inlines import EmphasisKind
from converters.chapters import chapters
from converters.language import sentences_of
from converters.speech.choices import Choices, NotesChoice
from converters.speech.narrate import Narration, narrate
from converters.speech.script import Language, Mark, Pause, Say, lines_of
from converters.speech.voices import VoiceTable


def paragraph(words: str, language: str | None = None) -> Paragraph:
    return Paragraph((Text(words),), language=language)


def narration(*blocks: Block, language: str = "en", choices: Choices | None = None) -> Narration:
    book = assign_ids(Book(Metadata("A book", language), (Section("One", blocks),)))
    table = VoiceTable()
    return narrate(
        book,
        sentences_of(book),
        chapters(book)[0],
        choices or Choices(),
        can_speak=lambda tag: table.voice_for(tag) is not None,
    )


def said(*blocks: Block, language: str = "en", choices: Choices | None = None) -> list[str]:
    made = narration(*blocks, language=language, choices=choices)
    return [line.text for line in lines_of(made.script) if line.text]


def noted() -> tuple[Block, ...]:
    return (
        Paragraph((Text("He was born in 1879."), NoteReference("n1", "1"), Text(" He wrote."))),
        Note("footnote", (paragraph("In Ulm."),), "1", id="n1"),
        paragraph("He died."),
    )


def test_a_note_mark_is_never_fused_and_the_note_comes_at_the_end() -> None:
    assert said(*noted()) == [
        "He was born in eighteen seventy-nine.",
        "He wrote.",
        "He died.",
        "Note one: In Ulm.",
    ]


def test_notes_at_their_reference_or_skipped() -> None:
    assert said(*noted(), choices=Choices(notes="at-reference")) == [
        "He was born in eighteen seventy-nine.",
        "Note one: In Ulm.",
        "End of note.",
        "He wrote.",
        "He died.",
    ]
    skipped = narration(*noted(), choices=Choices(notes="skip"))
    assert "Ulm" not in "".join(item.text for item in skipped.script if isinstance(item, Say))
    assert skipped.tally.skipped == 2


def raised(*words: str | tuple[str], kind: EmphasisKind = "superscript") -> Paragraph:
    """Strings as they are, and those in a tuple raised."""
    return Paragraph(tuple(Text(w) if isinstance(w, str) else Emphasis(kind, (Text(w[0]),)) for w in words))


@pytest.mark.parametrize(
    ("content", "spoken"),
    [
        (("born in 1879", ("1",), ". Then"), ["born in eighteen seventy-nine.", "Then"]),
        (("He left.", ("12",), " She ran."), ["He left. She ran."]),
        (("the whale", ("[3]",), " swam"), ["the whale swam"]),
        (("the 5", ("th",), " of May"), ["the fifth of May"]),
        (("10", ("6",), " atoms"), ["ten to the sixth atoms"]),
        (("x", ("2",), " + y", ("n",)), ["x squared plus y to the n"]),
        (("3 m", ("2",)), ["three square metres"]),
        (("1", ("st",), " and ", ("1",), "/2"), ["first and one half"]),
        ((("4",), "And God said"), ["four And God said"]),
    ],
)
def test_raised_marks_exponents_and_endings(content: tuple[str | tuple[str]], spoken: list[str]) -> None:
    assert said(raised(*content)) == spoken


def test_lowered_numbers_and_chinese_note_marks() -> None:
    assert said(raised("H", ("2",), "O", kind="subscript")) == ["H two O"]
    assert said(raised("他走了", ("1",), "。"), language="zh-CN") == ["他走了。"]
    assert said(raised("他生于1879", ("[2]",), "年。"), language="zh-CN") == ["他生于一八七九年。"]
    assert said(raised("面积是x", ("2",), "。"), language="zh-CN") == ["面积是x的平方。"]


def test_a_raised_mark_is_said_when_everything_is() -> None:
    marked = raised("the whale", ("3",), " swam")
    made = narration(marked, choices=Choices(note_marks=True))
    assert [line.text for line in lines_of(made.script)] == ["the whale swam, note three"]


def test_pages_are_announced_between_sentences_only() -> None:
    blocks = (
        PageBreak("6", id="p6"),
        Paragraph((Text("One sentence that "), PageMarker("7", id="p7"), Text("goes on. Another."))),
    )
    assert said(*blocks) == ["One sentence that goes on.", "Another."]
    assert said(*blocks, choices=Choices(print_pages=True)) == [
        "Page six.",
        "Page seven.",
        "One sentence that goes on.",
        "Another.",
    ]
    marks = [item.id for item in narration(*blocks).script if isinstance(item, Mark)]
    assert marks[:2] == ["page-6", "page-7"]


@pytest.mark.parametrize("notes", ["at-reference", "end-of-section", "skip"])
def test_a_page_that_begins_inside_a_note_keeps_its_place(notes: NotesChoice) -> None:
    blocks = (
        Paragraph((Text("Called."), NoteReference("n1", "1"))),
        PageBreak("1", id="p1"),
        Note("footnote", (Paragraph((Text("In "), PageMarker("2", id="p2"), Text("Ulm."))),), "1", id="n1"),
        PageBreak("3", id="p3"),
        paragraph("Last."),
    )
    script = narration(*blocks, choices=Choices(notes=notes)).script
    pages = [item.id for item in script if isinstance(item, Mark) and item.id.startswith("page-")]
    assert pages == ["page-1", "page-2", "page-3"]


def test_pictures() -> None:
    caption = (paragraph("Figure 1"),)
    assert said(Figure(None, "A whale.", caption=caption)) == ["Picture: A whale.", "Figure one"]
    assert said(Figure(None, "", caption=caption)) == ["Figure one"]
    undescribed = narration(Figure(None, None, caption=caption))
    assert [line.text for line in lines_of(undescribed.script)] == [
        "Picture without description.",
        "Figure one",
    ]
    assert undescribed.tally.pictures_without_description == 1
    assert said(Paragraph((Text("See "), Image(None, "a star"), Text("here.")))) == [
        "See Picture: a star, here."
    ]
    assert said(Figure(None, "一头鲸鱼"), language="zh-CN") == ["图片：一头鲸鱼"]


def test_tables_say_size_and_column() -> None:
    def cell(words: str, *, header: bool = False) -> TableCell:
        return TableCell((paragraph(words),) if words else (), header=header)

    table = Table(
        (
            TableRow((cell("Name", header=True), cell("Length", header=True)), head=True),
            TableRow((cell("Sperm"), cell("16 m"))),
            TableRow((TableCell((paragraph("Both"),), column_span=2),)),
            TableRow((cell("Blue"), cell(""))),
        ),
        caption=(paragraph("Whales"),),
    )
    assert said(table) == [
        "Table, four rows, two columns.",
        "Whales",
        "Name",
        "Length",
        "Name: Sperm",
        "Length: sixteen metres",
        "Name, Length: Both",
        "Name: Blue",
        "Length: empty",
        "End of table.",
    ]


def test_a_column_below_a_cell_that_spans_rows_keeps_its_header() -> None:
    head = TableRow(tuple(TableCell((paragraph(name),), header=True) for name in ("A", "B")), head=True)
    rows = (
        TableRow((TableCell((paragraph("tall"),), row_span=2), TableCell((paragraph("x"),)))),
        TableRow((TableCell((paragraph("y"),)),)),
    )
    assert said(Table((head, *rows)))[3:6] == ["A: tall", "B: x", "B: y"]


def test_lists_have_their_numbers() -> None:
    items = (ListItem((paragraph("first"),)), ListItem((paragraph("second"),)))
    assert said(ListBlock("ordered", items, start=3)) == ["three. first", "four. second"]
    assert said(ListBlock("unordered", items)) == ["first", "second"]
    assert said(ListBlock("ordered", (ListItem((paragraph("x"),), label="b)"),))) == ["b). x"]
    term = ListItem((paragraph("a mammal"),), term=paragraph("whale"))
    assert said(ListBlock("definition", (term,))) == ["whale", "a mammal"]


def test_verse_by_lines_and_words_not_fused() -> None:
    verse = Verse(((VerseLine((Text("Tyger Tyger,"),)), VerseLine((Text("burning bright"),))),))
    assert said(verse) == ["Tyger Tyger,", "burning bright"]
    assert said(Paragraph((Text("Tyger,"), LineBreak(), Text("burning")))) == ["Tyger,", "burning"]


def test_ruby_once_and_formulas_in_words() -> None:
    assert said(Paragraph((Ruby((Text("重"),), "chóng"), Text("庆"))), language="zh-CN") == ["重庆"]
    mathml = "<math><msup><mi>x</mi><mn>2</mn></msup></math>"
    assert said(Paragraph((Text("Then"), Math(mathml), Text("holds.")))) == ["Then x squared holds."]
    assert said(MathBlock(mathml, "the square of x")) == ["the square of x"]
    assert said(MathBlock(mathml, "Alternative text not available")) == ["x squared"]
    assert said(MathBlock(mathml), language="zh-CN") == ["x的二次方"]


def test_languages_switch_voices() -> None:
    made = narration(
        Paragraph((Text("He said "), Span((Text("bon voyage"),), "fr"), Text(" and 银行."))),
    )
    assert [item.tag for item in made.script if isinstance(item, Language)] == ["en", "fr", "en", "zh", "en"]
    (chinese,) = [item for item in made.script if isinstance(item, Say) and item.readings]
    assert chinese.readings == ("yin2", "hang2")


def test_a_language_without_a_voice_is_announced_not_dropped_silently() -> None:
    made = narration(paragraph("བོད་སྐད་", "bo"), paragraph("After."))
    assert [line.text for line in lines_of(made.script)] == [
        "Here follows a passage in Tibetan, which no voice can speak.",
        "After.",
    ]
    assert made.tally.unspoken == made.tally.languages["bo"] > 0
    readable = narration(paragraph("Kamusta ka?", "fil"))
    assert [line.text for line in lines_of(readable.script)] == ["The following is in Filipino. Kamusta ka?"]
    assert readable.tally.unspoken == 0
    assert {finding.code for finding in readable.tally.findings("")} == {"speech-language-without-voice"}


def test_what_cannot_be_said_is_named() -> None:
    made = narration(paragraph("A \ue000 sign, a \U0001f40b whale."))
    assert [line.text for line in lines_of(made.script)] == ["A unreadable character sign, a whale whale."]
    (finding,) = made.tally.findings("One")
    assert finding.params["code"] == "U+E000"
    rare = narration(paragraph("𠮷野家"), language="zh-CN")
    assert [line.text for line in lines_of(rare.script)] == ["生僻字野家"]
    assert rare.tally.characters["𠮷"] == 1


def test_code_is_read_line_by_line_and_markup_is_only_text() -> None:
    code = CodeBlock("x = 1\n    print x")
    assert said(code) == ["Code: x equals one", "print x", "End of code."]
    assert said(CodeBlock("x = 1")) == ["Code: x equals one"]
    assert said(code, choices=Choices(code="spell")) == [
        "Code: x equals, one",
        "indented four: print x",
        "End of code.",
    ]
    skipped = narration(code, choices=Choices(code="skip"))
    assert (skipped.tally.words, skipped.tally.skipped) == (4, 4)
    assert said(paragraph("<speak><break time='9s'/>hi</speak>"))[0].endswith("speak greater than")


def test_pauses_tell_headings_from_paragraphs() -> None:
    made = narration(Heading(1, (Text("One"),)), paragraph("Two. Three."))
    assert [item.seconds for item in made.script if isinstance(item, Pause)] == [1.0, 0.25, 0.4]
