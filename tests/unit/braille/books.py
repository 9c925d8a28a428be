"""A small book with one of everything, in English and in Chinese, for the braille tests."""

from converters.book import (
    Aside,
    Book,
    CodeBlock,
    Contributor,
    Emphasis,
    Figure,
    Heading,
    Image,
    LineBreak,
    ListBlock,
    ListItem,
    MathBlock,
    Metadata,
    Note,
    NoteReference,
    PageBreak,
    PageMarker,
    PageTarget,
    Paragraph,
    Quote,
    Section,
    Separator,
    Span,
    Table,
    TableCell,
    TableRow,
    Text,
    Verse,
    VerseLine,
    assign_ids,
)


def p(*content, **more) -> Paragraph:
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in content), **more)


def h(level: int, text: str) -> Heading:
    return Heading(level, (Text(text),))


def line(text: str, indent: int = 0) -> VerseLine:
    return VerseLine((Text(text),), indent=indent)


def cells(*texts: str, header: bool = False) -> TableRow:
    return TableRow(tuple(TableCell((p(text),), header=header) for text in texts), head=header)


def english_book() -> Book:
    """Two chapters with one of everything."""
    first = Section(
        "The Lamp",
        (
            PageBreak("1", "pg1"),
            h(1, "The Lamp"),
            p(
                "The keeper of the lamp lived at the end of the long stone pier, and every evening she climbed the stairs. ",
                Emphasis("emphasis", (Text("Nobody"),)),
                " had asked her to",
                NoteReference("n1", "1"),
                ". She did it because the ",
                Emphasis("strong", (Text("people who could not see"),)),
                " asked for ",
                Span((Text("la lumière"),), "fr"),
                ", and she knew the word 灯 from a sailor.",
            ),
            Note("footnote", (p("Nobody in the village, at least."),), "1", "n1"),
            h(2, "Things she carried"),
            ListBlock(
                "unordered",
                (
                    ListItem((p("oil, as much as would fit into a can that a child could lift"),)),
                    ListItem(
                        (
                            p("tools:"),
                            ListBlock(
                                "ordered",
                                (
                                    ListItem((p("a knife"),)),
                                    ListItem(
                                        (p("two brushes with which the glass was cleaned every morning"),)
                                    ),
                                ),
                            ),
                        )
                    ),
                    ListItem((p("bread"),)),
                ),
            ),
            p(
                "After the list the text goes on, ",
                PageMarker("2", "pg2"),
                "and a new page begins inside it.",
            ),
            Quote((p("Light is the only thing that weighs nothing and fills a room, said the book."),)),
            Separator(),
            Verse(
                (
                    (
                        line("The night is long,"),
                        line("the stair is steep,", 1),
                        line("and nobody knows how many steps there are to climb tonight."),
                    ),
                    (line("But I can count."),),
                )
            ),
            Figure(None, "A tower on a pier.", caption=(p("The tower in winter."),)),
            Figure(None, None),
            Table(
                (
                    cells("Day", "Oil", header=True),
                    cells("Monday", "two cans"),
                    cells("Tuesday", "one can and a half"),
                ),
                caption=(p("What was burnt"),),
            ),
            Table(
                (
                    cells(
                        "Name of the keeper",
                        "Where the keeper was born",
                        "What the keeper is remembered for",
                        header=True,
                    ),
                    cells(
                        "Ann Lee",
                        "On the island, in the house beside the church",
                        "Counting the stairs aloud so that visitors knew where they were",
                    ),
                    cells("Bo Stone", "Nobody remembers", "Oil"),
                )
            ),
            CodeBlock("if dark:\n    light(lamp)\n"),
            MathBlock("<math><mi>x</mi></math>", "x = 1"),
            Aside((p("The tower is open on Sundays."),)),
        ),
    )
    second = Section(
        "The Storm",
        (
            PageBreak("3", "pg3"),
            h(1, "The Storm"),
            p(
                "One line,",
                LineBreak(),
                "another line. And the sea ",
                Image(None, "waves"),
                " came ☺ in. " * 3,
            ),
        ),
    )
    pages = tuple(PageTarget(label, f"pg{label}") for label in "123")
    return assign_ids(
        Book(
            Metadata(
                "The Lamp and the Storm",
                "en",
                (Contributor("Ada Writer"),),
                identifier="urn:x-test:lamp",
                publisher="Pier Press",
            ),
            (first, second),
            pages=pages,
        )
    )


def chinese_book() -> Book:
    """One chapter."""
    section = Section(
        "第一章 灯塔",
        (
            h(1, "第一章 灯塔"),
            p(
                "今天的天气很好，我们去公园看灯塔。",
                "他用iPhone 15给大家看照片",
                NoteReference("n1", "1"),
                "，大家都说：“真好看！”",
            ),
            Note("footnote", (p("照片是去年拍的。"),), "1", "n1"),
            h(2, "带的东西"),
            ListBlock(
                "ordered",
                (
                    ListItem((p("一张地图"),)),
                    ListItem((p("两本书，一本是写灯塔的，一本是写大海的，都很有意思"),)),
                ),
            ),
            Figure(None, "海边的灯塔。"),
        ),
    )
    return assign_ids(
        Book(
            Metadata("灯塔", "zh-Hans", (Contributor("王小明"),), identifier="urn:x-test:dengta"), (section,)
        )
    )
